//! The ledger's handle: one writer on a thread of its own, readers beside it.

use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::oneshot;

use crate::{LedgerError, Result, open};

/// How many idle readers are kept.
const IDLE_READERS: usize = 4;

/// After so long without a posting, the index of sales is brought up to date.
const QUIET: Duration = Duration::from_secs(1);

/// So many sales at once: a posting that comes in between waits for no more.
const INDEXED_AT_ONCE: u32 = 20;

/// So many pages of that index at once are put together, for the same reason.
const PAGES_AT_ONCE: u32 = 400;

/// What the writer does: a piece of work, or its end, which it then tells.
enum Job {
    Work(Box<dyn FnOnce(&mut Connection) + Send>),
    End(oneshot::Sender<()>),
}

/// A store's books. Cheap to clone; the file is closed when the last clone goes.
#[derive(Clone)]
pub struct Ledger {
    writer: mpsc::Sender<Job>,
    readers: Arc<Readers>,
}

struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    /// Whether the ledger was closed. Held for reading by whoever looks something up.
    closed: RwLock<bool>,
}

/// The books as they can be read: every look-up of this crate is a method of it.
pub struct Books<'c> {
    pub(crate) connection: &'c Connection,
}

/// One transaction: everything posted in it is kept together, or nothing is. It reads like
/// [`Books`].
pub struct Posting<'c> {
    books: Books<'c>,
}

impl Ledger {
    /// Opens the file at `path`, making it where there is none.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`], [`LedgerError::Foreign`] or [`LedgerError::Newer`], with not a byte
    /// of the file or its journal changed; [`LedgerError::ReadOnly`], [`LedgerError::DiskFull`] or
    /// [`LedgerError::File`].
    pub fn open(path: &Path) -> Result<Self> {
        let mut connection = open::writer(path)?;
        let (writer, jobs) = mpsc::channel::<Job>();
        thread::Builder::new()
            .name("ledger".to_owned())
            .spawn(move || {
                let ended = work(&mut connection, &jobs);
                drop(connection);
                if let Some(ended) = ended {
                    let _ = ended.send(());
                }
            })
            .map_err(|_| LedgerError::Closed)?;
        let (idle, closed) = (Mutex::default(), RwLock::default());
        let readers = Readers { path: path.to_owned(), idle, closed };
        Ok(Self { writer, readers: Arc::new(readers) })
    }

    /// Runs `posting` in one transaction and answers when it is on the disk. It goes on to its end
    /// even if the caller stops waiting.
    ///
    /// # Errors
    /// Whatever `posting` refuses, and everything that keeps the commit from the disk; nothing is
    /// kept then.
    pub async fn post<T, E>(
        &self,
        posting: impl FnOnce(&Posting<'_>) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<LedgerError> + Send + 'static,
    {
        self.with_writer(|connection| commit(connection, posting)).await
    }

    /// Runs `work` on the writer's own connection, behind whatever is being written.
    pub(crate) async fn with_writer<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<LedgerError> + Send + 'static,
    {
        let (answer, result) = oneshot::channel();
        let job = Job::Work(Box::new(move |connection| {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(connection)));
            let _ = answer.send(outcome.unwrap_or_else(|_| Err(LedgerError::Closed.into())));
        }));
        self.writer.send(job).map_err(|_| LedgerError::Closed)?;
        result.await.unwrap_or_else(|_| Err(LedgerError::Closed.into()))
    }

    /// Ends all work in the file, for every clone of this, and answers when nobody has it open any
    /// more: what was written is all in the one file then.
    pub async fn close(&self) {
        let readers = Arc::clone(&self.readers);
        let _ = tokio::task::spawn_blocking(move || readers.close()).await;
        let (ended, end) = oneshot::channel();
        if self.writer.send(Job::End(ended)).is_ok() {
            let _ = end.await;
        }
    }

    /// Looks something up, beside whatever is being written: all of it as it was at one moment.
    ///
    /// # Errors
    /// Whatever `look` finds wrong.
    pub async fn look_up<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Books<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let readers = Arc::clone(&self.readers);
        tokio::task::spawn_blocking(move || readers.with(look))
            .await
            .map_err(|_| LedgerError::Closed)?
    }
}

/// Does what it is asked to until it is to end; gives whom to tell of that. When it was asked for nothing
/// for a while, the index of sales is brought up to date and gathered, so that whoever searches has not to
/// wait for it: a little at a time, as money may want to be written down meanwhile.
fn work(connection: &mut Connection, jobs: &mpsc::Receiver<Job>) -> Option<oneshot::Sender<()>> {
    let mut pause = Some(QUIET);
    loop {
        let next = match pause {
            Some(pause) => jobs.recv_timeout(pause),
            None => jobs.recv().map_err(mpsc::RecvTimeoutError::from),
        };
        match next {
            Ok(Job::Work(work)) => {
                work(connection);
                pause = Some(QUIET);
            }
            Ok(Job::End(ended)) => return Some(ended),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                let indexed = catch_unwind(AssertUnwindSafe(|| index_some(connection)));
                pause = matches!(indexed, Ok(Ok(true))).then_some(Duration::ZERO);
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// Gives whether there was anything to do.
fn index_some(connection: &mut Connection) -> Result<bool> {
    let books = Books { connection };
    if books.has_sales_to_index()? {
        commit(connection, |posting| posting.index_sales(INDEXED_AT_ONCE))?;
        return Ok(true);
    }
    commit(connection, |posting| posting.gather_words(PAGES_AT_ONCE))
}

fn commit<T, E: From<LedgerError>>(
    connection: &mut Connection,
    posting: impl FnOnce(&Posting<'_>) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
        .map_err(LedgerError::from)?;
    let value = posting(&Posting { books: Books { connection: &transaction } })?;
    transaction.commit().map_err(LedgerError::from)?;
    Ok(value)
}

fn at_one_moment<T>(
    connection: &Connection,
    look: impl FnOnce(&Books<'_>) -> Result<T>,
) -> Result<T> {
    let moment = connection.unchecked_transaction()?;
    look(&Books { connection: &moment })
}

impl Readers {
    fn with<T>(&self, look: impl FnOnce(&Books<'_>) -> Result<T>) -> Result<T> {
        let closed = self.closed.read().unwrap_or_else(PoisonError::into_inner);
        if *closed {
            return Err(LedgerError::Closed);
        }
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let connection = kept.map_or_else(|| open::reader(&self.path), Ok)?;
        let value = at_one_moment(&connection, look);
        let mut idle = idle();
        if idle.len() < IDLE_READERS {
            idle.push(connection);
        }
        value
    }

    /// Waits for whatever is being looked up, and looks nothing up from then on.
    fn close(&self) {
        *self.closed.write().unwrap_or_else(PoisonError::into_inner) = true;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl<'c> Deref for Posting<'c> {
    type Target = Books<'c>;

    fn deref(&self) -> &Books<'c> {
        &self.books
    }
}
