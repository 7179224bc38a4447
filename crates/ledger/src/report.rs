//! What reports count: sums that SQLite makes, from the narrow tables beside the orders.
//!
//! Each sum reads one index that holds all it needs, a day (of UTC) after the other, and what is of a
//! day is summed as it is read: sorted is only what comes of that, which for a million orders is some
//! ten thousand rows. Days and hours of the place are the caller's business.

use std::collections::BTreeMap;

use rusqlite::Row;
use sale::Currency;
use sale::report::{Counted, Part, ProductSum, QUARTER_MS, Slot, Sums, UpsellSums};

use crate::{Books, LedgerError, Result};

/// How many products a report names.
const BEST_PRODUCTS: u32 = 10;

/// A day, in milliseconds, as the indexes of the schema have it.
const DAY_MS: i64 = 86_400_000;

/// What is summed of orders. A row of it stands for nothing that was paid back.
const TAKEN: &str = "count(*) AS orders, sum(cancelled) AS cancelled, sum(items) AS items,
    sum(total_minor) AS takings, coalesce(sum(tax_minor), 0) AS tax, sum(tax_minor IS NULL) AS untaxed,
    0 AS refunds, 0 AS refunded";

/// What is summed of sums, of orders again.
const TAKEN_TOGETHER: &str =
    "sum(orders) AS orders, sum(cancelled) AS cancelled, sum(items) AS items,
    sum(takings) AS takings, sum(tax) AS tax, sum(untaxed) AS untaxed, 0 AS refunds, 0 AS refunded,
    sum(offered) AS offered, sum(upsold) AS upsold, sum(upsold_minor) AS upsold_minor";

/// What is summed of refunds.
const PAID_BACK: &str = "0 AS orders, 0 AS cancelled, 0 AS items, 0 AS takings, 0 AS tax,
    0 AS untaxed, count(*) AS refunds, sum(amount_minor) AS refunded";

/// The orders of a span, by the index that holds what is summed of them.
const SPAN: &str = "FROM paid_orders INDEXED BY paid_orders_by_day
    WHERE paid_at / 86400000 BETWEEN ?1 / 86400000 AND ?2 / 86400000
      AND paid_at >= ?1 AND paid_at < ?2 AND elsewhere = 0";

/// By payment method, by seller, and what became of upsells.
#[derive(Default)]
struct Parts {
    methods: Vec<(Currency, Part)>,
    sellers: Vec<(Currency, Part)>,
    upsells: BTreeMap<Currency, UpsellSums>,
}

impl Books<'_> {
    /// Counts what was paid, and what was paid back, from `from` until before `to` (milliseconds since
    /// 1970). Orders that this till did not place are left out. All is of one moment of the books.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_span(&self, from: i64, to: i64) -> Result<Counted> {
        let span = (from, to);
        let mut slots = self.taken(span)?;
        slots.extend(self.paid_back(&format!("at / {QUARTER_MS}"), span, slot)?);
        let Parts { mut methods, mut sellers, upsells } = self.parts(span)?;
        methods.extend(self.paid_back("refund.method", span, part)?);
        sellers.extend(self.paid_back("seller", span, part)?);
        let (products, upsells) = (self.products(span)?, upsells.into_iter().collect());
        Ok(Counted { slots, methods, sellers, products, upsells })
    }

    /// What was paid, by quarters of an hour.
    fn taken(&self, span: (i64, i64)) -> Result<Vec<Slot>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT paid_at / {QUARTER_MS} AS kind, currency, {TAKEN} {SPAN} GROUP BY kind, currency"
        ))?;
        let rows = statement.query_map(span, |row| Ok(slot(row)))?;
        rows.map(|row| row?).collect()
    }

    /// What was paid, by payment method and by seller. Upsells count where their sale does: with its
    /// payment, whenever they were offered or charged.
    fn parts(&self, span: (i64, i64)) -> Result<Parts> {
        let mut statement = self.connection.prepare_cached(&format!(
            "WITH days AS MATERIALIZED (
                 SELECT currency, method, seller, {TAKEN}, sum(offered) AS offered,
                        sum(upsold) AS upsold, sum(upsold_minor) AS upsold_minor
                 {SPAN} GROUP BY paid_at / {DAY_MS}, currency, method, seller)
             SELECT 1 AS by_method, method AS kind, currency, {TAKEN_TOGETHER}
             FROM days GROUP BY currency, method
             UNION ALL
             SELECT 0, seller, currency, {TAKEN_TOGETHER} FROM days GROUP BY currency, seller"
        ))?;
        let mut rows = statement.query(span)?;
        let mut parts = Parts::default();
        while let Some(row) = rows.next()? {
            let part = part(row)?;
            if row.get("by_method")? {
                add_upsells(parts.upsells.entry(part.0).or_default(), row)?;
                parts.methods.push(part);
            } else {
                parts.sellers.push(part);
            }
        }
        Ok(parts)
    }

    /// What was paid back, by whatever this expression says of a refund and its order.
    fn paid_back<T>(
        &self,
        by: &str,
        span: (i64, i64),
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {by} AS kind, refund.currency AS currency, {PAID_BACK}
             FROM order_refunds AS refund CROSS JOIN paid_orders USING (order_number)
             WHERE at >= ?1 AND at < ?2 AND elsewhere = 0 GROUP BY kind, refund.currency"
        ))?;
        let rows = statement.query_map(span, |row| Ok(read(row)))?;
        rows.map(|row| row?).collect()
    }

    /// A variant that was renamed meanwhile is one product, and has the name it was last sold under;
    /// what is no variant goes by its title. Names are read only of the best.
    fn products(&self, (from, to): (i64, i64)) -> Result<Vec<(Currency, ProductSum)>> {
        let mut statement = self.connection.prepare_cached(
            "WITH days AS (
                 SELECT currency, coalesce(variant_id, title) AS product, max(counted_at) AS sold_at,
                        order_number, line_id, sum(quantity) AS quantity,
                        coalesce(sum(total_minor), 0) AS total
                 FROM order_lines INDEXED BY order_lines_by_day
                 WHERE counted_at / 86400000 BETWEEN ?1 / 86400000 AND ?2 / 86400000
                   AND counted_at >= ?1 AND counted_at < ?2
                 GROUP BY counted_at / 86400000, currency, coalesce(variant_id, title)),
             sold AS (
                 SELECT currency, max(sold_at), order_number, line_id, sum(quantity) AS sold,
                        sum(total) AS total
                 FROM days GROUP BY currency, product),
             ranked AS (
                 SELECT *, rank() OVER (
                     PARTITION BY currency ORDER BY total DESC, sold DESC) AS place
                 FROM sold),
             named AS (
                 SELECT ranked.currency, title, variant_title, sold, total, row_number() OVER (
                     PARTITION BY ranked.currency ORDER BY place, title) AS place
                 FROM ranked CROSS JOIN order_lines USING (order_number, line_id)
                 WHERE place <= ?3)
             SELECT currency, title, variant_title, sold, total FROM named
             WHERE place <= ?3 ORDER BY currency, place",
        )?;
        let rows = statement.query_map((from, to, BEST_PRODUCTS), |row| {
            let sum = ProductSum {
                title: row.get("title")?,
                variant_title: row.get("variant_title")?,
                quantity: row.get("sold")?,
                total_minor: row.get("total")?,
            };
            Ok(currency(row).map(|currency| (currency, sum)))
        })?;
        rows.map(|row| row?).collect()
    }
}

/// Each order has one payment method, so that the sums of all methods are those of all orders.
fn add_upsells(sums: &mut UpsellSums, row: &Row<'_>) -> Result<()> {
    sums.offered = sums.offered.saturating_add(row.get("offered")?);
    sums.taken = sums.taken.saturating_add(row.get("upsold")?);
    sums.total_minor = sums.total_minor.saturating_add(row.get("upsold_minor")?);
    Ok(())
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
