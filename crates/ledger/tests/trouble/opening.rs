//! What is opened, and what is refused without a byte of it being changed.

use std::fs;

use ledger::{Ledger, LedgerError, prove};
use rusqlite::Connection;

use crate::desk::{Desk, awaiting};

#[derive(Debug, PartialEq)]
enum Refusal {
    Damaged,
    Foreign,
    Newer,
}

/// Opens a file that must be refused, and left as it is with all that lies beside it.
fn refused(desk: &Desk, what: &str) -> Refusal {
    let before = desk.files();
    let refusal = match Ledger::open(&desk.path).err().unwrap_or_else(|| panic!("{what}: opened")) {
        LedgerError::Damaged(_) => Refusal::Damaged,
        LedgerError::Foreign => Refusal::Foreign,
        LedgerError::Newer => Refusal::Newer,
        other => panic!("{what}: {other:?}"),
    };
    assert!(!matches!(prove(&desk.path), Ok(Ok(_))), "{what}: proved");
    assert!(desk.files() == before, "{what}: something changed");
    refusal
}

async fn proved(desk: &Desk) -> u64 {
    let verdict = desk.open().look_up(|books| books.verify()).await.expect("readable");
    verdict.expect("sound books")
}

#[tokio::test]
async fn a_file_that_was_cut_is_damaged() {
    let desk = Desk::closed().await;
    let whole = desk.bytes();
    let end = whole.len();
    let cuts = [1, 15, 16, 60, 99, 100, 101, 511, 512, 1000, 4095, 4096, 4097, 6000, 8192];
    for length in cuts.into_iter().chain([end / 2, end - 4096, end - 100, end - 1]) {
        fs::write(&desk.path, &whole[..length]).expect("writable");
        assert_eq!(refused(&desk, &format!("cut to {length}")), Refusal::Damaged, "{length}");
    }
}

#[tokio::test]
async fn a_file_that_was_overwritten_is_damaged() {
    let desk = Desk::closed().await;
    let whole = desk.bytes();
    let text = b"not a database at all, but long enough to look at".repeat(100);
    let mut first_page = whole.clone();
    first_page[..4096].fill(0);
    let mut middle = whole.clone();
    middle[4096..16_384].fill(0xa5);
    let mut structure = whole.clone();
    structure[100..120].fill(0xff);
    for (what, bytes) in
        [("text", text), ("first page", first_page), ("middle", middle), ("structure", structure)]
    {
        fs::write(&desk.path, bytes).expect("writable");
        assert_eq!(refused(&desk, what), Refusal::Damaged, "{what}");
    }
}

#[tokio::test]
async fn an_empty_file_is_a_new_ledger() {
    let desk = Desk::empty();
    fs::write(&desk.path, "").expect("writable");
    assert_eq!(proved(&desk).await, 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&desk.path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    desk.gathered();
    assert_eq!(desk.files().len(), 1, "nothing else is left");
}

#[test]
fn a_making_that_was_broken_off_is_begun_anew() {
    let desk = Desk::empty();
    fs::write(desk.beside(".part"), "SQLite for").expect("writable");
    drop(desk.open());
    desk.gathered();
    assert_eq!(desk.files().len(), 1);
}

#[tokio::test]
async fn a_newer_file_is_refused_also_when_only_its_journal_tells() {
    let desk = Desk::closed().await;
    desk.tamper("PRAGMA user_version = 99");
    assert_eq!(refused(&desk, "in the file"), Refusal::Newer);

    let before = Desk::closed().await;
    let other = Connection::open(&before.path).expect("the file");
    other.execute_batch("PRAGMA user_version = 2").expect("written");
    let desk = Desk::empty();
    for ending in ["", "-wal"] {
        fs::copy(before.beside(ending), desk.beside(ending)).expect("copied");
    }
    assert_eq!(refused(&desk, "in the journal"), Refusal::Newer);
}

#[test]
fn another_programs_database_is_refused() {
    for (what, sql) in [
        ("plain", "CREATE TABLE notes (a); INSERT INTO notes VALUES (1);"),
        ("with a journal", "PRAGMA journal_mode = WAL; CREATE TABLE notes (a);"),
        ("marked", "PRAGMA application_id = 7; CREATE TABLE sales (a);"),
        // A transaction that spills: SQLite would roll it back when it opens the file.
        (
            "broken off",
            "CREATE TABLE notes (a); INSERT INTO notes VALUES (zeroblob(90000));
             PRAGMA cache_size = 2; BEGIN; UPDATE notes SET a = randomblob(90000);
             INSERT INTO notes VALUES (randomblob(90000));",
        ),
    ] {
        let theirs = Desk::empty();
        let connection = Connection::open(&theirs.path).expect("new");
        connection.execute_batch(sql).expect(sql);
        let desk = Desk::empty();
        for (path, bytes) in theirs.files() {
            let name = path.file_name().expect("a name");
            fs::write(desk.folder.path().join(name), bytes).expect("copied");
        }
        assert_eq!(refused(&desk, what), Refusal::Foreign, "{what}");
    }
}

#[tokio::test]
async fn what_a_stopped_till_left_in_its_journal_is_there() {
    let desk = Desk::stopped().await;
    let before = desk.files();
    assert_eq!(prove(&desk.path).expect("sound"), Ok(10));
    assert!(desk.files() == before, "proving writes nothing");
    assert_eq!(proved(&desk).await, 10);
}

#[tokio::test]
async fn a_journal_that_is_none_is_not_thrown_away() {
    let desk = Desk::stopped().await;
    let journal = fs::read(desk.beside("-wal")).expect("a journal");
    let mut altered = journal.clone();
    altered[17] ^= 1;
    let mut other_size = journal.clone();
    other_size[10] ^= 0x30;
    let garbage = b"journal ".repeat(700);
    let zeros = vec![0; journal.len()];
    for (what, bytes) in
        [("altered", altered), ("size", other_size), ("garbage", garbage), ("zeros", zeros)]
    {
        fs::write(desk.beside("-wal"), bytes).expect("writable");
        assert_eq!(refused(&desk, what), Refusal::Damaged, "{what}");
    }
    // One that was broken off before its first entry holds nothing.
    fs::write(desk.beside("-wal"), &journal[..32]).expect("writable");
    assert_eq!(proved(&desk).await, 7);
}

#[tokio::test]
async fn a_journal_without_its_database_is_not_thrown_away() {
    let desk = Desk::stopped().await;
    fs::write(&desk.path, "").expect("writable");
    assert_eq!(refused(&desk, "emptied"), Refusal::Damaged);
    fs::remove_file(&desk.path).expect("removed");
    assert_eq!(refused(&desk, "removed"), Refusal::Damaged);
}

#[tokio::test]
async fn a_journal_that_would_be_rolled_back_into_the_ledger_is_refused() {
    let desk = Desk::closed().await;
    fs::write(desk.beside("-journal"), b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7".repeat(99))
        .expect("writable");
    assert_eq!(refused(&desk, "a journal"), Refusal::Damaged);
}

#[tokio::test]
async fn an_older_copy_put_under_a_left_journal_is_not_taken_for_sound_books() {
    let desk = Desk::empty();
    let ledger = desk.open();
    for number in 1..100 {
        awaiting(&ledger, number).await;
    }
    let copy = desk.folder.path().join("copy.sqlite3");
    ledger.back_up(&copy).await.expect("copied");
    for number in 100..200 {
        awaiting(&ledger, number).await;
    }
    drop(ledger);
    desk.gathered();
    let ledger = desk.open();
    for number in 200..220 {
        awaiting(&ledger, number).await;
    }
    let mixed = Desk::empty();
    fs::copy(&copy, &mixed.path).expect("copied");
    fs::copy(desk.beside("-wal"), mixed.beside("-wal")).expect("copied");
    assert_eq!(refused(&mixed, "a mixture"), Refusal::Damaged);
}
