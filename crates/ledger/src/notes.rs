//! Notes for orders: each is sent once, over restarts, and looked up where nobody can say whether it
//! stands in its order.

use rusqlite::{ErrorCode, OptionalExtension, Row, params};
use sale::{RequestState, SaleId};

use crate::{Books, LedgerError, Posting, Result};

/// A note as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRecord {
    /// Its row.
    pub entry: i64,
    /// The sale.
    pub sale_id: SaleId,
    /// Its order.
    pub order_number: String,
    /// What it says.
    pub message: String,
    /// How it stands; none while it is owed: it has surely not been sent.
    pub state: Option<RequestState>,
    /// When it was written.
    pub written_at: i64,
    /// The store's own note that it became.
    pub note: Option<i64>,
    /// Why it was not added.
    pub reason: Option<String>,
    /// How often the order's notes were looked at for it.
    pub checks: u32,
}

/// The word for a note that has surely not been sent.
const OWED: &str = "owed";

const COLUMNS: &str =
    "entry, sale_id, order_number, message, state, written_at, note_id, reason, checks";

impl Posting<'_> {
    /// Writes down a note that is to be added to an order. One of the same text that was surely not
    /// added is forgotten. Gives its row.
    ///
    /// # Errors
    /// [`LedgerError::NoteBusy`] while one of the same text is on its way.
    pub fn owe_note(
        &self,
        sale: &SaleId,
        order_number: &str,
        message: &str,
        at: i64,
    ) -> Result<i64> {
        self.connection
            .prepare_cached(
                "DELETE FROM notes WHERE order_number = ?1 AND message = ?2 AND state = 'not_done'",
            )?
            .execute([order_number, message])?;
        self.connection
            .prepare_cached(
                "INSERT INTO notes (sale_id, order_number, message, state, written_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![sale.as_str(), order_number, message, OWED, at])
            .map_err(busy)?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Notes that an owed note is about to be sent; gives whether it was owed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn begin_note(&self, entry: i64) -> Result<bool> {
        let begun = self
            .connection
            .prepare_cached("UPDATE notes SET state = 'sent' WHERE entry = ?1 AND state = ?2")?
            .execute(params![entry, OWED])?;
        Ok(begun == 1)
    }

    /// Moves a note on that was sent; gives whether it was open until then.
    ///
    /// # Errors
    /// When the database fails.
    pub fn move_note(
        &self,
        entry: i64,
        next: RequestState,
        note: Option<i64>,
        reason: Option<&str>,
    ) -> Result<bool> {
        let moved = self
            .connection
            .prepare_cached(
                "UPDATE notes SET state = ?2, note_id = ?3, reason = ?4, checks = 0,
                     next_check_at = NULL
                 WHERE entry = ?1 AND state IN ('sent', 'unknown') AND state <> ?2",
            )?
            .execute(params![entry, next.word(), note, reason])?;
        Ok(moved == 1)
    }

    /// Plans the next look at an order's notes.
    ///
    /// # Errors
    /// When the database fails.
    pub fn plan_note_check(&self, entry: i64, at: i64, checks: u32) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE notes SET next_check_at = ?2, checks = ?3 WHERE entry = ?1")?
            .execute(params![entry, at, checks])?;
        Ok(())
    }
}

impl Books<'_> {
    /// One note.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when there is none in this row.
    pub fn note(&self, entry: i64) -> Result<NoteRecord> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM notes WHERE entry = ?1"))?
            .query_row([entry], |row| Ok(note(row)))
            .optional()?
            .ok_or(LedgerError::NotFound("note"))?
    }

    /// The notes for a sale's orders that were written here, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn notes_of(&self, sale: &SaleId) -> Result<Vec<NoteRecord>> {
        self.notes_where("sale_id = ?1 ORDER BY entry", [sale.as_str()])
    }

    /// The notes that have surely not been sent.
    ///
    /// # Errors
    /// When the database fails.
    pub fn owed_notes(&self) -> Result<Vec<NoteRecord>> {
        self.notes_where("state = ?1 ORDER BY entry", [OWED])
    }

    /// Every note in `state`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn notes_in(&self, state: RequestState) -> Result<Vec<NoteRecord>> {
        self.notes_where("state = ?1 ORDER BY entry", [state.word()])
    }

    /// The notes for which orders are to be looked at by `now`, and when the next is due.
    ///
    /// # Errors
    /// When the database fails.
    pub fn due_notes(&self, now: i64) -> Result<(Vec<NoteRecord>, Option<i64>)> {
        let due = self.notes_where("next_check_at <= ?1 ORDER BY next_check_at", [now])?;
        let next = self
            .connection
            .prepare_cached("SELECT min(next_check_at) FROM notes WHERE next_check_at > ?1")?
            .query_row([now], |row| row.get(0))?;
        Ok((due, next))
    }

    fn notes_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<NoteRecord>> {
        let sql = format!("SELECT {COLUMNS} FROM notes WHERE {condition}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(values, |row| Ok(note(row)))?;
        rows.map(|row| row?).collect()
    }
}

fn busy(error: rusqlite::Error) -> LedgerError {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => LedgerError::NoteBusy,
        _ => error.into(),
    }
}

fn note(row: &Row<'_>) -> Result<NoteRecord> {
    let text = |column| row.get::<_, String>(column);
    let state = match text("state")?.as_str() {
        OWED => None,
        word => Some(RequestState::parse(word).ok_or(LedgerError::Unreadable("state"))?),
    };
    Ok(NoteRecord {
        entry: row.get("entry")?,
        sale_id: text("sale_id")?.parse().map_err(|_| LedgerError::Unreadable("id"))?,
        order_number: text("order_number")?,
        message: text("message")?,
        state,
        written_at: row.get("written_at")?,
        note: row.get("note_id")?,
        reason: row.get("reason")?,
        checks: row.get("checks")?,
    })
}
