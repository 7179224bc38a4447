//! Upsells without a clear answer: asked about, never sent again.

use serde_json::json;
use tillway_tests::deadline::seen;
use tillway_tests::sale::minor;
use tillway_tests::shop::{COFFEE, KETTLE, TEA};
use tillway_tests::{Answer, Buyer, Fault, Sale, Setup, Shop, Spot, Till, Wire};

const ADD: &str = "/orders/{number}/add-line-items/";

/// An upsell whose one request meets this fault is settled so, with so many charges in all.
async fn check(fault: impl FnOnce(Spot) -> Fault, settled: &str, charges: usize) {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    let fault = fault(wire.on("POST", ADD));

    let unclear = till.add_upsell(sold.id(), tea).await;
    assert_eq!(unclear.charge_state(tea), Some("unknown"), "{unclear}");
    let after = till.until_charge(sold.id(), tea, settled).await;
    assert_eq!(fault.met(), 1);
    assert_eq!(wire.of("POST", ADD).len(), 1, "never sent a second time");
    let order = shop.order_of(sold.id());
    assert_eq!(order.charges(), charges);
    assert_eq!(after.total_minor(), Some(order.total_minor));
    if settled == "charged" {
        let amount = after.upsell(tea).and_then(|upsell| minor(&upsell["amount"]));
        assert_eq!(amount, order.transactions.last().map(|charge| charge.amount_minor));
    }
    assert_eq!(after.matters(), [""; 0]);
    till.verify().await;
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_charge() {
    check(Spot::cut_after, "charged", 2).await;
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_charge() {
    check(Spot::cut_before, "not_charged", 1).await;
}

#[tokio::test]
async fn an_answer_that_breaks_off() {
    check(Spot::cut_within_answer, "charged", 2).await;
}

#[tokio::test]
async fn a_500_after_the_charge() {
    let answer = Answer::json(500, &json!({ "detail": "Internal error" }));
    check(|spot| spot.answer_after(answer), "charged", 2).await;
}

#[tokio::test]
async fn a_502_without_a_charge() {
    let answer = Answer::page(502, "<h1>Bad gateway</h1>");
    check(|spot| spot.answer_instead(answer), "not_charged", 1).await;
}

fn processor_error() -> Answer {
    let error = json!({
        "payment_details": "The processor is not available.", "payment_response_code": "5001",
    });
    Answer::json(400, &error)
}

#[tokio::test]
async fn an_error_of_the_processor_after_the_charge() {
    check(|spot| spot.answer_after(processor_error()), "charged", 2).await;
}

#[tokio::test]
async fn an_error_of_the_processor_without_a_charge() {
    check(|spot| spot.answer_instead(processor_error()), "not_charged", 1).await;
}

#[tokio::test]
async fn garbage_after_the_charge() {
    let answer = Answer::page(200, "<!doctype html><p>Back in a minute");
    check(|spot| spot.answer_after(answer), "charged", 2).await;
}

#[tokio::test]
async fn a_200_that_says_nothing_after_the_charge() {
    check(|spot| spot.answer_after(Answer::json(200, &json!({}))), "charged", 2).await;
}

#[tokio::test]
async fn an_unclear_upsell_is_never_sent_again_however_often_it_is_clicked() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = Setup::default().timing("upsellMs", 600_000).over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    wire.on("POST", ADD).once().cut_before();
    let click = sold.click(tea);
    till.ask("add_upsell", click.clone()).await;
    for _ in 0..3 {
        let refused = till.call("add_upsell", click.clone()).await.expect_err("it is locked");
        assert_eq!(refused.code(), "upsell_busy");
    }
    till.restart().await;
    let refused = till.call("add_upsell", click).await.expect_err("it is still locked");
    assert_eq!(refused.code(), "upsell_busy");
    assert_eq!(till.sale(sold.id()).await.charge_state(tea), Some("unknown"));
    assert_eq!(wire.of("POST", ADD).len(), 1);
    assert_eq!(shop.order_of(sold.id()).charges(), 1);
    till.verify().await;
}

#[tokio::test]
async fn what_was_surely_not_charged_can_be_clicked_again() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    wire.on("POST", ADD).once().cut_before();
    till.add_upsell(sold.id(), tea).await;
    till.until_charge(sold.id(), tea, "not_charged").await;
    let charged = till.add_upsell(sold.id(), tea).await;
    assert_eq!(charged.charge_state(tea), Some("charged"));
    assert_eq!(shop.order_of(sold.id()).charges(), 2);
    till.verify().await;
}

#[tokio::test]
async fn a_line_without_its_money_is_a_matter_for_a_person() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    let without_its_money = |order: &mut serde_json::Value| {
        order["transactions"].as_array_mut().expect("transactions").truncate(1);
    };
    wire.on("POST", ADD).rewrite(without_its_money);
    wire.on("GET", "/orders/{number}/").rewrite(without_its_money);
    till.add_upsell(sold.id(), tea).await;
    let doubted = till.until(sold.id(), "raised", |sale| !sale.matters().is_empty()).await;
    assert_eq!(doubted.matters(), ["upsell_unclear"]);
    assert_eq!(doubted.charge_state(tea), Some("unknown"));
    assert_eq!(wire.of("POST", ADD).len(), 1);
}

/// A sale whose upsells are all declined: the request for its tea never reached the store.
async fn unclear_tea(setup: Setup, shop: &Shop, wire: &Wire) -> (Till, Sale, i64) {
    let till = setup.over(wire, shop).await;
    till.offer(COFFEE).await;
    let sold = till.paid(&[KETTLE], Buyer::new("upsell-declines@example.com")).await;
    let tea = till.variant(TEA).await;
    wire.on("POST", ADD).once().cut_before();
    let unclear = till.add_upsell(sold.id(), tea).await;
    assert_eq!(unclear.charge_state(tea), Some("unknown"));
    (till, sold, tea)
}

/// Waits until an order was read so many times more.
async fn until_read(wire: &Wire, times: usize) {
    let before = wire.of("GET", "/orders/{number}/").len();
    let read = || (wire.of("GET", "/orders/{number}/").len() >= before + times).then_some(());
    seen("the order to be read", read).await;
}

#[tokio::test]
async fn the_decline_of_another_upsell_settles_no_unclear_one() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let setup = Setup::default().timing("upsellMs", 600_000);
    let (till, sold, tea) = unclear_tea(setup, &shop, &wire).await;
    let coffee = till.variant(COFFEE).await;
    let declined = till.add_upsell(sold.id(), coffee).await;
    assert_eq!(declined.charge_state(coffee), Some("declined"));
    until_read(&wire, 4).await;
    let sale = till.sale(sold.id()).await;
    assert_eq!(sale.charge_state(tea), Some("unknown"), "its request may still be on its way");
    let click = sold.click(tea);
    let refused = till.call("add_upsell", click).await.expect_err("it is locked");
    assert_eq!(refused.code(), "upsell_busy");
    till.verify().await;
}

#[tokio::test]
async fn the_decline_of_another_upsell_is_not_taken_for_an_unclear_ones() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let setup = Setup::default().timing("upsellMs", 2_000);
    let (till, sold, tea) = unclear_tea(setup, &shop, &wire).await;
    let coffee = till.variant(COFFEE).await;
    till.add_upsell(sold.id(), coffee).await;
    till.until_charge(sold.id(), tea, "not_charged").await;
    till.verify().await;
}

#[tokio::test]
async fn a_failed_transaction_settles_nothing_at_once() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("upsellMs", 600_000).over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("upsell-declines@example.com")).await;
    let tea = till.variant(TEA).await;
    wire.on("POST", ADD).cut_after();
    till.add_upsell(sold.id(), tea).await;
    until_read(&wire, 4).await;
    assert_eq!(till.sale(sold.id()).await.charge_state(tea), Some("unknown"));
}

#[tokio::test]
async fn a_decline_whose_answer_was_lost_is_found_in_the_order() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("upsell-declines@example.com")).await;
    let tea = till.variant(TEA).await;
    wire.on("POST", ADD).cut_after();
    till.add_upsell(sold.id(), tea).await;
    let declined = till.until_charge(sold.id(), tea, "declined").await;
    assert_eq!(declined.upsell(tea).expect("it is there")["responseCode"], "2001");
    assert_eq!(wire.of("POST", ADD).len(), 1);
}

#[tokio::test]
async fn the_grace_of_a_charge_begins_when_it_becomes_unclear() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("upsellMs", 700).over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    let mut held = wire.on("POST", ADD).once().hold_before();
    let charging = till.begin("add_upsell", sold.click(tea));
    held.arrived().await;
    // While the store thinks about it, the till has other things to do.
    for _ in 0..100 {
        till.snapshot().await;
    }
    held.cut();
    charging.answer().await.expect("it is unclear");
    let settled = till.until_charge(sold.id(), tea, "not_charged").await;
    let at = |kind: &str| {
        let timeline = settled.view()["timeline"].as_array().expect("a list");
        let entry = timeline.iter().find(|entry| entry["event"]["kind"] == kind);
        entry.and_then(|entry| entry["at"].as_i64()).expect("it happened")
    };
    let waited = at("upsell_not_charged") - at("upsell_unclear");
    assert!(waited >= 700, "{waited} ms");
}

#[tokio::test]
async fn check_now_asks_about_an_unclear_charge_at_once() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("firstPauseMs", 600_000).over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    wire.on("POST", ADD).cut_after();
    let unclear = till.add_upsell(sold.id(), tea).await;
    assert_eq!(unclear.charge_state(tea), Some("unknown"), "{unclear}");
    till.ask_of("check_now", sold.id()).await;
    till.until_charge(sold.id(), tea, "charged").await;
}
