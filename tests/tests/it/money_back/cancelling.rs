//! Cancelling from the order's own page: with all of the money, or without.

use serde_json::json;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop, TakenBack, Wire};

use super::{CANCEL, paid_back, sold};

#[tokio::test]
async fn an_order_is_cancelled_with_its_reason_and_all_of_the_money() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = sold(&till).await;
    let cancelled = till.cancel(sold.id(), true).await;
    let order = shop.order_of(sold.id());
    assert_eq!(paid_back(&shop, sold.id()), [order.total_minor]);
    assert_eq!(wire.sent("POST", CANCEL)[0]["cancel_reason"], "Ordered twice");
    let view = &cancelled.view()["order"];
    assert_eq!((&view["status"], &view["canCancel"]), (&json!("canceled"), &json!(false)));
    assert_eq!((&view["canRefund"], &view["supportsUpsells"]), (&json!(false), &json!(false)));
    assert_eq!(cancelled.state(), "paid", "what was paid had been paid");
    till.verify().await;
}

#[tokio::test]
async fn without_a_refund_the_money_stays_and_can_be_paid_back_later() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = sold(&till).await;
    let span = json!({ "from": 0, "to": 4_102_444_800_000_i64 });
    let cancelled = till.cancel(sold.id(), false).await;
    assert_eq!((cancelled.cancel_state(), paid_back(&shop, sold.id()).len()), ("done", 0));
    assert_eq!(cancelled.event("cancellation_sent")["fullRefund"], false);
    let takings = till.ask("report", span).await["currencies"].clone();
    assert_eq!(takings[0]["figures"]["orders"], 1, "its money is still there");
    assert_eq!(cancelled.view()["order"]["canRefund"], true);
    let kettle = TakenBack::lines(&sold, &[(0, 1)]);
    assert_eq!(till.refund(sold.id(), &kettle).await.refund_state(), "done");
    super::assert_agreed(&till, &shop, sold.id()).await;
}

#[tokio::test]
async fn cancelled_in_two_windows_at_once_it_is_asked_for_once() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = sold(&till).await;
    let choice = json!({ "reason": "", "fullRefund": true, "notify": true });
    let cancel = json!({ "saleId": sold.id(), "attentionId": null, "choice": choice });
    let clicks = [0; 3].map(|_| till.begin("cancel_order", cancel.clone()));
    let mut done = 0;
    for click in clicks {
        match click.answer().await {
            Ok(_) => done += 1,
            Err(refused) => assert_eq!(refused.code(), "not_now"),
        }
    }
    assert_eq!((done, wire.of("POST", CANCEL).len()), (1, 1));
}

#[tokio::test]
async fn nothing_is_added_to_an_order_while_it_is_cancelled() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("upsellMs", 600_000).over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    wire.on("POST", CANCEL).once().cut_before();
    assert_eq!(till.cancel(sold.id(), true).await.cancel_state(), "unknown");
    let tea = till.variant(TEA).await;
    assert_eq!(
        till.call("add_upsell", sold.click(tea)).await.expect_err("it waits").code(),
        "unavailable"
    );
    let back = TakenBack::lines(&sold, &[(0, 1)]);
    let refund = till.confirmed(sold.id(), &back).await;
    assert_eq!(till.call("refund_order", refund).await.expect_err("it waits").code(), "not_now");
}

#[tokio::test]
async fn no_order_is_cancelled_while_nobody_knows_whether_an_upsell_was_charged() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("upsellMs", 600_000).over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    wire.on("POST", "/orders/{number}/add-line-items/").once().cut_before();
    assert_eq!(till.add_upsell(sold.id(), tea).await.charge_state(tea), Some("unknown"));
    let choice = json!({ "reason": "Ordered twice", "fullRefund": true, "notify": true });
    let cancel = json!({ "saleId": sold.id(), "attentionId": null, "choice": choice });
    assert_eq!(
        till.call("cancel_order", cancel).await.expect_err("it waits").code(),
        "upsell_busy"
    );
    assert!(wire.of("POST", CANCEL).is_empty());
}
