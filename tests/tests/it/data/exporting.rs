//! Everything in one file, and nothing secret in it.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::PathBuf;

use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Buyer, Setup, Shop};
use zip::ZipArchive;

#[tokio::test]
async fn an_export_holds_the_books_and_all_that_the_store_told() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let exported = till.ask("export_everything", json!({})).await;
    let path = PathBuf::from(exported["path"].as_str().expect("a path"));
    let file = File::open(&path).expect("it was saved");
    assert_eq!(exported["bytes"], file.metadata().expect("a file").len());
    let mut archive = ZipArchive::new(file).expect("an archive");
    let mut part = |name: &str| {
        let mut bytes = Vec::new();
        archive.by_name(name).expect(name).read_to_end(&mut bytes).expect("readable");
        bytes
    };
    let orders = String::from_utf8(part("orders.jsonl")).expect("text");
    let order: Value = serde_json::from_str(orders.trim_end()).expect("one line");
    assert_eq!(
        (&order["saleId"], &order["order"]["number"]),
        (&json!(sold.id()), &json!(sold.order_number()))
    );
    let returns = String::from_utf8(part("returns.jsonl")).expect("text");
    assert!(returns.contains(sold.order_number()), "{returns}");
    let settings: Value = serde_json::from_slice(&part("settings.json")).expect("JSON");
    assert_eq!(settings["current_sale"], sold.id());
    assert!(String::from_utf8(part("README.txt")).expect("text").contains("orders.jsonl"));
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("ledger.sqlite3");
    fs::write(&copy, part("ledger.sqlite3")).expect("writable");
    ledger::prove(&copy).expect("readable").expect("books that prove themselves");
    for name in ["settings.json", "orders.jsonl", "returns.jsonl", "ledger.sqlite3"] {
        let bytes = part(name);
        let token = shop.token().as_bytes();
        assert!(!bytes.windows(token.len()).any(|part| part == token), "the token is in {name}");
    }
    let done = till.until_told("its end", |event| {
        event["kind"] == "export_changed" && event["export"].is_null()
    });
    done.await;
    let beside = fs::read_dir(path.parent().expect("a folder")).expect("a folder").count();
    assert_eq!(beside, 1, "nothing is left beside it");
    let left = tillway_tests::books::files(&till.data_dir().join("stores"));
    assert!(!left.iter().any(|(path, _)| path.to_string_lossy().contains("export")));
}
