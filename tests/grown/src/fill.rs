//! The rows, into the ledger's own tables.

use std::path::Path;

use anyhow::Result;
use rusqlite::{Connection, OptionalExtension, Statement, Transaction, params};
use sha2::{Digest as _, Sha256};

use crate::facts::Facts;
use crate::sold::Grown;
use crate::{Growth, body};

/// Nobody waits for this to be on the disk piece by piece, and nobody else has the file open.
const PRAGMAS: &str = "
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA foreign_keys = OFF;
    PRAGMA cache_size = -131072;";

/// The index gathers so many bytes of words before it writes them; else it would write them many times
/// over while it merges.
const MUCH_AT_ONCE: &str = "
    INSERT INTO sale_words (sale_words, rank) VALUES ('hashsize', 67108864);";

/// As much as it gathers by itself.
const AS_USUAL: &str = "
    INSERT INTO sale_words (sale_words, rank) VALUES ('hashsize', 1048576);";

/// Has the index gather as much as it does by itself again.
pub(crate) fn end(path: &Path) -> Result<()> {
    Ok(Connection::open(path)?.execute_batch(AS_USUAL)?)
}

/// Puts the rows of every sale in.
pub(crate) fn fill(path: &Path, growth: Growth) -> Result<()> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(PRAGMAS)?;
    let transaction = connection.transaction()?;
    let later = set_aside(&transaction)?;
    let mut rows = Rows::begin(&transaction)?;
    for number in 0..growth.sales {
        rows.add(&growth.grown(number))?;
    }
    drop(rows);
    for sql in later {
        transaction.execute_batch(&sql)?;
    }
    transaction.commit()?;
    connection.execute_batch(MUCH_AT_ONCE)?;
    connection.execute_batch("PRAGMA journal_mode = WAL;")?;
    Ok(())
}

/// Takes the triggers and indexes away, which are quicker made when all rows are there. Gives what
/// makes them again. What the triggers would do for new rows is to raise their revisions.
fn set_aside(transaction: &Transaction<'_>) -> Result<Vec<String>> {
    let mut statement = transaction.prepare(
        "SELECT type, name, sql FROM sqlite_schema
         WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type, name",
    )?;
    let found: Vec<(String, String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (kind, name, _) in &found {
        transaction.execute_batch(&format!("DROP {kind} {name}"))?;
    }
    Ok(found.into_iter().map(|(_, _, sql)| sql).collect())
}

/// One statement for each table, and the end of the chain.
struct Rows<'t> {
    sales: Statement<'t>,
    taken: Statement<'t>,
    events: Statement<'t>,
    orders: Statement<'t>,
    upsells: Statement<'t>,
    cancellations: Statement<'t>,
    customers: Statement<'t>,
    facts: Facts<'t>,
    last: Vec<u8>,
}

impl<'t> Rows<'t> {
    fn begin(transaction: &'t Transaction<'_>) -> Result<Self> {
        let last = transaction
            .query_row("SELECT hash FROM events ORDER BY entry DESC LIMIT 1", [], |row| row.get(0))
            .optional()?;
        Ok(Self {
            sales: transaction.prepare(
                "INSERT INTO sales (place, id, state, started_at, changed_at, cart, revision,
                     customer, phone, seller, items, currency, total_minor, order_number, paid_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?,
            taken: transaction.prepare("SELECT 1 FROM sales WHERE place = ?1")?,
            events: transaction.prepare(
                "INSERT INTO events (sale_id, sequence, at, event, previous, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?,
            orders: transaction.prepare(
                "INSERT INTO orders (number, sale_id, raw, read_at) VALUES (?1, ?2, ?3, ?4)",
            )?,
            upsells: transaction.prepare(
                "INSERT INTO upsells (id, sale_id, order_number, variant_id, title, variant_title,
                     currency, price_minor, shape, state, intended_at, sent_at, settled_at,
                     amount_minor, transaction_id)
                 VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, '{\"quantities\":{},\"transactions\":[]}',
                     'charged', ?8, ?8, ?8, ?7, ?9)",
            )?,
            cancellations: transaction.prepare(
                "INSERT INTO cancellations (order_number, sale_id, full_refund, state, sent_at)
                 VALUES (?1, ?2, 1, 'done', ?3)",
            )?,
            customers: transaction.prepare(
                "INSERT INTO customers (email, fields, name, digits, orders, seen_at)
                 VALUES (?1, ?2, ?3, ?4, 1, ?5)
                 ON CONFLICT (email) DO UPDATE SET orders = orders + 1, seen_at = ?5",
            )?,
            facts: Facts::begin(transaction)?,
            last: last.unwrap_or_else(|| vec![0; 32]),
        })
    }

    fn add(&mut self, grown: &Grown) -> Result<()> {
        let sold = &grown.sold;
        let mut place = sold.started_at >> 4;
        while self.taken.exists([place])? {
            place += 1;
        }
        let changed_at = grown.events.last().map_or(sold.started_at, |(at, _)| *at);
        let paid_at = sold.order_number.as_ref().map(|_| grown.paid_at());
        self.sales.execute(params![
            place,
            sold.id,
            sold.state.word(),
            sold.started_at,
            changed_at,
            serde_json::to_string(&grown.cart)?,
            sold.customer.name(),
            digits(&sold.customer.phone),
            sold.seller,
            grown.items,
            sold.total.currency.code(),
            sold.total.minor,
            sold.order_number,
            paid_at
        ])?;
        self.add_events(grown)?;
        match &sold.order_number {
            Some(number) => self.add_order(grown, number),
            None => Ok(()),
        }
    }

    fn add_events(&mut self, grown: &Grown) -> Result<()> {
        let sale = grown.sold.id.as_str();
        for (sequence, (at, event)) in (1_u32..).zip(&grown.events) {
            let text = serde_json::to_string(event)?;
            let hash = link(&self.last, sale.as_bytes(), sequence, *at, text.as_bytes());
            self.events.execute(params![sale, sequence, at, text, self.last, hash])?;
            self.last = hash;
        }
        Ok(())
    }

    fn add_order(&mut self, grown: &Grown, number: &str) -> Result<()> {
        let (sold, at) = (&grown.sold, grown.paid_at());
        let body = body::order(grown, number).to_string();
        self.orders.execute(params![number, sold.id, body, at])?;
        let customer = &sold.customer;
        self.customers.execute(params![
            customer.email,
            serde_json::to_string(customer)?,
            customer.name().to_lowercase(),
            digits(&customer.phone),
            at
        ])?;
        self.facts.add(grown, number)?;
        if let Some(added) = &sold.upsell {
            let price = added.list_price;
            let charge = grown.payments(number).get(1).map(|made| made.id);
            self.upsells.execute(params![
                sold.id,
                number,
                added.variant_id,
                added.title,
                added.variant_title,
                price.currency.code(),
                price.minor,
                at + 60_000,
                charge
            ])?;
        }
        if sold.is_cancelled {
            self.cancellations.execute(params![number, sold.id, at])?;
        }
        Ok(())
    }
}

/// As the ledger chains its events: SHA-256 over the parts, each preceded by its length.
fn link(previous: &[u8], sale_id: &[u8], sequence: u32, at: i64, event: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in [previous, sale_id, &sequence.to_be_bytes(), &at.to_be_bytes(), event] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}

fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}
