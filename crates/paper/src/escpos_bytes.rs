//! Documents as the bytes of ESC/POS, the language of receipt printers.
//!
//! What the printer has letters for goes to it as text, which is fast and sharp. A block with any other
//! letter (Arabic, Hebrew, Chinese, Thai, …) goes as a picture, drawn by the typesetter.

use escpos::errors::Result as Told;
use escpos::printer::Printer as Writer;
use escpos::utils::Protocol;

use crate::bitmap::{self, Bitmap};
use crate::clean;
use crate::code_page;
use crate::columns::{aligned, block_lines};
use crate::document::{Align, Block, Document};
use crate::error::PaperError;
use crate::size::PaperSize;
use crate::tape::Tape;
use crate::typesetter::Typesetter;

/// How high ordinary letters of a picture are, in dots: as the printer's own.
const SIZE: f32 = 23.0;

/// The most rows of one picture: printers keep a picture whole before they print it, and some have
/// little room.
const BAND: usize = 192;

/// Opens the drawer at the printer's pin 2, with 50 ms on and 500 ms off. The command of the `escpos`
/// crate leaves these two times out, and the printer would take the next two letters for them.
const OPEN_DRAWER: [u8; 5] = [0x1b, b'p', 0, 25, 250];

/// What the printer does beside printing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Handling {
    /// Whether it cuts the paper.
    pub cut: bool,
    /// Whether it opens the drawer, before it prints.
    pub open_drawer: bool,
}

/// Whether some of it can only be printed as a picture, for which a [`Typesetter`] is needed.
#[must_use]
pub fn needs_pictures(document: &Document) -> bool {
    document.blocks.iter().any(needs_picture)
}

/// The document for a receipt printer with a roll; for a sheet's size, it is that of 80 mm. Without a
/// typesetter, letters that the printer lacks become question marks.
///
/// # Errors
/// [`PaperError::NotWritten`] when it cannot be put into ESC/POS.
pub fn escpos(
    document: &Document,
    paper: PaperSize,
    handling: Handling,
    setter: Option<&mut Typesetter>,
) -> Result<Vec<u8>, PaperError> {
    let tape = Tape::default();
    write(document, paper, handling, setter, &tape)
        .map_err(|error| PaperError::NotWritten(error.to_string()))?;
    Ok(tape.bytes())
}

fn write(
    document: &Document,
    paper: PaperSize,
    handling: Handling,
    mut setter: Option<&mut Typesetter>,
    tape: &Tape,
) -> Told<()> {
    let mut writer = Writer::new(tape.clone(), Protocol::default(), None);
    writer.init()?.page_code(code_page::PAGE)?;
    if handling.open_drawer {
        writer.custom(&OPEN_DRAWER)?;
    }
    let roll = if paper == PaperSize::Roll58 { PaperSize::Roll58 } else { PaperSize::Roll80 };
    for block in &document.blocks {
        match setter.as_deref_mut() {
            Some(setter) if needs_picture(block) => {
                write_picture(&bitmap::draw(block, dots(roll), SIZE, setter), &mut writer)?;
            }
            _ => write_text(block, roll.columns(), &mut writer)?,
        }
    }
    // The knife is above the print head by some lines; without one the paper is torn off there.
    writer.feeds(4)?;
    if handling.cut {
        writer.partial_cut()?;
    }
    writer.print()?;
    Ok(())
}

fn dots(roll: PaperSize) -> usize {
    roll.columns() * 12
}

fn needs_picture(block: &Block) -> bool {
    block.texts().into_iter().any(|text| !clean::lines(text).all(|line| code_page::has_all(&line)))
}

fn write_text(block: &Block, columns: usize, writer: &mut Writer<Tape>) -> Told<()> {
    match block {
        Block::Heading { text } => {
            writer.bold(true)?.size(2, 2)?;
            write_lines(aligned(text, Align::Center, columns / 2), writer)?;
            writer.size(1, 1)?.bold(false)?;
        }
        // White on black, in full lines.
        Block::Mark { text } => {
            writer.bold(true)?.reverse(true)?;
            let lines = aligned(text, Align::Center, columns);
            let full = lines.into_iter().map(|line| {
                let missing = columns.saturating_sub(line.chars().count());
                line + &" ".repeat(missing)
            });
            write_lines(full, writer)?;
            writer.reverse(false)?.bold(false)?;
        }
        Block::Text { strong: true, .. } | Block::Row { strong: true, .. } => {
            writer.bold(true)?;
            write_lines(block_lines(block, columns), writer)?;
            writer.bold(false)?;
        }
        _ => write_lines(block_lines(block, columns), writer)?,
    }
    Ok(())
}

fn write_lines(lines: impl IntoIterator<Item = String>, writer: &mut Writer<Tape>) -> Told<()> {
    for line in lines {
        writer.write(&code_page::replaced(&line))?.custom(b"\n")?;
    }
    Ok(())
}

/// A picture in bands (`GS v 0`), one right below the other.
fn write_picture(picture: &Bitmap, writer: &mut Writer<Tape>) -> Told<()> {
    let bytes = picture.row_bytes();
    for band in picture.dots.chunks(bytes * BAND) {
        let [wide, wider] = low_high(bytes);
        let [high, higher] = low_high(band.len() / bytes);
        writer.custom(&[0x1d, b'v', b'0', 0, wide, wider, high, higher])?.custom(band)?;
    }
    Ok(())
}

/// A count as the printer reads it, its low byte first. Widths and bands are far below 65,536.
fn low_high(count: usize) -> [u8; 2] {
    u16::try_from(count).unwrap_or(u16::MAX).to_le_bytes()
}
