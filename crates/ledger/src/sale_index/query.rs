//! What was typed to find sales, in the index's own language.

use sale::{Currency, Money};

use super::words::{Kind, amount, pieces, signs, without_trunk_zero, words};
use crate::fold::fold;
use crate::sales::digits;

/// A query has at most so many words; more would not narrow it.
const MOST_WORDS: usize = 12;

/// What finds the sales that have every word of a text, or words that begin so. Digits that follow one
/// another are one number, however they are spaced; it may also be an amount. None where the text has
/// nothing to look for.
pub(super) fn expression(text: &str) -> Option<String> {
    let typed = without_trunk_zero(text);
    let typed: Vec<&str> = typed.split_whitespace().filter(|word| has_signs(word)).collect();
    let mut all = Vec::new();
    for run in typed.chunk_by(|one, next| is_number(one) && is_number(next)) {
        if is_number(run[0]) {
            all.push(number(run));
        } else {
            all.extend(run.iter().map(|word| of_word(word)));
        }
    }
    all.truncate(MOST_WORDS);
    (!all.is_empty()).then(|| all.join(" AND "))
}

/// The sales that have exactly this word.
pub(super) fn exactly(word: &str) -> String {
    format!("\"{word}\"")
}

fn has_signs(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

fn is_number(word: &str) -> bool {
    let folded = fold(word);
    folded.contains(|c: char| c.is_ascii_digit()) && !folded.contains(char::is_alphabetic)
}

fn of_word(word: &str) -> String {
    let is_address = word.find('@').is_some_and(|at| has_signs(&word[..at]));
    let address = pieces(Kind::Email, &signs(word));
    if is_address && !address.is_empty() {
        return all_of(&address);
    }
    let words = words(word);
    all_of(&words.iter().flat_map(|(kind, word)| pieces(*kind, word)).collect::<Vec<_>>())
}

/// A number in any spacing: of an order, a phone, a code, or an amount.
fn number(typed: &[&str]) -> String {
    let folded: Vec<String> = typed.iter().map(|word| fold(word)).collect();
    let digits = digits(&folded.concat());
    let ending: String = digits.chars().rev().collect();
    let mut meant = vec![
        pieces(Kind::Order, &digits),
        pieces(Kind::Digits, &digits),
        // Zeros before it are dialled, and not kept.
        pieces(Kind::Phone, digits.trim_start_matches('0')),
        pieces(Kind::Ending, &ending),
    ];
    meant.extend(minor(&folded.concat()).map(|minor| vec![amount(minor)]));
    meant.retain(|pieces| !pieces.is_empty());
    let mut any: Vec<String> = meant.iter().map(|pieces| all_of(pieces)).collect();
    // An order's number and an amount, rather than one number with spaces in it.
    if typed.len() > 1 && folded.iter().any(|word| is_decimal(word)) {
        let each: Vec<String> = typed.iter().map(|word| number(&[word])).collect();
        any.push(format!("({})", each.join(" AND ")));
    }
    format!("({})", any.join(" OR "))
}

/// The pieces hold letters and digits only, no quotes.
fn all_of(pieces: &[String]) -> String {
    let all: Vec<String> = pieces.iter().map(|piece| exactly(piece)).collect();
    format!("({})", all.join(" AND "))
}

fn is_decimal(text: &str) -> bool {
    minor(text).is_some() && text.contains(['.', ','])
}

/// Reads an amount as people write it, `1,234.50`, `1.234,50` or `€ 12`, into hundredths.
fn minor(text: &str) -> Option<i64> {
    let written = text.trim_matches(|c: char| !c.is_ascii_digit());
    let is_written_so = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’');
    if !written.chars().all(is_written_so) {
        return None;
    }
    let (whole, fraction) = match written.rsplit_once(['.', ',']) {
        Some((whole, fraction)) if fraction.len() <= 2 => (whole, fraction),
        _ => (written, ""),
    };
    let mut groups = whole.split(|c: char| !c.is_ascii_digit());
    groups.next();
    if groups.any(|group| group.len() != 3) {
        return None;
    }
    let amount = format!("{}.{fraction}", digits(whole));
    Money::parse(&amount, Currency::USD).ok().map(|amount| amount.minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        let check = |text: &str, expected| assert_eq!(minor(text), expected, "{text:?}");
        check("49.90", Some(4_990));
        check("49,90", Some(4_990));
        check("49,9", Some(4_990));
        check("€49.90", Some(4_990));
        check("-49.90", Some(4_990));
        check("4990", Some(499_000));
        check("1,234.50", Some(123_450));
        check("1.234,50", Some(123_450));
        check("1'234.50", Some(123_450));
        check("1,234", Some(123_400));
        check("12,34,56", None);
        check("(617)", Some(61_700));
        check("617-555", None);
        check("12345678901", None);
    }

    #[test]
    fn a_text_is_taken_apart_as_a_sale_is() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(expression(text).as_deref(), expected, "{text:?}");
        };
        check("Wal Ket", Some("(\"\u{e000}wal\") AND (\"\u{e000}ket\")"));
        check("wal-12", Some("(\"\u{e000}wal\" AND \"\u{e010}12\")"));
        check(
            "617",
            Some(
                "((\"\u{e070}617\") OR (\"\u{e010}617\") OR (\"\u{e020}617\") OR (\"\u{e050}61700\"))",
            ),
        );
        check("ann@ex", Some("(\"\u{e041}annex\")"));
        check("@ex", Some("(\"\u{e000}ex\")"));
        check("\"; DROP --", Some("(\"\u{e000}drop\")"));
        check(" % -- ", None);
    }

    #[test]
    fn digits_are_one_number_however_they_are_spaced() {
        let spaced = expression("+1 (617) 555-0123");
        assert_eq!(spaced, expression("16175550123"));
        assert_eq!(spaced, expression("1 617 555 0123"));
        assert_eq!(expression("+49 (0)30 12"), expression("+49 3012"));
        let both = expression("1004 49.90").unwrap_or_default();
        assert!(both.contains("\"\u{e050}4990\""), "{both}");
    }
}
