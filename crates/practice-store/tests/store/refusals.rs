//! What is wrong with an order is said at once, under the names of its fields.

use serde_json::{Value, json};

use crate::support::{Shop, american_order, line};

/// The paths of all faults: `["lines.1.product_id", "user.email"]`.
fn paths(faults: &Value) -> Vec<String> {
    match faults {
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, inner)| below(name, inner)).collect()
        }
        Value::Array(items) if items.iter().any(Value::is_object) => items
            .iter()
            .enumerate()
            .flat_map(|(index, inner)| below(&index.to_string(), inner))
            .collect(),
        _ => vec![String::new()],
    }
}

fn below(name: &str, inner: &Value) -> Vec<String> {
    let joined =
        |path: String| if path.is_empty() { name.to_owned() } else { format!("{name}.{path}") };
    paths(inner).into_iter().map(joined).collect()
}

#[tokio::test]
async fn each_fault_is_said_under_its_field() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let sold_out = shop.variant("MUG-STO-CHA").await;
    let dollars_only = shop.variant("COF-COL").await;
    let no_yen = shop.variant("TEA-MON").await;
    let coffee = shop.variant("COF-HOU-WB").await;
    let check = async |changes: Value, expected: &[&str]| {
        let mut order = american_order("jane@example.com", json!([line(kettle, 1)]));
        merge(&mut order, &changes);
        let answer = shop.post("/orders/", &order).await;
        let status = if expected.is_empty() { 201 } else { 400 };
        assert_eq!(answer.status, status, "{changes}: {}", answer.text());
        if status == 400 {
            assert_eq!(paths(&answer.json()), expected, "{changes}: {}", answer.text());
        }
    };
    let lines = |lines: Value| json!({ "lines": lines });
    let coffee_every = |interval: &str, count: u32| {
        lines(json!([{
            "product_id": coffee, "quantity": 1,
            "subscription": { "interval": interval, "interval_count": count },
        }]))
    };

    check(json!({}), &[]).await;
    check(lines(Value::Null), &["lines"]).await;
    check(lines(json!([])), &["lines"]).await;
    check(lines(json!([line(kettle, 1), line(1, 1)])), &["lines.1.product_id"]).await;
    check(
        lines(json!([line(kettle, 0), line(sold_out, 20_000)])),
        &["lines.0.quantity", "lines.1.product_id", "lines.1.quantity"],
    )
    .await;
    check(
        lines(json!([{ "product_id": kettle, "quantity": 1, "price": "-1.00" }])),
        &["lines.0.price"],
    )
    .await;
    check(
        lines(json!([{ "product_id": kettle, "quantity": 1, "price": "ten" }])),
        &["lines.0.price"],
    )
    .await;
    check(lines(json!([{ "quantity": "one" }])), &["lines.0.product_id", "lines.0.quantity"]).await;
    check(lines(json!([line(dollars_only, 1)])), &["lines.0.product_id"]).await;
    check(json!({ "currency": "CHF" }), &["currency"]).await;
    check(json!({ "currency": "JPY", "lines": [line(no_yen, 1)] }), &["lines.0.product_id"]).await;

    check(json!({ "user": { "email": "jane" } }), &["user.email"]).await;
    check(json!({ "user": { "phone_number": "(617) 555-0123" } }), &["user.phone_number"]).await;
    check(json!({ "user": { "id": 1 } }), &["user.id"]).await;
    check(json!({ "user": null }), &["user"]).await;
    check(json!({ "shipping_address": null }), &["shipping_address"]).await;
    check(json!({ "shipping_address": null, "shipping_code": "pickup" }), &[]).await;
    check(
        json!({ "shipping_address": { "line4": "", "postcode": "ABC" } }),
        &["shipping_address.line4", "shipping_address.postcode"],
    )
    .await;
    let other_billing = json!({
        "billing_same_as_shipping_address": false, "billing_address": { "country": "US" },
    });
    check(
        other_billing,
        &[
            "billing_address.first_name",
            "billing_address.last_name",
            "billing_address.line1",
            "billing_address.line4",
            "billing_address.state",
            "billing_address.postcode",
        ],
    )
    .await;
    check(json!({ "shipping_code": "rocket" }), &["shipping_code"]).await;
    check(json!({ "shipping_code": "pacific" }), &["shipping_code"]).await;
    check(json!({ "shipping_price": "free" }), &["shipping_price"]).await;

    check(json!({ "vouchers": ["NOPE"] }), &["vouchers"]).await;
    check(json!({ "vouchers": ["EXPIRED"] }), &["vouchers"]).await;
    check(json!({ "offers": [12] }), &["offers"]).await;
    check(json!({ "payment_method": "sofort" }), &["payment_method"]).await;
    check(json!({ "payment_method": "card_token" }), &["payment_method"]).await;
    check(json!({ "payment_details": null }), &["payment_details.payment_return_url"]).await;
    check(
        json!({ "payment_details": { "payment_return_url": "ftp://till/" } }),
        &["payment_details.payment_return_url"],
    )
    .await;
    check(
        json!({ "payment_details": { "payment_gateway": 1, "payment_gateway_group": 1 } }),
        &["payment_details.payment_gateway", "payment_details.payment_gateway_group"],
    )
    .await;

    check(coffee_every("day", 30), &[]).await;
    check(coffee_every("day", 31), &["lines.0.subscription.interval_count"]).await;
    check(coffee_every("month", 30), &["lines.0.subscription.interval"]).await;
    let kettle_daily = json!([{
        "product_id": kettle, "quantity": 1,
        "subscription": { "interval": "day", "interval_count": 30 },
    }]);
    check(lines(kettle_daily), &["lines.0.subscription.non_field_errors"]).await;
    let free = json!([{
        "product_id": coffee, "quantity": 1, "price": "0.00",
        "subscription": { "interval": "day", "interval_count": 30 },
    }]);
    check(json!({ "lines": free, "shipping_price": "0.00" }), &["non_field_errors"]).await;

    assert_eq!(shop.books().orders.len(), 0);
    assert_eq!(shop.books().payment_pages.len(), 3, "only good requests open a page");
}

#[tokio::test]
async fn all_that_the_guides_allow_is_accepted() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let methods = [
        "link",
        "paypal",
        "klarna",
        "twint",
        "affirm",
        "bancontact",
        "ideal",
        "sepa_debit",
        "apple_pay",
        "google_pay",
    ];
    for method in methods {
        let mut order = american_order("jane@example.com", json!([line(kettle, 1)]));
        order["payment_method"] = json!(method);
        shop.place(&order).await;
    }
    let mut test_card = american_order("jane@example.com", json!([line(kettle, 1)]));
    merge(
        &mut test_card,
        &json!({
            "payment_method": "card_token",
            "payment_details": {
                "card_token": "test_3ds_card", "payment_gateway": 43, "payment_gateway_group": 7,
                "reference_transaction_id": null, "save_card": true,
            },
            "metadata": { "shift": "late" }, "send_receipt": false, "offers": [],
            "tags": ["pos", null],
            "attribution": { "agent": 77, "metadata": { "x": 1 }, "utm_medium": "pos" },
            "vouchers": null, "status": null, "date_placed": null, "shipping_code": null,
        }),
    );
    shop.place(&test_card).await;
}

/// Sets the fields of `changes`, those of objects one by one.
fn merge(order: &mut Value, changes: &Value) {
    for (name, value) in changes.as_object().unwrap() {
        match (&mut order[name], value) {
            (inner @ Value::Object(_), Value::Object(_)) => merge(inner, value),
            (field, value) => *field = value.clone(),
        }
    }
}
