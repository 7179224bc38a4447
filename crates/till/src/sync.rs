//! Bringing the store's catalogue in, page by page, and keeping it current.
//!
//! Where a run stands is kept with each page, in one transaction: the next start, or the next
//! network, goes on from there. Pages are fetched while those before are written.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use admin_api::{Client, Failure, Page};
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, mpsc, watch};
use url::Url;

use crate::app::App;
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::event::AppEvent;
use crate::open_store::{OpenStore, now_ms};
use crate::view::{CatalogueState, CatalogueView, ErrorView};

/// The settings that hold the run that is not complete, when the last complete one ended, how many
/// products it found, and whether a person stopped it.
const RUN: &str = "catalogue_run";
const SYNCED_AT: &str = "catalogue_synced_at";
const PRODUCTS: &str = "catalogue_products";
const PAUSED: &str = "catalogue_paused";

/// So many pages wait at most to be kept. Those that wait are kept together: one commit costs the
/// disk as much as ten.
const MOST_WAITING: usize = 16;

/// The interface is told no more often than this.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// The longest pause after a run that broke off.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);

/// A run over all pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    /// When it began; what it does not see until its end is gone.
    id: i64,
    /// The page to read next; none for the first.
    next: Option<Url>,
    /// Products read so far.
    done: u32,
}

/// What is being done about the catalogue.
pub(crate) struct CatalogueSync {
    progress: Mutex<Progress>,
    paused: watch::Sender<bool>,
    wanted: Notify,
}

/// How the run that is going on, or the last one, stands.
#[derive(Debug, Clone, Default)]
struct Progress {
    /// Since when pages have been coming in, and what there was then.
    going: Option<(Instant, u32)>,
    done: u32,
    error: Option<ErrorView>,
    told_at: Option<Instant>,
}

impl App {
    /// Brings the catalogue in again in the background, or goes on where it was stopped.
    ///
    /// # Errors
    /// When no store is open, or the books cannot be written.
    pub async fn sync_catalogue(&self) -> Result<()> {
        let store = self.store()?;
        let was_paused = *store.sync.paused.borrow();
        let is_going = store.sync.with(|progress| progress.going.is_some());
        if was_paused {
            store.set_paused(false).await?;
        } else if !is_going {
            store.sync.wanted.notify_one();
        }
        Ok(())
    }

    /// Stops bringing the catalogue in, over restarts, until it is asked for.
    ///
    /// # Errors
    /// When no store is open, or the books cannot be written.
    pub async fn pause_sync(&self) -> Result<()> {
        self.store()?.set_paused(true).await
    }
}

impl OpenStore {
    /// Brings the catalogue in whenever it is due: at once where a run was broken off or none was
    /// ever complete, else when the last one is old enough, or a person asks.
    pub(crate) async fn keep_catalogue(self: Arc<Self>) {
        let mut paused = self.sync.paused.subscribe();
        let mut failures = 0;
        loop {
            let wait = self.time_to_next_run(failures).await;
            let _ = tokio::time::timeout(wait, self.sync.wanted.notified()).await;
            let _ = paused.wait_for(|paused| !paused).await;
            let broken_off = tokio::select! {
                result = self.bring_in() => result.err(),
                _ = paused.wait_for(|paused| *paused) => None,
            };
            failures = if broken_off.is_some() { failures + 1 } else { 0 };
            if let Some(error) = &broken_off {
                tracing::info!(error = %causes(error), "the catalogue is not complete");
            }
            self.sync.with(|progress| {
                progress.going = None;
                progress.error = broken_off.as_ref().map(TillError::view);
            });
            self.tell_of_catalogue().await;
        }
    }

    pub(crate) async fn catalogue_view(&self) -> Result<CatalogueView> {
        let (variants, synced_at, expected, run) = self
            .ledger
            .look_up(|books| {
                let run: Option<Option<Run>> = books.setting(RUN)?;
                let (synced_at, products) = (books.setting(SYNCED_AT)?, books.setting(PRODUCTS)?);
                Ok((books.count_variants()?, synced_at, products, run.flatten()))
            })
            .await?;
        let progress = self.sync.with(|progress| progress.clone());
        let state = match (&progress.error, progress.going) {
            (_, Some(_)) => CatalogueState::Syncing,
            _ if run.is_some() && *self.sync.paused.borrow() => CatalogueState::Paused,
            (Some(_), None) => CatalogueState::Failed,
            (None, None) => CatalogueState::Ready,
        };
        let done = if progress.going.is_some() {
            progress.done
        } else {
            run.map_or(progress.done, |run| run.done)
        };
        let seconds_left = expected.and_then(|expected| progress.seconds_left(expected));
        let error = progress.error;
        Ok(CatalogueView { state, done, expected, seconds_left, variants, synced_at, error })
    }

    /// Every page from where the last run was broken off, or from the first.
    async fn bring_in(&self) -> Result<()> {
        let client = self.client()?;
        let client =
            if self.timings.catalogue_is_paced { client.in_background() } else { client.unpaced() };
        let kept: Option<Run> = self.setting_or(RUN, None).await;
        let (run, page) = self.first_page(&client, kept).await?;
        self.sync.with(|progress| {
            progress.going = Some((Instant::now(), run.done));
            (progress.done, progress.error) = (run.done, None);
        });
        self.tell_of_catalogue().await;
        let (keeping, pages) = mpsc::channel(MOST_WAITING);
        let (fetched, kept) =
            tokio::join!(fetch_pages(&client, page, keeping), self.keep_as_they_come(pages, run));
        let run = kept?;
        fetched?;
        self.finish(run).await
    }

    async fn keep_as_they_come(
        &self,
        mut pages: mpsc::Receiver<Page>,
        mut run: Run,
    ) -> Result<Run> {
        let mut waiting = Vec::new();
        while pages.recv_many(&mut waiting, MOST_WAITING).await > 0 {
            run = self.keep_pages(std::mem::take(&mut waiting), run).await?;
            self.tell_of_progress(run.done).await;
        }
        Ok(run)
    }

    /// The page to begin with. A store forgets its cursors in time: the run begins anew then.
    async fn first_page(&self, client: &Client, kept: Option<Run>) -> Result<(Run, Page)> {
        if let Some(run) = kept {
            match client.products_list(run.next.as_ref()).await {
                Ok(page) => return Ok((run, page)),
                Err(error) if matches!(error.failure, Failure::NotFound | Failure::Refused(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let page = client.products_list(None).await?;
        Ok((Run { id: now_ms(), next: None, done: 0 }, page))
    }

    /// Keeps pages, and where the run stands then.
    async fn keep_pages(&self, pages: Vec<Page>, mut run: Run) -> Result<Run> {
        self.ledger
            .post(move |posting| {
                for page in pages {
                    posting.keep_products(&page.products, run.id)?;
                    let read = u32::try_from(page.products.len()).unwrap_or(u32::MAX);
                    (run.next, run.done) = (page.next, run.done.saturating_add(read));
                }
                posting.set_setting(RUN, &Some(&run))?;
                Result::Ok(run)
            })
            .await
    }

    async fn finish(&self, run: Run) -> Result<()> {
        self.ledger
            .post(move |posting| {
                posting.finish_run(run.id)?;
                posting.set_setting(RUN, &None::<Run>)?;
                posting.set_setting(PRODUCTS, &run.done)?;
                Result::Ok(posting.set_setting(SYNCED_AT, &now_ms())?)
            })
            .await?;
        self.sync.with(|progress| progress.done = run.done);
        Ok(())
    }

    async fn time_to_next_run(&self, failures: u32) -> Duration {
        let milliseconds = |ms: i64| Duration::from_millis(u64::try_from(ms).unwrap_or(0));
        if failures > 0 {
            let first = milliseconds(self.timings.first_pause_ms);
            return (first * 2u32.saturating_pow(failures.min(12))).min(LONGEST_PAUSE);
        }
        if self.setting_or::<Option<Run>>(RUN, None).await.is_some() {
            return Duration::ZERO;
        }
        let synced_at: Option<i64> = self.setting_or(SYNCED_AT, None).await;
        let due = synced_at.map_or(0, |at| at + self.timings.catalogue_ms - now_ms());
        milliseconds(due).min(milliseconds(self.timings.catalogue_ms))
    }

    async fn set_paused(&self, paused: bool) -> Result<()> {
        self.ledger.post(move |posting| Result::Ok(posting.set_setting(PAUSED, &paused)?)).await?;
        self.sync.paused.send_replace(paused);
        self.tell_of_catalogue().await;
        Ok(())
    }

    async fn setting_or<T>(&self, key: &'static str, otherwise: T) -> T
    where
        T: serde::de::DeserializeOwned + Send + 'static,
    {
        let kept = self.ledger.look_up(move |books| books.setting(key)).await;
        kept.ok().flatten().unwrap_or(otherwise)
    }

    async fn tell_of_progress(&self, done: u32) {
        let now = Instant::now();
        let due = self.sync.with(|progress| {
            progress.done = done;
            let due = progress.told_at.is_none_or(|told_at| now - told_at >= TELL_EVERY);
            if due {
                progress.told_at = Some(now);
            }
            due
        });
        if due {
            self.tell_of_catalogue().await;
        }
    }

    async fn tell_of_catalogue(&self) {
        match self.catalogue_view().await {
            Ok(catalogue) => self.publish(AppEvent::CatalogueChanged { catalogue }),
            Err(error) => {
                tracing::warn!(error = %causes(&error), "the catalogue's state could not be shown")
            }
        }
    }
}

/// Fetches page after page, each to be kept, until the last or until none can be kept any more.
async fn fetch_pages(client: &Client, first: Page, keeping: mpsc::Sender<Page>) -> Result<()> {
    let mut next = first.next.clone();
    let mut sent = keeping.send(first).await;
    while let (Some(wanted), Ok(())) = (&next, &sent) {
        let page = client.products_list(Some(wanted)).await?;
        next = page.next.clone();
        sent = keeping.send(page).await;
    }
    Ok(())
}

/// Whether a person stopped the reading of the catalogue.
pub(crate) fn is_paused(books: &ledger::Books<'_>) -> ledger::Result<bool> {
    Ok(books.setting(PAUSED)?.unwrap_or(false))
}

/// Whether the whole catalogue was ever read.
pub(crate) fn is_complete(books: &ledger::Books<'_>) -> ledger::Result<bool> {
    Ok(books.setting::<i64>(SYNCED_AT)?.is_some())
}

impl CatalogueSync {
    /// Nothing is read yet, nor will it be while a person has stopped it.
    pub(crate) fn new(paused: bool) -> Self {
        Self {
            progress: Mutex::default(),
            paused: watch::Sender::new(paused),
            wanted: Notify::new(),
        }
    }

    fn with<T>(&self, act: impl FnOnce(&mut Progress) -> T) -> T {
        act(&mut self.progress.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Progress {
    /// At the pace so far, until `expected` products are in.
    fn seconds_left(&self, expected: u32) -> Option<u32> {
        let (began, done_then) = self.going?;
        let done = self.done.checked_sub(done_then).filter(|done| *done > 0)?;
        let left = expected.saturating_sub(self.done);
        let ms = began.elapsed().as_millis() * u128::from(left) / u128::from(done);
        u32::try_from(ms.div_ceil(1_000)).ok()
    }
}
