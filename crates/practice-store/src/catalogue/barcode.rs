//! Barcodes with their check digits.
//!
//! The numbers come from the ranges that shops may use for themselves, so that none belongs to a
//! real product. Codes of different kinds differ as numbers too, as long as those they are made
//! from do: a scanner that pads or strips zeros confuses none of them.

/// An EAN-13 of the in-store range 200.
pub(super) fn ean_13(number: u32) -> String {
    with_check_digit(format!("200{number:09}"))
}

/// An EAN-13 of the in-store range 04, which begins with a zero. A scanner may leave that out: what
/// is left is the UPC-A of the same number.
pub(super) fn ean_13_with_zero(number: u32) -> String {
    with_check_digit(format!("04{number:010}"))
}

/// A UPC-A of the in-store number system 4.
pub(super) fn upc_a(number: u32) -> String {
    with_check_digit(format!("4{number:010}"))
}

/// An EAN-8 of the in-store range 2, or of range 0, where it begins with zeros. `None` for numbers
/// of more than six digits.
pub(super) fn ean_8(number: u32, begins_with_zero: bool) -> Option<String> {
    let range = if begins_with_zero { 0 } else { 2 };
    (number < 1_000_000).then(|| with_check_digit(format!("{range}{number:06}")))
}

/// Digits weigh three and one in turn, three for the last one before the check digit.
fn with_check_digit(digits: String) -> String {
    let weighted: u32 = digits
        .bytes()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{digits}{}", (10 - weighted % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_the_standard() {
        assert_eq!(with_check_digit("400638133393".to_owned()), "4006381333931");
        assert_eq!(with_check_digit("03600029145".to_owned()), "036000291452");
        assert_eq!(with_check_digit("9638507".to_owned()), "96385074");
    }

    #[test]
    fn codes_have_the_length_of_their_kind() {
        assert_eq!((ean_13(7).len(), upc_a(7).len()), (13, 12));
        assert_eq!(ean_13_with_zero(7), format!("0{}", upc_a(7)));
        assert_eq!(ean_8(123, true).as_deref().map(str::len), Some(8));
        assert_eq!(ean_8(1_000_000, false), None);
    }
}
