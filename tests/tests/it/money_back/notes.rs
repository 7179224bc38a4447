//! Notes on an order: written once, shown with those that others wrote.

use serde_json::json;
use tillway_tests::{Setup, Shop, Wire};

use super::{NOTES, sold};

#[tokio::test]
async fn a_note_stands_beside_those_of_others() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = sold(&till).await;
    assert_eq!(sold.view()["order"]["notesReadAt"], json!(null), "nobody has read them yet");
    let path = format!("/orders/{}/notes/", sold.order_number());
    shop.write(&path, &json!({ "message": "Packed by Ana" })).await;
    let read = till.ask_of("read_order_notes", sold.id()).await;
    assert_eq!(read.notes(), [("Packed by Ana", "")]);
    let noted = till.note(sold.id(), "  Καλημέρα: leave it at the 門 \n").await;
    let expected = [("Packed by Ana", ""), ("Καλημέρα: leave it at the 門", "")];
    assert_eq!(noted.notes(), expected);
    assert!(noted.view()["order"]["notesReadAt"].is_number());
    till.verify().await;
}

#[tokio::test]
async fn what_a_note_says_is_in_no_event() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = sold(&till).await;
    let noted = till.note(sold.id(), "Her mother's name is Ada").await;
    assert!(!noted.view()["timeline"].to_string().contains("Ada"));
}

#[tokio::test]
async fn a_note_that_was_not_added_can_be_written_again() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = sold(&till).await;
    wire.on("POST", NOTES).once().cut_before();
    till.note(sold.id(), "Rings at noon").await;
    till.until(sold.id(), "not added", |sale| sale.times("note_not_added") == 1).await;
    let again = till.note(sold.id(), "Rings at noon").await;
    assert_eq!(again.notes(), [("Rings at noon", "")], "that it once was not is over");
    assert_eq!(shop.order_of(sold.id()).notes, ["Rings at noon"]);
}

#[tokio::test]
async fn clicked_twice_at_once_it_is_written_once() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = sold(&till).await;
    let mut held = wire.on("POST", NOTES).once().hold_before();
    let note = json!({ "saleId": sold.id(), "message": "Rings at noon" });
    let first = till.begin("add_order_note", note.clone());
    held.arrived().await;
    let second = till.call("add_order_note", note).await.expect_err("it is on its way");
    assert_eq!(second.code(), "not_now");
    held.release();
    first.answer().await.expect("it is added");
    assert_eq!(shop.order_of(sold.id()).notes, ["Rings at noon"]);
    let empty = json!({ "saleId": sold.id(), "message": " \n " });
    let refused = till.call("add_order_note", empty).await.expect_err("it says nothing");
    assert_eq!((refused.code(), refused.fields()), ("fields_to_mend", vec!["note"]));
}
