//! Placings of a sale.

use rusqlite::{OptionalExtension, Row, params};
use sale::{SaleId, TokenDigest};

use crate::{Books, LedgerError, Posting, Result};

/// A placing that is about to begin.
#[derive(Debug, Clone)]
pub struct NewAttempt {
    /// The digest of its return token.
    pub token: TokenDigest,
    /// The receiver's port in its return address.
    pub port: u16,
    /// The payment method's code.
    pub method: String,
    /// The till's estimate, in hundredths.
    pub estimate_minor: i64,
}

/// A placing, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The sale.
    pub sale_id: SaleId,
    /// Counts the sale's placings from 1.
    pub attempt: u32,
    /// The digest of its return token.
    pub token: TokenDigest,
    /// The receiver's port in its return address.
    pub port: u16,
    /// The payment method's code.
    pub method: String,
    /// The till's estimate, in hundredths.
    pub estimate_minor: i64,
    /// When it began.
    pub started_at: i64,
    /// The payment page's address, once the store gave it.
    pub payment_url: Option<String>,
    /// When the store gave it.
    pub placed_at: Option<i64>,
    /// Whether the address was opened elsewhere or copied.
    pub link_shared: bool,
}

const COLUMNS: &str = "sale_id, attempt, token_digest, port, method, estimate_minor, started_at,
    payment_url, placed_at, link_shared";

impl Posting<'_> {
    /// Writes down a placing before its request leaves. Gives its number.
    ///
    /// # Errors
    /// When the database fails.
    pub fn begin_attempt(&self, sale: &SaleId, new: &NewAttempt, at: i64) -> Result<u32> {
        let attempt: u32 = self.connection.query_row(
            "SELECT coalesce(max(attempt), 0) + 1 FROM attempts WHERE sale_id = ?1",
            [sale.as_str()],
            |row| row.get(0),
        )?;
        self.connection
            .prepare_cached(
                "INSERT INTO attempts (sale_id, attempt, token_digest, port, method,
                                       estimate_minor, started_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                sale.as_str(),
                attempt,
                new.token.as_bytes(),
                new.port,
                new.method,
                new.estimate_minor,
                at
            ])?;
        Ok(attempt)
    }

    /// Keeps the payment page's address, before any window opens it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_payment_page(&self, sale: &SaleId, attempt: u32, url: &str, at: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE attempts SET payment_url = ?3, placed_at = ?4
                 WHERE sale_id = ?1 AND attempt = ?2",
            )?
            .execute(params![sale.as_str(), attempt, url, at])?;
        Ok(())
    }

    /// Notes that the payment page's address left the till's own window.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_link_shared(&self, sale: &SaleId, attempt: u32) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE attempts SET link_shared = 1 WHERE sale_id = ?1 AND attempt = ?2",
            )?
            .execute(params![sale.as_str(), attempt])?;
        Ok(())
    }
}

impl Books<'_> {
    /// The placing with this return token.
    ///
    /// # Errors
    /// When the database fails.
    pub fn attempt_of(&self, token: &TokenDigest) -> Result<Option<Attempt>> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM attempts WHERE token_digest = ?1"))?
            .query_row([token.as_bytes()], |row| Ok(attempt(row)))
            .optional()?
            .transpose()
    }

    /// The placings whose customers may still come back: of sales that are open or watched, or
    /// that were paid after `paid_since`.
    ///
    /// # Errors
    /// When the database fails.
    // SQLite would read all sales twice to unite them in order, and every sale's customer waits for this.
    pub fn live_attempts(&self, paid_since: i64) -> Result<Vec<Attempt>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM attempts WHERE sale_id IN (
                 SELECT id FROM sales WHERE state IN ('placing', 'awaiting', 'returned', 'unknown')
                 UNION ALL SELECT id FROM sales INDEXED BY sales_watched
                           WHERE watch_until IS NOT NULL AND next_check_at IS NOT NULL
                 UNION ALL SELECT id FROM sales INDEXED BY sales_by_payment WHERE paid_at > ?1)
             ORDER BY started_at DESC"
        ))?;
        let rows = statement.query_map([paid_since], |row| Ok(attempt(row)))?;
        rows.map(|row| row?).collect()
    }

    /// A sale's placings, first to last.
    ///
    /// # Errors
    /// When the database fails.
    pub fn attempts(&self, sale: &SaleId) -> Result<Vec<Attempt>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM attempts WHERE sale_id = ?1 ORDER BY attempt"
        ))?;
        let rows = statement.query_map([sale.as_str()], |row| Ok(attempt(row)))?;
        rows.map(|row| row?).collect()
    }
}

fn attempt(row: &Row<'_>) -> Result<Attempt> {
    let sale_id: String = row.get("sale_id")?;
    Ok(Attempt {
        sale_id: sale_id.parse().map_err(|_| LedgerError::Unreadable("id"))?,
        attempt: row.get("attempt")?,
        token: TokenDigest::from_bytes(row.get("token_digest")?),
        port: row.get("port")?,
        method: row.get("method")?,
        estimate_minor: row.get("estimate_minor")?,
        started_at: row.get("started_at")?,
        payment_url: row.get("payment_url")?,
        placed_at: row.get("placed_at")?,
        link_shared: row.get("link_shared")?,
    })
}
