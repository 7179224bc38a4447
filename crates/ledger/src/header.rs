//! What the first bytes of a database and of the journal beside it tell.
//!
//! SQLite mends while it opens: it rolls a left journal back into a database, drops one that it
//! cannot read, and removes one whose database is empty. So the bytes are looked at before SQLite
//! may touch them.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::{LedgerError, Result};

/// Marks a database file as a till's ledger (`PRAGMA application_id`).
pub(crate) const APPLICATION_ID: i32 = i32::from_be_bytes(*b"Tlwy");

const MAGIC: &[u8] = b"SQLite format 3\0";

/// The length of a database's header.
const HEADER: usize = 100;

/// The length of the header of a journal (`-wal`), before its first entry.
const JOURNAL_HEADER: usize = 32;

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing, or an empty file.
    Nothing,
    /// A ledger, all in its one file.
    Whole,
    /// A ledger with a journal beside it that a program in it keeps, or a stopped one left.
    WithJournal,
}

/// Looks at a ledger's file and its journals. `version` is the newest schema this program knows.
///
/// # Errors
/// [`LedgerError::Damaged`], [`LedgerError::Foreign`], [`LedgerError::Newer`], or
/// [`LedgerError::File`] when the file cannot be read.
pub(crate) fn look(path: &Path, version: usize) -> Result<Found> {
    let journal = first_bytes(&beside(path, "-wal"), JOURNAL_HEADER + 1)?;
    // SQLite syncs a journal's header before the first entry: without one, nothing can be lost.
    let has_entries = journal.len() > JOURNAL_HEADER;
    let rollback = first_bytes(&beside(path, "-journal"), 1)?;
    let bytes = first_bytes(path, HEADER)?;
    if bytes.is_empty() {
        return match (has_entries, rollback.is_empty()) {
            (false, true) => Ok(Found::Nothing),
            _ => Err(damaged("a journal is there, but its database is gone")),
        };
    }
    check_header(&bytes, version)?;
    if !has_entries && !is_all_there(path, &bytes)? {
        return Err(damaged("it ends within a page, or pages are missing"));
    }
    if !rollback.is_empty() {
        return Err(damaged("a journal that is not its own lies beside it"));
    }
    if has_entries && !is_journal(&journal, &bytes) {
        return Err(damaged("the journal beside it cannot be read"));
    }
    Ok(if has_entries { Found::WithJournal } else { Found::Whole })
}

/// The path of a file that SQLite keeps beside a database.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn check_header(bytes: &[u8], version: usize) -> Result<()> {
    if bytes.len() < HEADER {
        return Err(damaged("it ends within its first page"));
    }
    if !bytes.starts_with(MAGIC) {
        return Err(damaged("it is not a database"));
    }
    if number_at(bytes, 68) != APPLICATION_ID.cast_unsigned() {
        return Err(LedgerError::Foreign);
    }
    if number_at(bytes, 60) as usize > version { Err(LedgerError::Newer) } else { Ok(()) }
}

/// Whether a file has all its pages to their ends. SQLite reads what is missing of the last one as
/// zeros. While a journal holds pages, some may have been on their way from it into the file.
fn is_all_there(path: &Path, bytes: &[u8]) -> Result<bool> {
    let length = fs::metadata(path).map_err(LedgerError::File)?.len();
    let page_size = u64::from(page_size(bytes));
    let pages = u64::from(number_at(bytes, 28));
    Ok(length.is_multiple_of(page_size.max(1)) && length >= pages * page_size)
}

/// Whether a journal's header is sound and made for pages of this database's size. SQLite treats
/// any other as empty, and what it holds would be overwritten without a word.
fn is_journal(journal: &[u8], database: &[u8]) -> bool {
    let magic = number_at(journal, 0);
    let sums = (number_at(journal, 24), number_at(journal, 28));
    magic & !1 == 0x377f_0682
        && number_at(journal, 4) == 3_007_000
        && number_at(journal, 8) == page_size(database)
        && sums == checksum(&journal[..24], magic & 1 == 1)
}

fn page_size(database: &[u8]) -> u32 {
    match u32::from(database[16]) << 8 | u32::from(database[17]) {
        1 => 65_536,
        size => size,
    }
}

/// The checksum of SQLite's journals; `big` tells in which order it reads the bytes of a number.
fn checksum(bytes: &[u8], big: bool) -> (u32, u32) {
    let read = if big { u32::from_be_bytes } else { u32::from_le_bytes };
    bytes.as_chunks::<8>().0.iter().fold((0_u32, 0_u32), |(first, second), pair| {
        let [a, b, c, d, e, f, g, h] = *pair;
        let first = first.wrapping_add(read([a, b, c, d])).wrapping_add(second);
        (first, second.wrapping_add(read([e, f, g, h])).wrapping_add(first))
    })
}

fn number_at(bytes: &[u8], at: usize) -> u32 {
    bytes[at..].first_chunk().map_or(0, |number| u32::from_be_bytes(*number))
}

/// As many bytes as there are, up to `most`; none of a file that is not there.
fn first_bytes(path: &Path, most: usize) -> Result<Vec<u8>> {
    let read = || {
        let mut bytes = Vec::new();
        File::open(path)?.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().or_else(|error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Ok(Vec::new()),
        _ => Err(LedgerError::File(error)),
    })
}

fn damaged(why: &str) -> LedgerError {
    LedgerError::Damaged(why.to_owned())
}
