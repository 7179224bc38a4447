//! The least that keeps a body: one table, one insert, one commit that reaches the disk.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use rusqlite::Connection;

/// The settings that a till has, and a table that does no more than hold a body.
const SETUP: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = 1;
    CREATE TABLE bodies (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;";

/// A file that bodies are kept in.
pub(super) struct Bare(Connection);

impl Bare {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(SETUP)?;
        let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        let synced: i32 = connection.pragma_query_value(None, "synchronous", |row| row.get(0))?;
        ensure!((mode.as_str(), synced) == ("wal", 2), "the bare insert: {mode}, {synced}");
        Ok(Self(connection))
    }

    /// Keeps a body; gives how long that took, to the commit.
    pub(super) fn keep(self, body: &[u8]) -> Result<(Self, Duration)> {
        let began = Instant::now();
        self.0.prepare_cached("INSERT INTO bodies (body) VALUES (?1)")?.execute([body])?;
        let took = began.elapsed();
        Ok((self, took))
    }

    /// All that it keeps, in order.
    pub(super) fn bodies(&self) -> Result<Vec<Vec<u8>>> {
        let mut statement = self.0.prepare("SELECT body FROM bodies ORDER BY id")?;
        let bodies = statement.query_map([], |row| row.get(0))?;
        Ok(bodies.collect::<rusqlite::Result<_>>()?)
    }
}
