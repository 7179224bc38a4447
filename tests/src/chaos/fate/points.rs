//! The named points at which the till's process ends: on the wire and on the disk.

use std::time::Duration;

use fastrand::Rng;
use serde_json::json;
use tokio::time::sleep;

use crate::chaos::plan::pick;
use crate::chaos::stage::Stage;
use crate::chaos::weather::SPOTS;
use crate::wire::Held;

/// A named point of the wire: the n-th request to an operation, before the store has seen it or
/// before the till has its answer, and whether it then goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    spot: (&'static str, &'static str),
    after: usize,
    before: bool,
    pub(super) goes_on: bool,
}

/// A named point of the disk: the n-th write or sync from a moment on.
#[derive(Debug, Clone, Copy)]
pub(in crate::chaos) struct Turn {
    from: Duration,
    pub(in crate::chaos) moment: &'static str,
    pub(in crate::chaos) let_by: u32,
}

/// How many writes or syncs a start has, more or less.
pub(super) const OF_A_START: u32 = 8;

const MOMENTS: [(u32, &str); 4] =
    [(1, "before_write"), (1, "after_write"), (2, "before_sync"), (2, "after_sync")];

impl Point {
    pub(super) fn draw(dice: &mut Rng) -> Self {
        Self {
            spot: pick(dice, &SPOTS),
            after: dice.usize(0..3),
            before: dice.bool(),
            goes_on: dice.bool(),
        }
    }

    /// The hand that holds what is on the wire here.
    pub(super) fn hold(self, stage: &Stage) -> Held {
        let (method, path) = self.spot;
        let spot = stage.wire.on(method, path).after(self.after).once();
        if self.before { spot.hold_before() } else { spot.hold_after() }
    }

    pub(super) fn name(self) -> &'static str {
        match (self.spot, self.before) {
            (("POST", "/orders/"), true) => "with a placing before the store",
            (("POST", "/orders/"), false) => "with a placing's answer on its way",
            (("POST", "/orders/{number}/add-line-items/"), true) => {
                "with an upsell before the store"
            }
            (("POST", "/orders/{number}/add-line-items/"), false) => {
                "with an upsell's answer on its way"
            }
            (("POST", "/orders/{number}/notes/"), true) => "with a note before the store",
            (("POST", "/orders/{number}/notes/"), false) => "with a note's answer on its way",
            (("POST", "/orders/{number}/cancel/"), true) => "with a cancelling before the store",
            (("POST", "/orders/{number}/cancel/"), false) => {
                "with a cancelling's answer on its way"
            }
            (("POST", "/orders/{number}/refund/"), true) => "with a refund before the store",
            (("POST", "/orders/{number}/refund/"), false) => "with a refund's answer on its way",
            (("POST", _), _) => "while a refund was calculated",
            ((_, "/orders/"), _) => "while orders were listed",
            ((_, "/orders/{number}/"), _) => "while an order was read",
            _ => "while something else was read",
        }
    }
}

impl Turn {
    pub(super) fn draw(dice: &mut Rng, from: Duration, most: u32) -> Self {
        Self { from, moment: pick(dice, &MOMENTS), let_by: dice.u32(0..most) }
    }

    /// Asks the till to end itself, and waits until it has; gives which start of it that was.
    pub(super) async fn come(self, stage: &Stage) -> u32 {
        sleep(self.from).await;
        let (start, mut gone) = stage.gone().await;
        let end = json!({ "endAt": self.moment, "letBy": self.let_by });
        let _ = stage.ask("machine", end).await;
        let _ = gone.wait_for(|gone| *gone).await;
        start
    }

    pub(super) fn name(self) -> &'static str {
        match self.moment {
            "before_write" => "before a write of the database's",
            "after_write" => "after a write of the database's",
            "before_sync" => "before a sync of the database's",
            _ => "after a sync of the database's",
        }
    }
}
