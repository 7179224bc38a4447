//! What a run does: all of it drawn from one seed before anything begins.

use std::time::Duration;

use fastrand::Rng;

use super::fate::{Fate, How};
use super::spell::Spell;
use super::weather::Gust;
use crate::shop::{COFFEE, E_BOOK, KETTLE, TEA};

/// What a run does.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What it was drawn from.
    pub seed: u64,
    pub(super) sales: Vec<SalePlan>,
    pub(super) gusts: Vec<Gust>,
    pub(super) fates: Vec<Fate>,
    pub(super) spells: Vec<Spell>,
    /// How the till ends before it is left to be quiet, and when it is.
    pub(super) last: [How; 2],
    /// Whether anybody asks about each sale then, or the till must find everything by itself.
    pub(super) asked: bool,
}

/// One sale: the cart, the customer, what is offered afterwards.
#[derive(Debug, Clone)]
pub(super) struct SalePlan {
    pub(super) goods: Vec<&'static str>,
    pub(super) email: &'static str,
    pub(super) note: bool,
    pub(super) conduct: Conduct,
    pub(super) clicks: Vec<Click>,
    /// Whether the seller asks the store again and again meanwhile.
    pub(super) impatient: bool,
    /// How long people take for each step.
    pub(super) pause: Duration,
    /// How the till ends where the plan of the sale itself has it.
    pub(super) how: How,
    /// How often a customer whose way back fails tries again.
    pub(super) tries: usize,
}

/// What a customer does, and the seller about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conduct {
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
pub(super) struct Click {
    pub(super) sku: &'static str,
    /// From two windows at once.
    pub(super) doubled: bool,
    /// Again, as soon as it was answered.
    pub(super) repeated: bool,
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

impl Plan {
    /// What the run of this seed does.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let mut dice = Rng::with_seed(seed);
        let sales = (0..dice.usize(1..=3)).map(|_| SalePlan::draw(&mut dice)).collect();
        let gusts = (0..dice.usize(0..=7)).map(|_| Gust::draw(&mut dice)).collect();
        let fates = (0..pick(&mut dice, &[(3, 0), (5, 1), (2, 2)])).map(|_| Fate::draw(&mut dice));
        let fates = fates.collect();
        let count = pick(&mut dice, &[(4, 0), (3, 1), (2, 2)]);
        let spells: Vec<_> = (0..count).map(|_| Spell::draw(&mut dice)).collect();
        let last = [How::draw(&mut dice), How::PowerFailed(dice.u64(..))];
        // After a jump of the clock the till may take hours to look again, unless it is asked.
        let asked = dice.u8(0..4) > 0 || spells.iter().any(Spell::moves_the_clock);
        Self { seed, sales, gusts, fates, spells, last, asked }
    }

    /// One customer who pays, comes back and takes an upsell, while nothing goes wrong.
    #[must_use]
    pub fn fair() -> Self {
        let sale = SalePlan {
            goods: vec![KETTLE],
            email: "grace@example.com",
            note: true,
            conduct: Conduct::ComesBack,
            clicks: vec![Click { sku: TEA, doubled: false, repeated: false }],
            impatient: false,
            pause: Duration::ZERO,
            how: How::Killed,
            tries: 1,
        };
        let (gusts, fates, spells) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            seed: 0,
            sales: vec![sale],
            gusts,
            fates,
            spells,
            last: [How::Killed; 2],
            asked: true,
        }
    }
}

impl SalePlan {
    fn draw(dice: &mut Rng) -> Self {
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
            impatient: dice.u8(0..5) == 0,
            pause: Duration::from_millis(dice.u64(0..300)),
            how: How::draw(dice),
            tries: dice.usize(1..=8),
        }
    }
}

impl Click {
    fn draw(dice: &mut Rng) -> Self {
        let sku = UPSELLS[dice.usize(0..UPSELLS.len())];
        Self { sku, doubled: dice.u8(0..3) == 0, repeated: dice.u8(0..3) == 0 }
    }
}

/// One of several, each as often as its weight says.
pub(super) fn pick<T: Copy>(dice: &mut Rng, choices: &[(u32, T)]) -> T {
    let mut left = dice.u32(0..choices.iter().map(|(weight, _)| weight).sum());
    for (weight, choice) in choices {
        match left.checked_sub(*weight) {
            Some(rest) => left = rest,
            None => return *choice,
        }
    }
    unreachable!("the weights sum up to more than was drawn")
}
