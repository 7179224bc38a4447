//! Taking up what the last run left open: nothing of it is known to be over, and nothing is sent again.

use ledger::{NoteStage, Posting, Settlement};
use sale::{CancellationState, ChargeState, SaleEvent, SaleState, UnknownCause};

use crate::error::Result;
use crate::open_store::{OpenStore, now_ms};

/// Why nobody knows what became of something.
const CAUSE: &str = "till_restarted";

impl OpenStore {
    /// Takes up every sale, charge, cancelling and note that was open, in one transaction.
    pub(crate) async fn take_up_open_sales(&self) -> Result<()> {
        let now = now_ms();
        let take_up = move |posting: &Posting<'_>| {
            posting.hasten_checks(now)?;
            take_up_sales(posting, now)?;
            take_up_notes(posting, now)?;
            take_up_charges(posting, now)?;
            take_up_cancellations(posting, now)
        };
        self.ledger.post(take_up).await?;
        self.tend_receiver().await
    }
}

fn take_up_sales(posting: &Posting<'_>, now: i64) -> Result<()> {
    use SaleState::{Awaiting, Placing, Returned, Unknown};
    for sale in posting.sales_in(&[Placing, Awaiting, Returned, Unknown])? {
        if sale.state == Awaiting {
            let cause = UnknownCause::TillRestarted;
            posting.record(&sale.id, &SaleEvent::OutcomeUnknown { cause }, now)?;
        }
        posting.plan_check(&sale.id, Some(now), 0)?;
    }
    Ok(())
}

fn take_up_notes(posting: &Posting<'_>, now: i64) -> Result<()> {
    for sale in posting.notes_in(NoteStage::Leaving)? {
        posting.end_note(&sale)?;
        posting.record(&sale, &SaleEvent::NoteUnclear { cause: CAUSE.to_owned() }, now)?;
    }
    Ok(())
}

fn take_up_charges(posting: &Posting<'_>, now: i64) -> Result<()> {
    for charge in posting.upsells_in(ChargeState::Intended)? {
        let reason = Some(CAUSE.to_owned());
        let settlement = Settlement { reason, ..Settlement::default() };
        posting.move_upsell(&charge.id, ChargeState::NotCharged, &settlement, now)?;
        let (upsell, cause) = (charge.id, CAUSE.to_owned());
        posting.record(&charge.sale_id, &SaleEvent::UpsellNotCharged { upsell, cause }, now)?;
    }
    for charge in posting.upsells_in(ChargeState::Sent)? {
        posting.move_upsell(&charge.id, ChargeState::Unknown, &Settlement::default(), now)?;
        let (upsell, cause) = (charge.id, CAUSE.to_owned());
        posting.record(&charge.sale_id, &SaleEvent::UpsellUnclear { upsell, cause }, now)?;
    }
    for charge in posting.upsells_in(ChargeState::Unknown)? {
        posting.plan_upsell_check(&charge.id, Some(now), charge.checks)?;
    }
    Ok(())
}

fn take_up_cancellations(posting: &Posting<'_>, now: i64) -> Result<()> {
    for sent in posting.cancellations_in(CancellationState::Sent)? {
        posting.move_cancellation(&sent.order_number, CancellationState::Unknown, None)?;
        let (order_number, cause) = (sent.order_number, CAUSE.to_owned());
        let event = SaleEvent::CancellationUnclear { order_number, cause };
        posting.record(&sent.sale_id, &event, now)?;
    }
    for open in posting.cancellations_in(CancellationState::Unknown)? {
        posting.plan_cancellation_check(&open.order_number, now, open.checks)?;
    }
    Ok(())
}
