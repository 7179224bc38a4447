//! What is not settled yet: payments, upsells, cancellings, refunds, and what waits for a person.

use rusqlite::Row;
use sale::{Money, OpenKind, OpenMatter};

use crate::report::currency;
use crate::{Books, LedgerError, Result};

const PAYMENTS: &str = "SELECT state AS kind, id AS sale_id, order_number, changed_at AS since,
        currency, total_minor
    FROM sales WHERE state IN ('placing', 'awaiting', 'returned', 'unknown', 'attention')
        AND started_at < ?1";

const UPSELLS: &str = "SELECT 'upsell' AS kind, sale_id, order_number, intended_at AS since,
        currency, price_minor AS total_minor
    FROM upsells WHERE state IN ('intended', 'sent', 'unknown') AND intended_at < ?1";

const CANCELLATIONS: &str = "SELECT 'cancellation' AS kind, sale_id,
        cancellations.order_number AS order_number, sent_at AS since, currency, total_minor
    FROM cancellations JOIN sales ON sales.id = sale_id
    WHERE cancellations.state IN ('sent', 'unknown') AND sent_at < ?1";

const REFUNDS: &str = "SELECT 'refund' AS kind, sale_id, order_number, sent_at AS since, currency,
        amount_minor AS total_minor
    FROM refunds WHERE state IN ('sent', 'unknown') AND sent_at < ?1";

/// A sale that is in question, or an upsell that is, is there already with what it is about.
const MATTERS: &str =
    "SELECT 'matter' AS kind, sale_id, order_number, raised_at AS since, currency,
        total_minor
    FROM attention JOIN sales ON sales.id = sale_id
    WHERE settled_at IS NULL AND raised_at < ?1 AND sales.state <> 'attention'
        AND NOT (kind = 'upsell_unclear' AND EXISTS (
            SELECT 1 FROM upsells WHERE upsells.sale_id = sales.id AND upsells.state = 'unknown'))";

impl Books<'_> {
    /// What began before `to` (milliseconds since 1970) and is not settled now, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn open_matters(&self, to: i64) -> Result<Vec<OpenMatter>> {
        let sql = format!(
            "{PAYMENTS} UNION ALL {UPSELLS} UNION ALL {CANCELLATIONS} UNION ALL {REFUNDS}
             UNION ALL {MATTERS}
             ORDER BY since"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([to], |row| Ok(matter(row)))?;
        rows.map(|row| row?).collect()
    }
}

fn matter(row: &Row<'_>) -> Result<OpenMatter> {
    let kind: String = row.get("kind")?;
    Ok(OpenMatter {
        kind: OpenKind::parse(&kind).ok_or(LedgerError::Unreadable("state"))?,
        sale_id: row.get("sale_id")?,
        order_number: row.get("order_number")?,
        since: row.get("since")?,
        amount: Money::new(row.get("total_minor")?, currency(row)?),
    })
}
