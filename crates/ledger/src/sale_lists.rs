//! Sales in lists.

use rusqlite::{OptionalExtension, Row, params};
use sale::{Currency, Money, SaleId, SaleState};

use crate::sales::{digits, state, total};
use crate::{Books, LedgerError, Result};

/// A sale in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleSummary {
    /// Its id.
    pub id: String,
    /// Its state.
    pub state: SaleState,
    /// When it was started.
    pub started_at: i64,
    /// When its state last changed.
    pub changed_at: i64,
    /// The order that the store confirmed.
    pub order_number: Option<String>,
    /// The customer's name, else the email address.
    pub customer: String,
    /// How many articles.
    pub items: u32,
    /// The store's total, else the estimate.
    pub total: Money,
    /// Whether something about it needs a person.
    pub attention: bool,
}

/// Which sales to list, newest first.
#[derive(Debug, Clone, Default)]
pub struct SaleFilter {
    /// Part of the order number, the customer's name, email address or phone number, of an SKU,
    /// or an amount.
    pub text: String,
    /// Only sales in this state.
    pub state: Option<SaleState>,
    /// Only sales older than this one: the last of the page before.
    pub before: Option<SaleId>,
    /// At most so many.
    pub limit: u32,
}

const COLUMNS: &str =
    "id, state, started_at, changed_at, order_number, customer, items, currency, total_minor,
     EXISTS (SELECT 1 FROM attention WHERE sale_id = sales.id AND settled_at IS NULL) AS attention";

impl Books<'_> {
    /// A page of sales, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn list_sales(&self, filter: &SaleFilter) -> Result<Vec<SaleSummary>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM sales
             WHERE (?1 IS NULL OR id < ?1) AND (?2 IS NULL OR state = ?2)
               AND (?3 = '' OR order_number LIKE ?4 ESCAPE '\\' OR customer LIKE ?4 ESCAPE '\\'
                    OR json_extract(cart, '$.customer.email') LIKE ?4 ESCAPE '\\'
                    OR phone LIKE ?6 OR total_minor = ?7
                    OR EXISTS (SELECT 1 FROM json_each(cart, '$.lines') AS line
                               WHERE json_extract(line.value, '$.sku') LIKE ?4 ESCAPE '\\'))
             ORDER BY id DESC LIMIT ?5"
        ))?;
        let text = filter.text.trim();
        let digits = digits(text);
        let is_number = digits.len() >= 3 && !text.contains(char::is_alphabetic);
        let amount =
            Money::parse(text.trim_start_matches(|c: char| !c.is_ascii_digit()), Currency::USD);
        let rows = statement.query_map(
            params![
                filter.before.as_ref().map(SaleId::as_str),
                filter.state.map(SaleState::word),
                text,
                contains(text),
                filter.limit,
                is_number.then(|| contains(&digits)),
                amount.ok().map(|amount| amount.minor)
            ],
            |row| Ok(summary(row)),
        )?;
        rows.map(|row| row?).collect()
    }

    /// One sale as lists show it.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when there is none of this id.
    pub fn summary(&self, id: &SaleId) -> Result<SaleSummary> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM sales WHERE id = ?1"))?
            .query_row([id.as_str()], |row| Ok(summary(row)))
            .optional()?
            .ok_or(LedgerError::NotFound("sale"))?
    }

    /// The last paid sales of the customer with this email address, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn paid_sales_of(&self, email: &str, limit: u32) -> Result<Vec<SaleSummary>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM sales
             WHERE lower(trim(json_extract(cart, '$.customer.email'))) = ?1 AND state = 'paid'
             ORDER BY id DESC LIMIT ?2"
        ))?;
        let rows = statement.query_map(params![email, limit], |row| Ok(summary(row)))?;
        rows.map(|row| row?).collect()
    }

    /// How many sales are in `state`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_in(&self, state: SaleState) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM sales WHERE state = ?1")?
            .query_row([state.word()], |row| row.get(0))?)
    }
}

fn summary(row: &Row<'_>) -> Result<SaleSummary> {
    Ok(SaleSummary {
        id: row.get("id")?,
        state: state(row)?,
        started_at: row.get("started_at")?,
        changed_at: row.get("changed_at")?,
        order_number: row.get("order_number")?,
        customer: row.get("customer")?,
        items: row.get("items")?,
        total: total(row)?,
        attention: row.get("attention")?,
    })
}

/// A LIKE pattern for any text that contains this one.
pub(crate) fn contains(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
