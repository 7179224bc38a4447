//! Rows to be written into a file: given one by one, as SQLite steps through them, so that a million
//! take no more memory than one.

use std::ops::ControlFlow;

use rusqlite::Row;
use sale::{Currency, Money};

use crate::report::currency;
use crate::{Books, Result};

/// An order that a sale was paid by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidOrder {
    /// The order's number.
    pub number: String,
    /// Its sale.
    pub sale_id: String,
    /// When it was paid, in milliseconds since 1970.
    pub paid_at: i64,
    /// What it brought, paid back or not.
    pub total: Money,
    /// The tax in it.
    pub tax: Option<Money>,
    /// The delivery in it.
    pub shipping: Option<Money>,
    /// What was taken off.
    pub discount: Option<Money>,
    /// What was paid back of it until now.
    pub refunded: Money,
    /// How many articles.
    pub items: u32,
    /// The payment method.
    pub method: String,
    /// Who sold it.
    pub seller: String,
    /// Whether the store has cancelled it.
    pub cancelled: bool,
}

/// A line of an order that a sale was paid by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldLine {
    /// The order's number.
    pub order_number: String,
    /// When the order was paid.
    pub paid_at: i64,
    /// The order's currency.
    pub currency: Currency,
    /// The variant.
    pub variant_id: Option<i64>,
    /// The product's title.
    pub title: String,
    /// The variant's title.
    pub variant_title: String,
    /// The SKU.
    pub sku: String,
    /// How many.
    pub quantity: i64,
    /// The whole line's price.
    pub total: Option<Money>,
    /// Whether it was added after the payment.
    pub is_upsell: bool,
}

/// Money that was paid back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidBack {
    /// The order's number.
    pub order_number: String,
    /// The transaction's id at the store.
    pub transaction: i64,
    /// When it was paid back.
    pub at: i64,
    /// When the order had been paid.
    pub paid_at: i64,
    /// How much.
    pub amount: Money,
    /// Through which payment method.
    pub method: String,
    /// Who had sold the order.
    pub seller: String,
}

impl Books<'_> {
    /// How many orders were paid from `from` until before `to`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_paid_orders(&self, from: i64, to: i64) -> Result<u64> {
        self.count_rows(
            "SELECT count(*) FROM paid_orders
             WHERE paid_at >= ?1 AND paid_at < ?2 AND elsewhere = 0",
            (from, to),
        )
    }

    /// How many lines these orders have.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_sold_lines(&self, from: i64, to: i64) -> Result<u64> {
        self.count_rows(
            "SELECT count(*) FROM paid_orders CROSS JOIN order_lines USING (order_number)
             WHERE paid_at >= ?1 AND paid_at < ?2 AND elsewhere = 0",
            (from, to),
        )
    }

    /// How often money was paid back in the span.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_paid_back(&self, from: i64, to: i64) -> Result<u64> {
        self.count_rows(
            "SELECT count(*) FROM order_refunds JOIN paid_orders USING (order_number)
             WHERE at >= ?1 AND at < ?2 AND elsewhere = 0",
            (from, to),
        )
    }

    /// Gives each order that was paid in the span, oldest first, until `each` breaks off.
    ///
    /// # Errors
    /// When the database fails.
    pub fn each_paid_order<B>(
        &self,
        from: i64,
        to: i64,
        each: impl FnMut(PaidOrder) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>> {
        self.each_row(
            "SELECT *, (SELECT coalesce(sum(amount_minor), 0) FROM order_refunds AS refund
                        WHERE refund.order_number = paid_orders.order_number) AS refunded
             FROM paid_orders
             WHERE paid_at >= ?1 AND paid_at < ?2 AND elsewhere = 0 ORDER BY paid_at, rowid",
            (from, to),
            paid_order,
            each,
        )
    }

    /// Gives each line of these orders, until `each` breaks off.
    ///
    /// # Errors
    /// When the database fails.
    pub fn each_sold_line<B>(
        &self,
        from: i64,
        to: i64,
        each: impl FnMut(SoldLine) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>> {
        self.each_row(
            "SELECT line.*, paid_at
             FROM paid_orders CROSS JOIN order_lines AS line USING (order_number)
             WHERE paid_at >= ?1 AND paid_at < ?2 AND elsewhere = 0
             ORDER BY paid_at, paid_orders.rowid",
            (from, to),
            sold_line,
            each,
        )
    }

    /// Gives everything that was paid back in the span, oldest first, until `each` breaks off.
    ///
    /// # Errors
    /// When the database fails.
    pub fn each_paid_back<B>(
        &self,
        from: i64,
        to: i64,
        each: impl FnMut(PaidBack) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>> {
        self.each_row(
            "SELECT refund.*, paid_at, seller
             FROM order_refunds AS refund CROSS JOIN paid_orders USING (order_number)
             WHERE at >= ?1 AND at < ?2 AND elsewhere = 0 ORDER BY at",
            (from, to),
            paid_back,
            each,
        )
    }

    fn count_rows(&self, sql: &str, span: (i64, i64)) -> Result<u64> {
        let count: i64 = self.connection.prepare_cached(sql)?.query_row(span, |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    fn each_row<T, B>(
        &self,
        sql: &str,
        span: (i64, i64),
        read: impl Fn(&Row<'_>) -> Result<T>,
        mut each: impl FnMut(T) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(span)?;
        while let Some(row) = rows.next()? {
            if let ControlFlow::Break(end) = each(read(row)?) {
                return Ok(ControlFlow::Break(end));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

fn paid_order(row: &Row<'_>) -> Result<PaidOrder> {
    let currency = currency(row)?;
    let money = |minor| Money::new(minor, currency);
    let said = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(money));
    Ok(PaidOrder {
        number: row.get("order_number")?,
        sale_id: row.get("sale_id")?,
        paid_at: row.get("paid_at")?,
        total: money(row.get("total_minor")?),
        tax: said("tax_minor")?,
        shipping: said("shipping_minor")?,
        discount: said("discount_minor")?,
        refunded: money(row.get("refunded")?),
        items: row.get("items")?,
        method: row.get("method")?,
        seller: row.get("seller")?,
        cancelled: row.get("cancelled")?,
    })
}

fn sold_line(row: &Row<'_>) -> Result<SoldLine> {
    let currency = currency(row)?;
    let total: Option<i64> = row.get("total_minor")?;
    Ok(SoldLine {
        order_number: row.get("order_number")?,
        paid_at: row.get("paid_at")?,
        currency,
        variant_id: row.get("variant_id")?,
        title: row.get("title")?,
        variant_title: row.get("variant_title")?,
        sku: row.get("sku")?,
        quantity: row.get("quantity")?,
        total: total.map(|minor| Money::new(minor, currency)),
        is_upsell: row.get("is_upsell")?,
    })
}

fn paid_back(row: &Row<'_>) -> Result<PaidBack> {
    Ok(PaidBack {
        order_number: row.get("order_number")?,
        transaction: row.get("transaction_id")?,
        at: row.get("at")?,
        paid_at: row.get("paid_at")?,
        amount: Money::new(row.get("amount_minor")?, currency(row)?),
        method: row.get("method")?,
        seller: row.get("seller")?,
    })
}
