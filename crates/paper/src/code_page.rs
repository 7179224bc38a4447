//! Which letters a receipt printer has: those of Windows-1252 (page 16 of ESC/POS), which printers of
//! all makers know. It has Western Europe's letters, the euro and typographic quotes and dashes.

use escpos::utils::PageCode;

/// The page, as ESC/POS names it.
pub(crate) const PAGE: PageCode = PageCode::WPC1252;

/// Its letters between 0x80 and 0x9f; from 0xa0 on it is Latin-1.
const MIDDLE: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

/// Whether the printer has every letter of this text.
pub(crate) fn has_all(text: &str) -> bool {
    text.chars().all(has)
}

/// The text, with a question mark for every letter that the printer lacks.
pub(crate) fn replaced(text: &str) -> String {
    text.chars().map(|letter| if has(letter) { letter } else { '?' }).collect()
}

fn has(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a0}'..='ÿ') || MIDDLE.contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tape::Tape;
    use escpos::printer::Printer;
    use escpos::utils::Protocol;

    #[test]
    fn every_letter_that_the_page_has_is_one_byte() {
        let latin = (' '..='~').chain('\u{a0}'..='ÿ').chain(MIDDLE.chars());
        for letter in latin {
            let tape = Tape::default();
            let mut printer = Printer::new(tape.clone(), Protocol::default(), None);
            printer.page_code(PAGE).expect("a page");
            printer.write(&letter.to_string()).and_then(Printer::print).expect("a letter");
            assert_eq!(tape.bytes().len(), 4, "{letter:?}: {:?}", tape.bytes());
        }
    }

    #[test]
    fn other_letters_are_known_to_be_missing() {
        for text in ["Łódź", "قهوة", "コーヒー", "ő", "½ → ⅓"] {
            assert!(!has_all(text), "{text:?}");
        }
        assert_eq!(replaced("Café ☕"), "Café ?");
    }
}
