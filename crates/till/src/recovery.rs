//! Books that cannot be opened: they are set aside untouched, and a person says how to go on, with
//! the last backup or with new books. What they then miss is looked for at the store.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use ledger::{Books, Copy, Ledger, LedgerError, look_at_copy};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::backup::backups;
use crate::causes::causes;
use crate::connect::Access;
use crate::error::{Result, TillError};
use crate::open_store::{DAY_MS, Facts, OpenStore, now_ms};
use crate::retention::{RETENTION, retention_days};
use crate::stores::{KnownStore, PRACTICE, folder};
use crate::view::{BackupView, RecoveryView, Snapshot};

/// New books look back so far for what the lost ones held.
const NEW_BOOKS_LOOK_BACK_MS: i64 = 30 * DAY_MS;

/// The setting that says when the books were taken from a backup.
pub(crate) const RESTORED_AT: &str = "restored_at";

/// The file that says that books were set aside, and how far the recovery has come.
const NOTE: &str = "ledger.set-aside";

/// What the note says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    /// The file that the books are in now; none where they were gone.
    file: Option<String>,
    /// Once a person has said how to go on: since when the store's orders are to be looked through.
    since: Option<i64>,
    /// The backup that the books are then taken from, if they are.
    backup: Option<PathBuf>,
    /// Whether that is still to take the place of books that are there: a person wanted it to.
    #[serde(default)]
    replaces: bool,
    /// What the replaced books hand on.
    #[serde(default)]
    legacy: Legacy,
}

/// What books hand on to a backup that takes their place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Legacy {
    /// The highest revision that they gave a view of a sale.
    revision: u32,
    /// The highest number that they gave a day's sheet.
    sheet: i64,
    /// After how many days they blanked customers' data, if they did: it goes on being blanked.
    retention_days: Option<u32>,
}

impl Legacy {
    pub(crate) fn of(books: &Books<'_>) -> ledger::Result<Self> {
        Ok(Self {
            revision: books.highest_revision()?,
            sheet: books.highest_sheet_number()?,
            retention_days: retention_days(books)?,
        })
    }

    fn take_over(self, posting: &ledger::Posting<'_>) -> ledger::Result<()> {
        posting.raise_revisions(self.revision)?;
        posting.raise_sheet_numbers(self.sheet)?;
        match self.retention_days {
            Some(days) => posting.set_setting(RETENTION, &Some(days)),
            None => Ok(()),
        }
    }
}

/// A store's books, or what became of them.
pub(crate) enum OpenedBooks {
    Open(Ledger),
    /// They are in this file now, unless they were gone.
    SetAside(Option<String>),
}

/// What is to be opened once a person has said how.
#[derive(Clone)]
pub(crate) struct Recovery {
    known: KnownStore,
    access: Access,
    facts: Option<Facts>,
    set_aside: Option<String>,
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
        self.recover(look_back(view.made_at, view.last_change_at), Some(path)).await
    }

    /// Goes on with new books in place of those that were set aside. The orders of the last thirty
    /// days are looked for at the store.
    ///
    /// # Errors
    /// When no books were set aside, or new ones cannot be made.
    pub async fn begin_new_books(&self) -> Result<Snapshot> {
        self.recover(now_ms() - NEW_BOOKS_LOOK_BACK_MS, None).await
    }

    /// Each step can be taken again: the note says what was chosen until the comparison is begun.
    async fn recover(&self, since: i64, backup: Option<PathBuf>) -> Result<Snapshot> {
        let opening = self.opening().await;
        let recovery = self.recovering(Recovery::clone);
        let recovery = recovery.ok_or(TillError::NotFound("books to be recovered"))?;
        let folder = folder(&self.config().data_dir, &recovery.known.key);
        let Recovery { known, access, facts, set_aside, .. } = recovery;
        let since = Some(since);
        write_note(&folder, &Note { file: set_aside, since, backup, ..Note::default() })?;
        self.open(known, access, facts).await?;
        drop(opening);
        self.publish_snapshot().await
    }

    /// Keeps what was to be opened until a person has said how, with no store in use meanwhile.
    pub(crate) async fn offer_recovery(
        &self,
        set_aside: Option<String>,
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

impl OpenStore {
    /// Begins to look through the store's orders for what recovered books miss; then the recovery is
    /// over.
    pub(crate) async fn finish_recovery(&self) -> Result<()> {
        let note = read_note(&self.folder);
        let Some(Note { since: Some(since), backup, legacy, .. }) = note else {
            return Ok(());
        };
        let now = now_ms();
        if backup.is_some() {
            let mark = move |posting: &ledger::Posting<'_>| {
                legacy.take_over(posting)?;
                Result::Ok(posting.set_setting(RESTORED_AT, &now)?)
            };
            self.ledger.post(mark).await?;
        }
        self.want_comparison(since, now, true).await?;
        Ok(remove_note(&self.folder)?)
    }
}

/// Opens a store's books. A damaged or foreign file is set aside, untouched; so is what is left of
/// books that are gone.
pub(crate) fn open_books(folder: &Path, were_there: bool) -> Result<OpenedBooks> {
    create_private(folder)?;
    let path = ledger_file(folder);
    finish_replacing(folder)?;
    let is_empty = fs::metadata(&path).map_or(true, |file| file.len() == 0);
    let expected = were_there || !backups(folder).is_empty();
    let note = read_note(folder);
    if note.is_none() {
        // A copy of a backup that was broken off: customers' data in it would never be blanked.
        let _ = fs::remove_file(path.with_extension("part"));
    }
    match &note {
        // The last start may have been ended before all of it was moved.
        Some(Note { file, since: None, .. }) => {
            return Ok(OpenedBooks::SetAside(set_aside(folder, file.clone())?));
        }
        Some(Note { backup: Some(backup), .. }) if is_empty => put_in_place(backup, &path)?,
        _ => {}
    }
    if note.is_none() && is_empty && expected && !beside(&path, "-wal").exists() {
        tracing::error!("the books are gone");
        return Ok(OpenedBooks::SetAside(set_aside(folder, None)?));
    }
    match Ledger::open(&path) {
        Ok(ledger) => Ok(OpenedBooks::Open(ledger)),
        Err(error @ (LedgerError::Damaged(_) | LedgerError::Foreign)) => {
            tracing::error!(error = %causes(&error), "the books are set aside");
            Ok(OpenedBooks::SetAside(set_aside(folder, None)?))
        }
        Err(error) => Err(error.into()),
    }
}

/// Since when the store's orders are to be looked through for what a backup misses.
pub(crate) fn look_back(made_at: i64, last_change_at: Option<i64>) -> i64 {
    last_change_at.unwrap_or(made_at).min(made_at).min(now_ms()) - DAY_MS
}

/// Notes that a backup is to take the place of the books when they are next opened. From here on
/// that is what happens, whatever ends the till.
pub(crate) fn begin_replacing(
    folder: &Path,
    backup: PathBuf,
    since: i64,
    legacy: Legacy,
) -> io::Result<()> {
    // It is tried beforehand whether there is room for it.
    let begun = ledger_file(folder).with_extension("part");
    fs::copy(&backup, &begun).inspect_err(|_| drop(fs::remove_file(&begun)))?;
    let (since, backup) = (Some(since), Some(backup));
    let note = Note { file: None, since, backup, replaces: true, legacy };
    write_note(folder, &note).inspect_err(|_| drop(fs::remove_file(&begun)))
}

/// Puts the noted backup in the place of the books, of which a whole copy was made. A journal of
/// theirs goes first: SQLite would take it for that of the backup.
fn finish_replacing(folder: &Path) -> io::Result<()> {
    let Some(note @ Note { replaces: true, .. }) = read_note(folder) else { return Ok(()) };
    // Should somebody have removed the backup meanwhile, the books are what they were.
    let way_back = || backups(folder).into_iter().find(|backup| backup.before_restore);
    let backup = note.backup.clone().filter(|backup| backup.exists());
    let backup = backup.or_else(|| way_back().map(|backup| backup.path));
    let backup = backup.ok_or(io::ErrorKind::NotFound)?;
    let ledger = ledger_file(folder);
    for part in ["-wal", "-shm", "-journal"] {
        match fs::remove_file(beside(&ledger, part)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    put_in_place(&backup, &ledger)?;
    write_note(folder, &Note { replaces: false, ..note })
}

/// Moves the books, with what SQLite keeps beside them, under another name, or goes on with that. The
/// note comes first: without it the next start would open what is not moved yet.
fn set_aside(folder: &Path, begun: Option<String>) -> io::Result<Option<String>> {
    let ledger = ledger_file(folder);
    let parts = ["", "-wal", "-shm", "-journal"];
    let left: Vec<&str> = parts.into_iter().filter(|part| beside(&ledger, part).exists()).collect();
    if left.is_empty() {
        let file = begun.clone();
        write_note(folder, &Note { file, ..Note::default() })?;
        return Ok(begun);
    }
    let name = begun.unwrap_or_else(|| format!("ledger.damaged-{}.sqlite3", now_ms()));
    let file = Some(name.clone());
    write_note(folder, &Note { file, ..Note::default() })?;
    for part in left {
        fs::rename(beside(&ledger, part), folder.join(format!("{name}{part}")))?;
    }
    sync_folder(folder)?;
    Ok(Some(name))
}

/// The path of a file that SQLite keeps beside a database.
fn beside(ledger: &Path, part: &str) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push(part);
    name.into()
}

fn read_note(folder: &Path) -> Option<Note> {
    serde_json::from_slice(&fs::read(folder.join(NOTE)).ok()?).ok()
}

fn write_note(folder: &Path, note: &Note) -> io::Result<()> {
    let begun = folder.join("ledger.set-aside.part");
    let mut file = File::create(&begun)?;
    file.write_all(&serde_json::to_vec(note).map_err(io::Error::other)?)?;
    file.sync_all()?;
    fs::rename(begun, folder.join(NOTE))?;
    sync_folder(folder)
}

/// A renamed file has its new name for good once its folder is on the disk, where folders can be synced.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn remove_note(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(NOTE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => sync_folder(folder),
    }
}

fn latest_sound(folder: &Path) -> Option<(PathBuf, BackupView)> {
    // What a person once left for a backup comes last.
    let (replaced, daily): (Vec<_>, Vec<_>) =
        backups(folder).into_iter().partition(|backup| backup.before_restore);
    daily.into_iter().chain(replaced).find_map(|backup| {
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
    fs::rename(&begun, ledger)?;
    ledger.parent().map_or(Ok(()), sync_folder)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backup::backup_folder;

    const SETTING: &str = "whose";

    /// Books that say whose they are.
    async fn books(path: &Path, whose: &'static str) -> Ledger {
        let ledger = Ledger::open(path).expect("new books");
        let say = move |posting: &ledger::Posting<'_>| posting.set_setting(SETTING, &whose);
        ledger.post(say).await.expect("written");
        ledger
    }

    async fn whose(folder: &Path) -> String {
        let OpenedBooks::Open(ledger) = open_books(folder, true).expect("readable") else {
            panic!("the books were set aside");
        };
        let whose = ledger.look_up(|books| books.setting::<String>(SETTING)).await;
        ledger.close().await;
        whose.expect("readable").expect("said")
    }

    /// A folder as a till leaves it that is ended within its books, and a backup of others.
    async fn ended() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let (other, backup) = (folder.path().join("other"), folder.path().join("backup"));
        books(&other, "the backup's").await.close().await;
        fs::rename(other, &backup).expect("closed books are one file");
        let working = folder.path().join("working");
        let ledger = books(&working, "the old").await;
        for part in ["", "-wal"] {
            let to = beside(&ledger_file(folder.path()), part);
            fs::copy(beside(&working, part), to).expect("a journal lies beside it");
        }
        drop(ledger);
        (folder, backup)
    }

    #[tokio::test]
    async fn before_the_note_the_old_books_stay() {
        let (folder, backup) = ended().await;
        fs::copy(backup, folder.path().join("ledger.part")).expect("a copy that was broken off");
        assert_eq!(whose(folder.path()).await, "the old");
        assert!(!folder.path().join("ledger.part").exists(), "nobody would blank what is in it");
    }

    #[tokio::test]
    async fn a_backup_that_is_gone_after_the_note_leaves_the_way_back() {
        let (folder, backup) = ended().await;
        let backups = backup_folder(folder.path());
        fs::create_dir(&backups).expect("writable");
        let way_back = backups.join("ledger-000003-9-before-restore.sqlite3");
        books(&way_back, "the old, copied").await.close().await;
        begin_replacing(folder.path(), backup.clone(), 7, Legacy::default()).expect("written");
        fs::remove_file(backup).expect("it was there");
        assert_eq!(whose(folder.path()).await, "the old, copied");
    }

    #[tokio::test]
    async fn after_the_note_the_backup_takes_their_place_wherever_it_was_broken_off() {
        for step in 0..4 {
            let (folder, backup) = ended().await;
            let path = folder.path();
            let ledger = ledger_file(path);
            begin_replacing(path, backup.clone(), 7, Legacy::default()).expect("written");
            if step > 0 {
                fs::remove_file(beside(&ledger, "-wal")).expect("it was there");
            }
            if step > 1 {
                put_in_place(&backup, &ledger).expect("written");
            }
            if step > 2 {
                finish_replacing(path).expect("written");
            }
            assert_eq!(whose(path).await, "the backup's", "step {step}");
            assert_eq!(whose(path).await, "the backup's", "it is done once");
            assert!(backup.exists(), "the backup itself stays");
        }
    }
}
