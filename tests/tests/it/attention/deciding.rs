//! Orders that only a person can tell to be the sale's, or not.

use serde_json::{Value, json};
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Answer, Buyer, Sale, Setup, Shop, Till, Wire};

use super::{act, actions, matter, refused};

/// A sale of whose order the store's record says this.
async fn with_record(
    wire: &Wire,
    till: &Till,
    change: impl Fn(&mut Value) + Send + Sync + 'static,
) -> Sale {
    let (sale, customer) = till.paid_but_not_back(&[KETTLE], "grace@example.com").await;
    wire.on("GET", "/orders/{number}/").rewrite(change);
    customer.come_back().await;
    till.until_state(&sale, "attention").await
}

#[tokio::test]
async fn an_order_whose_total_was_changed_is_accepted_by_the_stores_record() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let differing =
        with_record(&wire, &till, |order| order["total_incl_tax"] = json!("1.00")).await;
    assert_eq!(actions(&differing), ["accept", "cancel_order"]);
    let accepted = act(&till, "accept_order", &differing).await;
    assert_eq!((accepted.state(), accepted.matters()), ("paid", vec![]));
    assert_eq!(accepted.total_minor(), Some(100), "the store's word, not the return's");
    assert_eq!(accepted.times("order_accepted"), 1);
    till.verify().await;
}

#[tokio::test]
async fn an_order_that_is_not_paid_through_is_not_accepted() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let differing =
        with_record(&wire, &till, |order| order["total_incl_tax"] = json!("1.00")).await;
    wire.on("GET", "/orders/{number}/").rewrite(|order| order["payment_status"] = json!("pending"));
    assert_eq!(refused(&till, "accept_order", &matter(&differing)).await, "has_order");
    let still = till.sale(differing.id()).await;
    assert_eq!((still.state(), still.times("order_accepted")), ("attention", 0));
}

#[tokio::test]
async fn anothers_order_is_rejected_and_the_sales_own_is_found() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let other = till.paid(&[TEA], Buyer::new("grace@example.com")).await;
    till.ask("new_sale", json!({})).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    customer.cancel().await;
    let foreign = shop.read(&format!("/orders/{}/", other.order_number())).await;
    let way_back = customer.way_back().with_response(&foreign.to_string());
    way_back.go().await;
    let doubted = till.until_state(&sale, "attention").await;
    assert_eq!(
        (doubted.differences(), actions(&doubted)),
        (vec!["sale_reference"], vec!["reject"])
    );
    for command in ["accept_order", "cancel_order", "settle_attention"] {
        assert_eq!(refused(&till, command, &matter(&doubted)).await, "not_now", "{command}");
    }
    act(&till, "reject_order", &doubted).await;
    // The same once more tells nothing new.
    way_back.go().await;
    till.close_window(&sale).await;
    let unpaid = till.until_state(&sale, "not_paid").await;
    assert_eq!((unpaid.times("order_rejected"), unpaid.matters()), (1, vec![]));
    assert_eq!(till.sale(other.id()).await.state(), "paid");

    till.charge(&sale).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    assert_eq!(till.until_paid(&sale).await.order_number(), shop.order_of(&sale).number);
    till.verify().await;
}

#[tokio::test]
async fn without_the_permission_to_read_orders_it_is_said_and_can_be_asked_again() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let (sale, customer) = till.paid_but_not_back(&[KETTLE], "grace@example.com").await;
    let forbidden = Answer::json(403, &json!({ "detail": "You may not do this." }));
    let reading = wire.on("GET", "/orders/{number}/").answer_instead(forbidden);
    customer.come_back().await;
    let blocked = till.until(&sale, "blocked", |sale| !sale.matters().is_empty()).await;
    assert_eq!((blocked.state(), blocked.matters()), ("returned", vec!["confirmation_blocked"]));
    assert_eq!(actions(&blocked), ["check_now"]);
    reading.lift();
    let paid = till.ask_of("check_now", &sale).await;
    assert_eq!((paid.state(), paid.matters()), ("paid", vec![]));
}
