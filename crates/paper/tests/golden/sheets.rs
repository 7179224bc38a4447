//! The sheets that are printed.

use paper::{Block, Document};

pub(crate) fn item(quantity: &str, title: &str, detail: &str, amount: &str) -> Block {
    Block::Item {
        quantity: quantity.to_owned(),
        title: title.to_owned(),
        detail: detail.to_owned(),
        amount: amount.to_owned(),
    }
}

/// A receipt that a printer has all letters for.
pub(crate) fn plain() -> Document {
    sheet(vec![
        item("1 ×", "Walnut kettle", "Brushed", "64.00"),
        item("12 ×", "A very long title that goes on over several lines", "Size XXL", "1,234.00"),
    ])
}

/// One with names of many scripts.
pub(crate) fn scripts() -> Document {
    sheet(vec![
        item("2 ×", "قهوة عربية محمصة", "كيس ٢٥٠ غ", "28.00"),
        item("1 ×", "כוס קפה מקרמיקה Blue 300", "", "14.00"),
        item("3 ×", "手作りコーヒーカップ 青い波", "限定版", "90.00"),
        item("1 ×", "ชาเขียวอู่หลงจากเชียงใหม่", "", "9.50"),
        item("1 ×", "Łódź żółć – ½, Привет", "", "9.50"),
    ])
}

fn sheet(items: Vec<Block>) -> Document {
    let mut blocks = vec![
        Block::mark("PRACTICE – no money was taken"),
        Block::heading("Larch Lane Goods"),
        Block::centered("12 Larch Lane\nMonsey"),
        Block::Space,
        Block::row("Order 209471", "23 Nov 2026 14:05"),
        Block::Rule,
    ];
    blocks.extend(items);
    blocks.extend([
        Block::Rule,
        Block::strong_row("Total USD", "1,298.00"),
        Block::row("Tax included", "102.11"),
        Block::centered("Thank you"),
    ]);
    Document { title: "Receipt 209471".to_owned(), blocks }
}
