//! What can go wrong with the books.

use rusqlite::ErrorCode;

/// A failed look-up or posting. Nothing of a failed posting is kept.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The event cannot happen in the sale's state.
    #[error(transparent)]
    NotAllowed(#[from] sale::NotAllowed),
    /// There is no such row.
    #[error("there is no such {0} in the ledger")]
    NotFound(&'static str),
    /// Another charge is on its way or unsettled, or the article has been charged.
    #[error("another upsell charge is on its way or unsettled, or this one was charged")]
    UpsellBusy,
    /// The order is being cancelled, or was.
    #[error("the order is being cancelled, or was")]
    CancellationBusy,
    /// A refund of the order is on its way or unsettled, or another was made meanwhile.
    #[error("a refund of this order is on its way or not settled yet")]
    RefundBusy,
    /// The same note is on its way already.
    #[error("this note is on its way already")]
    NoteBusy,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The file or its folder cannot be written to.
    #[error("the data folder cannot be written to")]
    ReadOnly,
    /// The file is not a sound database.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The file was written by a newer program.
    #[error("the database was written by a newer version of the program")]
    Newer,
    /// The file is a sound database, but no ledger.
    #[error("the file is another program's database")]
    Foreign,
    /// A program keeps its books in the file, or one that was stopped left a journal beside it.
    #[error("the file is in use: a journal lies beside it")]
    InUse,
    /// A file cannot be read or written.
    #[error("the file cannot be read or written")]
    File(#[source] std::io::Error),
    /// A stored value is not what this program writes.
    #[error("a stored {0} cannot be read")]
    Unreadable(&'static str),
    /// The ledger was closed, or a posting panicked.
    #[error("the ledger is closed")]
    Closed,
    /// Anything else that SQLite says.
    #[error("the database failed")]
    Sqlite(#[source] rusqlite::Error),
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Sqlite(error),
        }
    }
}
