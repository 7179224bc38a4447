//! What a return that was kept changes, judged in a posting of its own after its customer was answered.
//!
//! A till that ends in between finds it at its next start, before anything else is concluded from it
//! that the sale is still waiting.

use std::sync::Arc;

use admin_api::{Returned, read_return};
use ledger::{Posting, SaleRecord, UnjudgedReturn};
use sale::{SaleEvent, SaleId, SaleState, UnknownCause};

use crate::attention::rejected_orders;
use crate::causes::causes;
use crate::error::Result;
use crate::open_store::{OpenStore, now_ms};

impl OpenStore {
    /// Posts what the returns say that were kept, as soon as it can be written.
    pub(crate) async fn judge_returns(self: &Arc<Self>) {
        if let Err(error) = self.try_to_judge().await {
            tracing::error!(error = %causes(&error), "a return that was kept could not be judged");
            self.judge_later();
        }
    }

    /// Does so once it can be written again.
    pub(crate) fn judge_later(self: &Arc<Self>) {
        self.write_later(|store| async move {
            for sale in store.try_to_judge().await? {
                store.publish_sale(&sale).await;
            }
            Ok(())
        });
    }

    /// Gives the sales that it was about.
    async fn try_to_judge(&self) -> Result<Vec<SaleId>> {
        let at = now_ms();
        self.ledger.post(move |posting| judge_kept(posting, at)).await
    }
}

/// Judges every return that was kept and not judged yet, oldest first.
pub(crate) fn judge_kept(posting: &Posting<'_>, at: i64) -> Result<Vec<SaleId>> {
    let mut judged = Vec::new();
    while let Some(kept) = posting.unjudged_return()? {
        judge(posting, &kept, at)?;
        posting.set_judged(&kept)?;
        judged.push(kept.sale_id);
    }
    Ok(judged)
}

/// An order leads to a check of the store's record; `{}` and what cannot be read only mean that the
/// store must be asked.
fn judge(posting: &Posting<'_>, kept: &UnjudgedReturn, at: i64) -> Result<()> {
    let sale = posting.sale(&kept.sale_id)?;
    let (attempt, repeated) = (kept.attempt, kept.repeated);
    let (event, cause) = match read(&kept.body) {
        // A person said that it is not this sale's: its body is kept, and tells nothing.
        Returned::Order(order) if rejected_orders(posting, &sale.id)?.contains(&order.number) => {
            return plan_soon(posting, &sale, at);
        }
        Returned::Order(order) => {
            (SaleEvent::OrderReturned { attempt, order_number: order.number, repeated }, None)
        }
        Returned::Nothing => {
            (SaleEvent::NothingReturned { attempt, repeated }, Some(UnknownCause::NothingReturned))
        }
        Returned::Unreadable => {
            (SaleEvent::UnreadableReturned { attempt }, Some(UnknownCause::UnreadableReturned))
        }
    };
    let state = posting.record(&sale.id, &event, at)?;
    let latest = posting.attempts(&sale.id)?.last().map(|last| last.attempt) == Some(attempt);
    if let Some(cause) = cause.filter(|_| latest && state == SaleState::Awaiting) {
        posting.record(&sale.id, &SaleEvent::OutcomeUnknown { cause }, at)?;
    }
    Ok(posting.plan_check(&sale.id, Some(at), 0)?)
}

/// Reads what came back out of a kept body.
pub(crate) fn read(body: &[u8]) -> Returned {
    return_receiver::response(body).map_or(Returned::Unreadable, |response| read_return(&response))
}

/// Has the store asked about a sale that it may know more of than the till.
pub(crate) fn plan_soon(posting: &Posting<'_>, sale: &SaleRecord, at: i64) -> Result<()> {
    // While it is being placed, whoever sent its order will say.
    if !matches!(sale.state, SaleState::Paid | SaleState::Placing) {
        posting.plan_check(&sale.id, Some(at), sale.checks)?;
    }
    Ok(())
}
