//! What went back: whatever the till says was paid back or cancelled is what the store's books say, and
//! nothing was asked for more often than it was confirmed.

use ledger::RefundRecord;
use sale::{RequestState, SaleEvent};

use super::Found;
use crate::chaos::diary::Seen;
use crate::chaos::far::{Far, FarOrder};
use crate::chaos::near::{Near, NearSale};

fn done(sale: &NearSale) -> impl Iterator<Item = &RefundRecord> {
    sale.refunds.iter().filter(|refund| refund.state == RequestState::Done)
}

/// Every refund of the store is one that is Done here, by its id and amount; or the one that came with
/// a cancelling.
pub(super) fn paid_back_is_known(near: &Near, order: &FarOrder, found: &mut Found) {
    let Some(sale) = near.sale(&order.sale) else { return };
    let with_it = sale.cancellations.iter().filter(|asked| {
        let is_done = asked.state == RequestState::Done && asked.full_refund;
        is_done && asked.order_number == order.number
    });
    let mut unexplained = 0;
    for (id, minor) in &order.refunds {
        let known = done(sale).filter(|refund| {
            refund.order_number == order.number
                && refund.refund == Some(*id)
                && refund.refunded.is_some_and(|amount| amount.minor == *minor)
        });
        match known.count() {
            1 => {}
            0 => unexplained += 1,
            more => found.push(format!("refund {id} of order {} is {more} here", order.number)),
        }
    }
    if unexplained > with_it.count() {
        let number = &order.number;
        found.push(format!("{unexplained} refunds of order {number} are not told of here"));
    }
}

/// Whatever is Done here was paid back there, by a refund of its own, and told once.
pub(super) fn refunded_was_paid_back(sale: &NearSale, far: &Far, found: &mut Found) {
    let id = &sale.record.id;
    for refund in done(sale) {
        let order = far.orders.iter().find(|order| order.number == refund.order_number);
        let made = order.map(|order| order.refunds.as_slice()).unwrap_or_default();
        let amount = refund.refunded.map(|amount| amount.minor);
        if !made.iter().any(|(id, minor)| Some(*id) == refund.refund && Some(*minor) == amount) {
            found.push(format!("a refund of {id} is Done by no refund of the store"));
        }
        if amount != Some(refund.amount.minor) {
            found.push(format!("a refund of {id} paid back {amount:?} of {:?}", refund.amount));
        }
    }
    let told = sale.times(|event| matches!(event, SaleEvent::OrderRefunded { .. }));
    if told != done(sale).count() {
        found.push(format!("{id} tells of {told} refunds and has {}", done(sale).count()));
    }
}

/// An order is cancelled at the store exactly where its cancelling is Done here.
pub(super) fn cancelled_is_cancelled(near: &Near, order: &FarOrder, found: &mut Found) {
    let asked = near.sale(&order.sale).into_iter().flat_map(|sale| &sale.cancellations);
    let mut asked = asked.filter(|asked| asked.order_number == order.number);
    let is_done = asked.any(|asked| asked.state == RequestState::Done);
    if is_done != order.is_cancelled {
        let (number, there) = (&order.number, order.is_cancelled);
        found.push(format!("order {number} is cancelled there: {there}, here: {is_done}"));
    }
}

/// Nothing that a store was asked for is left open once the till is quiet.
pub(super) fn is_answered(sale: &NearSale, found: &mut Found) {
    let id = &sale.record.id;
    let refunds = sale.refunds.iter().map(|refund| ("refund", Some(refund.state)));
    let cancels = sale.cancellations.iter().map(|asked| ("cancelling", Some(asked.state)));
    let notes = sale.notes.iter().map(|note| ("note", note.state));
    for (what, state) in refunds.chain(cancels).chain(notes) {
        if state.is_none_or(RequestState::is_open) {
            found.push(format!("a {what} of {id} is still {state:?}"));
        }
    }
}

/// The store got no more requests than were written down, and no more were than were confirmed.
pub(super) fn confirmed_was_asked_once(near: &Near, far: &Far, seen: &Seen, found: &mut Found) {
    for sale in &near.sales {
        let id = sale.record.id.as_str();
        let confirmed = |command| {
            seen.confirmed.iter().filter(|(of, what)| of == id && *what == command).count()
        };
        let times = |so: fn(&SaleEvent) -> bool| sale.times(so);
        let refunds = times(|event| matches!(event, SaleEvent::RefundSent { .. }));
        let cancels = times(|event| matches!(event, SaleEvent::CancellationSent { .. }));
        let numbers: Vec<&String> =
            far.orders.iter().filter(|order| order.sale == id).map(|order| &order.number).collect();
        let arrived = |at: &[String]| at.iter().filter(|number| numbers.contains(number)).count();
        for (command, sent, arrived) in [
            ("refund_order", refunds, arrived(&far.refunds)),
            ("cancel_order", cancels, arrived(&far.cancels)),
        ] {
            if arrived > sent {
                found.push(format!("the store got {arrived} {command} of {id}, {sent} were sent"));
            }
            if sent > confirmed(command) {
                let confirmed = confirmed(command);
                found.push(format!("{confirmed} confirmed {command} of {id} made {sent}"));
            }
        }
    }
}
