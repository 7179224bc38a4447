//! What a list of orders can be narrowed by.

use jiff::civil::Date;

use super::super::listing::ListRequest;
use crate::books::{Order, Records};
use crate::requests::{Faults, fault};
use crate::staff;
use crate::time::day_at_store;

/// Filters by the texts of an attribution, under the same names.
const BY_TEXT: [&str; 10] = [
    "affiliate",
    "subaffiliate1",
    "subaffiliate2",
    "subaffiliate3",
    "subaffiliate4",
    "subaffiliate5",
    "utm_campaign",
    "utm_content",
    "utm_source",
    "utm_term",
];

const STATUSES: [&str; 3] = ["archived", "canceled", "open"];
const PAYMENT_STATUSES: [&str; 10] = [
    "authorized",
    "expired",
    "expiring",
    "paid",
    "partially_paid",
    "partially_refunded",
    "partially_voided",
    "pending",
    "refunded",
    "voided",
];

/// The filters of one request.
pub(super) struct Filter<'a> {
    list: &'a ListRequest,
    from: Option<Date>,
    to: Option<Date>,
}

impl<'a> Filter<'a> {
    /// Checks what can be wrong with a filter: its days and its statuses.
    pub(super) fn read(list: &'a ListRequest) -> Result<Self, Faults> {
        check_choices(list, "status", &STATUSES)?;
        check_choices(list, "payment_status", &PAYMENT_STATUSES)?;
        let (from, to) = (read_day(list, "date_placed_from")?, read_day(list, "date_placed_to")?);
        Ok(Self { list, from, to })
    }

    pub(super) fn admits(&self, order: &Order, records: &Records) -> bool {
        self.admits_number_and_people(order, records)
            && self.admits_origin(order)
            && self.admits_state(order)
            && self.admits_day(order)
    }

    fn admits_number_and_people(&self, order: &Order, records: &Records) -> bool {
        let number = order.number.to_string();
        let customer = records.customer(order.customer_id);
        let name = customer.map(|customer| customer.full_name()).unwrap_or_default();
        let email = customer.map_or("", |customer| customer.email.as_str());
        let contains = |text: &str, part: &str| text.to_lowercase().contains(&part.to_lowercase());
        self.list.filter("order_number").is_none_or(|wanted| wanted == number)
            && self.list.filter("name").is_none_or(|part| contains(&name, part))
            && self.list.filter("search_text").is_none_or(|part| {
                [&number, email, &name].into_iter().any(|text| contains(text, part.trim()))
            })
    }

    fn admits_origin(&self, order: &Order) -> bool {
        let attribution = &order.terms.attribution;
        let agent = attribution.agent.and_then(staff::agent).map(|agent| agent.email);
        BY_TEXT.into_iter().all(|name| {
            self.list.filter(name).is_none_or(|wanted| attribution.text(name) == Some(wanted))
        }) && self.any_of("funnels", |funnel| attribution.text("funnel") == Some(funnel))
            && self.any_of("agents", |email| agent == Some(email))
            && self.any_of("tags", |wanted| order.terms.tags.iter().any(|tag| tag == wanted))
    }

    fn admits_state(&self, order: &Order) -> bool {
        self.any_of("status", |status| order.status() == status)
            && self.any_of("payment_status", |status| order.payment_status() == status)
            && self.any_of("payment_method", |method| order.terms.payment.method == method)
            && self.any_of("currency", |currency| order.terms.currency.code() == currency)
            && self.any_of("sku", |sku| order.lines.iter().any(|line| line.line.product.sku == sku))
    }

    fn admits_day(&self, order: &Order) -> bool {
        let day = day_at_store(order.placed);
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether any value of a filter fits; a filter that is not there fits all.
    fn any_of(&self, name: &str, fits: impl Fn(&str) -> bool) -> bool {
        self.list.filter(name).is_none() || self.list.filters(name).any(fits)
    }
}

fn check_choices(list: &ListRequest, name: &str, choices: &[&str]) -> Result<(), Faults> {
    match list.filters(name).find(|value| !choices.contains(value)) {
        Some(value) => Err(fault(name, format!("\"{value}\" is not one of the choices."))),
        None => Ok(()),
    }
}

fn read_day(list: &ListRequest, name: &str) -> Result<Option<Date>, Faults> {
    let Some(text) = list.filter(name) else { return Ok(None) };
    match text.parse() {
        Ok(day) => Ok(Some(day)),
        Err(_) => Err(fault(name, format!("\"{text}\" is not a day such as 2026-08-20."))),
    }
}
