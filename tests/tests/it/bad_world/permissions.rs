//! Tokens that may not do everything.

use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Answer, Buyer, Setup, Shop, Wire};

const SCOPES: [&str; 7] = [
    "orders:write",
    "orders:read",
    "catalogue:read",
    "store:read",
    "users:read",
    "gateways:read",
    "carts:write",
];

#[tokio::test]
async fn each_missing_permission_is_found_before_connecting() {
    let till = Setup::default().start().await;
    // Only the first use of a quote would tell.
    for missing in &SCOPES[..6] {
        let shop = Shop::without(missing).await;
        let store = json!({ "address": shop.origin(), "token": shop.token() });
        let check = till.ask("check_connection", store).await;
        assert_eq!((&check["reachable"], &check["tokenAccepted"]), (&json!(true), &json!(true)));
        let found: Vec<(&str, &Value)> = check["permissions"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|permission| (permission["scope"].as_str().expect("a name"), &permission["found"]))
            .collect();
        let expected = SCOPES.map(|scope| match scope {
            "carts:write" => (scope, json!(null)),
            scope => (scope, json!(scope != *missing)),
        });
        let expected: Vec<(&str, &Value)> = expected.iter().map(|(s, found)| (*s, found)).collect();
        assert_eq!(found, expected, "without {missing}");
        assert!(shop.books().orders.is_empty(), "asking changes nothing");
    }
}

#[tokio::test]
async fn without_orders_write_nothing_is_placed_and_nothing_lost() {
    let shop = Shop::without("orders:write").await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let cart = till.sale(&sale).await.cart();
    let refused = till.charge(&sale).await;
    assert_eq!((refused.state(), refused.refusal()), ("building", "permission_missing"));
    assert_eq!(refused.cart(), cart);
}

#[tokio::test]
async fn without_orders_read_a_return_is_kept_for_a_person_until_it_can_be_confirmed() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let forbidden = Answer::json(403, &json!({ "detail": "The token lacks a permission." }));
    let missing = wire.on("GET", "/orders/{number}/").answer_instead(forbidden);
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    let blocked = till.until(&sale, "blocked", |sale| !sale.matters().is_empty()).await;
    assert_eq!((blocked.state(), blocked.matters()), ("returned", vec!["confirmation_blocked"]));
    till.until(&sale, "told why", |sale| sale.check_error() == "permission_missing").await;

    missing.lift();
    let paid = till.until_paid(&sale).await;
    assert_eq!((paid.matters(), paid.check_error()), (vec![], ""));
    till.verify().await;
}

#[tokio::test]
async fn without_catalogue_read_the_catalogue_says_why_it_is_empty() {
    let shop = Shop::without("catalogue:read").await;
    let till = Setup::default().at(&shop).await;
    let failed = till.until_told("the failure", |event| event["catalogue"]["state"] == "failed");
    assert_eq!(failed.await["catalogue"]["error"]["code"], "permission_missing");
}

#[tokio::test]
async fn without_store_read_a_till_sells_all_the_same() {
    let shop = Shop::without("store:read").await;
    let till = Setup::default().at(&shop).await;
    let store = till.snapshot().await["store"].clone();
    assert_eq!(store["name"], shop.origin(), "it is called by its address");
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
}

#[tokio::test]
async fn without_users_read_customers_seen_here_are_found() {
    let shop = Shop::without("users:read").await;
    let till = Setup::default().at(&shop).await;
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let found = till.ask("find_customers", json!({ "text": "okafor" })).await;
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!((&found[0]["seenHere"], &found[0]["orders"]), (&json!(true), &json!(1)));
}

#[tokio::test]
async fn without_gateways_read_no_gateway_can_be_chosen() {
    let shop = Shop::without("gateways:read").await;
    let till = Setup::default().at(&shop).await;
    let refused = till.call("payment_gateways", json!({})).await.expect_err("it may not ask");
    assert_eq!(refused.code(), "permission_missing");
}
