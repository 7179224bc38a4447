//! Files for spreadsheets and bookkeepers: what stands in them is what was sold.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use practice_store::{NewProduct, NewVariant};
use serde_json::{Value, json};
use tillway_tests::disk::Disk;
use tillway_tests::shop::KETTLE;
use tillway_tests::{Buyer, Setup, Shop, Till};

use super::{EVER, LONG_DAY, ZONE, ms, paid_at, pay_back, staff, taken};

type Row = HashMap<String, String>;

pub(super) fn export(kind: &str, (from, to): (i64, i64)) -> Value {
    json!({ "kind": kind, "from": from, "to": to })
}

/// Has a file written to its end; gives how that was and the file's name.
async fn written(till: &Till, kind: &str, of: (i64, i64)) -> (Value, PathBuf) {
    let begun = till.ask("export_csv", export(kind, of)).await;
    let ended = till
        .until_told("the file's end", |event| {
            let csv = &event["csv"];
            csv["id"] == begun["id"] && csv["state"] != "running"
        })
        .await;
    let path = PathBuf::from(begun["file"].as_str().expect("a path"));
    (ended["csv"].clone(), path)
}

/// The rows of a file, read by its columns' names.
async fn rows(till: &Till, kind: &str, of: (i64, i64)) -> Vec<Row> {
    let (ended, path) = written(till, kind, of).await;
    assert_eq!(ended["state"], "done", "{ended}");
    let mut reader = csv::Reader::from_path(&path).expect("a file");
    let rows: Vec<Row> = reader.deserialize().collect::<Result<_, _>>().expect("rows");
    assert_eq!((&ended["done"], &ended["expected"]), (&json!(rows.len()), &json!(rows.len())));
    rows
}

/// What is left in the folder that files are saved in.
pub(super) fn left(till: &Till) -> Vec<String> {
    let Ok(folder) = fs::read_dir(till.data_dir().join("saved")) else { return Vec::new() };
    folder.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect()
}

pub(super) fn decimal(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

#[tokio::test]
async fn a_file_holds_what_was_sold_and_no_formula() {
    let titles =
        ["=HYPERLINK(\"http://example.com\",\"Win\")", "A \"good\",\nlong tea", "شاي أخضر"];
    let shop = Shop::open().await;
    for (place, title) in titles.iter().enumerate() {
        let sku = if place == 0 { "@SKU-0".to_owned() } else { format!("SKU-{place}") };
        let variant = NewVariant { title: String::new(), sku, barcode: None, price_minor: 1_000 };
        let product = NewProduct { title: (*title).to_owned(), variants: vec![variant] };
        shop.merchant().add_product(product).expect("a product");
    }
    let till = Setup::default().on_a_ruled_disk().in_zone(ZONE).at(&shop).await;
    staff(&till, "-Ada", "link").await;
    let skus = ["@SKU-0", "SKU-1", "SKU-2"];
    let sold = paid_at(&till, "2026-11-01T06:30:00Z", &skus, "USD").await;
    pay_back(&till, &shop, &sold, "2.50").await;

    let day = (ms(LONG_DAY.0), ms(LONG_DAY.1));
    let lines = rows(&till, "lines", day).await;
    let found: Vec<&str> = lines.iter().map(|line| line["title"].as_str()).collect();
    assert_eq!(found, [&format!("'{}", titles[0]), titles[1], titles[2]]);
    assert_eq!(lines[0]["sku"], "'@SKU-0");
    let order = shop.read(&format!("/orders/{}/", sold.order_number())).await;
    for (line, of_order) in lines.iter().zip(order["lines"].as_array().expect("lines")) {
        assert_eq!(line["total"], of_order["price_incl_tax"].as_str().expect("an amount"));
        assert_eq!((&*line["quantity"], &*line["upsell"], &*line["currency"]), ("1", "no", "USD"));
    }

    let orders = rows(&till, "orders", day).await;
    let [only] = orders.as_slice() else { panic!("one order: {orders:?}") };
    assert_eq!(only["order_number"], sold.order_number());
    assert!(only["paid_at"].starts_with("2026-11-01T01:30:"), "{}", only["paid_at"]);
    assert!(only["paid_at"].ends_with("-05:00"), "{}", only["paid_at"]);
    assert_eq!(only["total"], decimal(taken(&shop, &[&sold])));
    assert_eq!((&*only["refunded"], &*only["items"], &*only["seller"]), ("2.50", "3", "'-Ada"));
    assert_eq!((&*only["payment_method"], &*only["cancelled"]), ("link", "no"));

    let refunds = rows(&till, "refunds", EVER).await;
    let [only] = refunds.as_slice() else { panic!("one refund: {refunds:?}") };
    assert_eq!((&*only["amount"], &*only["currency"]), ("2.50", "USD"));
    assert_eq!(rows(&till, "refunds", day).await, [], "it was paid back later");

    let raw = fs::read(till.data_dir().join("saved/lines-2026-11-01.csv")).expect("its name");
    let text = String::from_utf8(raw).expect("UTF-8");
    assert!(text.starts_with("\u{feff}order_number,"), "Excel is told that it is UTF-8");
    assert!(text.ends_with("\r\n") && text.contains("\"A \"\"good\"\",\nlong tea\""), "{text}");
    assert!(left(&till).iter().all(|name| name.ends_with(".csv")), "{:?}", left(&till));
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_is_stopped_leaves_nothing_and_the_next_begins_only_then() {
    let shop = Shop::open().await;
    let till = Setup::default().in_zone("UTC").at(&shop).await;
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    // A file that takes nothing until somebody reads it.
    let part = till.data_dir().join("saved/orders-1970-01-01-to-2099-12-31.csv.part");
    fs::create_dir_all(part.parent().expect("a folder")).expect("a folder");
    let made =
        std::process::Command::new("mkfifo").arg(&part).status().expect("a system with pipes");
    assert!(made.success());
    let begun = till.ask("export_csv", export("orders", EVER)).await;
    assert_eq!(begun["state"], "running");
    let second = till.call("export_csv", export("lines", EVER)).await;
    assert_eq!(second.expect_err("one after the other").code(), "csv_busy");
    till.ask("stop_csv", json!({})).await;
    let pipe = tokio::task::spawn_blocking(move || fs::read(part));
    let ended = till.until_told("its end", |event| event["csv"]["state"] == "stopped").await;
    assert_eq!(ended["csv"]["id"], begun["id"]);
    drop(pipe);
    assert_eq!(left(&till), [""; 0]);
    assert_eq!(till.ask("latest_csv", json!({})).await, ended["csv"]);
    assert_eq!(rows(&till, "orders", EVER).await.len(), 1);
}

#[tokio::test]
async fn a_file_that_cannot_be_written_says_so_and_takes_no_others_place() {
    let shop = Shop::open().await;
    let till = Setup::default().in_zone("UTC").at(&shop).await;
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_eq!(rows(&till, "orders", EVER).await.len(), 1);
    let saved = till.data_dir().join("saved");
    let before = fs::read(saved.join("orders-1970-01-01-to-2099-12-31.csv")).expect("a file");
    // A folder lies where the file is to be written.
    fs::create_dir(saved.join("orders-1970-01-01-to-2099-12-31.csv.part")).expect("a folder");
    let (ended, path) = written(&till, "orders", EVER).await;
    assert_eq!(
        (&ended["state"], &ended["error"]["code"]),
        (&json!("failed"), &json!("file_not_written"))
    );
    assert_eq!(fs::read(path).expect("as it was"), before);
    assert_eq!(rows(&till, "lines", EVER).await.len(), 1, "others can be written");
}

#[tokio::test]
async fn a_full_disk_leaves_no_half_a_file() {
    let Some(disk) = Disk::of(16) else { return };
    let shop = Shop::open().await;
    let till = Setup::default().in_folder(disk.path()).at(&shop).await;
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    fs::create_dir_all(till.data_dir().join("saved")).expect("a folder");
    disk.fill();
    let (ended, _) = written(&till, "orders", EVER).await;
    assert_eq!(
        (&ended["state"], &ended["error"]["code"]),
        (&json!("failed"), &json!("file_disk_full"))
    );
    assert_eq!(left(&till), [""; 0]);
    disk.make_room();
    assert_eq!(rows(&till, "orders", EVER).await.len(), 1);
}
