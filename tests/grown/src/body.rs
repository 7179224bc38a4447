//! The body of an order, as the store sent it.

use jiff::Timestamp;
use sale::{Article, Money};
use serde_json::{Value, json};

use crate::sold::Grown;

/// What `ordersRetrieve` answers of a paid order, as far as the till reads it.
pub(crate) fn order(grown: &Grown, number: &str) -> Value {
    let sold = &grown.sold;
    let mut lines: Vec<Value> = Vec::new();
    for line in &grown.cart.lines {
        lines.push(self::line(lines.len(), &line.article, line.quantity, false));
    }
    lines.extend(sold.upsell.iter().map(|added| line(grown.cart.lines.len(), added, 1, true)));
    let (status, paid) =
        if sold.is_cancelled { ("canceled", "refunded") } else { ("open", "paid") };
    let placed = Timestamp::from_millisecond(sold.started_at).unwrap_or_default();
    json!({
        "number": number,
        "attribution": { "utm_source": "tillway", "utm_content": sold.id },
        "currency": sold.total.currency,
        "total_incl_tax": sold.total.decimal(),
        "total_tax": "0.00",
        "shipping_incl_tax": "0.00",
        "total_discount": "0.00",
        "date_placed": placed.to_string(),
        "payment_status": paid,
        "status": status,
        "supports_post_purchase_upsells": true,
        "lines": lines,
        "transactions": [],
    })
}

fn line(place: usize, article: &Article, quantity: u32, is_upsell: bool) -> Value {
    let price = article.list_price;
    let total = Money::new(price.minor * i64::from(quantity), price.currency);
    json!({
        "id": place + 1,
        "product_id": article.product_id,
        "variant_id": article.variant_id,
        "product_title": article.title,
        "variant_title": article.variant_title,
        "sku": article.sku,
        "quantity": quantity,
        "is_upsell": is_upsell,
        "price_incl_tax": total.decimal(),
    })
}
