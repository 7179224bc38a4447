//! Upsell charges. The schema itself keeps a second one from being sent.

use rusqlite::{ErrorCode, OptionalExtension, Row, params};
use sale::{ChargeState, Money, OrderShape, SaleId, UpsellId};

use crate::{Books, LedgerError, Posting, Result};

/// A click on an upsell.
#[derive(Debug, Clone)]
pub struct NewUpsell {
    /// Its id.
    pub id: UpsellId,
    /// The sale.
    pub sale_id: SaleId,
    /// The order it is added to.
    pub order_number: String,
    /// The variant.
    pub variant_id: i64,
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
    /// The price of one, before tax.
    pub price: Money,
    /// What the order held before the click.
    pub shape: OrderShape,
}

/// A charge as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpsellRecord {
    /// Its id.
    pub id: UpsellId,
    /// The sale.
    pub sale_id: SaleId,
    /// The order it is added to.
    pub order_number: String,
    /// The variant.
    pub variant_id: i64,
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
    /// The price of one, before tax.
    pub price: Money,
    /// What the order held before the click.
    pub shape: OrderShape,
    /// Its state.
    pub state: ChargeState,
    /// When its request left.
    pub sent_at: Option<i64>,
    /// What the store charged.
    pub amount: Option<Money>,
    /// The transaction that explains it, where one does.
    pub transaction: Option<i64>,
    /// The store's reason, or why it was not charged.
    pub reason: Option<String>,
    /// The store's response code.
    pub response_code: Option<String>,
    /// How often the store was asked about it.
    pub checks: u32,
}

/// What became of a charge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settlement {
    /// What the store charged.
    pub amount: Option<Money>,
    /// The transaction that explains it.
    pub transaction: Option<i64>,
    /// The store's reason, or why it was not charged.
    pub reason: Option<String>,
    /// The store's response code.
    pub response_code: Option<String>,
}

const COLUMNS: &str = "id, sale_id, order_number, variant_id, title, variant_title, currency,
    price_minor, shape, state, sent_at, amount_minor, transaction_id, reason, response_code, checks";

impl Posting<'_> {
    /// Writes down a click before anything is sent.
    ///
    /// # Errors
    /// [`LedgerError::UpsellBusy`] while another charge of this sale is on its way, or this
    /// article's last one is unsettled or was charged.
    pub fn intend_upsell(&self, new: &NewUpsell, at: i64) -> Result<()> {
        let shape =
            serde_json::to_string(&new.shape).map_err(|_| LedgerError::Unreadable("order"))?;
        self.connection
            .prepare_cached(
                "INSERT INTO upsells (id, sale_id, order_number, variant_id, title, variant_title,
                                      currency, price_minor, shape, state, intended_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'intended', ?10)",
            )?
            .execute(params![
                new.id.as_str(),
                new.sale_id.as_str(),
                new.order_number,
                new.variant_id,
                new.title,
                new.variant_title,
                new.price.currency.code(),
                new.price.minor,
                shape,
                at
            ])
            .map_err(busy)?;
        Ok(())
    }

    /// Moves a charge on, with what is known of it then.
    ///
    /// # Errors
    /// [`LedgerError::UpsellBusy`] when the charge is not in a state that leads there.
    pub fn move_upsell(
        &self,
        id: &UpsellId,
        next: ChargeState,
        settlement: &Settlement,
        at: i64,
    ) -> Result<()> {
        if !self.upsell(id)?.state.may_become(next) {
            return Err(LedgerError::UpsellBusy);
        }
        self.connection
            .prepare_cached(
                "UPDATE upsells SET state = ?2, amount_minor = ?3, transaction_id = ?4,
                     reason = ?5, response_code = ?6,
                     sent_at = CASE WHEN ?2 = 'sent' THEN ?7 ELSE sent_at END,
                     settled_at = CASE WHEN ?2 IN ('sent', 'unknown') THEN NULL ELSE ?7 END,
                     next_check_at = CASE WHEN ?2 = 'unknown' THEN next_check_at END
                 WHERE id = ?1",
            )?
            .execute(params![
                id.as_str(),
                next.word(),
                settlement.amount.map(|amount| amount.minor),
                settlement.transaction,
                settlement.reason,
                settlement.response_code,
                at
            ])?;
        Ok(())
    }

    /// Notes which transaction of the order a settled charge left behind.
    ///
    /// # Errors
    /// When the database fails.
    pub fn explain_upsell(&self, id: &UpsellId, transaction: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE upsells SET transaction_id = coalesce(transaction_id, ?2) WHERE id = ?1",
            )?
            .execute(params![id.as_str(), transaction])?;
        Ok(())
    }

    /// Plans the next question to the store about a charge; none ends them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn plan_upsell_check(&self, id: &UpsellId, at: Option<i64>, checks: u32) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE upsells SET next_check_at = ?2, checks = ?3 WHERE id = ?1")?
            .execute(params![id.as_str(), at, checks])?;
        Ok(())
    }
}

impl Books<'_> {
    /// One charge.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when there is none of this id.
    pub fn upsell(&self, id: &UpsellId) -> Result<UpsellRecord> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM upsells WHERE id = ?1"))?
            .query_row([id.as_str()], |row| Ok(upsell(row)))
            .optional()?
            .ok_or(LedgerError::NotFound("upsell"))?
    }

    /// A sale's charges, in the order they were clicked.
    ///
    /// # Errors
    /// When the database fails.
    pub fn upsells(&self, sale: &SaleId) -> Result<Vec<UpsellRecord>> {
        self.upsells_where("sale_id = ?1 ORDER BY entry", [sale.as_str()])
    }

    /// Every charge in `state`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn upsells_in(&self, state: ChargeState) -> Result<Vec<UpsellRecord>> {
        self.upsells_where("state = ?1 ORDER BY entry", [state.word()])
    }

    /// The charges about which the store is to be asked by `now`, and when the next is due.
    ///
    /// # Errors
    /// When the database fails.
    pub fn due_upsells(&self, now: i64) -> Result<(Vec<UpsellRecord>, Option<i64>)> {
        let due = self.upsells_where("next_check_at <= ?1 ORDER BY next_check_at", [now])?;
        let next = self
            .connection
            .prepare_cached("SELECT min(next_check_at) FROM upsells WHERE next_check_at > ?1")?
            .query_row([now], |row| row.get(0))?;
        Ok((due, next))
    }

    fn upsells_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<UpsellRecord>> {
        let sql = format!("SELECT {COLUMNS} FROM upsells WHERE {condition}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(values, |row| Ok(upsell(row)))?;
        rows.map(|row| row?).collect()
    }
}

fn busy(error: rusqlite::Error) -> LedgerError {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => LedgerError::UpsellBusy,
        _ => error.into(),
    }
}

fn upsell(row: &Row<'_>) -> Result<UpsellRecord> {
    let text = |column| row.get::<_, String>(column);
    let currency = text("currency")?.parse().map_err(|_| LedgerError::Unreadable("currency"))?;
    let amount: Option<i64> = row.get("amount_minor")?;
    Ok(UpsellRecord {
        id: text("id")?.parse().map_err(|_| LedgerError::Unreadable("id"))?,
        sale_id: text("sale_id")?.parse().map_err(|_| LedgerError::Unreadable("id"))?,
        order_number: text("order_number")?,
        variant_id: row.get("variant_id")?,
        title: text("title")?,
        variant_title: text("variant_title")?,
        price: Money::new(row.get("price_minor")?, currency),
        shape: serde_json::from_str(&text("shape")?)
            .map_err(|_| LedgerError::Unreadable("order"))?,
        state: ChargeState::parse(&text("state")?).ok_or(LedgerError::Unreadable("state"))?,
        sent_at: row.get("sent_at")?,
        amount: amount.map(|minor| Money::new(minor, currency)),
        transaction: row.get("transaction_id")?,
        reason: row.get("reason")?,
        response_code: row.get("response_code")?,
        checks: row.get("checks")?,
    })
}
