//! Copies of a ledger: made beside a working till, and looked at before one is put to use.

use std::fs::{self, File};
use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::header::{Found, beside};
use crate::{Books, Ledger, LedgerError, Result, open};

/// What a copy of a ledger holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// How many sales.
    pub sales: u64,
    /// When a sale last changed, in milliseconds since 1970; none without a sale.
    pub last_change_at: Option<i64>,
}

impl Ledger {
    /// Copies the books, as they are at one moment, into one file (mode 0600) while writing goes
    /// on. The file gets its name when it is whole, checked and on the disk; one of that name
    /// before it is kept until then.
    ///
    /// # Errors
    /// [`LedgerError::InUse`] when `to` is a ledger that a program works in, this one or another;
    /// [`LedgerError::DiskFull`], [`LedgerError::ReadOnly`] or [`LedgerError::File`] when it cannot
    /// be written; [`LedgerError::Damaged`] when these books are. Nothing of it is left then.
    pub async fn back_up(&self, to: &Path) -> Result<()> {
        let to = to.to_owned();
        self.look_up(move |books| {
            let own = books.connection.path().map(Path::new);
            if own.is_some_and(|own| is_same(own, &to)) || beside(&to, "-wal").exists() {
                return Err(LedgerError::InUse);
            }
            copy_whole(books.connection, &to)
        })
        .await
    }
}

impl Books<'_> {
    /// How many sales there are.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_sales(&self) -> Result<u64> {
        let sales: i64 =
            self.connection.query_row("SELECT count(*) FROM sales", [], |row| row.get(0))?;
        Ok(sales.unsigned_abs())
    }

    /// How many of these books' sales a copy of a ledger lacks. [`look_at_copy`] has found it sound.
    ///
    /// # Errors
    /// When either cannot be read.
    pub fn missing_in_copy(&self, path: &Path) -> Result<u64> {
        const IDS: &str = "SELECT id FROM sales ORDER BY id";
        let copy = open::unchanging(path)?;
        let (mut here, mut there) = (self.connection.prepare(IDS)?, copy.prepare(IDS)?);
        let mut there = there.query_map([], |row| row.get::<_, String>(0))?;
        let mut other = there.next().transpose()?;
        let mut missing = 0;
        let mut here = here.query([])?;
        while let Some(row) = here.next()? {
            let id: String = row.get(0)?;
            while other.as_ref().is_some_and(|other| *other < id) {
                other = there.next().transpose()?;
            }
            missing += u64::from(other.as_ref() != Some(&id));
        }
        Ok(missing)
    }
}

/// Looks at a copy of a ledger: whether it is sound, and what it holds. It changes nothing and makes
/// no file, so it also works where nothing may be written. It reads the whole file: call it where
/// blocking is allowed.
///
/// # Errors
/// [`LedgerError::Damaged`], [`LedgerError::Foreign`], [`LedgerError::Newer`],
/// [`LedgerError::File`] when it cannot be read, and [`LedgerError::InUse`] when a journal lies
/// beside it: the file is not all there is then.
pub fn look_at_copy(path: &Path) -> Result<Copy> {
    File::open(path).map_err(LedgerError::File)?;
    match open::look(path)? {
        Found::Nothing => return Err(LedgerError::Damaged("it is empty".to_owned())),
        Found::WithJournal => return Err(LedgerError::InUse),
        Found::Whole => {}
    }
    let connection = open::unchanging(path)?;
    open::check(&connection)?;
    let copy = connection.query_row("SELECT count(*), max(changed_at) FROM sales", [], |row| {
        let sales = row.get::<_, i64>(0)?.unsigned_abs();
        Ok(Copy { sales, last_change_at: row.get(1)? })
    })?;
    Ok(copy)
}

/// Copies a database into a private file that gets its name when it is whole.
pub(crate) fn copy_whole(connection: &Connection, to: &Path) -> Result<()> {
    let begun = beside(to, ".part");
    let copied = copy(connection, &begun)
        .and_then(|()| open::quick_check(&open::unchanging(&begun)?))
        .and_then(|()| open::name_whole(&begun, to).map_err(file_error));
    if copied.is_err() {
        let _ = fs::remove_file(&begun);
    }
    copied
}

/// Copies all pages in one step. The connection reads one moment of the database, which keeps no
/// writer waiting: what is written meanwhile only stays in the journal for longer. Small steps with
/// pauses between them would have to begin anew with each write.
fn copy(connection: &Connection, to: &Path) -> Result<()> {
    open::make_private(to)?;
    let mut copy = Connection::open(to)?;
    let step = Backup::new(connection, &mut copy)?.step(-1)?;
    if step == StepResult::Done { Ok(()) } else { Err(LedgerError::InUse) }
}

fn file_error(error: std::io::Error) -> LedgerError {
    match error.kind() {
        std::io::ErrorKind::StorageFull => LedgerError::DiskFull,
        _ => LedgerError::File(error),
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
