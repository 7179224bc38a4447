//! One till, two stores: their sales never mix, and none is forgotten.

use serde_json::json;
use tillway_tests::shop::KETTLE;
use tillway_tests::{Buyer, Setup, Shop};

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
