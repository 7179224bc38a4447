//! When SQLite's journal is copied into the file: while the writer has nothing else to do.
//!
//! By itself SQLite does it at the end of whatever commit made the journal long, and somebody waits for
//! that commit: it might be a customer who comes back. So the writer does it in its first quiet moment.
//! Then the next posting begins the journal anew, over its old pages: a file that grows takes much longer
//! to sync. A writer that has no such moment for long does it in a commit after all, so that the journal stays bounded.

use std::time::Duration;

use rusqlite::Connection;

use crate::Result;

/// After so long without a posting nobody seems to be in the middle of anything.
pub(crate) const BREATH: Duration = Duration::from_millis(10);

/// A journal of so many pages is worth copying: as many as SQLite lets it have.
const WORTH_COPYING: i64 = 1_000;

/// A journal of so many pages, 16 MB, is copied at the end of a commit.
const LONGEST: u32 = 4_000;

/// Has commits leave the journal alone until it is far too long.
pub(crate) fn leave_to_quiet_moments(connection: &Connection) -> Result<()> {
    let set = format!("PRAGMA wal_autocheckpoint = {LONGEST}");
    Ok(connection.query_row(&set, [], |_| Ok(()))?)
}

/// Copies the journal if that is worth it. Readers are not waited for: what they still look at is
/// copied the next time.
pub(crate) fn copy_journal(connection: &Connection) -> Result<()> {
    let pages = |pragma: &str| {
        let mut statement = connection.prepare_cached(pragma)?;
        statement.query_row([], |row| Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?))
    };
    if pages("PRAGMA wal_checkpoint(NOOP)")? >= WORTH_COPYING {
        pages("PRAGMA wal_checkpoint(PASSIVE)")?;
    }
    Ok(())
}
