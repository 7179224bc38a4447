//! What is put into a cart, and what of it the store gets.

use insta::assert_json_snapshot;
use serde_json::{Value, json};
use tillway_tests::shop::{COFFEE, KETTLE};
use tillway_tests::{Buyer, Setup, Shop, Till};

/// The body that the store was last asked to place.
fn last_request(shop: &Shop) -> Value {
    let page = shop.books().payment_pages.pop().expect("an order was placed");
    page.request
}

async fn vouchers(till: &Till, codes: &[&str]) {
    till.change(json!({ "kind": "vouchers", "codes": codes })).await;
}

#[tokio::test]
async fn the_store_gets_the_order_that_the_guide_describes() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let settings = json!({
        "tillName": "Counter 2", "paymentMethod": "link", "paymentGateway": 42,
        "paymentGatewayGroup": 7, "sendReceipt": false,
    });
    till.ask("save_settings", json!({ "settings": settings })).await;
    let sale = till.cart(&[COFFEE, KETTLE], Buyer::new("grace@example.com")).await;
    let every_30_days = json!({ "interval": "day", "intervalCount": 30 });
    for change in [
        json!({ "kind": "subscribe", "line": 1, "subscription": every_30_days }),
        json!({ "kind": "quantity", "line": 2, "quantity": 3 }),
        json!({ "kind": "price", "line": 2, "price": "60" }),
        json!({ "kind": "vouchers", "codes": ["SPRING10"] }),
    ] {
        till.change(change).await;
    }
    assert_eq!(till.charge(&sale).await.state(), "awaiting");

    let mut request = last_request(&shop);
    let attribution = &mut request["attribution"];
    assert_eq!(attribution["utm_content"].take(), *sale);
    assert_eq!(attribution["utm_term"].take().as_str().map(str::len), Some(36), "the till's id");
    let address = request["payment_details"]["payment_return_url"].take();
    let (origin, token) =
        address.as_str().and_then(|url| url.split_once("/return/")).expect("both");
    assert!(origin.starts_with("http://127.0.0.1:"), "{origin}");
    assert_eq!(token.len(), 64);
    for line in request["lines"].as_array_mut().expect("lines") {
        assert!(line["product_id"].take().is_u64());
    }
    assert_json_snapshot!(request);
}

#[tokio::test]
async fn a_subscription_is_paid_at_its_own_price() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[COFFEE], Buyer::new("grace@example.com")).await;
    let change = json!({
        "kind": "subscribe", "line": 1,
        "subscription": { "interval": "day", "intervalCount": 30 },
    });
    let changed = till.change(change).await;
    assert_eq!(changed.view()["lines"][0]["unitPrice"]["amount"], "25.20");
    till.charge(&sale).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    let paid = till.until_paid(&sale).await;

    let order = shop.read(&format!("/orders/{}/", paid.order_number())).await;
    assert_eq!(order["subscription_lifecycle"], "recurring");
    assert_eq!(order["lines"][0]["price_excl_tax"], "25.20");
    assert_eq!(paid.total_minor(), Some(shop.order_of(&sale).total_minor));
}

#[tokio::test]
async fn a_voucher_is_the_stores_to_judge() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;

    vouchers(&till, &["NOPE"]).await;
    let refused = till.charge(&sale).await;
    assert_eq!((refused.state(), refused.refusal()), ("building", "store_refused"));
    assert_eq!(refused.refused_fields(), ["vouchers"]);
    assert_eq!(refused.view()["vouchers"], json!(["NOPE"]));

    vouchers(&till, &["SPRING10"]).await;
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    let paid = till.until_paid(&sale).await;
    assert_eq!(paid.view()["order"]["discount"]["amount"], "6.40");
    assert_eq!(paid.total_minor(), Some(shop.order_of(&sale).total_minor));
    assert_eq!(paid.refusal(), "");
}

#[tokio::test]
async fn a_held_sale_is_taken_up_as_it_was() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let held = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let cart = till.sale(&held).await.cart();
    till.ask("hold_sale", json!({})).await;
    let list = till.ask("held_sales", json!({})).await;
    assert_eq!(list.as_array().map(Vec::len), Some(1));
    assert_eq!((&list[0]["id"], &list[0]["customer"]), (&json!(held), &json!("Grace Okafor")));

    let other = till.paid(&[KETTLE], Buyer::new("pays@example.com")).await;
    assert_ne!(other.id(), held);

    let taken = till.ask_of("take_up_sale", &held).await;
    assert_eq!((taken.state(), taken.cart()), ("building", cart));
    assert_eq!(till.charge(&held).await.state(), "awaiting");
    let mut customer = till.customer_of(&held).await;
    customer.pay().await;
    customer.come_back().await;
    let paid = till.until_paid(&held).await;
    assert_eq!(&paid.story()[..3], ["sale_started", "sale_held", "sale_taken_up"]);
    assert_eq!(till.ask("held_sales", json!({})).await, json!([]));
    assert_ne!(shop.order_of(&held).number, other.order_number());
}

#[tokio::test]
async fn the_sellers_note_is_added_to_the_order() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.change(json!({ "kind": "note", "note": "  Leave it at the counter  " })).await;
    till.charge(&sale).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    till.until(&sale, "noted", |sale| sale.times("note_added") == 1).await;
    assert_eq!(shop.order_of(&sale).notes, ["Leave it at the counter"]);
    till.verify().await;
}

#[tokio::test]
async fn what_is_missing_is_said_by_field_before_anything_is_sent() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::without_address("grace@")).await;
    let refused = till.call("charge", json!({ "saleId": sale })).await.expect_err("not like this");
    assert_eq!(refused.code(), "fields_to_mend");
    let missing = ["email", "first_name", "last_name", "address", "city", "country"];
    assert_eq!(refused.fields(), missing);
    assert_eq!(till.sale(&sale).await.state(), "building");
    assert_eq!(shop.placings(), 0);
}

#[tokio::test]
async fn a_sale_in_yen_is_paid_to_the_hundredth() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    till.ask("save_settings", json!({ "settings": { "currency": "JPY" } })).await;
    let buyer = Buyer::new("grace@example.com")
        .with("address", "神南1-2-3")
        .with("city", "渋谷区")
        .with("state", "")
        .with("postcode", "150-0041")
        .with("country", "JP")
        .with("phone", "");
    let paid = till.paid(&[KETTLE], buyer).await;
    let order = shop.order_of(paid.id());
    assert_eq!((order.currency.as_str(), paid.total_minor()), ("JPY", Some(order.total_minor)));
    assert_eq!(order.total_minor % 100, 0, "yen are whole");
}

#[tokio::test]
async fn taking_up_the_sale_on_show_changes_nothing() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let shown = till.ask_of("take_up_sale", &sale).await;
    assert_eq!((shown.state(), shown.times("sale_held")), ("building", 0));
    assert_eq!(till.snapshot().await["sale"]["id"], sale);
    till.verify().await;
}
