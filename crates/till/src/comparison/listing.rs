//! Which orders are compared: the store's, page by page, then what was paid here and is not among
//! them.

use admin_api::OrderRow;
use ledger::Comparison;
use url::Url;

use crate::charge::UTM_SOURCE;
use crate::error::Result;
use crate::open_store::OpenStore;

impl OpenStore {
    /// Reads the next page of the store's list.
    pub(super) async fn list_next(&self, comparison: &Comparison) -> Result<()> {
        let client = self.client()?.in_background();
        let next = comparison.next.as_deref().and_then(|next| Url::parse(next).ok());
        let (id, from, to) = (comparison.id, comparison.from, comparison.to);
        let page = client.orders_list_from(UTM_SOURCE, (from, to), next.as_ref()).await?;
        let in_span = |row: &OrderRow| row.placed_at.is_none_or(|at| at >= from && at < to);
        let numbers: Vec<String> =
            page.rows.into_iter().filter(in_span).map(|row| row.number).collect();
        let next = page.next.map(String::from);
        let keep = move |posting: &ledger::Posting<'_>| {
            Result::Ok(posting.list_compared(id, &numbers, next.as_deref())?)
        };
        self.ledger.post(keep).await
    }
}
