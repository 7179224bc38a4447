//! The whole walk, and the payments that take another turn.

use serde_json::json;
use tillway_tests::shop::{E_BOOK, KETTLE};
use tillway_tests::{Buyer, Setup, Shop};

#[tokio::test]
async fn a_sale_walks_from_its_cart_to_paid() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;

    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    let page = customer.come_back().await;
    let order = shop.order_of(&sale);
    assert_eq!(page.status, 200);
    for words in ["Thank you, your payment was received", &order.number, "Larch Lane Goods"] {
        page.assert_says(words);
    }

    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.order_number(), order.number);
    assert_eq!(paid.total_minor(), Some(order.total_minor));
    assert_eq!((order.charges(), order.total_minor), (1, 7_467), "64.00, delivery and tax");
    let walk = [
        "sale_started",
        "placing_started",
        "order_placed",
        "payment_window_opened",
        "order_returned",
        "payment_confirmed",
    ];
    assert_eq!(paid.story(), walk);
    assert_eq!(paid.matters(), [""; 0]);
    assert_eq!(till.verify().await, walk.len() as u64);
}

#[tokio::test]
async fn a_declined_payment_can_be_charged_again_and_is_charged_once() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("declines@example.com")).await;
    let cart = till.sale(&sale).await.cart();

    let mut customer = till.customer_of(&sale).await;
    customer.be_declined().await;
    customer.cancel().await;
    assert_eq!(customer.way_back().response, "{}");
    let page = customer.come_back().await;
    page.assert_says("Payment was not completed");
    let unpaid = till.until_state(&sale, "not_paid").await;
    assert_eq!(unpaid.cart(), cart);

    assert_eq!(till.charge(&sale).await.state(), "awaiting");
    let mut customer = till.customer_of(&sale).await;
    customer.pay_as("grace@example.com").await;
    customer.come_back().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.event("payment_confirmed")["late"], false);
    assert_eq!(shop.order_of(&sale).charges(), 1);
    assert_eq!(shop.placings(), 2);
    till.verify().await;
}

#[tokio::test]
async fn what_does_not_ship_is_sold_without_an_address() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let buyer = Buyer::without_address("grace@example.com");
    let paid = till.paid(&[E_BOOK], buyer).await;
    assert_eq!(paid.total_minor(), Some(900));
    let request = shop.books().payment_pages[0].request.clone();
    assert!(request.get("shipping_address").is_none(), "{request}");
    assert_eq!(request["billing_same_as_shipping_address"], false);
}

#[tokio::test]
async fn the_practice_store_is_a_store_like_any_other_and_outlives_the_till() {
    let mut till = Setup::default().start().await;
    let snapshot = till.ask("try_practice", json!({})).await;
    assert_eq!(snapshot["store"]["practice"], true);
    assert!(!snapshot["store"]["testCustomers"].as_array().expect("a list").is_empty());
    let first = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;

    till.restart().await;
    let again = till.ask_of("refresh_order", first.id()).await;
    assert_eq!(again.order_number(), first.order_number());
    till.ask("new_sale", json!({})).await;
    let second = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_ne!(second.order_number(), first.order_number());
    till.verify().await;
}
