//! Books, on paper and as downloads.

use crate::catalogue::item::{Barcode, Choice, Item, Kind, Stock, item};

const BINDING: &[Choice] = &[("Paperback", "PB", 0), ("Hardback", "HB", 1200)];

pub(super) const ITEMS: &[Item] = &[
    item("book-slow-coffee", "BOO-SLO", 1900, "Slow Coffee: Forty Ways to Wait Well")
        .by("Binding", BINDING)
        .with(&["pour-over-dripper", "hand-grinder"]),
    item("book-bread-at-dawn", "BOO-BRE", 2200, "Bread at Dawn")
        .by("Binding", BINDING)
        .stock(&[("HB", Stock::SoldOut)])
        .with(&["bread-knife"]),
    item("book-kissaten", "BOO-KIS", 2600, "喫茶店の時間 (Hours in the Coffee House)"),
    item("book-of-tea-towns", "BOO-TEA", 2400, "Atlas of Tea Towns").by("Binding", BINDING),
    item("book-bees", "BOO-BEE", 1750, "What the Bees Know").barcode(Barcode::UpcA),
    item("book-souvenirs", "BOO-SOU", 1680, "À la recherche du goûter perdu"),
    item("book-notebook", "BOO-NOT", 1250, "Recipe Notebook, dotted")
        .by("Cover", &[("Flax", "FLX", 0), ("Ink", "INK", 0), ("Rust", "RST", 0)]),
    item("ebook-slow-coffee", "EBO-SLO", 900, "Slow Coffee (e-book)")
        .by("Format", &[("EPUB", "EPU", 0), ("PDF", "PDF", 0)])
        .kind(Kind::Download)
        .barcode(Barcode::None)
        .with(&["book-slow-coffee"]),
];
