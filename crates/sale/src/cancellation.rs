//! What an order's record says of its end: whether it is cancelled, what was taken for it, and what of
//! that was paid back.

use crate::money::Money;
use crate::order::{Order, PaymentStatus, Transaction};

impl Order {
    /// Whether the store has cancelled it (`status`).
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        matches!(self.status.as_str(), "canceled" | "cancelled")
    }

    /// Whether its payment went through at some time, whatever was paid back since.
    #[must_use]
    pub fn was_paid(&self) -> bool {
        let took = || self.transactions.iter().any(Transaction::took_money);
        self.payment_status.went_through()
            || (self.payment_status == PaymentStatus::Refunded && took())
    }

    /// What its succeeded transactions took, and what they reserved and have not captured yet. None
    /// where an amount cannot be read.
    #[must_use]
    pub fn taken(&self) -> Option<Money> {
        let is_over = |authorized: i64| {
            let ends = |made: &Transaction| matches!(made.kind.as_str(), "capture" | "void");
            let ended = |made: &&Transaction| made.succeeded && ends(made);
            self.transactions.iter().filter(ended).any(|made| made.parent_id == Some(authorized))
        };
        self.sum(|made| made.took_money() && !(made.kind == "authorize" && is_over(made.id)))
    }

    /// What was paid back of it. None where an amount cannot be read.
    #[must_use]
    pub fn paid_back(&self) -> Option<Money> {
        self.sum(Transaction::paid_back)
    }

    /// What was taken for it and not paid back. None where an amount cannot be read.
    #[must_use]
    pub fn left(&self) -> Option<Money> {
        let (taken, back) = (self.taken()?, self.paid_back()?);
        Some(Money { minor: taken.minor.saturating_sub(back.minor), ..taken })
    }

    /// Whether nothing of what was paid for it is left at the store, as far as its record tells.
    #[must_use]
    pub fn is_paid_back_whole(&self) -> bool {
        let nothing_left = || {
            let (taken, back) = (self.taken()?, self.paid_back()?);
            Some(taken.minor > 0 && back.minor >= taken.minor)
        };
        let says_so =
            matches!(self.payment_status, PaymentStatus::Refunded | PaymentStatus::Voided);
        says_so
            || nothing_left().unwrap_or(false)
            || self.total.is_some_and(|total| total.minor == 0)
    }

    fn sum(&self, counts: impl Fn(&Transaction) -> bool) -> Option<Money> {
        let mut counted = self.transactions.iter().filter(|made| counts(made));
        counted.try_fold(Money::zero(self.currency?), |sum, made| sum.plus(made.amount?).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn order(transactions: &[(&str, i64, bool)]) -> Order {
        let made = |(id, (kind, minor, succeeded)): (usize, &(&str, i64, bool))| Transaction {
            id: i64::try_from(id).expect("a few"),
            // A capture or a void is of the first.
            parent_id: matches!(*kind, "capture" | "void").then_some(0),
            amount: Some(Money::new(*minor, Currency::USD)),
            kind: (*kind).to_owned(),
            succeeded: *succeeded,
            failed: !succeeded,
            response_code: None,
            method: "link".to_owned(),
            at: None,
        };
        Order { transactions: transactions.iter().enumerate().map(made).collect(), ..Order::bare() }
    }

    fn check(transactions: &[(&str, i64, bool)], taken: i64, paid_back: i64) {
        let order = order(transactions);
        let minor = |money: Option<Money>| money.expect("readable").minor;
        assert_eq!((minor(order.taken()), minor(order.paid_back())), (taken, paid_back));
    }

    #[test]
    fn money_is_counted_once_and_only_where_it_moved() {
        check(&[], 0, 0);
        check(&[("debit", 500, true), ("debit", 200, false), ("debit", 100, true)], 600, 0);
        check(&[("authorize", 500, true)], 500, 0);
        check(&[("authorize", 500, true), ("capture", 400, true)], 400, 0);
        check(&[("authorize", 500, true), ("void", 500, true)], 0, 0);
        let upsell_reserved =
            [("authorize", 5, true), ("capture", 5, true), ("authorize", 2, true)];
        check(&upsell_reserved, 7, 0);
        check(&[("debit", 500, true), ("refund", 500, true), ("refund", 1, false)], 500, 500);
    }

    #[test]
    fn an_amount_that_cannot_be_read_is_no_amount() {
        let mut order = order(&[("debit", 500, true)]);
        order.transactions[0].amount = None;
        assert_eq!(order.taken(), None);
    }
}
