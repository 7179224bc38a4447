//! Upsells and notes: one click, at most one charge; one note, at most once.

use std::collections::BTreeMap;

use ledger::UpsellRecord;
use sale::{ChargeState, SaleEvent};

use super::Found;
use crate::chaos::diary::Seen;
use crate::chaos::far::{Far, FarOrder};
use crate::chaos::near::{Near, NearSale};

/// Every debit after the first is a Charged upsell here, by its transaction and amount; a second
/// order of a sale has none.
pub(super) fn debits_are_known(near: &Near, order: &FarOrder, found: &mut Found) {
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

/// Whatever is Charged here has a debit of its own there, and no article was charged twice.
pub(super) fn charged_was_charged(sale: &NearSale, far: &Far, found: &mut Found) {
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

/// The store got no more `add-line-items` for an article than charges were sent, and no more were
/// sent than clicked.
pub(super) fn one_charge_for_a_click(near: &Near, far: &Far, seen: &Seen, found: &mut Found) {
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
