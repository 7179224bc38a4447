//! The event list: appended with each state change, chained by hashes. `proof` proves it.

use rusqlite::{OptionalExtension, params};
use sale::{SaleEvent, SaleId, SaleState};
use sha2::{Digest, Sha256};

use crate::{Books, LedgerError, Posting, Result};

/// An event as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Counts the sale's events from 1.
    pub sequence: u32,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What.
    pub event: SaleEvent,
}

/// The hash before the first event.
pub(crate) const GENESIS: [u8; 32] = [0; 32];

impl Posting<'_> {
    /// Records that `event` happened to a sale: its state moves on and the event is appended.
    /// Gives the state after it.
    ///
    /// # Errors
    /// [`LedgerError::NotAllowed`] when it cannot happen in the sale's state.
    pub fn record(&self, sale: &SaleId, event: &SaleEvent, at: i64) -> Result<SaleState> {
        let state = self.sale_state(sale)?.after(event)?;
        self.append(sale, event, at)?;
        let changed = self
            .connection
            .prepare_cached("UPDATE sales SET state = ?2, changed_at = ?3 WHERE id = ?1")?
            .execute(params![sale.as_str(), state.word(), at])?;
        if changed == 1 { Ok(state) } else { Err(LedgerError::NotFound("sale")) }
    }

    fn append(&self, sale: &SaleId, event: &SaleEvent, at: i64) -> Result<()> {
        let text = serde_json::to_string(event).map_err(|_| LedgerError::Unreadable("event"))?;
        let previous: Vec<u8> = self
            .connection
            .prepare_cached("SELECT hash FROM events ORDER BY entry DESC LIMIT 1")?
            .query_row([], |row| row.get(0))
            .optional()?
            .unwrap_or_else(|| GENESIS.to_vec());
        let sequence: u32 = self
            .connection
            .prepare_cached("SELECT coalesce(max(sequence), 0) + 1 FROM events WHERE sale_id = ?1")?
            .query_row([sale.as_str()], |row| row.get(0))?;
        let hash = link(&previous, sale.as_str().as_bytes(), sequence, at, text.as_bytes());
        self.connection
            .prepare_cached(
                "INSERT INTO events (sale_id, sequence, at, event, previous, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![sale.as_str(), sequence, at, text, previous, hash.as_slice()])?;
        Ok(())
    }
}

impl Books<'_> {
    /// A sale's events, oldest first. An event that a newer program wrote is left out.
    ///
    /// # Errors
    /// When the database fails.
    pub fn events(&self, sale: &SaleId) -> Result<Vec<Recorded>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT sequence, at, event FROM events WHERE sale_id = ?1 ORDER BY sequence",
        )?;
        let rows = statement.query_map([sale.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?))
        })?;
        let mut events = Vec::new();
        for row in rows {
            let (sequence, at, text) = row?;
            if let Ok(event) = serde_json::from_str(&text) {
                events.push(Recorded { sequence, at, event });
            }
        }
        Ok(events)
    }
}

/// SHA-256 over the previous hash and the entry. Each part is preceded by its length, so that no
/// two entries give the same bytes.
pub(crate) fn link(
    previous: &[u8],
    sale_id: &[u8],
    sequence: u32,
    at: i64,
    event: &[u8],
) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [previous, sale_id, &sequence.to_be_bytes(), &at.to_be_bytes(), event] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
