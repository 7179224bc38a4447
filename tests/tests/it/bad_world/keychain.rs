//! Keychains that are not there or do not open.

use serde_json::{Value, json};
use tillway_tests::deadline::seen;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop, Till, Wire};

#[tokio::test]
async fn without_a_keychain_the_token_is_kept_for_this_run_only() {
    let shop = Shop::open().await;
    let mut till = Setup::default().keychain("missing").at(&shop).await;
    let snapshot = till.snapshot().await;
    assert_eq!(snapshot["store"]["token"], "this_run");
    assert_eq!(snapshot["trouble"]["code"], "keychain_unavailable");
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;

    till.ask("new_sale", json!({})).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let cart = till.sale(&sale).await.cart();
    till.restart().await;
    let snapshot = till.snapshot().await;
    assert_eq!(snapshot["store"]["token"], "missing");
    assert_eq!(snapshot["trouble"]["code"], "keychain_unavailable");
    let refused = till.charge(&sale).await;
    assert_eq!((refused.state(), refused.refusal()), ("building", "keychain_unavailable"));
    assert_eq!(refused.cart(), cart);

    let store = json!({ "address": shop.origin(), "token": shop.token() });
    till.ask("connect_store", store).await;
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
    till.verify().await;
}

#[tokio::test]
async fn a_locked_keychain_settles_nothing_until_it_opens() {
    let shop = Shop::open().await;
    let mut till = Setup::default().timing("closedPageMs", 0).at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("never-returns@example.com")).await;
    till.customer_of(&sale).await.pay().await;
    till.kill().await;
    till.restart_as(|setup| setup.keychain("locked")).await;
    let snapshot = till.snapshot().await;
    assert_eq!(snapshot["trouble"]["code"], "keychain_unavailable");
    let unknown = till.until(&sale, "asked about", |sale| !sale.check_error().is_empty()).await;
    assert_eq!((unknown.state(), unknown.check_error()), ("unknown", "keychain_unavailable"));

    till.restart_as(|setup| setup.keychain("works")).await;
    assert_eq!(till.snapshot().await["trouble"], Value::Null);
    till.until_paid(&sale).await;
    till.verify().await;
}

#[tokio::test]
async fn a_keychain_that_opens_later_is_asked_again() {
    let shop = Shop::open().await;
    let mut till = Setup::default().timing("closedPageMs", 600_000).at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("never-returns@example.com")).await;
    till.customer_of(&sale).await.pay().await;
    till.kill().await;
    till.restart_as(|setup| setup.keychain("locked")).await;
    assert_eq!(till.snapshot().await["store"]["token"], "missing");
    till.until(&sale, "asked about", |sale| !sale.check_error().is_empty()).await;

    till.ask("unlock_keychain", json!({})).await;
    till.until_paid(&sale).await;
    let snapshot = till.snapshot().await;
    assert_eq!(
        (&snapshot["store"]["token"], &snapshot["trouble"]),
        (&json!("keychain"), &Value::Null)
    );
    till.verify().await;
}

#[tokio::test]
async fn an_unclear_upsell_is_not_asked_about_without_end_while_the_keychain_is_locked() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let setup = Setup::default().timing("firstPauseMs", 60_000);
    let mut till = setup.over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    let mut held = wire.on("POST", "/orders/{number}/add-line-items/").hold_after();
    drop(till.begin("add_upsell", sold.click(tea)));
    held.arrived().await;
    till.kill().await;
    held.release();
    till.restart_as(|setup| setup.keychain("locked")).await;
    let asked = |till: &Till| till.log().matches("an upsell could not be looked up").count();
    seen("the question", || (asked(&till) > 0).then_some(())).await;
    // Each of these takes the till longer than a question that it cannot ask.
    for _ in 0..100 {
        till.snapshot().await;
    }
    assert_eq!(asked(&till), 1);
    assert_eq!(till.sale(sold.id()).await.charge_state(tea), Some("unknown"));

    till.restart_as(|setup| setup.keychain("works").timing("firstPauseMs", 50)).await;
    till.until_charge(sold.id(), tea, "charged").await;
    till.verify().await;
}
