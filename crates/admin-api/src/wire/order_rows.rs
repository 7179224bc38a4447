//! Orders in lists: what a till shows of a customer's last orders.

use jiff::{SignedDuration, Timestamp};
use sale::{Money, PaymentStatus};
use serde_json::Value;
use url::Url;

use super::pages::results;
use crate::client::Client;
use crate::error::ApiError;
use crate::read::{currency, filled, moment, money};

/// An order in a list (`ordersList`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// The order number.
    pub number: String,
    /// When it was placed, milliseconds since 1970.
    pub placed_at: Option<i64>,
    /// Its total with tax.
    pub total: Option<Money>,
    /// `payment_status`.
    pub payment_status: Option<PaymentStatus>,
}

/// A page of orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRows {
    /// Its rows, in the store's sequence.
    pub rows: Vec<OrderRow>,
    /// The page after it, if there is one.
    pub next: Option<Url>,
}

impl Client {
    /// A page of `ordersList` by `utm_source`, of the days that hold a span (milliseconds since 1970);
    /// or the page at `next`, given by the one before. Orders from beside the span may be in it: the
    /// store counts days by a time zone of its own.
    ///
    /// # Errors
    /// See [`crate::Failure`].
    pub async fn orders_list_from(
        &self,
        utm_source: &str,
        (from, to): (i64, i64),
        next: Option<&Url>,
    ) -> Result<OrderRows, ApiError> {
        let attempt = "listing the orders";
        let mut url = self.api(attempt, "orders/")?;
        url.query_pairs_mut()
            .append_pair("utm_source", utm_source)
            .append_pair("date_placed_from", &day(from, -24))
            .append_pair("date_placed_to", &day(to, 24));
        let mut page = self.get_url(attempt, next.cloned().unwrap_or(url)).await?;
        let next = self.next_page(attempt, &page)?;
        let rows = results(attempt, &mut page)?.iter().filter_map(order_row).collect();
        Ok(OrderRows { rows, next })
    }

    /// The orders that `ordersList` finds by this text, such as a customer's email address, newest
    /// first; of the first page only, with whether there are more.
    ///
    /// # Errors
    /// See [`crate::Failure`].
    pub async fn orders_list_about(&self, search_text: &str) -> Result<OrderRows, ApiError> {
        let attempt = "looking for the customer's orders";
        let mut url = self.api(attempt, "orders/")?;
        url.query_pairs_mut().append_pair("search_text", search_text);
        let mut page = self.get_url(attempt, url).await?;
        let next = self.next_page(attempt, &page)?;
        let mut rows: Vec<OrderRow> =
            results(attempt, &mut page)?.iter().filter_map(order_row).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.placed_at));
        Ok(OrderRows { rows, next })
    }
}

/// The day, in UTC, so many hours from a moment.
fn day(at: i64, hours: i64) -> String {
    let moment = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    let moment = moment.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(moment);
    moment.strftime("%Y-%m-%d").to_string()
}

fn order_row(value: &Value) -> Option<OrderRow> {
    let currency = currency(value, "currency");
    Some(OrderRow {
        number: filled(value, "number")?,
        placed_at: moment(value, "date_placed"),
        total: money(value, "total_incl_tax", currency),
        payment_status: filled(value, "payment_status").map(|word| PaymentStatus::parse(&word)),
    })
}
