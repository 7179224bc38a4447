//! Orders that name no sale, at a store that drops the field: found by the customer's email address,
//! the time and the amount. Only a person can say whether one is the sale's.

use std::collections::HashSet;

use admin_api::{ApiError, Client, Failure, OrderRead, OrderRow, read_customer};
use ledger::{Attempt, SaleRecord};

use crate::error::Result;
use crate::open_store::OpenStore;

/// The setting that says that this store keeps the sale's id, as it was seen in an order of its own:
/// nothing needs to be looked for in another way then.
pub(crate) const KEEPS_REFERENCE: &str = "store_keeps_reference";

/// So much a store's clock may be behind, in milliseconds.
const CLOCKS_DIFFER_MS: i64 = 15 * 60 * 1_000;

/// How many orders of a customer are read whole.
const MOST_READ: usize = 5;

impl OpenStore {
    /// The newest order of the sale's customer that may be the sale's and names none: placed since the
    /// sale's first payment page, in its currency, at an amount not far from the estimate, and not
    /// known to belong to another sale.
    pub(crate) async fn unreferenced_order(
        &self,
        sale: &SaleRecord,
        attempts: &[Attempt],
        ruled_out: &HashSet<String>,
        client: &Client,
    ) -> Result<Option<OrderRead>> {
        let paged = attempts.iter().find(|attempt| attempt.payment_url.is_some());
        let email = sale.cart.customer.email.trim();
        let (Some(paged), false) = (paged, email.is_empty()) else { return Ok(None) };
        if self.ledger.look_up(|books| books.setting::<bool>(KEEPS_REFERENCE)).await? == Some(true)
        {
            return Ok(None);
        }
        let since = paged.started_at - CLOCKS_DIFFER_MS;
        let rows = client.orders_list_about(email).await?;
        let fits = |row: &OrderRow| {
            row.placed_at.is_none_or(|at| at >= since) && !ruled_out.contains(&row.number)
        };
        for row in rows.into_iter().filter(fits).take(MOST_READ) {
            let number = row.number.clone();
            if self.ledger.look_up(move |books| books.sale_of_order(&number)).await?.is_some() {
                continue;
            }
            let read = match client.orders_retrieve(&row.number).await {
                Err(ApiError { failure: Failure::NotFound, .. }) => continue,
                read => read?,
            };
            if may_be_of(sale, paged, &read) {
                return Ok(Some(read));
            }
        }
        Ok(None)
    }
}

/// Tax, vouchers and delivery are not known before the store has reckoned them.
fn may_be_of(sale: &SaleRecord, attempt: &Attempt, read: &OrderRead) -> bool {
    let email = read_customer(&read.raw).email;
    let near = |minor: i64| {
        minor >= attempt.estimate_minor / 2 && minor <= attempt.estimate_minor.saturating_mul(2)
    };
    read.order.sale_reference.is_none()
        && email.trim().eq_ignore_ascii_case(sale.cart.customer.email.trim())
        && read.order.currency == Some(sale.cart.currency)
        && read.order.total.is_some_and(|total| near(total.minor))
}
