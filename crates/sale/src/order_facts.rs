//! What reports count of an order: its money, its lines and what was paid back of it.

use crate::money::Money;
use crate::order::{Order, OrderLine, Transaction};

/// What reports count of an order, as the store's record tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFacts {
    /// The order's number.
    pub number: String,
    /// What it brought; none where the record does not say.
    pub brought: Option<Money>,
    /// The tax in it, as far as the record says.
    pub tax: Option<Money>,
    /// The delivery in it, as far as the record says.
    pub shipping: Option<Money>,
    /// What vouchers and offers took off, as far as the record says.
    pub discount: Option<Money>,
    /// How many articles were ever in it.
    pub items: u32,
    /// The payment method that took the money, such as `link`; empty where the record does not say.
    pub method: String,
    /// Whether the store has cancelled it.
    pub cancelled: bool,
    /// Its lines.
    pub lines: Vec<OrderLine>,
    /// What was paid back.
    pub refunds: Vec<RefundFact>,
}

/// Money of an order that was paid back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundFact {
    /// The transaction's id at the store.
    pub transaction: i64,
    /// When it was made; none where the record does not say.
    pub at: Option<i64>,
    /// How much.
    pub amount: Money,
    /// Through which payment method.
    pub method: String,
}

impl Order {
    /// What it brought, paid back or not: what its transactions took, else its total where the record
    /// holds no transaction. A total may shrink by what is paid back; the transactions stay.
    #[must_use]
    pub fn brought(&self) -> Option<Money> {
        let moved = self.transactions.iter().any(Transaction::took_money);
        self.taken().filter(|_| moved).or(self.total)
    }

    /// How many articles were ever in it.
    #[must_use]
    pub fn items(&self) -> u32 {
        let quantities = self.lines.iter().map(|line| line.quantity.max(0));
        u32::try_from(quantities.fold(0, i64::saturating_add)).unwrap_or(u32::MAX)
    }
}

impl OrderFacts {
    /// What reports count of this order.
    #[must_use]
    pub fn of(order: &Order) -> Self {
        let method = order.transactions.iter().find(|made| made.took_money());
        let refunds = order.transactions.iter().filter(|made| made.paid_back());
        Self {
            number: order.number.clone(),
            brought: order.brought(),
            tax: order.tax,
            shipping: order.shipping,
            discount: order.discount,
            items: order.items(),
            method: method.map(|made| made.method.clone()).unwrap_or_default(),
            cancelled: order.is_cancelled(),
            lines: order.lines.clone(),
            refunds: refunds.filter_map(refund).collect(),
        }
    }
}

fn refund(made: &Transaction) -> Option<RefundFact> {
    Some(RefundFact {
        transaction: made.id,
        at: made.at,
        amount: made.amount?,
        method: made.method.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn made(id: i64, kind: &str, minor: i64, succeeded: bool) -> Transaction {
        Transaction {
            id,
            parent_id: None,
            amount: Some(Money::new(minor, Currency::USD)),
            kind: kind.to_owned(),
            succeeded,
            failed: !succeeded,
            response_code: None,
            method: "link".to_owned(),
            at: Some(id * 1_000),
        }
    }

    fn order(total: i64, transactions: Vec<Transaction>) -> Order {
        Order { total: Some(Money::new(total, Currency::USD)), transactions, ..Order::bare() }
    }

    #[test]
    fn an_order_brought_what_was_taken_for_it_and_not_what_is_left_of_its_total() {
        let check = |total, transactions, expected| {
            let brought = order(total, transactions).brought().map(|money| money.minor);
            assert_eq!(brought, Some(expected));
        };
        check(500, vec![], 500);
        check(500, vec![made(1, "debit", 500, true)], 500);
        check(500, vec![made(1, "debit", 500, true), made(2, "debit", 90, false)], 500);
        let refunded = vec![made(1, "debit", 500, true), made(2, "refund", 200, true)];
        check(300, refunded, 500);
        let mut void = made(2, "void", 500, true);
        void.parent_id = Some(1);
        check(500, vec![made(1, "authorize", 500, true), void], 0);
    }

    #[test]
    fn only_what_was_surely_paid_back_counts_as_such() {
        let mut unreadable = made(5, "refund", 1, true);
        unreadable.amount = None;
        let transactions = vec![
            made(1, "debit", 500, true),
            made(2, "refund", 200, true),
            made(3, "refund", 100, false),
            made(4, "void", 100, true),
            unreadable,
        ];
        let facts = OrderFacts::of(&order(500, transactions));
        let refunds: Vec<_> =
            facts.refunds.iter().map(|made| (made.transaction, made.at)).collect();
        assert_eq!(refunds, [(2, Some(2_000))]);
        assert_eq!(facts.method, "link");
    }
}
