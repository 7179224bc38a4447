//! Sales and orders: which of them are paid, and by what.

use ledger::Recorded;
use sale::{Attention, RequestState, SaleEvent, SaleState};

use super::Found;
use crate::chaos::far::{Far, FarOrder};
use crate::chaos::near::{Near, NearSale};

/// Every order of the store is Paid here exactly once, or is a second one that a person is told of.
pub(super) fn order_is_known(near: &Near, order: &FarOrder, found: &mut Found) {
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

/// Nothing is left open once the till is quiet.
pub(super) fn is_settled(sale: &NearSale, found: &mut Found) {
    let (id, state) = (&sale.record.id, sale.record.state);
    if state.is_open() || state == SaleState::Attention {
        found.push(format!("{id} is still {state:?}"));
    }
    for charge in sale.upsells.iter().filter(|charge| charge.state.is_open()) {
        found.push(format!("the charge {} of {id} is still {:?}", charge.id, charge.state));
    }
}

/// Whatever is Paid here has its order there, paid, with the same total.
pub(super) fn paid_was_paid(sale: &NearSale, far: &Far, found: &mut Found) {
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
pub(super) fn not_paid_was_asked(sale: &NearSale, far: &Far, found: &mut Found) {
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

/// Who pays what was given up is a surprise to the seller, and a matter for her.
fn late_is_told(sale: &NearSale, found: &mut Found) {
    let late = sale.times(|event| matches!(event, SaleEvent::PaymentConfirmed { late: true, .. }));
    let told = sale.matters.iter().any(|matter| matches!(matter, Attention::PaidLate { .. }));
    // Whoever has it cancelled and paid back whole has seen to it.
    let seen_to = sale.cancellations.iter().any(|asked| asked.state == RequestState::Done);
    if (late > 0) != told && !(late > 0 && seen_to) {
        found.push(format!("{} was paid late {late} times; told: {told}", sale.record.id));
    }
}
