//! What a span of time came to, ready to be shown: every sum, and how long each bar of a chart is.

use sale::report::{CurrencyReport, ProductSum, Sums};
use sale::{Currency, Money};
use serde::Serialize;
use ts_rs::TS;

/// What a span of time came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportView {
    /// The span's start, inclusive.
    pub from: i64,
    /// Its end, exclusive.
    pub to: i64,
    /// One for each currency in which money moved; never added together.
    pub currencies: Vec<CurrencyReportView>,
}

/// What it came to in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyReportView {
    /// The currency.
    pub currency: String,
    /// All of it.
    pub figures: Figures,
    /// How many of the orders the store has cancelled since.
    pub cancelled: u32,
    /// The tax in the takings, of those orders whose record says it.
    pub tax: Money,
    /// How many orders' records do not say it.
    pub untaxed: u32,
    /// By payment method, most first; the name is empty where no record says it.
    pub methods: Vec<PartFigures>,
    /// By seller, most first; the name is empty where none was set.
    pub sellers: Vec<PartFigures>,
    /// By hour of the day, from the first in which money moved to the last.
    pub hours: Vec<HourFigures>,
    /// By day, where the span has more than one.
    pub days: Vec<DayFigures>,
    /// What brought most, best first.
    pub products: Vec<ProductFigures>,
    /// Upsells.
    pub upsells: UpsellFigures,
}

/// Takings and what was paid back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// All that was paid, upsells included, nothing taken off.
    pub takings: Money,
    /// How often money was paid back.
    pub refunds: u32,
    /// How much was paid back, whenever it had been paid.
    pub refunded: Money,
    /// The takings without what was paid back; below nothing where that was more.
    pub net: Money,
    /// Paid orders.
    pub orders: u32,
    /// The articles in them.
    pub items: u32,
    /// The takings divided by the orders, rounded down to the hundredth; none without an order.
    pub average: Option<Money>,
}

/// What one payment method or seller came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PartFigures {
    /// Whose.
    pub name: String,
    /// What.
    pub figures: Figures,
    /// The length of its bar, in thousandths of the longest.
    pub bar: u32,
}

/// What one hour of the day came to, over all days of the span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HourFigures {
    /// The hour, from 0 to 23.
    pub hour: u8,
    /// What.
    pub figures: Figures,
    /// The length of its bar, in thousandths of the longest.
    pub bar: u32,
}

/// What one day came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DayFigures {
    /// The day's first moment.
    pub from: i64,
    /// The next day's first moment.
    pub to: i64,
    /// What.
    pub figures: Figures,
    /// The length of its bar, in thousandths of the longest.
    pub bar: u32,
}

/// A product that was sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProductFigures {
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
    /// How many.
    pub quantity: i64,
    /// What it brought.
    pub total: Money,
    /// The length of its bar, in thousandths of the longest.
    pub bar: u32,
}

/// What became of upsell offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UpsellFigures {
    /// How many were offered.
    pub offered: u32,
    /// How many were charged.
    pub taken: u32,
    /// How many of a thousand were taken; none where not every offer is known.
    pub rate_permille: Option<u32>,
    /// What they brought; the takings hold it already.
    pub total: Money,
}

impl ReportView {
    pub(crate) fn of(from: i64, to: i64, currencies: &[CurrencyReport]) -> Self {
        Self { from, to, currencies: currencies.iter().map(currency_view).collect() }
    }
}

fn currency_view(report: &CurrencyReport) -> CurrencyReportView {
    let currency = report.currency;
    let upsells = &report.upsells;
    let days: &[_] = if report.days.len() > 1 { &report.days } else { &[] };
    CurrencyReportView {
        currency: currency.to_string(),
        figures: figures(&report.sums, currency),
        cancelled: report.sums.cancelled,
        tax: Money::new(report.sums.tax_minor, currency),
        untaxed: report.sums.untaxed,
        methods: parts(&report.methods, currency),
        sellers: parts(&report.sellers, currency),
        hours: barred(
            &report.hours,
            |(_, sums)| sums.takings_minor,
            |(hour, sums), bar| HourFigures { hour: *hour, figures: figures(sums, currency), bar },
        ),
        days: barred(
            days,
            |(_, sums)| sums.takings_minor,
            |(day, sums), bar| {
                let figures = figures(sums, currency);
                DayFigures { from: day.from, to: day.to, figures, bar }
            },
        ),
        products: barred(
            &report.products,
            |sum| sum.total_minor,
            |sum, bar| product(sum, currency, bar),
        ),
        upsells: UpsellFigures {
            offered: upsells.offered,
            taken: upsells.taken,
            rate_permille: upsells.rate_permille(),
            total: Money::new(upsells.total_minor, currency),
        },
    }
}

fn figures(sums: &Sums, currency: Currency) -> Figures {
    Figures {
        takings: Money::new(sums.takings_minor, currency),
        refunds: sums.refunds,
        refunded: Money::new(sums.refunds_minor, currency),
        net: sums.net(currency),
        orders: sums.orders,
        items: sums.items,
        average: sums.average(currency),
    }
}

fn parts(parts: &[sale::report::Part], currency: Currency) -> Vec<PartFigures> {
    barred(
        parts,
        |part| part.sums.takings_minor,
        |part, bar| {
            let (name, figures) = (part.name.clone(), figures(&part.sums, currency));
            PartFigures { name, figures, bar }
        },
    )
}

fn product(sum: &ProductSum, currency: Currency, bar: u32) -> ProductFigures {
    ProductFigures {
        title: sum.title.clone(),
        variant_title: sum.variant_title.clone(),
        quantity: sum.quantity,
        total: Money::new(sum.total_minor, currency),
        bar,
    }
}

/// Each row with the length of its bar: thousandths of the row that is worth most.
fn barred<T, V>(rows: &[T], worth: impl Fn(&T) -> i64, view: impl Fn(&T, u32) -> V) -> Vec<V> {
    let most = rows.iter().map(&worth).max().unwrap_or_default();
    let bar = |row: &T| {
        let thousandths = i128::from(worth(row).max(0)) * 1_000;
        let length = thousandths.checked_div(i128::from(most.max(0)));
        length.and_then(|length| u32::try_from(length).ok()).unwrap_or_default()
    };
    rows.iter().map(|row| view(row, bar(row))).collect()
}
