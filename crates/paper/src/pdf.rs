//! Documents as PDF. Text stays text: it can be selected, searched and read aloud.

use std::collections::HashMap;

use cosmic_text::{LayoutGlyph, Weight, fontdb};
use krilla::Data;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph, Tag};

use crate::document::{Block, Document};
use crate::error::PaperError;
use crate::setting::{Bar, Measure, SetBlock, set_block};
use crate::size::PaperSize;
use crate::typesetter::{SetLine, Typesetter};

/// A millimetre in points.
const MM: f32 = 72.0 / 25.4;

/// The longest page that readers of PDF are bound to show is 14,400 points.
const LONGEST: f32 = 14_000.0;

/// How a paper is written on; all in points.
struct Sheet {
    width: f32,
    /// None where it is as long as it must be.
    height: Option<f32>,
    side: f32,
    /// Above and below.
    edge: f32,
    size: f32,
}

impl Sheet {
    fn of(paper: PaperSize) -> Self {
        let roll = |width: f32, side: f32, size: f32| Self {
            width: width * MM,
            height: None,
            side: side * MM,
            edge: 5.0 * MM,
            size,
        };
        let page = |width: f32, height: f32| Self {
            width,
            height: Some(height),
            side: 20.0 * MM,
            edge: 20.0 * MM,
            size: 10.5,
        };
        match paper {
            PaperSize::Roll58 => roll(58.0, 5.0, 8.0),
            PaperSize::Roll80 => roll(80.0, 4.0, 9.5),
            PaperSize::A4 => page(210.0 * MM, 297.0 * MM),
            PaperSize::Letter => page(612.0, 792.0),
        }
    }

    fn measure(&self) -> Measure {
        Measure { width: self.width - 2.0 * self.side, size: self.size }
    }

    /// How much stands on one page.
    fn room(&self) -> f32 {
        self.height.unwrap_or(LONGEST) - 2.0 * self.edge
    }
}

/// The document as a PDF's bytes.
///
/// # Errors
/// [`PaperError::NotWritten`] when a font cannot be put into it.
pub fn pdf(
    document: &Document,
    paper: PaperSize,
    setter: &mut Typesetter,
) -> Result<Vec<u8>, PaperError> {
    let sheet = Sheet::of(paper);
    let mut written = krilla::Document::new();
    let mut pen = Pen { setter, fonts: HashMap::new() };
    let pages = pages(document, &sheet, pen.setter);
    let count = pages.len();
    for (number, blocks) in pages.iter().enumerate() {
        let long: f32 = blocks.iter().map(|block| block.height).sum();
        let height = sheet.height.unwrap_or(long + 2.0 * sheet.edge);
        let size = PageSettings::from_wh(sheet.width, height)
            .ok_or_else(|| PaperError::NotWritten("the page has no size".to_owned()))?;
        let mut page = written.start_page_with(size);
        let mut surface = page.surface();
        let mut top = sheet.edge;
        for block in blocks {
            pen.draw(block, sheet.side, top, &mut surface);
            top += block.height;
        }
        if count > 1 {
            let text = format!("{} / {count}", number + 1);
            let foot = set_block(&Block::centered(text), sheet.measure(), pen.setter);
            pen.draw(&foot, sheet.side, height - sheet.edge * 0.7, &mut surface);
        }
        surface.finish();
        page.finish();
    }
    let about = Metadata::new().title(document.title.clone()).creator("Tillway".to_owned());
    written.set_metadata(about);
    written.finish().map_err(|error| PaperError::NotWritten(format!("{error:?}")))
}

/// The blocks of each page. None is broken, unless it alone is longer than a page: then what does not
/// fit is cut at the paper's edge, which no text of a receipt comes near to.
fn pages(document: &Document, sheet: &Sheet, setter: &mut Typesetter) -> Vec<Vec<SetBlock>> {
    let mut pages = vec![Vec::new()];
    let mut used = 0.0;
    for block in &document.blocks {
        let block = set_block(block, sheet.measure(), setter);
        if used > 0.0 && used + block.height > sheet.room() {
            pages.push(Vec::new());
            used = 0.0;
        }
        used += block.height;
        pages.last_mut().expect("there is always one page").push(block);
    }
    pages
}

/// Draws what was set, and knows each font as the PDF knows it.
struct Pen<'s> {
    setter: &'s mut Typesetter,
    fonts: HashMap<(fontdb::ID, Weight), Option<Font>>,
}

impl Pen<'_> {
    fn draw(&mut self, block: &SetBlock, left: f32, top: f32, surface: &mut Surface<'_>) {
        surface.set_fill(Some(Fill { paint: luma::Color::black().into(), ..Fill::default() }));
        for bar in &block.bars {
            draw_bar(*bar, left, top, surface);
        }
        for line in &block.lines {
            let runs = line.glyphs.chunk_by(|one, next| {
                (one.font_id, one.font_weight) == (next.font_id, next.font_weight)
            });
            for run in runs {
                self.draw_run(run, line, left, top, surface);
            }
        }
    }

    /// Draws glyphs of one font.
    fn draw_run(
        &mut self,
        run: &[LayoutGlyph],
        line: &SetLine,
        left: f32,
        top: f32,
        surface: &mut Surface<'_>,
    ) {
        let Some(first) = run.first() else { return };
        // A font that the PDF cannot take is left out: the amounts beside it must still be printed.
        let Some(font) = self.font(first) else { return };
        let start = Point::from_xy(left + line.x + first.x, top + line.baseline);
        let nexts =
            run.iter().skip(1).map(|next| next.x).chain(run.last().map(|last| last.x + last.w));
        let glyphs: Vec<_> = run.iter().zip(nexts).map(|(one, next)| glyph(one, next)).collect();
        surface.draw_glyphs(start, &glyphs, font, &line.text, first.font_size, false);
    }

    fn font(&mut self, glyph: &LayoutGlyph) -> Option<Font> {
        let (id, weight) = (glyph.font_id, glyph.font_weight);
        let fonts = &self.setter.fonts;
        self.fonts.entry((id, weight)).or_insert_with(|| font(fonts.db(), id, weight)).clone()
    }
}

/// A glyph, and the way from it to where the next one stands.
fn glyph(glyph: &LayoutGlyph, next: f32) -> KrillaGlyph {
    let size = glyph.font_size;
    let id = GlyphId::new(u32::from(glyph.glyph_id));
    let (right, up) = (glyph.x_offset, glyph.y_offset - glyph.y / size);
    KrillaGlyph::new(id, (next - glyph.x) / size, right, up, 0.0, glyph.start..glyph.end, None)
}

/// The bytes are shared with the typesetter: a font of Chinese, Japanese and Korean has some 20 MB.
fn font(fonts: &fontdb::Database, id: fontdb::ID, weight: Weight) -> Option<Font> {
    let face = fonts.face(id)?;
    let data = match &face.source {
        fontdb::Source::Binary(data) | fontdb::Source::SharedFile(_, data) => data.clone(),
        fontdb::Source::File(_) => return None,
    };
    // Only fonts of many weights in one file heed it.
    let weight = (Tag::new(b"wght"), f32::from(weight.0));
    Font::new_variable(Data::from(data), face.index, &[weight])
}

fn draw_bar(bar: Bar, left: f32, top: f32, surface: &mut Surface<'_>) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(left + bar.x, top + bar.y, bar.width, bar.height) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}
