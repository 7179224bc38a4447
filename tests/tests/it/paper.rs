//! Receipts, printed by the till and kept by a printer that is a socket or a file.

use serde_json::{Value, json};
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, ReceiptPrinter, Sale, Setup, Shop, Till};

/// What a receipt printer is told at the beginning: to begin anew, and which letters come.
const BEGIN: &[u8] = b"\x1b@\x1bt\x10";
const CUT: &[u8] = b"\x1dVA\x01";
const OPEN_DRAWER: &[u8] = b"\x1bp\x00\x19\xfa";

/// A till with these settings of its printer, and a sale that is paid.
async fn paid(shop: &Shop, printer: Value) -> (Till, Sale) {
    let till = Setup::default().at(shop).await;
    set_printer(&till, printer).await;
    let sale = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    (till, sale)
}

async fn set_printer(till: &Till, printer: Value) {
    let mut settings = till.snapshot().await["settings"].take();
    for (name, value) in printer.as_object().expect("settings") {
        settings["paper"][name] = value.clone();
    }
    till.ask("save_settings", json!({ "settings": settings })).await;
}

async fn print(till: &Till, sale: &Sale) {
    till.ask("print_receipt", json!({ "saleId": sale.id() })).await;
}

/// The code of why it is not printed.
async fn refused(till: &Till, sale: &Sale) -> String {
    till.refusal_of("print_receipt", sale.id()).await
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The marks of the receipt that would be printed next.
async fn marks(till: &Till, sale: &Sale) -> Vec<String> {
    let receipt = till.ask("receipt", json!({ "saleId": sale.id() })).await;
    let blocks = receipt["blocks"].as_array().expect("blocks").iter();
    let marks = blocks.filter(|block| block["kind"] == "mark");
    marks.map(|mark| mark["text"].as_str().expect("words").to_owned()).collect()
}

#[tokio::test]
async fn a_receipt_comes_out_of_a_printer_in_the_network() {
    let shop = Shop::open().await;
    let printer = ReceiptPrinter::open().await;
    let settings = json!({
        "printer": "network", "place": printer.address(), "size": "roll58", "head": "12 Larch Lane",
    });
    let (till, sale) = paid(&shop, settings).await;
    print(&till, &sale).await;
    let bytes = printer.print(0).await;
    assert!(bytes.starts_with(BEGIN));
    assert!(bytes.ends_with(CUT));
    let order = shop.order_of(sale.id());
    let number = format!("Order {}", order.number);
    for words in ["Larch Lane Goods", "12 Larch Lane", &number, "Walnut", "74.67"] {
        assert!(holds(&bytes, words.as_bytes()), "{words}");
    }
    assert!(!holds(&bytes, OPEN_DRAWER), "nobody asked for the drawer");
}

#[tokio::test]
async fn the_second_print_says_that_it_is_a_copy_and_leaves_the_drawer_shut() {
    let shop = Shop::open().await;
    let printer = ReceiptPrinter::open().await;
    let settings =
        json!({ "printer": "network", "place": printer.address(), "cut": false, "drawer": true });
    let (mut till, sale) = paid(&shop, settings).await;
    print(&till, &sale).await;
    till.restart().await;
    print(&till, &sale).await;
    print(&till, &sale).await;
    for (number, copy) in [(0, None), (1, Some("COPY 1")), (2, Some("COPY 2"))] {
        let bytes = printer.print(number).await;
        assert_eq!(holds(&bytes, OPEN_DRAWER), copy.is_none());
        assert_eq!(holds(&bytes, b"COPY"), copy.is_some());
        assert!(copy.is_none_or(|copy| holds(&bytes, copy.as_bytes())));
        assert!(!holds(&bytes, CUT), "nobody asked for a cut");
    }
}

#[tokio::test]
async fn of_two_prints_at_the_same_moment_one_is_the_copy() {
    let shop = Shop::open().await;
    let printer = ReceiptPrinter::open().await;
    let settings = json!({ "printer": "network", "place": printer.address() });
    let (till, sale) = paid(&shop, settings).await;
    let presses = [0; 2].map(|_| till.begin("print_receipt", json!({ "saleId": sale.id() })));
    for press in presses {
        press.answer().await.expect("it is printed");
    }
    let copies = [printer.print(0).await, printer.print(1).await];
    let copies = copies.iter().filter(|bytes| holds(bytes, b"COPY 1")).count();
    assert_eq!(copies, 1);
}

#[tokio::test]
async fn a_printer_that_is_gone_leaves_the_sale_as_it_was() {
    let shop = Shop::open().await;
    let settings = json!({ "printer": "network", "place": ReceiptPrinter::gone().await });
    let (till, sale) = paid(&shop, settings).await;
    let before = till.sale(sale.id()).await;
    assert_eq!(refused(&till, &sale).await, "printer_unreachable");
    assert_eq!(till.sale(sale.id()).await, before);
    let device = till.data_dir().join("no-such-printer");
    for (kind, place, code) in [
        ("usb", device.to_str().expect("a path"), "printer_unreachable"),
        ("serial", device.to_str().expect("a path"), "printer_unreachable"),
        ("network", " ", "printer_not_set"),
        ("network", "printer:many", "printer_not_set"),
    ] {
        set_printer(&till, json!({ "printer": kind, "place": place })).await;
        assert_eq!(refused(&till, &sale).await, code, "{kind} {place:?}");
    }
    assert!(!device.exists(), "a device is never made");
    assert_eq!(marks(&till, &sale).await, [""; 0], "nothing was printed that could be copied");
    till.verify().await;
}

#[tokio::test]
async fn a_printer_that_breaks_off_says_so_and_the_next_print_is_no_copy() {
    let shop = Shop::open().await;
    let broken = ReceiptPrinter::breaking_off_after(64).await;
    let settings = json!({ "printer": "network", "place": broken.address() });
    let (till, sale) = paid(&shop, settings).await;
    let before = till.sale(sale.id()).await;
    assert_eq!(refused(&till, &sale).await, "printer_stopped");
    assert_eq!(till.sale(sale.id()).await, before);
    assert_eq!(broken.count(), 0);
    let mended = ReceiptPrinter::open().await;
    set_printer(&till, json!({ "place": mended.address() })).await;
    print(&till, &sale).await;
    assert!(!holds(&mended.print(0).await, b"COPY"));
}

#[tokio::test]
async fn a_file_takes_one_receipt_after_the_other() {
    let shop = Shop::open().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("receipts.bin");
    let settings = json!({ "printer": "file", "place": file.to_str().expect("a path") });
    let (till, sale) = paid(&shop, settings).await;
    let tea = till.variant(TEA).await;
    print(&till, &sale).await;
    let first = std::fs::read(&file).expect("a file");
    till.add_upsell(sale.id(), tea).await;
    till.until_charge(sale.id(), tea, "charged").await;
    print(&till, &sale).await;
    let both = std::fs::read(&file).expect("a file");
    let second = both.strip_prefix(first.as_slice()).expect("the first stays");
    assert!(first.starts_with(BEGIN) && second.starts_with(BEGIN));
    assert!(!holds(&first, b"Added after payment"));
    for words in ["COPY 1", "Added after payment", "Breakfast"] {
        assert!(holds(second, words.as_bytes()), "{words}");
    }
}

#[tokio::test]
async fn the_systems_printing_is_asked_and_counted() {
    let shop = Shop::open().await;
    let (till, sale) = paid(&shop, json!({})).await;
    assert_eq!(marks(&till, &sale).await, [""; 0]);
    print(&till, &sale).await;
    assert_eq!(till.windows("printed").len(), 1);
    assert_eq!(marks(&till, &sale).await, ["COPY 1"]);
}

#[tokio::test]
async fn a_receipt_is_saved_as_pdf_under_its_orders_number() {
    let shop = Shop::open().await;
    let (till, sale) = paid(&shop, json!({ "size": "a4" })).await;
    let saved = till.ask("save_receipt_pdf", json!({ "saleId": sale.id() })).await;
    let path = std::path::Path::new(saved.as_str().expect("a path"));
    let name = format!("Receipt {}.pdf", sale.order_number());
    assert_eq!(path.file_name().and_then(|name| name.to_str()), Some(name.as_str()));
    assert!(std::fs::read(path).expect("the file").starts_with(b"%PDF-"));
    assert_eq!(marks(&till, &sale).await, [""; 0], "a file is no print");
}

#[tokio::test]
async fn without_a_paid_order_there_is_no_receipt() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    for command in ["receipt", "print_receipt", "save_receipt_pdf"] {
        assert_eq!(till.refusal_of(command, &sale).await, "not_found", "{command}");
    }
}

#[tokio::test]
async fn settings_are_tried_before_they_are_kept() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let printer = ReceiptPrinter::open().await;
    let mut paper = till.snapshot().await["settings"]["paper"].take();
    paper["printer"] = json!("network");
    paper["place"] = json!(printer.address());
    paper["head"] = json!("12 Larch Lane");
    paper["drawer"] = json!(true);
    till.ask("test_print", json!({ "paper": paper })).await;
    let bytes = printer.print(0).await;
    for words in ["TEST", "not a receipt", "12 Larch Lane"] {
        assert!(holds(&bytes, words.as_bytes()), "{words}");
    }
    assert!(holds(&bytes, OPEN_DRAWER));
    assert_eq!(till.snapshot().await["settings"]["paper"]["place"], "");
}
