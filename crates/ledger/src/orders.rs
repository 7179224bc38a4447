//! The store's own records of orders, as last read.

use rusqlite::{OptionalExtension, params};
use sale::SaleId;

use crate::blank::blank;
use crate::{Books, LedgerError, Posting, Result};

/// A record of the store, verbatim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRecord {
    /// The order number.
    pub number: String,
    /// The body as the store sent it.
    pub raw: String,
    /// When it was read.
    pub read_at: i64,
    /// JSON of its notes, in `till`'s words, once they were read.
    pub notes: Option<String>,
    /// When they were read.
    pub notes_read_at: Option<i64>,
}

impl Posting<'_> {
    /// Keeps the store's record of an order of this sale, in place of an older one; gives whether it
    /// did. A record that belongs to another sale is left alone, and so is one that the store changed
    /// later (`updated_at`): answers overtake one another on their way.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep_order(&self, sale: &SaleId, number: &str, raw: &str, at: i64) -> Result<bool> {
        // Whoever was forgotten is not learnt again.
        let blanked;
        let raw = if self.is_forgotten(sale)? {
            blanked = blank(raw.as_bytes());
            blanked.as_str()
        } else {
            raw
        };
        let kept = self
            .connection
            .prepare_cached(
                "INSERT INTO orders (number, sale_id, raw, read_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (number) DO UPDATE SET raw = excluded.raw, read_at = excluded.read_at
                 WHERE sale_id = excluded.sale_id AND NOT coalesce(
                     CASE WHEN json_valid(raw) AND json_valid(excluded.raw)
                     THEN julianday(json_extract(raw, '$.updated_at'))
                        > julianday(json_extract(excluded.raw, '$.updated_at')) END, 0)",
            )?
            .execute(params![number, sale.as_str(), raw, at])?;
        Ok(kept == 1)
    }

    /// Keeps an order's notes as they were read, in `till`'s words.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep_notes(&self, order_number: &str, notes: &str, at: i64) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE orders SET notes = ?2, notes_read_at = ?3 WHERE number = ?1")?
            .execute(params![order_number, notes, at])?;
        Ok(())
    }

    /// Brings a paid sale's total, and how many articles it has, up to date with the store's record
    /// of its order. Another order of the sale changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_total(
        &self,
        sale: &SaleId,
        order_number: &str,
        total_minor: i64,
        items: u32,
    ) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE sales SET total_minor = ?3, items = ?4
                 WHERE id = ?1 AND order_number = ?2",
            )?
            .execute(params![sale.as_str(), order_number, total_minor, items])?;
        Ok(())
    }
}

impl Books<'_> {
    /// The sale that this order is known to belong to.
    ///
    /// # Errors
    /// When the database fails.
    pub fn sale_of_order(&self, number: &str) -> Result<Option<SaleId>> {
        let id: Option<String> = self
            .connection
            .prepare_cached("SELECT sale_id FROM orders WHERE number = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?;
        id.map(|id| id.parse().map_err(|_| LedgerError::Unreadable("id"))).transpose()
    }

    /// The record of one order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn order(&self, number: &str) -> Result<Option<OrderRecord>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT number, raw, read_at, notes, notes_read_at FROM orders WHERE number = ?1",
            )?
            .query_row([number], |row| {
                Ok(OrderRecord {
                    number: row.get(0)?,
                    raw: row.get(1)?,
                    read_at: row.get(2)?,
                    notes: row.get(3)?,
                    notes_read_at: row.get(4)?,
                })
            })
            .optional()?)
    }
}
