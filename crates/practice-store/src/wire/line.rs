//! The lines of an order, and the taxes on them.

use serde_json::{Value, json};

use super::{rate, text, with};
use crate::books::{Order, OrderLine, Terms};
use crate::links::Links;
use crate::money::Amount;
use crate::pricing::Tax;
use crate::time::at_store;

/// `OrderLine`. Its amounts are those of the whole line, whatever has been taken back since.
pub(super) fn order_line(order_line: &OrderLine, order: &Order, links: &Links) -> Value {
    let OrderLine { line, .. } = order_line;
    let product = &line.product;
    let currency = order.terms.currency.code();
    let money = json!({
        "currency": currency,
        "original_price_excl_tax": text(line.original),
        "original_price_incl_tax": text(line.original + line.tax),
        "original_total_discount": text(line.discount),
        "price_excl_tax": text(line.excl_tax()),
        "price_incl_tax": text(line.incl_tax()),
        "total_cost": text(line.cost()),
        "total_discount": text(line.discount),
        "unit_cost": text(product.unit_cost),
    });
    let facts = json!({
        "id": order_line.id,
        "created_at": at_store(order_line.created),
        "updated_at": at_store(order_line.updated),
        "quantity": line.quantity,
        "current_quantity": order_line.left(),
        "editable_quantity": order_line.left(),
        "fulfillable_quantity": if product.requires_shipping { order_line.left() } else { 0 },
        "is_gift_card": product.is_gift_card,
        "is_upsell": line.is_upsell,
        "metadata": {},
        "product_id": product.product_id,
        "variant_id": product.variant_id,
        "product_image": links.picture(&product.slug),
        "product_title": product.title,
        "variant_title": product.variant_title,
        "product_url": links.product(&product.slug),
        "requires_shipping": product.requires_shipping,
        "sku": product.sku,
        "tax_lines": line_taxes(line.tax, &order.terms),
        "report_values": money,
    });
    with(facts, money)
}

/// `TaxPriceBreakdown`.
fn line_taxes(amount: Amount, terms: &Terms) -> Vec<Value> {
    let breakdown = |tax: &Tax| {
        let mut answer = tax_amount(amount, tax, terms);
        answer["tax_id"] = json!(tax.id);
        answer
    };
    terms.tax.iter().map(breakdown).collect()
}

/// `TaxSerailizer`: the taxes of the whole order.
pub(super) fn order_taxes(order: &Order) -> Vec<Value> {
    let total = |tax: &Tax| {
        let mut answer = tax_amount(order.totals().tax, tax, &order.terms);
        answer["id"] = json!(tax.id);
        answer
    };
    order.terms.tax.iter().map(total).collect()
}

fn tax_amount(amount: Amount, tax: &Tax, terms: &Terms) -> Value {
    let currency = terms.currency.code();
    json!({
        "amount": text(amount),
        "currency": currency,
        "rate": rate(tax),
        "source": "store",
        "tax_title": tax.title,
        "report_values": { "amount": text(amount), "currency": currency },
    })
}
