//! One till, two stores: their sales never mix, and none is forgotten.

use serde_json::json;
use tillway_tests::shop::KETTLE;
use tillway_tests::{Buyer, Setup, Shop, Wire};

#[tokio::test]
async fn a_sale_that_awaits_its_payment_is_taken_up_when_its_store_is_opened_again() {
    let (first, second) = tokio::join!(Shop::open(), Shop::open());
    let setup = Setup::default().timing("closedPageMs", 600_000);
    let till = setup.at(&first).await;
    let key = till.snapshot().await["store"]["key"].clone();
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;

    let other_store = json!({ "address": second.origin(), "token": second.token() });
    let refused = till.call("connect_store", other_store.clone()).await;
    assert_eq!(refused.expect_err("the customer is paying").code(), "not_now");
    assert_eq!(till.sale(&sale).await.state(), "awaiting", "the store in use stays in use");
    till.close_window(&sale).await;
    till.ask("connect_store", other_store).await;
    let other = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let unknown_here = json!({ "saleId": sale });
    let refused = till.call("sale_detail", unknown_here).await.expect_err("another's sale");
    assert_eq!(refused.code(), "not_found");
    customer.pay().await;

    till.ask("open_store", json!({ "key": key })).await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.order_number(), first.order_of(&sale).number);
    assert_eq!(second.order_of(other.id()).charges(), 1);
    assert_eq!((first.books().orders.len(), second.books().orders.len()), (1, 1));
    let stores = till.ask("stores", json!({})).await;
    let current: Vec<_> =
        stores.as_array().expect("a list").iter().map(|s| &s["current"]).collect();
    assert_eq!(current, [&json!(false), &json!(true), &json!(false)], "practice, first, second");
    till.verify().await;
}

#[tokio::test]
async fn giving_the_token_again_interrupts_nothing() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("closedPageMs", 0).over(&wire, &shop).await;
    let store = json!({ "address": wire.origin(), "token": shop.token() });
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut held = wire.on("POST", "/orders/").once().hold_after();
    let charging = till.begin("charge", json!({ "saleId": sale }));
    held.arrived().await;
    till.ask("connect_store", store.clone()).await;
    assert_eq!(till.sale(&sale).await.state(), "placing");
    held.release();
    charging.answer().await.expect("it is placed");

    let snapshot = till.ask("connect_store", store.clone()).await;
    assert_eq!(
        (&snapshot["sale"]["state"], &snapshot["sale"]["id"]),
        (&json!("awaiting"), &json!(sale))
    );
    assert_eq!(till.ask_of("check_now", &sale).await.state(), "awaiting");
    let key = snapshot["store"]["key"].clone();
    till.ask("open_store", json!({ "key": key })).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await.assert_says("Thank you");
    let paid = till.until_paid(&sale).await;
    assert_eq!((paid.times("outcome_unknown"), paid.times("placing_failed")), (0, 0));
    till.verify().await;
}

#[tokio::test]
async fn a_token_that_is_refused_leaves_the_store_in_use_as_it_is() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let wrong = json!({ "address": shop.origin(), "token": "not-this-one" });
    let refused = till.call("connect_store", wrong).await.expect_err("it is refused");
    assert_eq!(refused.code(), "token_refused");
    assert_eq!(till.ask_of("check_now", &sale).await.state(), "awaiting");
}

#[tokio::test]
async fn a_store_that_was_left_is_charged_at_no_more() {
    let (first, second) = tokio::join!(Shop::open(), Shop::open());
    let wire = Wire::to(&first).await;
    let till = Setup::default().over(&wire, &first).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.close_window(&sale).await;
    till.until_state(&sale, "not_paid").await;
    // The store is still asked about the first page when the seller turns to another one.
    let mut held = wire.on("GET", "/orders/").once().hold_after();
    let charging = till.begin("charge", json!({ "saleId": sale }));
    held.arrived().await;
    let other = json!({ "address": second.origin(), "token": second.token() });
    till.ask("connect_store", other).await;
    held.release();
    assert_eq!(charging.answer().await.expect_err("it was left").code(), "not_found");
    assert_eq!((first.placings(), till.windows("opened").len()), (1, 1));
    till.verify().await;
}

#[tokio::test]
async fn a_store_is_not_left_for_one_that_takes_long_while_its_customer_begins_to_pay() {
    let (first, second) = tokio::join!(Shop::open(), Shop::open());
    let wire = Wire::to(&second).await;
    let mut till = Setup::default().over(&wire, &second).await;
    let key = till.snapshot().await["store"]["key"].clone();
    let store = json!({ "address": first.origin(), "token": first.token() });
    till.ask("connect_store", store).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    // With new books the other store is asked about itself before it can be opened.
    till.kill().await;
    let books = till.data_dir().join("stores").join(key.as_str().expect("a key"));
    std::fs::remove_dir_all(&books).expect("its books");
    std::fs::create_dir(&books).expect("its folder");
    drop(ledger::Ledger::open(&books.join("ledger.sqlite3")).expect("new books"));
    till.restart_as(|setup| setup.token(first.token())).await;

    let mut held = wire.on("GET", "/shipping-methods/").once().hold_after();
    let leaving = till.begin("open_store", json!({ "key": key }));
    held.arrived().await;
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
    held.release();
    assert_eq!(leaving.answer().await.expect_err("the customer is paying").code(), "not_now");
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await.assert_says("Thank you");
    till.until_paid(&sale).await;
    till.verify().await;
}
