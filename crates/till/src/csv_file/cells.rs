//! What stands in the cells of a file.

use std::borrow::Cow;

use sale::Money;

/// Text as it stands, save that a spreadsheet must not take it for a formula: a title such as
/// `=HYPERLINK(…)` gets an apostrophe before it, and so does whatever else one begins with. Some
/// spreadsheets read the wide signs of East Asia as the narrow ones.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    const FIRST: [char; 11] =
        ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    if text.starts_with(FIRST) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
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
        check("\t=1", "'\t=1");
        check("\r=1", "'\r=1");
        check("＝1", "'＝1");
        check("1-1", "1-1");
        check("شاي", "شاي");
        check("", "");
    }

    #[test]
    fn an_amount_is_a_number_also_below_nothing() {
        assert_eq!(amount(Money::new(-1_200, Currency::USD)), "-12.00");
        assert_eq!(said(None), "");
    }
}
