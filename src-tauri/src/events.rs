//! The till's events, kept until the seller's window has fetched them, and given to no other.
//!
//! The window asks for what came after the last one it has, and is answered once there is something. An
//! answer that is lost on the way is asked for again. (Tauri's own events run as a script in the page, and
//! WebKit keeps the text of every such script, and five times as much beside it.)

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tauri::{AppHandle, Manager, Runtime};
use till::{App, AppEvent};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::timeout;

/// So many wait at most. A window that is further behind begins anew.
const MOST: usize = 64;

/// The longest that an answer is waited for: no system's window gives up a request so soon.
const PATIENCE: Duration = Duration::from_secs(30);

/// The events that the window may not have yet. They are numbered from 1.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    last: watch::Sender<u64>,
    waiting: Mutex<VecDeque<AppEvent>>,
}

impl Outbox {
    fn put(&self, event: AppEvent) {
        let mut waiting = self.waiting();
        waiting.push_back(event);
        if waiting.len() > MOST {
            waiting.pop_front();
        }
        self.last.send_modify(|last| *last += 1);
    }

    /// The number of the last event so far.
    pub(crate) fn last(&self) -> u64 {
        *self.last.borrow()
    }

    /// The events after the one numbered `after`, and the number of the last of them; none where nothing
    /// happens for a while. An error where some of them are gone: it is the number to go on from.
    pub(crate) async fn after(&self, after: u64) -> Result<(u64, Vec<AppEvent>), u64> {
        let mut last = self.last.subscribe();
        let _ = timeout(PATIENCE, last.wait_for(|last| *last > after)).await;
        let mut waiting = self.waiting();
        let last = self.last();
        let gone = last - waiting.len() as u64;
        let fetched = after.checked_sub(gone).ok_or(last)?;
        // Whoever asks for what is after them has them.
        let fetched = waiting.len().min(usize::try_from(fetched).unwrap_or(usize::MAX));
        waiting.drain(..fetched);
        Ok((last, waiting.iter().cloned().collect()))
    }

    /// What it holds is whole at every moment.
    fn waiting(&self) -> MutexGuard<'_, VecDeque<AppEvent>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps the till's events for the window for as long as the program runs.
pub(crate) fn keep<R: Runtime>(app: &AppHandle<R>) {
    app.manage(Outbox::default());
    let till = app.state::<App>().inner().clone();
    let mut events = till.events();
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        loop {
            let event = match events.recv().await {
                Ok(event) => event,
                Err(RecvError::Lagged(_)) => match till.snapshot().await {
                    Ok(snapshot) => AppEvent::StoreChanged { snapshot: Box::new(snapshot) },
                    Err(_) => continue,
                },
                Err(RecvError::Closed) => return,
            };
            app.state::<Outbox>().put(event);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outbox(events: u32) -> Outbox {
        let outbox = Outbox::default();
        (0..events).for_each(|held| outbox.put(event(held)));
        outbox
    }

    fn event(held: u32) -> AppEvent {
        AppEvent::CountsChanged { held, attention: 0 }
    }

    #[tokio::test]
    async fn an_answer_that_was_lost_is_given_again() {
        let outbox = outbox(3);
        let expected = (3, vec![event(1), event(2)]);
        assert_eq!(outbox.after(1).await, Ok(expected.clone()));
        assert_eq!(outbox.after(1).await, Ok(expected));
        assert_eq!(outbox.after(2).await, Ok((3, vec![event(2)])));
    }

    #[tokio::test]
    async fn whoever_has_all_waits_for_the_next() {
        let outbox = outbox(2);
        let (answer, ()) = tokio::join!(outbox.after(2), async { outbox.put(event(9)) });
        assert_eq!(answer, Ok((3, vec![event(9)])));
    }

    #[tokio::test]
    async fn whoever_lacks_what_is_gone_is_told_where_to_go_on() {
        let most = MOST as u64;
        let outbox = outbox(MOST as u32 + 5);
        assert_eq!(outbox.after(4).await, Err(most + 5));
        assert_eq!(outbox.after(5).await.map(|(_, events)| events.len()), Ok(MOST));
    }

    #[tokio::test(start_paused = true)]
    async fn where_nothing_happens_the_answer_is_empty() {
        assert_eq!(outbox(2).after(2).await, Ok((2, Vec::new())));
    }
}
