//! PDFs, drawn as a reader draws them.

use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, render};
use paper::{Block, Document, PaperSize, Typesetter, pdf};

use crate::sheets::{item, plain, scripts};
use crate::{picture, typesetter};

/// The pages, two pixels to a point.
fn pages(document: &Document, size: PaperSize) -> Vec<Pixmap> {
    let bytes = pdf(document, size, &mut typesetter()).expect("a PDF");
    let read = Pdf::new(bytes).expect("a PDF that can be read");
    let cache = RenderCache::new();
    let size = PixmapSettings { x_scale: 2.0, y_scale: 2.0, bg_color: WHITE };
    let draw = |page| render(page, &cache, &Default::default(), &Default::default(), &size);
    read.pages().iter().map(draw).collect()
}

fn check(name: &str, document: &Document, size: PaperSize) {
    let mut pages = pages(document, size);
    assert_eq!(pages.len(), 1, "{name}");
    picture::check(name, pages.remove(0));
}

#[test]
fn a_receipt_fits_each_paper() {
    check("pdf-roll58", &plain(), PaperSize::Roll58);
    check("pdf-roll80", &plain(), PaperSize::Roll80);
    check("pdf-letter", &plain(), PaperSize::Letter);
}

#[test]
fn names_of_many_scripts_are_shaped_and_run_their_own_way() {
    check("pdf-scripts-roll58", &scripts(), PaperSize::Roll58);
    check("pdf-scripts-roll80", &scripts(), PaperSize::Roll80);
}

#[test]
fn what_does_not_fit_a_page_goes_onto_the_next() {
    let mut document = plain();
    document
        .blocks
        .extend((1..=60).map(|number| item("1 ×", &format!("Kettle {number}"), "", "1.00")));
    let mut sheets = pages(&document, PaperSize::A4);
    assert_eq!(sheets.len(), 2);
    picture::check("pdf-second-page", sheets.remove(1));
    assert_eq!(pages(&document, PaperSize::Roll80).len(), 1, "a roll has no pages");
}

#[test]
fn letters_that_no_font_has_do_not_stop_a_print() {
    let document =
        Document { title: String::new(), blocks: vec![Block::text("ᚠᚢᚦ 😀 \u{e000}")] };
    assert_eq!(pages(&document, PaperSize::Roll80).len(), 1);
    assert!(Typesetter::with_fonts(vec![b"no font".to_vec()]).is_err());
}
