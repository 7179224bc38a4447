//! Receipts as they are printed, in the letters of a receipt printer.

use std::fmt::Write as _;

use paper::PaperSize;
use serde_json::{Value, json};

use super::*;

/// 23 November 2026, 14:05 in New York.
const PAID_AT: i64 = 1_795_460_700_000;

fn line(title: &str, variant: &str, quantity: i64, amount: &str) -> Value {
    json!({
        "id": 1, "product_title": title, "variant_title": variant, "quantity": quantity,
        "price_incl_tax": amount,
    })
}

fn added(title: &str, amount: &str) -> Value {
    let mut line = line(title, "", 1, amount);
    line["is_upsell"] = json!(true);
    line
}

fn moved(kind: &str, amount: &str, at: &str) -> Value {
    json!({
        "id": 1, "type": kind, "status": "succeeded", "amount": amount, "payment_method": "link",
        "date_created": at,
    })
}

/// A plain sale of a kettle.
fn kettle() -> Value {
    json!({
        "number": "209471", "currency": "USD", "total_incl_tax": "69.00", "total_tax": "5.30",
        "shipping_incl_tax": "5.00", "shipping_method": "Standard", "total_discount": "0.00",
        "payment_status": "paid", "status": "open",
        "lines": [line("Walnut kettle", "Brushed", 1, "64.00")],
        "transactions": [moved("debit", "69.00", "2026-11-23T19:05:00Z")],
    })
}

fn order(changes: Value) -> Facts {
    let mut order = kettle();
    for (field, value) in changes.as_object().expect("fields") {
        order[field] = value.clone();
    }
    Facts {
        store: "Larch Lane Goods".to_owned(),
        practice: false,
        head: "12 Larch Lane, Monsey NY 10952\nSales tax ID 12-345".to_owned(),
        foot: "Thank you, and come again".to_owned(),
        seller: "Ana Souza".to_owned(),
        paid_at: PAID_AT,
        vouchers: Vec::new(),
        method: "link".to_owned(),
        printed: 0,
        order: admin_api::read_order(&order.to_string()).expect("an order"),
    }
}

/// The receipt on a roll of 80 mm, and where its lines differ there, on other papers too.
fn printed(facts: &Facts, papers: &[PaperSize]) -> String {
    let zone = TimeZone::get("America/New_York").expect("a zone");
    let document = receipt(facts, &zone);
    let mut sheets = String::new();
    for size in papers {
        let columns = size.columns();
        let _ = writeln!(sheets, "{size:?}\n{}", paper::text(&document, columns));
    }
    sheets
}

const ROLL: &[PaperSize] = &[PaperSize::Roll80];
const ALL: &[PaperSize] = &[PaperSize::Roll58, PaperSize::Roll80, PaperSize::A4];

#[test]
fn a_plain_sale() {
    insta::assert_snapshot!(printed(&order(json!({})), ALL));
}

#[test]
fn a_sale_with_a_voucher() {
    let facts = order(json!({
        "total_discount": "6.40", "total_incl_tax": "62.60",
        "lines": [line("Walnut kettle", "Brushed", 1, "57.60")],
        "transactions": [moved("debit", "62.60", "")],
    }));
    insta::assert_snapshot!(printed(&Facts { vouchers: vec!["SAVE10".to_owned()], ..facts }, ROLL));
}

#[test]
fn a_sale_with_added_upsells() {
    let facts = order(json!({
        "total_incl_tax": "106.50",
        "lines": [line("Walnut kettle", "Brushed", 1, "64.00"), added("Breakfast tea", "9.50"),
                  added("House coffee", "28.00")],
        "transactions": [moved("debit", "69.00", ""), moved("debit", "9.50", ""),
                         moved("debit", "28.00", "")],
    }));
    insta::assert_snapshot!(printed(&facts, ROLL));
}

#[test]
fn a_sale_that_was_paid_back_in_part() {
    let facts = order(json!({
        "payment_status": "partially_refunded",
        "transactions": [moved("debit", "69.00", ""), moved("refund", "20.00", "2026-12-01T16:30:00Z"),
                         moved("refund", "4.00", "")],
    }));
    insta::assert_snapshot!(printed(&facts, ROLL));
}

#[test]
fn an_order_that_was_cancelled() {
    let facts = order(json!({
        "status": "canceled", "payment_status": "refunded",
        "transactions": [moved("debit", "69.00", ""), moved("refund", "69.00", "2026-11-23T20:00:00Z")],
    }));
    insta::assert_snapshot!(printed(&facts, ROLL));
}

#[test]
fn a_copy_of_a_practice_receipt() {
    let facts = Facts { practice: true, printed: 2, ..order(json!({})) };
    insta::assert_snapshot!(printed(&facts, ROLL));
}

#[test]
fn names_of_many_scripts() {
    let facts = order(json!({
        "lines": [
            line("قهوة عربية محمصة", "كيس ٢٥٠ غ", 2, "28.00"),
            line("כוס קפה מקרמיקה Blue", "", 1, "14.00"),
            line("手作りコーヒーカップ 青い波", "限定版", 3, "9.00"),
            line("ชาเขียวอู่หลงจากเชียงใหม่", "", 1, "13.00"),
        ],
    }));
    insta::assert_snapshot!(printed(&facts, ALL));
}

#[test]
fn very_long_names_and_large_amounts() {
    let title = "A kettle of walnut and brushed steel that whistles in three keys and keeps its \
                 temperature_within_half_a_degree_for_the_whole_of_the_night";
    let amount = "9999999999.99";
    let facts = order(json!({
        "total_incl_tax": amount, "shipping_method": title,
        "lines": [line(title, title, 12_345, amount)],
        "transactions": [moved("debit", amount, "")],
    }));
    insta::assert_snapshot!(printed(&facts, ALL));
}

#[test]
fn an_order_of_which_little_can_be_read() {
    let facts = order(json!({
        "currency": "???", "total_incl_tax": "much", "total_tax": null, "shipping_incl_tax": null,
        "transactions": [{ "id": 1, "type": "refund", "status": "succeeded" }],
        "lines": [{ "id": 1 }],
    }));
    let bare = Facts { head: " ".to_owned(), foot: String::new(), seller: String::new(), ..facts };
    insta::assert_snapshot!(printed(&bare, ROLL));
}

#[test]
fn a_record_without_transactions_is_not_printed_as_paid_with_nothing() {
    let facts = order(json!({ "transactions": [] }));
    let text = printed(&facts, ROLL);
    let paid = text.lines().find(|line| line.starts_with("Paid with"));
    assert!(paid.is_some_and(|paid| paid.ends_with(" 69.00")), "{text}");
}

#[test]
fn yen_have_no_hundredths() {
    let facts = order(json!({
        "currency": "JPY", "total_incl_tax": "7400.00", "shipping_incl_tax": "600.00",
        "total_tax": "672.00", "lines": [line("急須", "", 1, "6800.00")],
        "transactions": [moved("debit", "7400.00", "")],
    }));
    insta::assert_snapshot!(printed(&facts, ROLL));
}
