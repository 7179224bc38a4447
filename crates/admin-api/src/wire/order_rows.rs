//! Orders in lists: what a till shows of a customer's last orders.

use sale::{Money, PaymentStatus};
use serde_json::Value;

use super::pages::results;
use crate::client::Client;
use crate::error::ApiError;
use crate::read::{currency, filled, money, text};

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

impl Client {
    /// The orders that `ordersList` finds by this text, such as a customer's email address, newest
    /// first; of the first page only.
    ///
    /// # Errors
    /// See [`crate::Failure`].
    pub async fn orders_list_about(&self, search_text: &str) -> Result<Vec<OrderRow>, ApiError> {
        let attempt = "looking for the customer's orders";
        let mut url = self.api(attempt, "orders/")?;
        url.query_pairs_mut().append_pair("search_text", search_text);
        let mut page = self.get_url(attempt, url).await?;
        let mut rows: Vec<OrderRow> =
            results(attempt, &mut page)?.iter().filter_map(order_row).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.placed_at));
        Ok(rows)
    }
}

fn order_row(value: &Value) -> Option<OrderRow> {
    let currency = currency(value, "currency");
    let placed: Option<jiff::Timestamp> =
        text(value, "date_placed").and_then(|text| text.parse().ok());
    Some(OrderRow {
        number: filled(value, "number")?,
        placed_at: placed.map(jiff::Timestamp::as_millisecond),
        total: money(value, "total_incl_tax", currency),
        payment_status: filled(value, "payment_status").map(|word| PaymentStatus::parse(&word)),
    })
}
