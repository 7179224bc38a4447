//! Folding text to what people type: the same way when it is kept and when it is looked for.
//!
//! Scripts that are written without spaces are kept sign by sign, so that any part of such a word is
//! found as a phrase.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds text: decomposed, without marks, in lower case and plain letters, signs of scripts without
/// spaces set apart.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match plain_letters(c) {
            Some(letters) => folded.push_str(letters),
            None if is_written_without_spaces(c) => folded.extend([' ', c, ' ']),
            None => folded.push(c),
        }
    }
    folded
}

/// The codes as written, and without their punctuation.
pub(crate) fn fold_codes(sku: Option<&str>, barcode: Option<&str>) -> String {
    let mut codes = String::new();
    for code in sku.into_iter().chain(barcode) {
        let folded = fold(code);
        let joined: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        codes.push_str(&folded);
        codes.push(' ');
        codes.push_str(&joined);
        codes.push(' ');
    }
    codes
}

/// The parts of folded text that the index keeps apart.
pub(crate) fn parts(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// The words of a title that a slip of a letter may have been meant for.
pub(crate) fn terms(title: &str) -> Vec<String> {
    let folded = fold(title);
    let words = parts(&folded).filter(|part| part.chars().count() >= SHORTEST_FORGIVEN - 1);
    words.filter(|part| !part.chars().all(|c| c.is_ascii_digit())).map(str::to_owned).collect()
}

/// In a shorter word, a slip would make it into almost any other.
pub(crate) const SHORTEST_FORGIVEN: usize = 4;

/// Whether `word` becomes the beginning of `term` when one letter is changed, left out, put in, or
/// changes places with the next.
pub(crate) fn is_one_slip_from(word: &[char], term: &str) -> bool {
    let mut rest = term.chars();
    let mut at = 0;
    loop {
        let before = rest.clone();
        let Some(wanted) = word.get(at) else { return false };
        match rest.next() {
            Some(c) if c == *wanted => at += 1,
            Some(c) => {
                return begins(rest.clone(), &word[at + 1..])
                    || begins(before, &word[at + 1..])
                    || begins(rest.clone(), &word[at..])
                    || (word.get(at + 1) == Some(&c)
                        && rest.next() == Some(*wanted)
                        && begins(rest, &word[at + 2..]));
            }
            // The term is at its end: one letter too many was typed.
            None => return at + 1 == word.len(),
        }
    }
}

fn begins(mut letters: impl Iterator<Item = char>, with: &[char]) -> bool {
    with.iter().all(|letter| letters.next() == Some(*letter))
}

/// What people type for a letter whose mark cannot be taken off.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        _ => return None,
    })
}

fn is_written_without_spaces(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_folds_to_what_people_type() {
        assert_eq!(fold("Crème Brûlée"), "creme brulee");
        assert_eq!(fold("ＷＡＬＮＵＴ"), "walnut");
        assert_eq!(fold("Łuczak & Søn, Straße"), "luczak & son, strasse");
        assert_eq!(fold("茶 12"), " 茶  12");
        assert_eq!(fold_codes(Some("KET-WAL-12"), None).trim(), "ket-wal-12 ketwal12");
    }

    #[test]
    fn one_slip_of_a_letter_is_known() {
        let check = |word: &str, term: &str, expected: bool| {
            let word: Vec<char> = word.chars().collect();
            assert_eq!(is_one_slip_from(&word, term), expected, "{word:?} {term:?}");
        };
        for word in ["ketle", "kettlle", "kettke", "ekttle", "ketlte", "kettlex", "kett1"] {
            check(word, "kettle", true);
        }
        // The word is still being typed.
        check("waln8", "walnuts", true);
        check("wlan", "walnuts", true);
        for word in ["kettle", "katle", "tea", "kettlexy", "ktetel"] {
            check(word, "kettle", false);
        }
    }
}
