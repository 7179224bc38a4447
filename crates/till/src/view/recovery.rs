//! Books that could not be opened, and what can be done about it.

use serde::Serialize;
use ts_rs::TS;

/// A store's books were set aside, and a person must say how to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryView {
    /// The store's name, or its address where the name is not known.
    pub store_name: String,
    /// Whether it is the practice store.
    pub practice: bool,
    /// The file that the books were set aside in, untouched; none where they were gone.
    pub set_aside: Option<String>,
    /// The latest backup that is sound, if there is one.
    pub backup: Option<BackupView>,
}

/// A backup of a store's books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// When it was made.
    pub made_at: i64,
    /// How many sales are in it.
    pub sales: u32,
    /// When the last of them changed.
    pub last_change_at: Option<i64>,
}
