//! The rows of what reports count, beside each order.

use anyhow::Result;
use rusqlite::{Statement, Transaction, params};

use crate::sold::Grown;

/// One statement for each table.
pub(crate) struct Facts<'t> {
    orders: Statement<'t>,
    lines: Statement<'t>,
    refunds: Statement<'t>,
    offered: Statement<'t>,
}

impl<'t> Facts<'t> {
    pub(crate) fn begin(transaction: &'t Transaction<'_>) -> Result<Self> {
        Ok(Self {
            orders: transaction.prepare(
                "INSERT INTO paid_orders (order_number, sale_id, paid_at, currency, total_minor,
                     tax_minor, shipping_minor, discount_minor, items, method, seller, cancelled,
                     elsewhere, offered, upsold, upsold_minor)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, ?7, ?8, ?9, ?10, 0, ?11, ?12, ?13)",
            )?,
            lines: transaction.prepare(
                "INSERT INTO order_lines (order_number, line_id, sale_id, variant_id, title,
                     variant_title, sku, quantity, total_minor, is_upsell, currency, counted_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?,
            refunds: transaction.prepare(
                "INSERT INTO order_refunds (order_number, transaction_id, sale_id, at, currency,
                     amount_minor, method)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?,
            offered: transaction.prepare(
                "INSERT INTO offered (sale_id, variant_id, position, at) VALUES (?1, ?2, ?3, ?4)",
            )?,
        })
    }

    pub(crate) fn add(&mut self, grown: &Grown, number: &str) -> Result<()> {
        let (sold, paid_at) = (&grown.sold, grown.paid_at());
        self.orders.execute(params![
            number,
            sold.id,
            paid_at,
            sold.total.currency.code(),
            sold.total.minor,
            grown.tax().minor,
            grown.items,
            grown.method,
            sold.seller,
            sold.is_cancelled,
            u32::try_from(sold.offered.len())?,
            u32::from(sold.upsell.is_some()),
            sold.upsell.as_ref().map_or(0, |added| added.list_price.minor)
        ])?;
        for (position, variant) in (0_i64..).zip(&sold.offered) {
            self.offered.execute(params![sold.id, variant, position, paid_at])?;
        }
        self.add_lines(grown, number)?;
        self.add_refunds(grown, number)
    }

    fn add_lines(&mut self, grown: &Grown, number: &str) -> Result<()> {
        for line in grown.lines() {
            let (article, total) = (line.article, line.total());
            self.lines.execute(params![
                number,
                line.id,
                grown.sold.id,
                article.variant_id,
                article.title,
                article.variant_title,
                article.sku.as_deref().unwrap_or_default(),
                line.quantity,
                total.minor,
                line.is_upsell,
                total.currency.code(),
                grown.paid_at()
            ])?;
        }
        Ok(())
    }

    fn add_refunds(&mut self, grown: &Grown, number: &str) -> Result<()> {
        for made in grown.payments(number).iter().filter(|made| made.kind == "refund") {
            self.refunds.execute(params![
                number,
                made.id,
                grown.sold.id,
                made.at,
                made.amount.currency.code(),
                made.amount.minor,
                grown.method
            ])?;
        }
        Ok(())
    }
}
