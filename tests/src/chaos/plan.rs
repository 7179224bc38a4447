//! What a run does: all of it drawn from one seed before anything begins.

mod sale;

use fastrand::Rng;

use super::fate::{Fate, How};
use super::spell::Spell;
use super::weather::Gust;
pub(super) use sale::{Click, Conduct, MoneyBack, SalePlan};

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
        let (gusts, fates, spells) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            seed: 0,
            sales: vec![SalePlan::fair()],
            gusts,
            fates,
            spells,
            last: [How::Killed; 2],
            asked: true,
        }
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
