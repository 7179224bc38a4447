//! An upsell is charged at the price that the seller and the customer were shown.

use serde_json::json;
use tillway_tests::sale::minor;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop, Wire};

const ADD: &str = "/orders/{number}/add-line-items/";

#[tokio::test]
async fn an_offers_own_price_is_what_the_store_charges() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let tea = till.variant(TEA).await;
    till.offer_as(TEA, json!({ "price": "5.00" })).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_eq!(sold.upsell(tea).and_then(|offer| minor(&offer["price"])), Some(500));

    let charged = till.add_upsell(sold.id(), tea).await;
    assert_eq!(charged.charge_state(tea), Some("charged"));
    let line = json!({ "product_id": tea, "quantity": 1, "price": "5.00", "is_upsell": true });
    assert_eq!(wire.sent("POST", ADD), [json!({ "lines": [line] })]);
    let order = shop.order_of(sold.id());
    let added = order.total_minor - sold.total_minor().expect("it was paid");
    assert_eq!(charged.upsell(tea).and_then(|u| minor(&u["amount"])), Some(added));
    assert!((500..600).contains(&added), "the price and its tax: {added}");
    till.verify().await;
}

#[tokio::test]
async fn a_price_that_changed_since_it_was_shown_is_not_charged() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let tea = till.variant(TEA).await;
    let offers = till.offer_as(TEA, json!({ "price": "5.00" })).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let id = &offers["offers"][0]["id"];
    till.offer_as(TEA, json!({ "id": id, "price": "7.00" })).await;

    let refused = till.call("add_upsell", sold.click(tea)).await.expect_err("it was 5.00");
    assert_eq!((refused.code(), wire.of("POST", ADD).len()), ("price_changed", 0));
    let told = till.last_told(sold.id()).expect("the till says so");
    assert_eq!(told.upsell(tea).and_then(|offer| minor(&offer["price"])), Some(700));
    assert_eq!(till.add_upsell(sold.id(), tea).await.charge_state(tea), Some("charged"));
    assert_eq!(shop.order_of(sold.id()).charges(), 2);
}

#[tokio::test]
async fn a_declined_offer_is_tried_again_at_the_price_of_now() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let tea = till.variant(TEA).await;
    let offers = till.offer_as(TEA, json!({ "price": "5.00" })).await;
    let sold = till.paid(&[KETTLE], Buyer::new("upsell-declines@example.com")).await;
    till.add_upsell(sold.id(), tea).await;
    till.offer_as(TEA, json!({ "id": offers["offers"][0]["id"], "price": "7.00" })).await;
    let declined = till.sale(sold.id()).await;
    assert_eq!(declined.charge_state(tea), Some("declined"));
    assert_eq!(declined.upsell(tea).and_then(|offer| minor(&offer["price"])), Some(700));
    till.add_upsell(sold.id(), tea).await;
    let sent = wire.sent("POST", ADD);
    let prices: Vec<_> = sent.iter().map(|body| &body["lines"][0]["price"]).collect();
    assert_eq!(prices, ["5.00", "7.00"]);
}
