//! What a span of time came to: sums of what was counted in it, each currency by itself.
//!
//! The counts come by quarters of an hour, because no place on earth begins its hours anywhere else:
//! whoever knows the place says which day and which hour each quarter is of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money};

/// A quarter of an hour, in milliseconds.
pub const QUARTER_MS: i64 = 15 * 60 * 1_000;

/// What was counted: money in hundredths of a currency that stands beside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Paid orders.
    pub orders: u32,
    /// How many of them the store has cancelled since.
    pub cancelled: u32,
    /// The articles in them.
    pub items: u32,
    /// What they brought, upsells included and nothing taken off.
    pub takings_minor: i64,
    /// The tax in that, of those orders whose record says it.
    pub tax_minor: i64,
    /// The orders whose record does not say it.
    pub untaxed: u32,
    /// How often money was paid back.
    pub refunds: u32,
    /// How much was paid back.
    pub refunds_minor: i64,
}

/// What was counted of one currency in a quarter of an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// When the quarter begins, in milliseconds since 1970.
    pub at: i64,
    /// The currency.
    pub currency: Currency,
    /// What was counted.
    pub sums: Sums,
}

/// A product that was sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductSum {
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
    /// How many.
    pub quantity: i64,
    /// What it brought, in hundredths.
    pub total_minor: i64,
}

/// What became of upsell offers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpsellSums {
    /// How many were offered.
    pub offered: u32,
    /// How many were charged.
    pub taken: u32,
    /// What those brought, in hundredths.
    pub total_minor: i64,
}

/// All that was counted in a span.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// By quarters of an hour; a quarter may come more than once.
    pub slots: Vec<Slot>,
    /// By payment method; one may come more than once.
    pub methods: Vec<(Currency, Part)>,
    /// By seller; one may come more than once.
    pub sellers: Vec<(Currency, Part)>,
    /// The best products of each currency, best first.
    pub products: Vec<(Currency, ProductSum)>,
    /// The upsells of each currency.
    pub upsells: Vec<(Currency, UpsellSums)>,
}

/// A day: its first moment, and that of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The first moment, in milliseconds since 1970.
    pub from: i64,
    /// The next day's first moment.
    pub to: i64,
}

/// What one payment method or one seller came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Whose: empty where nobody or nothing was named.
    pub name: String,
    /// What.
    pub sums: Sums,
}

/// What a span came to in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyReport {
    /// The currency.
    pub currency: Currency,
    /// All of it.
    pub sums: Sums,
    /// By payment method, most first.
    pub methods: Vec<Part>,
    /// By seller, most first.
    pub sellers: Vec<Part>,
    /// By hour of the day, from the first in which anything was sold to the last.
    pub hours: Vec<(u8, Sums)>,
    /// By day, each day of the span.
    pub days: Vec<(Day, Sums)>,
    /// The best products, best first.
    pub products: Vec<ProductSum>,
    /// Upsells.
    pub upsells: UpsellSums,
}

impl Sums {
    /// The same with another's counts.
    pub fn add(&mut self, other: &Self) {
        self.orders = self.orders.saturating_add(other.orders);
        self.cancelled = self.cancelled.saturating_add(other.cancelled);
        self.items = self.items.saturating_add(other.items);
        self.takings_minor = self.takings_minor.saturating_add(other.takings_minor);
        self.tax_minor = self.tax_minor.saturating_add(other.tax_minor);
        self.untaxed = self.untaxed.saturating_add(other.untaxed);
        self.refunds = self.refunds.saturating_add(other.refunds);
        self.refunds_minor = self.refunds_minor.saturating_add(other.refunds_minor);
    }

    /// What was taken without what was paid back; below nothing on a day that paid back more.
    #[must_use]
    pub fn net(&self, currency: Currency) -> Money {
        Money::new(self.takings_minor.saturating_sub(self.refunds_minor), currency)
    }

    /// What an order brought on average, rounded down to the hundredth; none without an order.
    #[must_use]
    pub fn average(&self, currency: Currency) -> Option<Money> {
        let average = self.takings_minor.checked_div(i64::from(self.orders))?;
        Some(Money::new(average, currency))
    }
}

impl UpsellSums {
    /// How many of a thousand offers were taken; none where no offer is known, or not of all that
    /// were taken.
    #[must_use]
    pub fn rate_permille(&self) -> Option<u32> {
        let known = self.taken <= self.offered;
        let rate = (u64::from(self.taken) * 1_000).checked_div(u64::from(self.offered));
        rate.filter(|_| known).and_then(|rate| u32::try_from(rate).ok())
    }
}

/// Sums up what was counted. `days` are those of the span, in their order, and `hour_of` says which
/// hour of the day, from 0, a moment is of. Most orders first, nothing added across currencies.
#[must_use]
pub fn reports(counted: Counted, days: &[Day], hour_of: impl Fn(i64) -> u8) -> Vec<CurrencyReport> {
    let mut tallies: BTreeMap<Currency, Tally> = BTreeMap::new();
    for slot in &counted.slots {
        let tally = tallies.entry(slot.currency).or_insert_with(|| Tally::new(days.len()));
        tally.add(slot, days, hour_of(slot.at));
    }
    let mut reports: Vec<CurrencyReport> =
        tallies.into_iter().map(|(currency, tally)| tally.report(currency, days)).collect();
    for report in &mut reports {
        let currency = report.currency;
        report.methods = parts(of(&counted.methods, currency));
        report.sellers = parts(of(&counted.sellers, currency));
        report.products = of(&counted.products, currency).cloned().collect();
        report.upsells = of(&counted.upsells, currency).next().copied().unwrap_or_default();
    }
    reports.sort_by_key(|report| std::cmp::Reverse(report.sums.orders));
    reports
}

/// What is of one currency.
fn of<T>(counted: &[(Currency, T)], currency: Currency) -> impl Iterator<Item = &T> {
    counted.iter().filter(move |(of, _)| *of == currency).map(|(_, counted)| counted)
}

/// The sums of one currency on their way.
struct Tally {
    sums: Sums,
    hours: [Sums; 24],
    days: Vec<Sums>,
}

impl Tally {
    fn new(days: usize) -> Self {
        Self {
            sums: Sums::default(),
            hours: [Sums::default(); 24],
            days: vec![Sums::default(); days],
        }
    }

    fn add(&mut self, slot: &Slot, days: &[Day], hour: u8) {
        self.sums.add(&slot.sums);
        self.hours[usize::from(hour) % 24].add(&slot.sums);
        // A span may begin within a quarter of an hour, which then began before its first day.
        let place = days.partition_point(|day| day.from <= slot.at).saturating_sub(1);
        if let Some(day) = self.days.get_mut(place) {
            day.add(&slot.sums);
        }
    }

    fn report(self, currency: Currency, days: &[Day]) -> CurrencyReport {
        let sold = |sums: &Sums| *sums != Sums::default();
        let first = self.hours.iter().position(sold).unwrap_or(0);
        let last = self.hours.iter().rposition(sold).unwrap_or(0);
        let hours = (0..24).zip(self.hours).skip(first).take(last + 1 - first);
        CurrencyReport {
            currency,
            sums: self.sums,
            methods: Vec::new(),
            sellers: Vec::new(),
            hours: hours.collect(),
            days: days.iter().copied().zip(self.days).collect(),
            products: Vec::new(),
            upsells: UpsellSums::default(),
        }
    }
}

/// Each name once, the one with most takings first.
fn parts<'p>(counted: impl Iterator<Item = &'p Part>) -> Vec<Part> {
    let mut sums: BTreeMap<&str, Sums> = BTreeMap::new();
    for part in counted {
        sums.entry(&part.name).or_default().add(&part.sums);
    }
    let named = |(name, sums): (&str, Sums)| Part { name: name.to_owned(), sums };
    let mut parts: Vec<Part> = sums.into_iter().map(named).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.sums.takings_minor));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 4 * QUARTER_MS;

    fn taken(at: i64, currency: &str, minor: i64) -> Slot {
        let sums = Sums { orders: 1, items: 2, takings_minor: minor, ..Sums::default() };
        Slot { at, currency: currency.parse().expect("a code"), sums }
    }

    fn paid_back(at: i64, minor: i64) -> Slot {
        let sums = Sums { refunds: 1, refunds_minor: minor, ..Sums::default() };
        Slot { sums, ..taken(at, "USD", 0) }
    }

    fn report(slots: Vec<Slot>, days: &[Day]) -> Vec<CurrencyReport> {
        let counted = Counted { slots, ..Counted::default() };
        reports(counted, days, |at| u8::try_from(at / HOUR % 24).expect("an hour"))
    }

    #[test]
    fn currencies_are_never_added_together() {
        let slots = vec![taken(0, "EUR", 5), taken(0, "USD", 700), taken(HOUR, "USD", 90)];
        let found = report(slots, &[]);
        let sums: Vec<_> = found.iter().map(|one| (one.currency.code(), one.sums)).collect();
        assert_eq!(sums[0].0, "USD");
        assert_eq!((sums[0].1.orders, sums[0].1.takings_minor), (2, 790));
        assert_eq!((sums[1].1.orders, sums[1].1.takings_minor), (1, 5));
    }

    #[test]
    fn the_parts_of_a_span_add_up_to_it() {
        let slots = vec![
            taken(30 * HOUR, "USD", 300),
            taken(9 * HOUR, "USD", 500),
            paid_back(26 * HOUR, 100),
            taken(12 * HOUR, "USD", 250),
        ];
        let day = |from: i64, to: i64| Day { from: from * HOUR, to: to * HOUR };
        let found = report(slots, &[day(0, 25), day(25, 48), day(48, 72)]).remove(0);
        let minor: Vec<_> =
            found.days.iter().map(|(_, sums)| (sums.takings_minor, sums.refunds_minor)).collect();
        assert_eq!(minor, [(750, 0), (300, 100), (0, 0)]);
        let hours: Vec<_> = found.hours.iter().map(|(hour, sums)| (*hour, sums.orders)).collect();
        let busy = |(_, orders): &&(u8, u32)| *orders > 0;
        assert_eq!((hours[0].0, hours.last().map(|last| last.0)), (2, Some(12)));
        assert_eq!(hours.iter().filter(busy).count(), 3);
        assert_eq!(found.sums.net(found.currency).minor, 950);
        assert_eq!(found.sums.average(found.currency).map(|money| money.minor), Some(350));
    }

    #[test]
    fn a_name_comes_once_with_what_it_took_and_paid_back() {
        let part = |name: &str, slot: Slot| {
            (slot.currency, Part { name: name.to_owned(), sums: slot.sums })
        };
        let sellers = vec![
            part("", taken(0, "USD", 500)),
            part("Ada", taken(0, "USD", 550)),
            part("Ada", taken(0, "EUR", 9)),
            part("Ada", paid_back(0, 100)),
        ];
        let counted =
            Counted { slots: vec![taken(0, "USD", 1_050)], sellers, ..Counted::default() };
        let found = reports(counted, &[], |_| 0).remove(0);
        let sums =
            |part: &Part| (part.name.clone(), part.sums.takings_minor, part.sums.refunds_minor);
        let sellers: Vec<_> = found.sellers.iter().map(sums).collect();
        assert_eq!(sellers, [("Ada".to_owned(), 550, 100), (String::new(), 500, 0)]);
    }

    #[test]
    fn a_span_may_begin_within_a_quarter_of_an_hour() {
        let day = Day { from: 10, to: 20 };
        let found = report(vec![taken(0, "USD", 500)], &[day]).remove(0);
        assert_eq!(found.days[0].1.takings_minor, 500);
    }

    #[test]
    fn a_span_with_nothing_but_refunds_has_no_average_and_is_below_nothing() {
        let found = report(vec![paid_back(0, 100)], &[]).remove(0);
        assert_eq!(found.sums.average(found.currency), None);
        assert_eq!(found.sums.net(found.currency).minor, -100);
    }

    #[test]
    fn a_rate_is_given_only_where_all_offers_are_known() {
        let check = |offered, taken, expected| {
            let sums = UpsellSums { offered, taken, total_minor: 0 };
            assert_eq!(sums.rate_permille(), expected, "{taken} of {offered}");
        };
        check(0, 0, None);
        check(3, 1, Some(333));
        check(3, 3, Some(1_000));
        check(1, 2, None);
    }
}
