//! The till is killed at every point where money is on its way. Each time the next start ends in
//! the truth: one order, as many charges as the customer agreed to, and books that prove themselves.

use std::net::TcpListener;

use serde_json::json;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Customer, Setup, Shop, Till, Wire};

const ADD: &str = "/orders/{number}/add-line-items/";
const NOTES: &str = "/orders/{number}/notes/";

/// Whoever still has the payment page may take a while after the restart.
fn patient() -> Setup {
    Setup::default().timing("closedPageMs", 600_000)
}

/// The sale is paid, by one order with so many charges, and the books prove it.
async fn assert_settled(till: &Till, shop: &Shop, sale: &str, charges: usize) {
    let paid = till.until_paid(sale).await;
    let order = shop.order_of(sale);
    assert_eq!((paid.order_number(), order.charges()), (order.number.as_str(), charges));
    assert_eq!(paid.total_minor(), Some(order.total_minor));
    assert_eq!((paid.times("payment_confirmed"), paid.matters()), (1, vec![]));
    till.verify().await;
}

#[tokio::test]
async fn while_the_cart_is_being_typed() {
    let shop = Shop::open().await;
    let mut till = patient().at(&shop).await;
    let sale = till.cart(&[KETTLE, TEA], Buyer::new("grace@example.com")).await;
    let typed = till.change(json!({ "kind": "note", "note": "gift wr" })).await;
    till.kill().await;
    till.restart().await;
    let kept = till.sale(&sale).await;
    assert_eq!((kept.state(), kept.cart()), ("building", typed.cart()));
    assert_eq!(till.snapshot().await["sale"]["id"], sale, "it is on show again");
    till.verify().await;
}

#[tokio::test]
async fn before_the_store_has_seen_the_order() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = patient().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let cart = till.sale(&sale).await.cart();
    let mut held = wire.on("POST", "/orders/").once().hold_before();
    drop(till.begin("charge", json!({ "saleId": sale })));
    held.arrived().await;
    till.kill().await;
    held.cut();
    till.restart().await;
    let again = till.until_state(&sale, "building").await;
    assert_eq!(again.cart(), cart);
    assert_eq!(again.event("placing_failed")["cause"], "till_restarted");
    assert_eq!(shop.placings(), 0);
    charge_and_pay(&till, &sale).await;
    assert_settled(&till, &shop, &sale, 1).await;
}

#[tokio::test]
async fn before_the_answer_of_the_placing_has_come() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = patient().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut held = wire.on("POST", "/orders/").once().hold_after();
    drop(till.begin("charge", json!({ "saleId": sale })));
    held.arrived().await;
    till.kill().await;
    held.release();
    till.restart().await;
    till.until_state(&sale, "building").await;
    assert_eq!(shop.placings(), 1, "a page that nobody was ever sent to");
    charge_and_pay(&till, &sale).await;
    assert_settled(&till, &shop, &sale, 1).await;
}

#[tokio::test]
async fn while_the_customer_pays_in_a_browser() {
    let shop = Shop::open().await;
    let mut till = patient().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.ask("open_in_browser", json!({ "saleId": sale })).await;
    let mut customer = till.customer_of(&sale).await;
    till.kill().await;
    till.restart().await;
    let asked = till.until(&sale, "asked about", |sale| sale.times("outcome_unknown") == 1).await;
    assert_eq!(asked.event("outcome_unknown")["cause"], "till_restarted");

    customer.pay().await;
    come_back(&till, &sale, &customer).await;
    assert_settled(&till, &shop, &sale, 1).await;
}

#[tokio::test]
async fn after_the_payment_and_before_the_return() {
    let shop = Shop::open().await;
    let mut till = patient().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.customer_of(&sale).await.pay().await;
    till.kill().await;
    till.restart().await;
    assert_settled(&till, &shop, &sale, 1).await;
}

#[tokio::test]
async fn after_the_payment_while_no_till_is_running() {
    let shop = Shop::open().await;
    let mut till = patient().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    till.kill().await;
    customer.pay().await;
    let _ = customer.way_back().try_to_go().await;
    till.restart().await;
    assert_settled(&till, &shop, &sale, 1).await;
}

#[tokio::test]
async fn after_the_return_and_before_the_confirmation() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = patient().over(&wire, &shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    let mut held = wire.on("GET", "/orders/{number}/").hold_before();
    let page = customer.come_back().await;
    page.assert_says("Thank you");
    held.arrived().await;
    till.kill().await;
    held.release();
    till.restart().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.times("outcome_unknown"), 0, "what came back was on the disk");
    assert_settled(&till, &shop, &sale, 1).await;
}

#[tokio::test]
async fn after_an_upsell_was_charged_and_before_its_answer() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = patient().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    let mut held = wire.on("POST", ADD).hold_after();
    drop(till.begin("add_upsell", sold.click(tea)));
    held.arrived().await;
    till.kill().await;
    held.release();
    till.restart().await;
    let charged = till.until_charge(sold.id(), tea, "charged").await;
    assert_eq!(charged.event("upsell_unclear")["cause"], "till_restarted");
    assert_eq!(wire.of("POST", ADD).len(), 1, "never sent a second time");
    assert_settled(&till, &shop, sold.id(), 2).await;
}

#[tokio::test]
async fn before_the_store_has_seen_an_upsell() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = patient().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    let mut held = wire.on("POST", ADD).once().hold_before();
    drop(till.begin("add_upsell", sold.click(tea)));
    held.arrived().await;
    till.kill().await;
    held.cut();
    till.restart().await;
    till.until_charge(sold.id(), tea, "not_charged").await;
    assert_eq!(wire.of("POST", ADD).len(), 1, "never sent a second time");
    assert_settled(&till, &shop, sold.id(), 1).await;
}

#[tokio::test]
async fn while_a_note_is_on_its_way() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = patient().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.change(json!({ "kind": "note", "note": "gift wrap" })).await;
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
    let mut held = wire.on("POST", NOTES).once().hold_after();
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    held.arrived().await;
    till.kill().await;
    held.release();
    till.restart().await;
    let paid = till.until(&sale, "told of", |sale| sale.times("note_unclear") == 1).await;
    assert_eq!(paid.event("note_unclear")["cause"], "till_restarted");
    till.until(&sale, "found among the order's notes", |sale| sale.times("note_added") == 1).await;
    assert_eq!(wire.of("POST", NOTES).len(), 1, "never sent a second time");
    assert_settled(&till, &shop, &sale, 1).await;
}

#[tokio::test]
async fn while_a_cancelled_sale_is_watched() {
    let shop = Shop::open().await;
    let mut till = patient().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    till.ask_of("cancel_sale", &sale).await;
    till.kill().await;
    till.restart().await;
    customer.pay().await;
    come_back(&till, &sale, &customer).await;
    let paid = till.until_paid(&sale).await;
    assert_eq!((paid.matters(), shop.order_of(&sale).charges()), (vec!["paid_late"], 1));
    till.verify().await;
}

#[tokio::test]
async fn while_a_person_is_to_look_at_a_return() {
    let shop = Shop::open().await;
    let mut till = patient().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.way_back().tampered(|order| order["total_incl_tax"] = json!("1.00")).go().await;
    till.until_state(&sale, "attention").await;
    till.kill().await;
    till.restart().await;
    assert_eq!(till.sale(&sale).await.matters(), ["record_differs"]);
    come_back(&till, &sale, &customer).await;
    assert_settled(&till, &shop, &sale, 1).await;
}

#[tokio::test]
async fn several_sales_at_once_are_all_taken_up() {
    let shop = Shop::open().await;
    let mut till = patient().at(&shop).await;
    let mut open: Vec<(String, Customer)> = Vec::new();
    for _ in 0..3 {
        let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
        let customer = till.customer_of(&sale).await;
        till.ask("new_sale", json!({})).await;
        open.push((sale, customer));
    }
    till.kill().await;
    till.restart().await;
    for (sale, customer) in &mut open {
        customer.pay().await;
        come_back(&till, sale, customer).await;
    }
    for (sale, _) in &open {
        assert_settled(&till, &shop, sale, 1).await;
    }
}

#[tokio::test]
async fn while_another_program_takes_the_receivers_port() {
    let shop = Shop::open().await;
    let mut till = patient().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    let receiver = till.windows("opened")[0]["returnOrigin"].clone();
    let receiver = receiver.as_str().and_then(|origin| origin.strip_prefix("http://"));
    till.kill().await;
    let other_program = TcpListener::bind(receiver.expect("an address")).expect("it is free");
    till.restart().await;
    customer.pay().await;
    till.until_paid(&sale).await;

    till.ask("new_sale", json!({})).await;
    let next = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_eq!(next.times("order_returned"), 1, "there is a new way back for new sales");
    drop(other_program);
    assert_settled(&till, &shop, &sale, 1).await;
}

/// The customer comes back: the page knows no other way than the port that the till had before. In
/// the rare case that the system gave it to another program meanwhile, the till has to ask.
async fn come_back(till: &Till, sale: &str, customer: &Customer) {
    if till.log().contains("the wanted port cannot be had") {
        till.ask_of("check_now", sale).await;
        return;
    }
    let page = customer.come_back().await;
    page.assert_says("Thank you");
}

async fn charge_and_pay(till: &Till, sale: &str) {
    let charged = till.charge(sale).await;
    assert_eq!(charged.state(), "awaiting", "{charged}");
    let mut customer = till.customer_of(sale).await;
    customer.pay().await;
    customer.come_back().await;
}
