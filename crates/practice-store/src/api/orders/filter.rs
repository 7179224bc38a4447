//! What a list of orders can be narrowed by. There is no filter by a customer's id or email: as at
//! a real store, what is not a filter narrows nothing.

use super::super::filters::{Days, Part, check_choices, read_flag};
use super::super::listing::ListRequest;
use crate::books::{Order, Records};
use crate::pricing::LineProduct;
use crate::requests::Faults;
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

const FULFILLMENT_STATUSES: [&str; 8] = [
    "fulfilled",
    "incomplete",
    "not_required",
    "on_hold",
    "partially_fulfilled",
    "processing",
    "rejected",
    "unfulfilled",
];
const LIFECYCLES: [&str; 2] = ["non-recurring", "recurring"];
const SOURCES: [&str; 4] = ["admin_api", "checkout", "dashboard", "subscription"];

/// Filters by what is never so here: nothing is disputed, owed, split or a test.
const NEVER: [&str; 4] =
    ["has_outstanding_balance", "has_split_fulfillment", "is_disputed", "is_test"];

/// The filters of one request, all of which an order must meet.
pub(super) struct Filter<'a> {
    list: &'a ListRequest,
    name: Option<Part>,
    address: Option<Part>,
    search_text: Option<Part>,
    placed: Days,
    /// Whether something is asked for that is never so here.
    asks_for_nothing: bool,
}

impl<'a> Filter<'a> {
    /// Reads the filters, and checks what can be wrong with them.
    pub(super) fn read(list: &'a ListRequest) -> Result<Self, Faults> {
        check_choices(list, "status", &STATUSES)?;
        check_choices(list, "payment_status", &PAYMENT_STATUSES)?;
        check_choices(list, "fulfillment_status", &FULFILLMENT_STATUSES)?;
        check_choices(list, "subscription_lifecycle", &LIFECYCLES)?;
        check_choices(list, "sources", &SOURCES)?;
        let mut asks_for_nothing = list.filter("delivery_status").is_some();
        for name in NEVER {
            asks_for_nothing |= read_flag(list, name)? == Some(true);
        }
        Ok(Self {
            list,
            name: Part::read(list, "name"),
            address: Part::read(list, "address"),
            search_text: Part::read(list, "search_text"),
            placed: Days::read(list, "date_placed")?,
            asks_for_nothing,
        })
    }

    pub(super) fn admits(&self, order: &Order, records: &Records) -> bool {
        !self.asks_for_nothing
            && self.admits_number_and_people(order, records)
            && self.admits_origin(order)
            && self.admits_state(order)
            && self.admits_goods(order)
            && (self.placed.are_all() || self.placed.hold(day_at_store(order.placed)))
    }

    fn admits_number_and_people(&self, order: &Order, records: &Records) -> bool {
        let number = order.number.to_string();
        let customer = records.customer(order.customer_id);
        let email = customer.map_or("", |customer| customer.email.as_str());
        let full_name = || customer.map(|customer| customer.full_name()).unwrap_or_default();
        self.list.filter("order_number").is_none_or(|wanted| wanted == number)
            && self.name.as_ref().is_none_or(|part| part.is_in(&full_name()))
            && self.search_text.as_ref().is_none_or(|part| {
                part.is_in(&number) || part.is_in(email) || part.is_in(&full_name())
            })
    }

    fn admits_origin(&self, order: &Order) -> bool {
        let attribution = &order.terms.attribution;
        let agent = attribution.agent.and_then(staff::agent).map(|agent| agent.email);
        BY_TEXT.into_iter().all(|name| {
            self.list.filter(name).is_none_or(|wanted| attribution.text(name) == Some(wanted))
        }) && self.any_of("funnels", |funnel| attribution.text("funnel") == Some(funnel))
            && self.any_of("agents", |email| agent == Some(email))
            && self.any_of("sources", |source| source == "admin_api")
            && self.any_of("tags", |wanted| order.terms.tags.iter().any(|tag| tag == wanted))
    }

    fn admits_state(&self, order: &Order) -> bool {
        self.any_of("status", |status| order.status() == status)
            && self.any_of("payment_status", |status| order.payment_status() == status)
            && self.any_of("fulfillment_status", |status| order.fulfillment_status() == status)
            && self.any_of("subscription_lifecycle", |wanted| order.lifecycle() == wanted)
            && self.any_of("payment_method", |method| order.terms.payment.method == method)
            && self.any_of("currency", |currency| order.terms.currency.code() == currency)
    }

    fn admits_goods(&self, order: &Order) -> bool {
        let any_line = |name, fits: &dyn Fn(&LineProduct, &str) -> bool| {
            self.any_of(name, |wanted| {
                order.lines.iter().any(|line| fits(&line.line.product, wanted))
            })
        };
        let address = order.terms.shipping_address.as_ref();
        any_line("sku", &|product, wanted| product.sku == wanted)
            && any_line("product", &|product, id| product.product_id.to_string() == id)
            && self.any_of("location_id", |id| id == "1")
            && self.any_of("offers", |_| false)
            && self.any_of("coupon_code", |code| order.has_voucher(code))
            && self.any_of("countries", |code| address.is_some_and(|to| to.country == code))
            && (self.address.as_ref())
                .is_none_or(|part| address.is_some_and(|to| part.is_in(&to.on_one_line())))
    }

    /// Whether any value of a filter fits; a filter that is not there fits all.
    fn any_of(&self, name: &str, fits: impl Fn(&str) -> bool) -> bool {
        self.list.filter(name).is_none() || self.list.filters(name).any(fits)
    }
}
