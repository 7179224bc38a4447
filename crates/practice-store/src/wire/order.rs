//! Orders: whole ones, rows of lists, and notes.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::customer::{billing_address, nobody, shipping_address, user_inline};
use super::line::{order_line, order_taxes};
use super::refund::refund;
use super::transaction::transaction;
use super::{each, text, with};
use crate::books::{Note, Order, Records};
use crate::links::Links;
use crate::pricing::{Discount, Voucher};
use crate::time::{at_store, in_utc};

/// `Order`: all there is to know of one.
pub(crate) fn order(order: &Order, records: &Records, links: &Links) -> Value {
    with(user_order(order, links), buyer(order, records))
}

/// `OrderList`: a row, without lines, transactions, tags, attribution and the upsell flag.
pub(crate) fn order_row(order: &Order, records: &Records, links: &Links) -> Value {
    with(summary(order, links, in_utc), buyer(order, records))
}

/// `UserOrderInline`: an order among those of its customer, who is not told again.
pub(crate) fn user_order(order: &Order, links: &Links) -> Value {
    let terms = &order.terms;
    let billing = terms.billing_address.as_ref();
    let billing_to = billing.map(|address| billing_address(order.billing_address_id, address));
    let shipping = terms.shipping_address.as_ref();
    let shipping_to = shipping.map(|address| shipping_address(order.shipping_address_id, address));
    let subscription = |id: &u64| json!({ "id": id, "billing_cycle": 1 });
    let more = json!({
        "attribution": super::attribution(&terms.attribution),
        "billing_address": billing_to,
        "shipping_address": shipping_to,
        "fulfillments": [],
        "lines": each(&order.lines, |line| order_line(line, order, links)),
        "offer_discounts": [],
        "voucher_discounts": each(&terms.discounts, voucher_discount),
        "refunds": each(&order.refunds, |made| refund(made, order)),
        "report_values": money(order),
        "shipping_tax_lines": [],
        "subscription_lifecycle": order.lifecycle(),
        "subscriptions": each(&order.subscription_ids, subscription),
        "supports_post_purchase_upsells": order.takes_upsells(),
        "tags": terms.tags,
        "tax_lines": order_taxes(order),
        "transactions": each(&order.transactions, |made| transaction(made, order)),
    });
    with(summary(order, links, at_store), more)
}

fn buyer(order: &Order, records: &Records) -> Value {
    let customer = records.customer(order.customer_id);
    json!({ "user": customer.map_or_else(nobody, user_inline) })
}

/// What rows and whole orders have in common.
fn summary(order: &Order, links: &Links, time: fn(Timestamp) -> String) -> Value {
    let totals = order.totals();
    let facts = json!({
        "number": order.number.to_string(),
        "status": order.status(),
        "source": "admin_api",
        "is_test": false,
        "date_placed": time(order.placed),
        "created_at": time(order.created),
        "updated_at": time(order.updated),
        "display_taxes": text(totals.tax),
        "payment_status": order.payment_status(),
        "fulfillment_status": order.fulfillment_status(),
        "metadata": {},
        "shipping_code": order.terms.shipping.code,
        "shipping_method": order.terms.shipping.name,
        "shipping_tax": "0.00",
        "total_tax": text(totals.tax),
        "total_outstanding": "0.00",
        "order_status_url": links.order_status(order),
    });
    with(facts, money(order))
}

/// The amounts that an order also has as `report_values`. Delivery bears no tax.
fn money(order: &Order) -> Value {
    let totals = order.totals();
    json!({
        "currency": order.terms.currency.code(),
        "original_shipping_excl_tax": text(totals.shipping),
        "original_shipping_incl_tax": text(totals.shipping),
        "original_total_discount": text(totals.discount),
        "original_total_excl_tax": text(totals.excl_tax + totals.discount),
        "original_total_incl_tax": text(totals.incl_tax + totals.discount),
        "shipping_excl_tax": text(totals.shipping),
        "shipping_incl_tax": text(totals.shipping),
        "total_cost": text(totals.cost),
        "total_discount": text(totals.discount),
        "total_excl_tax": text(totals.excl_tax),
        "total_incl_tax": text(totals.incl_tax),
    })
}

/// `OrderVoucherOffer` and `VoucherDiscount`.
pub(super) fn voucher_discount(discount: &Discount) -> Value {
    let Some(voucher) = Voucher::with_code(&discount.code) else {
        return json!({ "name": discount.code, "description": "", "amount": text(discount.amount) });
    };
    json!({
        "name": voucher.name,
        "description": voucher.description,
        "amount": text(discount.amount),
        "voucher": {
            "code": voucher.code,
            "name": voucher.code,
            "start_datetime": at_store(voucher.start),
            "end_datetime": at_store(voucher.end),
        },
    })
}

/// `OrderNote`. Notes are written by programs here, so that the author has no name.
pub(crate) fn note(note: &Note) -> Value {
    json!({
        "id": note.id,
        "message": note.message,
        "app": { "client_id": "practice", "name": "Practice app" },
        "author": { "id": 0, "email": null, "first_name": "", "last_name": "" },
        "date_created": at_store(note.at),
        "date_updated": at_store(note.at),
    })
}
