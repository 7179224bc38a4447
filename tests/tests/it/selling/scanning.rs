//! Scanned codes.

use practice_store::{NewProduct, NewVariant};
use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Setup, Shop, Till};

async fn scan(till: &Till, code: &str) -> Value {
    till.ask("scan_code", json!({ "code": code })).await
}

async fn hit(till: &Till, sku: &str) -> Value {
    till.variant(sku).await;
    let found = till.ask("search_products", json!({ "query": sku, "limit": 1 })).await;
    found["hits"][0].clone()
}

fn goods(title: &str, sku: &str, barcode: &str) -> NewProduct {
    let variant = NewVariant {
        title: String::new(),
        sku: sku.to_owned(),
        barcode: Some(barcode.to_owned()),
        price_minor: 500,
    };
    NewProduct { title: title.to_owned(), variants: vec![variant] }
}

#[tokio::test]
async fn a_code_adds_its_product_however_the_scanner_sends_it() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let barcode = hit(&till, KETTLE).await["barcode"].as_str().expect("it has one").to_owned();
    let without_check = &barcode[..barcode.len() - 1];
    let scans =
        [barcode.clone(), format!("0{barcode}"), without_check.to_owned(), KETTLE.to_lowercase()];
    for (times, code) in (1..).zip(&scans) {
        let result = scan(&till, code).await;
        assert_eq!(result["kind"], "added", "{code}: {result}");
        assert_eq!(result["sale"]["lines"][0]["quantity"], times, "{code}");
    }
}

#[tokio::test]
async fn a_code_of_two_products_asks_which_and_an_unknown_one_adds_nothing() {
    let shop = Shop::open().await;
    shop.merchant().add_product(goods("Left mug", "MUG-L", "5012345678900")).expect("new");
    shop.merchant().add_product(goods("Right mug", "MUG-R", "5012345678900")).expect("new");
    let till = Setup::default().at(&shop).await;
    hit(&till, "MUG-R").await;
    let result = scan(&till, "5012345678900").await;
    assert_eq!(result["kind"], "ambiguous");
    assert_eq!(result["hits"][0]["title"], "Left mug");
    assert_eq!(result["hits"][1]["title"], "Right mug");
    for code in ["5012345678917", "MUG", "", "   ", "🍵"] {
        assert_eq!(scan(&till, code).await["kind"], "unknown", "{code:?}");
    }
    assert!(till.snapshot().await["sale"].is_null(), "nothing was begun");
}

#[tokio::test]
async fn a_code_of_something_sold_out_says_so() {
    let shop = Shop::open().await;
    let kettle = shop.merchant().find(KETTLE).expect("it is sold");
    for variant in kettle.variant_ids {
        shop.merchant().set_available(variant, false).expect("there");
    }
    let till = Setup::default().at(&shop).await;
    hit(&till, KETTLE).await;
    let result = scan(&till, KETTLE).await;
    assert_eq!((&result["kind"], &result["hit"]["sku"]), (&json!("unavailable"), &json!(KETTLE)));
}

#[tokio::test]
async fn twenty_scans_at_once_are_twenty_in_the_cart() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let barcode = hit(&till, KETTLE).await["barcode"].clone();
    let pending: Vec<_> =
        (0..20).map(|_| till.begin("scan_code", json!({ "code": barcode }))).collect();
    for scan in pending {
        assert_eq!(scan.answer().await.expect("scanned")["kind"], "added");
    }
    assert_eq!(till.snapshot().await["sale"]["lines"][0]["quantity"], 20);
}
