//! A store of 100,000 variants, with titles in many scripts, long ones, and codes that repeat.

use std::num::NonZeroUsize;

use practice_store::CatalogueSize;
use serde_json::{Value, json};
use tillway_tests::{Setup, Shop, Till};

const VARIANTS: u32 = 100_000;

async fn search(till: &Till, query: &str, after: &Value) -> Value {
    till.ask("search_products", json!({ "query": query, "after": after, "limit": 200 })).await
}

fn hits(answer: &Value) -> &[Value] {
    answer["hits"].as_array().expect("hits")
}

/// Whether a search for this text leads to this variant.
async fn leads_to(till: &Till, query: &str, variant: &Value) -> bool {
    let mut after = Value::Null;
    loop {
        let answer = search(till, query, &after).await;
        assert_eq!(answer["forgiven"], false, "{query:?} matches exactly");
        if hits(&answer).iter().any(|hit| hit["variantId"] == *variant) {
            return true;
        }
        after = answer["next"].clone();
        if after.is_null() {
            return false;
        }
    }
}

#[tokio::test]
async fn a_hundred_thousand_variants_come_in_and_each_is_found() {
    let shop = Shop::with(|options| {
        options.catalogue = CatalogueSize::Grown { variants: VARIANTS, seed: 7 };
        options.page_size = NonZeroUsize::new(500).expect("not zero");
    })
    .await;
    let till = Setup::default().unpaced().at(&shop).await;
    let told = till
        .until_told("the whole catalogue", |event| {
            event["catalogue"]["state"] == "ready" && event["catalogue"]["syncedAt"].is_i64()
        })
        .await;
    assert_eq!(told["catalogue"]["variants"], VARIANTS);

    // Pages from all over the catalogue: places are tiers and rows.
    for row in [0, 25_000, 50_000, 75_000, 99_000] {
        let page = search(&till, "", &json!(format!("1:{row}"))).await;
        for hit in hits(&page).iter().step_by(23) {
            let title = hit["title"].as_str().expect("a title");
            let words: Vec<&str> = title
                .split_whitespace()
                .filter(|word| word.contains(char::is_alphanumeric))
                .collect();
            let query = format!("{} {}", words[words.len() - 1], words[0]);
            assert!(leads_to(&till, &query, &hit["variantId"]).await, "{query:?} of {title:?}");
            if let Some(sku) = hit["sku"].as_str() {
                let found = search(&till, sku, &Value::Null).await;
                assert_eq!(hits(&found)[0]["sku"], sku, "a code comes first");
            }
        }
    }
}
