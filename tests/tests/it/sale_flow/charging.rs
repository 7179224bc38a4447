//! Charging: one placing for one click, however often it is clicked.

use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Answer, Buyer, Customer, Setup, Shop, Wire};

#[tokio::test]
async fn a_second_click_on_charge_places_nothing() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;

    let mut held = wire.on("POST", "/orders/").hold_before();
    let first = till.begin("charge", json!({ "saleId": sale }));
    held.arrived().await;
    assert_eq!(till.refusal_of("charge", &sale).await, "not_now");
    held.release();
    first.answer().await.expect("the first click counts");

    assert_eq!(till.refusal_of("charge", &sale).await, "not_now");
    assert_eq!(shop.placings(), 1);
    assert_eq!(till.windows("opened").len(), 1);
}

#[tokio::test]
async fn clicks_at_the_same_moment_place_once() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let clicks: Vec<_> = (0..8).map(|_| till.begin("charge", json!({ "saleId": sale }))).collect();
    for click in clicks {
        // One that comes later may as well be shown the sale that is being paid.
        if let Err(refused) = click.answer().await {
            assert_eq!(refused.code(), "not_now");
        }
    }
    assert_eq!(shop.placings(), 1);
    let charged = till.sale(&sale).await;
    assert_eq!((charged.state(), charged.times("placing_started")), ("awaiting", 1));
    till.verify().await;
}

#[tokio::test]
async fn a_payment_window_is_made_ready_as_soon_as_there_is_something_to_pay() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let expected = || -> Vec<bool> {
        let told = till.windows("expected");
        told.iter().map(|told| told["window"] == true).collect()
    };
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_eq!(expected(), [true]);
    till.ask("hold_sale", json!({})).await;
    assert_eq!(expected(), [true, false], "nobody is about to pay");
    till.ask_of("take_up_sale", &sale).await;
    till.charge(&sale).await;
    assert_eq!(expected(), [true, false, true], "while the store has the order");
    // The one that was ready is used, and no other is made for a customer who has paid.
    till.customer_of(&sale).await.pay().await;
    till.ask("new_sale", json!({})).await;
    assert_eq!((expected().len(), till.windows("opened").len()), (3, 1));
}

#[tokio::test]
async fn an_order_that_is_created_at_once_is_confirmed_without_a_page() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;

    let mut held = wire.on("POST", "/orders/").once().hold_after();
    let charging = till.begin("charge", json!({ "saleId": sale }));
    held.arrived().await;
    let order = pay_elsewhere(&shop, &sale).await;
    held.answer(Answer::json(201, &order));

    charging.answer().await.expect("it was placed");
    let paid = till.until_paid(&sale).await;
    let walk = ["sale_started", "placing_started", "order_created_at_once", "payment_confirmed"];
    assert_eq!(paid.story(), walk);
    assert_eq!(paid.order_number(), order["number"].as_str().expect("a number"));
    assert_eq!(till.windows("opened"), [json!(null); 0]);
    till.verify().await;
}

#[tokio::test]
async fn an_order_that_is_created_at_once_is_kept_when_it_cannot_be_confirmed_yet() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;

    let trouble =
        wire.on("GET", "/orders/{number}/").answer_instead(Answer::page(502, "<h1>Bad gateway"));
    let mut held = wire.on("POST", "/orders/").once().hold_after();
    let charging = till.begin("charge", json!({ "saleId": sale }));
    held.arrived().await;
    let order = pay_elsewhere(&shop, &sale).await;
    held.answer(Answer::json(201, &order));

    charging
        .answer()
        .await
        .expect("it was placed, and that it is not confirmed is told in the sale");
    let returned = till.sale(&sale).await;
    assert_eq!((returned.state(), returned.check_error()), ("returned", "store_trouble"));
    trouble.lift();
    till.until_paid(&sale).await;
    assert_eq!(shop.order_of(&sale).charges(), 1);
}

#[tokio::test]
async fn a_sale_that_is_cancelled_while_it_is_placed_opens_no_window() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;

    let mut held = wire.on("POST", "/orders/").hold_after();
    let charging = till.begin("charge", json!({ "saleId": sale }));
    held.arrived().await;
    till.ask_of("cancel_sale", &sale).await;
    held.release();
    charging.answer().await.expect("the answer comes too late to matter");
    assert_eq!(till.sale(&sale).await.state(), "cancelled");
    assert_eq!(till.windows("opened"), [json!(null); 0]);
    till.verify().await;
}

/// The customer pays on the page of the order that was placed last. Gives the order as the Admin
/// API tells it.
async fn pay_elsewhere(shop: &Shop, sale: &str) -> Value {
    let page = shop.books().payment_pages.pop().expect("a payment page");
    let mut customer = Customer::open(&format!("{}/pay/{}/", shop.origin(), page.id)).await;
    customer.pay().await;
    shop.read(&format!("/orders/{}/", shop.order_of(sale).number)).await
}
