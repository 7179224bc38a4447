//! Orders that may or may not be a sale's, and carts that are older than they look.

use serde_json::{Value, json};
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Answer, Buyer, Sale, Setup, Shop, Wire};

use super::{act, actions};

#[tokio::test]
async fn an_order_that_is_listed_for_the_sale_and_names_none_is_not_nothing() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    // A store whose filter works and whose record leaves the attribution out.
    wire.on("GET", "/orders/{number}/").rewrite(|order| order["attribution"] = Value::Null);
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.paid_and_gone(&[KETTLE]).await;
    let doubted = till.until_state(&sale, "attention").await;
    assert_eq!(doubted.times("not_paid_confirmed"), 0, "{doubted}");
    assert_eq!(actions(&doubted), ["accept", "reject"]);
}

#[tokio::test]
async fn a_listed_order_that_cannot_be_read_for_a_moment_is_not_nothing() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let gone = Answer::json(404, &json!({ "detail": "Not found." }));
    wire.on("GET", "/orders/{number}/").once().answer_instead(gone);
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.paid_and_gone(&[KETTLE]).await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.times("not_paid_confirmed"), 0, "{paid}");
}

#[tokio::test]
async fn an_order_that_was_rejected_and_names_the_sale_after_all_pays_it() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let nameless =
        wire.on("GET", "/orders/{number}/").rewrite(|order| order["attribution"] = Value::Null);
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.paid_and_gone(&[KETTLE]).await;
    let doubted = till.until_state(&sale, "attention").await;
    act(&till, "reject_order", &doubted).await;
    nameless.lift();
    assert_eq!(till.ask_of("check_now", &sale).await.state(), "paid");
}

#[tokio::test]
async fn an_earlier_page_of_another_cart_is_a_matter_for_a_person() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[TEA], Buyer::new("grace@example.com")).await;
    let mut first = till.customer_of(&sale).await;
    till.close_window(&sale).await;
    till.until_state(&sale, "not_paid").await;
    till.ask_of("reopen_cart", &sale).await;
    till.add(KETTLE).await;
    till.charge(&sale).await;
    first.pay().await;
    first.come_back().await;
    let doubted = till.until_state(&sale, "attention").await;
    assert_eq!((doubted.differences(), doubted.times("payment_confirmed")), (vec!["lines"], 0));
    assert_eq!(actions(&doubted), ["accept", "cancel_order"]);
    let paid = act(&till, "accept_order", &doubted).await;
    assert_eq!(paid.total_minor(), Some(shop.order_of(&sale).total_minor));
}

#[tokio::test]
async fn what_was_cancelled_for_a_difference_is_not_found_paid_again() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let (sale, customer) = till.paid_but_not_back(&[KETTLE], "grace@example.com").await;
    let changed = |order: &mut Value| order["total_incl_tax"] = json!("1.00");
    let reading = wire.on("GET", "/orders/{number}/").rewrite(changed);
    customer.come_back().await;
    let doubted = till.until_state(&sale, "attention").await;
    act(&till, "cancel_order", &doubted).await;
    reading.lift();
    let over = |sale: &Sale| sale.state() == "cancelled" && sale.matters().is_empty();
    till.until(&sale, "cancelled", over).await;
    let asked = till.ask_of("check_now", &sale).await;
    assert_eq!((asked.state(), asked.times("payment_confirmed")), ("cancelled", 0), "{asked}");
    till.verify().await;
}

#[tokio::test]
async fn what_the_store_has_refunded_before_it_was_asked_is_not_paid() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let refunded = |order: &mut Value| order["payment_status"] = json!("refunded");
    wire.on("GET", "/orders/{number}/").rewrite(refunded);
    let sale = till.paid_and_gone(&[KETTLE]).await;
    let doubted = till.until_state(&sale, "attention").await;
    assert_eq!(doubted.differences(), ["payment_status"]);
    assert_eq!(actions(&doubted), ["check_now", "keep", "cancel_order"]);
    act(&till, "settle_attention", &doubted).await;
    assert_eq!(till.sale(&sale).await.state(), "cancelled");
}

#[tokio::test]
async fn an_order_that_is_being_cancelled_takes_no_upsell() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("upsellMs", 600_000).over(&wire, &shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    till.ask_of("cancel_sale", &sale).await;
    customer.pay().await;
    customer.come_back().await;
    let late = till.until(&sale, "paid late", |sale| sale.matters() == ["paid_late"]).await;
    wire.on("POST", "/orders/{number}/cancel/").cut_before();
    act(&till, "cancel_order", &late).await;
    let (tea, price) = (till.variant(TEA).await, json!({ "amount": "9.50", "currency": "USD" }));
    let click = json!({ "saleId": sale, "variantId": tea, "price": price });
    let refused = till.call("add_upsell", click).await.expect_err("nobody knows yet");
    assert_eq!(refused.code(), "unavailable");
    assert_eq!(wire.of("POST", "/orders/{number}/add-line-items/").len(), 0);
}
