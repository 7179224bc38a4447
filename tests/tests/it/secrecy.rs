//! What must not be found: the token and the customer in a log, the token on the disk.

use serde_json::{Value, json};
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Answer, Buyer, Setup, Shop, Till, Wire, books};

const EMAIL: &str = "upsell-declines@example.com";
const CUSTOMER: [&str; 7] = [
    EMAIL,
    "upsell-declines%40example.com",
    "Okafor",
    "(845) 555-0123",
    "8455550123",
    "5 Oak Street",
    // The card, as the store tells it of a decline.
    "practice_visa_4242",
];

#[tokio::test]
async fn neither_log_nor_disk_nor_interface_tells_a_secret() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = Setup::default().log("trace").start().await;
    let store = json!({ "address": wire.origin(), "token": shop.token() });
    till.ask("check_connection", store.clone()).await;
    till.ask("connect_store", store).await;
    let sale = live_through_everything(&till, &wire).await;
    let mut said = till.said();
    till.kill().await;
    till.restart_as(|setup| setup.token(shop.token())).await;
    till.ask_of("refresh_order", &sale).await;
    said.extend(till.said());

    let log = till.log();
    assert!(log.contains("TRACE") && log.contains("placing the order"), "a log with all in it");
    let returns: Vec<String> = wire.sent("POST", "/orders/").iter().map(return_token).collect();
    assert!(returns.len() >= 3, "{} placings", returns.len());
    let tokens = || returns.iter().map(String::as_str).chain([shop.token()]);
    for line in log.lines() {
        for secret in CUSTOMER.into_iter().chain(tokens()) {
            assert!(!line.contains(secret), "{secret} is logged: {line}");
        }
    }
    for line in said {
        for secret in tokens() {
            assert!(!line.contains(secret), "{secret} is told to the interface: {line}");
        }
    }
    let files = books::files(&till.data_dir());
    assert!(!files.is_empty());
    for (path, bytes) in files {
        for secret in tokens() {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} stands in {}", path.display());
        }
    }
}

/// Sells, errs and recovers in every way that has words for it. Gives a sale that was paid.
async fn live_through_everything(till: &Till, wire: &Wire) -> String {
    till.ask("find_store_customers", json!({ "text": EMAIL })).await;
    till.ask("customer_details", json!({ "email": EMAIL, "userId": null })).await;
    let sale = till.cart(&[KETTLE], Buyer::new(EMAIL)).await;
    let refused = Answer::json(
        400,
        &json!({ "user": { "email": [EMAIL], "phone_number": ["(845) 555-0123"] } }),
    );
    wire.on("POST", "/orders/").once().answer_instead(refused);
    assert_eq!(till.charge(&sale).await.refusal(), "store_refused");
    wire.on("POST", "/orders/").once().answer_after(Answer::page(500, EMAIL));
    let held = wire.on("GET", "/orders/").once().answer_after(Answer::page(200, EMAIL));
    till.call("charge", json!({ "saleId": sale })).await.expect_err("an unreadable answer");
    assert_eq!(held.met(), 1);
    assert_eq!(till.charge(&sale).await.state(), "awaiting");

    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    let way_back = customer.way_back();
    way_back.go_with_body(&format!("response={EMAIL}")).await;
    till.until_paid(&sale).await;
    way_back.tampered(|order| order["total_incl_tax"] = json!(EMAIL)).go().await;
    way_back.go().await;
    let tea = till.variant(TEA).await;
    assert_eq!(till.add_upsell(&sale, tea).await.charge_state(tea), Some("declined"));
    // Whoever else reads the order meanwhile is forbidden it too.
    let forbidden = wire.on("GET", "/orders/{number}/").answer_after(Answer::page(403, EMAIL));
    till.call("refresh_order", json!({ "saleId": sale })).await.expect_err("forbidden");
    forbidden.lift();
    sale
}

/// The secret part of the return address in a request.
fn return_token(request: &Value) -> String {
    let url = request["payment_details"]["payment_return_url"].as_str().expect("an address");
    url.rsplit('/').next().expect("a last part").to_owned()
}
