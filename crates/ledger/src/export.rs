//! Writing a copy of the books out as text that any program can read.

use std::io::{self, Write};
use std::path::Path;

use rusqlite::Row;
use serde_json::{Map, Value, json};

use crate::{LedgerError, Result, open};

/// A table that is written out, one line of JSON for each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// The store's own records of orders.
    Orders,
    /// What came back through customers' browsers.
    Returns,
}

impl Rows {
    fn sql(self) -> &'static str {
        match self {
            Self::Orders => "SELECT number, sale_id, read_at, raw FROM orders ORDER BY number",
            Self::Returns => {
                "SELECT sale_id, attempt, received_at, repeats, body FROM returns ORDER BY id"
            }
        }
    }

    fn line(self, row: &Row<'_>) -> rusqlite::Result<Value> {
        Ok(match self {
            Self::Orders => json!({
                "number": row.get::<_, String>(0)?,
                "saleId": row.get::<_, String>(1)?,
                "readAt": row.get::<_, i64>(2)?,
                "order": told(row.get::<_, String>(3)?.as_bytes()),
            }),
            Self::Returns => json!({
                "saleId": row.get::<_, String>(0)?,
                "placing": row.get::<_, u32>(1)?,
                "receivedAt": row.get::<_, i64>(2)?,
                "repeats": row.get::<_, u32>(3)?,
                "body": told(&row.get::<_, Vec<u8>>(4)?),
            }),
        })
    }
}

/// JSON as it is; anything else as a text.
fn told(raw: &[u8]) -> Value {
    serde_json::from_slice(raw).unwrap_or_else(|_| String::from_utf8_lossy(raw).into())
}

/// How many lines [`write_rows`] writes of both tables.
///
/// # Errors
/// When the copy cannot be read.
pub fn count_rows(copy: &Path) -> Result<u64> {
    let sql = "SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM returns)";
    let rows: i64 = open::unchanging(copy)?.query_row(sql, [], |row| row.get(0))?;
    Ok(rows.unsigned_abs())
}

/// Writes the rows of a table of a copy, and says so after each: an error of `written` ends it.
///
/// # Errors
/// When the copy cannot be read or `out` not written, and what `written` gives.
pub fn write_rows(
    copy: &Path,
    rows: Rows,
    out: &mut impl Write,
    mut written: impl FnMut() -> io::Result<()>,
) -> Result<()> {
    let connection = open::unchanging(copy)?;
    let mut statement = connection.prepare(rows.sql())?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        writeln!(out, "{}", rows.line(row)?).map_err(LedgerError::File)?;
        written().map_err(LedgerError::File)?;
    }
    Ok(())
}

/// The settings of a copy, by their keys.
///
/// # Errors
/// When the copy cannot be read.
pub fn read_settings(copy: &Path) -> Result<Value> {
    let connection = open::unchanging(copy)?;
    let mut statement = connection.prepare("SELECT key, value FROM settings ORDER BY key")?;
    let mut found = statement.query([])?;
    let mut settings = Map::new();
    while let Some(row) = found.next()? {
        let value: String = row.get(1)?;
        settings.insert(row.get(0)?, told(value.as_bytes()));
    }
    Ok(Value::Object(settings))
}
