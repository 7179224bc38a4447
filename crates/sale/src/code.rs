//! Codes on goods: SKUs, and the GTINs that scanners read (GS1 General Specifications).
//!
//! One number wears many coats: a UPC-A of 12 digits is an EAN-13 with a leading zero, a scanner may
//! leave out the leading zeros or the check digit, and a store may have kept the code without
//! either. Codes are therefore compared by keys.

/// The key of a SKU: as written, but for case and the space around it. None of an empty one.
#[must_use]
pub fn sku_key(sku: &str) -> Option<String> {
    let key = sku.trim().to_lowercase();
    (!key.is_empty()).then_some(key)
}

/// The key of a barcode: its signs without spaces and hyphens, a number without leading zeros. None
/// of an empty one.
#[must_use]
pub fn barcode_key(barcode: &str) -> Option<String> {
    let signs: String = barcode.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if is_number(&signs) {
        let digits = signs.trim_start_matches('0');
        return Some(if digits.is_empty() { "0" } else { digits }.to_owned());
    }
    (!signs.is_empty()).then(|| signs.to_lowercase())
}

/// The keys that a scanned code may stand for, the likeliest first: the code itself, the UPC-A that
/// a UPC-E is short for, the code without its check digit, as a store may have kept it, and the code
/// with a check digit that the scanner left out.
#[must_use]
pub fn readings(scanned: &str) -> Vec<String> {
    let Some(key) = barcode_key(scanned) else { return Vec::new() };
    let digits: String = scanned.chars().filter(char::is_ascii_digit).collect();
    let mut readings = vec![key.clone()];
    if is_number(&key) {
        let long = upc_a(&digits);
        let checked = (MIN_BODY..=13).contains(&digits.len()).then(|| {
            let check = check_digit(&digits);
            format!("{digits}{check}")
        });
        let body = has_check_digit(&digits).then(|| digits[..digits.len() - 1].to_owned());
        for reading in [long, body, checked].into_iter().flatten() {
            readings.extend(barcode_key(&reading).filter(|key| !readings.contains(key)));
        }
    }
    readings
}

/// The fewest digits that a check digit is reckoned for: those of an EAN-8.
const MIN_BODY: usize = 7;

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The check digit of a GTIN's other digits: they weigh 3, 1, 3, … from the right.
fn check_digit(body: &str) -> u32 {
    let weights = [3, 1].into_iter().cycle();
    let sum: u32 = body
        .bytes()
        .rev()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    (10 - sum % 10) % 10
}

fn has_check_digit(digits: &str) -> bool {
    let Some((at, last)) = digits.char_indices().next_back() else { return false };
    at >= MIN_BODY && Some(check_digit(&digits[..at])) == last.to_digit(10)
}

/// The UPC-A that a UPC-E of 8 digits, number system and check digit included, is short for.
fn upc_a(digits: &str) -> Option<String> {
    if digits.len() != 8 || !digits.starts_with(['0', '1']) {
        return None;
    }
    let (system, six, check) = (&digits[..1], &digits[1..7], &digits[7..]);
    let body = match &six[5..] {
        last @ ("0" | "1" | "2") => format!("{}{last}0000{}", &six[..2], &six[2..5]),
        "3" => format!("{}00000{}", &six[..3], &six[3..5]),
        "4" => format!("{}00000{}", &six[..4], &six[4..5]),
        last => format!("{}0000{last}", &six[..5]),
    };
    let long = format!("{system}{body}{check}");
    has_check_digit(&long).then_some(long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ignore_what_scanners_and_people_do_to_codes() {
        assert_eq!(sku_key(" KET-Wal-12 ").as_deref(), Some("ket-wal-12"));
        assert_eq!(sku_key("  "), None);
        assert_eq!(barcode_key("4 006381 333931").as_deref(), Some("4006381333931"));
        assert_eq!(barcode_key("0036000291452"), barcode_key("036000291452"));
        assert_eq!(barcode_key("000").as_deref(), Some("0"));
        assert_eq!(barcode_key("A-12 b").as_deref(), Some("a12b"));
        assert_eq!(barcode_key(" - "), None);
    }

    #[test]
    fn a_scanned_code_is_read_in_every_likely_way() {
        let check = |scanned: &str, expected: &[&str]| {
            assert_eq!(readings(scanned), expected, "{scanned:?}");
        };
        check("4006381333931", &["4006381333931", "400638133393", "40063813339314"]);
        check("400638133393", &["400638133393", "4006381333931"]);
        check("036000291452", &["36000291452", "3600029145", "360002914522"]);
        // A UPC-E, its UPC-A 042100005264.
        assert_eq!(readings("04252614")[..2], ["4252614", "42100005264"]);
        check("ABC-1", &["abc1"]);
        check("12", &["12"]);
        check("", &[]);
    }

    #[test]
    fn check_digits_are_those_of_the_specification() {
        for code in ["4006381333931", "036000291452", "96385074", "10012345678902"] {
            assert!(has_check_digit(code), "{code}");
        }
        assert!(!has_check_digit("4006381333932"));
    }
}
