//! One sale of a run: what is sold, what the customer does, what is clicked afterwards, and what goes
//! back in the end.

use std::time::Duration;

use fastrand::Rng;

use super::pick;
use crate::chaos::fate::How;
use crate::shop::{COFFEE, E_BOOK, KETTLE, TEA};

/// One sale: the cart, the customer, what is offered afterwards.
#[derive(Debug, Clone)]
pub(in crate::chaos) struct SalePlan {
    pub(in crate::chaos) goods: Vec<&'static str>,
    pub(in crate::chaos) email: &'static str,
    pub(in crate::chaos) note: bool,
    pub(in crate::chaos) conduct: Conduct,
    pub(in crate::chaos) clicks: Vec<Click>,
    pub(in crate::chaos) money_back: Vec<MoneyBack>,
    /// Whether the seller asks the store again and again meanwhile.
    pub(in crate::chaos) impatient: bool,
    /// How long people take for each step.
    pub(in crate::chaos) pause: Duration,
    /// How the till ends where the plan of the sale itself has it.
    pub(in crate::chaos) how: How,
    /// How often a customer whose way back fails tries again.
    pub(in crate::chaos) tries: usize,
}

/// What a customer does, and the seller about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::chaos) enum Conduct {
    /// Pays and comes back.
    ComesBack,
    /// Pays and comes back twice at once.
    ComesBackTwice,
    /// Pays, and the page stays open.
    NeverReturns,
    /// Pays and closes the window on the way back.
    PaysAndCloses,
    /// Closes the window without paying.
    Closes,
    /// Closes the window and pays later, elsewhere.
    ClosesThenPays,
    /// Goes back without paying.
    Cancels,
    /// Is declined and goes back.
    IsDeclined,
    /// Pays, comes back, and an old `{}` comes after it.
    NothingAfterOrder,
    /// A `{}` comes first; then the page is paid after all.
    NothingBeforeOrder,
    /// Pays what the seller has given up meanwhile.
    PaysWhatWasCancelled,
    /// Pays through a link, once the till was started again.
    PaysByLink,
    /// Gives a page up, is charged again, and pays both, coming back in the wrong order.
    PaysTwoPages,
    /// Leaves the page open and does nothing.
    Leaves,
}

/// A click on an upsell.
#[derive(Debug, Clone, Copy)]
pub(in crate::chaos) struct Click {
    pub(in crate::chaos) sku: &'static str,
    /// From two windows at once.
    pub(in crate::chaos) doubled: bool,
    /// Again, as soon as it was answered.
    pub(in crate::chaos) repeated: bool,
}

/// Something that goes back once the sale is paid, confirmed in one window or in two at once.
#[derive(Debug, Clone, Copy)]
pub(in crate::chaos) enum MoneyBack {
    /// One of the line at this place, or none, and all of the delivery or a hundredth of it.
    Refund { line: Option<usize>, all_delivery: bool, doubled: bool },
    /// The whole order is cancelled.
    Cancel { full_refund: bool, doubled: bool },
}

const CONDUCTS: [(u32, Conduct); 14] = [
    (12, Conduct::ComesBack),
    (5, Conduct::ComesBackTwice),
    (5, Conduct::NeverReturns),
    (4, Conduct::PaysAndCloses),
    (2, Conduct::Closes),
    (4, Conduct::ClosesThenPays),
    (2, Conduct::Cancels),
    (2, Conduct::IsDeclined),
    (4, Conduct::NothingAfterOrder),
    (4, Conduct::NothingBeforeOrder),
    (5, Conduct::PaysWhatWasCancelled),
    (4, Conduct::PaysByLink),
    (5, Conduct::PaysTwoPages),
    (2, Conduct::Leaves),
];

/// Whose email address lets the store act: most simply pay.
const PAYERS: [(u32, &str); 4] = [
    (12, "grace@example.com"),
    (3, "bank-window@example.com"),
    (3, "upsell-declines@example.com"),
    (1, "no-upsells@example.com"),
];

const UPSELLS: [&str; 3] = [TEA, COFFEE, E_BOOK];

impl SalePlan {
    /// A customer who pays, comes back and takes an upsell.
    pub(super) fn fair() -> Self {
        Self {
            goods: vec![KETTLE],
            email: "grace@example.com",
            note: true,
            conduct: Conduct::ComesBack,
            clicks: vec![Click { sku: TEA, doubled: false, repeated: false }],
            money_back: vec![MoneyBack::Refund {
                line: Some(0),
                all_delivery: true,
                doubled: false,
            }],
            impatient: false,
            pause: Duration::ZERO,
            how: How::Killed,
            tries: 1,
        }
    }

    pub(super) fn draw(dice: &mut Rng) -> Self {
        let conduct = pick(dice, &CONDUCTS);
        let email = match conduct {
            Conduct::IsDeclined => "declines@example.com",
            Conduct::NeverReturns => "never-returns@example.com",
            _ => pick(dice, &PAYERS),
        };
        let mut goods = vec![KETTLE];
        if dice.u8(0..3) == 0 {
            goods.push(E_BOOK);
        }
        Self {
            goods,
            email,
            note: dice.u8(0..3) == 0,
            conduct,
            clicks: (0..dice.usize(0..=3)).map(|_| Click::draw(dice)).collect(),
            money_back: MoneyBack::draw(dice),
            impatient: dice.u8(0..5) == 0,
            pause: Duration::from_millis(dice.u64(0..300)),
            how: How::draw(dice),
            tries: dice.usize(1..=8),
        }
    }
}

impl MoneyBack {
    /// Of most sales nothing goes back; of some the same is tried again and again.
    fn draw(dice: &mut Rng) -> Vec<Self> {
        let count = pick(dice, &[(3, 0), (4, 1), (2, 2), (1, 3)]);
        (0..count).map(|_| Self::draw_one(dice)).collect()
    }

    fn draw_one(dice: &mut Rng) -> Self {
        let doubled = dice.u8(0..3) == 0;
        if dice.u8(0..4) == 0 {
            return Self::Cancel { full_refund: dice.bool(), doubled };
        }
        let line = (dice.u8(0..4) > 0).then(|| dice.usize(0..2));
        Self::Refund { line, all_delivery: dice.u8(0..3) == 0, doubled }
    }
}

impl Click {
    pub(super) fn draw(dice: &mut Rng) -> Self {
        let sku = UPSELLS[dice.usize(0..UPSELLS.len())];
        Self { sku, doubled: dice.u8(0..3) == 0, repeated: dice.u8(0..3) == 0 }
    }
}
