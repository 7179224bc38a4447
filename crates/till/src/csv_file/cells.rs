//! What stands in the cells of a file.

use std::borrow::Cow;

use sale::Money;

/// What a formula may begin with. Some spreadsheets read the wide signs of East Asia as the narrow ones.
const FIRST: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// What cells are parted by where a spreadsheet is not set to commas.
const PARTING: [char; 4] = [';', '\t', '\r', '\n'];

/// Text as it stands, save that a spreadsheet must not take it for a formula: a title such as
/// `=HYPERLINK(…)` gets an apostrophe before it, and so does whatever else one begins with. The same
/// goes for each part of a text that a spreadsheet would take for a cell of its own.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    if !text.starts_with(FIRST) && !text.contains(PARTING) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 1);
    let (mut begins, mut parted) = (true, false);
    for sign in text.chars() {
        if begins && FIRST.contains(&sign) {
            safe.push('\'');
        }
        safe.push(sign);
        parted = PARTING.contains(&sign) || (parted && sign == '"');
        begins = parted;
    }
    Cow::Owned(safe)
}

/// An amount as a plain decimal: `-12.00` stays a number. Its currency has a column of its own.
pub(super) fn amount(money: Money) -> String {
    money.decimal()
}

/// The same, empty where the store's record does not say it.
pub(super) fn said(money: Option<Money>) -> String {
    money.map(amount).unwrap_or_default()
}

pub(super) fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sale::Currency;

    #[test]
    fn no_text_is_a_formula() {
        let check = |given: &str, expected: &str| assert_eq!(text(given), expected, "{given:?}");
        check("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t'=1");
        check("\r=1", "'\r'=1");
        check("＝1", "'＝1");
        check("1-1", "1-1");
        check("Mug;=1+1", "Mug;'=1+1");
        check("Mug;\"=1+1\"", "Mug;\"'=1+1\"");
        check("Mug\n@SUM(A1)", "Mug\n'@SUM(A1)");
        check("Mug;\t+1", "Mug;'\t'+1");
        check("\"-5°\" lamp; 3 = 4", "\"-5°\" lamp; 3 = 4");
        check("شاي", "شاي");
        check("", "");
    }

    #[test]
    fn an_amount_is_a_number_also_below_nothing() {
        assert_eq!(amount(Money::new(-1_200, Currency::USD)), "-12.00");
        assert_eq!(said(None), "");
    }
}
