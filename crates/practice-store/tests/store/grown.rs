//! A catalogue that is grown by a seed, as a till reads it.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;

use practice_store::{CatalogueSize, Options};
use serde_json::Value;

use crate::support::{Call, Shop};

/// What a till tells products apart by, without the links, which bear the port.
fn facts(products: &[Value]) -> Vec<String> {
    let variant = |variant: &Value| {
        format!(
            "{} {} {} {} {}",
            variant["id"], variant["title"], variant["sku"], variant["upc"], variant["prices"]
        )
    };
    let product = |product: &Value| {
        let variants: Vec<_> = variants_of(product).map(variant).collect();
        format!("{} {} {variants:?}", product["id"], product["title"])
    };
    products.iter().map(product).collect()
}

fn variants_of(product: &Value) -> impl Iterator<Item = &Value> {
    product["variants"].as_array().unwrap().iter()
}

/// The distinct values of a field, each with the products that have it.
fn owners<'a>(products: &'a [Value], field: &str) -> HashMap<&'a str, HashSet<u64>> {
    let mut owners: HashMap<_, HashSet<u64>> = HashMap::new();
    for product in products {
        for value in variants_of(product).filter_map(|variant| variant[field].as_str()) {
            owners.entry(value).or_default().insert(product["id"].as_u64().unwrap());
        }
    }
    owners
}

#[tokio::test]
async fn a_seed_sells_the_same_each_time_and_the_standard_goods_first() {
    let first = facts(&Shop::grown(1200, 7).await.walk("/products/").await);
    assert_eq!(facts(&Shop::grown(1200, 7).await.walk("/products/").await), first);

    let standard = facts(&Shop::open().await.walk("/products/").await);
    assert_eq!(first[..standard.len()], standard);
    let larger = facts(&Shop::grown(1300, 7).await.walk("/products/").await);
    let whole = first.len() - 1;
    assert_eq!(larger[..whole], first[..whole], "the last one may have fewer variants");
    let other = facts(&Shop::grown(1200, 8).await.walk("/products/").await);
    assert_eq!(other[..standard.len()], standard);
    assert_ne!(other[standard.len()..], first[standard.len()..]);
}

#[tokio::test]
async fn exactly_as_many_variants_are_sold_as_were_asked_for() {
    for asked in [1200, 1201, 1202] {
        let products = Shop::grown(asked, 7).await.walk("/products/").await;
        let count: usize = products.iter().map(|product| variants_of(product).count()).sum();
        assert_eq!(count, asked as usize);
    }
    let fewest = Shop::grown(3, 7).await.walk("/products/").await;
    assert_eq!(fewest.len(), 80, "the standard goods are always there");
}

#[tokio::test]
async fn codes_are_as_untidy_as_those_of_a_real_shop() {
    let products = Shop::grown(4000, 7).await.walk("/products/").await;
    let barcodes = owners(&products, "upc");
    let weights = [1, 3].into_iter().cycle();
    let is_checked = |code: &str| {
        let digits = code.chars().rev().map(|digit| digit.to_digit(10).unwrap());
        digits.zip(weights.clone()).map(|(digit, weight)| digit * weight).sum::<u32>() % 10 == 0
    };
    let wrong: Vec<_> = barcodes.keys().filter(|code| !is_checked(code)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let lengths: HashSet<_> = barcodes.keys().map(|code| code.len()).collect();
    assert_eq!(lengths, [8, 12, 13].into());
    for length in [8, 13] {
        let zeros = |code: &&&str| code.len() == length && code.starts_with('0');
        assert!(barcodes.keys().filter(zeros).count() > 10, "{length} digits");
    }
    for (field, owners) in [("upc", barcodes), ("sku", owners(&products, "sku"))] {
        let shared = owners.values().filter(|products| products.len() > 1).count();
        assert!((1..50).contains(&shared), "{field}: {shared} are shared");
    }
}

#[tokio::test]
async fn what_is_recommended_is_sold_and_what_is_sold_has_a_picture() {
    let shop = Shop::grown(1200, 7).await;
    let products = shop.walk("/products/").await;
    let ids: HashSet<_> = products
        .iter()
        .flat_map(|product| {
            variants_of(product).map(|variant| &variant["id"]).chain([&product["id"]])
        })
        .collect();
    let recommended: Vec<_> = products
        .iter()
        .flat_map(|product| product["recommended_products"].as_array().unwrap())
        .collect();
    assert!(recommended.len() > 200);
    assert!(recommended.iter().all(|id| ids.contains(id)));

    let last = products.last().unwrap();
    let picture = Call::get(last["images"][0]["src"].as_str().unwrap()).send().await;
    assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/svg+xml")));
    let page = Call::get(last["url"].as_str().unwrap()).send().await;
    assert_eq!(page.status, 200);
    let alone = shop.read(&format!("/products/{}/", last["id"])).await;
    assert_eq!(&alone, last);
}

#[tokio::test]
async fn pages_are_as_large_as_the_store_was_told() {
    for (page_size, sizes) in [(33, vec![33, 33, 14]), (80, vec![80]), (1000, vec![80])] {
        let shop = Shop::with(Options {
            page_size: NonZeroUsize::new(page_size).unwrap(),
            requests_per_second: None,
            ..Options::default()
        })
        .await;
        let mut page = shop.read("/products/").await;
        let mut seen = vec![page["results"].as_array().unwrap().len()];
        while let Some(next) = page["next"].as_str() {
            page = shop.read(shop.path_of(next)).await;
            seen.push(page["results"].as_array().unwrap().len());
        }
        assert_eq!(seen, sizes);
    }
    let default = Options::default();
    assert_eq!((default.page_size.get(), default.catalogue), (20, CatalogueSize::Standard));
}
