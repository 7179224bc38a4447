//! The event list: appended with each state change, chained by hashes, verified on demand.

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

/// The first place where the books do not prove themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainFault {
    /// The sale concerned.
    pub sale_id: String,
    /// The event's sequence in its sale.
    pub sequence: u32,
    /// What is wrong with it.
    pub fault: &'static str,
}

struct Row {
    sale_id: String,
    sequence: u32,
    at: i64,
    event: String,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

/// The hash before the first event.
const GENESIS: [u8; 32] = [0; 32];

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
        let hash = link(&previous, sale.as_str(), sequence, at, &text);
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

    /// Proves the books: each event's hash covers it and the one before, each sale's events are
    /// counted without a gap, and replaying them gives the sale's state. Gives how many events
    /// were proved, or the first fault.
    ///
    /// # Errors
    /// When the database fails.
    pub fn verify(&self) -> Result<std::result::Result<u64, ChainFault>> {
        let mut statement = self.connection.prepare(
            "SELECT sale_id, sequence, at, event, previous, hash FROM events ORDER BY entry",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Row {
                sale_id: row.get(0)?,
                sequence: row.get(1)?,
                at: row.get(2)?,
                event: row.get(3)?,
                previous: row.get(4)?,
                hash: row.get(5)?,
            })
        })?;
        let mut replay = Replay { previous: GENESIS.to_vec(), ..Replay::default() };
        for row in rows {
            if let Err(fault) = replay.take(&row?) {
                return Ok(Err(fault));
            }
        }
        Ok(match self.state_fault(&replay)? {
            Some(fault) => Err(fault),
            None => Ok(replay.count),
        })
    }

    fn state_fault(&self, replay: &Replay) -> Result<Option<ChainFault>> {
        let mut statement = self.connection.prepare("SELECT id, state FROM sales")?;
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        for row in rows {
            let (sale_id, state) = row?;
            match replay.sales.get(&sale_id) {
                Some((replayed, _)) if replayed.word() == state => {}
                Some((_, sequence)) => {
                    let fault = "its sale's state is not what the events lead to";
                    return Ok(Some(ChainFault { sale_id, sequence: *sequence, fault }));
                }
                None => {
                    let fault = "the sale has no events";
                    return Ok(Some(ChainFault { sale_id, sequence: 0, fault }));
                }
            }
        }
        Ok(None)
    }
}

/// What the events lead to, one after the other.
#[derive(Default)]
struct Replay {
    previous: Vec<u8>,
    count: u64,
    sales: std::collections::HashMap<String, (SaleState, u32)>,
}

impl Replay {
    fn take(&mut self, row: &Row) -> std::result::Result<(), ChainFault> {
        let fault =
            |fault| ChainFault { sale_id: row.sale_id.clone(), sequence: row.sequence, fault };
        if row.previous != self.previous {
            return Err(fault("the entry before it was altered or removed"));
        }
        if row.hash != link(&row.previous, &row.sale_id, row.sequence, row.at, &row.event) {
            return Err(fault("it was altered"));
        }
        let (state, last) =
            self.sales.get(&row.sale_id).copied().unwrap_or((SaleState::Building, 0));
        if row.sequence != last + 1 {
            return Err(fault("an event of its sale is missing before it"));
        }
        let event: SaleEvent =
            serde_json::from_str(&row.event).map_err(|_| fault("it cannot be read"))?;
        let state = state.after(&event).map_err(|_| fault("it cannot follow the one before"))?;
        self.sales.insert(row.sale_id.clone(), (state, row.sequence));
        self.previous.clone_from(&row.hash);
        self.count += 1;
        Ok(())
    }
}

/// SHA-256 over the previous hash and the entry. Each part is preceded by its length, so that no
/// two entries give the same bytes.
fn link(previous: &[u8], sale_id: &str, sequence: u32, at: i64, event: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in
        [previous, sale_id.as_bytes(), &sequence.to_be_bytes(), &at.to_be_bytes(), event.as_bytes()]
    {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
