//! The books as data: how much they are, their backups, and how long customers are kept.

use serde::Serialize;
use ts_rs::TS;

use super::ErrorView;

/// What Settings shows of the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BooksView {
    /// How many bytes they take on the disk.
    pub bytes: u64,
    /// How many sales are in them.
    pub sales: u64,
    /// Their folder.
    pub folder: String,
    /// Their backups, the newest first.
    pub backups: Vec<BackupEntry>,
    /// After how many days customers' data is blanked; none keeps it.
    pub retention_days: Option<u32>,
}

/// A backup in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupEntry {
    /// Names it.
    pub number: u32,
    /// When it was made.
    pub made_at: i64,
    /// How many bytes it takes.
    pub bytes: u64,
    /// Whether it holds the books as they were before a backup took their place.
    pub before_restore: bool,
}

/// What a look at a backup tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupLook {
    /// The backup.
    pub number: u32,
    /// When it was made.
    pub made_at: i64,
    /// Why it cannot be used; none where it is sound.
    pub error: Option<ErrorView>,
    /// How many sales are in it.
    pub sales: u64,
    /// When the last of them changed.
    pub last_change_at: Option<i64>,
    /// How many of the sales in use it lacks.
    pub lacks: u64,
}

/// How far an export has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportView {
    /// Rows and pages written.
    pub done: u64,
    /// Of so many, as far as is known.
    pub of: u64,
}

/// An export that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedView {
    /// Where it was saved.
    pub path: String,
    /// How many bytes it takes.
    pub bytes: u64,
}
