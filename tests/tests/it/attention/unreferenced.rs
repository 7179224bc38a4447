//! A store that forgets which sale an order is of: it is found by email, time and amount, and a
//! person decides.

use serde_json::json;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop, Wire};

use super::{act, actions};

async fn forgetful() -> Shop {
    Shop::with(|options| {
        options.forgets.insert("utm_content".to_owned());
    })
    .await
}

#[tokio::test]
async fn the_customers_order_is_found_and_a_person_says_that_it_is_the_sales() {
    let shop = forgetful().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.paid_and_gone(&[KETTLE]).await;
    let doubted = till.until_state(&sale, "attention").await;
    assert_eq!(doubted.times("not_paid_confirmed"), 0, "{doubted}");
    assert_eq!(
        (doubted.differences(), actions(&doubted)),
        (vec!["sale_reference"], vec!["accept", "reject"])
    );
    let paid = act(&till, "accept_order", &doubted).await;
    let [order] = <[_; 1]>::try_from(shop.books().orders).expect("one order");
    assert_eq!((paid.state(), paid.order_number()), ("paid", order.number.as_str()));
    assert_eq!((paid.total_minor(), paid.matters()), (Some(order.total_minor), vec![]));
    till.verify().await;
}

#[tokio::test]
async fn an_order_that_is_not_the_sales_is_not_offered_twice() {
    let shop = forgetful().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.paid_and_gone(&[KETTLE]).await;
    let doubted = till.until_state(&sale, "attention").await;
    act(&till, "reject_order", &doubted).await;
    let unpaid = till.until_state(&sale, "not_paid").await;
    assert_eq!(unpaid.matters(), [""; 0]);
    assert_eq!(till.ask_of("check_now", &sale).await.matters(), [""; 0]);
    till.verify().await;
}

#[tokio::test]
async fn an_order_that_was_returned_belongs_to_its_sale_and_to_no_other() {
    let shop = forgetful().await;
    let till = Setup::default().at(&shop).await;
    let first = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&first).await;
    customer.pay().await;
    customer.come_back().await;
    let doubted = till.until_state(&first, "attention").await;
    act(&till, "accept_order", &doubted).await;

    till.ask("new_sale", json!({})).await;
    let second = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.close_window(&second).await;
    let unpaid = till.until_state(&second, "not_paid").await;
    assert_eq!(unpaid.matters(), [""; 0]);
}

#[tokio::test]
async fn orders_of_other_amounts_are_no_candidates() {
    let shop = forgetful().await;
    let till = Setup::default().at(&shop).await;
    let other = till.awaiting(&[TEA], Buyer::new("grace@example.com")).await;
    till.customer_of(&other).await.pay().await;
    till.ask("new_sale", json!({})).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.close_window(&sale).await;
    till.until_state(&sale, "not_paid").await;
}

#[tokio::test]
async fn a_store_that_keeps_the_sale_is_not_asked_by_email() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.ask("new_sale", json!({})).await;
    let sale = till.awaiting(&[TEA], Buyer::new("grace@example.com")).await;
    till.close_window(&sale).await;
    till.until_state(&sale, "not_paid").await;
    let asked = wire.of("GET", "/orders/");
    let by_email = asked.iter().filter(|exchange| exchange.request.target.contains("search_text"));
    assert_eq!(by_email.count(), 0);
}
