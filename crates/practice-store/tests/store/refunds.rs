//! Taking back what was sold.

use practice_store::TransactionKind;
use serde_json::{Value, json};

use crate::support::{Shop, american_order, line};

/// Three honeys and a kettle, to New York: 116.80 with delivery.
async fn sold(shop: &Shop) -> (String, Value) {
    let kettle = shop.variant("KET-WAL-BR").await;
    let honey = shop.variant("PAN-HEA-250").await;
    let lines = json!([line(honey, 3), line(kettle, 1)]);
    let order = shop.sell(&american_order("pays+auto@example.com", lines)).await;
    (format!("/orders/{}", order["number"].as_str().unwrap()), order)
}

#[tokio::test]
async fn a_refund_is_what_was_calculated() {
    let shop = Shop::open().await;
    let (path, order) = sold(&shop).await;
    let honey = &order["lines"][0]["id"];
    let wanted = json!({
        "refund_lines": [{ "line_id": honey, "quantity": 2 }],
        "refund_shipping": { "full_refund": true },
    });
    let calculated = shop.post(&format!("{path}/refund/calculate/"), &wanted).await.json();
    assert_eq!(calculated["refund_shipping"]["amount_incl_tax"], "4.99");
    let due = calculated["amount_incl_tax"].clone();
    assert_eq!(calculated["transactions"][0]["amount"], due);

    let request = json!({
        "note": "broken jars",
        "refund_lines": [{ "line_id": honey, "quantity": 2, "restock_type": "cancel" }],
        "refund_shipping": { "full_refund": true },
        "transactions": [{ "id": calculated["transactions"][0]["id"], "amount": due }],
    });
    let refund = shop.post(&format!("{path}/refund/"), &request).await;
    assert_eq!(refund.status, 200, "{}", refund.text());
    assert_eq!(refund.json()["total_refund_amount"], due);
    assert_eq!(refund.json()["adjustments"].as_array().unwrap().len(), 1, "no discrepancy");

    let order = shop.read(&format!("{path}/")).await;
    assert_eq!(order["payment_status"], "partially_refunded");
    assert_eq!(
        (&order["lines"][0]["quantity"], &order["lines"][0]["current_quantity"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(order["transactions"][1]["parent_id"], order["transactions"][0]["id"]);
    assert_eq!(order["refunds"][0], refund.json());

    let again = shop.post(&format!("{path}/refund/"), &request).await;
    assert_eq!(again.status, 400, "only one jar is left");
    assert!(again.json()["refund_lines"][0]["quantity"].is_array());
}

#[tokio::test]
async fn the_parts_of_a_line_add_up_to_the_line() {
    let shop = Shop::open().await;
    let (path, order) = sold(&shop).await;
    let line = &order["lines"][0];
    let mut parts = Vec::new();
    for _ in 0..3 {
        let wanted = json!({ "refund_lines": [{ "line_id": line["id"], "quantity": 1 }] });
        let calculated = shop.post(&format!("{path}/refund/calculate/"), &wanted).await.json();
        let amount = calculated["amount_incl_tax"].as_str().unwrap().to_owned();
        let request = json!({
            "refund_lines": [{ "line_id": line["id"], "quantity": 1, "restock_type": "cancel" }],
            "transactions": [{ "id": order["transactions"][0]["id"], "amount": amount }],
        });
        assert_eq!(shop.post(&format!("{path}/refund/"), &request).await.status, 200);
        parts.push(amount.replace('.', "").parse::<i64>().unwrap());
    }
    let whole = line["price_incl_tax"].as_str().unwrap().replace('.', "");
    assert_eq!(parts.iter().sum::<i64>(), whole.parse::<i64>().unwrap(), "{parts:?}");
}

#[tokio::test]
async fn more_than_was_paid_is_never_paid_back() {
    let shop = Shop::open().await;
    let (path, order) = sold(&shop).await;
    let debit = &order["transactions"][0]["id"];
    let refund = async |transactions: Value| {
        shop.post(&format!("{path}/refund/"), &json!({ "transactions": transactions })).await.status
    };
    assert_eq!(refund(json!([{ "id": debit, "amount": "116.81" }])).await, 400);
    assert_eq!(
        refund(json!([{ "id": debit, "amount": "60.00" }, { "id": debit, "amount": "60.00" }]))
            .await,
        400
    );
    assert_eq!(refund(json!([{ "id": 1, "amount": "1.00" }])).await, 400);
    assert_eq!(refund(json!([])).await, 400);
    assert_eq!(shop.books().orders[0].transactions.len(), 1);
}

#[tokio::test]
async fn a_cancelled_order_is_refunded_if_asked_and_takes_nothing_more() {
    let shop = Shop::open().await;
    let (path, order) = sold(&shop).await;
    assert_eq!(shop.post(&format!("{path}/cancel/"), &json!({})).await.status, 400);
    let request = json!({ "cancel_reason": "customer", "full_refund": true });
    let answer = shop.post(&format!("{path}/cancel/"), &request).await;
    assert_eq!(answer.status, 200);
    let canceled = answer.json();
    assert_eq!(
        (&canceled["status"], &canceled["payment_status"]),
        (&json!("canceled"), &json!("refunded"))
    );
    assert_eq!(canceled["supports_post_purchase_upsells"], false);

    let books = shop.books();
    let paid_back: i64 = books.orders[0]
        .transactions
        .iter()
        .filter(|made| made.kind == TransactionKind::Refund)
        .map(|made| made.amount_minor)
        .sum();
    assert_eq!((paid_back, books.orders[0].is_canceled), (books.orders[0].total_minor, true));

    assert_eq!(shop.post(&format!("{path}/cancel/"), &request).await.status, 400, "only once");
    let more = json!({ "lines": [line(order["lines"][0]["variant_id"].as_u64().unwrap(), 1)] });
    assert_eq!(shop.post(&format!("{path}/add-line-items/"), &more).await.status, 400);
}
