//! The words under which a sale is found, as the index keeps them.
//!
//! The index answers from the newest end of a word's list, and stops when it has given enough. But the
//! lists of all words that begin with some letters it would put together first, and of two long lists
//! with little in common it reads both to their ends: in a million sales too slowly to type against. So
//! every beginning that may be typed is a word of its own. What nearly every sale has only one of, like
//! its phone number, would fill the index with lists of one sale each: so of a long beginning only the
//! last signs are kept, with their place. Those are still enough to be rare. Who looks for a long
//! beginning asks for several such words, which overlap or follow one another.

use std::collections::BTreeSet;

use sale::{Cart, Customer};

use crate::fold::{fold, parts};
use crate::sales::digits;

/// What a word is. Each kind has pieces of its own, so that no number is found in parts of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of letters.
    Letters,
    /// A run of digits: of a code, a title, an email address.
    Digits,
    /// The digits of a phone number.
    Phone,
    /// The same from the last to the first.
    Ending,
    /// The letters and digits of an email address.
    Email,
    /// An amount, in hundredths.
    Amount,
    /// What the sale can be narrowed to.
    Choice,
    /// An order's number, of digits only.
    Order,
}

/// The first of the private signs that no text has and that the index takes for letters. One stands
/// before each piece, for the kind of its word and its place in it.
const FIRST_MARK: u32 = 0xe000;

/// Pieces further on are marked alike.
const MOST_PLACES: usize = 16;

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

    /// The number of an order.
    pub(super) fn order(&mut self, number: &str) {
        if number.bytes().all(|byte| byte.is_ascii_digit()) {
            self.keep(Kind::Order, number);
        } else {
            self.code(number);
        }
    }

    /// A SKU or the like, with or without what stands between its signs.
    pub(super) fn code(&mut self, code: &str) {
        self.text(code);
        let signs: String = fold(code).chars().filter(|c| c.is_alphanumeric()).collect();
        self.text(&signs);
    }

    /// An amount, in hundredths.
    pub(super) fn amount(&mut self, minor: i64) {
        self.0.insert(amount(minor));
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
        self.keep(Kind::Email, &signs(&customer.email));
        self.phone(&customer.phone);
    }

    /// By its beginning as typed abroad and at home, and by its ending.
    fn phone(&mut self, phone: &str) {
        let phone = without_trunk_zero(phone);
        match international(&phone) {
            Some((country, national)) => {
                self.keep(Kind::Phone, &format!("{country}{national}"));
                self.keep(Kind::Phone, &national);
            }
            None => self.keep(Kind::Phone, digits(&phone).trim_start_matches('0')),
        }
        let ending: String = digits(&phone).chars().rev().collect();
        self.keep(Kind::Ending, &ending);
    }

    fn text(&mut self, text: &str) {
        for (kind, word) in words(text) {
            self.keep(kind, &word);
        }
    }

    fn keep(&mut self, kind: Kind, word: &str) {
        let signs: Vec<char> = word.chars().collect();
        self.0.extend((kind.shortest()..=signs.len()).map(|end| marked(kind, &signs[..end])));
    }
}

impl Kind {
    /// How many signs a piece has.
    fn piece(self) -> usize {
        match self {
            Self::Letters => 7,
            Self::Email => 3,
            _ => 4,
        }
    }

    /// How many pieces are kept together with the one after them.
    fn together(self) -> usize {
        match self {
            // Many addresses end alike, so that their last pieces tell little.
            Self::Email => 3,
            _ => 1,
        }
    }

    /// The shortest beginning that is a word of its own.
    fn shortest(self) -> usize {
        match self {
            // Fewer digits end too many numbers, and nobody looks for an address by its first letter.
            Self::Ending | Self::Email => self.piece(),
            _ => 1,
        }
    }
}

/// What to ask for, of a word or of the beginning of one. Where it takes several lists, they overlap by
/// half: so the few signs that tell much are not cut apart, and one of the lists is short.
pub(super) fn pieces(kind: Kind, word: &str) -> Vec<String> {
    let signs: Vec<char> = word.chars().collect();
    let together = kind.together();
    let mut asked = Vec::new();
    let mut end = signs.len();
    while end >= kind.shortest() {
        asked.push(marked(kind, &signs[..end]));
        let place = (end - 1) / kind.piece();
        if place <= together {
            break;
        }
        // The first pieces are asked for with those after them: of themselves they tell little.
        let before = (place - together.div_ceil(2)).max(together);
        end = (before + 1) * kind.piece();
    }
    asked
}

/// The beginning of a word, as the index keeps it: the piece that it ends in, and those together with it.
fn marked(kind: Kind, beginning: &[char]) -> String {
    let place = beginning.len().saturating_sub(1) / kind.piece();
    let from = place.saturating_sub(kind.together()) * kind.piece();
    mark(kind, place).into_iter().chain(beginning[from..].iter().copied()).collect()
}

fn mark(kind: Kind, place: usize) -> Option<char> {
    char::from_u32(FIRST_MARK + (kind as u32) * 16 + place.min(MOST_PLACES - 1) as u32)
}

/// The words of a text: runs of letters and runs of digits, folded.
pub(super) fn words(text: &str) -> Vec<(Kind, String)> {
    let folded = fold(text);
    let kind = |c: char| if c.is_numeric() { Kind::Digits } else { Kind::Letters };
    let mut words: Vec<(Kind, String)> = Vec::new();
    for part in parts(&folded) {
        let mut within = None;
        for c in part.chars() {
            let before = within.replace(kind(c));
            match words.last_mut() {
                Some((_, word)) if before == within => word.push(c),
                _ => words.push((kind(c), c.to_string())),
            }
        }
    }
    words
}

/// The letters and digits of a text, folded.
pub(super) fn signs(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The word for an amount of so many hundredths.
pub(super) fn amount(minor: i64) -> String {
    mark(Kind::Amount, 0).into_iter().chain(minor.to_string().chars()).collect()
}

/// The word that all sales of these choices have.
pub(super) fn choice(ids: Choices) -> String {
    let id = |(place, id): (usize, Option<i64>)| {
        let id = id.map_or_else(String::new, |id| id.to_string());
        mark(Kind::Choice, place).into_iter().chain(id.chars()).collect::<String>()
    };
    ids.into_iter().enumerate().map(id).collect()
}

/// A phone number without the zero that is dialled only at home: `+49 (0)30`.
pub(super) fn without_trunk_zero(phone: &str) -> String {
    phone.replace("(0)", " ")
}

/// The country's code and the rest of a number that was written for callers from abroad.
fn international(phone: &str) -> Option<(String, String)> {
    let all = digits(phone);
    let number = if phone.trim().starts_with('+') { all.as_str() } else { all.strip_prefix("00")? };
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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_and_digits_are_words_of_their_own() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = words(text).into_iter().map(|(_, word)| word).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("KET-Wal-12", &["ket", "wal", "12"]);
        check("anna.schmidt1987@example.com", &["anna", "schmidt", "1987", "example", "com"]);
        check("山田 急須2", &["山", "田", "急", "須", "2"]);
        check(" -- ", &[]);
    }

    const WORDS: [Kind; 6] =
        [Kind::Letters, Kind::Digits, Kind::Phone, Kind::Ending, Kind::Email, Kind::Order];

    /// Whether what is asked for `typed` was kept of `word`.
    fn finds(kind: Kind, typed: &str, word: &str) -> bool {
        let mut kept = Words::default();
        kept.keep(kind, word);
        pieces(kind, typed).iter().all(|piece| kept.0.contains(piece))
    }

    #[test]
    fn whatever_begins_a_word_was_kept_of_it() {
        for word in ["kettle", "αποθήκευση", "16175550123456789", "gracehopperexamplecom"]
        {
            let ends = word.char_indices().map(|(end, _)| end).chain([word.len()]);
            for (kind, end) in ends.flat_map(|end| WORDS.map(|kind| (kind, end))) {
                assert!(finds(kind, &word[..end], word), "{kind:?} {:?}", &word[..end]);
            }
        }
    }

    proptest! {
        #[test]
        fn a_word_is_found_by_its_beginnings_and_by_nothing_else(
            word in "[ab]{1,40}",
            end in 1..40_usize,
            other in proptest::option::of(0..40_usize),
        ) {
            let mut typed = word.clone().into_bytes();
            typed.truncate(end);
            if let Some(sign) = other.and_then(|at| typed.get_mut(at)) {
                *sign = b'c';
            }
            let typed = String::from_utf8(typed).expect("ASCII");
            for kind in WORDS.into_iter().filter(|kind| typed.len() >= kind.shortest()) {
                prop_assert_eq!(finds(kind, &typed, &word), word.starts_with(&typed), "{:?}", kind);
            }
        }
    }

    #[test]
    fn a_long_beginning_is_asked_for_in_pieces() {
        let check = |kind, word: &str, expected: &[&str]| {
            assert_eq!(pieces(kind, word), expected, "{word:?}");
        };
        check(Kind::Letters, "kettles", &["\u{e000}kettles"]);
        check(Kind::Letters, "porcelain", &["\u{e001}porcelain"]);
        check(Kind::Phone, "617555", &["\u{e021}617555"]);
        check(Kind::Phone, "16175550123", &["\u{e022}5550123", "\u{e021}16175550"]);
        check(Kind::Ending, "321", &[]);
        check(Kind::Ending, "32105", &["\u{e031}32105"]);
        check(Kind::Email, "annex", &["\u{e041}annex"]);
        check(Kind::Email, "graceexamplecom", &["\u{e044}ceexamplecom", "\u{e043}graceexample"]);
    }

    #[test]
    fn a_phone_number_is_not_found_in_parts_of_itself_abroad_and_at_home() {
        let mut kept = Words::default();
        kept.phone("+1 (415) 566-0643");
        let is_found = |typed| pieces(Kind::Phone, typed).iter().all(|one| kept.0.contains(one));
        assert!(is_found("141556") && is_found("41556"));
        assert!(!is_found("141566"));
    }

    #[test]
    fn a_phone_number_is_known_abroad_and_at_home() {
        let check = |phone: &str, expected: Option<(&str, &str)>| {
            let expected = expected.map(|(country, rest)| (country.to_owned(), rest.to_owned()));
            assert_eq!(international(&without_trunk_zero(phone)), expected, "{phone:?}");
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
