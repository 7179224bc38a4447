//! Files that sales are written into.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorView;

/// What each row of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CsvKind {
    /// A paid order.
    Orders,
    /// A line of one.
    Lines,
    /// Money that was paid back.
    Refunds,
}

/// How the writing of a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CsvState {
    /// It is being written.
    Running,
    /// It is whole and on the disk.
    Done,
    /// A person stopped it; nothing of it is left.
    Stopped,
    /// It could not be written; nothing of it is left.
    Failed,
}

/// The latest file of this run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CsvView {
    /// Counts the files of this run.
    pub id: u32,
    /// What its rows are.
    pub kind: CsvKind,
    /// The span's start, inclusive.
    pub from: i64,
    /// Its end, exclusive.
    pub to: i64,
    /// How it stands.
    pub state: CsvState,
    /// The rows that were written so far.
    pub done: u32,
    /// The rows to be written.
    pub expected: u32,
    /// Where it is saved.
    pub file: String,
    /// Why it could not be written.
    pub error: Option<ErrorView>,
}

impl CsvKind {
    /// The kind's word, as files are named by it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Lines => "lines",
            Self::Refunds => "refunds",
        }
    }
}
