//! Paying back some of an order: what is chosen, what was asked for, and how to tell from the order
//! whether the store has done it.
//!
//! The store calculates; a person confirms its amount. `ordersRefundCreate` has no idempotency key,
//! so what became of a request without a clear answer is read from the order's own refunds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Money;
use crate::order::{Order, Refund};

/// What is to be taken back and paid back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundChoice {
    /// Of which lines how many.
    pub lines: Vec<RefundLine>,
    /// How much of the delivery.
    pub shipping: ShippingRefund,
}

/// Some of a line of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundLine {
    /// The line's id at the store.
    pub line_id: i64,
    /// How many.
    pub quantity: u32,
}

/// How much of the delivery is paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ShippingRefund {
    /// Nothing.
    None,
    /// This much, before tax.
    Part {
        /// The amount.
        amount: Money,
    },
    /// All that is left of it.
    All,
}

/// An amount that is paid back through a payment of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayBack {
    /// The payment's transaction.
    pub transaction: i64,
    /// How much of it.
    pub amount: Money,
}

/// Which refunds an order had at a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundShape {
    /// The refunds' ids.
    pub refunds: Vec<i64>,
    /// The ids of all transactions.
    pub transactions: Vec<i64>,
}

/// A refund as it was asked for: enough to know it again in the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundPlan {
    /// Of which lines how many.
    pub lines: Vec<RefundLine>,
    /// Through which payments how much.
    pub pay_backs: Vec<PayBack>,
    /// What the order held before.
    pub before: RefundShape,
}

/// What an order says about one refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundEvidence {
    /// The store has made it.
    Done {
        /// The store's refund, where it lists it.
        refund: Option<i64>,
        /// What it paid back; none where that cannot be read.
        amount: Option<Money>,
    },
    /// Nothing of it is there.
    Nothing,
}

impl RefundChoice {
    /// The same without the lines of which none are wanted.
    #[must_use]
    pub fn without_nothings(mut self) -> Self {
        self.lines.retain(|line| line.quantity > 0);
        self
    }
}

impl RefundShape {
    /// The order as it is now.
    #[must_use]
    pub fn of(order: &Order) -> Self {
        Self {
            refunds: order.refunds.iter().map(|refund| refund.id).collect(),
            transactions: order.transactions.iter().map(|transaction| transaction.id).collect(),
        }
    }
}

impl RefundPlan {
    /// What is paid back in all; none where currencies differ or the sum is too large.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        let (first, rest) = self.pay_backs.split_first()?;
        rest.iter().try_fold(first.amount, |sum, part| sum.plus(part.amount).ok())
    }

    /// What the order says `now` about this refund. A refund that somebody else made meanwhile is of
    /// other lines or, where no line is in it, of another amount.
    #[must_use]
    pub fn evidence(&self, now: &Order) -> RefundEvidence {
        let is_new = |refund: &&Refund| !self.before.refunds.contains(&refund.id);
        let exact = |refund: &&&Refund| refund.amount == self.amount();
        let of_these_lines: Vec<&Refund> = now
            .refunds
            .iter()
            .filter(is_new)
            .filter(|refund| taken_back(refund) == self.quantities())
            .collect();
        let mut found = of_these_lines.iter().find(exact);
        if !self.lines.is_empty() {
            found = found.or(of_these_lines.first());
        }
        match found {
            Some(refund) => RefundEvidence::Done { refund: Some(refund.id), amount: refund.amount },
            None if self.is_paid_back_unlisted(now) => {
                RefundEvidence::Done { refund: None, amount: self.amount() }
            }
            None => RefundEvidence::Nothing,
        }
    }

    fn quantities(&self) -> BTreeMap<i64, i64> {
        let mut quantities = BTreeMap::new();
        for line in &self.lines {
            *quantities.entry(line.line_id).or_insert(0) += i64::from(line.quantity);
        }
        quantities
    }

    /// Whether each part is a new transaction of the order that belongs to no refund of its list.
    fn is_paid_back_unlisted(&self, now: &Order) -> bool {
        let listed = |id: i64| now.refunds.iter().any(|refund| refund.transactions.contains(&id));
        let unlisted = |part: &PayBack| {
            now.transactions.iter().any(|made| {
                made.paid_back()
                    && made.parent_id == Some(part.transaction)
                    && made.amount == Some(part.amount)
                    && !self.before.transactions.contains(&made.id)
                    && !listed(made.id)
            })
        };
        !self.pay_backs.is_empty() && self.pay_backs.iter().all(unlisted)
    }
}

fn taken_back(refund: &Refund) -> BTreeMap<i64, i64> {
    let mut quantities: BTreeMap<i64, i64> = BTreeMap::new();
    for line in refund.lines.iter().filter(|line| line.quantity > 0) {
        let quantity = quantities.entry(line.line_id).or_default();
        *quantity = quantity.saturating_add(line.quantity);
    }
    quantities
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::order::{RefundedLine, Transaction};

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn refund(id: i64, lines: &[(i64, i64)], minor: i64) -> Refund {
        let line = |(line_id, quantity): &(i64, i64)| RefundedLine {
            line_id: *line_id,
            quantity: *quantity,
            amount: None,
        };
        Refund {
            id,
            at: None,
            note: String::new(),
            amount: Some(usd(minor)),
            lines: lines.iter().map(line).collect(),
            shipping: None,
            transactions: vec![id + 100],
        }
    }

    fn paid_back(id: i64, parent_id: i64, minor: i64) -> Transaction {
        Transaction {
            id,
            parent_id: Some(parent_id),
            amount: Some(usd(minor)),
            kind: "refund".to_owned(),
            succeeded: true,
            failed: false,
            response_code: Some(1_000),
            method: "link".to_owned(),
            at: None,
        }
    }

    fn plan(lines: &[(i64, u32)], minor: i64) -> RefundPlan {
        let line = |(line_id, quantity): &(i64, u32)| RefundLine {
            line_id: *line_id,
            quantity: *quantity,
        };
        RefundPlan {
            lines: lines.iter().map(line).collect(),
            pay_backs: vec![PayBack { transaction: 1, amount: usd(minor) }],
            before: RefundShape { refunds: vec![7], transactions: vec![1, 107] },
        }
    }

    fn check(plan: &RefundPlan, refunds: Vec<Refund>, expected: Option<(Option<i64>, i64)>) {
        let refunds = [vec![refund(7, &[(1, 1)], 500)], refunds].concat();
        let found = plan.evidence(&Order { refunds, ..Order::bare() });
        let expected = expected.map_or(RefundEvidence::Nothing, |(refund, minor)| {
            RefundEvidence::Done { refund, amount: Some(usd(minor)) }
        });
        assert_eq!(found, expected, "{plan:?}");
    }

    #[test]
    fn a_refund_is_known_by_its_lines() {
        let one = plan(&[(1, 1)], 500);
        check(&one, vec![], None);
        check(&one, vec![refund(8, &[(1, 1)], 500)], Some((Some(8), 500)));
        check(&one, vec![refund(8, &[(1, 2)], 500), refund(9, &[(2, 1)], 500)], None);
        let both = vec![refund(8, &[(1, 1)], 400), refund(9, &[(1, 1)], 500)];
        check(&one, both, Some((Some(9), 500)));
    }

    #[test]
    fn what_was_paid_back_otherwise_than_asked_is_told_as_it_is() {
        check(&plan(&[(1, 1)], 500), vec![refund(8, &[(1, 1)], 0)], Some((Some(8), 0)));
    }

    #[test]
    fn of_the_delivery_alone_a_refund_is_known_by_its_amount() {
        let delivery = plan(&[], 499);
        check(&delivery, vec![refund(8, &[], 300)], None);
        check(&delivery, vec![refund(8, &[(1, 1)], 499)], None);
        check(&delivery, vec![refund(8, &[], 300), refund(9, &[], 499)], Some((Some(9), 499)));
    }

    #[test]
    fn a_store_that_lists_no_refunds_is_known_by_its_transactions() {
        let plan = plan(&[(1, 1)], 500);
        let found = |transactions| plan.evidence(&Order { transactions, ..Order::bare() });
        let done = RefundEvidence::Done { refund: None, amount: Some(usd(500)) };
        assert_eq!(found(vec![paid_back(108, 1, 500)]), done);
        assert_eq!(found(vec![paid_back(107, 1, 500)]), RefundEvidence::Nothing, "an older one");
        assert_eq!(found(vec![paid_back(108, 2, 500)]), RefundEvidence::Nothing);
        assert_eq!(found(vec![paid_back(108, 1, 499)]), RefundEvidence::Nothing);
        let failed = Transaction { succeeded: false, failed: true, ..paid_back(108, 1, 500) };
        assert_eq!(found(vec![failed]), RefundEvidence::Nothing);
        let (transactions, refunds) =
            (vec![paid_back(108, 1, 500)], vec![refund(8, &[(2, 1)], 500)]);
        let anothers = Order { transactions, refunds, ..Order::bare() };
        assert_eq!(
            plan.evidence(&anothers),
            RefundEvidence::Nothing,
            "it belongs to another refund"
        );
    }
}
