//! A backup takes the place of the books: only a sound one, only when nothing is on its way, and
//! never without a way back.

use std::fs;

use serde_json::{Value, json};
use tillway_tests::books;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Outcome, Setup, Shop, TakenBack, Till, Wire};

/// The number of the newest backup that is the way back from a restore, or is not.
fn newest(data: &Value, before_restore: bool) -> u64 {
    let mut backups = data["backups"].as_array().into_iter().flatten();
    let newest = backups.find(|backup| backup["beforeRestore"] == before_restore);
    newest.expect("a backup")["number"].as_u64().expect("a number")
}

/// A till with a paid sale in its newest backup and another paid since. Gives the backup's number
/// and both sales.
async fn with_a_backup(till: &Till) -> (u64, [String; 2]) {
    let first = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let data = till.ask("back_up_now", json!({})).await;
    till.ask("new_sale", json!({})).await;
    let second = till.paid(&[TEA], Buyer::new("grace@example.com")).await;
    (newest(&data, false), [first.id().to_owned(), second.id().to_owned()])
}

#[tokio::test]
async fn a_backup_takes_the_books_place_and_there_is_a_way_back() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (number, [first, second]) = with_a_backup(&till).await;
    let look = till.ask("look_at_backup", json!({ "number": number })).await;
    assert_eq!(
        (&look["error"], &look["sales"], &look["lacks"]),
        (&Value::Null, &json!(1), &json!(1))
    );

    let restored = till.ask("restore_backup_of", json!({ "number": number })).await;
    assert_eq!((&restored["recovery"], &restored["trouble"]), (&Value::Null, &Value::Null));
    assert_eq!(restored["store"]["address"], shop.origin());
    till.until_told("the comparison's end", |event| event["comparison"]["state"] == "done").await;
    let found = till.until_paid(&second).await;
    assert_eq!(found.times("sale_found"), 1, "the store knew of it");
    assert_eq!(till.sale(&first).await.state(), "paid");
    for sale in [&first, &second] {
        assert_eq!(shop.order_of(sale).charges(), 1);
    }

    let data = till.ask("data_view", json!({})).await;
    let way_back = newest(&data, true);
    let look = till.ask("look_at_backup", json!({ "number": way_back })).await;
    assert_eq!((&look["error"], &look["sales"]), (&Value::Null, &json!(2)));
    till.ask("restore_backup_of", json!({ "number": way_back })).await;
    let again = till.sale(&second).await;
    assert_eq!((again.state(), again.times("sale_found")), ("paid", 0), "as it was before");
    till.ask("new_sale", json!({})).await;
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.verify().await;
}

#[tokio::test]
async fn what_was_promised_since_a_backup_holds_after_it_was_restored() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (number, _) = with_a_backup(&till).await;
    let sheet = async || till.ask("make_day_sheet", json!({ "from": 0, "to": 86_400_000 })).await;
    assert_eq!(sheet().await["sheet"]["number"], 1);
    assert_eq!(sheet().await["sheet"]["number"], 2);
    till.ask("set_retention", json!({ "days": 90 })).await;

    till.ask("restore_backup_of", json!({ "number": number })).await;
    let data = till.ask("data_view", json!({})).await;
    assert_eq!(data["retentionDays"], 90, "customers' data goes on being forgotten");
    assert_eq!(sheet().await["sheet"]["number"], 3, "what was printed as 1 and 2 stays so");
}

#[tokio::test]
async fn while_a_customer_pays_the_books_stay() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (number, _) = with_a_backup(&till).await;
    till.ask("new_sale", json!({})).await;
    let paying = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let backups = till.ask("data_view", json!({})).await["backups"].clone();
    let restore = json!({ "number": number });
    let refused = till.call("restore_backup_of", restore).await.expect_err("she is paying");
    assert_eq!(refused.code(), "not_now");
    assert_eq!(till.ask("data_view", json!({})).await["backups"], backups);
    let mut customer = till.customer_of(&paying).await;
    customer.pay().await;
    customer.come_back().await;
    till.until_paid(&paying).await;
    till.verify().await;
}

/// Other books would not know of it, and pay back a second time what may yet be paid back.
#[tokio::test]
async fn while_nobody_knows_whether_money_went_back_the_books_stay() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("upsellMs", 600_000).over(&wire, &shop).await;
    let (number, [first, _]) = with_a_backup(&till).await;
    let sold = till.sale(&first).await;
    wire.on("POST", "/orders/{number}/refund/").once().cut_before();
    let unknown = till.refund(&first, &TakenBack::lines(&sold, &[(0, 1)])).await;
    assert_eq!(unknown.refund_state(), "unknown");
    let restore = json!({ "number": number });
    let refused = till.call("restore_backup_of", restore).await.expect_err("nobody knows yet");
    assert_eq!(refused.code(), "not_now");
    assert_eq!(till.sale(&first).await.refund_state(), "unknown");
    till.verify().await;
}

#[tokio::test]
async fn a_damaged_backup_is_told_and_never_used() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let (number, [_, second]) = with_a_backup(&till).await;
    let prefix = format!("ledger-{number:06}-");
    let all = books::files(&till.data_dir().join("stores")).into_iter();
    let (path, mut bytes) = all
        .into_iter()
        .find(|(path, _)| {
            path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(&prefix))
        })
        .expect("the backup");
    let end = bytes.len() - 4096;
    bytes[4096..end].fill(0xa5);
    fs::write(&path, bytes).expect("writable");
    let look = till.ask("look_at_backup", json!({ "number": number })).await;
    assert_eq!(look["error"]["code"], "database_damaged");
    let restore = json!({ "number": number });
    let refused = till.call("restore_backup_of", restore).await.expect_err("it is damaged");
    assert_eq!(refused.code(), "database_damaged");
    assert_eq!(till.sale(&second).await.state(), "paid");
    let gone = till.call("look_at_backup", json!({ "number": 999 })).await.expect_err("none");
    assert_eq!(gone.code(), "not_found");
    till.verify().await;
}

/// Waits until a sale is paid, which these books may yet have to find at the store.
async fn until_known_as_paid(till: &Till, sale: &str) {
    let mut heard = 0;
    loop {
        let known = till.call("sale_detail", json!({ "saleId": sale })).await;
        if known.is_ok_and(|sale| sale["state"] == "paid") {
            return;
        }
        till.until_told_after(&mut heard, "news of the sale", |_| true).await;
    }
}

/// SQLite's syncs are the moments between which everything else happens: the copy, the note, the
/// books' change of place and their opening.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn killed_at_any_moment_the_next_start_has_the_old_books_or_the_new_ones() {
    let shop = Shop::open().await;
    let mut till = Setup::default().on_a_ruled_disk().at(&shop).await;
    let (number, sales) = with_a_backup(&till).await;
    let mut ended = 0;
    for let_by in 0..200 {
        till.set_up(|setup| setup.ending_at(Some(("before_sync", let_by))));
        let lived = till.try_restart().await;
        let restore = json!({ "number": number });
        let came_through = lived
            && matches!(till.begin("restore_backup_of", restore).outcome().await, Outcome::Done(_));
        ended += u32::from(lived && !came_through);
        till.restart_as(|setup| setup.ending_at(None)).await;
        let snapshot = till.snapshot().await;
        let whole = (&snapshot["recovery"], &snapshot["trouble"]);
        assert_eq!(whole, (&Value::Null, &Value::Null), "after {let_by} syncs");
        for sale in &sales {
            until_known_as_paid(&till, sale).await;
            assert_eq!(shop.order_of(sale).charges(), 1);
        }
        till.verify().await;
        if came_through {
            break;
        }
    }
    assert!(ended > 3, "it was killed while it restored: {ended}");
}
