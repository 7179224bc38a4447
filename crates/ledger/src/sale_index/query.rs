//! What was typed to find sales, in the index's own language.

use sale::{Currency, Money};

use super::words::{self, amount, email, ending, pieces};
use crate::fold::fold;
use crate::sales::digits;

/// A query has at most so many words; more would not narrow it.
const MOST_WORDS: usize = 12;

/// A number is found by its ending from so many digits on; fewer end too many numbers.
const SHORTEST_ENDING: usize = 4;

/// What finds the sales that have every word of a text, or words that begin so. Digits that follow one
/// another are one number, however they are spaced; it may also be an amount. None where the text has
/// nothing to look for.
pub(super) fn expression(text: &str) -> Option<String> {
    let typed = text.replace("(0)", "");
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
    if is_address {
        return beginning(&email(word));
    }
    let words = words::words(word);
    words.iter().map(|word| beginning(&pieces(word))).collect::<Vec<_>>().join(" AND ")
}

/// A number in any spacing: of an order, a phone, a code, or an amount.
fn number(typed: &[&str]) -> String {
    let folded: Vec<String> = typed.iter().map(|word| fold(word)).collect();
    let digits = digits(&folded.concat());
    let mut meant = vec![beginning(&pieces(&digits))];
    let national = digits.trim_start_matches('0');
    if national != digits && !national.is_empty() {
        meant.push(beginning(&pieces(national)));
    }
    if digits.len() >= SHORTEST_ENDING {
        meant.push(beginning(&ending(&digits)));
    }
    if let Some(minor) = minor(&folded.concat()) {
        meant.push(all_of(&amount(minor), exactly));
    }
    // An order's number and an amount, rather than one number with spaces in it.
    if typed.len() > 1 && folded.iter().any(|word| is_decimal(word)) {
        let each: Vec<String> = typed.iter().map(|word| number(&[word])).collect();
        meant.push(format!("({})", each.join(" AND ")));
    }
    format!("({})", meant.join(" OR "))
}

/// The sales that have a word which begins with these pieces.
fn beginning(pieces: &[String]) -> String {
    all_of(pieces, |piece| format!("\"{piece}\" *"))
}

/// The pieces hold letters and digits only, no quotes.
fn all_of(pieces: &[String], each: impl Fn(&str) -> String) -> String {
    let all: Vec<String> = pieces.iter().map(|piece| each(piece)).collect();
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
        check("Wal Ket", Some("(\"wal\" *) AND (\"ket\" *)"));
        check("porcelain", Some("(\"porcela\" * AND \"\u{e000}in\" *)"));
        check("617", Some("((\"617\" *) OR (\"\u{e003}61700\"))"));
        check("ann@ex", Some("(\"\u{e002}annex\" *)"));
        check("@ex", Some("(\"ex\" *)"));
        check("\"; DROP --", Some("(\"drop\" *)"));
        check(" % -- ", None);
    }

    #[test]
    fn digits_are_one_number_however_they_are_spaced() {
        let spaced = expression("+1 (617) 555-0123");
        assert_eq!(spaced, expression("16175550123"));
        assert_eq!(spaced, expression("1 617 555 0123"));
        assert_eq!(expression("+49 (0)30 12"), expression("+49 3012"));
        let both = expression("1004 49.90").unwrap_or_default();
        assert!(both.contains("\"\u{e003}4990\""), "{both}");
    }
}
