//! Orders: placing, reading, finding, and adding to them.

use std::time::Duration;

use reqwest::Method;
use sale::{Discount, Order, OrderLine, PaymentStatus, SaleId, Subscription, Tax, Transaction};
use serde::Serialize;
use serde_json::Value;
use url::Url;

use super::lines::NewLine;
use super::refunds::refund_of;
use super::users::NewUser;
use crate::client::{Call, Client, json};
use crate::error::{ApiError, Failure};
use crate::read::{currency, filled, integer, items, moment, money, text, words, yes};
use crate::retry::Retry;

/// How many pages of orders are looked through for one sale.
const MOST_PAGES: usize = 3;

const LOOKING: &str = "looking for the order";

/// The body of `ordersCreate` with a redirect payment method (guide: *Create Order on Admin API*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CreateOrder {
    /// The lines.
    pub lines: Vec<NewLine>,
    /// The currency of every price in it.
    pub currency: String,
    /// `link`, `paypal`, `klarna` and so on.
    pub payment_method: String,
    /// Where the customer's browser is to come back to, and through which gateway.
    pub payment_details: PaymentDetails,
    /// The customer.
    pub user: NewUser,
    /// Where the goods go; left out where nothing ships.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<ShippingAddress>,
    /// Whether to bill to the same address.
    pub billing_same_as_shipping_address: bool,
    /// The shipping method; left out, the store takes the cheapest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_code: Option<String>,
    /// Voucher codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vouchers: Vec<String>,
    /// Whether the store sends its receipt by email.
    pub send_receipt: bool,
    /// How the order is found again from its sale.
    pub attribution: Attribution,
}

/// `payment_details` of `ordersCreate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaymentDetails {
    /// Where the customer's browser posts the order to.
    pub payment_return_url: String,
    /// A gateway of `gatewaysList`, if a certain one is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_gateway: Option<i64>,
    /// A group of `gatewayGroupsList`, if a certain one is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_gateway_group: Option<i64>,
}

/// `shipping_address` of `ordersCreate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShippingAddress {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Street and number.
    pub line1: String,
    /// City.
    pub line4: String,
    /// State or province.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub state: String,
    /// Postcode.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// As typed; the store reads a local number with the address's country.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone_number: String,
}

/// `attribution`: the sale travels in `utm_content`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attribution {
    /// The id of the seller among the store's agents, where one was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<i64>,
    /// Always `tillway`.
    pub utm_source: &'static str,
    /// Always `pos`.
    pub utm_medium: &'static str,
    /// The till's name.
    pub utm_campaign: String,
    /// The sale's id.
    pub utm_content: String,
    /// The till's id, which tells its orders from those of the store's other tills.
    pub utm_term: String,
}

/// What placing an order gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Placed {
    /// The customer's payment page. No order exists yet and nothing has been charged.
    PaymentPage(Url),
    /// The order was created at once.
    Created(Box<OrderRead>),
}

/// Orders that may be a sale's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    /// Their numbers, newest first.
    pub numbers: Vec<String>,
    /// Whether the store told all of them.
    pub complete: bool,
}

impl Candidates {
    /// What to say where there were more of them than can be read.
    #[must_use]
    pub fn too_many() -> ApiError {
        ApiError { attempt: LOOKING, failure: Failure::Unreadable("too many orders") }
    }
}

/// An order with the body it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderRead {
    /// The order.
    pub order: Order,
    /// The store's answer, verbatim.
    pub raw: String,
}

/// What a return's `response` says (guide: *Receiving Order Data*).
#[derive(Debug, Clone, PartialEq)]
pub enum Returned {
    /// An order.
    Order(Box<Order>),
    /// `{}`: no payment was collected and no order was created.
    Nothing,
    /// Neither.
    Unreadable,
}

impl Client {
    /// `ordersCreate` with a redirect payment method. Charges nobody, so it may be repeated.
    ///
    /// # Errors
    /// [`Failure::Refused`] with the store's words by field; see [`Failure`].
    pub async fn orders_create(&self, order: &CreateOrder) -> Result<Placed, ApiError> {
        let attempt = "placing the order";
        let body = self.post(attempt, "orders/", order, Retry::Freely, 30).await?;
        let answer = json(attempt, &body)?;
        if let Some(order) = order_of(&answer) {
            return Ok(Placed::Created(Box::new(OrderRead { order, raw: body })));
        }
        text(&answer, "payment_complete_url")
            .and_then(|url| Url::parse(&url).ok())
            .map(Placed::PaymentPage)
            .ok_or(ApiError { attempt, failure: Failure::Unreadable("no payment page") })
    }

    /// `ordersRetrieve`: the store's own record.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when the store has no order of this number; see [`Failure`].
    pub async fn orders_retrieve(&self, number: &str) -> Result<OrderRead, ApiError> {
        let attempt = "reading the order";
        let path =
            order_path(number, "").ok_or(ApiError { attempt, failure: Failure::NotFound })?;
        let call: Call<'_, ()> = Call {
            attempt,
            method: Method::GET,
            url: self.api(attempt, &path)?,
            body: None,
            retry: Retry::Freely,
            timeout: Duration::from_secs(30),
        };
        read_whole(attempt, self.send(&call).await?)
    }

    /// `ordersList` by `utm_content`: the numbers of the orders that say they are this sale's,
    /// newest first. Rows leave the attribution out, and a store that ignores the filter answers
    /// with every order: read each whole before believing it.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn orders_list_of(&self, sale: &SaleId) -> Result<Candidates, ApiError> {
        let path = format!("orders/?utm_content={sale}");
        let (rows, complete) = self.first_items(LOOKING, &path, MOST_PAGES).await?;
        let numbers = rows.iter().filter_map(|row| filled(row, "number")).collect();
        Ok(Candidates { numbers, complete })
    }

    pub(crate) async fn post<B: Serialize>(
        &self,
        attempt: &'static str,
        path: &str,
        body: &B,
        retry: Retry,
        timeout_s: u64,
    ) -> Result<String, ApiError> {
        let call = Call {
            attempt,
            method: Method::POST,
            url: self.api(attempt, path)?,
            body: Some(body),
            retry,
            timeout: Duration::from_secs(timeout_s),
        };
        self.send(&call).await
    }
}

/// Reads an order out of a stored or received body; none where it has no number, or one that names
/// no order of any store.
#[must_use]
pub fn read_order(body: &str) -> Option<Order> {
    order_of(&serde_json::from_str(body).ok()?)
}

/// Reads the `response` of a return.
#[must_use]
pub fn read_return(response: &str) -> Returned {
    let mut value: Value = match serde_json::from_str(response) {
        Ok(value) => value,
        Err(_) => return Returned::Unreadable,
    };
    // A store that encodes its string twice is still understood.
    if let Value::String(inner) = &value {
        value = serde_json::from_str(inner).unwrap_or(Value::Null);
    }
    match (order_of(&value), value) {
        (Some(order), _) => Returned::Order(Box::new(order)),
        (None, Value::Object(fields)) if fields.is_empty() => Returned::Nothing,
        (None, _) => Returned::Unreadable,
    }
}

pub(super) fn read_whole(attempt: &'static str, raw: String) -> Result<OrderRead, ApiError> {
    let order = order_of(&json(attempt, &raw)?)
        .ok_or(ApiError { attempt, failure: Failure::Unreadable("an order without a number") })?;
    Ok(OrderRead { order, raw })
}

/// An order number goes into a path, so it must be nothing but a plain word.
pub(super) fn order_path(number: &str, rest: &str) -> Option<String> {
    is_plain(number).then(|| format!("orders/{number}/{rest}"))
}

fn is_plain(number: &str) -> bool {
    !number.is_empty()
        && number.len() <= 64
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn order_of(value: &Value) -> Option<Order> {
    let currency = currency(value, "currency");
    let amount = |key| money(value, key, currency);
    let attribution = |key| value.get("attribution").and_then(|texts| filled(texts, key));
    Some(Order {
        // Any other leads nowhere, and must not be kept as one.
        number: filled(value, "number").filter(|number| is_plain(number))?,
        sale_reference: attribution("utm_content"),
        till_reference: attribution("utm_term"),
        currency,
        total: amount("total_incl_tax"),
        tax: amount("total_tax"),
        shipping: amount("shipping_incl_tax"),
        discount: amount("total_discount"),
        taxes: items(value, "tax_lines").map(|tax| tax_of(tax, currency)).collect(),
        discounts: ["voucher_discounts", "offer_discounts"]
            .into_iter()
            .flat_map(|key| items(value, key))
            .map(|discount| discount_of(discount, currency))
            .collect(),
        placed_at: moment(value, "date_placed"),
        shipping_method: words(value, "shipping_method"),
        payment_status: PaymentStatus::parse(&words(value, "payment_status")),
        status: words(value, "status"),
        supports_upsells: yes(value, "supports_post_purchase_upsells"),
        status_url: filled(value, "order_status_url"),
        lines: items(value, "lines").filter_map(|line| line_of(line, currency)).collect(),
        transactions: items(value, "transactions")
            .filter_map(|transaction| transaction_of(transaction, currency))
            .collect(),
        refunds: items(value, "refunds").filter_map(|made| refund_of(made, currency)).collect(),
    })
}

fn tax_of(value: &Value, currency: Option<sale::Currency>) -> Tax {
    Tax { title: words(value, "tax_title"), amount: money(value, "amount", currency) }
}

fn discount_of(value: &Value, currency: Option<sale::Currency>) -> Discount {
    Discount {
        name: words(value, "name"),
        code: value.get("voucher").and_then(|voucher| filled(voucher, "code")),
        amount: money(value, "amount", currency),
    }
}

/// The subscription that a line began: in the published shape lines do not tell of theirs.
fn subscription_of(value: &Value) -> Option<Subscription> {
    let subscription = value.get("subscription")?;
    let interval = serde_json::from_value(subscription.get("interval")?.clone()).ok()?;
    let count = u32::try_from(integer(subscription, "interval_count")?).ok()?;
    Some(Subscription { interval, interval_count: count.max(1) })
}

fn line_of(value: &Value, currency: Option<sale::Currency>) -> Option<OrderLine> {
    let quantity = integer(value, "quantity").unwrap_or(1);
    Some(OrderLine {
        id: integer(value, "id")?,
        product_id: integer(value, "product_id"),
        variant_id: integer(value, "variant_id"),
        title: words(value, "product_title"),
        variant_title: words(value, "variant_title"),
        sku: words(value, "sku"),
        quantity,
        left: integer(value, "current_quantity").unwrap_or(quantity),
        total: money(value, "price_incl_tax", currency),
        is_upsell: yes(value, "is_upsell"),
        subscription: subscription_of(value),
        next_renewal: value
            .get("subscription")
            .and_then(|subscription| moment(subscription, "next_renewal_date")),
    })
}

fn transaction_of(value: &Value, order: Option<sale::Currency>) -> Option<Transaction> {
    let status = words(value, "status");
    Some(Transaction {
        id: integer(value, "id")?,
        parent_id: integer(value, "parent_id"),
        amount: money(value, "amount", currency(value, "currency").or(order)),
        kind: words(value, "type"),
        succeeded: status == "succeeded",
        failed: status == "failed",
        response_code: integer(value, "response_code"),
        method: words(value, "payment_method"),
        at: moment(value, "date_created"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_order_is_readable_as_long_as_it_has_a_number() {
        for body in [
            json!({"number": "7"}),
            json!({"number": 7, "currency": null, "lines": null, "transactions": "?"}),
            json!({"number": "7", "payment_status": "quantum", "total_incl_tax": "1e9",
                   "lines": [null, {"id": "x"}, {}], "attribution": [], "extra": {"a": 1}}),
        ] {
            let order = read_order(&body.to_string()).expect("readable");
            assert_eq!(order.number, "7");
            assert!(!order.payment_status.went_through());
        }
        for body in [json!({}), json!({"number": " "}), json!(null), json!([{"number": "7"}])] {
            assert_eq!(read_order(&body.to_string()), None, "{body}");
        }
    }

    #[test]
    fn a_number_that_names_no_order_is_none_wherever_it_is_read() {
        for number in [json!("../users/5"), json!("7\u{0}"), json!("７"), json!(7.5), json!([7])] {
            assert_eq!(read_order(&json!({ "number": number }).to_string()), None, "{number}");
        }
    }

    #[test]
    fn a_return_is_an_order_nothing_or_unreadable() {
        let check = |text: &str, expected: &str| {
            let found = match read_return(text) {
                Returned::Order(order) => order.number,
                Returned::Nothing => "nothing".to_owned(),
                Returned::Unreadable => "unreadable".to_owned(),
            };
            assert_eq!(found, expected, "{text:?}");
        };
        check("{}", "nothing");
        check(" { } ", "nothing");
        check("\"{}\"", "nothing");
        check(r#"{"number": "209484"}"#, "209484");
        check(r#""{\"number\": \"209484\"}""#, "209484");
        check(r#"{"number": "../users"}"#, "unreadable");
        check(&format!(r#"{{"number": "{}"}}"#, "9".repeat(65)), "unreadable");
        for text in ["", "null", "[]", "{", "{\"a\": 1}", "paid", "\"\\\"{}\\\"\""] {
            check(text, "unreadable");
        }
    }

    #[test]
    fn an_order_number_cannot_lead_to_another_path() {
        assert_eq!(order_path("209484", "notes/").as_deref(), Some("orders/209484/notes/"));
        for number in ["", "../users", "1/cancel", "1?x=", "1#", "１", "a b"] {
            assert_eq!(order_path(number, ""), None, "{number:?}");
        }
    }
}
