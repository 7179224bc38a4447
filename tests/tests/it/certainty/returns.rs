//! Returns that are late, doubled, tampered with or swapped.

use serde_json::json;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Answer, Buyer, Customer, Sale, Setup, Shop, Till, WayBack, Wire};

/// A sale whose customer has paid, and what would bring the order back.
async fn paid_but_not_back(till: &Till, sku: &str) -> (String, WayBack) {
    let sale = till.awaiting(&[sku], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    (sale, customer.way_back())
}

/// A sale that a person must look at was never believed.
fn assert_unbelieved(sale: &Sale, differences: &[&str]) {
    assert_eq!(sale.state(), "attention", "{sale}");
    assert_eq!(sale.times("payment_confirmed"), 0, "{sale}");
    assert_eq!(sale.matters(), ["record_differs"], "{sale}");
    assert_eq!(sale.differences(), differences, "{sale}");
}

#[tokio::test]
async fn nothing_returned_after_an_order_changes_nothing() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    way_back.go().await;
    let number = till.until_paid(&sale).await.order_number().to_owned();

    let page = way_back.with_response("{}").go().await;
    for words in ["Thank you", &number] {
        page.assert_says(words);
    }
    till.until(&sale, "noted", |sale| sale.times("nothing_returned") == 1).await;
    let still = till.ask_of("check_now", &sale).await;
    assert_eq!((still.state(), still.order_number()), ("paid", number.as_str()));
    assert_eq!(shop.order_of(&sale).charges(), 1);
    till.verify().await;
}

#[tokio::test]
async fn nothing_returned_before_an_order_is_asked_about() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    way_back.with_response("{}").go().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.times("not_paid_confirmed"), 0);
    assert_eq!(paid.order_number(), shop.order_of(&sale).number);
}

#[tokio::test]
async fn nothing_returned_while_an_order_is_confirmed_denies_nothing() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    let mut held = wire.on("GET", "/orders/{number}/").hold_before();
    way_back.go().await;
    held.arrived().await;
    let page = way_back.with_response("{}").go().await;
    page.assert_says("Checking with the store");
    held.release();
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.times("outcome_unknown"), 0);
    till.verify().await;
}

#[tokio::test]
async fn an_order_with_gaps_and_news_in_it_is_still_read() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    wire.on("GET", "/orders/{number}/").rewrite(|order| {
        for field in ["lines", "user", "shipping_address", "total_tax", "order_status_url"] {
            order[field] = json!(null);
        }
        order["fulfillment_status"] = json!("teleported");
        order["transactions"] = json!([null, { "id": "seven", "type": ["debit"] }]);
        order["new_in_2031"] = json!({ "lines": 3 });
    });
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    way_back.go().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.order_number(), shop.order_of(&sale).number);
    assert_eq!(paid.total_minor(), Some(shop.order_of(&sale).total_minor));
}

#[tokio::test]
async fn the_same_return_counts_once() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    let (first, second) = tokio::join!(way_back.go(), way_back.go());
    let third = way_back.go().await;
    for page in [first, second, third] {
        page.assert_says("Thank you");
    }
    let paid = till.until_paid(&sale).await;
    assert_eq!((paid.times("order_returned"), paid.times("payment_confirmed")), (2, 1));
    assert_eq!(shop.order_of(&sale).charges(), 1);
    till.verify().await;
}

#[tokio::test]
async fn a_tampered_total_is_not_believed_and_the_true_return_is() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    let tampered = way_back.tampered(|order| order["total_incl_tax"] = json!("0.01"));
    tampered.go().await;
    let doubted = till.until_state(&sale, "attention").await;
    assert_unbelieved(&doubted, &["total"]);
    assert_eq!(till.snapshot().await["attention"], 1);
    let difference = &doubted.event("difference_found")["differences"][0];
    assert_eq!((&difference["expected"], &difference["found"]), (&json!("0.01"), &json!("74.67")));

    way_back.go().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!((paid.matters(), shop.order_of(&sale).charges()), (vec![], 1));
    till.verify().await;
}

#[tokio::test]
async fn an_order_that_the_store_does_not_have_is_not_believed() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    customer.cancel().await;
    let forged = json!({
        "number": "999999", "currency": "USD", "total_incl_tax": "74.67", "payment_status": "paid",
        "attribution": { "utm_content": sale },
    });
    customer.way_back().with_response(&forged.to_string()).go().await;
    let doubted = till.until_state(&sale, "attention").await;
    assert_unbelieved(&doubted, &["order_missing"]);
    assert_eq!(shop.orders_of(&sale), []);
    till.verify().await;
}

#[tokio::test]
async fn an_order_of_another_sale_is_not_believed() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let unpaid = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&unpaid).await;
    customer.cancel().await;
    till.ask("new_sale", json!({})).await;
    let (other, other_back) = paid_but_not_back(&till, TEA).await;

    customer.way_back().with_response(&other_back.response).go().await;
    let doubted = till.until_state(&unpaid, "attention").await;
    assert_unbelieved(&doubted, &["sale_reference"]);
    other_back.go().await;
    till.until_paid(&other).await;
    till.verify().await;
}

#[tokio::test]
async fn a_return_that_is_anothers_does_not_hide_the_sales_own_order() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (first, first_back) = paid_but_not_back(&till, KETTLE).await;
    till.ask("new_sale", json!({})).await;
    let (second, second_back) = paid_but_not_back(&till, TEA).await;

    first_back.with_response(&second_back.response).go().await;
    second_back.with_response(&first_back.response).go().await;
    for sale in [&first, &second] {
        let paid = till.until_paid(sale).await;
        assert_eq!(paid.order_number(), shop.order_of(sale).number);
        assert_eq!(paid.total_minor(), Some(shop.order_of(sale).total_minor));
    }
    till.verify().await;
}

#[tokio::test]
async fn a_false_return_after_the_true_one_changes_nothing() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    let mut held = wire.on("GET", "/orders/{number}/").once().hold_before();
    way_back.go().await;
    held.arrived().await;
    way_back.tampered(|order| order["total_incl_tax"] = json!("0.01")).go().await;
    held.answer(Answer::json(404, &json!({ "detail": "Not found." })));
    let paid = till.until_paid(&sale).await;
    assert_eq!((paid.times("difference_found"), paid.matters()), (0, vec![]));
    till.verify().await;
}

#[tokio::test]
async fn an_order_that_was_created_at_once_and_lost_its_sale_is_a_matter_for_a_person() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let order = json!({
        "number": "777", "currency": "USD", "total_incl_tax": "74.67", "payment_status": "paid",
    });
    wire.on("POST", "/orders/").answer_instead(Answer::json(201, &order));
    wire.on("GET", "/orders/{number}/").answer_instead(Answer::json(200, &order));
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_unbelieved(&till.charge(&sale).await, &["sale_reference"]);
    till.verify().await;
}

#[tokio::test]
async fn what_cannot_be_read_makes_the_till_ask() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    let page = way_back.go_with_body("response=%7B%22number%22%3A").await;
    page.assert_says("Checking with the store");
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.times("unreadable_returned"), 1);
    assert_eq!(paid.event("outcome_unknown")["cause"], "unreadable_returned");

    till.ask("new_sale", json!({})).await;
    let unpaid = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&unpaid).await;
    customer.cancel().await;
    customer.way_back().go_with_body("no form at all").await;
    till.close_window(&unpaid).await;
    let unpaid = till.until_state(&unpaid, "not_paid").await;
    assert_eq!(unpaid.times("unreadable_returned"), 1);
    till.verify().await;
}

#[tokio::test]
async fn a_store_that_loses_the_sales_reference_is_not_believed() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let lost = wire
        .on("GET", "/orders/{number}/")
        .rewrite(|order| order["attribution"]["utm_content"] = json!(null));
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    way_back.go().await;
    let doubted = till.until_state(&sale, "attention").await;
    assert_unbelieved(&doubted, &["sale_reference"]);

    lost.lift();
    assert_eq!(till.ask_of("check_now", &sale).await.state(), "paid");
}

#[tokio::test]
async fn a_payment_that_is_still_pending_is_waited_for() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let pending = wire
        .on("GET", "/orders/{number}/")
        .once()
        .rewrite(|order| order["payment_status"] = json!("pending"));
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    way_back.go().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(pending.met(), 1);
    assert_eq!(paid.times("difference_found"), 0);
}

#[tokio::test]
async fn a_return_address_is_one_sales_alone() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    let (start, _) = way_back.url.rsplit_once('/').expect("a path");
    let guessed = WayBack { url: format!("{start}/{}", "0".repeat(64)), ..way_back.clone() };
    assert_eq!(guessed.go().await.status, 404);
    let foreign = WayBack { origin: "https://shop.example.com".to_owned(), ..way_back };
    assert_eq!(foreign.go().await.status, 403);
    // Whoever knows the address has been at the payment page: the store is asked all the same.
    till.until_paid(&sale).await;
}

#[tokio::test]
async fn a_browser_that_brings_the_order_back_late_finds_the_sale_paid() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = Customer::open(&till.page_of(&sale)).await;
    customer.pay().await;
    assert_eq!(till.ask_of("check_now", &sale).await.state(), "paid");
    let page = customer.come_back().await;
    page.assert_says("Thank you");
    let paid = till.until(&sale, "noted", |sale| sale.times("order_returned") == 1).await;
    assert_eq!((paid.state(), paid.matters()), ("paid", vec![]));
    till.verify().await;
}

#[tokio::test]
async fn a_flood_of_returns_is_bounded_and_hides_nothing() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    let mut held = wire.on("GET", "/orders/{number}/").hold_before();
    for number in 0..30 {
        way_back.with_response(&json!({ "number": format!("F-{number}") }).to_string()).go().await;
    }
    held.arrived().await;
    assert_eq!(till.sale(&sale).await.times("order_returned"), 20);
    way_back.go().await.assert_says("Checking with the store");
    held.release();
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.order_number(), shop.order_of(&sale).number);
    assert_eq!(paid.times("order_returned"), 20);
    till.verify().await;
}

#[tokio::test]
async fn a_number_that_is_no_number_is_not_kept_in_the_events() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (sale, way_back) = paid_but_not_back(&till, KETTLE).await;
    let named = way_back.tampered(|order| order["number"] = json!("Grace Okafor, 5 Oak Street"));
    named.go().await.assert_says("Checking with the store");
    let paid = till.until_paid(&sale).await;
    assert_eq!((paid.times("unreadable_returned"), paid.times("order_returned")), (1, 0));
    till.verify().await;
}
