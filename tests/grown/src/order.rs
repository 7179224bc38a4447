//! The store's order of a sale that was paid: its lines, and what was paid and paid back.

use sale::{Article, Money};

use crate::sold::Grown;

const MINUTE_MS: i64 = 60_000;

/// A line.
pub(crate) struct Line<'g> {
    pub(crate) id: i64,
    pub(crate) article: &'g Article,
    pub(crate) quantity: u32,
    pub(crate) is_upsell: bool,
}

/// Money that went through, one way or the other.
pub(crate) struct Payment {
    pub(crate) id: i64,
    /// `debit` or `refund`.
    pub(crate) kind: &'static str,
    pub(crate) at: i64,
    pub(crate) amount: Money,
}

impl Line<'_> {
    /// The whole line's price.
    pub(crate) fn total(&self) -> Money {
        let price = self.article.list_price;
        Money::new(price.minor * i64::from(self.quantity), price.currency)
    }
}

impl Grown {
    /// When it was paid.
    pub(crate) fn paid_at(&self) -> i64 {
        self.sold.started_at + MINUTE_MS
    }

    /// The tax in it: a sixth of what was paid.
    pub(crate) fn tax(&self) -> Money {
        Money::new(self.sold.total.minor / 6, self.sold.total.currency)
    }

    /// The lines, the upsell last.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let cart = self.cart.lines.iter().map(|line| (&line.article, line.quantity, false));
        let added = self.sold.upsell.iter().map(|added| (added, 1, true));
        (1..).zip(cart.chain(added)).map(|(id, (article, quantity, is_upsell))| Line {
            id,
            article,
            quantity,
            is_upsell,
        })
    }

    /// What was paid, the upsell's charge after it, and all of it paid back where it was cancelled.
    pub(crate) fn payments(&self, order_number: &str) -> Vec<Payment> {
        let total = self.sold.total;
        let added = self.sold.upsell.as_ref().map_or(0, |added| added.list_price.minor);
        let first = ("debit", 1, total.minor - added);
        let upsold = self.sold.upsell.iter().map(|added| ("debit", 2, added.list_price.minor));
        let back = self.sold.is_cancelled.then_some(("refund", 3, total.minor));
        let number: i64 = order_number.parse().unwrap_or_default();
        let payment = |(nth, (kind, minutes, minor))| Payment {
            id: number * 10 + nth,
            kind,
            at: self.sold.started_at + minutes * MINUTE_MS,
            amount: Money::new(minor, total.currency),
        };
        (1..).zip([first].into_iter().chain(upsold).chain(back)).map(payment).collect()
    }
}
