//! The comparison: whatever the till's ledger and the store's books do not agree on.
//!
//! It is made when the till is quiet, so nothing may be left open. Each rule is one of the promises
//! of `ARCHITECTURE.md`, seen from both sides.

use std::collections::BTreeMap;

use ledger::{Recorded, UpsellRecord};
use sale::{Attention, ChargeState, ReturnToken, SaleEvent, SaleState};

use super::diary::{Said, Seen};
use super::far::{Far, FarOrder};
use super::near::{Near, NearSale};

/// What was found, in words.
type Found = Vec<String>;

/// Everything that must not be so, in words; nothing where all is well.
#[must_use]
pub fn compare(near: &Near, far: &Far, seen: &Seen) -> Vec<String> {
    let mut found = near.faults.clone();
    for order in &far.orders {
        order_is_known(near, order, &mut found);
        debits_are_known(near, order, &mut found);
    }
    for sale in &near.sales {
        is_settled(sale, &mut found);
        paid_was_paid(sale, far, &mut found);
        charged_was_charged(sale, far, &mut found);
        if !seen.clock_was_set() {
            not_paid_was_asked(sale, far, &mut found);
        }
    }
    sent_was_written_down(near, far, seen, &mut found);
    one_charge_for_a_click(near, far, seen, &mut found);
    acknowledged_was_kept(near, seen, &mut found);
    pages_told_the_truth(seen, &mut found);
    found
}

/// Every order of the store is Paid here exactly once, or is a second one that a person is told of.
fn order_is_known(near: &Near, order: &FarOrder, found: &mut Found) {
    let FarOrder { number, sale, .. } = order;
    let Some(sale) = near.sale(sale) else {
        return found.push(format!("order {number} is of the sale {sale:?}, which is not here"));
    };
    let confirmed = sale.times(|event| {
        matches!(event, SaleEvent::PaymentConfirmed { order_number, .. } if order_number == number)
    });
    let (id, state) = (&sale.record.id, sale.record.state);
    if sale.record.order_number.as_ref() == Some(number) {
        if state != SaleState::Paid || confirmed != 1 {
            found.push(format!(
                "order {number} was charged: {id} is {state:?}, confirmed {confirmed} times"
            ));
        }
        return late_is_told(sale, found);
    }
    let told = Attention::SecondOrder { order_number: number.clone() };
    if state != SaleState::Paid || confirmed != 0 || !sale.matters.contains(&told) {
        found.push(format!(
            "order {number} was charged and nobody is told: {id} is {state:?} by {:?}",
            sale.record.order_number
        ));
    }
}

/// Who pays what was given up is a surprise to the seller, and a matter for her.
fn late_is_told(sale: &NearSale, found: &mut Found) {
    let late = sale.times(|event| matches!(event, SaleEvent::PaymentConfirmed { late: true, .. }));
    let told = sale.matters.iter().any(|matter| matches!(matter, Attention::PaidLate { .. }));
    if (late > 0) != told {
        found.push(format!("{} was paid late {late} times; told: {told}", sale.record.id));
    }
}

/// Every debit after the first is a Charged upsell here, by its transaction and amount; a second
/// order of a sale has none.
fn debits_are_known(near: &Near, order: &FarOrder, found: &mut Found) {
    let charges = near.sale(&order.sale).map(|sale| sale.upsells.as_slice()).unwrap_or_default();
    for (transaction, minor) in order.debits.iter().skip(1) {
        let known = charges.iter().filter(|charge| {
            charge.state == ChargeState::Charged
                && charge.order_number == order.number
                && charge.transaction == Some(*transaction)
                && charge.amount.is_some_and(|amount| amount.minor == *minor)
        });
        if known.count() != 1 {
            found.push(format!(
                "debit {transaction} of {minor} in order {} is no one charge here",
                order.number
            ));
        }
    }
}

/// Nothing is left open once the till is quiet.
fn is_settled(sale: &NearSale, found: &mut Found) {
    let (id, state) = (&sale.record.id, sale.record.state);
    if state.is_open() || state == SaleState::Attention {
        found.push(format!("{id} is still {state:?}"));
    }
    for charge in sale.upsells.iter().filter(|charge| charge.state.is_open()) {
        found.push(format!("the charge {} of {id} is still {:?}", charge.id, charge.state));
    }
}

/// Whatever is Paid here has its order there, paid, with the same total.
fn paid_was_paid(sale: &NearSale, far: &Far, found: &mut Found) {
    let confirmations = sale.times(|event| matches!(event, SaleEvent::PaymentConfirmed { .. }));
    let id = &sale.record.id;
    if sale.record.state != SaleState::Paid {
        if confirmations > 0 {
            found.push(format!("{id} was confirmed and is {:?}", sale.record.state));
        }
        return;
    }
    let order = far.orders.iter().find(|order| {
        sale.record.order_number.as_ref() == Some(&order.number) && order.sale == id.as_str()
    });
    match order {
        Some(order) if order.debits.is_empty() => {
            found.push(format!("{id} is Paid by order {}, which took nothing", order.number));
        }
        Some(order) if sale.record.total.minor != order.total_minor => found.push(format!(
            "{id} is Paid with {}, order {} comes to {}",
            sale.record.total.minor, order.number, order.total_minor
        )),
        Some(_) if confirmations == 1 => {}
        Some(_) => found.push(format!("{id} was confirmed {confirmations} times")),
        None => found.push(format!("{id} is Paid by {:?}", sale.record.order_number)),
    }
}

/// Nothing was ever called NotPaid without the store's word, given since the page was placed.
fn not_paid_was_asked(sale: &NearSale, far: &Far, found: &mut Found) {
    let mut since = 0;
    for Recorded { at, event, .. } in &sale.events {
        let id = sale.record.id.as_str();
        match event {
            SaleEvent::OrderPlaced { .. } => since = *at,
            SaleEvent::NotPaidConfirmed
                if !far
                    .denials
                    .iter()
                    .any(|(of, told)| of == id && (since..=*at).contains(told)) =>
            {
                found
                    .push(format!("{id} was called not paid at {at}, which the store did not say"));
            }
            _ => {}
        }
    }
}

/// Whatever is Charged here has a debit of its own there, and no article was charged twice.
fn charged_was_charged(sale: &NearSale, far: &Far, found: &mut Found) {
    let mut explained = Vec::new();
    for charge in sale.upsells.iter().filter(|charge| charge.state == ChargeState::Charged) {
        let order = far.orders.iter().find(|order| order.number == charge.order_number);
        let debits = order.map(|order| order.debits.as_slice()).unwrap_or_default();
        let own = debits.iter().skip(1).any(|(id, _)| Some(*id) == charge.transaction);
        if !own || explained.contains(&charge.transaction) {
            found.push(format!("the charge {} is Charged by no debit of its own", charge.id));
        }
        explained.push(charge.transaction);
        let variant = charge.variant_id;
        let charged = |other: &&UpsellRecord| {
            other.state == ChargeState::Charged && other.variant_id == variant
        };
        if sale.upsells.iter().filter(charged).count() > 1 {
            found.push(format!("{variant} was charged to {} more than once", charge.order_number));
        }
    }
}

/// What the far side could act on was on the disk before: every payment page's placing with its
/// return token, the address of every page that a customer was sent to, every upsell.
fn sent_was_written_down(near: &Near, far: &Far, seen: &Seen, found: &mut Found) {
    for page in &far.pages {
        let token = page.return_url.rsplit('/').next().map(ReturnToken::from_path);
        let digest = token.and_then(Result::ok).map(|token| token.digest());
        let attempts = near.sale(&page.sale).map(|sale| &sale.attempts).into_iter().flatten();
        if attempts.filter(|attempt| Some(attempt.token) == digest).count() != 1 {
            found.push(format!("the payment page {} was placed by nobody", page.id));
        }
    }
    let attempts = || near.sales.iter().flat_map(|sale| &sale.attempts);
    for page in &seen.pages {
        if !attempts().any(|attempt| attempt.payment_url.as_ref() == Some(page)) {
            found.push(format!("a customer was sent to {page}, which was not kept"));
        }
    }
}

/// The store got no more `add-line-items` for an article than charges were sent, and no more were
/// sent than clicked.
fn one_charge_for_a_click(near: &Near, far: &Far, seen: &Seen, found: &mut Found) {
    let mut arrived: BTreeMap<(&str, i64), usize> = BTreeMap::new();
    for (number, variant) in &far.adds {
        *arrived.entry((number, *variant)).or_default() += 1;
    }
    let charges = || near.sales.iter().flat_map(|sale| &sale.upsells);
    for ((number, variant), arrived) in arrived {
        let sent = charges().filter(|charge| {
            charge.order_number == number
                && charge.variant_id == variant
                && charge.sent_at.is_some()
        });
        let sent = sent.count();
        if arrived > sent {
            found.push(format!(
                "the store got {arrived} requests to add {variant} to {number}, {sent} were sent"
            ));
        }
    }
    for sale in &near.sales {
        let id = sale.record.id.as_str();
        for charge in &sale.upsells {
            let of_one = |variant: i64| variant == charge.variant_id;
            let charges = sale.upsells.iter().filter(|other| of_one(other.variant_id)).count();
            let clicks = seen.clicks.iter().filter(|(of, variant)| of == id && of_one(*variant));
            let clicks = clicks.count();
            if charges > clicks {
                found.push(format!("{clicks} clicks on {} made {charges}", charge.variant_id));
            }
        }
    }
    notes_were_added_once(near, far, found);
}

fn notes_were_added_once(near: &Near, far: &Far, found: &mut Found) {
    for order in &far.orders {
        let sale = near.sale(&order.sale);
        let added = sale.map_or(0, |sale| sale.times(|e| matches!(e, SaleEvent::NoteAdded)));
        if order.notes > 1 || added > 1 {
            found.push(format!("order {} has {} notes", order.number, order.notes));
        }
    }
}

/// Every return that was acknowledged has its raw body in the ledger.
fn acknowledged_was_kept(near: &Near, seen: &Seen, found: &mut Found) {
    for post in seen.posts.iter().filter(|post| post.said.is_some_and(Said::acknowledges)) {
        let bodies = near.sale(&post.sale).map(|sale| sale.bodies.as_slice()).unwrap_or_default();
        if bodies.iter().all(|body| body != post.body.as_bytes()) {
            found.push(format!("a return of {} was acknowledged and not kept", post.sale));
        }
    }
}

/// Nobody who had paid was told that the payment was not completed, and nobody who had not, that it
/// was.
fn pages_told_the_truth(seen: &Seen, found: &mut Found) {
    for post in &seen.posts {
        match (post.paid, post.said) {
            (true, Some(Said::NotCompleted)) => {
                found.push(format!("who paid {} read that it was not completed", post.sale));
            }
            (false, Some(Said::Paid)) => {
                found.push(format!("who did not pay {} was thanked", post.sale));
            }
            _ => {}
        }
    }
}
