//! Matters for a person.

use rusqlite::params;
use sale::{Attention, SaleId};

use crate::{Books, LedgerError, Posting, Result};

/// An open matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// Its id.
    pub id: i64,
    /// Since when.
    pub raised_at: i64,
    /// What it is.
    pub matter: Attention,
}

impl Posting<'_> {
    /// Raises a matter. One that was raised before, settled or not, is not raised again; gives
    /// whether it was new.
    ///
    /// # Errors
    /// When the database fails.
    pub fn raise(&self, sale: &SaleId, matter: &Attention, at: i64) -> Result<bool> {
        let text = serde_json::to_string(matter).map_err(|_| LedgerError::Unreadable("matter"))?;
        let raised = self
            .connection
            .prepare_cached(
                "INSERT INTO attention (sale_id, kind, matter, raised_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![sale.as_str(), matter.kind(), text, at])?;
        Ok(raised == 1)
    }

    /// Settles one matter of a sale.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when it is not open.
    pub fn settle_matter(&self, sale: &SaleId, id: i64, at: i64) -> Result<()> {
        let settled = self
            .connection
            .prepare_cached(
                "UPDATE attention SET settled_at = ?3
                 WHERE id = ?2 AND sale_id = ?1 AND settled_at IS NULL",
            )?
            .execute(params![sale.as_str(), id, at])?;
        if settled == 1 { Ok(()) } else { Err(LedgerError::NotFound("matter")) }
    }

    /// Settles every open matter of this kind of a sale: what raised it is over.
    ///
    /// # Errors
    /// When the database fails.
    pub fn settle_matters(&self, sale: &SaleId, kind: &str, at: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE attention SET settled_at = ?3
                 WHERE sale_id = ?1 AND kind = ?2 AND settled_at IS NULL",
            )?
            .execute(params![sale.as_str(), kind, at])?;
        Ok(())
    }

    /// Settles every open matter about this order of a sale: it is cancelled.
    ///
    /// # Errors
    /// When the database fails.
    pub fn settle_matters_about(&self, sale: &SaleId, order_number: &str, at: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE attention SET settled_at = ?3
                 WHERE sale_id = ?1 AND json_extract(matter, '$.orderNumber') = ?2
                   AND settled_at IS NULL",
            )?
            .execute(params![sale.as_str(), order_number, at])?;
        Ok(())
    }
}

impl Books<'_> {
    /// One open matter of a sale.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when it is not open.
    pub fn matter(&self, sale: &SaleId, id: i64) -> Result<Matter> {
        let mut matters = self.matters(sale)?;
        matters.retain(|matter| matter.id == id);
        matters.pop().ok_or(LedgerError::NotFound("matter"))
    }

    /// The sales with open matters, those with the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn sales_with_matters(&self, limit: u32) -> Result<Vec<SaleId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT sale_id FROM attention WHERE settled_at IS NULL
             GROUP BY sale_id ORDER BY max(id) DESC LIMIT ?1",
        )?;
        let rows = statement.query_map([limit], |row| row.get::<_, String>(0))?;
        rows.map(|id| id?.parse().map_err(|_| LedgerError::Unreadable("id"))).collect()
    }

    /// The open matters of a sale, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn matters(&self, sale: &SaleId) -> Result<Vec<Matter>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, raised_at, matter FROM attention
             WHERE sale_id = ?1 AND settled_at IS NULL ORDER BY id",
        )?;
        let rows = statement.query_map([sale.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?))
        })?;
        rows.map(|row| {
            let (id, raised_at, text) = row?;
            let matter =
                serde_json::from_str(&text).map_err(|_| LedgerError::Unreadable("matter"))?;
            Ok(Matter { id, raised_at, matter })
        })
        .collect()
    }

    /// How many matters are open in all.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_matters(&self) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM attention WHERE settled_at IS NULL")?
            .query_row([], |row| row.get(0))?)
    }
}
