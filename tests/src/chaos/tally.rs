//! What the runs came to, in figures.

use std::collections::BTreeMap;
use std::fmt;

use sale::{ChargeState, RequestState, SaleState};

use super::diary::Seen;
use super::far::Far;
use super::near::Near;

/// Counts over any number of runs.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// How many runs.
    pub runs: usize,
    /// What was sold, asked and charged.
    pub work: BTreeMap<&'static str, usize>,
    /// How often each fault met something.
    pub faults: BTreeMap<&'static str, usize>,
    /// How often the till's process ended, by where.
    pub ends: BTreeMap<&'static str, usize>,
    /// What befell the machine beneath it.
    pub machine: BTreeMap<&'static str, usize>,
    /// What must not be so, with the seed that repeats it.
    pub violations: Vec<(u64, String)>,
}

impl Tally {
    /// The figures of one run.
    pub(super) fn of(near: &Near, far: &Far, seen: &Seen) -> Self {
        let (ends, machine) = (seen.ends.clone(), seen.machine.clone());
        let mut tally = Self { runs: 1, ends, machine, ..Self::default() };
        let states = |state| near.sales.iter().filter(move |sale| sale.record.state == state);
        let charges = |state| {
            let charges = near.sales.iter().flat_map(|sale| &sale.upsells);
            charges.filter(move |charge| charge.state == state).count()
        };
        let refunds = |state| {
            let refunds = near.sales.iter().flat_map(|sale| &sale.refunds);
            refunds.filter(move |refund| refund.state == state).count()
        };
        let cancels = |state| {
            let asked = near.sales.iter().flat_map(|sale| &sale.cancellations);
            asked.filter(move |asked| asked.state == state).count()
        };
        tally.work.extend([
            ("sales begun", near.sales.len()),
            ("sales placed", near.sales.iter().filter(|sale| !sale.attempts.is_empty()).count()),
            ("payment pages at the store", far.pages.len()),
            ("orders charged at the store", far.orders.len()),
            ("sales Paid here", states(SaleState::Paid).count()),
            ("returns posted", seen.posts.len()),
            ("clicks on upsells", seen.clicks.len()),
            ("upsell requests at the store", far.adds.len()),
            ("upsells Charged here", charges(ChargeState::Charged)),
            ("upsells Declined here", charges(ChargeState::Declined)),
            ("upsells not charged", charges(ChargeState::NotCharged)),
            ("refunds and cancellings confirmed", seen.confirmed.len()),
            ("refund requests at the store", far.refunds.len()),
            ("refunds Done here", refunds(RequestState::Done)),
            ("refunds surely not done", refunds(RequestState::NotDone)),
            ("cancel requests at the store", far.cancels.len()),
            ("orders cancelled", cancels(RequestState::Done)),
            ("events that prove themselves", near.sales.iter().map(|sale| sale.events.len()).sum()),
        ]);
        let second = far.orders.len().saturating_sub(states(SaleState::Paid).count());
        tally.work.insert("second orders that a person is told of", second);
        tally
    }

    /// Adds the figures of other runs.
    pub fn add(&mut self, other: Self) {
        self.runs += other.runs;
        for (mine, others) in [
            (&mut self.work, other.work),
            (&mut self.faults, other.faults),
            (&mut self.ends, other.ends),
            (&mut self.machine, other.machine),
        ] {
            for (name, count) in others {
                *mine.entry(name).or_default() += count;
            }
        }
        self.violations.extend(other.violations);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>9}  runs", self.runs)?;
        for (title, counts) in [
            ("what was done", &self.work),
            ("faults on the wire", &self.faults),
            ("ends of the till's process", &self.ends),
            ("the machine", &self.machine),
        ] {
            writeln!(f, "\n{:>9}  {title}", "")?;
            for (name, count) in counts {
                writeln!(f, "{count:>9}  {name}")?;
            }
        }
        let sum = |counts: &BTreeMap<_, usize>| counts.values().sum::<usize>();
        writeln!(f, "\n{:>9}  faults on the wire in all", sum(&self.faults))?;
        writeln!(f, "{:>9}  ends of the till's process in all", sum(&self.ends))?;
        writeln!(f, "{:>9}  violations", self.violations.len())?;
        for (seed, violation) in &self.violations {
            writeln!(f, "\nseed {seed}: {violation}")?;
        }
        Ok(())
    }
}
