//! What a day came to.

use serde_json::json;
use tillway_tests::sale::minor;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop};

#[tokio::test]
async fn a_day_comes_to_what_the_store_took() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let first = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    till.add_upsell(first.id(), tea).await;
    till.ask("new_sale", json!({})).await;
    let second = till.paid(&[TEA], Buyer::new("grace@example.com")).await;
    till.ask("new_sale", json!({})).await;
    till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;

    let (from, to) = (first.view()["startedAt"].clone(), i64::MAX);
    let report = till.ask("day_report", json!({ "from": from, "to": to })).await;
    let takings = report["takings"].as_array().expect("a list");
    assert_eq!(takings.len(), 1, "one currency");
    let orders = [shop.order_of(first.id()), shop.order_of(second.id())];
    let taken: i64 = orders.iter().map(|order| order.total_minor).sum();
    let upsold = orders[0].transactions[1].amount_minor;
    assert_eq!(minor(&takings[0]["total"]), Some(taken));
    assert_eq!(minor(&takings[0]["average"]), Some(taken / 2));
    assert_eq!((&takings[0]["orders"], &takings[0]["upsells"]), (&json!(2), &json!(1)));
    assert_eq!(minor(&takings[0]["upsellTotal"]), Some(upsold));

    let before = json!({ "from": 0, "to": from });
    assert_eq!(till.ask("day_report", before).await["takings"], json!([]));
}
