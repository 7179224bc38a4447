//! A store that is ended and started again, as a till that is killed would meet it.

use std::fs;

use practice_store::{Options, PageStatus, PracticeStore};
use serde_json::json;

use crate::support::{Browser, Shop, american_order, line};

fn kept_in(folder: &tempfile::TempDir) -> Options {
    Options {
        folder: Some(folder.path().to_owned()),
        requests_per_second: None,
        ..Options::default()
    }
}

#[tokio::test]
async fn the_books_survive_on_the_same_port() {
    let folder = tempfile::tempdir().unwrap();
    let shop = Shop::with(kept_in(&folder)).await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let order = shop.sell(&american_order("pays+auto@example.com", json!([line(kettle, 1)]))).await;
    let page = shop.place(&american_order("jane@example.com", json!([line(kettle, 1)]))).await;
    Browser::open(&page).await.go_to_card().await;
    let (origin, token) = (shop.store.origin().to_owned(), shop.store.token().to_owned());
    let before = shop.books();
    shop.store.stop().await;

    let shop = Shop::with(kept_in(&folder)).await;
    assert_eq!((shop.store.origin(), shop.store.token()), (origin.as_str(), token.as_str()));
    let after = shop.books();
    assert_eq!((&after.orders, &after.payment_pages), (&before.orders, &before.payment_pages));
    let number = order["number"].as_str().unwrap();
    assert_eq!(shop.read(&format!("/orders/{number}/")).await, order);

    // The customer pays on the page that was open before.
    let mut browser = Browser::open(&page).await;
    browser.press("/pay/").await;
    assert!(browser.html().contains("Payment received"));
    let page = shop.books().payment_pages.pop().unwrap();
    assert_eq!(page.status, PageStatus::Paid { order: "100002".to_owned() });
}

#[tokio::test]
async fn what_is_answered_is_on_disk_already() {
    let folder = tempfile::tempdir().unwrap();
    let shop = Shop::with(kept_in(&folder)).await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let order = shop.sell(&american_order("pays+auto@example.com", json!([line(kettle, 1)]))).await;
    let path = format!("/orders/{}/notes/", order["number"].as_str().unwrap());
    for number in 0..20 {
        let message = format!("note {number}.");
        shop.post(&path, &json!({ "message": message })).await;
        let kept = fs::read_to_string(folder.path().join("practice-store.json")).unwrap();
        assert!(kept.contains(&message), "{message}");
    }
}

#[tokio::test]
async fn a_store_whose_port_is_taken_opens_on_another() {
    let folder = tempfile::tempdir().unwrap();
    let copy = tempfile::tempdir().unwrap();
    let shop = Shop::with(kept_in(&folder)).await;
    let name = "practice-store.json";
    fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    let other = Shop::with(kept_in(&copy)).await;
    assert_ne!(other.store.origin(), shop.store.origin());
    assert_eq!(other.store.token(), shop.store.token());
}

#[tokio::test]
async fn damaged_books_are_set_aside_and_new_ones_begun() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("practice-store.json"), b"{\"port\": 80, \"records\": {\"or")
        .unwrap();
    let shop = Shop::with(kept_in(&folder)).await;
    assert!(shop.books().orders.is_empty());
    let aside = fs::read(folder.path().join("practice-store.json.damaged-1")).unwrap();
    assert!(aside.starts_with(b"{\"port\": 80"));
}

#[tokio::test]
async fn a_port_that_was_asked_for_and_is_taken_is_an_error() {
    let shop = Shop::open().await;
    let port = shop.store.origin().rsplit(':').next().unwrap().parse().ok();
    let refused = PracticeStore::start(Options { port, ..Options::default() }).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn a_store_that_is_dropped_stops() {
    let shop = Shop::open().await;
    let address = shop.store.origin().trim_start_matches("http://").to_owned();
    drop(shop);
    while tokio::net::TcpStream::connect(&address).await.is_ok() {
        tokio::task::yield_now().await;
    }
}
