//! What goes back to a customer: only what was confirmed, and once, whatever becomes of the wire, the
//! till, or who else is at the store.

mod cancelling;
mod faults;
mod interrupted;
mod notes;
mod pulling_in;
mod refunding;

use practice_store::TransactionKind;
use tillway_tests::shop::{COFFEE, E_BOOK, KETTLE};
use tillway_tests::{Buyer, Sale, Shop, Till};

const REFUND: &str = "/orders/{number}/refund/";
const CALCULATE: &str = "/orders/{number}/refund/calculate/";
const CANCEL: &str = "/orders/{number}/cancel/";
const NOTES: &str = "/orders/{number}/notes/";

/// A paid sale of a kettle, coffee and an e-book, delivered for a price.
async fn sold(till: &Till) -> Sale {
    till.paid(&[KETTLE, COFFEE, E_BOOK], Buyer::new("grace@example.com")).await
}

/// Each refund that the store has made through a payment, in hundredths.
fn paid_back(shop: &Shop, sale: &str) -> Vec<i64> {
    let order = shop.order_of(sale);
    let refunds = order.transactions.into_iter();
    let refunds = refunds.filter(|made| made.kind == TransactionKind::Refund && made.succeeded);
    refunds.map(|made| made.amount_minor).collect()
}

/// Whatever the till says was paid back is what the store's books say, and its own books prove
/// themselves.
async fn assert_agreed(till: &Till, shop: &Shop, sale: &str) {
    let told = till.ask_of("refresh_order", sale).await;
    let there: i64 = paid_back(shop, sale).iter().sum();
    assert_eq!(told.refunded_minor(), there, "{told}");
    let shown = tillway_tests::sale::minor(&told.view()["order"]["paidBack"]).unwrap_or_default();
    assert_eq!(shown, there, "{}", told.view()["order"]);
    assert_eq!(told.state(), "paid", "what was paid back had been paid");
    till.verify().await;
}
