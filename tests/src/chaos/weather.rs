//! What goes wrong on the wire.

use std::time::Duration;

use fastrand::Rng;
use serde_json::json;

use super::plan::pick;
use crate::http::Answer;
use crate::wire::{Fault, Wire};

/// The longest that anything is delayed. The till's graces in [`super::stage`] are longer, as a real
/// store's are: a till that has given up waiting may say so, and no till can know what it was not
/// given the time to hear of.
pub(super) const LONGEST_DELAY: Duration = Duration::from_millis(500);

/// One fault: what it meets, and what becomes of that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gust {
    spot: (&'static str, &'static str),
    after: usize,
    times: usize,
    act: Act,
    delay: Duration,
}

#[derive(Debug, Clone, Copy)]
enum Act {
    CutBefore,
    CutAfter,
    CutWithin,
    CutAndLate,
    SlowBefore,
    SlowAfter,
    TooMany,
    TooManyWithoutPause,
    TroubleBefore,
    TroubleAfter,
    PageBefore,
    PageAfter,
    GarbageBefore,
    GarbageAfter,
}

/// Every operation that money depends on, and two others.
pub(super) const SPOTS: [(u32, (&str, &str)); 10] = [
    (4, ("POST", "/orders/")),
    (4, ("GET", "/orders/")),
    (6, ("GET", "/orders/{number}/")),
    (6, ("POST", "/orders/{number}/add-line-items/")),
    (2, ("POST", "/orders/{number}/notes/")),
    (1, ("POST", "/orders/{number}/refund/calculate/")),
    (5, ("POST", "/orders/{number}/refund/")),
    (3, ("POST", "/orders/{number}/cancel/")),
    (1, ("GET", "/products/")),
    (1, ("GET", "/store/")),
];

const ACTS: [(u32, Act); 14] = [
    (3, Act::CutBefore),
    (5, Act::CutAfter),
    (3, Act::CutWithin),
    (4, Act::CutAndLate),
    (3, Act::SlowBefore),
    (4, Act::SlowAfter),
    (1, Act::TooMany),
    (1, Act::TooManyWithoutPause),
    (2, Act::TroubleBefore),
    (3, Act::TroubleAfter),
    (2, Act::PageBefore),
    (3, Act::PageAfter),
    (2, Act::GarbageBefore),
    (3, Act::GarbageAfter),
];

/// What is no answer of an Admin API, though it says 200.
const GARBAGE: [&str; 3] = ["{\"number\": \"10", "{}", "<html>Sign in to the network"];

/// A fault on the wire, and what it is called in the tally.
pub(super) type Named = (&'static str, Fault);

impl Gust {
    pub(super) fn draw(dice: &mut Rng) -> Self {
        Self {
            spot: pick(dice, &SPOTS),
            after: dice.usize(0..3),
            // More than the till repeats a question by itself, in some.
            times: pick(dice, &[(4, 1), (3, 2), (2, 7)]),
            act: pick(dice, &ACTS),
            delay: LONGEST_DELAY.mul_f64(dice.f64()),
        }
    }

    /// Puts it on the wire.
    pub(super) fn rise(&self, wire: &Wire) -> Named {
        let (method, path) = self.spot;
        let spot = wire.on(method, path).after(self.after).times(self.times);
        let trouble = || Answer::json(500, &json!({ "detail": "An error occurred." }));
        let page = || Answer::page(502, "<html><h1>502 Bad Gateway</h1></html>");
        let garbage = || Answer::new(200, GARBAGE[self.after % GARBAGE.len()]);
        match self.act {
            Act::CutBefore => ("cut before the store acted", spot.cut_before()),
            Act::CutAfter => ("cut after the store acted", spot.cut_after()),
            Act::CutWithin => ("cut within the answer", spot.cut_within_answer()),
            Act::CutAndLate => ("cut, and the store acts later", spot.cut_and_late(self.delay)),
            Act::SlowBefore => ("request late", spot.slow_before(self.delay)),
            Act::SlowAfter => ("answer late", spot.slow_after(self.delay)),
            Act::TooMany => {
                let answer = Answer::json(429, &json!({ "detail": "Request was throttled." }));
                ("429 with a pause", spot.answer_instead(answer.with("retry-after", "1")))
            }
            Act::TooManyWithoutPause => {
                ("429 without a pause", spot.answer_instead(Answer::new(429, "")))
            }
            Act::TroubleBefore => ("500 before the store acted", spot.answer_instead(trouble())),
            Act::TroubleAfter => ("500 after the store acted", spot.answer_after(trouble())),
            Act::PageBefore => ("502 page before the store acted", spot.answer_instead(page())),
            Act::PageAfter => ("502 page after the store acted", spot.answer_after(page())),
            Act::GarbageBefore => {
                ("garbage before the store acted", spot.answer_instead(garbage()))
            }
            Act::GarbageAfter => ("garbage after the store acted", spot.answer_after(garbage())),
        }
    }
}
