//! Settings: a JSON value for each key.

use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Books, LedgerError, Posting, Result};

impl Books<'_> {
    /// The value of `key`; none where it was never set or is of an older shape.
    ///
    /// # Errors
    /// When the database fails.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        let text: Option<String> = self
            .connection
            .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

impl Posting<'_> {
    /// Sets the value of `key`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_setting<T: Serialize>(&self, key: &str, value: &T) -> Result<()> {
        let text = serde_json::to_string(value).map_err(|_| LedgerError::Unreadable("setting"))?;
        self.connection
            .prepare_cached(
                "INSERT INTO settings (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            )?
            .execute([key, &text])?;
        Ok(())
    }
}
