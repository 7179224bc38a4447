//! What goes onto paper.
//!
//! A receipt, or any other sheet, is one [`Document`]: a list of blocks that says what stands there and
//! not how it looks. From it come plain text, a PDF, and the bytes of a receipt printer; the interface
//! draws the same document for the system's printers. This crate knows nothing of sales: what a
//! receipt says is `till`'s.

mod bitmap;
mod clean;
mod code_page;
mod columns;
mod document;
mod error;
mod escpos_bytes;
mod pdf;
mod printer;
mod setting;
mod size;
mod tape;
mod typesetter;

pub use columns::text;
pub use document::{Align, Block, Document};
pub use error::PaperError;
pub use escpos_bytes::{Handling, escpos, needs_pictures};
pub use pdf::pdf;
pub use printer::Printer;
pub use size::PaperSize;
pub use typesetter::Typesetter;
