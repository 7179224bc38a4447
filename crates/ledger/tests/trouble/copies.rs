//! Copies: made while a till works, and looked at before one is put to use.

use std::fs;

use ledger::{Copy, Ledger, LedgerError, look_at_copy, prove};

use crate::desk::{Desk, awaiting, files};

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_made_while_writing_goes_on_is_one_moment_of_the_books() {
    let desk = Desk::closed().await;
    let ledger = desk.open();
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("copy.sqlite3");
    let writer = ledger.clone();
    let writing = tokio::spawn(async move {
        for number in 3..60 {
            awaiting(&writer, number).await;
        }
    });
    let mut copies = 0;
    while !writing.is_finished() {
        ledger.back_up(&to).await.expect("copied");
        let copy = look_at_copy(&to).expect("a sound copy");
        assert!((2..60).contains(&copy.sales), "{copy:?}");
        let proved = prove(&to).expect("a sound copy").expect("sound books");
        assert_eq!(proved, 1 + 3 * copy.sales, "whole sales only");
        assert_eq!(files(folder.path()).len(), 1, "nothing else is left");
        copies += 1;
    }
    writing.await.expect("all written");
    assert!(copies > 0);
    ledger.back_up(&to).await.expect("copied");
    assert_eq!(look_at_copy(&to).expect("sound"), Copy { sales: 59, last_change_at: Some(9) });
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&to).expect("a file").permissions().mode() & 0o777, 0o600);
    }
    let copied = Ledger::open(&to).expect("a ledger");
    awaiting(&copied, 60).await;
}

#[tokio::test]
async fn a_copy_that_fails_leaves_the_one_before() {
    let desk = Desk::closed().await;
    let ledger = desk.open();
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("copy.sqlite3");
    ledger.back_up(&to).await.expect("copied");
    let before = fs::read(&to).expect("readable");
    awaiting(&ledger, 3).await;
    fs::create_dir(folder.path().join("copy.sqlite3.part")).expect("in the way");
    assert!(ledger.back_up(&to).await.is_err());
    assert!(fs::read(&to).expect("readable") == before);
    let nowhere = folder.path().join("none").join("copy.sqlite3");
    assert!(matches!(ledger.back_up(&nowhere).await, Err(LedgerError::ReadOnly)));
}

#[tokio::test]
async fn a_working_ledger_is_never_written_over() {
    let (desk, other) = (Desk::closed().await, Desk::closed().await);
    let (ledger, _works) = (desk.open(), other.open());
    for to in [&desk.path, &other.path] {
        assert!(matches!(ledger.back_up(to).await, Err(LedgerError::InUse)), "{to:?}");
    }
    awaiting(&ledger, 3).await;
    assert_eq!(prove(&desk.path).expect("readable"), Ok(10));
    assert_eq!(prove(&other.path).expect("readable"), Ok(7));
}

#[tokio::test]
async fn looking_at_a_copy_changes_nothing() {
    let desk = Desk::closed().await;
    let before = desk.files();
    let copy = look_at_copy(&desk.path).expect("a copy");
    assert_eq!(copy, Copy { sales: 2, last_change_at: Some(9) });
    assert_eq!(look_at_copy(&desk.path).expect("again"), copy);
    assert!(desk.files() == before);
    assert!(!desk.beside("-shm").exists());
}

#[tokio::test]
async fn what_is_no_whole_ledger_is_no_copy() {
    let desk = Desk::closed().await;
    let whole = desk.bytes();
    type Expected = fn(&LedgerError) -> bool;
    let check = |what: &str, bytes: &[u8], expected: Expected| {
        fs::write(&desk.path, bytes).expect("writable");
        let refused = look_at_copy(&desk.path).expect_err(what);
        assert!(expected(&refused), "{what}: {refused:?}");
        assert!(desk.bytes() == bytes, "{what}: changed");
    };
    let damaged: Expected = |error| matches!(error, LedgerError::Damaged(_));
    check("empty", b"", damaged);
    check("text", b"a letter", damaged);
    check("cut", &whole[..whole.len() - 4096], damaged);
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&7_u32.to_be_bytes());
    check("newer", &newer, |error| matches!(error, LedgerError::Newer));
    let mut foreign = whole.clone();
    foreign[68..72].fill(0);
    check("foreign", &foreign, |error| matches!(error, LedgerError::Foreign));
    fs::remove_file(&desk.path).expect("removed");
    assert!(matches!(look_at_copy(&desk.path), Err(LedgerError::File(_))));
    assert!(desk.files().is_empty());

    let stopped = Desk::stopped().await;
    assert!(matches!(look_at_copy(&stopped.path), Err(LedgerError::InUse)));
}
