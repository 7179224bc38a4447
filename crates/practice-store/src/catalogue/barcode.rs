//! Barcodes with their check digits.
//!
//! The numbers come from the ranges that shops may use for themselves, so that none belongs to a
//! real product.

/// An EAN-13 of the in-store range 200.
pub(super) fn ean_13(number: u32) -> String {
    with_check_digit(format!("200{number:09}"))
}

/// A UPC-A of the in-store number system 4.
pub(super) fn upc_a(number: u32) -> String {
    with_check_digit(format!("4{number:010}"))
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
        assert_eq!(ean_13(7).len(), 13);
        assert_eq!(upc_a(7).len(), 12);
    }
}
