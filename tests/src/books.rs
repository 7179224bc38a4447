//! The till's own books, as they lie on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use ledger::Ledger;

use crate::deadline::in_time;

/// Every ledger in a data folder.
#[must_use]
pub fn ledgers(data_dir: &Path) -> Vec<PathBuf> {
    let stores = fs::read_dir(data_dir.join("stores")).into_iter().flatten();
    let files = stores.flatten().map(|store| store.path().join("ledger.sqlite3"));
    files.filter(|file| file.exists()).collect()
}

/// Proves every ledger of a data folder. Gives how many events were proved.
///
/// # Panics
/// When there is none, or one does not prove itself.
pub async fn prove(data_dir: &Path) -> u64 {
    let ledgers = ledgers(data_dir);
    assert!(!ledgers.is_empty(), "no ledger in {}", data_dir.display());
    let mut proved = 0;
    for path in ledgers {
        let ledger = Ledger::open(&path).expect("a sound database");
        let verdict = ledger.look_up(|books| books.verify()).await.expect("a readable database");
        proved += verdict.unwrap_or_else(|fault| panic!("{}: {fault:?}", path.display()));
    }
    proved
}

/// Looks something up in a copy of a data folder's one ledger. Nothing of the ledger itself changes:
/// whoever looks into it last would write its journal into it.
///
/// # Panics
/// When there is none, or it cannot be read.
pub async fn look_into_copy<T: Send + 'static>(
    data_dir: &Path,
    look: impl FnOnce(&ledger::Books<'_>) -> ledger::Result<T> + Send + 'static,
) -> T {
    let path = ledgers(data_dir).pop().expect("a ledger");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = folder.path().join("ledger.sqlite3");
    for ending in ["", "-wal"] {
        let named = |path: &Path| format!("{}{ending}", path.display());
        // There may be no journal.
        let _ = fs::copy(named(&path), named(&copy));
    }
    let ledger = Ledger::open(&copy).expect("a sound database");
    let found = ledger.look_up(look).await.expect("a readable database");
    ledger.close().await;
    found
}

/// Gathers a ledger that nobody has open into its one file, without a journal beside it. A process that
/// was killed has it open for a moment longer, and whoever closes it then is not the last.
pub async fn gather(ledger: &Path) {
    let journal = PathBuf::from(format!("{}-wal", ledger.display()));
    in_time("the journal to be gone", async {
        while {
            Ledger::open(ledger).expect("a sound database").close().await;
            journal.exists()
        } {}
    })
    .await;
}

/// Every file below a folder, with its bytes.
#[must_use]
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if let Ok(bytes) = fs::read(&path) {
            files.push((path, bytes));
        }
    }
    files
}
