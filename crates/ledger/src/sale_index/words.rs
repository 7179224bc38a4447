//! The words under which a sale is found, as the index keeps them.
//!
//! The index has a list of sales for every beginning of up to [`LONGEST`] signs, and answers from the
//! newest end of it. For a longer beginning it would have to put the lists of many words together
//! first, in a million sales too slowly to type against. So no word in it is longer: what is longer
//! is kept in pieces, and asked for in the same ones. Letters and digits are words of their own.

use std::collections::BTreeSet;

use sale::{Cart, Customer};

use crate::fold::{fold, parts};
use crate::sales::digits;

/// The longest list of beginnings in the schema.
const LONGEST: usize = 7;

// The first sign of a word that nobody typed: private ones, which the index takes for letters.
const FURTHER_PIECE: char = '\u{e000}';
const ENDING: char = '\u{e001}';
const EMAIL: char = '\u{e002}';
const AMOUNT: char = '\u{e003}';
const CHOICE: char = '\u{e004}';

/// The ids of what a sale can be narrowed to: state, seller, currency.
pub(super) type Choices = [Option<i64>; 3];

/// The words of one sale.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Words(BTreeSet<String>);

impl Words {
    /// All of them, as the index takes them in.
    pub(super) fn joined(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// What was typed of a sale.
    pub(super) fn cart(&mut self, cart: &Cart) {
        self.customer(&cart.customer);
        self.text(cart.currency.code());
        for line in &cart.lines {
            self.article(&line.article.title, &line.article.variant_title);
            self.code(line.article.sku.as_deref().unwrap_or_default());
        }
    }

    /// What is sold.
    pub(super) fn article(&mut self, title: &str, variant_title: &str) {
        self.text(title);
        self.text(variant_title);
    }

    /// An order number or SKU, with or without what stands between its signs.
    pub(super) fn code(&mut self, code: &str) {
        self.text(code);
        let signs: String = fold(code).chars().filter(|c| c.is_alphanumeric()).collect();
        self.text(&signs);
    }

    /// An amount, in hundredths.
    pub(super) fn amount(&mut self, minor: i64) {
        self.0.extend(amount(minor));
    }

    /// What the sale can be narrowed to, in every combination: so that of several choices only one
    /// list is read, however few sales they have in common.
    pub(super) fn choices(&mut self, ids: [i64; 3]) {
        for combination in 1..8 {
            let id = |at: usize| (combination & 1 << at != 0).then_some(ids[at]);
            self.0.insert(choice([id(0), id(1), id(2)]));
        }
    }

    fn customer(&mut self, customer: &Customer) {
        self.text(&customer.first_name);
        self.text(&customer.last_name);
        self.text(&customer.email);
        self.0.extend(email(&customer.email));
        self.phone(&customer.phone);
    }

    /// By its beginning as typed abroad and at home, and by its ending.
    fn phone(&mut self, phone: &str) {
        let number = international(phone);
        if let Some((country, national)) = &number {
            self.text(&format!("{country}{national}"));
            self.text(national);
        } else {
            let digits = digits(phone);
            self.text(&digits);
            self.text(digits.trim_start_matches('0'));
        }
        self.0.extend(ending(&digits(phone)));
    }

    fn text(&mut self, text: &str) {
        for word in words(text) {
            self.0.extend(pieces(&word));
        }
    }
}

/// The words of a text: runs of letters and runs of digits, folded.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words = Vec::new();
    for part in parts(&folded) {
        let mut run = String::new();
        for c in part.chars() {
            if run.ends_with(|last: char| last.is_numeric() != c.is_numeric()) {
                words.push(std::mem::take(&mut run));
            }
            run.push(c);
        }
        words.push(run);
    }
    words
}

/// A word as the index keeps it.
pub(super) fn pieces(word: &str) -> Vec<String> {
    let signs: Vec<char> = word.chars().collect();
    let (first, rest) = signs.split_at(signs.len().min(LONGEST));
    let mut pieces: Vec<String> = vec![first.iter().collect()];
    for piece in rest.chunks(LONGEST - 1) {
        pieces.push(std::iter::once(&FURTHER_PIECE).chain(piece).collect());
    }
    pieces
}

/// The pieces of the word for an amount of so many hundredths.
pub(super) fn amount(minor: i64) -> Vec<String> {
    pieces(&format!("{AMOUNT}{minor}"))
}

/// The pieces of the word for a number that ends in these digits.
pub(super) fn ending(digits: &str) -> Vec<String> {
    let reversed: String = digits.chars().rev().collect();
    pieces(&format!("{ENDING}{reversed}"))
}

/// The pieces of the word for an email address, or for the beginning of one.
pub(super) fn email(text: &str) -> Vec<String> {
    let signs: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    pieces(&format!("{EMAIL}{signs}"))
}

/// The word that all sales of these choices have.
pub(super) fn choice(ids: Choices) -> String {
    let id = |id: Option<i64>| id.map_or_else(String::new, |id| id.to_string());
    ids.map(|chosen| format!("{CHOICE}{}", id(chosen))).concat()
}

/// The country's code and the rest of a number that was written for callers from abroad.
fn international(phone: &str) -> Option<(String, String)> {
    let phone = phone.trim().replace("(0)", "");
    let all = digits(&phone);
    let number = if phone.starts_with('+') { &all } else { all.strip_prefix("00")? };
    let (country, national) = number.split_at_checked(country_code_length(number))?;
    Some((country.to_owned(), national.trim_start_matches('0').to_owned()))
}

/// How many digits the country's code has (ITU-T E.164, assigned codes).
fn country_code_length(number: &str) -> usize {
    let first_two = number.get(..2).unwrap_or_default();
    match first_two.as_bytes() {
        [b'1' | b'7', _] => 1,
        b"20" | b"27" | b"28" | b"30" | b"31" | b"32" | b"33" | b"34" | b"36" | b"39" => 2,
        [b'4', second] if *second != b'2' => 2,
        [b'5', b'1'..=b'8'] | [b'6', b'0'..=b'6'] => 2,
        b"81" | b"82" | b"83" | b"84" | b"86" | b"89" => 2,
        [b'9', second] if !matches!(second, b'6' | b'7' | b'9') => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_words_of_their_own() {
        let check = |text: &str, expected: &[&str]| assert_eq!(words(text), expected, "{text:?}");
        check("KET-Wal-12", &["ket", "wal", "12"]);
        check("anna.schmidt1987@example.com", &["anna", "schmidt", "1987", "example", "com"]);
        check("山田 急須2", &["山", "田", "急", "須", "2"]);
        check(" -- ", &[]);
    }

    #[test]
    fn no_piece_is_longer_than_the_longest_list() {
        let check = |word: &str, expected: &[&str]| {
            assert_eq!(pieces(word), expected, "{word:?}");
            assert!(pieces(word).iter().all(|piece| piece.chars().count() <= LONGEST), "{word:?}");
        };
        check("kettle", &["kettle"]);
        check("kettles", &["kettles"]);
        check("porcelain", &["porcela", "\u{e000}in"]);
        check("αποθήκευση", &["αποθήκε", "\u{e000}υση"]);
        check("16175550123456789", &["1617555", "\u{e000}012345", "\u{e000}6789"]);
    }

    #[test]
    fn a_phone_number_is_known_abroad_and_at_home() {
        let check = |phone: &str, expected: Option<(&str, &str)>| {
            let expected = expected.map(|(country, rest)| (country.to_owned(), rest.to_owned()));
            assert_eq!(international(phone), expected, "{phone:?}");
        };
        check("+1 (617) 555-0123", Some(("1", "6175550123")));
        check("+49 (0)30 1234567", Some(("49", "301234567")));
        check("0049 30 1234567", Some(("49", "301234567")));
        check("+353 1 234 5678", Some(("353", "12345678")));
        check("+81 3-1234-5678", Some(("81", "312345678")));
        check("030 1234567", None);
        check("+", None);
        check("", None);
    }
}
