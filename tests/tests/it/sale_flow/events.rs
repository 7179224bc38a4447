//! What the till tells its interface unasked.

use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Buyer, Setup, Shop};

#[tokio::test]
async fn what_is_told_of_a_sale_never_goes_back_in_time() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let copies: Vec<_> =
        (0..40).map(|_| till.begin("copy_link", json!({ "saleId": sale }))).collect();
    for copy in copies {
        copy.answer().await.expect("a link can be copied as often as wanted");
    }
    let now = till.sale(&sale).await;
    assert_eq!(now.times("payment_link_shared"), 40);
    let all = now.story().len();
    let is_all = |event: &Value| event["sale"]["timeline"].as_array().map(Vec::len) == Some(all);
    till.until_told("all of it", is_all).await;
    // The interface has nothing but what it was told last.
    let told = till.last_told(&sale).expect("it was told of");
    assert_eq!(told.story(), now.story());
    till.until_state(&sale, "awaiting").await;
}
