//! How and when the till's process ends.

use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use serde_json::json;
use tokio::sync::watch;
use tokio::time::sleep;

use super::plan::pick;
use super::stage::Stage;
use super::weather::SPOTS;
use crate::wire::Held;

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

/// A named point of the disk: the n-th write or sync from a moment on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    from: Duration,
    pub(super) moment: &'static str,
    pub(super) let_by: u32,
}

/// How many writes or syncs a start has, more or less.
const OF_A_START: u32 = 8;

const MOMENTS: [(u32, &str); 4] =
    [(1, "before_write"), (1, "after_write"), (2, "before_sync"), (2, "after_sync")];

/// A named point of the wire: the n-th request to an operation, before the store has seen it or
/// before the till has its answer, and whether it then goes on.
#[derive(Debug, Clone, Copy)]
struct Point {
    spot: (&'static str, &'static str),
    after: usize,
    before: bool,
    goes_on: bool,
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
            2 | 3 => When::OnTheWire(Point {
                spot: pick(dice, &SPOTS),
                after: dice.usize(0..3),
                before: dice.bool(),
                goes_on: dice.bool(),
            }),
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
        let When::OnTheWire(point) = self.when else { return None };
        let (method, path) = point.spot;
        let spot = stage.wire.on(method, path).after(point.after).once();
        Some(if point.before { spot.hold_before() } else { spot.hold_after() })
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
            (When::OnTheWire(Point { goes_on: false, .. }), Some(held)) => held.cut(),
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

impl Point {
    fn name(self) -> &'static str {
        match (self.spot, self.before) {
            (("POST", "/orders/"), true) => "with a placing before the store",
            (("POST", "/orders/"), false) => "with a placing's answer on its way",
            (("POST", "/orders/{number}/add-line-items/"), true) => {
                "with an upsell before the store"
            }
            (("POST", "/orders/{number}/add-line-items/"), false) => {
                "with an upsell's answer on its way"
            }
            (("POST", _), true) => "with a note before the store",
            (("POST", _), false) => "with a note's answer on its way",
            ((_, "/orders/"), _) => "while orders were listed",
            ((_, "/orders/{number}/"), _) => "while an order was read",
            _ => "while something else was read",
        }
    }
}

impl Turn {
    fn draw(dice: &mut Rng, from: Duration, most: u32) -> Self {
        Self { from, moment: pick(dice, &MOMENTS), let_by: dice.u32(0..most) }
    }

    /// Asks the till to end itself, and waits until it has; gives which start of it that was.
    async fn come(self, stage: &Stage) -> u32 {
        sleep(self.from).await;
        let (start, mut gone) = stage.gone().await;
        let end = json!({ "endAt": self.moment, "letBy": self.let_by });
        let _ = stage.ask("machine", end).await;
        let _ = gone.wait_for(|gone| *gone).await;
        start
    }

    fn name(self) -> &'static str {
        match self.moment {
            "before_write" => "before a write of the database's",
            "after_write" => "after a write of the database's",
            "before_sync" => "before a sync of the database's",
            _ => "after a sync of the database's",
        }
    }
}

impl How {
    pub(super) fn draw(dice: &mut Rng) -> Self {
        if dice.bool() { Self::Killed } else { Self::PowerFailed(dice.u64(..)) }
    }
}
