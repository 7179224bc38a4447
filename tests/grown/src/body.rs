//! The body of an order, as the store sent it.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::order::{Line, Payment};
use crate::sold::Grown;

/// What `ordersRetrieve` answers of a paid order, as far as the till reads it.
pub(crate) fn order(grown: &Grown, number: &str) -> Value {
    let sold = &grown.sold;
    let lines: Vec<Value> = grown.lines().map(|line| self::line(&line)).collect();
    let payments = grown.payments(number);
    let payments: Vec<Value> =
        payments.iter().map(|made| transaction(made, grown.method)).collect();
    let (status, paid) =
        if sold.is_cancelled { ("canceled", "refunded") } else { ("open", "paid") };
    json!({
        "number": number,
        "attribution": { "utm_source": "tillway", "utm_content": sold.id },
        "currency": sold.total.currency,
        "total_incl_tax": sold.total.decimal(),
        "total_tax": grown.tax().decimal(),
        "shipping_incl_tax": "0.00",
        "total_discount": "0.00",
        "date_placed": moment(sold.started_at),
        "payment_status": paid,
        "status": status,
        "supports_post_purchase_upsells": true,
        "lines": lines,
        "transactions": payments,
    })
}

fn line(line: &Line<'_>) -> Value {
    let article = line.article;
    json!({
        "id": line.id,
        "product_id": article.product_id,
        "variant_id": article.variant_id,
        "product_title": article.title,
        "variant_title": article.variant_title,
        "sku": article.sku,
        "quantity": line.quantity,
        "is_upsell": line.is_upsell,
        "price_incl_tax": line.total().decimal(),
    })
}

fn transaction(made: &Payment, method: &str) -> Value {
    json!({
        "id": made.id,
        "type": made.kind,
        "status": "succeeded",
        "amount": made.amount.decimal(),
        "currency": made.amount.currency,
        "payment_method": method,
        "date_created": moment(made.at),
    })
}

fn moment(at: i64) -> String {
    Timestamp::from_millisecond(at).unwrap_or_default().to_string()
}
