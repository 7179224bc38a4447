//! The comparison: whatever the till's ledger and the store's books do not agree on.
//!
//! It is made when the till is quiet, so nothing may be left open. Each rule is one of the promises
//! of `ARCHITECTURE.md`, seen from both sides.

mod charges;
mod money_back;
mod orders;
mod promises;

use super::diary::Seen;
use super::far::Far;
use super::near::Near;
use charges::{charged_was_charged, debits_are_known, one_charge_for_a_click};
use money_back::{
    cancelled_is_cancelled, confirmed_was_asked_once, is_answered, paid_back_is_known,
    refunded_was_paid_back,
};
use orders::{is_settled, not_paid_was_asked, order_is_known, paid_was_paid};
use promises::{acknowledged_was_kept, pages_told_the_truth, sent_was_written_down};

/// What was found, in words.
type Found = Vec<String>;

/// Everything that must not be so, in words; nothing where all is well.
#[must_use]
pub fn compare(near: &Near, far: &Far, seen: &Seen) -> Vec<String> {
    let mut found = near.faults.clone();
    for order in &far.orders {
        order_is_known(near, order, &mut found);
        debits_are_known(near, order, &mut found);
        paid_back_is_known(near, order, &mut found);
        cancelled_is_cancelled(near, order, &mut found);
    }
    for sale in &near.sales {
        is_settled(sale, &mut found);
        is_answered(sale, &mut found);
        refunded_was_paid_back(sale, far, &mut found);
        paid_was_paid(sale, far, &mut found);
        charged_was_charged(sale, far, &mut found);
        if !seen.clock_was_set() {
            not_paid_was_asked(sale, far, &mut found);
        }
    }
    sent_was_written_down(near, far, seen, &mut found);
    one_charge_for_a_click(near, far, seen, &mut found);
    confirmed_was_asked_once(near, far, seen, &mut found);
    acknowledged_was_kept(near, seen, &mut found);
    pages_told_the_truth(seen, &mut found);
    found
}
