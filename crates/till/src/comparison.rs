//! The daily comparison: every sale of a span against the store's orders and their transactions.
//!
//! Each step is kept, so that a comparison goes on where it was broken off, and each question waits
//! behind whatever a person waits for.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ledger::{Comparison, Finding};
use tokio::sync::{Notify, watch};

use crate::app::App;
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::event::AppEvent;
use crate::open_store::{DAY_MS, OpenStore, now_ms};
use crate::view::{ComparisonState, ComparisonView, ErrorView, FindingKind, FindingView};

mod listing;
mod mending;
mod orders;

/// The setting that says when the last comparison was begun, or these books were.
const COMPARED_AT: &str = "compared_at";

/// The setting that says that a person stopped the latest comparison.
const STOPPED: &str = "comparison_stopped";

/// The daily comparison goes back so far, so that what the day before did not settle is seen again.
const DAILY_SPAN_MS: i64 = 2 * DAY_MS;

/// The longest pause after a question that failed, and between two looks at whether a day is over.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);

/// What is being done about the comparison.
pub(crate) struct Comparing {
    wanted: Notify,
    stopped: watch::Sender<bool>,
    error: Mutex<Option<ErrorView>>,
}

impl Default for Comparing {
    fn default() -> Self {
        let stopped = watch::Sender::new(false);
        Self { wanted: Notify::new(), stopped, error: Mutex::default() }
    }
}

impl App {
    /// Compares the sales of a span (milliseconds since 1970, the end exclusive) with the store's
    /// orders, in the background. One that was stopped is gone on with if it is of the same span.
    ///
    /// # Errors
    /// When the books cannot be written.
    pub async fn compare_with_store(&self, from: i64, to: i64) -> Result<ComparisonView> {
        let store = self.store()?;
        store.want_comparison(from, to, false).await?;
        store.comparison_view().await?.ok_or(TillError::NotFound("comparison"))
    }

    /// Stops the comparison where it is.
    ///
    /// # Errors
    /// When the books cannot be written.
    pub async fn stop_comparison(&self) -> Result<Option<ComparisonView>> {
        let store = self.store()?;
        store.set_stopped(true).await?;
        store.comparison_view().await
    }

    /// The latest comparison, if there was one.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn comparison(&self) -> Result<Option<ComparisonView>> {
        self.store()?.comparison_view().await
    }

    /// Mends what a comparison found, by the store's record as it is now.
    ///
    /// # Errors
    /// When it cannot be mended from here, or the store cannot be asked.
    pub async fn mend_finding(&self, finding_id: i64) -> Result<ComparisonView> {
        let store = self.store()?;
        store.mend(finding_id).await?;
        store.tell_of_comparison().await;
        store.comparison_view().await?.ok_or(TillError::NotFound("comparison"))
    }
}

impl OpenStore {
    /// Begins a comparison, or goes on with the one of the same span that is not done.
    pub(crate) async fn want_comparison(&self, from: i64, to: i64, mends: bool) -> Result<()> {
        let at = now_ms();
        let begin = move |posting: &ledger::Posting<'_>| {
            let open = posting.latest_comparison()?.filter(|c| c.finished_at.is_none());
            // What books from a backup miss must be found before anything else is compared.
            let goes_on = |c: &Comparison| (c.from, c.to) == (from, to) || (c.mends && !mends);
            if !open.as_ref().is_some_and(goes_on) {
                posting.begin_comparison(from, to, mends, at)?;
            }
            Result::Ok(posting.set_setting(COMPARED_AT, &at)?)
        };
        self.ledger.post(begin).await?;
        self.set_stopped(false).await
    }

    async fn set_stopped(&self, stopped: bool) -> Result<()> {
        self.ledger
            .post(move |posting| Result::Ok(posting.set_setting(STOPPED, &stopped)?))
            .await?;
        self.comparing.stopped.send_replace(stopped);
        self.comparing.wanted.notify_one();
        self.tell_of_comparison().await;
        Ok(())
    }

    /// Goes on with what is not done, and begins a comparison once a day, while the store is open.
    pub(crate) async fn keep_comparing(self: Arc<Self>) {
        let stopped = self.ledger.look_up(|books| books.setting(STOPPED)).await;
        self.comparing.stopped.send_replace(stopped.ok().flatten().unwrap_or(false));
        let mut failures = 0;
        loop {
            let pause = match self.compare().await {
                Ok(()) => {
                    failures = 0;
                    self.set_comparison_error(None).await;
                    LONGEST_PAUSE
                }
                Err(error) => {
                    tracing::info!(error = %causes(&error), "the comparison was broken off");
                    self.set_comparison_error(Some(error.view())).await;
                    failures = (failures + 1).min(12);
                    let first = self.timings.first_pause_ms.unsigned_abs();
                    Duration::from_millis(first << failures).min(LONGEST_PAUSE)
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.comparing.wanted.notified() => {}
            }
        }
    }

    /// Takes the comparison to its end, if there is one to be done and nobody stops it.
    async fn compare(&self) -> Result<()> {
        self.begin_daily().await?;
        let mut stopped = self.comparing.stopped.subscribe();
        loop {
            let latest = self.ledger.look_up(|books| books.latest_comparison()).await?;
            let Some(latest) = latest.filter(|latest| latest.finished_at.is_none()) else {
                return Ok(());
            };
            let step = async {
                if latest.listed {
                    self.compare_next(&latest).await
                } else {
                    self.list_next(&latest).await
                }
            };
            tokio::select! {
                biased;
                _ = stopped.wait_for(|stopped| *stopped) => return Ok(()),
                done = step => done?,
            }
            self.set_comparison_error(None).await;
            self.tell_of_comparison().await;
        }
    }

    /// Begins the day's comparison once the last one is a day old. A clock that was set back must not
    /// put it off.
    async fn begin_daily(&self) -> Result<()> {
        let now = now_ms();
        let compared_at: Option<i64> =
            self.ledger.look_up(|books| books.setting(COMPARED_AT)).await?;
        match compared_at {
            None => {
                let begin = move |posting: &ledger::Posting<'_>| {
                    Result::Ok(posting.set_setting(COMPARED_AT, &now)?)
                };
                self.ledger.post(begin).await
            }
            Some(at) if at > now || now - at >= self.timings.comparison_ms => {
                self.want_comparison(now - DAILY_SPAN_MS, now, false).await
            }
            Some(_) => Ok(()),
        }
    }

    async fn set_comparison_error(&self, error: Option<ErrorView>) {
        let changed = {
            let mut now = self.comparing.error.lock().unwrap_or_else(PoisonError::into_inner);
            let changed = *now != error;
            *now = error;
            changed
        };
        if changed {
            self.tell_of_comparison().await;
        }
    }

    async fn tell_of_comparison(&self) {
        let result = async {
            if let Some(comparison) = self.comparison_view().await? {
                self.publish(AppEvent::ComparisonChanged { comparison });
            }
            let (held, attention) = self.counts().await?;
            self.publish(AppEvent::CountsChanged { held, attention });
            Ok::<_, TillError>(())
        };
        if let Err(error) = result.await {
            tracing::warn!(error = %causes(&error), "the comparison could not be shown");
        }
    }

    pub(crate) async fn comparison_view(&self) -> Result<Option<ComparisonView>> {
        let look = |books: &ledger::Books<'_>| {
            let Some(latest) = books.latest_comparison()? else { return Ok(None) };
            let findings = books.findings(latest.id)?;
            Ok(Some((latest, findings)))
        };
        let Some((latest, findings)) = self.ledger.look_up(look).await? else { return Ok(None) };
        let error = self.comparing.error.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let stopped = *self.comparing.stopped.borrow();
        let state = match (latest.finished_at, stopped, &error) {
            (Some(_), ..) => ComparisonState::Done,
            (None, true, _) => ComparisonState::Stopped,
            (None, false, Some(_)) => ComparisonState::Waiting,
            (None, false, None) => ComparisonState::Running,
        };
        Ok(Some(ComparisonView {
            id: latest.id,
            state,
            from: latest.from,
            to: latest.to,
            started_at: latest.started_at,
            finished_at: latest.finished_at,
            done: latest.done,
            expected: latest.expected,
            matched: latest.matched,
            others: latest.others,
            findings: findings.into_iter().filter_map(finding_view).collect(),
            error: error.filter(|_| state == ComparisonState::Waiting),
        }))
    }
}

fn finding_view(finding: Finding) -> Option<FindingView> {
    let Finding { id, order_number, what, .. } = finding;
    let kind = FindingKind::parse(&what.kind)?;
    Some(FindingView {
        id,
        kind,
        order_number,
        sale_id: what.sale_id.map(String::from),
        here: what.here,
        there: what.there,
        can_mend: kind.can_be_mended(what.here, what.there) && what.mended_at.is_none(),
        mended: what.mended_at.is_some(),
    })
}
