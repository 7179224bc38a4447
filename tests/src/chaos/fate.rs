//! How and when the till's process ends.

use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
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
}

#[derive(Debug, Clone, Copy)]
enum When {
    /// So long after the selling began.
    At(Duration),
    /// While a request is on the wire.
    OnTheWire(Point),
}

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
}

/// The latest moment at which an end comes by itself.
const LATEST_MS: u64 = 6_000;

impl Fate {
    pub(super) fn draw(dice: &mut Rng) -> Self {
        let when = if dice.u8(0..5) < 2 {
            When::At(Duration::from_millis(dice.u64(0..LATEST_MS)))
        } else {
            When::OnTheWire(Point {
                spot: pick(dice, &SPOTS),
                after: dice.usize(0..3),
                before: dice.bool(),
                goes_on: dice.bool(),
            })
        };
        Self { when, how: How::Killed, down: Duration::from_millis(dice.u64(0..300)) }
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
            () = self.moment(held.as_mut()) => true,
            _ = over.wait_for(|over| *over) => false,
        };
        if comes {
            let goes_on = move || self.let_go(held);
            stage.end(self.how, self.down, self.name(), goes_on).await;
        }
    }

    async fn moment(&self, held: Option<&mut Held>) {
        match (self.when, held) {
            (_, Some(held)) => held.arrived_ever().await,
            (When::At(moment), None) => sleep(moment).await,
            (When::OnTheWire(_), None) => std::future::pending().await,
        }
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
            When::At(_) => "killed at a random time",
            When::OnTheWire(point) => point.name(),
        }
    }
}

impl Point {
    fn name(self) -> &'static str {
        match (self.spot, self.before) {
            (("POST", "/orders/"), true) => "killed with a placing before the store",
            (("POST", "/orders/"), false) => "killed with a placing's answer on its way",
            (("POST", "/orders/{number}/add-line-items/"), true) => {
                "killed with an upsell before the store"
            }
            (("POST", "/orders/{number}/add-line-items/"), false) => {
                "killed with an upsell's answer on its way"
            }
            (("POST", _), true) => "killed with a note before the store",
            (("POST", _), false) => "killed with a note's answer on its way",
            ((_, "/orders/"), _) => "killed while orders were listed",
            ((_, "/orders/{number}/"), _) => "killed while an order was read",
            _ => "killed while something else was read",
        }
    }
}
