//! Prices, quantities, currencies and quotes: nothing that makes no sense is taken, nothing is lost.

use serde_json::{Value, json};
use tillway_tests::shop::{COFFEE, KETTLE};
use tillway_tests::{Buyer, Setup, Shop, Till, Wire};

async fn refused(till: &Till, change: Value) -> String {
    let result = till.call("change_cart", json!({ "change": change.clone() })).await;
    result.expect_err(&change.to_string()).code().to_owned()
}

#[tokio::test]
async fn an_edit_that_makes_no_sense_changes_nothing() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let before = till.sale(&sale).await.cart();
    for price in ["1e9", "-1", "1,5", "NaN", "1.234", "99999999999999", "twelve", "１２", ""] {
        let change = json!({ "kind": "price", "line": 1, "price": price });
        assert_eq!(refused(&till, change).await, "cart_refused", "{price:?}");
    }
    for quantity in [0, -3, 10_000, 1_000_000_000_000i64] {
        let change = json!({ "kind": "quantity", "line": 1, "quantity": quantity });
        assert_eq!(refused(&till, change).await, "cart_refused", "{quantity}");
    }
    assert_eq!(till.sale(&sale).await.cart(), before);
}

#[tokio::test]
async fn a_removed_line_comes_back_as_it_was_even_after_a_crash() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let sale = till.cart(&[COFFEE, KETTLE], Buyer::new("grace@example.com")).await;
    for change in [
        json!({ "kind": "quantity", "line": 1, "quantity": 3 }),
        json!({ "kind": "price", "line": 1, "price": "20" }),
        json!({ "kind": "subscribe", "line": 1,
                "subscription": { "interval": "day", "intervalCount": 30 } }),
    ] {
        till.change(change).await;
    }
    let before = till.sale(&sale).await.cart();
    till.change(json!({ "kind": "remove", "line": 1 })).await;
    till.kill().await;
    till.restart().await;
    till.change(json!({ "kind": "restore", "line": 1 })).await;
    assert_eq!(till.sale(&sale).await.cart(), before);
}

#[tokio::test]
async fn a_subscription_for_nothing_is_not_sent() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[COFFEE], Buyer::new("grace@example.com")).await;
    till.change(json!({ "kind": "subscribe", "line": 1,
                        "subscription": { "interval": "day", "intervalCount": 30 } }))
        .await;
    till.change(json!({ "kind": "price", "line": 1, "price": "0" })).await;
    let refused = till.call("charge", json!({ "saleId": sale })).await.expect_err("for nothing");
    assert_eq!((refused.code(), refused.fields()), ("fields_to_mend", vec!["lines"]));
    assert_eq!(shop.placings(), 0);
    till.change(json!({ "kind": "price", "line": 1, "price": "0.01" })).await;
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
}

#[tokio::test]
async fn a_sale_turns_to_another_currency_and_is_paid_in_it() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.change(json!({ "kind": "price", "line": 1, "price": "1" })).await;
    let turned = till.ask("change_currency", json!({ "currency": "EUR" })).await;
    let line = &turned["lines"][0];
    assert_eq!((&turned["currency"], &line["overridden"]), (&json!("EUR"), &json!(false)));
    assert_eq!(line["unitPrice"]["currency"], "EUR");
    assert_eq!(turned["estimate"]["items"], line["unitPrice"]);
    till.charge(&sale).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.view()["order"]["total"]["currency"], "EUR");
    let unknown = till.call("change_currency", json!({ "currency": "XXX" })).await;
    assert!(unknown.is_ok(), "an empty cart has no price to lack");
}

#[tokio::test]
async fn a_currency_in_which_something_has_no_price_is_refused_by_name() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let before = till.sale(&sale).await.cart();
    let result = till.call("change_currency", json!({ "currency": "CHF" })).await;
    assert_eq!(result.expect_err("no price").code(), "cart_refused");
    assert_eq!(till.sale(&sale).await.cart(), before);
}

#[tokio::test]
async fn a_quote_is_the_stores_and_is_gone_with_the_next_edit() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.change(json!({ "kind": "vouchers", "codes": ["SPRING10"] })).await;
    assert!(till.sale(&sale).await.view()["quote"].is_null());
    let quoted = till.ask_of("quote_sale", &sale).await;
    let quote = &quoted.view()["quote"];
    assert_eq!(quote["items"]["amount"], "57.60");
    assert_eq!(quote["discount"]["amount"], "6.40");
    assert_eq!(wire.sent("POST", "/carts/")[0]["vouchers"], json!(["SPRING10"]));
    let noted = till.change(json!({ "kind": "note", "note": "Ring twice" })).await;
    assert_eq!(noted.view()["quote"], *quote, "it stays while what is asked for does");
    let edited = till.change(json!({ "kind": "quantity", "line": 1, "quantity": 2 })).await;
    assert!(edited.view()["quote"].is_null());
    assert_eq!(shop.placings(), 0, "a quote places nothing");
}

#[tokio::test]
async fn without_carts_write_there_is_no_quote_and_selling_goes_on() {
    let shop = Shop::without("carts:write").await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let refused =
        till.call("quote_sale", json!({ "saleId": sale })).await.expect_err("not allowed");
    assert_eq!(refused.code(), "permission_missing");
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
}
