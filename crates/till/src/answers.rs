//! Recording what the store's answer about a sale means.

use std::sync::PoisonError;

use admin_api::{OrderRead, read_order};
use ledger::{Posting, SaleRecord};
use sale::{Difference, OrderFacts, SaleEvent, SaleId, SaleState};

use crate::causes::causes;
use crate::check::Case;
use crate::error::{Result, TillError};
use crate::offers;
use crate::open_store::{OpenStore, now_ms};
use crate::silence;
use crate::verdict::Page;

impl OpenStore {
    /// The store knew no order of this sale when it was asked. What that means depends on whether
    /// its payment page can still be paid. Of a sale that moved on meanwhile it says nothing: that
    /// is to be asked again.
    pub(crate) async fn no_order(&self, case: &Case) -> Result<()> {
        let (id, now, asked_at) = (case.sale.id.clone(), now_ms(), case.asked_at);
        let timings = self.timings.clone();
        let asked_of = (case.sale.state, case.attempts.len());
        let asked_sale = case.sale.clone();
        let placing = self.placing.lock().unwrap_or_else(PoisonError::into_inner).contains(&id);
        let latest = case.attempts.last().map_or(0, |last| last.attempt);
        let key = silence::page(&id, latest);
        let page = Page {
            nothing_paid: case.nothing_paid,
            in_window: self.surroundings.payment_window_is_open(&id, latest),
            silent_ms: self.silences.until(&key, case.asked),
        };
        let changed = self.ledger.post(move |posting| {
            let sale = posting.sale(&id)?;
            let mut attempts = posting.attempts(&id)?;
            if (sale.state, attempts.len()) != asked_of {
                return Ok((false, false));
            }
            let attempt = attempts.pop();
            if sale.state == SaleState::Placing && placing {
                // Its request is still on its way: whoever sent it will say.
                posting.plan_check(&id, None, 0)?;
                return Ok((false, false));
            }
            posting.set_check_error(&id, None)?;
            let next = timings.verdict(&sale, attempt.as_ref(), page, asked_at);
            if let Some(event) = &next.event {
                posting.record(&id, event, now)?;
            }
            if next.watch {
                posting.watch(&id, Some(now + timings.watch_ms))?;
            }
            let at = match was_planned_since(&asked_sale, &sale) {
                true => sale.next_check_at,
                false => next.check_in.map(|pause| now + pause),
            };
            posting.plan_check(&id, at, next.checks)?;
            Result::Ok((next.event.is_some() || sale.check_error.is_some(), next.alive))
        });
        let (changed, alive) = changed.await?;
        if alive {
            self.silences.heard(&key);
        }
        if changed {
            self.tend_receiver().await?;
            self.publish_sale(&case.sale.id).await;
        }
        Ok(())
    }

    /// A matter for a person. For a day the true order may still come back, or the store's record
    /// come right.
    pub(crate) async fn differ(
        &self,
        case: &Case,
        number: &str,
        found: Vec<Difference>,
    ) -> Result<()> {
        let (sale, number, now) = (case.sale.id.clone(), number.to_owned(), now_ms());
        let watch_until = now + self.timings.watch_ms;
        let event =
            SaleEvent::DifferenceFound { order_number: number.clone(), differences: found.clone() };
        let matter = sale::Attention::RecordDiffers { order_number: number, differences: found };
        let record = move |posting: &ledger::Posting<'_>| {
            let paid_meanwhile = posting.sale_state(&sale)? == SaleState::Paid;
            if !paid_meanwhile && posting.raise(&sale, &matter, now)? {
                posting.record(&sale, &event, now)?;
                posting.watch(&sale, Some(watch_until))?;
            }
            Result::Ok(())
        };
        self.ledger.post(record).await?;
        self.plan_next(case).await
    }

    pub(crate) async fn blocked(&self, id: &SaleId, number: &str) -> Result<()> {
        let (sale, order_number, now) = (id.clone(), number.to_owned(), now_ms());
        let record = move |posting: &ledger::Posting<'_>| {
            let matter =
                sale::Attention::ConfirmationBlocked { order_number: order_number.clone() };
            if posting.raise(&sale, &matter, now)? {
                let cause = "permission_missing".to_owned();
                posting.record(
                    &sale,
                    &SaleEvent::ConfirmationBlocked { order_number, cause },
                    now,
                )?;
            }
            Result::Ok(())
        };
        self.ledger.post(record).await
    }

    /// Plans the next question, with why this one could not even be asked.
    pub(crate) async fn note_check_error(&self, id: &SaleId, error: &TillError) -> Result<()> {
        self.plan(id, Some(failed(error)?), None).await
    }

    /// Plans the next question, with why this one failed.
    pub(crate) async fn note_failed_question(&self, case: &Case, error: &TillError) -> Result<()> {
        self.plan(&case.sale.id, Some(failed(error)?), Some(&case.sale)).await
    }

    /// Plans the next question after one that was answered.
    pub(crate) async fn plan_next(&self, case: &Case) -> Result<()> {
        self.plan(&case.sale.id, None, Some(&case.sale)).await
    }

    /// Plans the next question about a sale that stood as `asked_of` when this one was asked.
    async fn plan(
        &self,
        id: &SaleId,
        error: Option<String>,
        asked_of: Option<&SaleRecord>,
    ) -> Result<()> {
        let (sale, now, timings) = (id.clone(), now_ms(), self.timings.clone());
        let asked_of = asked_of.cloned();
        let failures = match &error {
            Some(_) => self.silences.failed(id.as_str()),
            None => 0,
        };
        if failures == 0 {
            self.silences.answered(id.as_str());
        }
        let plan = move |posting: &ledger::Posting<'_>| {
            let record = posting.sale(&sale)?;
            let rests = matches!(record.state, SaleState::Paid | SaleState::Attention)
                && !timings.is_watched(&record, now);
            // A question that the payment's confirmation has overtaken, or that nobody asks again,
            // leaves no trouble behind.
            let asked_of_open = asked_of.as_ref().is_some_and(|was| was.state != SaleState::Paid);
            let overtaken = record.state == SaleState::Paid && asked_of_open;
            let trouble = error.as_deref().filter(|_| !overtaken && !rests);
            posting.set_check_error(&sale, trouble)?;
            // What was not answered was not asked.
            let checks = record.checks.saturating_add(u32::from(failures == 0));
            let pause = timings.pause_ms(record.state, record.checks.saturating_add(failures));
            let at = match &asked_of {
                Some(was) if was_planned_since(was, &record) => record.next_check_at,
                _ => (!rests).then_some(now + pause),
            };
            Result::Ok(posting.plan_check(&sale, at, checks)?)
        };
        self.ledger.post(plan).await?;
        self.publish_sale(id).await;
        Ok(())
    }

    /// Keeps the order that a person waits for, whatever it says, unless a newer record of it is there.
    pub(crate) async fn keep_order(&self, id: &SaleId, read: OrderRead) -> Result<()> {
        let (sale, now) = (id.clone(), now_ms());
        let keep = move |posting: &ledger::Posting<'_>| {
            let kept = keep_record(posting, &sale, &read, now)?;
            if let Some(total) = read.order.total.filter(|_| kept) {
                let items = read.order.items();
                posting.set_total(&sale, &read.order.number, total.minor, items)?;
            }
            let record = posting.sale(&sale)?;
            if record.state == SaleState::Paid
                && record.order_number.as_deref() == Some(&read.order.number)
            {
                // Where it took no upsells before, or the catalogue was not here yet.
                offers::keep_offered(posting, &sale, &read.order, now)?;
            }
            Result::Ok(())
        };
        self.ledger.post(keep).await
    }
}

/// Keeps the store's record of an order, unless a newer one is there, and of the order that pays its
/// sale what reports count. Gives whether it did.
pub(crate) fn keep_record(
    posting: &Posting<'_>,
    sale: &SaleId,
    read: &OrderRead,
    now: i64,
) -> ledger::Result<bool> {
    let kept = posting.keep_order(sale, &read.order.number, &read.raw, now)?;
    if kept {
        posting.keep_facts(sale, &OrderFacts::of(&read.order), now)?;
    }
    Ok(kept)
}

/// Keeps what reports count of the order that a sale was just paid by, as the newest record tells it.
pub(crate) fn count_order(
    posting: &Posting<'_>,
    sale: &SaleId,
    number: &str,
    now: i64,
) -> ledger::Result<()> {
    let record = posting.order(number)?.and_then(|record| read_order(&record.raw));
    record.map_or(Ok(()), |order| posting.keep_facts(sale, &OrderFacts::of(&order), now))
}

/// Whether another question was planned after this one had been asked: something came back meanwhile
/// that it did not know of.
fn was_planned_since(asked_of: &SaleRecord, now: &SaleRecord) -> bool {
    now.next_check_at.is_some() && now.next_check_at != asked_of.next_check_at
}

/// Why a question failed, as the interface is told.
fn failed(error: &TillError) -> Result<String> {
    tracing::info!(error = %causes(error), "the store could not be asked about a sale");
    Ok(serde_json::to_string(&error.view()).map_err(std::io::Error::other)?)
}
