//! What sales came to: in reports, on sheets and in files, each held against the store's books.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use serde_json::{Value, json};
use tillway_tests::sale::minor;
use tillway_tests::{Buyer, Sale, Shop, Till};

mod days;
mod files;
mod million;
mod sheets;

/// A day of New York in which an hour comes twice: it has 25.
const LONG_DAY: (&str, &str) = ("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z");

/// The time zone of the tills here.
const ZONE: &str = "America/New_York";

/// All times.
const EVER: (i64, i64) = (0, 4_102_444_800_000);

fn ms(at: &str) -> i64 {
    at.parse::<Timestamp>().expect("a moment").as_millisecond()
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    i64::try_from(since.as_millis()).expect("not that long after")
}

fn span((from, to): (i64, i64)) -> Value {
    json!({ "from": from, "to": to })
}

async fn report(till: &Till, of: (i64, i64)) -> Value {
    till.ask("report", span(of)).await
}

/// Sets the till's clock to this moment; from there it goes on.
async fn set_clock(till: &Till, at: &str) {
    till.ask("machine", json!({ "clockShiftMs": ms(at) - now_ms() })).await;
}

/// From now on this seller sells, and customers pay by this method.
async fn staff(till: &Till, seller: &str, method: &str) {
    let settings = json!({ "seller": seller, "paymentMethod": method });
    till.ask("save_settings", json!({ "settings": settings })).await;
}

/// A sale that is paid at this moment of the till's clock. The next one can begin.
async fn paid_at(till: &Till, at: &str, skus: &[&str], currency: &str) -> Sale {
    set_clock(till, at).await;
    let sale = till.cart(skus, Buyer::new("grace@example.com")).await;
    till.ask("change_currency", json!({ "currency": currency })).await;
    till.charge(&sale).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    let paid = till.until_paid(&sale).await;
    till.ask("new_sale", json!({})).await;
    paid
}

/// The store pays this much back of what an order's first payment brought, and the till hears of it.
async fn pay_back(till: &Till, shop: &Shop, sale: &Sale, amount: &str) {
    let number = sale.order_number();
    let order = shop.read(&format!("/orders/{number}/")).await;
    let part = json!({ "id": order["transactions"][0]["id"], "amount": amount });
    let body = json!({ "refund_lines": [], "transactions": [part] });
    shop.write(&format!("/orders/{number}/refund/"), &body).await;
    till.ask_of("refresh_order", sale.id()).await;
}

/// What the store took for these sales, in hundredths.
fn taken(shop: &Shop, sales: &[&Sale]) -> i64 {
    sales.iter().map(|sale| shop.order_of(sale.id()).total_minor).sum()
}

/// The part of a report in one currency.
fn in_currency<'r>(report: &'r Value, currency: &str) -> &'r Value {
    let mut all = report["currencies"].as_array().expect("a list").iter();
    all.find(|one| one["currency"] == currency).unwrap_or_else(|| panic!("no {currency}: {report}"))
}

/// Takings and orders of each row of a table, by the row's own name.
fn rows<'r>(table: &'r Value, name: &str) -> Vec<(&'r Value, i64, &'r Value)> {
    let rows = table.as_array().expect("a table").iter();
    rows.map(|row| {
        let figures = &row["figures"];
        (&row[name], minor(&figures["takings"]).expect("an amount"), &figures["orders"])
    })
    .collect()
}
