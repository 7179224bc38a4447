//! Writing sales into a file: one file at a time, row by row, with how far it is and a stop.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ledger::Books;

use crate::app::App;
use crate::calendar::Calendar;
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::event::AppEvent;
use crate::open_store::OpenStore;
use crate::view::{CsvKind, CsvState, CsvView};

mod cells;
mod file;
mod rows;

use file::{End, PartFile};

/// The interface is told of the progress no more often than this.
const BETWEEN_NEWS: Duration = Duration::from_millis(250);

/// What is being written, and what was written last.
#[derive(Default)]
pub(crate) struct CsvWriting {
    /// From the question where to save it to its end: one file after the other.
    busy: AtomicBool,
    stopped: AtomicBool,
    latest: Mutex<Option<CsvView>>,
}

/// A file to be written.
struct Job {
    kind: CsvKind,
    span: (i64, i64),
    path: PathBuf,
}

/// The claim to write: it ends with this, whatever becomes of the file.
struct Claim(Arc<OpenStore>);

impl App {
    /// Asks where to save a file of a span (milliseconds since 1970, the end exclusive) and begins to
    /// write it, in the background. None where the person thinks better of it.
    ///
    /// # Errors
    /// [`TillError::CsvBusy`] while another is being written.
    pub async fn export_csv(&self, kind: CsvKind, from: i64, to: i64) -> Result<Option<CsvView>> {
        let store = self.store()?;
        let claim = Claim::take(&store)?;
        let name = file_name(kind, from, to);
        let Some(path) = store.surroundings.ask_where_to_save(&name).await else { return Ok(None) };
        let begun = store.csv_writing.begin(kind, (from, to), &path);
        store.publish(AppEvent::CsvChanged { csv: begun.clone() });
        let job = Job { kind, span: (from, to), path };
        store.spawn(async move { claim.write(job).await });
        Ok(Some(begun))
    }

    /// Stops the file that is being written; nothing of it is left.
    ///
    /// # Errors
    /// When no store is open.
    pub async fn stop_csv(&self) -> Result<Option<CsvView>> {
        let store = self.store()?;
        store.csv_writing.stop();
        Ok(store.csv_writing.latest().clone())
    }

    /// The file that is being written, or that was written last in this run.
    ///
    /// # Errors
    /// When no store is open.
    pub async fn latest_csv(&self) -> Result<Option<CsvView>> {
        Ok(self.store()?.csv_writing.latest().clone())
    }
}

impl CsvWriting {
    /// Stops what is being written.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    fn latest(&self) -> MutexGuard<'_, Option<CsvView>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, kind: CsvKind, (from, to): (i64, i64), path: &std::path::Path) -> CsvView {
        self.stopped.store(false, Ordering::Relaxed);
        let mut latest = self.latest();
        let view = CsvView {
            id: latest.as_ref().map_or(1, |before| before.id + 1),
            kind,
            from,
            to,
            state: CsvState::Running,
            done: 0,
            expected: 0,
            file: path.display().to_string(),
            error: None,
        };
        latest.insert(view).clone()
    }
}

impl Claim {
    fn take(store: &Arc<OpenStore>) -> Result<Self> {
        if store.csv_writing.busy.swap(true, Ordering::AcqRel) {
            return Err(TillError::CsvBusy);
        }
        Ok(Self(Arc::clone(store)))
    }

    async fn write(self, job: Job) {
        let store = Arc::clone(&self.0);
        let writer = Arc::clone(&store);
        // Everything in the file is of one moment, and SQLite holds no more of it than a page.
        let written = store.ledger.look_up(move |books| Ok(writer.write_file(books, &job))).await;
        let written = written.map_err(TillError::from).and_then(|written| written);
        drop(self);
        store.tell_of_csv(|view| match written {
            Ok(End::Whole) => view.state = CsvState::Done,
            Ok(End::Stopped) => view.state = CsvState::Stopped,
            Err(error) => {
                tracing::info!(error = %causes(&error), "a file could not be written");
                view.state = CsvState::Failed;
                view.error = Some(error.view());
            }
        });
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.0.csv_writing.busy.store(false, Ordering::Release);
    }
}

impl OpenStore {
    fn write_file(&self, books: &Books<'_>, job: &Job) -> Result<End> {
        let expected = rows::count(books, job.kind, job.span)?;
        self.tell_of_csv(|view| view.expected = shown(expected));
        let mut part = PartFile::create(&job.path).map_err(TillError::CsvFile)?;
        part.write_row(rows::columns(job.kind)).map_err(TillError::CsvFile)?;
        let mut written: u64 = 0;
        let mut told = Instant::now();
        let calendar = Calendar::here();
        let ended = rows::each(books, job.kind, job.span, &calendar, |row| {
            if self.csv_writing.is_stopped() {
                return Ok(false);
            }
            part.write_row(row)?;
            written += 1;
            if told.elapsed() >= BETWEEN_NEWS {
                told = Instant::now();
                self.tell_of_csv(|view| view.done = shown(written));
            }
            io::Result::Ok(true)
        })?;
        if ended.map_err(TillError::CsvFile)? == End::Stopped || self.csv_writing.is_stopped() {
            return Ok(End::Stopped);
        }
        part.complete().map_err(TillError::CsvFile)?;
        self.tell_of_csv(|view| view.done = shown(written));
        Ok(End::Whole)
    }

    fn tell_of_csv(&self, change: impl FnOnce(&mut CsvView)) {
        let mut latest = self.csv_writing.latest();
        let Some(csv) = latest.as_mut() else { return };
        change(csv);
        // Told before the next change can be made: no older view comes after a newer one.
        self.publish(AppEvent::CsvChanged { csv: csv.clone() });
    }
}

fn shown(rows: u64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// `orders-2026-11-23.csv`, or with the first and the last day of a longer span.
fn file_name(kind: CsvKind, from: i64, to: i64) -> String {
    let calendar = Calendar::here();
    let (first, last) = (calendar.date(from), calendar.date(to.saturating_sub(1).max(from)));
    if first == last {
        format!("{}-{first}.csv", kind.word())
    } else {
        format!("{}-{first}-to-{last}.csv", kind.word())
    }
}
