//! What reports count, and what is still open: sums that SQLite makes, from the narrow tables beside
//! the orders.

use rusqlite::Row;
use sale::Currency;
use sale::report::{Counted, Part, ProductSum, QUARTER_MS, Slot, Sums, UpsellSums};

use crate::{Books, LedgerError, Result};

/// How many products a report names.
const BEST_PRODUCTS: u32 = 10;

impl Books<'_> {
    /// Counts what was paid, and what was paid back, from `from` until before `to` (milliseconds since
    /// 1970). Orders that this till did not place are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_span(&self, from: i64, to: i64) -> Result<Counted> {
        let mut slots = self.taken(&format!("paid_at / {QUARTER_MS}"), (from, to), slot)?;
        slots.extend(self.paid_back(&format!("at / {QUARTER_MS}"), (from, to), slot)?);
        let mut methods = self.taken("method", (from, to), part)?;
        methods.extend(self.paid_back("refund.method", (from, to), part)?);
        let mut sellers = self.taken("seller", (from, to), part)?;
        sellers.extend(self.paid_back("seller", (from, to), part)?);
        let (products, upsells) = (self.products(from, to)?, self.upsell_sums(from, to)?);
        Ok(Counted { slots, methods, sellers, products, upsells })
    }

    /// What was paid, by whatever this expression says of an order.
    fn taken<T>(
        &self,
        by: &str,
        span: (i64, i64),
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {by} AS kind, currency, count(*) AS orders, sum(cancelled) AS cancelled,
                    sum(items) AS items, sum(total_minor) AS takings,
                    coalesce(sum(tax_minor), 0) AS tax, sum(tax_minor IS NULL) AS untaxed,
                    0 AS refunds, 0 AS refunded
             FROM paid_orders WHERE paid_at >= ?1 AND paid_at < ?2 AND elsewhere = 0
             GROUP BY kind, currency"
        ))?;
        let rows = statement.query_map(span, |row| Ok(read(row)))?;
        rows.map(|row| row?).collect()
    }

    /// What was paid back, by whatever this expression says of a refund and its order.
    fn paid_back<T>(
        &self,
        by: &str,
        span: (i64, i64),
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {by} AS kind, refund.currency AS currency, 0 AS orders, 0 AS cancelled,
                    0 AS items, 0 AS takings, 0 AS tax, 0 AS untaxed, count(*) AS refunds,
                    sum(amount_minor) AS refunded
             FROM order_refunds AS refund JOIN paid_orders USING (order_number)
             WHERE at >= ?1 AND at < ?2 AND elsewhere = 0 GROUP BY kind, refund.currency"
        ))?;
        let rows = statement.query_map(span, |row| Ok(read(row)))?;
        rows.map(|row| row?).collect()
    }

    /// A variant that was renamed meanwhile is one product; what is no variant goes by its title.
    fn products(&self, from: i64, to: i64) -> Result<Vec<(Currency, ProductSum)>> {
        let mut statement = self.connection.prepare_cached(
            "WITH sold AS (
                 SELECT currency, max(title) AS title, max(variant_title) AS variant_title,
                        sum(quantity) AS quantity, coalesce(sum(line.total_minor), 0) AS total
                 FROM paid_orders CROSS JOIN order_lines AS line USING (order_number)
                 WHERE paid_at >= ?1 AND paid_at < ?2 AND elsewhere = 0
                 GROUP BY currency, coalesce(variant_id, title)),
             ranked AS (
                 SELECT *, row_number() OVER (
                     PARTITION BY currency ORDER BY total DESC, quantity DESC, title) AS place
                 FROM sold)
             SELECT currency, title, variant_title, quantity, total FROM ranked
             WHERE place <= ?3 ORDER BY currency, place",
        )?;
        let rows = statement.query_map((from, to, BEST_PRODUCTS), |row| {
            let sum = ProductSum {
                title: row.get("title")?,
                variant_title: row.get("variant_title")?,
                quantity: row.get("quantity")?,
                total_minor: row.get("total")?,
            };
            Ok(currency(row).map(|currency| (currency, sum)))
        })?;
        rows.map(|row| row?).collect()
    }

    /// Upsells count where their sale does: with its payment, whenever they were offered or charged.
    fn upsell_sums(&self, from: i64, to: i64) -> Result<Vec<(Currency, UpsellSums)>> {
        let mut statement = self.connection.prepare_cached(
            "WITH span AS (SELECT sale_id, currency FROM paid_orders
                           WHERE paid_at >= ?1 AND paid_at < ?2 AND elsewhere = 0)
             SELECT currency, sum(offered) AS offered, sum(taken) AS taken, sum(total) AS total FROM (
                 SELECT span.currency, count(*) AS offered, 0 AS taken, 0 AS total
                 FROM span CROSS JOIN offered USING (sale_id) GROUP BY span.currency
                 UNION ALL
                 SELECT span.currency, 0, count(*), coalesce(sum(amount_minor), 0)
                 FROM span CROSS JOIN upsells USING (sale_id)
                 WHERE state = 'charged' GROUP BY span.currency)
             GROUP BY currency",
        )?;
        let rows = statement.query_map([from, to], |row| {
            let sums = UpsellSums {
                offered: row.get("offered")?,
                taken: row.get("taken")?,
                total_minor: row.get("total")?,
            };
            Ok(currency(row).map(|currency| (currency, sums)))
        })?;
        rows.map(|row| row?).collect()
    }
}

fn slot(row: &Row<'_>) -> Result<Slot> {
    let quarter: i64 = row.get("kind")?;
    Ok(Slot { at: quarter * QUARTER_MS, currency: currency(row)?, sums: sums(row)? })
}

fn part(row: &Row<'_>) -> Result<(Currency, Part)> {
    Ok((currency(row)?, Part { name: row.get("kind")?, sums: sums(row)? }))
}

fn sums(row: &Row<'_>) -> Result<Sums> {
    Ok(Sums {
        orders: row.get("orders")?,
        cancelled: row.get("cancelled")?,
        items: row.get("items")?,
        takings_minor: row.get("takings")?,
        tax_minor: row.get("tax")?,
        untaxed: row.get("untaxed")?,
        refunds: row.get("refunds")?,
        refunds_minor: row.get("refunded")?,
    })
}

pub(crate) fn currency(row: &Row<'_>) -> Result<Currency> {
    let code: String = row.get("currency")?;
    code.parse().map_err(|_| LedgerError::Unreadable("currency"))
}
