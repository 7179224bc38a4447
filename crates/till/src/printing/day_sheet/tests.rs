//! Sheets as they are printed, in the letters of a receipt printer.

use sale::report::{CurrencyReport, Part, Sums, UpsellSums};
use sale::{Currency, Money};

use super::*;
use crate::view::{DaySheetRow, ReportView};

/// 23 November 2026 in New York, and the day after.
const DAY: (i64, i64) = (1_795_410_000_000, 1_795_496_400_000);

fn sums(orders: u32, takings_minor: i64, refunds_minor: i64) -> Sums {
    let (refunds, items) = (u32::from(refunds_minor > 0), orders * 2);
    Sums { orders, items, takings_minor, refunds, refunds_minor, tax_minor: 820, ..Sums::default() }
}

fn part(name: &str, sums: Sums) -> Part {
    Part { name: name.to_owned(), sums }
}

fn report(currency: &str) -> CurrencyReport {
    CurrencyReport {
        currency: currency.parse().expect("a code"),
        sums: Sums { cancelled: 1, untaxed: 2, ..sums(12, 1_234_550, 3_450) },
        methods: vec![part("link", sums(11, 1_200_000, 3_450)), part("", sums(1, 34_550, 0))],
        sellers: vec![part("نورة", sums(7, 900_000, 0)), part("", sums(5, 334_550, 3_450))],
        hours: Vec::new(),
        days: Vec::new(),
        products: Vec::new(),
        upsells: UpsellSums { offered: 9, taken: 3, total_minor: 7_200 },
    }
}

fn sheet(currencies: &[CurrencyReport], open: Vec<OpenMatterView>) -> DaySheetView {
    let (from, to) = DAY;
    let seller = "Ada".to_owned();
    DaySheetView {
        sheet: DaySheetRow { number: 7, from, to, made_at: to, seller },
        store: "Larch Lane Goods".to_owned(),
        practice: false,
        till: "Till 1".to_owned(),
        over: true,
        report: ReportView::of(from, to, currencies),
        open,
        repeats: None,
        continues: Some(6),
        overlaps: None,
    }
}

fn check(name: &str, sheet: &DaySheetView, printed: u32) {
    let zone = TimeZone::get("America/New_York").expect("a zone of the system");
    insta::assert_snapshot!(name, paper::text(&document(sheet, printed, &zone), 42));
}

#[test]
fn a_day_in_two_currencies() {
    check("a_day_in_two_currencies", &sheet(&[report("USD"), report("JPY")], Vec::new()), 0);
}

#[test]
fn an_empty_day() {
    check("an_empty_day", &sheet(&[], Vec::new()), 0);
}

#[test]
fn a_copy_of_a_day_that_was_not_over_with_all_that_can_be_open() {
    let open = OpenKind::ALL.map(|kind| OpenMatterView {
        kind,
        sale_id: String::new(),
        order_number: (kind == OpenKind::Upsell).then(|| "209471".to_owned()),
        since: DAY.0 + 50_700_000,
        amount: Money::new(6_400, Currency::USD),
    });
    let sheet = DaySheetView {
        over: false,
        practice: true,
        repeats: Some(5),
        overlaps: Some(4),
        ..sheet(&[], open.to_vec())
    };
    check("a_copy_of_a_day_that_was_not_over_with_all_that_can_be_open", &sheet, 2);
}
