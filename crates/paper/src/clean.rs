//! Text as paper can take it.

use unicode_normalization::UnicodeNormalization;

/// The text's lines, composed, without control characters: a product's title that holds some must not
/// command the printer.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(line)
}

/// The text in one line.
pub(crate) fn line(text: &str) -> String {
    let printable = text.nfc().map(|letter| if letter.is_control() { ' ' } else { letter });
    printable.filter(|letter| !is_override(*letter)).collect::<String>().trim().to_owned()
}

/// Marks that turn the direction of whatever follows them, beyond their own text.
fn is_override(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}
