//! Upsell charges: at most one for each click, and how an unclear one is settled.
//!
//! `add-line-items` has no idempotency key. So its outcome, when no clear answer came, is read
//! from the order itself: its lines and transactions are compared with those before the click.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Money;
use crate::order::{Order, Transaction};

/// Where an upsell charge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChargeState {
    /// Clicked; its request has surely not left.
    Intended,
    /// Its one request is on its way.
    Sent,
    /// The store charged it.
    Charged,
    /// The store declined it.
    Declined,
    /// No clear answer came.
    Unknown,
    /// It was surely not charged, and may be clicked again.
    NotCharged,
}

/// What an order held at a moment: enough to tell what was added since.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderShape {
    /// How many of each variant the lines held.
    pub quantities: BTreeMap<i64, i64>,
    /// The transactions' ids.
    pub transactions: Vec<i64>,
}

/// What an order says about one upsell charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpsellEvidence {
    /// The line is there and a transaction took its money.
    Charged {
        /// The amount of the transaction; none when the line cost nothing.
        amount: Option<Money>,
        /// The transaction, none when the line cost nothing.
        transaction: Option<i64>,
    },
    /// No line, but a failed transaction.
    Declined {
        /// Its `response_code`.
        response_code: Option<i64>,
        /// The transaction.
        transaction: i64,
    },
    /// Neither line nor transaction.
    Nothing,
    /// A line without its money, or money without its line.
    Contradiction,
}

impl ChargeState {
    /// The state as it is stored and sent: its name in snake case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Intended => "intended",
            Self::Sent => "sent",
            Self::Charged => "charged",
            Self::Declined => "declined",
            Self::Unknown => "unknown",
            Self::NotCharged => "not_charged",
        }
    }

    /// Reads a stored state.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Intended, Self::Sent, Self::Charged, Self::Declined, Self::Unknown, Self::NotCharged]
            .into_iter()
            .find(|state| state.word() == word)
    }

    /// Whether its outcome is still to come.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Intended | Self::Sent | Self::Unknown)
    }

    /// Whether it surely took no money, so that its article may be clicked again.
    #[must_use]
    pub fn may_be_tried_again(self) -> bool {
        matches!(self, Self::Declined | Self::NotCharged)
    }

    /// Whether the charge may go from this state to `next`.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Intended => matches!(next, Self::Sent | Self::NotCharged),
            Self::Sent => {
                matches!(next, Self::Charged | Self::Declined | Self::Unknown | Self::NotCharged)
            }
            Self::Unknown => {
                matches!(next, Self::Charged | Self::Declined | Self::Unknown | Self::NotCharged)
            }
            Self::Charged | Self::Declined | Self::NotCharged => false,
        }
    }
}

impl OrderShape {
    /// The order as it is now.
    #[must_use]
    pub fn of(order: &Order) -> Self {
        let mut quantities = BTreeMap::new();
        for line in &order.lines {
            if let Some(variant) = line.variant_id {
                let quantity: &mut i64 = quantities.entry(variant).or_insert(0);
                *quantity = quantity.saturating_add(line.quantity);
            }
        }
        let transactions = order.transactions.iter().map(|transaction| transaction.id).collect();
        Self { quantities, transactions }
    }

    fn quantity(&self, variant_id: i64) -> i64 {
        self.quantities.get(&variant_id).copied().unwrap_or(0)
    }
}

/// What the order says `now` about the upsell of one `variant_id`, compared with its shape
/// `before` the click. Transactions in `explained` belong to other charges.
#[must_use]
pub fn evidence(
    before: &OrderShape,
    now: &Order,
    variant_id: i64,
    explained: &[i64],
) -> UpsellEvidence {
    let line_added = OrderShape::of(now).quantity(variant_id) > before.quantity(variant_id);
    let new = new_transactions(before, now, explained);
    let lines =
        || now.lines.iter().filter(|line| line.variant_id == Some(variant_id) && line.is_upsell);
    let took = |transaction: &&&Transaction| transaction.took_money();
    // Where several took money, the line's own amount tells which one it was.
    let exact = |transaction: &&&Transaction| lines().any(|line| line.total == transaction.amount);
    let taken = new.iter().filter(took).find(exact).or_else(|| new.iter().find(took));
    let free = lines().any(|line| line.total.is_some_and(|total| total.minor == 0));
    match (line_added, taken) {
        (true, Some(taken)) => {
            UpsellEvidence::Charged { amount: taken.amount, transaction: Some(taken.id) }
        }
        (true, None) if free => UpsellEvidence::Charged { amount: None, transaction: None },
        (true, None) | (false, Some(_)) => UpsellEvidence::Contradiction,
        (false, None) => match new.iter().find(|transaction| transaction.failed_to_take()) {
            Some(failed) => UpsellEvidence::Declined {
                response_code: failed.response_code,
                transaction: failed.id,
            },
            None => UpsellEvidence::Nothing,
        },
    }
}

/// The one failed transaction that the order holds `now` and did not hold `before`; none where
/// nobody can say which of several it is.
#[must_use]
pub fn failed_since(before: &OrderShape, now: &Order, explained: &[i64]) -> Option<i64> {
    let new = new_transactions(before, now, explained);
    let mut failed = new.iter().filter(|transaction| transaction.failed_to_take());
    match (failed.next(), failed.next()) {
        (Some(only), None) => Some(only.id),
        _ => None,
    }
}

/// The transactions since `before` that no other charge explains. What a gateway captures later
/// belongs to the charge that it was authorized for.
fn new_transactions<'o>(
    before: &OrderShape,
    now: &'o Order,
    explained: &[i64],
) -> Vec<&'o Transaction> {
    let known = |id: &i64| before.transactions.contains(id) || explained.contains(id);
    let earlier = |transaction: &Transaction| {
        known(&transaction.id) || transaction.parent_id.as_ref().is_some_and(known)
    };
    now.transactions.iter().filter(|transaction| !earlier(transaction)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::order::OrderLine;

    fn line(id: i64, variant_id: i64, minor: i64) -> OrderLine {
        OrderLine {
            id,
            product_id: None,
            variant_id: Some(variant_id),
            title: String::new(),
            variant_title: String::new(),
            sku: String::new(),
            quantity: 1,
            left: 1,
            total: Some(Money::new(minor, Currency::USD)),
            is_upsell: id > 1,
            subscription: None,
            next_renewal: None,
        }
    }

    fn transaction(id: i64, succeeded: bool) -> Transaction {
        Transaction {
            id,
            parent_id: None,
            amount: Some(Money::new(1_125, Currency::USD)),
            kind: "debit".to_owned(),
            succeeded,
            failed: !succeeded,
            response_code: Some(if succeeded { 1_000 } else { 2_001 }),
            method: "link".to_owned(),
            at: None,
        }
    }

    fn order(lines: Vec<OrderLine>, transactions: Vec<Transaction>) -> Order {
        Order { lines, transactions, ..Order::bare() }
    }

    fn check(lines: Vec<OrderLine>, transactions: Vec<Transaction>, expected: &UpsellEvidence) {
        let before = OrderShape::of(&order(vec![line(1, 100, 500)], vec![transaction(1, true)]));
        let lines = [vec![line(1, 100, 500)], lines].concat();
        let transactions = [vec![transaction(1, true)], transactions].concat();
        assert_eq!(&evidence(&before, &order(lines, transactions), 201, &[9]), expected);
    }

    #[test]
    fn a_charge_is_a_new_line_and_new_money() {
        let amount = Some(Money::new(1_125, Currency::USD));
        let charged = UpsellEvidence::Charged { amount, transaction: Some(2) };
        check(vec![line(2, 201, 1_125)], vec![transaction(2, true)], &charged);
        let after_a_failed_try = vec![transaction(2, false), transaction(3, true)];
        let charged = UpsellEvidence::Charged { amount, transaction: Some(3) };
        check(vec![line(2, 201, 1_125)], after_a_failed_try, &charged);
        let free = UpsellEvidence::Charged { amount: None, transaction: None };
        check(vec![line(2, 201, 0)], vec![], &free);
    }

    #[test]
    fn without_a_line_a_failed_transaction_is_a_decline() {
        let declined = UpsellEvidence::Declined { response_code: Some(2_001), transaction: 2 };
        check(vec![], vec![transaction(2, false)], &declined);
        check(vec![], vec![], &UpsellEvidence::Nothing);
    }

    #[test]
    fn a_refund_that_failed_is_no_decline() {
        let refund = Transaction { kind: "refund".to_owned(), ..transaction(2, false) };
        check(vec![], vec![refund.clone()], &UpsellEvidence::Nothing);
        let before = OrderShape::default();
        assert_eq!(failed_since(&before, &order(vec![], vec![refund]), &[]), None);
    }

    #[test]
    fn half_a_charge_is_a_contradiction() {
        check(vec![line(2, 201, 1_125)], vec![], &UpsellEvidence::Contradiction);
        check(vec![], vec![transaction(2, true)], &UpsellEvidence::Contradiction);
    }

    #[test]
    fn quantities_beyond_all_measure_are_no_charge() {
        let many = |id| OrderLine { quantity: i64::MAX, ..line(id, 201, 1_125) };
        let all = order(vec![many(1), many(2)], vec![]);
        assert_eq!(evidence(&OrderShape::of(&all), &all, 201, &[]), UpsellEvidence::Nothing);
    }

    #[test]
    fn what_belongs_to_another_charge_says_nothing() {
        check(vec![line(3, 300, 900)], vec![transaction(9, true)], &UpsellEvidence::Nothing);
    }

    /// The capture of an earlier authorization, of another amount than an upsell's.
    fn capture(id: i64, parent_id: i64) -> Transaction {
        let amount = Some(Money::new(500, Currency::USD));
        let kind = "capture".to_owned();
        Transaction { parent_id: Some(parent_id), amount, kind, ..transaction(id, true) }
    }

    #[test]
    fn what_is_captured_later_for_the_order_is_no_upsells_money() {
        let upsell = || vec![line(2, 201, 1_125)];
        check(upsell(), vec![capture(2, 1)], &UpsellEvidence::Contradiction);
        check(vec![], vec![capture(2, 1)], &UpsellEvidence::Nothing);
        check(vec![], vec![capture(2, 9)], &UpsellEvidence::Nothing);
        let amount = Some(Money::new(1_125, Currency::USD));
        let charged = |transaction| UpsellEvidence::Charged { amount, transaction };
        check(upsell(), vec![capture(2, 1), transaction(3, true)], &charged(Some(3)));
        let another = Transaction { parent_id: None, ..capture(2, 0) };
        check(upsell(), vec![another, transaction(3, true)], &charged(Some(3)));
    }

    #[test]
    fn a_decline_is_explained_by_its_one_failed_transaction() {
        let before = OrderShape::of(&order(vec![], vec![transaction(1, false)]));
        let failed = |transactions, explained: &[i64]| {
            failed_since(&before, &order(vec![], transactions), explained)
        };
        let both = || vec![transaction(1, false), transaction(2, false), transaction(3, false)];
        assert_eq!(failed(vec![transaction(2, false), transaction(3, true)], &[]), Some(2));
        assert_eq!(failed(both(), &[]), None);
        assert_eq!(failed(both(), &[2]), Some(3));
    }

    #[test]
    fn a_settled_charge_stays_settled() {
        for settled in [ChargeState::Charged, ChargeState::Declined, ChargeState::NotCharged] {
            assert!(!settled.may_become(ChargeState::Sent));
        }
        assert!(!ChargeState::Unknown.may_become(ChargeState::Sent), "never sent a second time");
        assert_eq!(ChargeState::parse("not_charged"), Some(ChargeState::NotCharged));
    }
}
