//! Carts: what lines come to, before delivery and tax.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::customer::{nobody, user_inline};
use super::order::voucher_discount;
use super::{attribution, each, text, with};
use crate::books::Customer;
use crate::links::Links;
use crate::money::{Amount, Currency};
use crate::pricing::{Line, Totals};
use crate::requests::CartRequest;
use crate::time::at_store;

/// `CartDetail`.
pub(crate) fn cart(
    id: u64,
    request: &CartRequest,
    customer: Option<&Customer>,
    now: Timestamp,
    links: &Links,
) -> Value {
    let totals = Totals::of(&request.lines, Amount::ZERO);
    let currency = request.currency;
    let money = json!({
        "currency": currency.code(),
        "total_cost": text(totals.cost),
        "total_discount": text(totals.discount),
        "total_excl_tax": text(totals.excl_tax),
        "total_incl_tax": text(totals.incl_tax),
    });
    let numbered: Vec<_> = (id + 1..).zip(&request.lines).collect();
    let cart = json!({
        "id": id,
        "status": "Open",
        "abandoned": false,
        "created_at": at_store(now),
        "checkout_url": links.cart(id),
        "user": customer.map_or_else(nobody, user_inline),
        "attribution": attribution(&request.attribution),
        "metadata": {},
        "lines": each(&numbered, |(id, line)| cart_line(*id, line, currency, links)),
        "voucher_discounts": each(&request.discounts, voucher_discount),
        "report_values": money,
    });
    with(cart, money)
}

/// `CartLine`.
fn cart_line(id: u64, line: &Line, currency: Currency, links: &Links) -> Value {
    let product = &line.product;
    let money = json!({
        "currency": currency.code(),
        "price_excl_tax": text(line.excl_tax()),
        "price_incl_tax": text(line.incl_tax()),
        "total_cost": text(line.cost()),
        "total_discount": text(line.discount),
        "unit_cost": text(product.unit_cost),
    });
    let subscription = line.subscription.as_ref();
    let cart_line = json!({
        "id": id,
        "quantity": line.quantity,
        "product_id": product.product_id,
        "variant_id": product.variant_id,
        "product_title": product.title,
        "variant_title": product.variant_title,
        "product_image": links.picture(&product.slug),
        "product_url": links.product(&product.slug),
        "sku": product.sku,
        "is_upsell": line.is_upsell,
        "interval": subscription.map(|subscription| &subscription.interval),
        "interval_count": subscription.map(|subscription| subscription.interval_count),
        "metadata": {},
        "report_values": money,
    });
    with(cart_line, money)
}
