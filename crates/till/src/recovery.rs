//! Books that cannot be opened: they are set aside untouched, and a person says how to go on, with
//! the last backup or with new books. What they then miss is looked for at the store.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use ledger::{Copy, Ledger, LedgerError, look_at_copy};

use crate::app::App;
use crate::backup::backups;
use crate::causes::causes;
use crate::connect::Access;
use crate::error::{Result, TillError};
use crate::open_store::{Facts, now_ms};
use crate::stores::{KnownStore, PRACTICE, folder};
use crate::view::{BackupView, RecoveryView, Snapshot};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// New books look back so far for what the lost ones held.
const NEW_BOOKS_LOOK_BACK_MS: i64 = 30 * DAY_MS;

/// The note that books were set aside and nobody has said yet how to go on.
const NOTE: &str = "ledger.set-aside";

/// A store's books, or what became of them.
pub(crate) enum OpenedBooks {
    Open(Ledger),
    /// They are in this file now.
    SetAside(String),
}

/// What is to be opened once a person has said how.
pub(crate) struct Recovery {
    known: KnownStore,
    access: Access,
    facts: Option<Facts>,
    set_aside: String,
    backup: Option<(PathBuf, BackupView)>,
}

impl Recovery {
    pub(crate) fn view(&self) -> RecoveryView {
        let KnownStore { key, name, address } = &self.known;
        RecoveryView {
            store_name: if name.is_empty() { address.clone() } else { name.clone() },
            practice: key == PRACTICE,
            set_aside: self.set_aside.clone(),
            backup: self.backup.as_ref().map(|(_, view)| view.clone()),
        }
    }
}

impl App {
    /// Goes on with the latest sound backup of the books that were set aside. What happened since is
    /// looked for at the store.
    ///
    /// # Errors
    /// When no books were set aside, there is no such backup, or it cannot be put in place.
    pub async fn restore_backup(&self) -> Result<Snapshot> {
        let backup = self.recovering(|recovery| recovery.backup.clone()).flatten();
        let (path, view) = backup.ok_or(TillError::NotFound("backup"))?;
        let since = view.last_change_at.unwrap_or(view.made_at).min(view.made_at) - DAY_MS;
        self.recover(since, move |ledger| put_in_place(&path, ledger)).await
    }

    /// Goes on with new books in place of those that were set aside. The orders of the last thirty
    /// days are looked for at the store.
    ///
    /// # Errors
    /// When no books were set aside, or new ones cannot be made.
    pub async fn begin_new_books(&self) -> Result<Snapshot> {
        self.recover(now_ms() - NEW_BOOKS_LOOK_BACK_MS, |_| Ok(())).await
    }

    async fn recover(
        &self,
        since: i64,
        prepare: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<Snapshot> {
        let opening = self.opening().await;
        let recovery = self.take_recovery().ok_or(TillError::NotFound("books to be recovered"))?;
        let folder = folder(&self.config().data_dir, &recovery.known.key);
        let prepared = prepare(&ledger_file(&folder)).and_then(|()| remove_note(&folder));
        if let Err(error) = prepared {
            self.set_recovery(Some(recovery));
            return Err(error.into());
        }
        let Recovery { known, access, facts, .. } = recovery;
        self.open(known, access, facts).await?;
        drop(opening);
        if let Ok(store) = self.store() {
            store.want_comparison(since, now_ms(), true).await?;
        }
        self.publish_snapshot().await
    }

    /// Keeps what was to be opened until a person has said how, with no store in use meanwhile.
    pub(crate) async fn offer_recovery(
        &self,
        set_aside: String,
        known: KnownStore,
        access: Access,
        facts: Option<Facts>,
    ) -> Result<()> {
        let folder = folder(&self.config().data_dir, &known.key);
        let find = tokio::task::spawn_blocking(move || latest_sound(&folder));
        let backup = find.await.unwrap_or_default();
        self.replace_store(None).await;
        let mut stores = self.stores_now();
        stores.put_in_use(known.clone());
        self.keep_stores(&stores)?;
        self.set_trouble(None);
        self.set_recovery(Some(Recovery { known, access, facts, set_aside, backup }));
        Ok(())
    }
}

/// Opens a store's books. A damaged or foreign file is set aside, untouched.
pub(crate) fn open_books(folder: &Path) -> Result<OpenedBooks> {
    create_private(folder)?;
    let path = ledger_file(folder);
    if let Ok(set_aside) = fs::read_to_string(folder.join(NOTE))
        && !path.exists()
    {
        return Ok(OpenedBooks::SetAside(set_aside));
    }
    match Ledger::open(&path) {
        Ok(ledger) => {
            remove_note(folder)?;
            Ok(OpenedBooks::Open(ledger))
        }
        Err(error @ (LedgerError::Damaged(_) | LedgerError::Foreign)) => {
            tracing::error!(error = %causes(&error), "the books are set aside");
            Ok(OpenedBooks::SetAside(set_aside(folder)?))
        }
        Err(error) => Err(error.into()),
    }
}

/// The note comes first: without it the next start would begin new books and ask nobody.
fn set_aside(folder: &Path) -> io::Result<String> {
    let name = format!("ledger.damaged-{}.sqlite3", now_ms());
    let mut note = File::create(folder.join(NOTE))?;
    note.write_all(name.as_bytes())?;
    note.sync_all()?;
    // The database last: while it is there, it is not taken for set aside.
    for ending in ["-wal", "-shm", "-journal", ""] {
        let from = folder.join(format!("ledger.sqlite3{ending}"));
        if from.exists() {
            fs::rename(from, folder.join(format!("{name}{ending}")))?;
        }
    }
    Ok(name)
}

fn remove_note(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(NOTE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn latest_sound(folder: &Path) -> Option<(PathBuf, BackupView)> {
    backups(folder).into_iter().find_map(|backup| {
        let Copy { sales, last_change_at } = look_at_copy(&backup.path).ok()?;
        let sales = u32::try_from(sales).unwrap_or(u32::MAX);
        Some((backup.path, BackupView { made_at: backup.made_at, sales, last_change_at }))
    })
}

/// A copy takes the ledger's place when it is whole and on the disk; the backup itself stays.
fn put_in_place(backup: &Path, ledger: &Path) -> io::Result<()> {
    let begun = ledger.with_extension("part");
    fs::copy(backup, &begun)?;
    File::open(&begun)?.sync_all()?;
    fs::rename(&begun, ledger)
}

fn ledger_file(folder: &Path) -> PathBuf {
    folder.join("ledger.sqlite3")
}

pub(crate) fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
