//! How and when the till's process ends.

mod points;

use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use tokio::sync::watch;
use tokio::time::sleep;

use super::stage::Stage;
use crate::wire::Held;
pub(super) use points::Turn;
use points::{OF_A_START, Point};

/// One end of the till's process.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fate {
    when: When,
    pub(super) how: How,
    /// For how long it stays ended.
    pub(super) down: Duration,
    /// Where it ends once more while it is starting again, and how.
    pub(super) again: Option<(Turn, How)>,
}

#[derive(Debug, Clone, Copy)]
enum When {
    /// So long after the selling began.
    At(Duration),
    /// While a request is on the wire.
    OnTheWire(Point),
    /// At a write or a sync of SQLite's: the process ends itself there.
    OnTheDisk(Turn),
}

/// How it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// SIGKILL: what was written is there.
    Killed,
    /// The power fails: what was synced is there, and what this seed draws of the rest.
    PowerFailed(u64),
}

/// An end that has come.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) how: How,
    pub(super) down: Duration,
    pub(super) again: Option<(Turn, How)>,
    /// What it is called in the tally.
    pub(super) name: &'static str,
}

/// The latest moment at which an end comes by itself.
const LATEST_MS: u64 = 6_000;

impl Fate {
    pub(super) fn draw(dice: &mut Rng) -> Self {
        let soon = |dice: &mut Rng| Duration::from_millis(dice.u64(0..LATEST_MS));
        let when = match dice.u8(0..6) {
            0 | 1 => When::At(soon(dice)),
            2 | 3 => When::OnTheWire(Point::draw(dice)),
            _ => {
                let from = soon(dice) / 3;
                When::OnTheDisk(Turn::draw(dice, from, 25))
            }
        };
        let how = How::draw(dice);
        let again = (dice.u8(0..3) == 0)
            .then(|| (Turn::draw(dice, Duration::ZERO, OF_A_START), How::draw(dice)));
        Self { when, how, down: Duration::from_millis(dice.u64(0..300)), again }
    }

    /// The hand that holds what is on the wire at this fate's point, if it has one.
    pub(super) fn hold(&self, stage: &Stage) -> Option<Held> {
        match self.when {
            When::OnTheWire(point) => Some(point.hold(stage)),
            When::At(_) | When::OnTheDisk(_) => None,
        }
    }

    /// Waits for its moment and ends the till; or does nothing, if the selling is over before.
    pub(super) async fn come(
        self,
        stage: Arc<Stage>,
        mut held: Option<Held>,
        mut over: watch::Receiver<bool>,
    ) {
        let comes = tokio::select! {
            of = self.moment(&stage, held.as_mut()) => Some(of),
            _ = over.wait_for(|over| *over) => None,
        };
        if let Some(of) = comes {
            let goes_on = move || self.let_go(held);
            let end = End { how: self.how, down: self.down, again: self.again, name: self.name() };
            stage.end(of, end, goes_on).await;
        }
    }

    /// Waits for its moment; gives which start of the till it is to end.
    async fn moment(&self, stage: &Stage, held: Option<&mut Held>) -> u32 {
        match (self.when, held) {
            (When::OnTheDisk(turn), _) => return turn.come(stage).await,
            (_, Some(held)) => held.arrived_ever().await,
            (When::At(moment), None) => sleep(moment).await,
            (When::OnTheWire(_), None) => std::future::pending().await,
        }
        stage.starts()
    }

    /// What was held goes on to the store or to nobody, or is lost.
    fn let_go(&self, held: Option<Held>) {
        match (self.when, held) {
            (When::OnTheWire(point), Some(held)) if !point.goes_on => held.cut(),
            (_, Some(held)) => held.release(),
            (_, None) => {}
        }
    }

    fn name(&self) -> &'static str {
        match self.when {
            When::At(_) => "at a random time",
            When::OnTheWire(point) => point.name(),
            When::OnTheDisk(turn) => turn.name(),
        }
    }
}

impl How {
    pub(super) fn draw(dice: &mut Rng) -> Self {
        if dice.bool() { Self::Killed } else { Self::PowerFailed(dice.u64(..)) }
    }
}
