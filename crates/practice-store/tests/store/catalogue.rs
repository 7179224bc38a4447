//! The catalogue as a till reads it: page after page.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::support::{Call, Shop};

#[tokio::test]
async fn a_walk_along_the_pages_meets_each_product_once() {
    let shop = Shop::open().await;
    let products = shop.walk("/products/").await;
    let ids: HashSet<_> = products.iter().map(|product| product["id"].as_u64()).collect();
    assert_eq!((products.len(), ids.len()), (80, 80));
    for product in &products {
        let alone = shop.read(&format!("/products/{}/", product["id"])).await;
        assert_eq!(&alone, product);
    }
    let variant = &products[0]["variants"][0];
    let alone = shop.read(&format!("/products/variants/{}/", variant["id"])).await;
    assert_eq!(&alone, variant);
}

#[tokio::test]
async fn pages_lead_back_as_they_led_on() {
    let shop = Shop::open().await;
    let first = shop.read("/products/").await;
    assert_eq!(first["previous"], Value::Null);
    let link = |page: &Value, which: &str| {
        page[which].as_str().unwrap().strip_prefix(&shop.url("")).unwrap().to_owned()
    };
    let second = shop.read(&link(&first, "next")).await;
    let back = shop.read(&link(&second, "previous")).await;
    assert_eq!(back["results"], first["results"]);
}

#[tokio::test]
async fn filters_stay_along_the_pages() {
    let shop = Shop::open().await;
    let honeys = shop.walk("/products/?title=HONEY").await;
    assert!(honeys.len() >= 3, "{}", honeys.len());
    assert!(honeys.iter().all(|p| p["title"].as_str().unwrap().to_lowercase().contains("honey")));

    let page = shop.read("/products/?title=e&unknown=caf%C3%A9").await;
    let next = page["next"].as_str().unwrap();
    assert!(next.contains("title=e&unknown=caf%C3%A9&cursor="), "{next}");

    let same_sku = shop.walk("/products/?sku=MUG-CMP-WHT&sku=COF-PEN").await;
    assert_eq!(same_sku.len(), 3, "two products share one SKU");
}

#[tokio::test]
async fn links_go_through_the_proxy_that_the_request_came_through() {
    let shop = Shop::open().await;
    let call = Call::get(shop.url("/products/")).header("host", "till.test:8080");
    let page = shop.admit(call).send().await.json();
    let next = page["next"].as_str().unwrap();
    assert!(next.starts_with("http://till.test:8080/api/admin/products/?cursor="), "{next}");
}

#[tokio::test]
async fn images_come_in_every_shape_that_stores_are_known_for() {
    let shop = Shop::open().await;
    let products = shop.walk("/products/").await;
    let images: Vec<_> = products
        .iter()
        .flat_map(|product| product["variants"].as_array().unwrap())
        .map(|variant| variant["images"].clone())
        .collect();
    assert!(images.iter().any(Value::is_null));
    assert!(images.iter().any(Value::is_array));
    let texts: Vec<_> = images.iter().filter_map(Value::as_str).collect();
    assert!(texts.iter().any(|url| url.starts_with('/')));
    let absolute = texts.iter().find(|url| url.starts_with("http://")).unwrap();

    let picture = Call::get(*absolute).send().await;
    assert_eq!(picture.status, 200);
    assert_eq!(picture.header("content-type"), Some("image/svg+xml"));
    assert!(picture.header("cache-control").unwrap().contains("max-age"));
}

#[tokio::test]
async fn the_store_says_how_it_sells() {
    let shop = Shop::open().await;
    let store = shop.read("/store/").await;
    let codes = |list: &Value| -> Vec<String> {
        let items = list.as_array().unwrap().iter();
        items.map(|item| item["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes(&store["available_currencies"]), ["USD", "EUR", "JPY"]);
    assert!(codes(&store["payments"]["available_payment_methods"]).contains(&"link".to_owned()));

    assert_eq!(shop.walk("/gateways/").await.len(), 3);
    assert_eq!(shop.walk("/gateway-groups/").await.len(), 2);
    let methods = shop.walk("/shipping-methods/").await;
    let pickup = methods.iter().find(|method| method["code"] == "pickup").unwrap();
    assert_eq!(pickup["prices"][0], json!({ "currency": "USD", "price_per_order": "0.00" }));
}
