//! Sellers' notes that have yet to be added to their orders: each is sent once, over restarts.

use rusqlite::params;
use sale::SaleId;

use crate::{Books, LedgerError, Posting, Result};

/// How far a note has come that is not settled yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteStage {
    /// It has surely not been sent.
    Owed,
    /// Its one request may have left.
    Leaving,
}

impl NoteStage {
    fn word(self) -> &'static str {
        match self {
            Self::Owed => "owed",
            Self::Leaving => "leaving",
        }
    }
}

impl Posting<'_> {
    /// Notes that a sale's note is to be added to its order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn owe_note(&self, sale: &SaleId) -> Result<()> {
        self.move_note(sale, None, Some(NoteStage::Owed)).map(drop)
    }

    /// Notes that an owed note is about to be sent; gives whether it was owed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn begin_note(&self, sale: &SaleId) -> Result<bool> {
        self.move_note(sale, Some(NoteStage::Owed), Some(NoteStage::Leaving))
    }

    /// Notes that the outcome of a note that was sent is known, as far as it can be; gives whether
    /// it was not before.
    ///
    /// # Errors
    /// When the database fails.
    pub fn end_note(&self, sale: &SaleId) -> Result<bool> {
        self.move_note(sale, Some(NoteStage::Leaving), None)
    }

    fn move_note(
        &self,
        sale: &SaleId,
        from: Option<NoteStage>,
        to: Option<NoteStage>,
    ) -> Result<bool> {
        let moved = self
            .connection
            .prepare_cached("UPDATE sales SET note_stage = ?3 WHERE id = ?1 AND note_stage IS ?2")?
            .execute(params![sale.as_str(), from.map(NoteStage::word), to.map(NoteStage::word)])?;
        Ok(moved == 1)
    }
}

impl Books<'_> {
    /// The sales whose notes have come so far.
    ///
    /// # Errors
    /// When the database fails.
    pub fn notes_in(&self, stage: NoteStage) -> Result<Vec<SaleId>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM sales WHERE note_stage = ?1 ORDER BY id")?;
        let rows = statement.query_map([stage.word()], |row| row.get::<_, String>(0))?;
        rows.map(|id| id?.parse().map_err(|_| LedgerError::Unreadable("id"))).collect()
    }
}
