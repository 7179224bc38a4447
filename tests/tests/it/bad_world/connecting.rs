//! Connecting a store, and what is said when that cannot be.

use std::net::TcpListener;

use serde_json::{Value, json};
use tillway_tests::{Answer, Setup, Shop, Spot, Stranger, Till, Wire};

async fn check_connection(till: &Till, address: &str, token: &str) -> Value {
    till.ask("check_connection", json!({ "address": address, "token": token })).await
}

/// What connecting is refused with.
async fn refusal(till: &Till, address: &str, token: &str) -> String {
    let connecting = till.call("connect_store", json!({ "address": address, "token": token }));
    let refused = connecting.await.expect_err("this is no store to sell from");
    let snapshot = till.snapshot().await;
    assert_eq!(snapshot["store"], json!(null), "nothing is connected by it");
    refused.code().to_owned()
}

#[tokio::test]
async fn a_good_store_is_checked_before_it_is_connected() {
    let shop = Shop::open().await;
    let till = Setup::default().start().await;
    let check = check_connection(&till, &format!(" {}/admin/ ", shop.origin()), shop.token()).await;
    assert_eq!(check["address"], shop.origin());
    assert_eq!(check["storeName"], "Larch Lane Goods");
    assert_eq!((&check["reachable"], &check["tokenAccepted"]), (&json!(true), &json!(true)));
    assert_eq!(check["error"], json!(null));
    assert_eq!(till.snapshot().await["store"], json!(null), "checking keeps nothing");
}

#[tokio::test]
async fn what_is_no_address_is_refused_before_anything_is_sent() {
    let till = Setup::default().start().await;
    for address in ["", "my store", "ftp://shop.example.com", "http://mystore.29next.store"] {
        assert_eq!(refusal(&till, address, "token").await, "bad_address", "{address:?}");
        let typed = json!({ "address": address, "token": "token" });
        let refused = till.call("check_connection", typed).await.expect_err("no address");
        assert_eq!(refused.code(), "bad_address", "{address:?}");
    }
}

#[tokio::test]
async fn an_address_where_nobody_listens_cannot_be_reached() {
    let till = Setup::default().start().await;
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    assert_eq!(refusal(&till, &address, "token").await, "store_unreachable");
}

#[tokio::test]
async fn a_refused_token_says_that_the_store_was_reached() {
    let shop = Shop::open().await;
    let till = Setup::default().start().await;
    assert_eq!(refusal(&till, shop.origin(), "not-this-one").await, "token_refused");
    let check = check_connection(&till, shop.origin(), "not-this-one").await;
    assert_eq!((&check["reachable"], &check["tokenAccepted"]), (&json!(true), &json!(false)));
    assert_eq!(check["error"]["code"], "token_refused");
}

#[tokio::test]
async fn another_website_is_no_store() {
    let page = Answer::page(404, "<!doctype html><title>Not here</title>");
    let website = Stranger::who_answers(page).await;
    let till = Setup::default().start().await;
    assert_eq!(refusal(&till, &website.origin(), "token").await, "not_a_store");
    let check = check_connection(&till, &website.origin(), "token").await;
    assert_eq!(
        (&check["reachable"], &check["error"]["code"]),
        (&json!(false), &json!("not_a_store"))
    );
}

/// Connecting over a wire with this fault is refused with this code.
async fn check(fault: impl FnOnce(Spot), code: &str) {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().start().await;
    fault(wire.on("GET", "/shipping-methods/"));
    assert_eq!(refusal(&till, &wire.origin(), shop.token()).await, code);
}

#[tokio::test]
async fn a_store_in_trouble() {
    let trouble = Answer::json(500, &json!({ "detail": "Internal error" }));
    check(|spot| drop(spot.answer_instead(trouble)), "store_trouble").await;
}

#[tokio::test]
async fn a_page_in_place_of_json() {
    let page = Answer::page(200, "<!doctype html><p>Welcome");
    check(|spot| drop(spot.answer_instead(page)), "unreadable_answer").await;
}

#[tokio::test]
async fn a_connection_that_breaks() {
    check(|spot| drop(spot.cut_before()), "store_unreachable").await;
}

#[tokio::test]
async fn an_answer_that_breaks_off() {
    check(|spot| drop(spot.cut_within_answer()), "store_unreachable").await;
}

#[tokio::test]
async fn a_store_that_asks_for_a_long_pause() {
    let pause = Answer::json(429, &json!({ "detail": "Later." })).with("retry-after", "3600");
    check(|spot| drop(spot.answer_instead(pause)), "too_many_requests").await;
}
