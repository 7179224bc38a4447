//! Refunds: in part, then the rest; what the store refuses; who else is at the order.

use serde_json::json;
use tillway_tests::sale::minor;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Answer, Buyer, Sale, Setup, Shop, TakenBack, Wire};

use super::{CALCULATE, REFUND, assert_agreed, paid_back, sold};

#[tokio::test]
async fn a_line_then_some_of_the_delivery_then_all_the_rest() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = sold(&till).await;
    let total = sold.total_minor().expect("a total");

    let kettle = till.refund(sold.id(), &TakenBack::lines(&sold, &[(0, 1)])).await;
    assert_eq!(kettle.refund_state(), "done");
    let order = &kettle.view()["order"];
    assert_eq!(order["paymentStatus"], "partially_refunded");
    assert_eq!((&order["lines"][0]["left"], &order["lines"][1]["left"]), (&json!(0), &json!(1)));
    assert_eq!(order["refunds"][0]["lines"][0]["title"], order["lines"][0]["title"]);
    assert_agreed(&till, &shop, sold.id()).await;

    let some = TakenBack::lines(&sold, &[]).and_of_the_delivery("1.25");
    assert_eq!(minor(&till.calculate(sold.id(), &some).await.expect("some")["amount"]), Some(125));
    till.refund(sold.id(), &some).await;
    assert_eq!(paid_back(&shop, sold.id()).last(), Some(&125));
    assert_agreed(&till, &shop, sold.id()).await;

    let rest = TakenBack::lines(&sold, &[(1, 1), (2, 1)]).and_the_delivery();
    let all = till.refund(sold.id(), &rest).await;
    assert_eq!(paid_back(&shop, sold.id()).iter().sum::<i64>(), total);
    let order = &all.view()["order"];
    assert_eq!((&order["paymentStatus"], &order["canRefund"]), (&json!("refunded"), &json!(false)));
    assert_agreed(&till, &shop, sold.id()).await;
    assert_eq!(wire.of("POST", REFUND).len(), 3);
    let sent = wire.sent("POST", REFUND);
    assert_eq!(sent[0]["refund_lines"][0]["restock_type"], "cancel", "as it was calculated");
}

#[tokio::test]
async fn one_of_several_can_be_refunded_and_then_another() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.change(json!({ "kind": "quantity", "line": 1, "quantity": 3 })).await;
    till.charge(&sale).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    let sold = till.until_paid(&sale).await;
    for left in [2, 1] {
        let one = till.refund(&sale, &TakenBack::lines(&sold, &[(0, 1)])).await;
        assert_eq!(one.view()["order"]["lines"][0]["left"], left);
        assert_eq!(one.refund_state(), "done", "the second is none that was there before");
    }
    assert_eq!(paid_back(&shop, &sale).len(), 2);
    let too_many = till.calculate(&sale, &TakenBack::lines(&sold, &[(0, 2)])).await;
    let refused = too_many.expect_err("only one is left");
    assert_eq!(
        (refused.code(), refused.fields()),
        ("store_refused", vec!["refund_lines.0.quantity"])
    );
    assert_agreed(&till, &shop, &sale).await;
}

#[tokio::test]
async fn an_upsell_is_paid_back_through_its_own_charge() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    let upsold = till.add_upsell(sold.id(), tea).await;
    assert_eq!(upsold.charge_state(tea), Some("charged"));
    let back = TakenBack::lines(&upsold, &[(1, 1)]);
    till.refund(sold.id(), &back).await;
    assert_eq!(paid_back(&shop, sold.id()).len(), 1);
    let all = TakenBack::lines(&upsold, &[(0, 1)]).and_the_delivery();
    let quote = till.calculate(sold.id(), &all).await.expect("the rest");
    till.refund(sold.id(), &all).await;
    let order = shop.order_of(sold.id());
    assert_eq!(paid_back(&shop, sold.id()).iter().sum::<i64>(), order.total_minor);
    assert!(!quote["payBacks"].as_array().expect("payments").is_empty());
    assert_agreed(&till, &shop, sold.id()).await;
}

#[tokio::test]
async fn another_amount_than_was_confirmed_is_never_paid_back() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = sold(&till).await;
    let confirmed = till.confirmed(sold.id(), &TakenBack::lines(&sold, &[(0, 1)])).await;
    wire.on("POST", CALCULATE).once().rewrite(|answer| {
        answer["transactions"][0]["amount"] = json!("1.00");
    });
    let refused = till.call("refund_order", confirmed.clone()).await.expect_err("it changed");
    assert_eq!(refused.code(), "refund_changed");
    let mut more = confirmed;
    more["request"]["confirmed"]["amount"] = json!("999.00");
    let refused = till.call("refund_order", more).await.expect_err("nobody calculated that");
    assert_eq!(refused.code(), "refund_changed");
    assert_eq!((wire.of("POST", REFUND).len(), paid_back(&shop, sold.id()).len()), (0, 0));
    assert_eq!(till.sale(sold.id()).await.times("refund_sent"), 0);
}

#[tokio::test]
async fn what_the_store_refuses_is_told_by_field_and_can_be_asked_for_again() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = sold(&till).await;
    let words = json!({ "transactions": [{ "amount": ["Only 1.00 of it can be paid back."] }] });
    wire.on("POST", REFUND).once().answer_instead(Answer::json(400, &words));
    let back = TakenBack::lines(&sold, &[(0, 1)]);
    let refused = till.refund(sold.id(), &back).await;
    assert_eq!(refused.refund_state(), "not_done");
    let error = &refused.view()["order"]["refunding"]["error"];
    assert_eq!(error["details"][0]["field"], "transactions.0.amount");
    assert_eq!(error["details"][0]["message"], "Only 1.00 of it can be paid back.");
    assert_eq!(refused.event("order_not_refunded")["cause"], "store_refused");
    assert_eq!(till.refund(sold.id(), &back).await.refund_state(), "done");
    assert_agreed(&till, &shop, sold.id()).await;
}

#[tokio::test]
async fn confirmed_in_two_windows_at_once_it_is_paid_back_once() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = sold(&till).await;
    // Of the delivery, so that the store itself would pay it back twice.
    let some = TakenBack::lines(&sold, &[]).and_of_the_delivery("1.00");
    let confirmed = till.confirmed(sold.id(), &some).await;
    let clicks = [0; 3].map(|_| till.begin("refund_order", confirmed.clone()));
    let mut done = 0;
    for click in clicks {
        match click.answer().await {
            Ok(_) => done += 1,
            Err(refused) => {
                let code = refused.code();
                assert!(["refund_busy", "refund_changed"].contains(&code), "{code}");
            }
        }
    }
    assert_eq!((done, paid_back(&shop, sold.id())), (1, vec![100]));
    let late = till.call("refund_order", confirmed).await.expect_err("it was confirmed before");
    assert_eq!(late.code(), "refund_changed");
    assert_eq!(wire.of("POST", REFUND).len(), 1);
    assert_agreed(&till, &shop, sold.id()).await;
}

/// Somebody refunds a line of the order at the store.
async fn refund_at_the_store(shop: &Shop, sold: &Sale, line: usize) {
    let number = sold.order_number();
    let line = &sold.view()["order"]["lines"][line]["id"];
    let lines = json!([{ "line_id": line, "quantity": 1, "restock_type": "cancel" }]);
    let calculation = shop.calculate_refund(number, &json!({ "refund_lines": lines })).await;
    let body = json!({ "refund_lines": lines, "transactions": calculation["transactions"] });
    shop.write(&format!("/orders/{number}/refund/"), &body).await;
}

#[tokio::test]
async fn an_order_that_was_refunded_at_the_store_meanwhile_is_looked_at_first() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = sold(&till).await;
    let kettle = TakenBack::lines(&sold, &[(0, 1)]);
    let confirmed = till.confirmed(sold.id(), &kettle).await;
    refund_at_the_store(&shop, &sold, 1).await;
    let refused = till.call("refund_order", confirmed).await.expect_err("it has changed");
    assert_eq!(refused.code(), "refund_changed");
    let seen = till.sale(sold.id()).await;
    assert_eq!(seen.view()["order"]["refunds"].as_array().map(Vec::len), Some(1), "it is shown");
    till.refund(sold.id(), &kettle).await;
    assert_eq!(paid_back(&shop, sold.id()).len(), 2);
    till.verify().await;
}

#[tokio::test]
async fn what_is_confirmed_is_what_was_calculated_whatever_was_read_in_between() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = sold(&till).await;
    let confirmed = till.confirmed(sold.id(), &TakenBack::lines(&sold, &[(0, 1)])).await;
    refund_at_the_store(&shop, &sold, 1).await;
    till.ask("refresh_order", json!({ "saleId": sold.id() })).await;
    let refused = till.call("refund_order", confirmed).await.expect_err("it has changed");
    assert_eq!(refused.code(), "refund_changed");
    assert_eq!(paid_back(&shop, sold.id()).len(), 1);
}

#[tokio::test]
async fn a_refund_that_somebody_makes_meanwhile_is_not_taken_for_ones_own() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = sold(&till).await;
    wire.on("POST", REFUND).once().cut_before();
    let unknown = till.refund(sold.id(), &TakenBack::lines(&sold, &[(0, 1)])).await;
    assert_eq!(unknown.refund_state(), "unknown");
    refund_at_the_store(&shop, &sold, 1).await;
    let settled = till.until_refund(sold.id(), "not_done").await;
    assert_eq!(settled.times("order_refunded"), 0);
    assert_eq!(paid_back(&shop, sold.id()).len(), 1);
}

#[tokio::test]
async fn what_was_not_paid_cannot_be_paid_back() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let nothing = TakenBack::lines(&till.sale(&sale).await, &[]);
    let refused = till.calculate(&sale, &nothing).await.expect_err("there is no order");
    assert_eq!(refused.code(), "not_found");
}
