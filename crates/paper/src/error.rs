//! Why nothing, or only a part, came onto paper. Nothing that fails here touches a sale.

use std::io;

/// A print that did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// Nothing was printed: the printer is not there, or lets nobody in.
    #[error("the printer cannot be reached")]
    Unreachable(#[source] io::Error),
    /// The printer was there and took no more: a part may be on paper.
    #[error("the printer stopped while it was printing")]
    Stopped(#[source] io::Error),
    /// Where the printer is was not said, or in no way that can be understood.
    #[error("it is not set where the printer is")]
    NoPlace,
    /// The machine has no font to write with.
    #[error("this machine has no font")]
    NoFonts,
    /// The document could not be written.
    #[error("the document could not be written: {0}")]
    NotWritten(String),
}
