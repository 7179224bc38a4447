//! Finding customers: those seen here without the store, then the store's.

use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Buyer, Setup, Shop, Till, Wire};

async fn emails(till: &Till, command: &str, text: &str) -> Vec<String> {
    let found = till.ask(command, json!({ "text": text })).await;
    let hits = found.as_array().expect("hits").iter();
    hits.map(|hit| hit["customer"]["email"].as_str().expect("an address").to_owned()).collect()
}

async fn details(till: &Till, email: &str, user: Value) -> Value {
    till.ask("customer_details", json!({ "email": email, "userId": user })).await
}

#[tokio::test]
async fn whoever_bought_here_is_found_without_the_store() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let buyer =
        Buyer::new("noémie@example.com").with("firstName", "Noémie").with("lastName", "Łuczak");
    let paid = till.paid(&[KETTLE], buyer.with("phone", "+33 1 99 00 12 34")).await;
    let _offline = wire.on("GET", "/users/").cut_before();
    for text in ["noemie", "LUCZAK", "noémie@", "0012 34", "(33) 1-99", "99001234"] {
        assert_eq!(emails(&till, "find_customers", text).await, ["noémie@example.com"], "{text:?}");
    }
    assert!(emails(&till, "find_customers", "n").await.is_empty(), "one letter finds nobody");
    assert!(wire.of("GET", "/users/").is_empty());
    let known = details(&till, " NOÉMIE@example.com", Value::Null).await;
    assert_eq!(known["orders"][0]["number"], paid.order_number());
    assert_eq!(known["orders"][0]["saleId"], paid.id());
}

#[tokio::test]
async fn the_stores_customers_come_with_their_addresses_and_orders() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let found = till.ask("find_store_customers", json!({ "text": "Okafor" })).await;
    let hit = &found.as_array().expect("hits")[0];
    assert_eq!(hit["seenHere"], false);
    let (email, user) =
        (hit["customer"]["email"].as_str().expect("one"), hit["customer"]["userId"].clone());
    let known = details(&till, email, user).await;
    let address = &known["addresses"][0];
    assert_eq!((address["email"].as_str(), &address["country"]), (Some(email), &json!("US")));
    assert!(!address["postcode"].as_str().expect("one").is_empty());

    // An order of hers that another till made is known by the store alone.
    let other = Setup::default().at(&shop).await;
    let paid = other.paid(&[KETTLE], Buyer::new(email)).await;
    let known = details(&till, email, Value::Null).await;
    let order = &known["orders"][0];
    assert_eq!((&order["number"], &order["saleId"]), (&json!(paid.order_number()), &Value::Null));
    assert_eq!(order["paymentStatus"], "paid");
    assert!(order["placedAt"].is_i64());
}

#[tokio::test]
async fn without_users_read_it_is_said_and_those_seen_here_are_found() {
    let shop = Shop::without("users:read").await;
    let till = Setup::default().at(&shop).await;
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let refused = till.call("find_store_customers", json!({ "text": "okafor" })).await;
    assert_eq!(refused.expect_err("not allowed").code(), "permission_missing");
    assert_eq!(emails(&till, "find_customers", "okafor").await, ["grace@example.com"]);
}

#[tokio::test]
async fn names_in_any_script_and_length_are_kept_and_found() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let long = "Ó".repeat(60);
    for (number, (first, last)) in
        [("山田", "太郎"), ("فاطمة", "الزهراء"), ("🦊", "Fuchs"), (&long, "Long")]
            .iter()
            .enumerate()
    {
        let email = format!("guest{number}@example.com");
        let buyer = Buyer::new(&email).with("firstName", first).with("lastName", last);
        till.paid(&[KETTLE], buyer).await;
        let text: String = first.chars().take(12).collect();
        let wanted = if text.chars().count() < 2 { *last } else { text.as_str() };
        assert_eq!(emails(&till, "find_customers", wanted).await, [email], "{first} {last}");
    }
    till.verify().await;
}
