//! The disk beneath SQLite, as a test wants it.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::ffi;

use crate::journal::{Act, Writer};
use crate::vfs;

/// How the disk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// It takes what it is given.
    Works,
    /// It has no room: every write is refused.
    Full,
    /// It takes no writes and cannot sync.
    Fails,
    /// It takes writes and cannot sync.
    CannotSync,
}

/// A moment at which the process ends itself, by SIGKILL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Before something is written.
    BeforeWrite,
    /// When it was written.
    AfterWrite,
    /// Before a sync.
    BeforeSync,
    /// When what was written before is on the disk, and nobody was told yet.
    AfterSync,
}

static HEALTH: AtomicU8 = AtomicU8::new(0);
static JOURNAL: Mutex<Option<Writer>> = Mutex::new(None);
/// The moment and how often it is still let by.
static END: Mutex<Option<(Moment, u32)>> = Mutex::new(None);

/// Puts the layer beneath every database that is opened from now on, with its journal at `path`.
///
/// # Errors
/// When the journal cannot be written, or SQLite does not take the layer.
pub fn install(path: &Path) -> io::Result<()> {
    *journal() = Some(Writer::open(path)?);
    vfs::register()
}

/// Takes the layer away from every database that is opened from now on.
///
/// # Errors
/// When SQLite does not take its own layer back.
pub fn uninstall() -> io::Result<()> {
    vfs::step_back()
}

/// How the disk is from now on.
pub fn set_health(health: Health) {
    HEALTH.store(health as u8, Ordering::SeqCst);
}

/// Ends the process at this moment, after it has been let by so often.
pub fn end_at(moment: Moment, let_by: u32) {
    *END.lock().unwrap_or_else(PoisonError::into_inner) = Some((moment, let_by));
}

/// A file is opened. One that came by its name without SQLite, such as a ledger that was made whole
/// under another, is on the disk as it is.
pub(crate) fn opened(file: &Path) -> io::Result<()> {
    let mut journal = journal();
    let Some(journal) = journal.as_mut().filter(|journal| !journal.knows(file)) else {
        return Ok(());
    };
    let bytes = std::fs::read(file)?;
    if bytes.is_empty() {
        return Ok(());
    }
    journal.write(file, &Act::Write(0, bytes))?;
    journal.write(file, &Act::Sync)
}

/// What SQLite gets for a write or a truncation.
pub(crate) fn write(file: &Path, act: Act, real: impl FnOnce() -> i32) -> i32 {
    match health() {
        Health::Works | Health::CannotSync => {}
        Health::Full => return ffi::SQLITE_FULL,
        Health::Fails => return ffi::SQLITE_IOERR_WRITE,
    }
    pass(Moment::BeforeWrite);
    // The entry comes first: what was written and has no entry would be taken for lost.
    let result = record(file, &act).map_or(ffi::SQLITE_IOERR_WRITE, |()| real());
    pass(Moment::AfterWrite);
    result
}

/// What SQLite gets for a sync. The journal's word takes the place of the machine's own disk, which
/// is not waited for: whether it can be trusted is not what is tested here.
pub(crate) fn sync(file: &Path) -> i32 {
    if matches!(health(), Health::Fails | Health::CannotSync) {
        return ffi::SQLITE_IOERR_FSYNC;
    }
    pass(Moment::BeforeSync);
    let result = record(file, &Act::Sync).map_or(ffi::SQLITE_IOERR_FSYNC, |()| ffi::SQLITE_OK);
    pass(Moment::AfterSync);
    result
}

/// A file's name is removed, and, where it is so wished, its folder synced.
pub(crate) fn delete(file: &Path, synced: bool) {
    let _ = record(file, &Act::Delete);
    if synced {
        let _ = record(file, &Act::Sync);
    }
}

fn record(file: &Path, act: &Act) -> io::Result<()> {
    journal().as_mut().map_or(Ok(()), |journal| journal.write(file, act))
}

fn journal() -> MutexGuard<'static, Option<Writer>> {
    JOURNAL.lock().unwrap_or_else(PoisonError::into_inner)
}

fn health() -> Health {
    match HEALTH.load(Ordering::SeqCst) {
        0 => Health::Works,
        1 => Health::Full,
        2 => Health::Fails,
        _ => Health::CannotSync,
    }
}

fn pass(moment: Moment) {
    let mut end = END.lock().unwrap_or_else(PoisonError::into_inner);
    match end.as_mut() {
        Some((awaited, 0)) if *awaited == moment => end_now(),
        Some((awaited, let_by)) if *awaited == moment => *let_by -= 1,
        _ => {}
    }
}

fn end_now() {
    // SAFETY: it takes no pointers, and a process may always end itself.
    unsafe { libc::kill(libc::getpid(), libc::SIGKILL) };
}
