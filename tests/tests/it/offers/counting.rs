//! How often each offer was made and taken, and what that brought.

use serde_json::json;
use tillway_tests::sale::minor;
use tillway_tests::shop::{COFFEE, KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop};

#[tokio::test]
async fn what_was_offered_is_counted_once_for_each_paid_sale_and_taken_once_charged() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let (tea, coffee) = (till.variant(TEA).await, till.variant(COFFEE).await);
    till.offer(COFFEE).await;
    let first = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let charged = till.add_upsell(first.id(), coffee).await;
    till.add_upsell(first.id(), tea).await;
    till.ask("new_sale", json!({})).await;
    let second = till.paid(&[KETTLE], Buyer::new("upsell-declines@example.com")).await;
    till.add_upsell(second.id(), coffee).await;
    for sale in [&first, &second] {
        till.ask_of("refresh_order", sale.id()).await;
    }

    till.restart().await;
    let view = till.ask("offers", json!({})).await;
    let own = &view["offers"][0]["count"];
    assert_eq!(
        (&own["offered"], &own["taken"], &own["percent"]),
        (&json!(2), &json!(1), &json!(50))
    );
    let brought = charged.upsell(coffee).and_then(|upsell| minor(&upsell["amount"]));
    assert_eq!(minor(&own["revenue"][0]), brought);
    assert_eq!(view["recommended"]["taken"], 1, "the tea, which the store recommends");
    till.verify().await;
}

#[tokio::test]
async fn an_offer_whose_product_the_store_took_out_is_named_and_marked() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    till.until_told("the whole catalogue", |event| event["catalogue"]["state"] == "ready").await;
    let offers = till.offer_as(COFFEE, json!({})).await;
    let title = offers["offers"][0]["title"].clone();
    assert_eq!(offers["offers"][0]["unavailable"], false);
    let coffee = till.variant(COFFEE).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let coffees = shop.merchant().find(COFFEE).expect("it is sold");
    shop.merchant().remove_product(coffees.product_id).expect("there");
    let before = till.snapshot().await["catalogue"]["syncedAt"].clone();
    till.ask("sync_catalogue", json!({})).await;
    till.until_told("the catalogue again", |event| {
        let catalogue = &event["catalogue"];
        catalogue["state"] == "ready" && catalogue["syncedAt"] != before
    })
    .await;
    let offers = till.ask("offers", json!({})).await;
    assert_eq!(
        (&offers["offers"][0]["title"], &offers["offers"][0]["unavailable"]),
        (&title, &json!(true))
    );
    assert_eq!(till.sale(sold.id()).await.upsell(coffee), None, "nobody can sell it");
}
