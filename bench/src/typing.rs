//! What a seller types: words of titles letter by letter, in any order, slips, and codes.

use anyhow::Result;
use rusqlite::Connection;

/// A source of chances that gives the same ones each time (an LCG with Knuth's constants).
struct Chances(u64);

impl Chances {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// The texts in the search box after each of `count` keystrokes.
pub(crate) fn keystrokes(catalogue: &Connection, count: usize) -> Result<Vec<String>> {
    let mut goods = catalogue.prepare(
        "SELECT products.title, coalesce(sku, barcode, '') FROM variants
         JOIN products ON products.id = product_id ORDER BY variants.id",
    )?;
    let goods: Vec<(String, String)> = goods
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut chances = Chances(20_24);
    let mut typed = Vec::with_capacity(count);
    while typed.len() < count {
        let (title, code) = &goods[chances.below(goods.len())];
        let text = match chances.below(10) {
            0 => code.clone(),
            1 => with_a_slip(&two_words(title, &mut chances), &mut chances),
            _ => two_words(title, &mut chances),
        };
        let letters: Vec<char> = text.chars().collect();
        // Two letters are enough.
        typed.extend((2..=letters.len()).map(|end| letters[..end].iter().collect::<String>()));
    }
    typed.truncate(count);
    Ok(typed)
}

/// A word of the title and the beginning of another, in any order.
fn two_words(title: &str, chances: &mut Chances) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    let one = words[chances.below(words.len())];
    let other: String =
        words[chances.below(words.len())].chars().take(2 + chances.below(4)).collect();
    format!("{one} {other}").to_lowercase()
}

fn with_a_slip(text: &str, chances: &mut Chances) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() > 4 {
        let at = 1 + chances.below(letters.len() - 3);
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}
