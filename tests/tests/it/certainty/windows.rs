//! Payments of which nothing comes back.

use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Buyer, Customer, Setup, Shop, Till, Wire};

#[tokio::test]
async fn a_payment_that_never_returns_is_found_by_its_sale() {
    let shop = Shop::open().await;
    let till = Setup::default().timing("firstPollMs", 200).at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("never-returns@example.com")).await;
    till.customer_of(&sale).await.pay().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.times("order_returned"), 0);
    assert_eq!(paid.order_number(), shop.order_of(&sale).number);
    assert_eq!(paid.event("payment_confirmed")["late"], false);
    till.verify().await;
}

#[tokio::test]
async fn check_now_asks_at_once() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("never-returns@example.com")).await;
    assert_eq!(till.ask_of("check_now", &sale).await.state(), "awaiting");
    till.customer_of(&sale).await.pay().await;
    assert_eq!(till.ask_of("check_now", &sale).await.state(), "paid");
}

#[tokio::test]
async fn a_visit_to_the_return_address_makes_the_till_ask() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    // As after a redirect that turned the post into a plain visit.
    let page = tillway_tests::http::get(&customer.way_back().url, &[]).await.expect("a page");
    page.assert_says("Checking with the store");
    till.until_paid(&sale).await;
}

#[tokio::test]
async fn a_window_that_is_closed_without_paying_is_unknown_and_then_not_paid() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let cart = till.sale(&sale).await.cart();
    till.close_window(&sale).await;
    let unpaid = till.until_state(&sale, "not_paid").await;
    assert_eq!(unpaid.cart(), cart);
    assert_eq!(
        &unpaid.story()[4..],
        ["payment_window_closed", "outcome_unknown", "not_paid_confirmed"]
    );
    assert_eq!(unpaid.event("outcome_unknown")["cause"], "window_closed");
    till.verify().await;
}

#[tokio::test]
async fn a_window_that_is_closed_after_paying_is_paid() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.customer_of(&sale).await.pay().await;
    till.close_window(&sale).await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.times("not_paid_confirmed"), 0);
    assert_eq!(shop.order_of(&sale).charges(), 1);
}

#[tokio::test]
async fn a_page_that_was_opened_elsewhere_is_waited_for_after_the_window_is_gone() {
    let shop = Shop::open().await;
    let till = Setup::default().timing("closedPageMs", 0).at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.ask("open_in_browser", json!({ "saleId": sale })).await;
    till.ask("copy_link", json!({ "saleId": sale })).await;
    let page = till.page_of(&sale);
    assert_eq!(till.windows("browser")[0]["address"], page);
    assert_eq!(till.windows("copied")[0]["text"], page);
    till.close_window(&sale).await;
    // The store knows no order yet: with the page open elsewhere, that means nothing.
    assert_eq!(till.ask_of("check_now", &sale).await.state(), "awaiting");

    let mut customer = Customer::open(&page).await;
    customer.pay().await;
    customer.come_back().await;
    assert_eq!(till.until_paid(&sale).await.event("payment_confirmed")["late"], false);
}

#[tokio::test]
async fn a_window_that_nobody_uses_is_unknown_in_the_end() {
    let shop = Shop::open().await;
    let setup = Setup::default().timing("firstPollMs", 100).timing("timeOutMs", 300);
    let till = setup.timing("closedPageMs", 0).at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let silent = till.until_state(&sale, "unknown").await;
    assert_eq!(silent.event("outcome_unknown")["cause"], "timed_out");

    // While it stands it can be paid, however often the store says that it was not.
    for _ in 0..3 {
        let asked = till.ask_of("check_now", &sale).await;
        assert_eq!((asked.state(), asked.times("not_paid_confirmed")), ("unknown", 0));
    }
    till.close_window(&sale).await;
    till.until_state(&sale, "not_paid").await;
    assert_eq!(shop.orders_of(&sale), []);

    // It was only given up: whoever still has the page may pay, and a person is told.
    till.customer_of(&sale).await.pay().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.matters(), ["paid_late"]);
}

#[tokio::test]
async fn a_sale_that_was_cancelled_and_paid_after_all_is_paid_late() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    assert_eq!(till.ask_of("cancel_sale", &sale).await.state(), "cancelled");
    assert_eq!(till.windows("closed"), [json!({ "sale": sale, "attempt": 1 })]);

    customer.pay().await;
    let page = customer.come_back().await;
    page.assert_says("Thank you");
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.event("payment_confirmed")["late"], true);
    assert_eq!(paid.matters(), ["paid_late"]);
    assert_eq!(till.snapshot().await["attention"], 1);

    let matter = paid.view()["attention"][0]["id"].clone();
    let seen = json!({ "saleId": sale, "attentionId": matter });
    till.ask("settle_attention", seen).await;
    let settled = till.sale(&sale).await;
    assert_eq!((settled.state(), settled.matters()), ("paid", vec![]));
    till.verify().await;
}

#[tokio::test]
async fn a_cancelled_sale_is_watched_even_if_nothing_returns() {
    let shop = Shop::open().await;
    let till = Setup::default().timing("firstPollMs", 100).at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("never-returns@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    till.ask_of("cancel_sale", &sale).await;
    customer.pay().await;
    assert_eq!(till.until_paid(&sale).await.matters(), ["paid_late"]);
}

#[tokio::test]
async fn a_window_that_cannot_be_opened_leaves_the_page_to_be_opened_elsewhere() {
    let shop = Shop::open().await;
    let till = Setup::default().without_windows().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_eq!(till.refusal_of("charge", &sale).await, "internal");
    let told = |event: &Value| event["sale"]["id"] == *sale && event["sale"]["state"] == "awaiting";
    till.until_told("that the sale awaits its payment", told).await;

    till.ask("open_in_browser", json!({ "saleId": sale })).await;
    let page = till.windows("browser")[0]["address"].clone();
    let mut customer = Customer::open(page.as_str().expect("an address")).await;
    customer.pay().await;
    customer.come_back().await;
    till.until_paid(&sale).await;
    assert_eq!(shop.placings(), 1);
}

#[tokio::test]
async fn a_store_that_cannot_be_asked_settles_nothing() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("closedPageMs", 0).over(&wire, &shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("never-returns@example.com")).await;
    let down = wire.on("GET", "/orders/").cut_before();
    till.close_window(&sale).await;
    let unknown = till.until(&sale, "told of the trouble", |sale| !sale.check_error().is_empty());
    let unknown = unknown.await;
    assert_eq!((unknown.state(), unknown.check_error()), ("unknown", "store_unreachable"));
    till.customer_of(&sale).await.pay().await;
    down.lift();
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.check_error(), "");
}

/// A sale whose window is about to open, when this is asked of the till.
async fn overtaken_by(command: &str) -> (Shop, Till, String) {
    let shop = Shop::open().await;
    let till = Setup::default().with_held_windows().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let charging = till.begin("charge", json!({ "saleId": sale }));
    let opening = till.until_window("opening").await;
    if command == "check_now" {
        let page = opening[0]["address"].as_str().expect("an address");
        Customer::open(page).await.pay().await;
    }
    till.ask_of(command, &sale).await;
    till.ask("release_windows", json!({})).await;
    charging.answer().await.expect("the sale moved on");
    (shop, till, sale)
}

#[tokio::test]
async fn no_window_stands_for_a_sale_that_was_cancelled_while_it_opened() {
    let (_shop, till, sale) = overtaken_by("cancel_sale").await;
    assert_eq!(till.windows("closed"), [json!({ "sale": sale, "attempt": 1 })]);
    assert_eq!(till.sale(&sale).await.state(), "cancelled");
    till.verify().await;
}

#[tokio::test]
async fn no_window_stands_for_a_sale_that_was_paid_elsewhere_while_it_opened() {
    let (shop, till, sale) = overtaken_by("check_now").await;
    assert_eq!(till.windows("closed"), [json!({ "sale": sale, "attempt": 1 })]);
    assert_eq!(till.sale(&sale).await.state(), "paid");
    assert_eq!(shop.order_of(&sale).charges(), 1);
    till.verify().await;
}

#[tokio::test]
async fn a_slow_customer_pays_in_a_window_that_was_waited_for_too_long() {
    let shop = Shop::open().await;
    let setup = Setup::default().timing("firstPollMs", 100).timing("timeOutMs", 0);
    let till = setup.timing("closedPageMs", 0).at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.until_state(&sale, "unknown").await;
    till.ask_of("check_now", &sale).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.event("payment_confirmed")["late"], false);
    assert_eq!((paid.matters(), paid.times("not_paid_confirmed")), (vec![], 0));
    till.verify().await;
}

#[tokio::test]
async fn a_shared_page_has_its_whole_grace_after_the_time_out() {
    let shop = Shop::open().await;
    let setup = Setup::default().timing("firstPollMs", 100).timing("timeOutMs", 2_000);
    let till = setup.timing("sharedPageMs", 2_000).without_windows().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_eq!(till.refusal_of("charge", &sale).await, "internal");
    till.ask("copy_link", json!({ "saleId": sale })).await;
    let unknown = till.until_state(&sale, "unknown").await;
    let unpaid = till.until_state(&sale, "not_paid").await;
    let at = |sale: &tillway_tests::Sale| {
        let timeline = sale.view()["timeline"].as_array().expect("a list").clone();
        timeline.last().and_then(|entry| entry["at"].as_i64()).expect("a time")
    };
    let waited = at(&unpaid) - at(&unknown);
    assert!(waited >= 2_000, "{waited} ms after the time-out");
}

#[tokio::test]
async fn an_answer_about_the_page_before_says_nothing_of_the_next_one() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("closedPageMs", 0).over(&wire, &shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.close_window(&sale).await;
    till.until_state(&sale, "not_paid").await;
    // The store has no order yet when it is asked; its answer is long on its way.
    let mut held = wire.on("GET", "/orders/").once().hold_after();
    let asking = till.begin("check_now", json!({ "saleId": sale }));
    held.arrived().await;
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
    till.customer_of(&sale).await.pay().await;
    let silent = wire.on("GET", "/orders/").hold_before();
    till.close_window(&sale).await;
    held.release();
    let asked = asking.answer().await.expect("it was asked");
    assert_eq!(asked["state"], "unknown");
    silent.release();
    assert_eq!(till.until_paid(&sale).await.times("not_paid_confirmed"), 1);
    till.verify().await;
}

#[tokio::test]
async fn a_window_that_is_closed_after_all_is_told_of() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let paid = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_eq!(paid.view()["payment"]["windowOpen"], true);
    till.close_window(paid.id()).await;
    let told = |sale: &tillway_tests::Sale| sale.view()["payment"]["windowOpen"] == false;
    let closed = till.until(paid.id(), "told of", told).await;
    assert!(closed.view()["revision"].as_u64() > paid.view()["revision"].as_u64());
}
