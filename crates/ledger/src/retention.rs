//! Forgetting customers: what is personal in old sales is blanked, the books stay.
//!
//! Personal are a sale's cart (customer and note), its name and phone for lists, what the store or a
//! browser said of it in words, its notes, the address of its payment page, the store's records of its orders,
//! what came back of them, and the customer's own row. Events hold nothing personal and stay.

use rusqlite::params;
use sale::{Cart, Customer, SaleEvent, SaleId};

use crate::blank::blank;
use crate::{Books, Ledger, LedgerError, Posting, Result};

/// Sales that have come to their end, and of which nothing is asked, watched or owed any more.
const FORGETTABLE: &str = "
    SELECT id FROM sales
    WHERE blanked_at IS NULL AND changed_at < ?1
      AND state IN ('paid', 'not_paid', 'cancelled', 'attention')
      AND next_check_at IS NULL
      AND (watch_until IS NULL OR watch_until < ?2)
      AND id <> coalesce((SELECT json_extract(value, '$') FROM settings WHERE key = ?3), '')
      AND NOT EXISTS (SELECT 1 FROM attention WHERE sale_id = sales.id AND settled_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM upsells WHERE sale_id = sales.id
                      AND state IN ('intended', 'sent', 'unknown'))
      AND NOT EXISTS (SELECT 1 FROM cancellations WHERE sale_id = sales.id
                      AND state IN ('sent', 'unknown'))
      AND NOT EXISTS (SELECT 1 FROM refunds WHERE sale_id = sales.id
                      AND state IN ('sent', 'unknown'))
      AND NOT EXISTS (SELECT 1 FROM notes WHERE sale_id = sales.id
                      AND state IN ('owed', 'sent', 'unknown'))
    ORDER BY changed_at LIMIT ?4";

/// Whose data is to be blanked.
#[derive(Debug, Clone, Copy)]
pub struct Forgetting {
    /// Of sales that changed last before then.
    pub before: i64,
    /// The present time.
    pub now: i64,
    /// The setting that names the sale on show, which is left alone.
    pub shown: &'static str,
    /// At most so many sales.
    pub limit: u32,
}

/// Whose data was blanked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// The sales.
    pub sales: Vec<SaleId>,
    /// How many customers, and how many words of theirs beside those sales.
    pub others: usize,
}

impl Forgotten {
    /// Whether nothing was blanked.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        self.sales.is_empty() && self.others == 0
    }
}

impl Posting<'_> {
    /// Blanks the customers' data of old sales, and of customers who have not bought since.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forget_customers(&self, forgetting: &Forgetting) -> Result<Forgotten> {
        let Forgetting { before, now, shown, limit } = *forgetting;
        let mut statement = self.connection.prepare_cached(FORGETTABLE)?;
        let sales = statement
            .query_map(params![before, now, shown, limit], |row| row.get::<_, String>(0))?
            .map(|id| id?.parse().map_err(|_| LedgerError::Unreadable("id")))
            .collect::<Result<Vec<SaleId>>>()?;
        for sale in &sales {
            self.forget_customer_of(sale, now)?;
        }
        let customers = self
            .connection
            .prepare_cached("DELETE FROM customers WHERE seen_at < ?1")?
            .execute([before])?;
        let others = customers + self.forget_what_came_later(before)?;
        Ok(Forgotten { sales, others })
    }

    /// What was written of a sale after its customer was forgotten, by a person or in the store's words.
    /// Gives of how many rows.
    fn forget_what_came_later(&self, before: i64) -> Result<usize> {
        let mut forgotten = 0;
        for words in [
            "notes SET message = '', reason = NULL
             WHERE written_at < ?1 AND message <> '' AND state NOT IN ('owed', 'sent', 'unknown')",
            "refunds SET error = NULL WHERE sent_at < ?1 AND error IS NOT NULL",
            "cancellations SET reason = NULL WHERE sent_at < ?1 AND reason IS NOT NULL",
            "upsells SET reason = NULL WHERE intended_at < ?1 AND reason IS NOT NULL",
        ] {
            let sql = format!(
                "UPDATE {words} AND sale_id IN (SELECT id FROM sales WHERE blanked_at IS NOT NULL)"
            );
            forgotten += self.connection.prepare_cached(&sql)?.execute([before])?;
        }
        Ok(forgotten)
    }

    fn forget_customer_of(&self, sale: &SaleId, now: i64) -> Result<()> {
        let mut cart: Cart = self.sale(sale)?.cart;
        cart.customer = Customer::default();
        cart.note = String::new();
        let cart = serde_json::to_string(&cart).map_err(|_| LedgerError::Unreadable("cart"))?;
        self.connection
            .prepare_cached(
                "UPDATE sales SET cart = ?2, customer = '', phone = '', refusal = NULL,
                     check_error = NULL, blanked_at = ?3 WHERE id = ?1",
            )?
            .execute(params![sale.as_str(), cart, now])?;
        for sql in [
            "UPDATE attempts SET payment_url = NULL WHERE sale_id = ?1",
            "UPDATE upsells SET reason = NULL WHERE sale_id = ?1 AND reason IS NOT NULL",
            "UPDATE cancellations SET reason = NULL WHERE sale_id = ?1 AND reason IS NOT NULL",
            "UPDATE orders SET notes = NULL, notes_read_at = NULL
             WHERE sale_id = ?1 AND notes IS NOT NULL",
            "UPDATE refunds SET error = NULL WHERE sale_id = ?1 AND error IS NOT NULL",
            "UPDATE notes SET message = '', reason = NULL WHERE sale_id = ?1",
        ] {
            self.connection.prepare_cached(sql)?.execute([sale.as_str()])?;
        }
        self.blank_rows(
            sale,
            "SELECT number, raw FROM orders WHERE sale_id = ?1",
            "UPDATE orders SET raw = ?2 WHERE number = ?1",
        )?;
        self.blank_rows(
            sale,
            "SELECT id, body FROM returns WHERE sale_id = ?1",
            "UPDATE returns SET body = CAST(?2 AS BLOB) WHERE id = ?1",
        )?;
        self.record(sale, &SaleEvent::CustomerForgotten, now).map(drop)
    }

    /// Blanks the store's words in each row that one statement finds, by the other.
    fn blank_rows(&self, sale: &SaleId, find: &str, blanked: &str) -> Result<()> {
        let mut find = self.connection.prepare_cached(find)?;
        let mut blanked = self.connection.prepare_cached(blanked)?;
        let mut rows = find.query([sale.as_str()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let key: rusqlite::types::Value = row.get(0)?;
            let raw = row.get_ref(1)?.as_bytes().map_err(|_| LedgerError::Unreadable("order"))?;
            found.push((key, blank(raw)));
        }
        for (key, text) in found {
            blanked.execute(params![key, text])?;
        }
        Ok(())
    }
}

impl Books<'_> {
    /// Whether a sale's customer was forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) fn is_forgotten(&self, sale: &SaleId) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached("SELECT 1 FROM sales WHERE id = ?1 AND blanked_at IS NOT NULL")?
            .exists([sale.as_str()])?)
    }
}

impl Ledger {
    /// Takes what was blanked out of the index of sales, and empties the journal beside the books, which
    /// still tells of it. Gives whether nothing that is being read held it up.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn empty_journal(&self) -> Result<bool> {
        self.rewrite_index().await?;
        self.with_writer(|connection| {
            let busy: i64 =
                connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            Ok(busy == 0)
        })
        .await
    }
}
