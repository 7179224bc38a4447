//! Refunds as a till asks for them: which lines, how much of the delivery, by which transactions.

use serde_json::{Map, Value};

use super::Fields;
use super::fields::{Faults, MISSING};
use crate::money::{Amount, Currency};

/// A refund that is asked for, or only to be calculated.
pub(crate) struct RefundRequest {
    pub(crate) lines: Vec<RefundLineRequest>,
    pub(crate) shipping: ShippingRefund,
    pub(crate) transactions: Vec<PayBack>,
    pub(crate) note: Option<String>,
}

pub(crate) struct RefundLineRequest {
    pub(crate) line_id: u64,
    pub(crate) quantity: u32,
}

impl RefundRequest {
    /// Whether it would neither take anything back nor pay anything.
    pub(crate) fn is_nothing(&self) -> bool {
        self.lines.iter().all(|line| line.quantity == 0) && self.transactions.is_empty()
    }
}

/// How much of the delivery is to be paid back.
#[derive(Clone, Copy)]
pub(crate) enum ShippingRefund {
    All,
    Part(Amount),
}

/// An amount to be paid back through one debit of the order.
pub(crate) struct PayBack {
    pub(crate) debit_id: u64,
    pub(crate) amount: Amount,
    pub(crate) is_external: bool,
}

/// Reads a refund. Only one that is to be made must name transactions.
pub(crate) fn read_refund(
    object: &Map<String, Value>,
    currency: Currency,
    is_to_be_made: bool,
) -> Result<RefundRequest, Faults> {
    let mut fields = Fields::of(object);
    if is_to_be_made && fields.get("transactions").is_none() {
        fields.faults.add("transactions", MISSING);
    }
    let request = RefundRequest {
        lines: read_each(&mut fields, "refund_lines", |line| read_line(line, is_to_be_made)),
        shipping: read_shipping(&mut fields, currency),
        transactions: read_each(&mut fields, "transactions", |item| read_pay_back(item, currency)),
        note: fields.text("note").map(str::to_owned),
    };
    fields.faults.or(Some(request))
}

fn read_each<T>(
    fields: &mut Fields<'_>,
    field: &str,
    read: impl Fn(&mut Fields<'_>) -> Option<T>,
) -> Vec<T> {
    let nothing = Map::new();
    let (mut items, mut faults) = (Vec::new(), Vec::new());
    for item in fields.list(field).unwrap_or_default() {
        let mut inner = Fields::of(item.as_object().unwrap_or(&nothing));
        items.extend(read(&mut inner));
        faults.push(inner.faults);
    }
    fields.faults.nest_list(field, faults);
    items
}

fn read_line(fields: &mut Fields<'_>, must_say_restock: bool) -> Option<RefundLineRequest> {
    let line_id = read_id(fields, "line_id");
    let quantity = match fields.required_whole("quantity") {
        Some(quantity) => match u32::try_from(quantity) {
            Ok(quantity) => Some(quantity),
            Err(_) => fields.refuse("quantity", "This must be 0 or more."),
        },
        None => None,
    };
    check_restock(fields, must_say_restock);
    Some(RefundLineRequest { line_id: line_id?, quantity: quantity? })
}

/// Nothing is ever sent out here, so that goods can only be cancelled, not returned.
fn check_restock(fields: &mut Fields<'_>, must_be_said: bool) {
    if fields.get("restock_type").is_none() && !must_be_said {
        return;
    }
    match fields.required_text("restock_type") {
        Some("cancel") | None => {}
        Some("no_restock" | "return") => {
            fields.faults.add("restock_type", "This was not sent yet: it can only be cancelled.");
        }
        Some(other) => {
            fields.faults.add("restock_type", format!("\"{other}\" is not a way to restock."));
        }
    }
}

fn read_shipping(fields: &mut Fields<'_>, currency: Currency) -> ShippingRefund {
    let nothing = ShippingRefund::Part(Amount::ZERO);
    let Some(object) = fields.object("refund_shipping") else { return nothing };
    let mut inner = Fields::of(object);
    let all = inner.flag("full_refund").unwrap_or_default();
    let part = inner.amount("amount_excl_tax", Some(currency)).unwrap_or_default();
    fields.faults.nest("refund_shipping", inner.faults);
    if all { ShippingRefund::All } else { ShippingRefund::Part(part) }
}

fn read_pay_back(fields: &mut Fields<'_>, currency: Currency) -> Option<PayBack> {
    let debit_id = read_id(fields, "id");
    if fields.get("amount").is_none() {
        fields.faults.add("amount", MISSING);
    }
    let amount = fields.amount("amount", Some(currency));
    let is_external = fields.flag("is_external").unwrap_or_default();
    Some(PayBack { debit_id: debit_id?, amount: amount?, is_external })
}

fn read_id(fields: &mut Fields<'_>, field: &str) -> Option<u64> {
    let id = fields.required_whole(field)?;
    match u64::try_from(id) {
        Ok(id) => Some(id),
        Err(_) => fields.refuse(field, "This is no id."),
    }
}
