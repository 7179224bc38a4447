//! Databases that cannot be opened.

use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tillway_tests::books;
use tillway_tests::deadline::seen;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop, Till, Wire};

/// Where `user_version` stands in a database file.
const VERSION: std::ops::Range<usize> = 60..64;
/// Where `application_id` stands.
const APPLICATION: std::ops::Range<usize> = 68..72;

/// Ends a till whose cart is being typed, and gives its one database with all in one file.
async fn at_rest(till: &mut Till) -> PathBuf {
    till.close().await;
    let [ledger] = <[PathBuf; 1]>::try_from(books::ledgers(&till.data_dir())).expect("one store");
    books::gather(&ledger).await;
    ledger
}

/// The files below a folder of this name.
fn files_named(folder: &Path, name: &str) -> Vec<PathBuf> {
    let all = books::files(folder).into_iter().map(|(path, _)| path);
    all.filter(|path| path.parent().is_some_and(|parent| parent.ends_with(name))).collect()
}

/// Spoils a database beyond its first page, and gives its bytes.
fn spoil(ledger: &Path) -> Vec<u8> {
    let mut bytes = fs::read(ledger).expect("readable");
    let length = bytes.len();
    bytes[4096..length - 4096].fill(0xa5);
    fs::write(ledger, &bytes).expect("writable");
    bytes
}

/// The file that the books were set aside in, which is what it was.
fn assert_set_aside(ledger: &Path, snapshot: &Value, bytes: &[u8]) {
    let file = snapshot["recovery"]["setAside"].as_str().expect("a file");
    let aside = ledger.parent().expect("a folder").join(file);
    assert!(fs::read(aside).expect("readable") == bytes, "not a byte of it is changed");
    assert_eq!((&snapshot["store"], &snapshot["trouble"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn damaged_books_are_set_aside_and_new_ones_find_their_orders_at_the_store() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let ledger = at_rest(&mut till).await;
    let bytes = spoil(&ledger);
    fs::remove_dir_all(ledger.with_file_name("backups")).expect("there were some");

    till.restart().await;
    let snapshot = till.snapshot().await;
    assert_set_aside(&ledger, &snapshot, &bytes);
    assert_eq!(snapshot["recovery"]["backup"], Value::Null);
    let refused = till.call("restore_backup", json!({})).await.expect_err("there is none");
    assert_eq!(refused.code(), "not_found");
    // Nobody has chosen yet: the next start must ask again.
    till.restart().await;
    assert_set_aside(&ledger, &till.snapshot().await, &bytes);

    let begun = till.ask("begin_new_books", json!({})).await;
    assert_eq!(
        (&begun["store"]["address"], &begun["recovery"]),
        (&json!(shop.origin()), &Value::Null)
    );
    let found = till.until_told("the sale's order", |event| {
        event["sale"]["id"] == sold.id() && event["sale"]["order"] != Value::Null
    });
    found.await;
    let again = till.sale(sold.id()).await;
    assert_eq!((again.state(), again.order_number()), ("paid", sold.order_number()));
    assert_eq!((again.total_minor(), again.matters()), (sold.total_minor(), vec![]));
    assert_eq!(again.story(), ["sale_started", "sale_found", "payment_confirmed"]);
    assert_eq!(shop.order_of(sold.id()).charges(), 1);
    till.ask("new_sale", json!({})).await;
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.verify().await;
}

#[tokio::test]
async fn books_that_are_damaged_while_they_are_in_use_are_given_up_when_they_are_read_to_their_end()
{
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    // All of it in the one file, where a disk may spoil it.
    let ledger = at_rest(&mut till).await;
    till.restart().await;
    let length = fs::metadata(&ledger).expect("readable").len();
    let mut file = fs::File::options().write(true).open(&ledger).expect("writable");
    file.seek(SeekFrom::Start(4096)).expect("a second page");
    let middle = usize::try_from(length - 8192).expect("a small file");
    file.write_all(&vec![0xa5; middle]).expect("writable");

    let refused = till.call("back_up_now", json!({})).await.expect_err("a damaged copy is none");
    assert_eq!(refused.code(), "database_damaged");
    let is_given_up = |event: &Value| event["snapshot"]["recovery"]["setAside"].is_string();
    till.until_told("that they were given up", is_given_up).await;
    till.ask("restore_backup", json!({})).await;
    till.until_told("the comparison's end", |event| event["comparison"]["state"] == "done").await;
    assert_eq!(till.until_paid(sold.id()).await.order_number(), sold.order_number());
    till.verify().await;
}

#[tokio::test]
async fn the_last_backup_is_restored_and_what_it_misses_is_found_at_the_store() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let open = till.awaiting(&[KETTLE], Buyer::new("never-returns@example.com")).await;
    let mut customer = till.customer_of(&open).await;
    till.ask("new_sale", json!({})).await;
    let typed = till.cart(&[TEA], Buyer::new("grace@example.com")).await;
    let stores = till.data_dir().join("stores");
    let first = seen("a backup", || files_named(&stores, "backups").pop()).await;
    till.restart_as(|setup| setup.timing("backupMs", 1).timing("closedPageMs", 600_000)).await;
    let later = || files_named(&stores, "backups").into_iter().find(|backup| *backup != first);
    seen("a backup of what there is", later).await;

    // All of this the backup does not know.
    customer.pay().await;
    till.until_paid(&open).await;
    till.charge(&typed).await;
    let mut customer = till.customer_of(&typed).await;
    customer.pay().await;
    customer.come_back().await;
    till.until_paid(&typed).await;
    till.ask("new_sale", json!({})).await;
    let after = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;

    let ledger = at_rest(&mut till).await;
    let bytes = spoil(&ledger);
    till.restart_as(|setup| setup.timing("backupMs", 86_400_000)).await;
    let snapshot = till.snapshot().await;
    assert_set_aside(&ledger, &snapshot, &bytes);
    assert_eq!(snapshot["recovery"]["backup"]["sales"], 2);
    till.ask("restore_backup", json!({})).await;
    till.until_told("the comparison's end", |event| event["comparison"]["state"] == "done").await;
    for sale in [open.as_str(), &typed, after.id()] {
        let paid = till.until_paid(sale).await;
        let order = shop.order_of(sale);
        assert_eq!((paid.order_number(), order.charges()), (order.number.as_str(), 1));
        assert_eq!((paid.total_minor(), paid.matters()), (Some(order.total_minor), vec![]));
    }
    till.verify().await;
}

#[tokio::test]
async fn another_programs_database_is_set_aside_untouched() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let ledger = at_rest(&mut till).await;
    let mut foreign = fs::read(&ledger).expect("readable");
    foreign[APPLICATION].copy_from_slice(b"GPKG");
    fs::write(&ledger, &foreign).expect("writable");
    till.restart().await;
    assert_set_aside(&ledger, &till.snapshot().await, &foreign);
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

#[tokio::test]
async fn books_that_are_gone_are_not_begun_anew_in_silence() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let ledger = at_rest(&mut till).await;
    for gone in [true, false] {
        if gone {
            fs::remove_file(&ledger).expect("it was there");
        } else {
            fs::write(&ledger, "").expect("writable");
        }
        till.restart().await;
        let snapshot = till.snapshot().await;
        assert_eq!((&snapshot["store"], gone), (&Value::Null, gone));
        assert_eq!(snapshot["recovery"]["setAside"].is_null(), gone, "{snapshot}");
        till.ask("begin_new_books", json!({})).await;
        till.until_told("its end", |event| event["comparison"]["state"] == "done").await;
        assert_eq!(till.sale(sold.id()).await.state(), "paid");
        till.close().await;
        books::gather(&ledger).await;
    }
}

#[tokio::test]
async fn a_cart_from_a_backup_is_not_charged_before_the_store_was_asked() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = Setup::default().over(&wire, &shop).await;
    let stores = till.data_dir().join("stores");
    let first = seen("a backup", || files_named(&stores, "backups").pop()).await;
    let sale = till.cart(&[TEA], Buyer::new("grace@example.com")).await;
    till.restart_as(|setup| setup.timing("backupMs", 1)).await;
    let later = || files_named(&stores, "backups").into_iter().find(|backup| *backup != first);
    seen("a backup of the cart", later).await;
    till.charge(&sale).await;
    till.customer_of(&sale).await.pay().await;

    let ledger = at_rest(&mut till).await;
    spoil(&ledger);
    till.restart_as(|setup| setup.timing("backupMs", 86_400_000)).await;
    // The comparison is held up: the seller is quicker.
    let mut held = wire.on("GET", "/orders/{number}/").once().hold_before();
    till.ask("restore_backup", json!({})).await;
    held.arrived().await;
    let charged = till.charge(&sale).await;
    assert_eq!((charged.state(), shop.placings()), ("paid", 1), "{charged}");
    drop(held);
    assert_eq!(charged.matters(), [""; 0]);
    till.verify().await;
}
