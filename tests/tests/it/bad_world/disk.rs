//! Disks that take nothing more.

use serde_json::{Value, json};
use tillway_tests::disk::Disk;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop, Till, Wire};

/// Types until the disk takes no more. Gives the last note that was kept.
async fn type_until_full(till: &Till) -> String {
    let mut kept = String::new();
    for page in 1..1_000 {
        let note = format!("{page} {}", "x".repeat(20_000));
        let change = json!({ "change": { "kind": "note", "note": note } });
        match till.call("change_cart", change).await {
            Ok(_) => kept = note,
            Err(refused) => {
                assert_eq!(refused.code(), "disk_full");
                return kept;
            }
        }
    }
    panic!("the disk is never full");
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_kept() {
    let Some(disk) = Disk::of(16) else { return };
    let shop = Shop::open().await;
    let mut till = Setup::default().in_folder(disk.path()).at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    disk.fill();
    let note = type_until_full(&till).await;
    let cart = till.sale(&sale).await.cart();
    assert_eq!(cart["note"], *note);
    assert_eq!(till.refusal_of("charge", &sale).await, "disk_full");
    assert_eq!(shop.placings(), 0, "what cannot be written down is not sent");

    disk.make_room();
    let changed = till.change(json!({ "kind": "note", "note": "short" })).await;
    assert_eq!(changed.view()["note"], "short");
    till.restart().await;
    let kept = till.sale(&sale).await;
    assert_eq!((kept.state(), kept.cart()), ("building", changed.cart()));
    till.verify().await;
}

#[tokio::test]
async fn a_return_that_cannot_be_kept_is_not_acknowledged_and_can_be_sent_again() {
    let Some(disk) = Disk::of(16) else { return };
    let shop = Shop::open().await;
    let till = Setup::default().in_folder(disk.path()).at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    disk.fill();
    let page = customer.come_back().await;
    assert_eq!(page.status, 503);
    page.assert_says("Please keep this page open");
    // It offers to send the same once more.
    page.assert_says("name=\"response\"");

    disk.make_room();
    customer.come_back().await.assert_says("Thank you");
    till.until_paid(&sale).await;
    assert_eq!(shop.order_of(&sale).charges(), 1);
    till.verify().await;
}

#[tokio::test]
async fn a_placing_whose_answer_cannot_be_kept_is_given_back_to_the_seller() {
    let Some(disk) = Disk::of(16) else { return };
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().in_folder(disk.path()).over(&wire, &shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let cart = till.sale(&sale).await.cart();
    let mut held = wire.on("POST", "/orders/").once().hold_after();
    let charging = till.begin("charge", json!({ "saleId": sale }));
    held.arrived().await;
    disk.fill();
    held.release();
    assert_eq!(charging.answer().await.expect_err("it cannot be kept").code(), "disk_full");
    assert_eq!(till.windows("opened"), [json!(null); 0], "no page that the books don't know");

    disk.make_room();
    let again = till.until_state(&sale, "building").await;
    assert_eq!((again.cart(), again.refusal()), (cart, "disk_full"));
    assert_eq!(till.charge(&sale).await.state(), "awaiting");
    till.verify().await;
}

#[tokio::test]
async fn an_upsell_whose_answer_cannot_be_kept_is_looked_up() {
    let Some(disk) = Disk::of(16) else { return };
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().in_folder(disk.path()).over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    let mut held = wire.on("POST", "/orders/{number}/add-line-items/").hold_after();
    let click = sold.click(tea);
    let charging = till.begin("add_upsell", click.clone());
    held.arrived().await;
    disk.fill();
    held.release();
    assert_eq!(charging.answer().await.expect_err("it cannot be kept").code(), "disk_full");

    disk.make_room();
    till.until_charge(sold.id(), tea, "charged").await;
    assert_eq!(shop.order_of(sold.id()).charges(), 2);
    assert_eq!(wire.of("POST", "/orders/{number}/add-line-items/").len(), 1);
    till.verify().await;
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_to_is_told_and_loses_nothing() {
    let Some(disk) = Disk::of(16) else { return };
    let shop = Shop::open().await;
    let mut till = Setup::default().in_folder(disk.path()).at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    let cart = till.sale(&sale).await.cart();
    till.kill().await;
    disk.set_read_only(true);
    till.restart().await;
    let snapshot = till.snapshot().await;
    assert_eq!(
        (&snapshot["trouble"]["code"], &snapshot["store"]),
        (&json!("read_only"), &Value::Null)
    );
    let store = json!({ "address": shop.origin(), "token": shop.token() });
    let refused = till.call("connect_store", store).await.expect_err("nothing can be kept");
    assert_eq!(refused.code(), "read_only");

    till.kill().await;
    disk.set_read_only(false);
    till.restart().await;
    assert_eq!(till.snapshot().await["trouble"], Value::Null);
    assert_eq!(till.sale(&sale).await.cart(), cart);
    till.verify().await;
}

/// Nobody can write while the customer comes back, and then somebody can again.
async fn a_return_meets_a_disk_that(fails: &str) {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().on_a_ruled_disk().over(&wire, &shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    till.ask("machine", json!({ "disk": fails })).await;
    for _ in 0..2 {
        let page = customer.come_back().await;
        assert_eq!(page.status, 503, "{fails}");
        page.assert_says("Please keep this page open");
        assert!(!page.text().contains("not completed"), "{fails}: {}", page.text());
    }
    till.ask("machine", json!({ "disk": "works" })).await;
    customer.come_back().await.assert_says("Thank you");
    till.until_paid(&sale).await;
    assert_eq!(shop.order_of(&sale).charges(), 1);
    till.verify().await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn no_failing_disk_makes_a_payment_look_failed() {
    for fails in ["full", "fails", "cannot_sync"] {
        a_return_meets_a_disk_that(fails).await;
    }
}
