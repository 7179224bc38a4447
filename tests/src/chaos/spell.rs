//! What befalls the machine beneath the till for a while: its disk, its clock.

use std::time::Duration;

use fastrand::Rng;
use serde_json::json;
use tokio::time::sleep;

use super::plan::pick;
use super::stage::Stage;

/// A while in which something is wrong with the machine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spell {
    from: Duration,
    lasts: Duration,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    DiskFull,
    DiskFails,
    DiskCannotSync,
    /// The time of day is so many milliseconds off, and stays so.
    ClockJumps(i64),
}

const SECOND: i64 = 1_000;
const DAY: i64 = 24 * 60 * 60 * SECOND;

impl Spell {
    pub(super) fn draw(dice: &mut Rng) -> Self {
        let from = Duration::from_millis(dice.u64(0..4_000));
        let lasts = Duration::from_millis(dice.u64(50..1_500));
        let farthest =
            pick(dice, &[(2, 10 * SECOND), (2, 3_600 * SECOND), (2, 3 * DAY), (1, 400 * DAY)]);
        let kind = match dice.u8(0..7) {
            0 | 1 => Kind::DiskFull,
            2 => Kind::DiskFails,
            3 => Kind::DiskCannotSync,
            _ => Kind::ClockJumps(dice.i64(-farthest..=farthest)),
        };
        Self { from, lasts, kind }
    }

    pub(super) fn moves_the_clock(&self) -> bool {
        matches!(self.kind, Kind::ClockJumps(_))
    }

    /// Comes, and goes.
    pub(super) async fn befall(self, stage: &Stage) {
        sleep(self.from).await;
        let disk = match self.kind {
            Kind::ClockJumps(ms) => {
                stage.diary.count(if ms < 0 { "clock set back" } else { "clock set forward" }, 1);
                return stage.shift_clock(ms).await;
            }
            Kind::DiskFull => ("full", "disk full for a while"),
            Kind::DiskFails => ("fails", "disk failing for a while"),
            Kind::DiskCannotSync => ("cannot_sync", "disk without syncs for a while"),
        };
        stage.diary.count(disk.1, 1);
        let _ = stage.ask("machine", json!({ "disk": disk.0 })).await;
        sleep(self.lasts).await;
        let _ = stage.ask("machine", json!({ "disk": "works" })).await;
    }
}
