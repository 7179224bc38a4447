//! The books as data: their size, their backups, and a look at one before it is used.

use std::fs;
use std::path::Path;

use ledger::{Copy, look_at_copy};

use crate::app::App;
use crate::backup::{Backup, backups};
use crate::error::{Result, TillError};
use crate::open_store::OpenStore;
use crate::retention::retention_days;
use crate::view::{BackupEntry, BackupLook, BooksView};

impl App {
    /// How much the books of the store in use are, and their backups.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn data_view(&self) -> Result<BooksView> {
        self.store()?.data_view().await
    }

    /// Makes a backup now, beside the work that goes on.
    ///
    /// # Errors
    /// When it cannot be written, or these books are damaged: then they are set aside.
    pub async fn back_up_now(&self) -> Result<BooksView> {
        let store = self.store()?;
        self.back_up(&store).await?;
        store.data_view().await
    }

    /// Reads a backup to its end: whether it is sound, and what it lacks.
    ///
    /// # Errors
    /// When there is none of this number, or the books in use cannot be read.
    pub async fn look_at_backup(&self, number: u32) -> Result<BackupLook> {
        self.store()?.look_at_backup(number).await
    }
}

impl OpenStore {
    pub(crate) async fn data_view(&self) -> Result<BooksView> {
        let look = |books: &ledger::Books<'_>| Ok((books.count_sales()?, retention_days(books)?));
        let (sales, retention_days) = self.ledger.look_up(look).await?;
        let folder = self.folder.clone();
        let files = move || (size_of_books(&folder), backups(&folder));
        let (bytes, backups) = tokio::task::spawn_blocking(files).await.unwrap_or_default();
        Ok(BooksView {
            bytes,
            sales,
            folder: self.folder.display().to_string(),
            backups: backups.iter().map(entry).collect(),
            retention_days,
        })
    }

    pub(crate) async fn look_at_backup(&self, number: u32) -> Result<BackupLook> {
        let backup = self.backup(number)?;
        let Backup { number, made_at, path, .. } = backup;
        let look = self.ledger.look_up(move |books| {
            let look = look_at_copy(&path);
            let lacks = if look.is_ok() { books.missing_in_copy(&path)? } else { 0 };
            Ok((look, lacks))
        });
        let (look, lacks) = look.await?;
        let (error, Copy { sales, last_change_at }) = match look {
            Ok(copy) => (None, copy),
            Err(error) => {
                let nothing = Copy { sales: 0, last_change_at: None };
                (Some(TillError::from(error).view()), nothing)
            }
        };
        Ok(BackupLook { number, made_at, error, sales, last_change_at, lacks })
    }

    pub(crate) fn backup(&self, number: u32) -> Result<Backup> {
        let found = backups(&self.folder).into_iter().find(|backup| backup.number == number);
        found.ok_or(TillError::NotFound("backup"))
    }
}

fn entry(backup: &Backup) -> BackupEntry {
    BackupEntry {
        number: backup.number,
        made_at: backup.made_at,
        bytes: size(&backup.path),
        before_restore: backup.before_restore,
    }
}

fn size_of_books(folder: &Path) -> u64 {
    ["ledger.sqlite3", "ledger.sqlite3-wal"].iter().map(|name| size(&folder.join(name))).sum()
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |file| file.len())
}
