//! Sheets of the end of a day: numbered without gaps, and never changed.

use rusqlite::{OptionalExtension, Row, params};

use crate::{Books, Posting, Result};

/// A sheet's span and circumstances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySheet {
    /// Its number: 1, 2, 3 and so on.
    pub number: i64,
    /// The span's start, in milliseconds since 1970.
    pub from: i64,
    /// Its end, exclusive.
    pub to: i64,
    /// When the sheet was made.
    pub made_at: i64,
    /// Who was selling then; empty where nobody was set.
    pub seller: String,
}

/// The sheets that another one has to do with, each the latest of its kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SheetKin {
    /// One of the same span.
    pub repeats: Option<i64>,
    /// One whose span ends where this one begins.
    pub continues: Option<i64>,
    /// One of another span that has moments in common with it.
    pub overlaps: Option<i64>,
}

const COLUMNS: &str = "number, from_at, to_at, made_at, seller";

impl Posting<'_> {
    /// Keeps a sheet of a span under the next number, which it gives.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep_day_sheet(
        &self,
        (from, to): (i64, i64),
        made_at: i64,
        seller: &str,
        content: &str,
    ) -> Result<i64> {
        self.connection
            .prepare_cached(
                "INSERT INTO day_sheets (from_at, to_at, made_at, seller, content)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![from, to, made_at, seller, content])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Has the numbers of sheets to come go on above those that other books have given: what was
    /// printed under one is never printed under it again.
    ///
    /// # Errors
    /// When the database fails.
    pub fn raise_sheet_numbers(&self, above: i64) -> Result<()> {
        let raised = self
            .connection
            .prepare_cached(
                "UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = 'day_sheets'",
            )?
            .execute([above])?;
        if raised == 0 && above > 0 {
            self.connection
                .prepare_cached(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES ('day_sheets', ?1)",
                )?
                .execute([above])?;
        }
        Ok(())
    }
}

impl Books<'_> {
    /// The highest number that a sheet was given, or that is not to be given again; 0 for none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn highest_sheet_number(&self) -> Result<i64> {
        let sql = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'day_sheets'";
        Ok(self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// The sheets that one of this span would have to do with.
    ///
    /// # Errors
    /// When the database fails.
    pub fn sheet_kin(&self, from: i64, to: i64) -> Result<SheetKin> {
        let latest = |condition: &str| {
            self.connection
                .prepare_cached(&format!("SELECT max(number) FROM day_sheets WHERE {condition}"))?
                .query_row([from, to], |row| row.get(0))
        };
        Ok(SheetKin {
            repeats: latest("from_at = ?1 AND to_at = ?2")?,
            continues: latest("to_at = ?1 AND from_at < ?2")?,
            overlaps: latest("from_at < ?2 AND to_at > ?1 AND NOT (from_at = ?1 AND to_at = ?2)")?,
        })
    }

    /// A page of sheets, the latest first, from the one before `before`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn day_sheets(&self, before: Option<i64>, limit: u32) -> Result<Vec<DaySheet>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM day_sheets WHERE ?1 IS NULL OR number < ?1
             ORDER BY number DESC LIMIT ?2"
        ))?;
        let rows = statement.query_map(params![before, limit], sheet)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One sheet with its content.
    ///
    /// # Errors
    /// When the database fails.
    pub fn day_sheet(&self, number: i64) -> Result<Option<(DaySheet, String)>> {
        let sql = format!("SELECT {COLUMNS}, content FROM day_sheets WHERE number = ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement
            .query_row([number], |row| Ok((sheet(row)?, row.get("content")?)))
            .optional()?)
    }
}

fn sheet(row: &Row<'_>) -> rusqlite::Result<DaySheet> {
    Ok(DaySheet {
        number: row.get("number")?,
        from: row.get("from_at")?,
        to: row.get("to_at")?,
        made_at: row.get("made_at")?,
        seller: row.get("seller")?,
    })
}
