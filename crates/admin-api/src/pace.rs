//! Pacing: one queue for a token, within the store's 4 requests a second: people first, then what
//! settles money, then the rest.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// The store takes this many requests in a second; other tills may use the same token.
const BURST: usize = 4;
/// In this window: the second that the store counts, and a hair for clocks.
const WINDOW: Duration = Duration::from_millis(1_008);
/// In this window after the store once said that it was too much: other tills use the same token, or
/// the way to the store stretches and squeezes the pauses. About 3.5 requests a second.
const CAREFUL_WINDOW: Duration = Duration::from_millis(1_150);
/// For so long.
const CAREFUL_FOR: Duration = Duration::from_secs(120);

/// The longest pause of the store's that a call waits out; past it the call fails and says so.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(20);
/// The longest pause of the store's that is kept, whatever it asks for.
const LONGEST_HOLD: Duration = Duration::from_secs(60 * 60);

/// Who waits for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// A person does.
    Person,
    /// Nobody does, but money is not settled before it is answered.
    Settling,
    /// Nobody does.
    Background,
    /// Nobody does, and the store admits any number: to measure what the till itself takes.
    Unpaced,
}

/// The turns of one token.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    turns: Mutex<Turns>,
}

#[derive(Debug, Default)]
struct Turns {
    recent: VecDeque<Instant>,
    held_until: Option<Instant>,
    careful_until: Option<Instant>,
    people_waiting: usize,
    settling_waiting: usize,
}

/// Counts somebody who waits, also when the wait is given up.
struct Waiting<'p>(&'p Pace, Urgency);

impl Pace {
    /// Waits for this call's turn.
    ///
    /// # Errors
    /// How long the store still wants nothing to come, where that is too long to wait.
    pub(crate) async fn turn(&self, urgency: Urgency) -> Result<(), Duration> {
        if urgency == Urgency::Unpaced {
            return Ok(());
        }
        let _waiting = Waiting::begin(self, urgency);
        while let Err(free_at) = self.with(|turns| turns.take(Instant::now(), urgency)) {
            let wait = free_at.saturating_duration_since(Instant::now());
            if wait > LONGEST_WAIT {
                return Err(wait);
            }
            sleep_until(free_at).await;
        }
        Ok(())
    }

    /// Lets nobody through for so long: the store said so. After that there is more care.
    pub(crate) fn hold(&self, pause: Duration) {
        let until = Instant::now() + pause.min(LONGEST_HOLD);
        self.with(|turns| {
            turns.held_until = turns.held_until.max(Some(until));
            turns.careful_until = Some(until + CAREFUL_FOR);
        });
    }

    fn with<T>(&self, act: impl FnOnce(&mut Turns) -> T) -> T {
        act(&mut self.turns.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<'p> Waiting<'p> {
    fn begin(pace: &'p Pace, urgency: Urgency) -> Self {
        pace.with(|turns| turns.count(urgency, usize::wrapping_add));
        Self(pace, urgency)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.with(|turns| turns.count(self.1, usize::wrapping_sub));
    }
}

impl Turns {
    /// Counts one more or one less of those that others let go first.
    fn count(&mut self, urgency: Urgency, step: fn(usize, usize) -> usize) {
        match urgency {
            Urgency::Person => self.people_waiting = step(self.people_waiting, 1),
            Urgency::Settling => self.settling_waiting = step(self.settling_waiting, 1),
            Urgency::Background | Urgency::Unpaced => {}
        }
    }

    /// Whether somebody more urgent waits.
    fn must_let_go_first(&self, urgency: Urgency) -> bool {
        let settling = urgency == Urgency::Background && self.settling_waiting > 0;
        self.people_waiting > 0 || settling
    }

    /// Takes a turn now, or says when to ask again.
    fn take(&mut self, now: Instant, urgency: Urgency) -> Result<(), Instant> {
        if let Some(until) = self.held_until.filter(|until| *until > now) {
            return Err(until);
        }
        let careful = self.careful_until.is_some_and(|until| until > now);
        let window = if careful { CAREFUL_WINDOW } else { WINDOW };
        if self.recent.len() == BURST {
            let free_at = self.recent[0] + window;
            if free_at > now {
                return Err(free_at);
            }
            self.recent.pop_front();
        }
        if urgency != Urgency::Person {
            // Evenly spaced, so that a person's request never waits longer than one such pause.
            let last = self.recent.back().map(|last| *last + window / BURST as u32);
            if let Some(free_at) = last.filter(|free_at| *free_at > now) {
                return Err(free_at);
            }
            if self.must_let_go_first(urgency) {
                return Err(now + Duration::from_millis(5));
            }
        }
        self.recent.push_back(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[tokio::test(start_paused = true)]
    async fn no_second_sees_more_than_the_store_takes() {
        let pace = Pace::default();
        let mut times = Vec::new();
        for _ in 0..40 {
            pace.turn(Urgency::Person).await.expect("no pause");
            times.push(Instant::now());
        }
        for window in times.windows(BURST + 1) {
            assert!(window[BURST] - window[0] >= Duration::from_secs(1), "{window:?}");
        }
        assert!(times[39] - times[0] < Duration::from_secs(10), "nearly 4 a second");
    }

    #[tokio::test(start_paused = true)]
    async fn a_store_that_complained_is_asked_less_often() {
        let pace = Pace::default();
        pace.hold(Duration::ZERO);
        let start = Instant::now();
        for _ in 0..41 {
            pace.turn(Urgency::Person).await.expect("no pause");
        }
        assert!(start.elapsed() >= Duration::from_secs(11), "{:?}", start.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn a_person_goes_before_background_work() {
        let pace = Arc::new(Pace::default());
        let background = tokio::spawn({
            let pace = Arc::clone(&pace);
            async move {
                for _ in 0..100 {
                    pace.turn(Urgency::Background).await.expect("no pause");
                }
            }
        });
        tokio::time::sleep(Duration::from_secs(5)).await;
        for _ in 0..5 {
            let asked = Instant::now();
            pace.turn(Urgency::Person).await.expect("no pause");
            assert!(asked.elapsed() <= WINDOW / 4, "{:?}", asked.elapsed());
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        background.abort();
    }

    #[tokio::test(start_paused = true)]
    async fn what_settles_money_goes_before_the_rest() {
        let pace = Arc::new(Pace::default());
        let asking = |urgency, questions| {
            let pace = Arc::clone(&pace);
            tokio::spawn(async move {
                for _ in 0..questions {
                    pace.turn(urgency).await.expect("no pause");
                }
            })
        };
        let rest: Vec<_> = (0..5).map(|_| asking(Urgency::Background, 1_000)).collect();
        tokio::time::sleep(Duration::from_secs(5)).await;
        let asked = Instant::now();
        asking(Urgency::Settling, 12).await.expect("it ends");
        assert!(asked.elapsed() < WINDOW * 12 / 4 + WINDOW, "{:?}", asked.elapsed());
        rest.iter().for_each(tokio::task::JoinHandle::abort);
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_store_asks_to_wait_is_waited() {
        let pace = Pace::default();
        let start = Instant::now();
        pace.hold(Duration::from_secs(7));
        pace.turn(Urgency::Person).await.expect("a short pause");
        assert!(start.elapsed() >= Duration::from_secs(7));
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_that_is_too_long_to_wait_is_told_at_once() {
        let pace = Pace::default();
        let start = Instant::now();
        pace.hold(Duration::MAX);
        assert_eq!(pace.turn(Urgency::Person).await, Err(LONGEST_HOLD));
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}
