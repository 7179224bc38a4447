//! Databases that cannot be opened.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tillway_tests::books;
use tillway_tests::shop::KETTLE;
use tillway_tests::{Buyer, Setup, Shop, Till};

/// Where `user_version` stands in a database file.
const VERSION: std::ops::Range<usize> = 60..64;

/// Ends a till whose cart is being typed, and gives its one database with all in one file.
async fn at_rest(till: &mut Till) -> PathBuf {
    till.close().await;
    let [ledger] = <[PathBuf; 1]>::try_from(books::ledgers(&till.data_dir())).expect("one store");
    books::gather(&ledger).await;
    ledger
}

#[tokio::test]
async fn a_damaged_database_is_set_aside_untouched_and_new_books_are_begun() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let ledger = at_rest(&mut till).await;
    let mut bytes = fs::read(&ledger).expect("readable");
    let length = bytes.len();
    bytes[4096..length - 4096].fill(0xa5);
    fs::write(&ledger, &bytes).expect("writable");

    till.restart().await;
    let snapshot = till.snapshot().await;
    assert_eq!(snapshot["trouble"]["code"], "database_damaged");
    assert_eq!(
        (&snapshot["store"]["address"], &snapshot["sale"]),
        (&json!(shop.origin()), &Value::Null)
    );
    let folder = ledger.parent().expect("a folder");
    let mut aside = books::files(folder);
    aside.retain(|(path, _)| {
        let name = path.to_string_lossy();
        name.contains("damaged") && name.ends_with(".sqlite3")
    });
    assert_eq!(aside.len(), 1, "it is set aside");
    assert!(aside[0].1 == bytes, "and not a byte of it is changed");

    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.verify().await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let cart = till.sale(&sale).await.cart();
    let ledger = at_rest(&mut till).await;
    let own = fs::read(&ledger).expect("readable");
    let mut newer = own.clone();
    newer[VERSION].copy_from_slice(&99_u32.to_be_bytes());
    fs::write(&ledger, &newer).expect("writable");

    till.restart().await;
    let snapshot = till.snapshot().await;
    assert_eq!(
        (&snapshot["trouble"]["code"], &snapshot["store"]),
        (&json!("database_damaged"), &Value::Null)
    );
    let message = snapshot["trouble"]["message"].as_str().expect("a sentence");
    assert!(message.contains("newer version"), "{message}");
    till.close().await;
    assert!(fs::read(&ledger).expect("readable") == newer, "not a byte of it is changed");

    fs::write(&ledger, &own).expect("writable");
    till.restart().await;
    assert_eq!(till.sale(&sale).await.cart(), cart);
    till.verify().await;
}

#[tokio::test]
async fn a_till_that_forgot_its_stores_finds_its_books_when_it_is_connected_again() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let cart = till.sale(&sale).await.cart();
    till.kill().await;
    fs::write(till.data_dir().join("stores.json"), "{\"current\": \"127").expect("writable");
    till.restart().await;
    assert_eq!(till.snapshot().await["store"], Value::Null);
    let store = json!({ "address": shop.origin(), "token": shop.token() });
    let snapshot = till.ask("connect_store", store).await;
    assert_eq!(snapshot["sale"]["id"], sale);
    assert_eq!(till.sale(&sale).await.cart(), cart);
    till.verify().await;
}

#[tokio::test]
async fn an_altered_event_is_named_with_its_sale() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let ledger = at_rest(&mut till).await;
    let prove = || {
        let stores = till::verify_stores(&till.data_dir()).expect("readable");
        let [store] = <[_; 1]>::try_from(stores).expect("one store");
        store.proof.expect("it can be opened")
    };
    assert_eq!((prove().events, prove().fault), (1, None));

    let mut bytes = fs::read(&ledger).expect("readable");
    let event = br#"{"kind":"sale_started"}"#;
    let at = bytes.windows(event.len()).position(|text| text == event).expect("the event");
    bytes[at + 9..at + 13].copy_from_slice(b"SALE");
    fs::write(&ledger, &bytes).expect("writable");
    let fault = prove().fault.expect("it is found");
    assert_eq!((fault.sale_id.as_str(), fault.sequence), (sale.as_str(), 1));
    assert_eq!(fault.kind, "event_altered");
}
