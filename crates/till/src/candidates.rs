//! Looking for a sale's order at the store by the sale's own id.

use std::collections::HashSet;

use admin_api::{ApiError, Candidates, Client, Failure, OrderRead};
use sale::Difference;

use crate::check::{Case, PATIENCE};
use crate::error::Result;
use crate::open_store::OpenStore;
use crate::unreferenced::may_be_of;

/// How many orders that may be a sale's are read whole.
const MOST_CANDIDATES: usize = 5;

/// What the store has of a sale.
pub(crate) enum Search {
    Nothing,
    Confirmed,
    /// An order that is not to be believed as it stands, with what is wrong about it.
    Doubtful(String, Vec<Difference>),
}

/// The orders that the store lists for a sale, read whole.
#[derive(Default)]
struct Listed {
    /// They name the sale.
    own: Vec<OrderRead>,
    /// They name none.
    nameless: Vec<OrderRead>,
    /// They name another, or were looked at already.
    ruled_out: HashSet<String>,
    /// Whether all that are listed could be read.
    complete: bool,
}

impl OpenStore {
    /// Looks for the sale's order among those that were not looked up yet. Whatever was not told whole
    /// proves nothing.
    pub(crate) async fn search(
        &self,
        case: &Case,
        client: &Client,
        looked_up: &HashSet<String>,
    ) -> Result<Search> {
        let listed = self.listed(case, client, looked_up).await?;
        let (mut agreeing, differing): (Vec<_>, Vec<_>) =
            listed.own.into_iter().partition(|read| case.faults(None, &read.order).is_empty());
        // One that was cancelled must not stand in the way of the one that counts.
        agreeing.sort_by_key(|read| read.order.is_cancelled());
        if !agreeing.is_empty() {
            for read in agreeing {
                self.confirm(&case.sale.id, read).await?;
            }
            return Ok(Search::Confirmed);
        }
        let nameless = listed.nameless.into_iter().find(|read| may_be_of(case, read));
        if let Some(read) = differing.into_iter().next().or(nameless) {
            let faults = case.faults(None, &read.order);
            return Ok(Search::Doubtful(read.order.number, faults));
        }
        if !listed.complete {
            return Err(Candidates::too_many().into());
        }
        let found = self.unreferenced_order(case, &listed.ruled_out, client).await?;
        Ok(found.map_or(Search::Nothing, |read| {
            let faults = case.faults(None, &read.order);
            Search::Doubtful(read.order.number, faults)
        }))
    }

    async fn listed(
        &self,
        case: &Case,
        client: &Client,
        looked_up: &HashSet<String>,
    ) -> Result<Listed> {
        let id = case.sale.id.as_str();
        let candidates = client.orders_list_of(&case.sale.id).await?;
        let told_all = candidates.complete && candidates.numbers.len() <= MOST_CANDIDATES;
        let ruled_out = &(looked_up | &case.rejected) | &case.cancelled;
        let mut listed = Listed { ruled_out, complete: told_all, ..Listed::default() };
        for number in candidates.numbers.iter().take(MOST_CANDIDATES) {
            // What a person said of an order that names no sale does not count once it names this one.
            if looked_up.contains(number) || case.cancelled.contains(number) {
                continue;
            }
            let read = match client.orders_retrieve(number).await {
                Err(ApiError { failure: Failure::NotFound, .. }) => {
                    listed.complete &= case.sale.checks >= PATIENCE;
                    continue;
                }
                read => read?,
            };
            match read.order.sale_reference.as_deref() {
                Some(named) if named == id => listed.own.push(read),
                None if !case.rejected.contains(number) => listed.nameless.push(read),
                _ => drop(listed.ruled_out.insert(number.clone())),
            }
        }
        Ok(listed)
    }
}
