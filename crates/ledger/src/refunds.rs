//! Refunds that the store was asked for. The schema itself keeps a second one of an order from being
//! sent while one is not settled.

use rusqlite::{ErrorCode, OptionalExtension, Row, params};
use sale::{Money, RefundPlan, RequestState, SaleId};

use crate::{Books, LedgerError, Posting, Result};

/// A refund that is about to be asked for.
#[derive(Debug, Clone)]
pub struct NewRefund {
    /// The sale.
    pub sale_id: SaleId,
    /// Its order.
    pub order_number: String,
    /// What was confirmed.
    pub amount: Money,
    /// What is asked for, to know it again.
    pub plan: RefundPlan,
}

/// A refund as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundRecord {
    /// Its row.
    pub entry: i64,
    /// The sale.
    pub sale_id: SaleId,
    /// Its order.
    pub order_number: String,
    /// What was confirmed.
    pub amount: Money,
    /// What was asked for.
    pub plan: RefundPlan,
    /// How it stands.
    pub state: RequestState,
    /// When its request left.
    pub sent_at: i64,
    /// The store's own refund that it became.
    pub refund: Option<i64>,
    /// What the store paid back by it.
    pub refunded: Option<Money>,
    /// JSON of why it was not made, in `till`'s words.
    pub error: Option<String>,
    /// How often the order was looked up for it.
    pub checks: u32,
}

/// What became of a refund.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefundOutcome {
    /// The store's own refund.
    pub refund: Option<i64>,
    /// What it paid back.
    pub refunded: Option<Money>,
    /// JSON of why it was not made, in `till`'s words.
    pub error: Option<String>,
}

const COLUMNS: &str = "entry, sale_id, order_number, currency, amount_minor, plan, state, sent_at,
    refund_id, refunded_minor, error, checks";

impl Posting<'_> {
    /// Writes down that a refund is about to be asked for, before the request leaves. `so_far` is how
    /// many were when it was confirmed. Gives its row.
    ///
    /// # Errors
    /// [`LedgerError::RefundBusy`] while one of the order is not settled, or where another was asked
    /// for since; [`LedgerError::CancellationBusy`] while the order is being cancelled.
    pub fn begin_refund(&self, new: &NewRefund, so_far: usize, at: i64) -> Result<i64> {
        if self.refunds_of_order(&new.order_number)?.len() != so_far {
            return Err(LedgerError::RefundBusy);
        }
        if self.cancellation(&new.order_number)?.is_some_and(|asked| asked.state.is_open()) {
            return Err(LedgerError::CancellationBusy);
        }
        let plan =
            serde_json::to_string(&new.plan).map_err(|_| LedgerError::Unreadable("refund"))?;
        self.connection
            .prepare_cached(
                "INSERT INTO refunds (sale_id, order_number, currency, amount_minor, plan, state,
                                      sent_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'sent', ?6)",
            )?
            .execute(params![
                new.sale_id.as_str(),
                new.order_number,
                new.amount.currency.code(),
                new.amount.minor,
                plan,
                at
            ])
            .map_err(busy)?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Moves a refund on, with what is known of it then; gives whether it was open until then.
    ///
    /// # Errors
    /// [`LedgerError::RefundBusy`] when the store's refund explains another one already.
    pub fn move_refund(
        &self,
        entry: i64,
        next: RequestState,
        outcome: &RefundOutcome,
    ) -> Result<bool> {
        let moved = self
            .connection
            .prepare_cached(
                "UPDATE refunds SET state = ?2, refund_id = ?3, refunded_minor = ?4, error = ?5,
                     checks = 0, next_check_at = NULL
                 WHERE entry = ?1 AND state IN ('sent', 'unknown') AND state <> ?2",
            )?
            .execute(params![
                entry,
                next.word(),
                outcome.refund,
                outcome.refunded.map(|amount| amount.minor),
                outcome.error
            ])
            .map_err(busy)?;
        Ok(moved == 1)
    }

    /// Plans the next look at an order that may have been refunded.
    ///
    /// # Errors
    /// When the database fails.
    pub fn plan_refund_check(&self, entry: i64, at: i64, checks: u32) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE refunds SET next_check_at = ?2, checks = ?3 WHERE entry = ?1")?
            .execute(params![entry, at, checks])?;
        Ok(())
    }
}

impl Books<'_> {
    /// One refund.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when there is none in this row.
    pub fn refund(&self, entry: i64) -> Result<RefundRecord> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM refunds WHERE entry = ?1"))?
            .query_row([entry], |row| Ok(refund(row)))
            .optional()?
            .ok_or(LedgerError::NotFound("refund"))?
    }

    /// The refunds of an order that were asked for here, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn refunds_of_order(&self, order_number: &str) -> Result<Vec<RefundRecord>> {
        self.refunds_where("order_number = ?1 ORDER BY entry", [order_number])
    }

    /// The refunds of a sale's orders that were asked for here, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn refunds_of(&self, sale: &SaleId) -> Result<Vec<RefundRecord>> {
        self.refunds_where("sale_id = ?1 ORDER BY entry", [sale.as_str()])
    }

    /// Every refund in `state`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn refunds_in(&self, state: RequestState) -> Result<Vec<RefundRecord>> {
        self.refunds_where("state = ?1 ORDER BY entry", [state.word()])
    }

    /// The refunds whose orders are to be looked at by `now`, and when the next is due.
    ///
    /// # Errors
    /// When the database fails.
    pub fn due_refunds(&self, now: i64) -> Result<(Vec<RefundRecord>, Option<i64>)> {
        let due = self.refunds_where("next_check_at <= ?1 ORDER BY next_check_at", [now])?;
        let next = self
            .connection
            .prepare_cached("SELECT min(next_check_at) FROM refunds WHERE next_check_at > ?1")?
            .query_row([now], |row| row.get(0))?;
        Ok((due, next))
    }

    fn refunds_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<RefundRecord>> {
        let sql = format!("SELECT {COLUMNS} FROM refunds WHERE {condition}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(values, |row| Ok(refund(row)))?;
        rows.map(|row| row?).collect()
    }
}

fn busy(error: rusqlite::Error) -> LedgerError {
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => LedgerError::RefundBusy,
        _ => error.into(),
    }
}

fn refund(row: &Row<'_>) -> Result<RefundRecord> {
    let text = |column| row.get::<_, String>(column);
    let currency = text("currency")?.parse().map_err(|_| LedgerError::Unreadable("currency"))?;
    let refunded: Option<i64> = row.get("refunded_minor")?;
    Ok(RefundRecord {
        entry: row.get("entry")?,
        sale_id: text("sale_id")?.parse().map_err(|_| LedgerError::Unreadable("id"))?,
        order_number: text("order_number")?,
        amount: Money::new(row.get("amount_minor")?, currency),
        plan: serde_json::from_str(&text("plan")?)
            .map_err(|_| LedgerError::Unreadable("refund"))?,
        state: RequestState::parse(&text("state")?).ok_or(LedgerError::Unreadable("state"))?,
        sent_at: row.get("sent_at")?,
        refund: row.get("refund_id")?,
        refunded: refunded.map(|minor| Money::new(minor, currency)),
        error: row.get("error")?,
        checks: row.get("checks")?,
    })
}
