//! What was printed, so that a copy is known for one.

use rusqlite::params;

use crate::{Books, Posting, Result};

impl Posting<'_> {
    /// Notes that a sheet of this kind was printed of a subject, such as a sale's receipt.
    ///
    /// # Errors
    /// When the database fails.
    pub fn note_print(&self, kind: &str, subject: &str, at: i64) -> Result<()> {
        self.connection
            .prepare_cached("INSERT INTO prints (kind, subject, printed_at) VALUES (?1, ?2, ?3)")?
            .execute(params![kind, subject, at])?;
        Ok(())
    }
}

impl Books<'_> {
    /// How often a sheet of this kind was printed of a subject.
    ///
    /// # Errors
    /// When the database fails.
    pub fn prints(&self, kind: &str, subject: &str) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM prints WHERE kind = ?1 AND subject = ?2")?
            .query_row(params![kind, subject], |row| row.get(0))?)
    }
}
