//! Refunds: those that were made, and what one would come to.

use serde_json::{Value, json};

use super::transaction::{kind, transaction};
use super::{each, text};
use crate::books::{Order, Refund, RefundLine, Transaction, TransactionKind};
use crate::links::Links;
use crate::money::Amount;
use crate::payments;
use crate::refunds::{CalculatedLine, Calculation};
use crate::time::at_store;

/// `Refund`.
pub(crate) fn refund(refund: &Refund, order: &Order) -> Value {
    let currency = order.terms.currency.code();
    let shipping = refund.shipping.map_or(Amount::ZERO, |(_, amount)| amount);
    let discrepancy = refund.discrepancy.map_or(Amount::ZERO, |(_, amount)| amount);
    let adjusted = shipping + discrepancy;
    let excl_tax = refund.lines.iter().map(|line| line.excl_tax).sum::<Amount>() + adjusted;
    let incl_tax = refund.lines.iter().map(|line| line.incl_tax).sum::<Amount>() + adjusted;
    let transactions =
        || order.transactions.iter().filter(|made| refund.transaction_ids.contains(&made.id));
    let paid: Amount = transactions().map(|made| made.amount).sum();
    json!({
        "id": refund.id,
        "order_number": order.number.to_string(),
        "created_at": at_store(refund.at),
        "note": refund.note,
        "user_id": order.customer_id,
        "refund_line_items": each(&refund.lines, |line| refund_line(line, currency)),
        "adjustments": adjustments(refund, currency),
        "transactions": transactions().map(|made| transaction(made, order)).collect::<Vec<_>>(),
        "total_refund_amount": text(paid),
        "total_return_excl_tax": text(excl_tax),
        "total_return_incl_tax": text(incl_tax),
        "report_values": {
            "currency": currency,
            "total_refund_amount": text(paid),
            "total_return_excl_tax": text(excl_tax),
            "total_return_incl_tax": text(incl_tax),
        },
    })
}

/// `RefundLine`.
fn refund_line(line: &RefundLine, currency: &str) -> Value {
    json!({
        "id": line.id,
        "line_item_id": line.line_id,
        "location_id": 1,
        "quantity": line.quantity,
        "restock_type": "cancel",
        "amount_excl_tax": text(line.excl_tax),
        "amount_incl_tax": text(line.incl_tax),
        "report_values": {
            "currency": currency,
            "amount_excl_tax": text(line.excl_tax),
            "amount_incl_tax": text(line.incl_tax),
        },
    })
}

/// `RefundAdjustment`.
fn adjustments(refund: &Refund, currency: &str) -> Vec<Value> {
    let kinds = [("refund_shipping", refund.shipping), ("refund_discrepancy", refund.discrepancy)];
    let made = kinds.into_iter().filter_map(|(kind, made)| Some((kind, made?)));
    let adjustment = |(kind, (id, amount)): (&str, (u64, Amount))| {
        json!({
            "id": id,
            "type": kind,
            "amount_excl_tax": text(amount),
            "amount_incl_tax": text(amount),
            "report_values": {
                "currency": currency,
                "amount_excl_tax": text(amount),
                "amount_incl_tax": text(amount),
            },
        })
    };
    made.map(adjustment).collect()
}

/// `CalculateRefundResponse`.
pub(crate) fn refund_calculation(
    calculation: &Calculation<'_>,
    order: &Order,
    links: &Links,
) -> Value {
    let currency = order.terms.currency.code();
    let shipping = &order.terms.shipping;
    let excl_tax = calculation.excl_tax();
    let incl_tax = calculation.incl_tax();
    json!({
        "currency": currency,
        "amount_excl_tax": text(excl_tax),
        "amount_incl_tax": text(incl_tax),
        "total_tax": text(incl_tax - excl_tax),
        "refund_lines": each(&calculation.lines, |line| calculated_line(line, links)),
        "refund_shipping": {
            "currency": currency,
            "shipping_code": shipping.code,
            "shipping_method": shipping.name,
            "amount_excl_tax": text(calculation.shipping),
            "amount_incl_tax": text(calculation.shipping),
            "total_tax": "0.00",
            "refundable_amount": text(shipping.price - order.shipping_refunded()),
        },
        "transactions": pay_backs(calculation, order),
    })
}

/// `CalculateRefundLineResponse`.
fn calculated_line(calculated: &CalculatedLine<'_>, links: &Links) -> Value {
    let product = &calculated.line.line.product;
    json!({
        "line_id": calculated.line.id,
        "product_id": product.product_id,
        "variant_id": product.variant_id,
        "product_title": product.title,
        "variant_title": product.variant_title,
        "sku": product.sku,
        "product_image": links.picture(&product.slug),
        "product_url": links.product(&product.slug),
        "quantity": calculated.quantity,
        "refundable_quantity": calculated.line.left(),
        "restock_type": "cancel",
        "amount_excl_tax": text(calculated.excl_tax),
        "amount_incl_tax": text(calculated.incl_tax),
        "total_tax": text(calculated.incl_tax - calculated.excl_tax),
    })
}

/// `CalculateRefundTransactionResponseSerailizer`: each debit with its part of the amount.
fn pay_backs(calculation: &Calculation<'_>, order: &Order) -> Vec<Value> {
    let pay_back = |(debit, amount): &(&Transaction, Amount)| {
        let gateway = payments::gateway(debit.gateway_id);
        json!({
            "id": debit.id,
            "type": kind(TransactionKind::Refund),
            "amount": text(*amount),
            "refundable_amount": text(order.refundable(debit)),
            "payment_method": order.terms.payment.method,
            "gateway_id": debit.gateway_id,
            "gateway_name": gateway.map_or("", |gateway| gateway.name),
        })
    };
    calculation.pay_backs.iter().map(pay_back).collect()
}
