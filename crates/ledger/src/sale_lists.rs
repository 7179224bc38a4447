//! Sales in lists.

use rusqlite::{OptionalExtension, Row, ToSql, params};
use sale::{Currency, Money, SaleId, SaleState};

use crate::sale_index::Asked;
use crate::sales::first_place;
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
    /// Words in any order: of the order number, the customer's name, email address or phone number,
    /// of an SKU or a product, or an amount. Beginnings are enough, and of a number its ending.
    pub text: String,
    /// Only sales in this state.
    pub state: Option<SaleState>,
    /// Only sales whose order this seller placed.
    pub seller: Option<String>,
    /// Only sales in this currency.
    pub currency: Option<Currency>,
    /// Only sales that were started then or later.
    pub from: Option<i64>,
    /// Only sales that were started before.
    pub to: Option<i64>,
    /// Only sales older than this one: the last of the page before.
    pub before: Option<SaleId>,
    /// At most so many.
    pub limit: u32,
}

/// What sales can be narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleChoices {
    /// Everybody who placed an order.
    pub sellers: Vec<String>,
    /// Every currency that was sold in.
    pub currencies: Vec<Currency>,
}

const COLUMNS: &str =
    "id, state, started_at, changed_at, order_number, customer, items, currency, total_minor,
     EXISTS (SELECT 1 FROM attention WHERE sale_id = sales.id AND settled_at IS NULL) AS attention";

/// A sale stands behind the first place of its moment by at most so many others of that moment.
const MOST_AT_ONCE: i64 = 4_096;

impl SaleFilter {
    /// Whether the index is needed to answer it.
    pub(crate) fn is_narrowed(&self) -> bool {
        let is_chosen = self.state.is_some() || self.seller.is_some() || self.currency.is_some();
        is_chosen || !self.text.trim().is_empty()
    }
}

impl Books<'_> {
    /// A page of sales, newest first, as far as the index knows them.
    pub(crate) fn list_sales(&self, filter: &SaleFilter) -> Result<Vec<SaleSummary>> {
        let (from, to) = (filter.from.unwrap_or(i64::MIN), filter.to.unwrap_or(i64::MAX));
        let last = first_place(to).saturating_add(MOST_AT_ONCE);
        let before = match &filter.before {
            Some(before) => self.place(before)?.min(last),
            None => last,
        };
        let span = params![before, first_place(from), from, to, filter.limit];
        match self.asked(filter)? {
            Asked::Nothing => Ok(Vec::new()),
            Asked::All => {
                let found = "sales WHERE place < ?1 AND place >= ?2";
                self.page_of_sales(found, "place DESC", span)
            }
            Asked::Matching(expression) => {
                let values: Vec<&dyn ToSql> =
                    span.iter().copied().chain([&expression as &dyn ToSql]).collect();
                // The index in the outer loop gives the newest first, and stops with the page.
                let found = "sale_words CROSS JOIN sales ON place = -sale_words.rowid
                             WHERE sale_words MATCH ?6
                                 AND sale_words.rowid > -?1 AND sale_words.rowid <= -?2";
                self.page_of_sales(found, "sale_words.rowid", &values)
            }
        }
    }

    fn page_of_sales(
        &self,
        found: &str,
        order: &str,
        values: &[&dyn ToSql],
    ) -> Result<Vec<SaleSummary>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM {found} AND started_at >= ?3 AND started_at < ?4
             ORDER BY {order} LIMIT ?5"
        ))?;
        let rows = statement.query_map(values, |row| Ok(summary(row)))?;
        rows.map(|row| row?).collect()
    }

    fn place(&self, id: &SaleId) -> Result<i64> {
        self.connection
            .prepare_cached("SELECT place FROM sales WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or(LedgerError::NotFound("sale"))
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

/// Reads [`COLUMNS`] by their places: to look each up by its name took a third of the time of a page.
fn summary(row: &Row<'_>) -> Result<SaleSummary> {
    let state = SaleState::parse(&row.get::<_, String>(1)?);
    let currency = row.get::<_, String>(7)?.parse();
    let currency = currency.map_err(|_| LedgerError::Unreadable("currency"))?;
    Ok(SaleSummary {
        id: row.get(0)?,
        state: state.ok_or(LedgerError::Unreadable("state"))?,
        started_at: row.get(2)?,
        changed_at: row.get(3)?,
        order_number: row.get(4)?,
        customer: row.get(5)?,
        items: row.get(6)?,
        total: Money::new(row.get(8)?, currency),
        attention: row.get(9)?,
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
