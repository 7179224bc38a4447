//! Orders that the store was asked to cancel, each by one request.

use rusqlite::{Row, params};
use sale::{RequestState, SaleId};

use crate::{Books, LedgerError, Posting, Result};

/// The cancelling of an order, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// The order.
    pub order_number: String,
    /// Its sale.
    pub sale_id: SaleId,
    /// Whether all of it was to be paid back with it.
    pub full_refund: bool,
    /// How it stands.
    pub state: RequestState,
    /// The store's reason, or why it was not done.
    pub reason: Option<String>,
    /// How often the order was looked up for it.
    pub checks: u32,
}

const COLUMNS: &str = "order_number, sale_id, full_refund, state, reason, checks";

impl Posting<'_> {
    /// Writes down that an order is about to be cancelled, before the request leaves.
    ///
    /// # Errors
    /// [`LedgerError::CancellationBusy`] unless it was never asked for, or surely not done, and
    /// [`LedgerError::RefundBusy`] while a refund of the order is not settled: nobody could tell
    /// what was paid back by which.
    pub fn begin_cancellation(
        &self,
        sale: &SaleId,
        order_number: &str,
        full_refund: bool,
        at: i64,
    ) -> Result<()> {
        if self.refunds_of_order(order_number)?.iter().any(|refund| refund.state.is_open()) {
            return Err(LedgerError::RefundBusy);
        }
        let begun = self
            .connection
            .prepare_cached(
                "INSERT INTO cancellations (order_number, sale_id, state, sent_at, full_refund)
                 VALUES (?1, ?2, 'sent', ?3, ?4)
                 ON CONFLICT (order_number) DO UPDATE
                     SET state = 'sent', sent_at = ?3, full_refund = ?4, reason = NULL,
                         next_check_at = NULL
                     WHERE state = 'not_done'",
            )?
            .execute(params![order_number, sale.as_str(), at, full_refund])?;
        if begun == 1 { Ok(()) } else { Err(LedgerError::CancellationBusy) }
    }

    /// Moves a cancelling on; gives whether it was open until then.
    ///
    /// # Errors
    /// When the database fails.
    pub fn move_cancellation(
        &self,
        order_number: &str,
        next: RequestState,
        reason: Option<&str>,
    ) -> Result<bool> {
        let moved = self
            .connection
            .prepare_cached(
                "UPDATE cancellations SET state = ?2, reason = ?3, checks = 0, next_check_at = NULL
                 WHERE order_number = ?1 AND state IN ('sent', 'unknown') AND state <> ?2",
            )?
            .execute(params![order_number, next.word(), reason])?;
        Ok(moved == 1)
    }

    /// Plans the next look at an order that may have been cancelled.
    ///
    /// # Errors
    /// When the database fails.
    pub fn plan_cancellation_check(&self, order_number: &str, at: i64, checks: u32) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE cancellations SET next_check_at = ?2, checks = ?3 WHERE order_number = ?1",
            )?
            .execute(params![order_number, at, checks])?;
        Ok(())
    }
}

impl Books<'_> {
    /// The cancelling of an order, if it was ever asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub fn cancellation(&self, order_number: &str) -> Result<Option<Cancellation>> {
        Ok(self.cancellations_where("order_number = ?1", [order_number])?.pop())
    }

    /// The cancellings of a sale's orders.
    ///
    /// # Errors
    /// When the database fails.
    pub fn cancellations_of(&self, sale: &SaleId) -> Result<Vec<Cancellation>> {
        self.cancellations_where("sale_id = ?1", [sale.as_str()])
    }

    /// Every cancelling in `state`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn cancellations_in(&self, state: RequestState) -> Result<Vec<Cancellation>> {
        self.cancellations_where("state = ?1", [state.word()])
    }

    /// The cancellings whose orders are to be looked at by `now`, and when the next is due.
    ///
    /// # Errors
    /// When the database fails.
    pub fn due_cancellations(&self, now: i64) -> Result<(Vec<Cancellation>, Option<i64>)> {
        let due = self.cancellations_where("next_check_at <= ?1", [now])?;
        let next = self
            .connection
            .prepare_cached(
                "SELECT min(next_check_at) FROM cancellations WHERE next_check_at > ?1",
            )?
            .query_row([now], |row| row.get(0))?;
        Ok((due, next))
    }

    fn cancellations_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<Cancellation>> {
        let sql = format!("SELECT {COLUMNS} FROM cancellations WHERE {condition}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(values, |row| Ok(cancellation(row)))?;
        rows.map(|row| row?).collect()
    }
}

fn cancellation(row: &Row<'_>) -> Result<Cancellation> {
    let text = |column| row.get::<_, String>(column);
    let state = RequestState::parse(&text("state")?);
    Ok(Cancellation {
        order_number: text("order_number")?,
        sale_id: text("sale_id")?.parse().map_err(|_| LedgerError::Unreadable("id"))?,
        full_refund: row.get("full_refund")?,
        state: state.ok_or(LedgerError::Unreadable("state"))?,
        reason: row.get("reason")?,
        checks: row.get("checks")?,
    })
}
