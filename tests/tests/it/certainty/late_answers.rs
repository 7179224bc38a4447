//! Answers that come later than what they were overtaken by.

use serde_json::json;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Answer, Buyer, Sale, Setup, Shop, Wire};

const READ: &str = "/orders/{number}/";

#[tokio::test]
async fn an_older_record_of_an_order_does_not_take_the_place_of_a_newer_one() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut held = wire.on("GET", READ).once().hold_after();
    let reading = till.begin("refresh_order", json!({ "saleId": sold.id() }));
    held.arrived().await;
    let tea = till.variant(TEA).await;
    till.add_upsell(sold.id(), tea).await;
    till.until_charge(sold.id(), tea, "charged").await;
    held.release();
    reading.answer().await.expect("it was read");

    let total = shop.order_of(sold.id()).total_minor;
    let shown = till.sale(sold.id()).await;
    assert_eq!(shown.total_minor(), Some(total), "{shown}");
    let query = json!({ "query": { "state": "paid", "limit": 1 } });
    let listed = till.ask("list_sales", query).await;
    assert_eq!(tillway_tests::sale::minor(&listed[0]["total"]), Some(total), "{listed}");
}

#[tokio::test]
async fn a_question_that_fails_after_the_payment_was_confirmed_leaves_no_trouble_behind() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let (sale, customer) = till.paid_but_not_back(&[KETTLE], "grace@example.com").await;
    let mut held = wire.on("GET", READ).once().hold_before();
    let asking = till.begin("check_now", json!({ "saleId": sale }));
    held.arrived().await;
    customer.come_back().await;
    till.until_paid(&sale).await;
    held.answer(Answer::page(200, "<h1>Sign in to the network"));
    let asked = Sale::new(asking.answer().await.expect("it was asked"));
    assert_eq!((asked.state(), asked.check_error()), ("paid", ""));
}

#[tokio::test]
async fn what_comes_back_while_the_store_is_being_asked_is_asked_about_too() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let (sale, customer) = till.paid_but_not_back(&[KETTLE], "grace@example.com").await;
    let mut held = wire.on("GET", READ).once().hold_after();
    let tampered = customer.way_back().tampered(|order| order["total_incl_tax"] = json!("1.00"));
    tampered.go().await;
    held.arrived().await;
    customer.come_back().await;
    held.release();
    till.until_paid(&sale).await;
}
