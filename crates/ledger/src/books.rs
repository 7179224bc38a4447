//! The ledger's handle: one writer on a thread of its own, readers beside it.

use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::oneshot;

use crate::{LedgerError, Result, checkpoint, clean_end, open};

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

/// How long nothing has to be asked for until the writer does what nobody waits for.
#[derive(Clone, Copy)]
enum Rest {
    Breath,
    Quiet,
    /// As long as there is something to index.
    Indexing,
    /// Until there is work again.
    Over,
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
    /// Whether it was found damaged: then the next who opens it must check it.
    doubted: AtomicBool,
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
        checkpoint::leave_to_quiet_moments(&connection)?;
        let (idle, closed, doubted) = (Mutex::default(), RwLock::default(), AtomicBool::new(false));
        let readers = Arc::new(Readers { path: path.to_owned(), idle, closed, doubted });
        let (writer, jobs) = mpsc::channel::<Job>();
        let known = Arc::downgrade(&readers);
        thread::Builder::new()
            .name("ledger".to_owned())
            .spawn(move || {
                let ended = work(&mut connection, &jobs);
                drop(connection);
                if let Some(ended) = ended {
                    // Whoever waits for the end holds the readers.
                    if let Some(readers) = known.upgrade() {
                        readers.mark_end();
                    }
                    let _ = ended.send(());
                }
            })
            .map_err(|_| LedgerError::Closed)?;
        Ok(Self { writer, readers })
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
        self.begin(posting).await
    }

    /// The same, handed to the writer by the call itself: for who has something else to do until it is
    /// on the disk.
    ///
    /// # Errors
    /// As [`Ledger::post`].
    pub fn begin<T, E, P>(
        &self,
        posting: P,
    ) -> impl Future<Output = std::result::Result<T, E>> + Send + use<T, E, P>
    where
        P: FnOnce(&Posting<'_>) -> std::result::Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<LedgerError> + Send + 'static,
    {
        self.hand_over(|connection| commit(connection, posting))
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
        self.hand_over(work).await
    }

    fn hand_over<T, E, W>(
        &self,
        work: W,
    ) -> impl Future<Output = std::result::Result<T, E>> + Send + use<T, E, W>
    where
        W: FnOnce(&mut Connection) -> std::result::Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<LedgerError> + Send + 'static,
    {
        let (answer, result) = oneshot::channel();
        let job = Job::Work(Box::new(move |connection| {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(connection)));
            let _ = answer.send(outcome.unwrap_or_else(|_| Err(LedgerError::Closed.into())));
        }));
        // Where the writer is gone, so is the answer's sender.
        let _ = self.writer.send(job);
        async move { result.await.unwrap_or_else(|_| Err(LedgerError::Closed.into())) }
    }

    /// Ends all work in the file, for every clone of this, and answers when nobody has it open any
    /// more: what was written is all in the one file then, and the next start need not check it.
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
        let look = move || {
            let found = catch_unwind(AssertUnwindSafe(|| readers.with(look)));
            found.unwrap_or(Err(LedgerError::Closed))
        };
        match Handle::current().runtime_flavor() {
            // On the very thread: to wake another one and be woken again takes longer than a look.
            RuntimeFlavor::MultiThread => tokio::task::block_in_place(look),
            _ => tokio::task::spawn_blocking(look).await.map_err(|_| LedgerError::Closed)?,
        }
    }
}

/// Does what it is asked to until it is to end; gives whom to tell of that. What nobody waits for is done
/// when it was asked for nothing for a while: copying the journal, and then, so that whoever searches has
/// not to wait for it, bringing the index of sales up to date and gathering it: a little at a time, as
/// money may want to be written down meanwhile.
fn work(connection: &mut Connection, jobs: &mpsc::Receiver<Job>) -> Option<oneshot::Sender<()>> {
    let mut rest = Rest::Breath;
    loop {
        let next = match rest.length() {
            Some(pause) => jobs.recv_timeout(pause),
            None => jobs.recv().map_err(mpsc::RecvTimeoutError::from),
        };
        match next {
            Ok(Job::Work(work)) => {
                work(connection);
                rest = Rest::Breath;
            }
            Ok(Job::End(ended)) => return Some(ended),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                let rested = catch_unwind(AssertUnwindSafe(|| rest.after(connection)));
                rest = rested.unwrap_or(Rest::Over);
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => return None,
        }
    }
}

impl Rest {
    fn length(self) -> Option<Duration> {
        match self {
            Self::Breath => Some(checkpoint::BREATH),
            Self::Quiet => Some(QUIET),
            Self::Indexing => Some(Duration::ZERO),
            Self::Over => None,
        }
    }

    /// Does what nobody waits for; gives how long to rest then. What failed is tried again after more
    /// work.
    fn after(self, connection: &mut Connection) -> Self {
        let _ = checkpoint::copy_journal(connection);
        match self {
            Self::Breath => Self::Quiet,
            Self::Quiet | Self::Indexing if matches!(index_some(connection), Ok(true)) => {
                Self::Indexing
            }
            Self::Quiet | Self::Indexing | Self::Over => Self::Over,
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
        if matches!(value, Err(LedgerError::Damaged(_))) {
            self.doubted.store(true, Ordering::Relaxed);
        }
        let mut idle = idle();
        if idle.len() < IDLE_READERS {
            idle.push(connection);
        }
        value
    }

    fn mark_end(&self) {
        if !self.doubted.load(Ordering::Relaxed) {
            clean_end::leave(&self.path);
        }
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
