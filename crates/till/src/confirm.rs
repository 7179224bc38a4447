//! The store's own record agrees: the sale is paid.

use admin_api::OrderRead;
use ledger::SaleRecord;
use sale::{Attention, Difference, Point, SaleEvent, SaleId, SaleState};

use crate::answers::{count_order, keep_record};
use crate::error::Result;
use crate::offers;
use crate::open_store::{OpenStore, now_ms};
use crate::unreferenced::KEEPS_REFERENCE;

impl OpenStore {
    /// Records that the store's record confirms the payment. Of a sale that is paid already, a
    /// second order is a matter for a person.
    pub(crate) async fn confirm(&self, id: &SaleId, read: OrderRead) -> Result<()> {
        let (sale_id, now) = (id.clone(), now_ms());
        let timings = self.timings.clone();
        let newly_paid = self.ledger.post(move |posting| {
            let sale = posting.sale(&sale_id)?;
            if let Some(owner) = posting.sale_of_order(&read.order.number)?
                && owner != sale_id
            {
                anothers_order(posting, &sale, &owner, &read.order.number, now)?;
                return Ok(None);
            }
            keep_record(posting, &sale_id, &read, now)?;
            if sale.state == SaleState::Paid {
                if sale.order_number.as_deref() != Some(&read.order.number) {
                    second_order(posting, &sale_id, &read.order.number, now)?;
                }
                return Result::Ok(None);
            }
            let total = read.order.total.unwrap_or(sale.total);
            // What these books say of it is older than its payment.
            let found = posting.attempts(&sale_id)?.is_empty() && sale.state.was_given_up();
            if found {
                let order_number = read.order.number.clone();
                posting.record(&sale_id, &SaleEvent::SaleFound { order_number }, now)?;
            }
            let events = posting.events(&sale_id)?;
            let was = SaleState::before_order(events.iter().map(|recorded| &recorded.event));
            let (order_number, late) = (read.order.number.clone(), was.was_given_up());
            let confirmed = SaleEvent::PaymentConfirmed { order_number, total, late };
            posting.record(&sale_id, &confirmed, now)?;
            let paid_at = read.order.placed_at.filter(|at| found && *at <= now).unwrap_or(now);
            posting.set_paid(&sale_id, &read.order.number, total, paid_at)?;
            count_order(posting, &sale_id, &read.order.number, now)?;
            offers::keep_offered(posting, &sale_id, &read.order, now)?;
            if read.order.sale_reference.as_deref() == Some(sale_id.as_str()) {
                posting.set_setting(KEEPS_REFERENCE, &true)?;
            }
            for settled in ["record_differs", "confirmation_blocked"] {
                posting.settle_matters(&sale_id, settled, now)?;
            }
            posting.see_customer(&sale.cart.customer, now)?;
            posting.count_sold(sale.cart.lines.iter().map(|line| line.article.variant_id))?;
            let note = sale.cart.note.trim();
            if !note.is_empty() {
                posting.owe_note(&sale_id, &read.order.number, note, now)?;
            }
            if late {
                let order_number = read.order.number.clone();
                let matter = Attention::PaidLate { order_number, total, was };
                posting.raise(&sale_id, &matter, now)?;
            }
            // A second page that can still be paid must be watched; one that is used up need not.
            let attempts = posting.attempts(&sale_id)?;
            let watched = attempts.len() > 1 || late;
            let latest = attempts.last().map(|attempt| attempt.attempt);
            let bodies = posting.returned_bodies(&sale_id)?;
            let came_back = bodies.iter().any(|(attempt, _)| Some(*attempt) == latest);
            posting.watch(&sale_id, watched.then_some(now + timings.watch_ms))?;
            let next = watched.then(|| now + timings.pause_ms(SaleState::Paid, 0));
            posting.plan_check(&sale_id, next, 0)?;
            Ok(Some(attempts.len() > 1 && !came_back))
        });
        if let Some(another_page_may_be_open) = newly_paid.await? {
            if another_page_may_be_open {
                // It must not be paid as well.
                self.surroundings.close_payment_window(id);
            }
            self.publish_sale(id).await;
            self.add_owed_notes().await;
        }
        Ok(())
    }
}

/// One order pays one sale: where it is known to be another's, a person must look.
fn anothers_order(
    posting: &ledger::Posting<'_>,
    sale: &SaleRecord,
    owner: &SaleId,
    number: &str,
    now: i64,
) -> Result<()> {
    let (expected, found) = (sale.id.to_string(), owner.to_string());
    let differences = vec![Difference { point: Point::SaleReference, expected, found }];
    let order_number = number.to_owned();
    let matter = Attention::RecordDiffers { order_number, differences: differences.clone() };
    if sale.state != SaleState::Paid && posting.raise(&sale.id, &matter, now)? {
        let order_number = number.to_owned();
        let event = SaleEvent::DifferenceFound { order_number, differences };
        posting.record(&sale.id, &event, now)?;
    }
    Ok(())
}

fn second_order(
    posting: &ledger::Posting<'_>,
    sale: &SaleId,
    number: &str,
    now: i64,
) -> Result<()> {
    let matter = Attention::SecondOrder { order_number: number.to_owned() };
    if posting.raise(sale, &matter, now)? {
        let order_number = number.to_owned();
        posting.record(sale, &SaleEvent::SecondOrderFound { order_number }, now)?;
    }
    Ok(())
}
