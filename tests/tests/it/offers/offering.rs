//! Which upsells a paid order is offered, and that they stay.

use serde_json::{Value, json};
use tillway_tests::shop::{COFFEE, E_BOOK, KETTLE, TEA};
use tillway_tests::{Buyer, Sale, Setup, Shop, Till};

/// The variants on show, in the order of the buttons.
fn shown(sale: &Sale) -> Vec<i64> {
    let upsells = sale.view()["upsells"].as_array().expect("a list");
    upsells.iter().map(|upsell| upsell["variantId"].as_i64().expect("a variant")).collect()
}

/// The ids of the merchant's offers, in their sequence.
fn ids(offers: &Value) -> Vec<i64> {
    let offers = offers["offers"].as_array().expect("a list");
    offers.iter().map(|offer| offer["id"].as_i64().expect("an id")).collect()
}

async fn product(till: &Till, sku: &str) -> i64 {
    let search = json!({ "query": sku, "after": null, "limit": 1 });
    let found = till.ask("search_products", search).await;
    found["hits"][0]["productId"].as_i64().expect("a product")
}

async fn next_paid(till: &Till, skus: &[&str]) -> Sale {
    till.ask("new_sale", json!({})).await;
    till.paid(skus, Buyer::new("grace@example.com")).await
}

#[tokio::test]
async fn the_merchants_own_offers_come_first_in_their_sequence() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (coffee, book) = (till.variant(COFFEE).await, till.variant(E_BOOK).await);
    till.offer(COFFEE).await;
    let offers = till.offer_as(E_BOOK, json!({})).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_eq!(shown(&sold)[..2], [coffee, book]);
    assert!(shown(&sold).contains(&till.variant(TEA).await), "then what the store recommends");

    let moved = till.ask("move_offer", json!({ "id": ids(&offers)[1], "to": 0 })).await;
    assert_eq!(ids(&moved), [ids(&offers)[1], ids(&offers)[0]]);
    let other = next_paid(&till, &[KETTLE]).await;
    assert_eq!(shown(&other)[..2], [book, coffee]);
    assert_eq!(shown(&till.sale(sold.id()).await), shown(&sold), "what was offered stays");
    till.verify().await;
}

#[tokio::test]
async fn an_offer_is_for_the_orders_that_it_says() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (coffee, tea) = (till.variant(COFFEE).await, product(&till, TEA).await);
    let only_with_tea = till.offer_as(COFFEE, json!({ "products": [tea] })).await;
    assert_ne!(only_with_tea["offers"][0]["products"][0]["title"], Value::Null);
    let kettle = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let teas = next_paid(&till, &[TEA]).await;
    assert_eq!((shown(&kettle).contains(&coffee), shown(&teas)[0]), (false, coffee));

    let id = ids(&only_with_tea)[0];
    till.offer_as(COFFEE, json!({ "id": id, "minTotal": "60" })).await;
    let kettle = next_paid(&till, &[KETTLE]).await;
    let teas = next_paid(&till, &[TEA]).await;
    assert_eq!((shown(&kettle)[0], shown(&teas).contains(&coffee)), (coffee, false));
    let coffees = next_paid(&till, &[KETTLE, COFFEE]).await;
    assert!(!shown(&coffees).contains(&coffee), "it is in the order");

    till.offer_as(COFFEE, json!({ "id": id, "enabled": false })).await;
    assert!(!shown(&till.sale(kettle.id()).await).contains(&coffee), "it was switched off");
    till.ask("remove_offer", json!({ "id": id })).await;
    let gone = till.call("remove_offer", json!({ "id": id })).await.expect_err("it is gone");
    assert_eq!(gone.code(), "not_found");
}

#[tokio::test]
async fn an_offer_that_makes_no_sense_is_refused_by_its_fields() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let coffee = till.variant(COFFEE).await;
    let offer = |price: &str, min_total: &str| {
        json!({ "offer": {
            "id": null, "variantId": coffee, "currency": "USD", "price": price,
            "minTotal": min_total, "products": [], "enabled": true,
        } })
    };
    let refused = till.call("save_offer", offer("1.234", "-5")).await.expect_err("no amounts");
    assert_eq!((refused.code(), refused.fields()), ("fields_to_mend", vec!["price", "minTotal"]));
    let mut unknown = offer("", "");
    unknown["offer"]["variantId"] = json!(999_999);
    let refused = till.call("save_offer", unknown).await.expect_err("nobody sells it");
    assert_eq!(refused.code(), "not_found");
    assert_eq!(till.ask("offers", json!({})).await["offers"], json!([]));
}
