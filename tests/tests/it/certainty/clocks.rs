//! Clocks that are set while money is on its way.

use serde_json::json;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop, Till, Wire};

const HOUR_MS: i64 = 60 * 60 * 1_000;

/// Sets the till's clock so far from the machine's.
async fn set_clock(till: &Till, ms: i64) {
    till.ask("machine", json!({ "clockShiftMs": ms })).await;
}

#[tokio::test]
async fn a_clock_that_is_set_back_puts_no_question_off() {
    let shop = Shop::open().await;
    let till = Setup::default().on_a_ruled_disk().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("never-returns@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    // The next question is planned half an hour ahead.
    till.ask_of("cancel_sale", &sale).await;
    customer.pay().await;
    set_clock(&till, -HOUR_MS).await;
    till.ask("new_sale", json!({})).await;
    till.cart(&[TEA], Buyer::new("grace@example.com")).await;
    assert_eq!(till.until_paid(&sale).await.matters(), ["paid_late"]);
    till.verify().await;
}

#[tokio::test]
async fn the_last_click_is_the_last_whatever_the_clock_says() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let setup = Setup::default().on_a_ruled_disk().timing("upsellMs", 600_000);
    let till = setup.over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("upsell-declines@example.com")).await;
    let tea = till.variant(TEA).await;
    till.add_upsell(sold.id(), tea).await;
    till.until_charge(sold.id(), tea, "declined").await;
    set_clock(&till, -HOUR_MS).await;
    wire.on("POST", "/orders/{number}/add-line-items/").cut_before();
    till.add_upsell(sold.id(), tea).await;
    let unclear = till.sale(sold.id()).await;
    assert_eq!(unclear.charge_state(tea), Some("unknown"), "its button is locked");
    till.verify().await;
}
