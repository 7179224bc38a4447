//! Upsells: one click, one charge.

use serde_json::json;
use tillway_tests::sale::minor;
use tillway_tests::shop::{COFFEE, KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop, Wire};

const ADD: &str = "/orders/{number}/add-line-items/";

#[tokio::test]
async fn an_upsell_is_charged_with_one_click() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let settings = json!({ "paymentGateway": 43, "paymentGatewayGroup": 7 });
    till.ask("save_settings", json!({ "settings": settings })).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    assert_eq!(sold.upsell(tea).map(|offer| &offer["state"]), Some(&json!(null)), "it is on offer");

    let charged = till.add_upsell(sold.id(), tea).await;
    assert_eq!(charged.charge_state(tea), Some("charged"));
    let order = shop.order_of(sold.id());
    let charge = order.transactions.last().expect("a second charge");
    assert_eq!(order.charges(), 2);
    assert_eq!(charged.upsell(tea).and_then(|u| minor(&u["amount"])), Some(charge.amount_minor));
    assert_eq!(charged.total_minor(), Some(order.total_minor));
    assert_eq!(&charged.story()[6..], ["upsell_intended", "upsell_sent", "upsell_charged"]);
    let sent = wire.sent("POST", ADD);
    let line = json!({ "product_id": tea, "quantity": 1, "is_upsell": true });
    let through = json!({ "payment_gateway": 43, "payment_gateway_group": 7 });
    assert_eq!(sent, [json!({ "lines": [line], "payment_details": through })]);
    till.verify().await;
}

#[tokio::test]
async fn a_declined_upsell_says_why_and_can_be_clicked_again() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("upsell-declines@example.com")).await;
    let tea = till.variant(TEA).await;
    for tried in 1..=2 {
        let declined = till.add_upsell(sold.id(), tea).await;
        let upsell = declined.upsell(tea).expect("it is still there");
        assert_eq!(upsell["state"], "declined", "{declined}");
        assert_eq!(upsell["reason"], "The payment was declined.");
        assert_eq!(upsell["responseCode"], "2001");
        assert_eq!(declined.times("upsell_declined"), tried);
    }
    let order = shop.order_of(sold.id());
    assert_eq!((order.charges(), order.transactions.len()), (1, 3), "two declines, no charge");
    till.verify().await;
}

#[tokio::test]
async fn an_order_that_takes_no_upsells_offers_none() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("no-upsells@example.com")).await;
    assert_eq!(sold.view()["order"]["supportsUpsells"], false);
    assert_eq!(sold.view()["upsells"], json!([]));
    let tea = till.variant(TEA).await;
    let price = json!({ "amount": "9.50", "currency": "USD" });
    let click = json!({ "saleId": sold.id(), "variantId": tea, "price": price });
    let refused = till.call("add_upsell", click).await.expect_err("the order takes none");
    assert_eq!(refused.code(), "unavailable");
    assert!(wire.of("POST", ADD).is_empty());
}

#[tokio::test]
async fn a_second_click_on_an_upsell_charges_nothing_more() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    till.offer(COFFEE).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let (tea, coffee) = (till.variant(TEA).await, till.variant(COFFEE).await);
    let click = |variant: i64| till.begin("add_upsell", sold.click(variant));

    let mut held = wire.on("POST", ADD).hold_after();
    let first = click(tea);
    held.arrived().await;
    for variant in [tea, coffee] {
        let refused = click(variant).answer().await.expect_err("one at a time");
        assert_eq!(refused.code(), "upsell_busy");
    }
    held.release();
    first.answer().await.expect("the first click counts");

    let refused = click(tea).answer().await.expect_err("it was charged");
    assert_eq!(refused.code(), "upsell_busy");
    assert_eq!(wire.of("POST", ADD).len(), 1);
    assert_eq!(shop.order_of(sold.id()).charges(), 2);

    click(coffee).answer().await.expect("it is another's turn");
    assert_eq!(shop.order_of(sold.id()).charges(), 3);
    till.verify().await;
}

#[tokio::test]
async fn clicks_on_an_upsell_at_the_same_moment_charge_once() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    let click = sold.click(tea);
    let clicks: Vec<_> = (0..8).map(|_| till.begin("add_upsell", click.clone())).collect();
    let mut done = 0;
    for click in clicks {
        match click.answer().await {
            Ok(_) => done += 1,
            Err(refused) => assert_eq!(refused.code(), "upsell_busy"),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(wire.of("POST", ADD).len(), 1);
    assert_eq!(shop.order_of(sold.id()).charges(), 2);
    till.verify().await;
}

#[tokio::test]
async fn what_the_store_captures_later_is_not_taken_for_an_upsells_money() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    wire.on("POST", ADD).rewrite(|order| {
        let charges = order["transactions"].as_array_mut().expect("transactions");
        let mut capture = charges[0].clone();
        capture["parent_id"] = capture["id"].clone();
        capture["id"] = json!(999_999);
        capture["type"] = json!("capture");
        charges.insert(1, capture);
    });
    let charged = till.add_upsell(sold.id(), tea).await;
    assert_eq!(charged.charge_state(tea), Some("charged"));
    let charge = shop.order_of(sold.id()).transactions[1].amount_minor;
    assert_eq!(charged.upsell(tea).and_then(|u| minor(&u["amount"])), Some(charge));
}

#[tokio::test]
async fn what_the_order_holds_already_is_not_charged_again() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    // Somebody else has added it at the store meanwhile.
    let number = sold.order_number().to_owned();
    let added = json!({ "lines": [{ "product_id": tea, "quantity": 1, "is_upsell": true }] });
    shop.write(&format!("/orders/{number}/add-line-items/"), &added).await;
    let click = sold.click(tea);
    let refused = till.call("add_upsell", click).await.expect_err("it is in the order");
    assert_eq!((refused.code(), wire.of("POST", ADD).len()), ("upsell_busy", 0));
    let shown = till.sale(sold.id()).await;
    assert_eq!((shown.upsell(tea), shown.times("upsell_intended")), (None, 0));
    assert_eq!(shop.order_of(sold.id()).charges(), 2);
}
