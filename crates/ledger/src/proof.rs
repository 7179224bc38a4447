//! Proving the books: the file, the chain of events, and that replaying them gives the sales.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Row};
use sale::{SaleEvent, SaleState};

use crate::chain::{GENESIS, link};
use crate::header::Found;
use crate::{Books, ChainFault, Fault, Result, open};

/// How many events were proved, or the first fault.
type Verdict = std::result::Result<u64, ChainFault>;

/// Proves the ledger at `path` as [`Books::verify`] does, without writing to it: also while a till
/// works in it, and whatever a stopped one left beside it. It reads the whole file: call it where
/// blocking is allowed.
///
/// # Errors
/// When the file cannot be opened, as for [`crate::Ledger::open`], or read.
pub fn prove(path: &Path) -> Result<Verdict> {
    let verdict = prove_once(path);
    let began = matches!(open::look(path), Ok(Found::WithJournal));
    match verdict {
        Ok((Ok(proved), _)) => Ok(Ok(proved)),
        // A till that began to work in it meanwhile may have moved what was being read.
        Ok((Err(_), Found::Whole)) | Err(_) if began => {
            prove_once(path).map(|(verdict, _)| verdict)
        }
        Ok((verdict, _)) => Ok(verdict),
        Err(error) => Err(error),
    }
}

fn prove_once(path: &Path) -> Result<(Verdict, Found)> {
    let found = open::look(path)?;
    let connection = open::onlooker(path)?;
    let moment = connection.unchecked_transaction()?;
    open::check_identity(&moment)?;
    Ok((Books { connection: &moment }.verify()?, found))
}

impl Books<'_> {
    /// Proves the books: the file is sound, each event's hash covers it and the one before, no
    /// entry is missing, each sale's events are counted without a gap, nothing belongs to a sale
    /// that is gone, and replaying the events gives each sale's state and the time of its last
    /// change. Gives how many events were proved, or the first fault.
    ///
    /// The hashes have no key, so this finds damage and alterations by hand, not those of somebody
    /// who makes the rest of the books fit. Events removed from the end are missed where the
    /// table of SQLite that counts them was altered too, and the removed ones left neither their
    /// sale's state nor its time behind. A file that was replaced by an older copy of itself, or
    /// whose journal was taken away, proves itself. Carts, amounts in the list of sales, orders and
    /// settings are not covered.
    ///
    /// # Errors
    /// When the database fails.
    pub fn verify(&self) -> Result<Verdict> {
        let integrity: String =
            self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if integrity != "ok" {
            let fault = Fault::FileDamaged(integrity);
            return Ok(Err(ChainFault { sale_id: String::new(), sequence: 0, fault }));
        }
        let mut replay = Replay::default();
        if let Some(fault) = self.chain_fault(&mut replay)? {
            return Ok(Err(fault));
        }
        let fault = match self.end_fault(&replay)? {
            None => self.reference_fault()?,
            found => found,
        };
        Ok(fault.map_or(Ok(replay.count.unsigned_abs()), Err))
    }

    fn chain_fault(&self, replay: &mut Replay) -> Result<Option<ChainFault>> {
        let mut statement = self.connection.prepare(
            "SELECT entry, sale_id, sequence, at, event, previous, hash FROM events ORDER BY entry",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let entry = Entry::read(row)?;
            if let Err(fault) = replay.take(&entry) {
                return Ok(Some(fault.of(&entry.sale_id, entry.sequence)));
            }
        }
        Ok(None)
    }

    /// A sale that its events do not lead to, or entries that are missing at the end.
    fn end_fault(&self, replay: &Replay) -> Result<Option<ChainFault>> {
        let given: i64 = self
            .connection
            .query_row("SELECT seq FROM sqlite_sequence WHERE name = 'events'", [], |row| {
                row.get(0)
            })
            .optional()?
            .unwrap_or_default();
        let fault = self.sale_fault(replay)?;
        if given <= replay.count {
            return Ok(fault);
        }
        let after = Fault::EventsRemovedAfter;
        Ok(Some(match fault {
            Some(fault) => after.of(fault.sale_id.as_bytes(), fault.sequence),
            None => after.of(&replay.last.0, replay.last.1),
        }))
    }

    fn sale_fault(&self, replay: &Replay) -> Result<Option<ChainFault>> {
        let mut statement = self.connection.prepare("SELECT id, state, changed_at FROM sales")?;
        let mut rows = statement.query([])?;
        let mut sales = 0;
        while let Some(row) = rows.next()? {
            let (id, state) = (bytes(row, 0)?, bytes(row, 1)?);
            let Some(stand) = replay.sales.get(&id) else {
                return Ok(Some(Fault::SaleWithoutEvents.of(&id, 0)));
            };
            if stand.state.word().as_bytes() != state {
                return Ok(Some(Fault::StateAltered.of(&id, stand.sequence)));
            }
            if row.get::<_, i64>(2)? != stand.at {
                return Ok(Some(Fault::ChangeTimeAltered.of(&id, stand.sequence)));
            }
            sales += 1;
        }
        if sales == replay.sales.len() { Ok(None) } else { self.removed_sale() }
    }

    fn removed_sale(&self) -> Result<Option<ChainFault>> {
        let first = self.connection.query_row(
            "SELECT sale_id, sequence FROM events WHERE sale_id NOT IN (SELECT id FROM sales)
             ORDER BY entry LIMIT 1",
            [],
            |row| Ok(Fault::SaleRemoved.of(&bytes(row, 0)?, row.get(1)?)),
        );
        Ok(first.optional()?)
    }

    fn reference_fault(&self) -> Result<Option<ChainFault>> {
        let broken = self.connection.query_row("PRAGMA foreign_key_check", [], |row| row.get(0));
        Ok(broken.optional()?.map(|table| Fault::ReferenceBroken(table).of(&[], 0)))
    }
}

impl Fault {
    fn of(self, sale_id: &[u8], sequence: i64) -> ChainFault {
        let sale_id = String::from_utf8_lossy(sale_id).into_owned();
        ChainFault { sale_id, sequence, fault: self }
    }
}

/// A row of the event list. What should be text is read as bytes: an altered one may be none.
struct Entry {
    entry: i64,
    sale_id: Vec<u8>,
    sequence: i64,
    at: i64,
    event: Vec<u8>,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

impl Entry {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            entry: row.get(0)?,
            sale_id: bytes(row, 1)?,
            sequence: row.get(2)?,
            at: row.get(3)?,
            event: bytes(row, 4)?,
            previous: bytes(row, 5)?,
            hash: bytes(row, 6)?,
        })
    }

    fn is_sound(&self) -> bool {
        u32::try_from(self.sequence).is_ok_and(|sequence| {
            self.hash == link(&self.previous, &self.sale_id, sequence, self.at, &self.event)
        })
    }
}

fn bytes(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<u8>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.to_vec(),
        _ => Vec::new(),
    })
}

/// Where a sale stands by its events.
#[derive(Clone, Copy)]
struct Stand {
    state: SaleState,
    sequence: i64,
    at: i64,
}

/// What the events lead to, one after the other.
#[derive(Default)]
struct Replay {
    previous: Option<Vec<u8>>,
    count: i64,
    last: (Vec<u8>, i64),
    sales: HashMap<Vec<u8>, Stand>,
}

impl Replay {
    fn take(&mut self, entry: &Entry) -> std::result::Result<(), Fault> {
        if !entry.is_sound() {
            return Err(Fault::EventAltered);
        }
        if entry.entry != self.count + 1 {
            return Err(Fault::EventsRemovedBefore);
        }
        if entry.previous != self.previous.as_deref().unwrap_or(&GENESIS) {
            return Err(Fault::ChainBroken);
        }
        let stand = self.sales.get(&entry.sale_id);
        if entry.sequence != stand.map_or(0, |stand| stand.sequence) + 1 {
            return Err(Fault::SequenceBroken);
        }
        let event: SaleEvent =
            serde_json::from_slice(&entry.event).map_err(|_| Fault::EventUnreadable)?;
        let state = stand.map_or(SaleState::Building, |stand| stand.state);
        let state = state.after(&event).map_err(|_| Fault::EventImpossible)?;
        let stand = Stand { state, sequence: entry.sequence, at: entry.at };
        self.sales.insert(entry.sale_id.clone(), stand);
        self.last = (entry.sale_id.clone(), entry.sequence);
        self.previous = Some(entry.hash.clone());
        self.count += 1;
        Ok(())
    }
}
