//! Taking up what the last run left open: nothing of it is known to be over, and nothing is sent again.

use ledger::{Posting, RefundOutcome, Settlement};
use sale::{ChargeState, RequestState, SaleEvent, SaleState, UnknownCause};

use crate::error::Result;
use crate::judging::judge_kept;
use crate::open_store::{OpenStore, now_ms};

/// Why nobody knows what became of something.
const CAUSE: &str = "till_restarted";

impl OpenStore {
    /// Takes up every sale, and all that was asked of its order, that was open, in one transaction.
    pub(crate) async fn take_up_open_sales(&self) -> Result<()> {
        let now = now_ms();
        let take_up = move |posting: &Posting<'_>| {
            posting.hasten_checks(now)?;
            // Before anything is concluded from a sale that seems to wait: its return may be kept.
            judge_kept(posting, now)?;
            take_up_sales(posting, now)?;
            take_up_notes(posting, now)?;
            take_up_charges(posting, now)?;
            take_up_cancellations(posting, now)?;
            take_up_refunds(posting, now)
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
    for sent in posting.notes_in(RequestState::Sent)? {
        posting.move_note(sent.entry, RequestState::Unknown, None, None)?;
        let event = SaleEvent::NoteUnclear { cause: CAUSE.to_owned() };
        posting.record(&sent.sale_id, &event, now)?;
    }
    for open in posting.notes_in(RequestState::Unknown)? {
        posting.plan_note_check(open.entry, now, open.checks)?;
    }
    Ok(())
}

fn take_up_refunds(posting: &Posting<'_>, now: i64) -> Result<()> {
    for sent in posting.refunds_in(RequestState::Sent)? {
        posting.move_refund(sent.entry, RequestState::Unknown, &RefundOutcome::default())?;
        let (order_number, cause) = (sent.order_number, CAUSE.to_owned());
        let event = SaleEvent::RefundUnclear { order_number, cause };
        posting.record(&sent.sale_id, &event, now)?;
    }
    for open in posting.refunds_in(RequestState::Unknown)? {
        posting.plan_refund_check(open.entry, now, open.checks)?;
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
    for sent in posting.cancellations_in(RequestState::Sent)? {
        posting.move_cancellation(&sent.order_number, RequestState::Unknown, None)?;
        let (order_number, cause) = (sent.order_number, CAUSE.to_owned());
        let event = SaleEvent::CancellationUnclear { order_number, cause };
        posting.record(&sent.sale_id, &event, now)?;
    }
    for open in posting.cancellations_in(RequestState::Unknown)? {
        posting.plan_cancellation_check(&open.order_number, now, open.checks)?;
    }
    Ok(())
}
