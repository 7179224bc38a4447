//! Orders that cannot be placed: each for its own reason, the cart as it was.

use serde_json::{Value, json};
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Answer, Buyer, Fault, Setup, Shop, Spot, Wire};

/// A placing that meets this fault is refused with this code. The cart is the same afterwards and
/// after a restart, and the order can be placed once the fault is gone.
async fn check(fault: impl FnOnce(Spot) -> Fault, code: &str) {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE, TEA], Buyer::new("grace@example.com")).await;
    let typed = till.change(json!({ "kind": "note", "note": "for Tuesday" })).await;
    let fault = fault(wire.on("POST", "/orders/"));

    let refused = till.charge(&sale).await;
    assert_eq!((refused.state(), refused.refusal()), ("building", code), "{refused}");
    assert_eq!(refused.cart(), typed.cart());
    assert_eq!(refused.times("order_placed"), 0);
    assert_eq!(till.windows("opened"), [json!(null); 0]);
    assert!(shop.books().orders.is_empty());

    till.restart().await;
    let kept = till.sale(&sale).await;
    assert_eq!((kept.state(), kept.refusal(), kept.cart()), ("building", code, typed.cart()));
    fault.lift();
    let placed = till.charge(&sale).await;
    assert_eq!((placed.state(), placed.refusal()), ("awaiting", ""), "{placed}");
    till.verify().await;
}

#[tokio::test]
async fn a_store_in_trouble() {
    let trouble = Answer::json(500, &json!({ "detail": "Internal error" }));
    check(|spot| spot.answer_instead(trouble), "store_trouble").await;
}

#[tokio::test]
async fn a_page_for_people() {
    let page = Answer::page(502, "<!doctype html><h1>Bad gateway</h1>");
    check(|spot| spot.answer_instead(page), "store_trouble").await;
}

#[tokio::test]
async fn a_page_in_place_of_json() {
    let page = Answer::page(200, "<!doctype html><p>Welcome");
    check(|spot| spot.answer_instead(page), "unreadable_answer").await;
}

#[tokio::test]
async fn an_answer_without_a_page_to_pay_on() {
    let answer = Answer::json(201, &json!({ "reference_transaction_id": null }));
    check(|spot| spot.answer_instead(answer), "unreadable_answer").await;
}

#[tokio::test]
async fn a_connection_that_breaks() {
    check(Spot::cut_before, "store_unreachable").await;
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_store_acted() {
    check(Spot::cut_after, "store_unreachable").await;
}

#[tokio::test]
async fn a_token_that_is_no_longer_good() {
    let refused = Answer::json(401, &json!({ "detail": "The access token is not valid." }));
    check(|spot| spot.answer_instead(refused), "token_refused").await;
}

#[tokio::test]
async fn a_refusal_in_words() {
    let refused = Answer::json(400, &json!({ "detail": "Duplicate order within 30 minutes." }));
    check(|spot| spot.answer_instead(refused), "store_refused").await;
}

#[tokio::test]
async fn a_refusal_of_ten_megabytes() {
    let refused = Answer::json(400, &json!({ "detail": "no ".repeat(10 * 1024 * 1024 / 3) }));
    check(|spot| spot.answer_instead(refused), "store_refused").await;
}

#[tokio::test]
async fn a_trouble_of_ten_megabytes() {
    let trouble = Answer::page(500, &"<p>Traceback".repeat(10 * 1024 * 1024 / 12));
    check(|spot| spot.answer_instead(trouble), "store_trouble").await;
}

/// A payment page at this address is never opened.
async fn check_page(address: &'static str) {
    let lead_there = move |answer: &mut Value| answer["payment_complete_url"] = json!(address);
    check(|spot| spot.rewrite(lead_there), "unsafe_payment_page").await;
}

#[tokio::test]
async fn a_payment_page_that_is_not_secure() {
    check_page("http://pay.example.com/session/1").await;
}

#[tokio::test]
async fn a_payment_page_of_another_program_on_this_machine() {
    check_page("http://127.0.0.1:9/pay/").await;
}

#[tokio::test]
async fn a_payment_page_that_is_a_script() {
    check_page("javascript:alert(1)").await;
}

#[tokio::test]
async fn faults_of_fields_are_told_under_their_names_in_the_form() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let buyer = Buyer::new("grace@example.com").with("postcode", "ABC").with("state", "");
    let sale = till.cart(&[KETTLE], buyer).await;
    let typed = till.sale(&sale).await.cart();
    let refused = till.charge(&sale).await;
    assert_eq!((refused.state(), refused.refusal()), ("building", "store_refused"));
    assert_eq!(refused.refused_fields(), ["state", "postcode"]);
    assert_eq!(refused.cart(), typed);
    assert_eq!(refused.event("order_refused")["fields"], json!(["state", "postcode"]));
}

#[tokio::test]
async fn the_log_says_what_a_failure_came_from() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    wire.on("POST", "/orders/").cut_before();
    assert_eq!(till.charge(&sale).await.refusal(), "store_unreachable");
    let log = till.log();
    let line = log.lines().find(|line| line.contains("the order was not placed"));
    let line = line.expect("it is logged");
    assert!(line.contains("connection closed before message completed"), "{line}");
    assert!(!line.contains(&wire.origin()), "{line}");
}
