//! Redirects and addresses that lead elsewhere: the token goes nowhere but to its store.

use serde_json::json;
use tillway_tests::shop::KETTLE;
use tillway_tests::{Answer, Buyer, Setup, Shop, Stranger, Wire};

async fn stranger() -> Stranger {
    Stranger::who_answers(Answer::json(200, &json!({ "results": [] }))).await
}

/// An answer of this status leads to the stranger; the till says so and does not go there.
async fn check(status: u16) {
    let (shop, stranger) = (Shop::open().await, stranger().await);
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let cart = till.sale(&sale).await.cart();
    let elsewhere = Answer::new(status, "").with("location", &stranger.origin());
    wire.on("POST", "/orders/").answer_instead(elsewhere.clone());
    wire.on("GET", "/shipping-methods/").answer_instead(elsewhere);

    let refused = till.charge(&sale).await;
    assert_eq!((refused.state(), refused.refusal()), ("building", "not_a_store"), "{refused}");
    assert_eq!(refused.cart(), cart);
    let store = json!({ "address": wire.origin(), "token": shop.token() });
    let refused = till.call("connect_store", store).await.expect_err("it leads elsewhere");
    assert_eq!(refused.code(), "not_a_store");
    assert!(stranger.heard().is_empty(), "{:?}", stranger.heard());
}

#[tokio::test]
async fn found_elsewhere() {
    check(302).await;
}

#[tokio::test]
async fn moved_with_its_method_and_body() {
    check(307).await;
}

#[tokio::test]
async fn moved_for_good() {
    check(308).await;
}

#[tokio::test]
async fn a_list_that_goes_on_elsewhere_is_not_followed() {
    let (shop, stranger) = (Shop::open().await, stranger().await);
    let wire = Wire::to(&shop).await;
    let next = format!("{}/api/admin/products/?cursor=2", stranger.origin());
    wire.on("GET", "/products/").rewrite(move |page| page["next"] = json!(next));
    let till = Setup::default().over(&wire, &shop).await;
    let failed = till
        .until_told("a catalogue that is not complete", |event| {
            event["catalogue"]["state"] == "failed"
        })
        .await;
    assert_eq!(failed["catalogue"]["error"]["code"], "unreadable_answer");
    assert!(stranger.heard().is_empty(), "{:?}", stranger.heard());
}
