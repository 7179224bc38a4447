//! What proving the books finds, and by which name.

use std::fs;

use ledger::{ChainFault, Fault, prove};
use sha2::{Digest, Sha256};

use crate::desk::{Desk, awaiting, sale_id};

/// Alters a copy of `base` and gives what proving it finds.
fn after(base: &Desk, sql: &str) -> Result<u64, ChainFault> {
    let desk = Desk::empty();
    fs::copy(&base.path, &desk.path).expect("copied");
    let unlock = "DROP TRIGGER events_stay; DROP TRIGGER events_remain; PRAGMA foreign_keys = OFF;";
    desk.tamper(&format!("{unlock} {sql}"));
    let before = desk.files();
    let verdict = prove(&desk.path).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    assert!(desk.files() == before, "{sql}: proving writes nothing");
    verdict
}

fn found(sale: u8, sequence: i64, fault: Fault) -> Result<u64, ChainFault> {
    let sale_id = if sale == 0 { String::new() } else { sale_id(sale).as_str().to_owned() };
    Err(ChainFault { sale_id, sequence, fault })
}

#[tokio::test]
async fn what_was_altered_is_named() {
    use Fault::*;
    let base = Desk::closed().await;
    let (first, second) = (sale_id(1), sale_id(2));
    let check = |sql: &str, sale, sequence, fault| {
        assert_eq!(after(&base, sql), found(sale, sequence, fault), "{sql}");
    };
    assert_eq!(after(&base, ""), Ok(7));

    check("UPDATE events SET at = 99 WHERE entry = 2", 1, 2, EventAltered);
    check("UPDATE events SET event = replace(event, '5', '1') WHERE entry = 2", 1, 2, EventAltered);
    check("UPDATE events SET event = CAST(x'ff' AS TEXT) WHERE entry = 3", 1, 3, EventAltered);
    check("UPDATE events SET sequence = 9 WHERE entry = 3", 1, 9, EventAltered);
    check("UPDATE events SET sequence = -1 WHERE entry = 3", 1, -1, EventAltered);
    check("UPDATE events SET hash = zeroblob(32) WHERE entry = 7", 2, 4, EventAltered);
    let moved = format!("UPDATE events SET sale_id = '{first}' WHERE entry = 7");
    check(&moved, 1, 4, EventAltered);
    check("UPDATE events SET entry = 70 WHERE entry = 7", 2, 4, EventsRemovedBefore);

    check("DELETE FROM events WHERE entry = 1", 1, 2, EventsRemovedBefore);
    check("DELETE FROM events WHERE entry = 4", 2, 2, EventsRemovedBefore);
    check("DELETE FROM events WHERE entry < 7", 2, 4, EventsRemovedBefore);

    check("UPDATE sales SET state = 'paid'", 1, 3, StateAltered);
    check("UPDATE sales SET state = CAST(x'ff' AS TEXT)", 1, 3, StateAltered);
    check("UPDATE sales SET changed_at = 8 WHERE changed_at = 9", 2, 4, ChangeTimeAltered);
    check(&format!("DELETE FROM sales WHERE id = '{first}'"), 1, 1, SaleRemoved);
    let made_up = "INSERT INTO sales (id, state, started_at, changed_at, cart, currency)
                   SELECT '0192f0c1-7a3b-7c4d-8e5f-000000000009', state, 1, 1, cart, currency
                   FROM sales LIMIT 1";
    check(made_up, 9, 0, SaleWithoutEvents);
    let orphan = "INSERT INTO orders (number, sale_id, raw, read_at)
        VALUES ('7', 'no sale', '{}', 1)";
    check(orphan, 0, 0, ReferenceBroken("orders".to_owned()));
    assert!(second.as_str() > first.as_str());
}

#[tokio::test]
async fn events_missing_at_the_end_are_noticed() {
    use Fault::*;
    let base = Desk::closed().await;
    let second = sale_id(2);
    let check = |sql: &str, sale, sequence, fault| {
        assert_eq!(after(&base, sql), found(sale, sequence, fault), "{sql}");
    };
    check("DELETE FROM events WHERE entry = 7", 2, 3, EventsRemovedAfter);
    check("DELETE FROM events WHERE entry > 5", 2, 2, EventsRemovedAfter);
    check("DELETE FROM events", 1, 0, EventsRemovedAfter);
    let whole_sale = format!(
        "DELETE FROM events WHERE entry > 3; DELETE FROM attempts WHERE sale_id = '{second}';
         DELETE FROM sales WHERE id = '{second}'"
    );
    check(&whole_sale, 1, 3, EventsRemovedAfter);
    // Who also knows of the count is betrayed by the sale's state, or by when it changed.
    let counted = "UPDATE sqlite_sequence SET seq = (SELECT max(entry) FROM events)";
    check(&format!("DELETE FROM events WHERE entry > 5; {counted}"), 2, 2, StateAltered);
    check(&format!("DELETE FROM events WHERE entry = 7; {counted}"), 2, 3, ChangeTimeAltered);
}

#[tokio::test]
async fn an_event_with_a_hash_made_to_fit_breaks_the_next() {
    let base = Desk::closed().await;
    let connection = rusqlite::Connection::open(&base.path).expect("the file");
    let (previous, event): (Vec<u8>, String) = connection
        .query_row("SELECT previous, event FROM events WHERE entry = 3", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("an event");
    drop(connection);
    let mut hash = Sha256::new();
    let (sequence, at) = (3_u32.to_be_bytes(), 99_i64.to_be_bytes());
    for part in [&previous, sale_id(1).as_str().as_bytes(), &sequence, &at, event.as_bytes()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let hash: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let sql = format!("UPDATE events SET at = 99, hash = x'{hash}' WHERE entry = 3");
    assert_eq!(after(&base, &sql), found(2, 1, Fault::ChainBroken));
}

#[tokio::test]
async fn a_file_whose_parts_do_not_fit_is_named_before_any_event() {
    let base = Desk::closed().await;
    let verdict = after(
        &base,
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = replace(sql, '(state', '(phone') WHERE name = 'sales_by_state'",
    );
    let fault = verdict.expect_err("damaged").fault;
    assert!(matches!(fault, Fault::FileDamaged(_)), "{fault:?}");
}

#[tokio::test]
async fn books_are_proved_beside_a_working_till() {
    let desk = Desk::closed().await;
    let ledger = desk.open();
    awaiting(&ledger, 3).await;
    assert_eq!(prove(&desk.path).expect("readable"), Ok(10));
    awaiting(&ledger, 4).await;
    let inside = ledger.look_up(|books| books.verify()).await.expect("readable");
    assert_eq!((inside, prove(&desk.path).expect("readable")), (Ok(13), Ok(13)));
}
