//! Charging again: never twice for one sale without somebody being told.

use serde_json::json;
use tillway_tests::shop::KETTLE;
use tillway_tests::{Answer, Buyer, Customer, Setup, Shop, Till, Wire};

/// A sale that was given up, and a customer who still has its page.
async fn given_up(till: &Till) -> (String, Customer) {
    let sale = till.awaiting(&[KETTLE], Buyer::new("never-returns@example.com")).await;
    let customer = till.customer_of(&sale).await;
    till.close_window(&sale).await;
    till.until_state(&sale, "not_paid").await;
    (sale, customer)
}

#[tokio::test]
async fn charging_again_finds_the_payment_of_the_page_before() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (sale, mut customer) = given_up(&till).await;
    customer.pay().await;
    let charged = till.charge(&sale).await;
    assert_eq!(charged.state(), "paid", "{charged}");
    assert_eq!(charged.matters(), ["paid_late"]);
    assert_eq!((shop.placings(), shop.order_of(&sale).charges()), (1, 1));
    assert_eq!(till.windows("opened").len(), 1);
    till.verify().await;
}

#[tokio::test]
async fn nothing_is_placed_again_while_nobody_can_say_what_became_of_the_page_before() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let (sale, mut customer) = given_up(&till).await;
    customer.pay().await;
    let trouble = wire.on("GET", "/orders/").answer_instead(Answer::page(503, "<h1>Later"));
    assert_eq!(till.refusal_of("charge", &sale).await, "store_trouble");
    assert_eq!((shop.placings(), till.sale(&sale).await.state()), (1, "not_paid"));

    trouble.lift();
    assert_eq!(till.charge(&sale).await.state(), "paid");
    assert_eq!(shop.order_of(&sale).charges(), 1);
    till.verify().await;
}

#[tokio::test]
async fn a_second_order_of_one_sale_is_a_matter_for_a_person() {
    let shop = Shop::open().await;
    let till = Setup::default().timing("firstPollMs", 100).at(&shop).await;
    let (sale, mut first) = given_up(&till).await;
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
    let mut second = till.customer_of(&sale).await;
    second.pay_as("grace@example.com").await;
    second.come_back().await;
    let paid = till.until_paid(&sale).await;
    let number = paid.order_number().to_owned();

    first.pay().await;
    let doubled = till.until(&sale, "found twice", |sale| !sale.matters().is_empty()).await;
    assert_eq!((doubled.state(), doubled.order_number()), ("paid", number.as_str()));
    assert_eq!(doubled.matters(), ["second_order"]);
    let orders = shop.orders_of(&sale);
    let other = orders.iter().find(|order| order.number != number).expect("two orders");
    assert_eq!(doubled.event("second_order_found")["orderNumber"], json!(other.number));
    till.verify().await;
}

#[tokio::test]
async fn the_page_before_is_watched_when_charging_again_is_refused() {
    let shop = Shop::open().await;
    let till = Setup::default().timing("firstPollMs", 100).at(&shop).await;
    let (sale, mut customer) = given_up(&till).await;
    till.change(json!({ "kind": "vouchers", "codes": ["NOPE"] })).await;
    assert_eq!(till.charge(&sale).await.refusal(), "store_refused");
    customer.pay().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.matters(), ["paid_late"]);
    till.verify().await;
}

#[tokio::test]
async fn a_sale_on_hold_is_paid_late_too() {
    let shop = Shop::open().await;
    let till = Setup::default().timing("firstPollMs", 100).at(&shop).await;
    let (sale, mut customer) = given_up(&till).await;
    till.ask("new_sale", json!({})).await;
    assert_eq!(till.sale(&sale).await.state(), "held");
    customer.pay().await;
    assert_eq!(till.until_paid(&sale).await.matters(), ["paid_late"]);
    assert_eq!(till.ask("held_sales", json!({})).await, json!([]));
}

#[tokio::test]
async fn the_window_is_closed_when_the_page_before_it_was_paid() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut first = till.customer_of(&sale).await;
    till.close_window(&sale).await;
    till.until_state(&sale, "not_paid").await;
    till.charge(&sale).await;
    first.pay().await;
    first.come_back().await;
    till.until_paid(&sale).await;
    // Whoever stands before the second page must not be able to pay once more.
    assert_eq!(till.until_window("closed").await, [json!({ "sale": sale, "attempt": 2 })]);
    assert_eq!(shop.order_of(&sale).charges(), 1);
    till.verify().await;
}

#[tokio::test]
async fn a_page_that_is_paid_while_the_next_is_placed_opens_no_second_window() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    till.close_window(&sale).await;
    till.until_state(&sale, "not_paid").await;
    let mut held = wire.on("POST", "/orders/").once().hold_after();
    let charging = till.begin("charge", json!({ "saleId": sale }));
    held.arrived().await;
    customer.pay().await;
    customer.come_back().await;
    till.until_paid(&sale).await;
    held.release();
    charging.answer().await.expect("it is paid already");
    assert_eq!(till.windows("opened").len(), 1);
    assert_eq!(till.sale(&sale).await.state(), "paid");
    assert_eq!(shop.order_of(&sale).charges(), 1);
    till.verify().await;
}

/// A sale that is charged again while the window of its first page still stands.
async fn charged_again_with_a_dead_window(till: &Till) -> String {
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    customer.cancel().await;
    customer.come_back().await;
    till.until_state(&sale, "not_paid").await;
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
    sale
}

#[tokio::test]
async fn the_dead_window_goes_when_the_sale_is_charged_again() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = charged_again_with_a_dead_window(&till).await;
    assert_eq!(till.windows("closed"), [json!({ "sale": sale, "attempt": 1 })]);
    assert_eq!(till.windows("opened").len(), 2);
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    // Every window's end has been told by now: none of it was taken for the second page's.
    let paid = till.until_paid(&sale).await;
    assert_eq!((paid.times("payment_window_closed"), paid.times("outcome_unknown")), (0, 1));
    till.verify().await;
}

#[tokio::test]
async fn the_end_of_an_old_window_says_nothing_of_the_page_that_is_being_paid() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    customer.cancel().await;
    customer.come_back().await;
    till.until_state(&sale, "not_paid").await;
    let mut held = wire.on("POST", "/orders/").once().hold_after();
    let charging = till.begin("charge", json!({ "saleId": sale }));
    held.arrived().await;
    till.close_window_of(&sale, 1).await;
    held.release();
    charging.answer().await.expect("it is placed");
    till.close_window_of(&sale, 1).await;
    let awaiting = till.sale(&sale).await;
    assert_eq!((awaiting.state(), awaiting.times("payment_window_closed")), ("awaiting", 0));
    assert_eq!(awaiting.view()["payment"]["windowOpen"], true);
    till.verify().await;
}

#[tokio::test]
async fn nothing_is_placed_again_while_an_order_of_the_sale_may_still_be_paid() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let (sale, mut customer) = given_up(&till).await;
    customer.pay().await;
    let pending = wire
        .on("GET", "/orders/{number}/")
        .rewrite(|order| order["payment_status"] = json!("pending"));
    assert_eq!(till.refusal_of("charge", &sale).await, "has_order");
    assert_eq!((shop.placings(), till.sale(&sale).await.state()), (1, "not_paid"));

    pending.lift();
    assert_eq!(till.charge(&sale).await.state(), "paid");
    assert_eq!(shop.order_of(&sale).charges(), 1);
    till.verify().await;
}

#[tokio::test]
async fn an_order_that_is_not_paid_through_is_a_matter_for_a_person() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("firstPollMs", 20).over(&wire, &shop).await;
    let (sale, mut customer) = given_up(&till).await;
    let voided = wire
        .on("GET", "/orders/{number}/")
        .rewrite(|order| order["payment_status"] = json!("voided"));
    customer.pay().await;
    let doubted = till.until_state(&sale, "attention").await;
    assert_eq!(
        (doubted.matters(), doubted.times("payment_confirmed")),
        (vec!["record_differs"], 0)
    );
    assert_eq!(doubted.differences(), ["payment_status"]);

    voided.lift();
    assert_eq!(till.until_paid(&sale).await.order_number(), shop.order_of(&sale).number);
    till.verify().await;
}
