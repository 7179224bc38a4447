//! Ledgers to make trouble for.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ledger::{Ledger, NewAttempt};
use sale::{Currency, Money, ReturnToken, SaleEvent, SaleId};
use tempfile::TempDir;

/// A ledger's file in a folder of its own.
pub(crate) struct Desk {
    pub(crate) path: PathBuf,
    pub(crate) folder: TempDir,
}

pub(crate) fn sale_id(number: u8) -> SaleId {
    format!("0192f0c1-7a3b-7c4d-8e5f-{number:012x}").parse().expect("an id")
}

impl Desk {
    /// No ledger yet.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { path: folder.path().join("ledger #1?.sqlite3"), folder }
    }

    /// Two sales that wait for their customers, with seven events, all in the one file.
    pub(crate) async fn closed() -> Self {
        let desk = Self::empty();
        let ledger = desk.open();
        awaiting(&ledger, 1).await;
        awaiting(&ledger, 2).await;
        let opened = SaleEvent::PaymentWindowOpened { attempt: 1 };
        ledger.post(move |posting| posting.record(&sale_id(2), &opened, 9)).await.expect("opened");
        drop(ledger);
        desk.gathered();
        desk
    }

    /// As a till leaves it that stopped at once: a third sale is in the journal only.
    pub(crate) async fn stopped() -> Self {
        let before = Self::closed().await;
        let ledger = before.open();
        awaiting(&ledger, 3).await;
        let desk = Self::empty();
        for ending in ["", "-wal"] {
            fs::copy(before.beside(ending), desk.beside(ending)).expect("copied");
        }
        desk
    }

    pub(crate) fn open(&self) -> Ledger {
        Ledger::open(&self.path).expect("a sound file")
    }

    /// Waits until all is in the one file: the last connection that is closed gathers it there, and
    /// of two that are closed at once neither is the last.
    pub(crate) fn gathered(&self) {
        let end = Instant::now() + Duration::from_secs(20);
        while self.beside("-wal").exists() {
            assert!(Instant::now() < end, "the journal stays");
            let last = rusqlite::Connection::open(&self.path).expect("the file");
            last.pragma_query_value(None, "user_version", |_| Ok(())).expect("readable");
        }
    }

    pub(crate) fn beside(&self, ending: &str) -> PathBuf {
        format!("{}{ending}", self.path.display()).into()
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        fs::read(&self.path).expect("readable")
    }

    /// Changes the file as somebody else's hand would.
    pub(crate) fn tamper(&self, sql: &str) {
        let other = rusqlite::Connection::open(&self.path).expect("the file");
        other.execute_batch(sql).expect(sql);
    }

    /// Every file of the folder but the one that SQLite makes anew from the journal.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files(self.folder.path())
    }
}

pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let paths = paths.filter(|path| !path.to_string_lossy().ends_with("-shm"));
    paths.map(|path| (path.clone(), fs::read(path).expect("readable"))).collect()
}

/// A sale that has been placed once.
pub(crate) async fn awaiting(ledger: &Ledger, number: u8) {
    let posted = ledger.post(move |posting| {
        let sale = sale_id(number);
        posting.start_sale(&sale, Currency::USD, 1)?;
        let attempt = NewAttempt {
            token: ReturnToken::new([number; 32]).digest(),
            port: 4000,
            method: "link".to_owned(),
            estimate_minor: 500,
        };
        let attempt = posting.begin_attempt(&sale, &attempt, 2)?;
        let estimate = Money::new(500, Currency::USD);
        posting.record(&sale, &SaleEvent::PlacingStarted { attempt, lines: 1, estimate }, 2)?;
        let host = "pay.example.com".to_owned();
        posting.record(&sale, &SaleEvent::OrderPlaced { attempt, host }, 3)
    });
    posted.await.expect("a sound walk");
}
