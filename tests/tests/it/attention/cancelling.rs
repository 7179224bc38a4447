//! *Cancel and refund*: asked of the store once, and known in the end.

use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Answer, Buyer, Sale, Setup, Shop, Till, Wire};

use super::{act, actions, matter, refused};

const CANCEL: &str = "/orders/{number}/cancel/";

/// A sale that was cancelled by the seller and paid after all.
async fn paid_late(till: &Till) -> Sale {
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    till.ask_of("cancel_sale", &sale).await;
    customer.pay().await;
    customer.come_back().await;
    till.until(&sale, "paid late", |sale| sale.matters() == ["paid_late"]).await
}

fn cancellation(sale: &Sale) -> &Value {
    &sale.view()["attention"][0]["cancellation"]
}

/// The store has cancelled the order and paid all of it back, by one request that reached it.
async fn assert_refunded(till: &Till, shop: &Shop, sale: &str) {
    let told =
        till.until(sale, "cancelled at the store", |sale| sale.times("order_cancelled") == 1);
    let told = told.await;
    let order = shop.order_of(sale);
    assert_eq!((order.is_canceled, order.payment_status.as_str()), (true, "refunded"));
    assert_eq!(order.charges(), 1);
    let refunds = order.transactions.iter().filter(|made| made.amount_minor == order.total_minor);
    assert_eq!(refunds.count(), 2, "what was taken was paid back once: {order:#?}");
    assert_eq!(told.times("cancellation_sent"), 1);
    assert_eq!(told.matters(), [""; 0], "nothing about it needs a person any more");
    let refunded = &told.event("order_cancelled")["refunded"];
    assert_eq!(tillway_tests::sale::minor(refunded), Some(order.total_minor));
    assert_eq!(till.snapshot().await["attention"], 0);
    till.verify().await;
}

#[tokio::test]
async fn a_late_payment_can_be_paid_back() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let late = paid_late(&till).await;
    assert_eq!(actions(&late), ["keep", "cancel_order"]);
    let listed = till.ask("list_attention", json!({})).await;
    assert_eq!(
        (&listed[0]["sale"]["id"], &listed[0]["attention"]["matter"]["kind"]),
        (&json!(late.id()), &json!("paid_late"))
    );
    let span = json!({ "from": 0, "to": 4_102_444_800_000_i64 });
    let told = till.ask("report", span.clone()).await;
    assert_eq!(told["currencies"][0]["figures"]["orders"], 1);
    act(&till, "cancel_order", &late).await;
    assert_refunded(&till, &shop, late.id()).await;
    assert_eq!(till.ask("list_attention", json!({})).await, json!([]));
    // It was taken and paid back: both are told, and nothing is left.
    let told = till.ask("report", span).await["currencies"][0].clone();
    let figures = &told["figures"];
    assert_eq!((&figures["takings"], &told["cancelled"]), (&figures["refunded"], &json!(1)));
    assert_eq!(figures["net"]["amount"], "0.00");
    // Found again, it is still no payment.
    let again = till.ask_of("check_now", late.id()).await;
    assert_eq!((again.times("payment_confirmed"), again.matters()), (1, vec![]));
}

#[tokio::test]
async fn a_cancelling_without_an_answer_is_looked_up_and_never_asked_for_again() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let late = paid_late(&till).await;
    wire.on("POST", CANCEL).cut_after();
    let reading = wire.on("GET", "/orders/{number}/").after(1).cut_before();
    let unknown = act(&till, "cancel_order", &late).await;
    assert_eq!(cancellation(&unknown)["state"], "unknown");
    assert_eq!(actions(&unknown), ["check_now"]);
    for command in ["cancel_order", "settle_attention"] {
        assert_eq!(refused(&till, command, &matter(&late)).await, "not_now", "{command}");
    }
    reading.lift();
    assert_refunded(&till, &shop, late.id()).await;
    assert_eq!(wire.of("POST", CANCEL).len(), 1);
}

#[tokio::test]
async fn a_cancelling_that_never_reached_the_store_can_be_asked_for_again() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let late = paid_late(&till).await;
    wire.on("POST", CANCEL).once().cut_before();
    act(&till, "cancel_order", &late).await;
    let wanted = |sale: &Sale| cancellation(sale)["state"] == "not_done";
    let again = till.until(late.id(), "surely not cancelled", wanted).await;
    assert_eq!(actions(&again), ["keep", "cancel_order"]);
    assert!(!shop.order_of(late.id()).is_canceled);
    till.ask("cancel_order", matter(&late)).await;
    let order = shop.order_of(late.id());
    assert_eq!((order.is_canceled, order.payment_status.as_str()), (true, "refunded"));
    till.verify().await;
}

#[tokio::test]
async fn a_store_that_refuses_to_cancel_is_heard() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let late = paid_late(&till).await;
    let words = json!({ "detail": "This order has left the warehouse." });
    wire.on("POST", CANCEL).once().answer_instead(Answer::json(400, &words));
    let refused = act(&till, "cancel_order", &late).await;
    assert_eq!(
        (&cancellation(&refused)["state"], &cancellation(&refused)["reason"]),
        (&json!("not_done"), &words["detail"])
    );
    assert_eq!(actions(&refused), ["keep", "cancel_order"]);
    act(&till, "settle_attention", &refused).await;
    assert_eq!(till.sale(late.id()).await.matters(), [""; 0]);
}

#[tokio::test]
async fn a_till_that_was_killed_while_cancelling_finds_out() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = Setup::default().over(&wire, &shop).await;
    let late = paid_late(&till).await;
    let mut held = wire.on("POST", CANCEL).hold_after();
    drop(till.begin("cancel_order", matter(&late)));
    held.arrived().await;
    till.kill().await;
    held.release();
    till.restart().await;
    assert_refunded(&till, &shop, late.id()).await;
    assert_eq!(wire.of("POST", CANCEL).len(), 1);
}

#[tokio::test]
async fn pressed_twice_it_is_asked_for_once() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let late = paid_late(&till).await;
    let presses = [0; 3].map(|_| till.begin("cancel_order", matter(&late)));
    for press in presses {
        if let Err(refused) = press.answer().await {
            // It is being cancelled, or the matter is settled.
            assert!(["not_now", "not_found"].contains(&refused.code()), "{}", refused.code());
        }
    }
    assert_refunded(&till, &shop, late.id()).await;
    assert_eq!(wire.of("POST", CANCEL).len(), 1);
}

#[tokio::test]
async fn what_was_paid_back_only_in_part_stays_a_matter() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let late = paid_late(&till).await;
    wire.on("POST", CANCEL).rewrite(|order| {
        let moved = order["transactions"].as_array_mut().expect("transactions");
        moved.retain(|made| made["type"] != "refund");
        order["payment_status"] = json!("paid");
    });
    let cancelled = act(&till, "cancel_order", &late).await;
    let view = cancellation(&cancelled);
    assert_eq!((&view["state"], &view["refunded"]["amount"]), (&json!("done"), &json!("0.00")));
    assert_eq!((cancelled.matters(), actions(&cancelled)), (vec!["paid_late"], vec!["keep"]));
}
