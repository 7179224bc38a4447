//! The rows of each kind of file, and the names of their columns. Customers are in none of them.

use std::io;
use std::ops::ControlFlow;

use ledger::{Books, PaidBack, PaidOrder, SoldLine};

use super::cells::{amount, said, text, yes};
use super::file::End;
use crate::calendar::Calendar;
use crate::view::CsvKind;

const ORDERS: [&str; 13] = [
    "order_number",
    "sale",
    "paid_at",
    "currency",
    "total",
    "tax",
    "shipping",
    "discount",
    "refunded",
    "items",
    "payment_method",
    "seller",
    "cancelled",
];

const LINES: [&str; 10] = [
    "order_number",
    "paid_at",
    "currency",
    "variant_id",
    "title",
    "variant",
    "sku",
    "quantity",
    "total",
    "upsell",
];

const REFUNDS: [&str; 8] = [
    "order_number",
    "transaction_id",
    "refunded_at",
    "paid_at",
    "currency",
    "amount",
    "payment_method",
    "seller",
];

/// How many rows there will be, the names of the columns not counted.
pub(super) fn count(
    books: &Books<'_>,
    kind: CsvKind,
    (from, to): (i64, i64),
) -> ledger::Result<u64> {
    match kind {
        CsvKind::Orders => books.count_paid_orders(from, to),
        CsvKind::Lines => books.count_sold_lines(from, to),
        CsvKind::Refunds => books.count_paid_back(from, to),
    }
}

/// The names of the columns.
pub(super) fn columns(kind: CsvKind) -> &'static [&'static str] {
    match kind {
        CsvKind::Orders => &ORDERS,
        CsvKind::Lines => &LINES,
        CsvKind::Refunds => &REFUNDS,
    }
}

/// Gives each row to `write`, until it fails or answers that there is to be no more.
pub(super) fn each(
    books: &Books<'_>,
    kind: CsvKind,
    (from, to): (i64, i64),
    calendar: &Calendar,
    mut write: impl FnMut(&[&str]) -> io::Result<bool>,
) -> ledger::Result<io::Result<End>> {
    let mut take = |cells: &[&str]| match write(cells) {
        Ok(true) => ControlFlow::Continue(()),
        Ok(false) => ControlFlow::Break(Ok(End::Stopped)),
        Err(error) => ControlFlow::Break(Err(error)),
    };
    let ended = match kind {
        CsvKind::Orders => {
            books.each_paid_order(from, to, |order| take_order(&order, calendar, &mut take))
        }
        CsvKind::Lines => {
            books.each_sold_line(from, to, |line| take_line(&line, calendar, &mut take))
        }
        CsvKind::Refunds => {
            books.each_paid_back(from, to, |refund| take_refund(&refund, calendar, &mut take))
        }
    };
    Ok(match ended? {
        ControlFlow::Continue(()) => Ok(End::Whole),
        ControlFlow::Break(end) => end,
    })
}

fn take_order<T>(order: &PaidOrder, calendar: &Calendar, take: impl FnOnce(&[&str]) -> T) -> T {
    take(&[
        &text(&order.number),
        &order.sale_id,
        &calendar.stamp(order.paid_at),
        order.total.currency.code(),
        &amount(order.total),
        &said(order.tax),
        &said(order.shipping),
        &said(order.discount),
        &amount(order.refunded),
        &order.items.to_string(),
        &text(&order.method),
        &text(&order.seller),
        yes(order.cancelled),
    ])
}

fn take_line<T>(line: &SoldLine, calendar: &Calendar, take: impl FnOnce(&[&str]) -> T) -> T {
    take(&[
        &text(&line.order_number),
        &calendar.stamp(line.paid_at),
        line.currency.code(),
        &line.variant_id.map(|id| id.to_string()).unwrap_or_default(),
        &text(&line.title),
        &text(&line.variant_title),
        &text(&line.sku),
        &line.quantity.to_string(),
        &said(line.total),
        yes(line.is_upsell),
    ])
}

fn take_refund<T>(refund: &PaidBack, calendar: &Calendar, take: impl FnOnce(&[&str]) -> T) -> T {
    take(&[
        &text(&refund.order_number),
        &refund.transaction.to_string(),
        &calendar.stamp(refund.at),
        &calendar.stamp(refund.paid_at),
        refund.amount.currency.code(),
        &amount(refund.amount),
        &text(&refund.method),
        &text(&refund.seller),
    ])
}
