//! What reports count of the orders that sales were paid by.

use std::collections::HashMap;

use rusqlite::params;
use sale::{OrderFacts, OrderLine, RefundFact, SaleId};

use crate::{Posting, Result};

impl Posting<'_> {
    /// Keeps what reports count of the order that this sale was paid by, in place of what was kept of
    /// it. Of any other order it keeps nothing. A refund without a time of its own was made when it
    /// was first seen.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep_facts(&self, sale: &SaleId, facts: &OrderFacts, at: i64) -> Result<()> {
        if self.keep_paid_order(sale, facts)? {
            self.keep_lines(sale, facts)?;
            self.keep_refunds(sale, facts, at)?;
        }
        Ok(())
    }

    fn keep_paid_order(&self, sale: &SaleId, facts: &OrderFacts) -> Result<bool> {
        let kept = self
            .connection
            .prepare_cached(
                "INSERT INTO paid_orders
                     (order_number, sale_id, paid_at, currency, total_minor, tax_minor,
                      shipping_minor, discount_minor, items, method, seller, cancelled, elsewhere,
                      offered, upsold, upsold_minor)
                 SELECT order_number, id, paid_at, coalesce(?3, currency), coalesce(?4, total_minor),
                        ?5, ?6, ?7, ?8, ?9, seller, ?10, elsewhere,
                        (SELECT count(*) FROM offered WHERE sale_id = ?1),
                        (SELECT count(*) FROM upsells WHERE sale_id = ?1 AND state = 'charged'),
                        (SELECT coalesce(sum(amount_minor), 0) FROM upsells
                         WHERE sale_id = ?1 AND state = 'charged')
                 FROM sales WHERE id = ?1 AND order_number = ?2 AND paid_at IS NOT NULL
                 ON CONFLICT (order_number) DO UPDATE SET
                     currency = excluded.currency, total_minor = excluded.total_minor,
                     tax_minor = excluded.tax_minor, shipping_minor = excluded.shipping_minor,
                     discount_minor = excluded.discount_minor, items = excluded.items,
                     method = excluded.method, cancelled = excluded.cancelled",
            )?
            .execute(params![
                sale.as_str(),
                facts.number,
                facts.brought.map(|money| money.currency.to_string()),
                facts.brought.map(|money| money.minor),
                facts.tax.map(|money| money.minor),
                facts.shipping.map(|money| money.minor),
                facts.discount.map(|money| money.minor),
                facts.items,
                facts.method,
                facts.cancelled
            ])?;
        Ok(kept == 1)
    }

    fn keep_lines(&self, sale: &SaleId, facts: &OrderFacts) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM order_lines WHERE order_number = ?1")?
            .execute([&facts.number])?;
        facts.lines.iter().try_for_each(|line| self.keep_line(sale, &facts.number, line))
    }

    /// A record that names a line twice tells of one line.
    fn keep_line(&self, sale: &SaleId, number: &str, line: &OrderLine) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO order_lines (order_number, line_id, sale_id, variant_id, title,
                                          variant_title, sku, quantity, total_minor, is_upsell,
                                          currency, counted_at)
                 SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, currency,
                        CASE elsewhere WHEN 0 THEN paid_at END
                 FROM paid_orders WHERE order_number = ?1 ON CONFLICT DO NOTHING",
            )?
            .execute(params![
                number,
                line.id,
                sale.as_str(),
                line.variant_id,
                line.title,
                line.variant_title,
                line.sku,
                line.quantity,
                line.total.map(|money| money.minor),
                line.is_upsell
            ])?;
        Ok(())
    }

    fn keep_refunds(&self, sale: &SaleId, facts: &OrderFacts, at: i64) -> Result<()> {
        let seen = self.refund_times(&facts.number)?;
        self.connection
            .prepare_cached("DELETE FROM order_refunds WHERE order_number = ?1")?
            .execute([&facts.number])?;
        for refund in &facts.refunds {
            let first_seen = seen.get(&refund.transaction).copied().unwrap_or(at);
            self.keep_refund(sale, &facts.number, refund, refund.at.unwrap_or(first_seen))?;
        }
        Ok(())
    }

    fn refund_times(&self, number: &str) -> Result<HashMap<i64, i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT transaction_id, at FROM order_refunds WHERE order_number = ?1",
        )?;
        let rows = statement.query_map([number], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn keep_refund(&self, sale: &SaleId, number: &str, refund: &RefundFact, at: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO order_refunds (order_number, transaction_id, sale_id, at, currency,
                                            amount_minor, method)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
            )?
            .execute(params![
                number,
                refund.transaction,
                sale.as_str(),
                at,
                refund.amount.currency.code(),
                refund.amount.minor,
                refund.method
            ])?;
        Ok(())
    }
}
