//! 429: the store's word on when to come again.

use serde_json::json;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Answer, Buyer, Setup, Shop, Wire};

fn later(retry_after: &str) -> Answer {
    Answer::json(429, &json!({ "detail": "Too many requests." })).with("retry-after", retry_after)
}

#[tokio::test]
async fn a_short_pause_is_waited_for() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let busy = wire.on("POST", "/orders/").once().answer_instead(later("1"));
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
    assert_eq!((busy.met(), shop.placings()), (1, 1));
}

#[tokio::test]
async fn an_upsell_that_the_store_turned_away_is_sent_again_and_charged_once() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    let add = wire.on("POST", "/orders/{number}/add-line-items/");
    let busy = add.once().answer_instead(later("1"));
    let charged = till.add_upsell(sold.id(), tea).await;
    assert_eq!(charged.charge_state(tea), Some("charged"));
    assert_eq!((busy.met(), shop.order_of(sold.id()).charges()), (1, 2));
}

/// Whoever waits for a placing is told at once of a pause that is too long to wait for, each time.
async fn check_long_pause(retry_after: &str) {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let cart = till.sale(&sale).await.cart();
    let busy = wire.on("POST", "/orders/").answer_instead(later(retry_after));
    let refused = till.charge(&sale).await;
    assert_eq!((refused.state(), refused.refusal()), ("building", "too_many_requests"));
    assert_eq!(refused.cart(), cart);

    // The pause is not over. Nothing is sent in it, and nobody sits before a till that says nothing.
    assert_eq!(till.refusal_of("charge", &sale).await, "too_many_requests");
    assert_eq!((busy.met(), shop.placings()), (1, 0));
}

#[tokio::test]
async fn a_long_pause_is_told_at_once() {
    check_long_pause("3600").await;
}

#[tokio::test]
async fn a_pause_beyond_all_time_is_told_at_once() {
    check_long_pause("18446744073709551615").await;
}

#[tokio::test]
async fn a_pause_until_a_far_moment_is_told_at_once() {
    check_long_pause("Sun, 06 Nov 2044 08:49:37 GMT").await;
}

#[tokio::test]
async fn a_pause_that_cannot_be_read_is_a_short_one() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let when = later("in a while");
    wire.on("POST", "/orders/").once().answer_instead(when);
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
}
