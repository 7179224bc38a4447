//! The payment page itself: one order at most, and nothing that a page should not do.

use practice_store::PageStatus;
use serde_json::{Value, json};

use crate::support::{Browser, Call, Shop, american_order, line};

async fn open(shop: &Shop, email: &str) -> String {
    let kettle = shop.variant("KET-WAL-BR").await;
    shop.place(&american_order(email, json!([line(kettle, 1)]))).await
}

#[tokio::test]
async fn two_simultaneous_payments_give_one_order() {
    let shop = Shop::open().await;
    let page = open(&shop, "jane@example.com").await;
    Browser::open(&page).await.go_to_card().await;
    let pay = || Call::post(format!("{page}pay/")).form(&[]).send();
    let (first, second) = tokio::join!(pay(), pay());
    assert_eq!((first.status, second.status), (303, 303));
    let books = shop.books();
    assert_eq!(books.orders.len(), 1);
    assert_eq!(books.orders[0].charges(), 1);
}

#[tokio::test]
async fn a_paid_page_returns_the_same_order_however_often_it_is_loaded() {
    let shop = Shop::open().await;
    let mut browser = Browser::open(&open(&shop, "jane@example.com").await).await;
    browser.go_to_card().await;
    browser.press("/pay/").await;
    let response = browser.way_back().unwrap().fields;
    browser.reload().await;
    assert_eq!(browser.way_back().unwrap().fields, response);
    assert!(browser.html().contains("Payment received"));
    assert_eq!(shop.books().orders.len(), 1);

    let order: Value = serde_json::from_str(&response[0].1).unwrap();
    let status = PageStatus::Paid { order: order["number"].as_str().unwrap().to_owned() };
    assert_eq!(shop.books().payment_pages[0].status, status);
    let seen = Browser::open(order["order_status_url"].as_str().unwrap()).await;
    assert!(seen.html().contains("$74.67, paid"), "{}", seen.html());
}

#[tokio::test]
async fn what_is_over_stays_over() {
    let shop = Shop::open().await;
    let page = open(&shop, "jane@example.com").await;
    let mut browser = Browser::open(&page).await;
    browser.go_to_card().await;
    browser.press("/cancel/").await;
    let pay = Call::post(format!("{page}pay/")).form(&[]).send().await;
    assert_eq!(pay.status, 303);
    assert!(shop.books().orders.is_empty(), "a cancelled page takes no payment");

    let early = open(&shop, "jane@example.com").await;
    Call::post(format!("{early}pay/")).form(&[]).send().await;
    assert!(shop.books().orders.is_empty(), "nobody pays before giving a code");
}

#[tokio::test]
async fn a_wrong_answer_is_asked_for_again() {
    let shop = Shop::open().await;
    let mut browser = Browser::open(&open(&shop, "jane@example.com").await).await;
    browser.fill("email", "jane").await;
    assert_eq!(browser.answer().status, 422);
    assert!(browser.html().contains("role=\"alert\""));
    browser.fill("email", "jane@example.org").await;
    browser.fill("code", "12345").await;
    assert_eq!(browser.answer().status, 422);
    browser.fill("code", "123456").await;
    assert!(browser.html().contains("Pay $74.67"), "{}", browser.html());
}

#[tokio::test]
async fn visits_are_written_down_with_the_cookie_that_came() {
    let shop = Shop::open().await;
    let page = open(&shop, "jane@example.com").await;
    let mut browser = Browser::open(&page).await;
    browser.reload().await;
    Browser::open(&page).await;
    let cookies: Vec<_> = shop.books().visits.into_iter().map(|visit| visit.cookie).collect();
    let [None, Some(own), None] = cookies.as_slice() else { panic!("{cookies:?}") };
    assert_eq!(own.len(), 32);
    let given = Browser::open(&page).await;
    let given = given.answer().header("set-cookie").unwrap();
    assert!(given.contains("HttpOnly") && given.contains("SameSite=Lax"), "{given}");
}

#[tokio::test]
async fn a_page_runs_nothing_but_its_own_script() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let mut order = american_order("jane@example.com", json!([line(kettle, 1)]));
    order["payment_details"]["payment_return_url"] =
        json!("https://till.example.com:8443/back?a=1&b='x'");
    let mut browser = Browser::open(&shop.place(&order).await).await;
    let policy = browser.answer().header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert!(!policy.contains("till.example.com"), "{policy}");
    assert_eq!(browser.answer().header("cache-control"), Some("no-store"));

    browser.press("/cancel/").await;
    let policy = browser.answer().header("content-security-policy").unwrap();
    assert!(policy.contains("form-action 'self' https://till.example.com:8443;"), "{policy}");
    assert_eq!(browser.way_back().unwrap().action, "https://till.example.com:8443/back?a=1&b='x'");
    assert_eq!(
        Browser::open(&format!("{}/pay/unknown/", shop.store.origin())).await.answer().status,
        404
    );
}
