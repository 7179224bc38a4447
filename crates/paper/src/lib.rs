//! What goes onto paper.
//!
//! A receipt, or any other sheet, is one [`Document`]: a list of blocks that says what stands there and
//! not how it looks. From it come plain text, a PDF, and the bytes of a receipt printer; the interface
//! draws the same document for the system's printers. This crate knows nothing of sales: what a
//! receipt says is `till`'s.

mod clean;
mod columns;
mod document;
mod size;

pub use columns::text;
pub use document::{Align, Block, Document};
pub use size::PaperSize;
