//! Orders that name no sale, at a store that drops the field: found by the customer's email address,
//! the time and the amount. Only a person can say whether one is the sale's.

use std::collections::HashSet;

use admin_api::{ApiError, Candidates, Client, Failure, OrderRead, OrderRow, read_customer};
use ledger::Attempt;

use crate::check::Case;
use crate::error::Result;
use crate::open_store::OpenStore;

/// The setting that says that this store keeps the sale's id, as it was seen in an order of its own:
/// nothing needs to be looked for in another way then.
pub(crate) const KEEPS_REFERENCE: &str = "store_keeps_reference";

/// So much a store's clock may be behind, in milliseconds.
const CLOCKS_DIFFER_MS: i64 = 2 * 60 * 60 * 1_000;

/// How many orders of a customer are read whole.
const MOST_READ: usize = 5;

impl OpenStore {
    /// The newest order of the sale's customer that may be the sale's and names none: placed since the
    /// sale's first payment page, in its currency, at an amount not far from the estimate, and not
    /// known to belong to another sale.
    pub(crate) async fn unreferenced_order(
        &self,
        case: &Case,
        ruled_out: &HashSet<String>,
        client: &Client,
    ) -> Result<Option<OrderRead>> {
        let email = case.sale.cart.customer.email.trim();
        let Some(paged) = paged(case).next() else { return Ok(None) };
        let keeps = self.ledger.look_up(|books| books.setting::<bool>(KEEPS_REFERENCE)).await?;
        if email.is_empty() || keeps == Some(true) {
            return Ok(None);
        }
        let since = paged.started_at - CLOCKS_DIFFER_MS;
        let page = client.orders_list_about(email).await?;
        let is_older = |row: &OrderRow| row.placed_at.is_some_and(|at| at < since);
        let mut told_all = page.next.is_none() || page.rows.iter().any(is_older);
        let rows = page.rows.into_iter();
        let fit = rows.filter(|row| !is_older(row) && !ruled_out.contains(&row.number));
        let numbers = self.unowned(fit.map(|row| row.number).collect()).await?;
        told_all &= numbers.len() <= MOST_READ;
        for number in numbers.iter().take(MOST_READ) {
            let read = match client.orders_retrieve(number).await {
                Err(ApiError { failure: Failure::NotFound, .. }) => continue,
                read => read?,
            };
            if may_be_of(case, &read) {
                return Ok(Some(read));
            }
        }
        if told_all { Ok(None) } else { Err(Candidates::too_many().into()) }
    }

    /// Those of the orders that belong to no sale here.
    async fn unowned(&self, numbers: Vec<String>) -> Result<Vec<String>> {
        let look = move |books: &ledger::Books<'_>| {
            let mut unowned = Vec::new();
            for number in numbers {
                if books.sale_of_order(&number)?.is_none() {
                    unowned.push(number);
                }
            }
            Ok(unowned)
        };
        Ok(self.ledger.look_up(look).await?)
    }
}

/// The placings that a customer could have paid.
fn paged(case: &Case) -> impl Iterator<Item = &Attempt> {
    case.attempts.iter().filter(|attempt| attempt.payment_url.is_some())
}

/// Whether an order without a reference may be the sale's. Tax, vouchers and delivery are not known
/// before the store has reckoned them.
pub(crate) fn may_be_of(case: &Case, read: &OrderRead) -> bool {
    let (cart, order) = (&case.sale.cart, &read.order);
    let email = read_customer(&read.raw).email;
    let near = |estimate: i64, minor: i64| {
        let least = if cart.vouchers.is_empty() { estimate / 2 } else { 0 };
        minor >= least && minor <= estimate.saturating_mul(2)
    };
    let total = |total: sale::Money| paged(case).any(|page| near(page.estimate_minor, total.minor));
    order.sale_reference.is_none()
        && email.trim().eq_ignore_ascii_case(cart.customer.email.trim())
        && order.currency == Some(cart.currency)
        && order.total.is_some_and(total)
}
