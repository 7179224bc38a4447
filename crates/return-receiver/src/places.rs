//! How many connections may be open, and which one makes room when there are too many.
//!
//! Any program on this machine can open connections and say nothing, and a plain limit would let
//! sixty-four of them keep the customer's browser out until their time is up. So a newcomer never
//! waits for the idle: when every place is taken, the connection that has been here longest is
//! shown out, unless it is busy. Busy is a connection that has shown a live token, until it is
//! answered. Whoever has no token can fill the places, but cannot hold one against the customer.
//!
//! Nor can a rush of newcomers: every connection has a hearing, a moment in which it stays
//! whoever comes. A browser's request is there as soon as it has connected, and needs no longer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

/// Connections at a time.
pub(crate) const PLACES: usize = 64;
/// How long every connection may stay, and so the longest that an idle one keeps a newcomer waiting.
const HEARING: Duration = Duration::from_millis(20);

#[derive(Default)]
pub(crate) struct Places {
    /// By number: those here longest come first.
    guests: Mutex<BTreeMap<u64, Guest>>,
    /// Somebody left, or is busy or idle again. Only [`Places::admit`] waits for it.
    changed: Notify,
}

/// One connection's place. Dropping it gives it back.
pub(crate) struct Place {
    places: Arc<Places>,
    number: u64,
    heard_by: Instant,
    leave: Arc<Notify>,
}

struct Guest {
    standing: Standing,
    leave: Arc<Notify>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Idle,
    Busy,
    Leaving,
}

impl Places {
    /// A place for a new connection: at once if there is one, else as soon as somebody has made
    /// room. To be called by one task only.
    pub(crate) async fn admit(self: &Arc<Self>) -> Place {
        loop {
            if let Some(place) = self.free_place() {
                return place;
            }
            self.changed.notified().await;
        }
    }

    /// Shows out everybody who isn't busy.
    pub(crate) fn show_out_idle(&self) {
        self.guests().values_mut().for_each(Guest::show_out);
    }

    /// A place if one is free. Otherwise the connection that makes room has been told.
    fn free_place(self: &Arc<Self>) -> Option<Place> {
        let mut guests = self.guests();
        if guests.len() < PLACES {
            let number = guests.last_key_value().map_or(0, |(last, _)| last + 1);
            let leave = Arc::new(Notify::new());
            guests.insert(number, Guest { standing: Standing::Idle, leave: leave.clone() });
            let heard_by = Instant::now() + HEARING;
            return Some(Place { places: self.clone(), number, heard_by, leave });
        }
        if let Some(oldest) = guests.values_mut().find(|guest| guest.standing != Standing::Busy) {
            oldest.show_out();
        }
        None
    }

    fn guests(&self) -> MutexGuard<'_, BTreeMap<u64, Guest>> {
        self.guests.lock().expect("nothing panics while it holds this lock")
    }
}

impl Place {
    /// Keeps the place whoever comes, until [`Place::release`].
    pub(crate) fn keep(&self) {
        self.stand(Standing::Busy);
    }

    /// Makes the connection one that can be shown out.
    pub(crate) fn release(&self) {
        self.stand(Standing::Idle);
    }

    /// Returns once the connection is in a newcomer's way, has had its hearing and isn't busy.
    pub(crate) async fn shown_out(&self) {
        loop {
            self.leave.notified().await;
            sleep_until(self.heard_by).await;
            if self.standing() == Some(Standing::Leaving) {
                return;
            }
        }
    }

    fn standing(&self) -> Option<Standing> {
        self.places.guests().get(&self.number).map(|guest| guest.standing)
    }

    fn stand(&self, standing: Standing) {
        if let Some(guest) = self.places.guests().get_mut(&self.number) {
            guest.standing = standing;
        }
        self.places.changed.notify_one();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.guests().remove(&self.number);
        self.places.changed.notify_one();
    }
}

impl Guest {
    fn show_out(&mut self) {
        if self.standing == Standing::Idle {
            self.standing = Standing::Leaving;
            self.leave.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::task::yield_now;
    use tokio::time::timeout;

    use super::*;

    /// All places taken, and the task of a newcomer that has been made to wait.
    async fn full() -> (Vec<Place>, tokio::task::JoinHandle<Place>) {
        let places = Arc::new(Places::default());
        let mut taken = Vec::new();
        for _ in 0..PLACES {
            taken.push(places.admit().await);
        }
        let newcomer = tokio::spawn(async move { places.admit().await });
        yield_now().await;
        (taken, newcomer)
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_leaves_before_its_hearing_is_over() {
        let began = Instant::now();
        let (mut taken, newcomer) = full().await;
        taken[0].shown_out().await;
        assert!(began.elapsed() >= HEARING);
        drop(taken.remove(0));
        assert!(newcomer.await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_becomes_busy_in_its_hearing_stays_and_the_next_makes_room() {
        let (taken, newcomer) = full().await;
        taken[0].keep();
        taken[1].shown_out().await;
        assert!(timeout(HEARING * 10, taken[0].shown_out()).await.is_err());
        drop(taken);
        assert!(newcomer.await.is_ok());
    }
}
