//! A store that does not hold still: its merchant changes the catalogue while a till reads it.

use practice_store::{Goods, NewProduct, NewVariant, NotChanged, Options};
use serde_json::{Value, json};

use crate::support::{Call, Shop, american_order, line};

fn ids(products: &[Value]) -> Vec<u64> {
    products.iter().map(|product| product["id"].as_u64().unwrap()).collect()
}

fn results(page: &Value) -> &[Value] {
    page["results"].as_array().unwrap()
}

fn next<'a>(shop: &Shop, page: &'a Value) -> &'a str {
    shop.path_of(page["next"].as_str().unwrap())
}

fn new_product(title: &str, sku: &str) -> NewProduct {
    let variant = NewVariant {
        title: String::new(),
        sku: sku.to_owned(),
        barcode: Some("2009990000012".to_owned()),
        price_minor: 1250,
    };
    NewProduct { title: title.to_owned(), variants: vec![variant] }
}

#[tokio::test]
async fn a_walk_goes_on_when_a_product_is_removed_in_the_middle() {
    let shop = Shop::open().await;
    let all = ids(&shop.walk("/products/").await);
    let first = shop.read("/products/").await;
    // The last product of the first page, by which the next one is found, and one that is to come.
    for gone in [all[19], all[25]] {
        shop.store.merchant().remove_product(gone).unwrap();
    }
    let second = shop.read(next(&shop, &first)).await;
    let expected: Vec<u64> = all[20..41].iter().copied().filter(|id| *id != all[25]).collect();
    assert_eq!(ids(results(&second)), expected);
    let back = shop.read(shop.path_of(second["previous"].as_str().unwrap())).await;
    assert_eq!(ids(results(&back)), all[..19]);
}

#[tokio::test]
async fn a_page_whose_products_are_all_gone_is_empty_and_leads_back() {
    let shop = Shop::open().await;
    let all = ids(&shop.walk("/products/").await);
    let first = shop.read("/products/").await;
    for gone in &all[20..] {
        shop.store.merchant().remove_product(*gone).unwrap();
    }
    let second = shop.read(next(&shop, &first)).await;
    assert_eq!((&second["results"], &second["next"]), (&json!([]), &Value::Null));
    let back = shop.read(shop.path_of(second["previous"].as_str().unwrap())).await;
    assert_eq!(back["results"], first["results"]);
}

#[tokio::test]
async fn what_was_removed_is_nowhere_anymore() {
    let shop = Shop::open().await;
    let Goods { product_id, variant_ids } = shop.store.merchant().find("KET-WAL-BR").unwrap();
    let product = shop.read(&format!("/products/{product_id}/")).await;
    shop.store.merchant().remove_product(product_id).unwrap();

    assert_eq!(shop.get(&format!("/products/{product_id}/")).await.status, 404);
    assert_eq!(shop.get(&format!("/products/variants/{}/", variant_ids[0])).await.status, 404);
    assert_eq!(shop.read("/products/?sku=KET-WAL-BR").await["results"], json!([]));
    for address in [&product["url"], &product["images"][0]["src"]] {
        assert_eq!(Call::get(address.as_str().unwrap()).send().await.status, 404);
    }
    let order = american_order("jane@example.com", json!([line(variant_ids[0], 1)]));
    let refused = shop.post("/orders/", &order).await;
    assert_eq!((refused.status, refused.json()["lines"][0]["product_id"].is_array()), (400, true));
    assert_eq!(
        shop.store.merchant().remove_product(product_id),
        Err(NotChanged::NoSuchProduct(product_id))
    );
}

#[tokio::test]
async fn a_variant_that_becomes_unavailable_cannot_be_ordered_until_it_is_back() {
    let shop = Shop::open().await;
    let variant = shop.variant("KET-WAL-BR").await;
    let order = american_order("jane@example.com", json!([line(variant, 1)]));
    let availability = async || {
        let read = shop.read(&format!("/products/variants/{variant}/")).await;
        read["purchase_availability"].as_str().unwrap().to_owned()
    };
    shop.store.merchant().set_available(variant, false).unwrap();
    assert_eq!(availability().await, "unavailable");
    assert_eq!(shop.post("/orders/", &order).await.status, 400);
    shop.store.merchant().set_available(variant, true).unwrap();
    assert_eq!(availability().await, "available");
    assert_eq!(shop.post("/orders/", &order).await.status, 201);
}

#[tokio::test]
async fn a_title_and_a_price_change_at_once() {
    let shop = Shop::open().await;
    let Goods { product_id, variant_ids } = shop.store.merchant().find("KET-WAL-BR").unwrap();
    let before = shop.read(&format!("/products/{product_id}/")).await;
    let merchant = shop.store.merchant();
    merchant.set_title(product_id, "Nußbaum-Kessel").unwrap();
    merchant.set_price(variant_ids[0], "USD", 6550).unwrap();

    let after = shop.read("/products/?title=nu%C3%9Fbaum").await["results"][0].clone();
    assert_eq!((&after["id"], &after["url"]), (&before["id"], &before["url"]));
    assert_eq!(after["variants"][0]["prices"][0]["price"], "65.50");
    assert_eq!(after["variants"][1], {
        let mut same = before["variants"][1].clone();
        same["date_updated"] = after["date_updated"].clone();
        same
    });
    assert_eq!(after["date_created"], before["date_created"]);
    assert_ne!(after["date_updated"], before["date_updated"]);
    let cart = json!({ "lines": [line(variant_ids[0], 2)] });
    assert_eq!(shop.post("/carts/", &cart).await.json()["total_incl_tax"], "131.00");
}

#[tokio::test]
async fn prices_that_cannot_be_are_refused() {
    let shop = Shop::open().await;
    let variant = shop.variant("KET-WAL-BR").await;
    let check = |currency: &str, minor: i64, expected: Result<(), NotChanged>| {
        assert_eq!(shop.store.merchant().set_price(variant, currency, minor), expected);
    };
    check("USD", 0, Ok(()));
    check("USD", -1, Err(NotChanged::NoSuchPrice(-1)));
    check("JPY", 640_050, Err(NotChanged::NoSuchPrice(640_050)));
    check("USD", 1_000_000_000_000, Err(NotChanged::NoSuchPrice(1_000_000_000_000)));
    check("CHF", 100, Err(NotChanged::NoSuchCurrency("CHF".to_owned())));
    let missing = shop.store.merchant().set_price(1, "USD", 100);
    assert_eq!(missing, Err(NotChanged::NoSuchVariant(1)));
}

#[tokio::test]
async fn a_new_product_comes_last_and_can_be_sold() {
    let shop = Shop::open().await;
    let all = ids(&shop.walk("/products/").await);
    let first = shop.read("/products/").await;
    let goods = shop.store.merchant().add_product(new_product("Té de tilo", "TEA-TIL")).unwrap();
    let mut path = next(&shop, &first).to_owned();
    let last = loop {
        let page = shop.read(&path).await;
        match page["next"].as_str() {
            Some(next) => path = shop.path_of(next).to_owned(),
            None => break page,
        }
    };
    let product = results(&last).last().unwrap();
    assert_eq!(product["id"], json!(goods.product_id));
    assert!(goods.product_id > *all.last().unwrap());
    let variant = &product["variants"][0];
    assert_eq!((&variant["sku"], &variant["upc"]), (&json!("TEA-TIL"), &json!("2009990000012")));
    let picture = Call::get(product["images"][0]["src"].as_str().unwrap()).send().await;
    assert_eq!(picture.status, 200);
    let lines = json!([line(goods.variant_ids[0], 1)]);
    let order = shop.sell(&american_order("pays+auto@example.com", lines)).await;
    assert_eq!(order["lines"][0]["price_excl_tax"], "12.50");

    let nothing = NewProduct { title: "Nothing".to_owned(), variants: Vec::new() };
    assert_eq!(shop.store.merchant().add_product(nothing), Err(NotChanged::NoVariants));
}

#[tokio::test]
async fn ids_are_not_given_again() {
    let shop = Shop::open().await;
    let merchant = shop.store.merchant();
    let first = merchant.add_product(new_product("First", "ONE")).unwrap();
    merchant.remove_product(first.product_id).unwrap();
    let second = merchant.add_product(new_product("Second", "TWO")).unwrap();
    assert!(second.product_id > first.variant_ids[0]);
}

#[tokio::test]
async fn a_cursor_that_is_over_is_no_cursor() {
    let shop = Shop::open().await;
    let first = shop.read("/products/").await;
    let next = next(&shop, &first);
    assert_eq!(shop.get(next).await.status, 200);
    shop.store.expire_cursors();
    let made_up = "/products/?cursor=made-up";
    for path in [next, made_up, "/orders/?cursor=cD0xMDE%3D", "/users/?cursor="] {
        let answer = shop.get(path).await;
        assert_eq!((answer.status, answer.json()), (404, json!({ "detail": "Invalid cursor" })));
    }
    let again = shop.read("/products/").await;
    assert_eq!(shop.get(shop.path_of(again["next"].as_str().unwrap())).await.status, 200);
}

#[tokio::test]
async fn the_catalogue_ends_with_the_store() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        folder: Some(folder.path().to_owned()),
        requests_per_second: None,
        ..Options::default()
    };
    let shop = Shop::with(options()).await;
    let kettle = shop.store.merchant().find("KET-WAL-BR").unwrap();
    shop.store.merchant().remove_product(kettle.product_id).unwrap();
    shop.store.stop().await;
    let shop = Shop::with(options()).await;
    assert_eq!(shop.store.merchant().find("KET-WAL-BR"), Some(kettle));
}
