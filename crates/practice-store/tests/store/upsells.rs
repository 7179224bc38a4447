//! More for an order that was paid.

use serde_json::json;

use crate::support::{Shop, american_order, line};

#[tokio::test]
async fn an_upsell_charges_once_and_appends_its_line() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let mug = shop.variant("MUG-STO-CRM").await;
    let order = shop.sell(&american_order("pays+auto@example.com", json!([line(kettle, 1)]))).await;
    let path = format!("/orders/{}/add-line-items/", order["number"].as_str().unwrap());
    let request = json!({
        "lines": [{ "product_id": mug, "quantity": 2, "price": "10.00", "is_upsell": true }],
        "payment_details": { "payment_gateway": 43 },
    });
    let answer = shop.post(&path, &request).await;
    assert_eq!(answer.status, 200);
    let upsold = answer.json();
    let added = &upsold["lines"][1];
    assert_eq!((&added["is_upsell"], &added["price_incl_tax"]), (&json!(true), &json!("21.78")));
    let debit = &upsold["transactions"][1];
    assert_eq!((&debit["amount"], &debit["status"]), (&json!("21.78"), &json!("succeeded")));
    assert_eq!(debit["payment_details"]["gateway"]["id"], 43);
    assert_eq!(
        (&order["total_incl_tax"], &upsold["total_incl_tax"]),
        (&json!("74.67"), &json!("96.45"))
    );
    assert_eq!(shop.books().orders[0].charges(), 2);
}

#[tokio::test]
async fn what_cannot_be_added_charges_nothing() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let sold_out = shop.variant("MUG-STO-CHA").await;
    let order = shop.sell(&american_order("pays+auto@example.com", json!([line(kettle, 1)]))).await;
    let path = format!("/orders/{}/add-line-items/", order["number"].as_str().unwrap());
    let faults = shop.post(&path, &json!({ "lines": [line(kettle, 1), line(sold_out, 1)] })).await;
    assert_eq!(faults.status, 400);
    assert_eq!(faults.json()["lines"][0], json!({}));
    assert!(faults.json()["lines"][1]["product_id"].is_array());
    assert_eq!(
        shop.post("/orders/1/add-line-items/", &json!({ "lines": [line(kettle, 1)] })).await.status,
        404
    );
    assert_eq!(shop.books().orders[0].transactions.len(), 1);
}
