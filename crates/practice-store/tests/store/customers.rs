//! What each test customer does, driven as a browser would.

use practice_store::{Order, PageStatus, test_customers};
use serde_json::{Value, json};

use crate::support::{Browser, Shop, american_order, line};

/// Opens a page for a customer, and lets it act by itself. Answers what came back to the till.
async fn act_alone(shop: &Shop, email: &str) -> Vec<Value> {
    let kettle = shop.variant("KET-WAL-BR").await;
    let page = shop.place(&american_order(email, json!([line(kettle, 1)]))).await;
    let returned = Browser::open(&page).await.act_alone().await;
    returned.iter().map(|response| serde_json::from_str(response).unwrap()).collect()
}

fn only_order(shop: &Shop) -> Order {
    let [order] = <[Order; 1]>::try_from(shop.books().orders).unwrap();
    order
}

#[tokio::test]
async fn pays() {
    let shop = Shop::open().await;
    let returned = act_alone(&shop, "pays+auto@example.com").await;
    let order = only_order(&shop);
    assert_eq!(returned.len(), 1);
    assert_eq!(returned[0]["number"], json!(order.number));
    assert_eq!(returned[0]["supports_post_purchase_upsells"], true);
    assert_eq!((order.charges(), order.total_minor), (1, 7467));
}

#[tokio::test]
async fn declines() {
    let shop = Shop::open().await;
    assert_eq!(act_alone(&shop, "declines+auto@example.com").await, [json!({})]);
    let books = shop.books();
    assert!(books.orders.is_empty());
    assert_eq!(books.payment_pages[0].declines, 1);
    assert_eq!(books.payment_pages[0].status, PageStatus::Cancelled);
}

#[tokio::test]
async fn declines_can_try_again() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let page = shop.place(&american_order("declines@example.com", json!([line(kettle, 1)]))).await;
    let mut browser = Browser::open(&page).await;
    browser.go_to_card().await;
    for _ in 0..2 {
        browser.press("/pay/").await;
        assert!(browser.html().contains("insufficient funds"), "{}", browser.html());
    }
    browser.press("/cancel/").await;
    assert_eq!(browser.way_back().unwrap().fields, [("response".to_owned(), "{}".to_owned())]);
    assert_eq!(shop.books().payment_pages[0].declines, 2);
    assert!(shop.books().orders.is_empty());
}

#[tokio::test]
async fn cancels() {
    let shop = Shop::open().await;
    assert_eq!(act_alone(&shop, "cancels+auto@example.com").await, [json!({})]);
    assert!(shop.books().orders.is_empty());
}

#[tokio::test]
async fn never_returns() {
    let shop = Shop::open().await;
    assert!(act_alone(&shop, "never-returns+auto@example.com").await.is_empty());
    assert_eq!(only_order(&shop).charges(), 1);
}

#[tokio::test]
async fn returns_twice() {
    let shop = Shop::open().await;
    let returned = act_alone(&shop, "returns-twice+auto@example.com").await;
    assert_eq!(returned.len(), 2);
    assert_eq!(returned[0], returned[1]);
    assert_eq!(only_order(&shop).charges(), 1);
}

#[tokio::test]
async fn upsell_declines() {
    let shop = Shop::open().await;
    act_alone(&shop, "upsell-declines+auto@example.com").await;
    let mug = shop.variant("MUG-STO-CRM").await;
    let order = only_order(&shop);
    let path = format!("/orders/{}/add-line-items/", order.number);
    let declined = shop.post(&path, &json!({ "lines": [line(mug, 1)] })).await;
    assert_eq!((declined.status, &declined.json()["payment_response_code"]), (400, &json!("2001")));
    assert!(declined.json()["payment_details"].is_string());
    assert!(declined.json()["payment_method"]["card_token"].is_string());

    let order = shop.read(&format!("/orders/{}/", order.number)).await;
    assert_eq!(order["lines"].as_array().unwrap().len(), 1);
    let failed = &order["transactions"][1];
    assert_eq!((&failed["status"], &failed["response_code"]), (&json!("failed"), &json!(2001)));
    assert_eq!(only_order(&shop).charges(), 1);
}

#[tokio::test]
async fn no_upsells() {
    let shop = Shop::open().await;
    let returned = act_alone(&shop, "no-upsells+auto@example.com").await;
    assert_eq!(returned[0]["supports_post_purchase_upsells"], false);
    let mug = shop.variant("MUG-STO-CRM").await;
    let path = format!("/orders/{}/add-line-items/", only_order(&shop).number);
    let refused = shop.post(&path, &json!({ "lines": [line(mug, 1)] })).await;
    assert_eq!(refused.status, 400);
    assert!(refused.json()["detail"].is_string());
    assert_eq!(only_order(&shop).transactions.len(), 1);
}

#[tokio::test]
async fn bank_window() {
    let shop = Shop::open().await;
    let returned = act_alone(&shop, "bank-window+auto@example.com").await;
    assert_eq!(returned[0]["number"], json!(only_order(&shop).number));
}

#[tokio::test]
async fn nothing_is_paid_before_the_bank_confirms() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let page =
        shop.place(&american_order("bank-window@example.com", json!([line(kettle, 1)]))).await;
    let mut browser = Browser::open(&page).await;
    browser.go_to_card().await;
    browser.press("/pay/").await;
    assert!(browser.html().contains("Confirm with your bank"), "{}", browser.html());
    assert!(shop.books().orders.is_empty());

    let mut bank = Browser::open(&format!("{page}bank/")).await;
    bank.press("/bank/").await;
    assert!(bank.html().contains("Confirmed"));
    browser.reload().await;
    assert!(browser.way_back().is_some());
    assert_eq!(only_order(&shop).charges(), 1);
}

#[tokio::test]
async fn the_address_given_on_the_page_decides() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let page = shop.place(&american_order("jane@example.com", json!([line(kettle, 1)]))).await;
    let mut browser = Browser::open(&page).await;
    browser.fill("email", "declines@example.com").await;
    browser.fill("code", "123 456").await;
    browser.press("/pay/").await;
    assert!(browser.html().contains("insufficient funds"), "{}", browser.html());
}

#[tokio::test]
async fn the_page_lists_every_test_customer() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let page = shop.place(&american_order("jane@example.com", json!([line(kettle, 1)]))).await;
    let browser = Browser::open(&page).await;
    for customer in test_customers() {
        assert!(browser.html().contains(customer.email), "{}", customer.email);
    }
}
