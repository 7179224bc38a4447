//! Totals are the sums of their lines, whatever is sold, and wherever it goes.

use practice_store::Options;
use serde_json::{Value, json};

use crate::support::{Shop, american_order};

/// An amount of an answer, in hundredths.
fn minor(value: &Value) -> i64 {
    let (whole, fraction) = value.as_str().unwrap().split_once('.').unwrap();
    assert_eq!(fraction.len(), 2, "{value}");
    format!("{whole}{fraction}").parse().unwrap()
}

/// The sum of one amount over all lines.
fn sum(order: &Value, amount: &str) -> i64 {
    order["lines"].as_array().unwrap().iter().map(|line| minor(&line[amount])).sum()
}

fn assert_sums(order: &Value) {
    let shipping = minor(&order["shipping_incl_tax"]);
    assert_eq!(minor(&order["total_incl_tax"]), sum(order, "price_incl_tax") + shipping);
    assert_eq!(minor(&order["total_excl_tax"]), sum(order, "price_excl_tax") + shipping);
    assert_eq!(
        minor(&order["total_tax"]),
        minor(&order["total_incl_tax"]) - minor(&order["total_excl_tax"])
    );
    let taxes =
        order["lines"].as_array().unwrap().iter().flat_map(|line| line["tax_lines"].as_array());
    let taxes: i64 = taxes.flatten().map(|tax| minor(&tax["amount"])).sum();
    assert_eq!(minor(&order["total_tax"]), taxes);
    assert_eq!(minor(&order["total_discount"]), sum(order, "total_discount"));
    assert_eq!(order["transactions"][0]["amount"], order["total_incl_tax"]);
}

#[tokio::test]
async fn totals_are_sums_in_every_currency() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let honey = shop.variant("PAN-HEA-250").await;
    let e_book = shop.variant("EBO-SLO-EPU").await;
    let lines = json!([
        { "product_id": kettle, "quantity": 1 },
        { "product_id": honey, "quantity": 3, "price": "10.00" },
        { "product_id": e_book, "quantity": 1 },
    ]);
    let germany = json!({
        "first_name": "Anke", "last_name": "Großmann", "line1": "Lärchenweg 12", "line4": "Berlin",
        "postcode": "10437", "country": "DE",
    });
    let japan = json!({
        "first_name": "花子", "last_name": "山田", "line1": "神南1-2-3", "line4": "渋谷区",
        "postcode": "150-0041", "country": "JP",
    });
    let cases = [
        // 64.00 + 30.00 + 9.00, 8.875 % on each line, 4.99 delivery.
        (json!({}), "117.13", "9.14"),
        (json!({ "vouchers": ["SPRING10"] }), "105.92", "8.23"),
        (json!({ "vouchers": ["spring10", "FIVEOFF"] }), "100.48", "7.79"),
        (json!({ "shipping_price": "0.00" }), "112.14", "9.14"),
        (json!({ "shipping_code": "pickup", "shipping_address": null }), "112.14", "9.14"),
        (json!({ "currency": "EUR", "shipping_address": germany }), "123.57", "18.47"),
        (json!({ "currency": "JPY", "shipping_address": japan }), "13578.00", "1098.00"),
        (
            json!({ "currency": "JPY", "shipping_address": japan, "vouchers": ["FIVEOFF"] }),
            "13028.00",
            "1048.00",
        ),
    ];
    for (changes, total, tax) in cases {
        let mut request = american_order("pays+auto@example.com", lines.clone());
        for (field, value) in changes.as_object().unwrap() {
            request[field] = value.clone();
        }
        let order = shop.sell(&request).await;
        assert_sums(&order);
        assert_eq!(
            (&order["total_incl_tax"], &order["total_tax"]),
            (&json!(total), &json!(tax)),
            "{changes}"
        );
    }
}

#[tokio::test]
async fn a_quote_is_the_order_without_its_delivery_and_its_tax() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let coffee = shop.variant("COF-HOU-WB").await;
    let gift_card = shop.variant("GIF-CAR-25").await;
    let lines = json!([
        { "product_id": kettle, "quantity": 2 },
        { "product_id": kettle, "quantity": 1, "price": "50.00", "is_upsell": true },
        { "product_id": coffee, "quantity": 1, "subscription": { "interval": "day", "interval_count": 14 } },
        { "product_id": gift_card, "quantity": 1 },
    ]);
    let cases = [
        (json!({}), "228.20", "0.00"),
        (json!({ "vouchers": ["spring10"] }), "207.88", "20.32"),
        (json!({ "vouchers": ["SPRING10", "FIVEOFF"] }), "202.88", "25.32"),
        (json!({ "currency": "EUR", "vouchers": ["FIVEOFF"] }), "209.00", "5.00"),
    ];
    for (changes, total, discount) in cases {
        let mut request = american_order("pays+auto@example.com", lines.clone());
        for (field, value) in changes.as_object().unwrap() {
            request[field] = value.clone();
        }
        let order = shop.sell(&request).await;
        for only_of_orders in ["shipping_address", "payment_method", "payment_details"] {
            request.as_object_mut().unwrap().remove(only_of_orders);
        }
        let cart = shop.post("/carts/", &request).await.json();
        assert_eq!(
            (&cart["total_incl_tax"], &cart["total_discount"]),
            (&json!(total), &json!(discount))
        );
        assert_eq!(cart["total_excl_tax"], cart["total_incl_tax"]);
        assert_eq!(minor(&cart["total_incl_tax"]), sum(&cart, "price_incl_tax"));
        let goods = minor(&order["total_excl_tax"]) - minor(&order["shipping_excl_tax"]);
        assert_eq!(minor(&cart["total_excl_tax"]), goods, "{changes}");
        for (quoted, sold) in
            cart["lines"].as_array().unwrap().iter().zip(order["lines"].as_array().unwrap())
        {
            assert_eq!(quoted["price_excl_tax"], sold["price_excl_tax"]);
        }
    }
}

#[tokio::test]
async fn a_quote_is_refused_as_an_order_would_be() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let check = async |request: Value, field: &str| {
        let refused = shop.post("/carts/", &request).await;
        assert_eq!(refused.status, 400, "{request}");
        let fields: Vec<_> = refused.json().as_object().unwrap().keys().cloned().collect();
        assert_eq!(fields, [field], "{request}");
    };
    let lines = json!([{ "product_id": kettle, "quantity": 1 }]);
    check(json!({}), "lines").await;
    check(json!({ "lines": [{ "product_id": 1, "quantity": 1 }] }), "lines").await;
    check(json!({ "lines": lines, "currency": "CHF" }), "currency").await;
    check(json!({ "lines": lines, "vouchers": ["EXPIRED"] }), "vouchers").await;
    check(json!({ "lines": lines, "user": { "email": "nobody" } }), "user").await;
}

#[tokio::test]
async fn a_quote_needs_a_permission_of_its_own() {
    let mut options = Options { requests_per_second: None, ..Options::default() };
    assert!(options.scopes.remove("carts:write"));
    let shop = Shop::with(options).await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let request = json!({ "lines": [{ "product_id": kettle, "quantity": 1 }] });
    let refused = shop.post("/carts/", &request).await;
    assert_eq!(refused.status, 403);
    assert!(refused.json()["detail"].as_str().unwrap().contains("carts:write"));
}

#[tokio::test]
async fn a_quote_has_discounts_but_no_delivery_and_no_tax() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let request = json!({
        "currency": "USD",
        "lines": [{ "product_id": kettle, "quantity": 2 }],
        "vouchers": ["FIVEOFF"],
        "user": { "email": "lead@example.com", "first_name": "Lea" },
    });
    let cart = shop.post("/carts/", &request).await.json();
    assert_eq!(cart["total_incl_tax"], "123.00");
    assert_eq!(cart["total_discount"], "5.00");
    assert_eq!(cart["voucher_discounts"][0]["amount"], "5.00");
    assert_eq!(cart["lines"][0]["price_incl_tax"], "123.00");
    let leads = shop.read("/users/?email=lead@").await;
    assert_eq!(leads["results"][0]["user_type"], "lead");
    assert!(shop.books().orders.is_empty());
}
