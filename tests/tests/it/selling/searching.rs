//! Searching through the till's own door.

use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Buyer, Setup, Shop, Till};

async fn search(till: &Till, query: &str, after: &Value, limit: u32) -> Value {
    till.ask("search_products", json!({ "query": query, "after": after, "limit": limit })).await
}

async fn complete(till: &Till) {
    till.until_told("the whole catalogue", |event| {
        event["catalogue"]["state"] == "ready" && event["catalogue"]["syncedAt"].is_i64()
    })
    .await;
}

fn variants(answer: &Value) -> Vec<i64> {
    let hits = answer["hits"].as_array().expect("hits");
    hits.iter().map(|hit| hit["variantId"].as_i64().expect("an id")).collect()
}

#[tokio::test]
async fn the_whole_catalogue_can_be_walked_in_pages() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    complete(&till).await;
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = search(&till, "", &after, 40).await;
        seen.extend(variants(&page));
        after = page["next"].clone();
        if after.is_null() {
            assert_eq!(seen.len() as u64, page["total"].as_u64().expect("a number"));
            break;
        }
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len() as u64, search(&till, "", &Value::Null, 1).await["total"]);
}

#[tokio::test]
async fn what_was_sold_comes_first_from_then_on() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    complete(&till).await;
    let kettles = variants(&search(&till, "walnut kettle", &Value::Null, 10).await);
    let last = kettles[2];
    let sale = till.ask("add_article", json!({ "variantId": last })).await;
    let id = sale["id"].as_str().expect("an id").to_owned();
    till.cart(&[], Buyer::new("grace@example.com")).await;
    till.charge(&id).await;
    let mut customer = till.customer_of(&id).await;
    customer.pay().await;
    customer.come_back().await;
    till.until_paid(&id).await;
    assert_eq!(variants(&search(&till, "walnut kettle", &Value::Null, 10).await)[0], last);
    till.restart().await;
    assert_eq!(variants(&search(&till, "", &Value::Null, 10).await)[0], last);
}

#[tokio::test]
async fn a_slip_is_forgiven_and_said() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    complete(&till).await;
    let exact = search(&till, "walnut kettle", &Value::Null, 10).await;
    let slipped = search(&till, "walnut ketle", &Value::Null, 10).await;
    assert_eq!((&exact["forgiven"], &slipped["forgiven"]), (&json!(false), &json!(true)));
    assert_eq!(variants(&slipped), variants(&exact));
    let code = search(&till, KETTLE, &Value::Null, 10).await;
    assert_eq!((code["hits"][0]["sku"].as_str(), code["total"].as_u64()), (Some(KETTLE), Some(1)));
}

#[tokio::test]
async fn anything_can_be_typed() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    complete(&till).await;
    for text in
        ["\"", "*", "^walnut", "title:x", "NOT", "a AND (", "🍵", "\u{0}", "%", "'", "-", "₿"]
    {
        search(&till, text, &Value::Null, 10).await;
        search(&till, &text.repeat(200), &json!("7:x"), 10).await;
    }
    search(&till, &"walnut ".repeat(500), &Value::Null, 10).await;
}
