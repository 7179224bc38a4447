//! The bytes of receipt printers, read back.

use std::fmt::Write as _;

use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::peniko::color::PremulRgba8;
use paper::{Block, Document, Handling, PaperSize, escpos, needs_pictures};

use crate::sheets::{plain, scripts};
use crate::{picture, typesetter};

const ALL: Handling = Handling { cut: true, open_drawer: true };

/// What a printer was told: the commands and letters, and its pictures as one, a dot a pixel.
struct Told {
    words: String,
    rows: Vec<u8>,
    row_bytes: usize,
}

/// Reads the bytes as a printer does.
///
/// # Panics
/// At a command that this program has no use for.
fn read(bytes: &[u8]) -> Told {
    let mut told = Told { words: String::new(), rows: Vec::new(), row_bytes: 0 };
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = match first {
            0x1b | 0x1d => told.command(*first, after),
            b'\n' => told.say("\n", after),
            letter => told.say(&latin(*letter).to_string(), after),
        };
    }
    told
}

/// The few letters of Windows-1252 beyond Latin-1 that the sheets hold.
fn latin(byte: u8) -> char {
    match byte {
        0x96 => '–',
        0x80 => '€',
        other => char::from(other),
    }
}

impl Told {
    fn say<'b>(&mut self, words: &str, rest: &'b [u8]) -> &'b [u8] {
        self.words.push_str(words);
        rest
    }

    fn command<'b>(&mut self, first: u8, rest: &'b [u8]) -> &'b [u8] {
        let name = |words: &str, value: &u8| format!("<{words} {value}>");
        let (words, rest) = match (first, rest) {
            (0x1b, [b'@', rest @ ..]) => ("<begin>".to_owned(), rest),
            (0x1b, [b't', page, rest @ ..]) => (name("letters", page), rest),
            (0x1b, [b'E', on, rest @ ..]) => (name("bold", on), rest),
            (0x1b, [b'd', lines, rest @ ..]) => (name("feed", lines), rest),
            (0x1b, [b'p', pin, _, _, rest @ ..]) => (name("drawer", pin), rest),
            (0x1d, [b'!', size, rest @ ..]) => (name("size", size), rest),
            (0x1d, [b'B', on, rest @ ..]) => (name("white on black", on), rest),
            (0x1d, [b'V', b'A', lines, rest @ ..]) => (name("cut", lines), rest),
            (0x1d, [b'v', b'0', 0, wide, wider, high, higher, rest @ ..]) => {
                let size = |low, high| usize::from(u16::from_le_bytes([low, high]));
                self.picture(size(*wide, *wider), size(*high, *higher), rest)
            }
            (_, rest) => panic!("no printer was to be told {rest:?}"),
        };
        self.say(&words, rest)
    }

    fn picture<'b>(&mut self, wide: usize, high: usize, rest: &'b [u8]) -> (String, &'b [u8]) {
        let (dots, rest) = rest.split_at(wide * high);
        self.rows.extend(dots);
        self.row_bytes = wide;
        assert!(high <= 192, "a printer has little room");
        (format!("<picture {} by {high}>\n", wide * 8), rest)
    }

    fn pixmap(&self) -> Pixmap {
        let dot = |byte: u8, bit: u32| byte >> (7 - bit) & 1 == 1;
        let bits = self.rows.iter().flat_map(|byte| (0..8).map(move |bit| dot(*byte, bit)));
        let pixel = |black: bool| {
            let light = if black { 0 } else { 255 };
            PremulRgba8 { r: light, g: light, b: light, a: 255 }
        };
        let (width, height) = (self.row_bytes * 8, self.rows.len() / self.row_bytes);
        let mut map = Pixmap::new(
            u16::try_from(width).expect("a roll's width"),
            u16::try_from(height).expect("a few lines"),
        );
        for (place, black) in map.data_mut().iter_mut().zip(bits) {
            *place = pixel(black);
        }
        map
    }
}

fn told(document: &Document, size: PaperSize, handling: Handling) -> Told {
    let mut setter = typesetter();
    read(&escpos(document, size, handling, Some(&mut setter)).expect("bytes"))
}

#[test]
fn latin_letters_go_as_text() {
    assert!(!needs_pictures(&plain()));
    let mut words = String::new();
    for size in [PaperSize::Roll58, PaperSize::Roll80] {
        let _ = writeln!(words, "{size:?}\n{}", told(&plain(), size, ALL).words);
    }
    insta::assert_snapshot!(words);
}

#[test]
fn letters_that_the_printer_lacks_go_as_pictures() {
    assert!(needs_pictures(&scripts()));
    let told = told(&scripts(), PaperSize::Roll58, Handling::default());
    picture::check("escpos-scripts-roll58", told.pixmap());
    insta::assert_snapshot!(told.words);
}

#[test]
fn a_printer_with_an_80_mm_roll_gets_wider_pictures() {
    let told = told(&scripts(), PaperSize::Roll80, Handling::default());
    assert_eq!(told.row_bytes * 8, 576);
    picture::check("escpos-scripts-roll80", told.pixmap());
}

#[test]
fn a_long_picture_goes_in_bands() {
    let text = "قهوة عربية محمصة ".repeat(60);
    let long = Document { title: String::new(), blocks: vec![Block::text(text)] };
    let told = told(&long, PaperSize::Roll58, Handling::default());
    assert!(told.words.matches("<picture").count() > 1, "{}", told.words);
}

#[test]
fn without_fonts_what_the_printer_has_is_printed_all_the_same() {
    let bytes = escpos(&scripts(), PaperSize::Roll80, Handling::default(), None).expect("bytes");
    let told = read(&bytes);
    assert!(told.rows.is_empty());
    for words in ["2 × ???? ????? ?????", "28.00", "Order 209471"] {
        assert!(told.words.contains(words), "{words}: {}", told.words);
    }
}

#[test]
fn no_title_commands_the_printer() {
    let title = "kettle\u{1b}p\u{0}\u{19}\u{1d}VA\u{0}\u{10}\u{14}";
    let blocks = vec![Block::text(title), Block::heading(title), Block::mark(title)];
    let evil = Document { title: String::new(), blocks };
    let told = told(&evil, PaperSize::Roll58, Handling::default());
    assert!(!told.words.contains("<drawer") && !told.words.contains("<cut"), "{}", told.words);
}
