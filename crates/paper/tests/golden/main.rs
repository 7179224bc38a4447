//! What comes onto paper, held against sheets that were looked at: PDFs as a reader draws them, and
//! the bytes of receipt printers. The fonts are the tests' own, so that every machine sets alike.
//!
//! With `TILLWAY_WRITE_PICTURES` set, the pictures are written anew: look at them then.

mod escpos;
mod pdf;
mod picture;
mod sheets;

use paper::Typesetter;

/// A typesetter that knows the tests' fonts only.
fn typesetter() -> Typesetter {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts");
    let files = std::fs::read_dir(folder).expect("the fonts").flatten().map(|file| file.path());
    let is_font = |path: &std::path::PathBuf| path.extension().is_some_and(|end| end != "txt");
    let mut files: Vec<_> = files.filter(is_font).collect();
    files.sort();
    let bytes = files.iter().map(|file| std::fs::read(file).expect("a font")).collect();
    Typesetter::with_fonts(bytes).expect("fonts")
}
