//! Money as it stands on paper: grouped digits without the currency, which stands beside the total.

use sale::Money;

/// The currencies without a smaller unit (ISO 4217).
const WHOLE: [&str; 16] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
    "XAF", "XOF", "XPF",
];

/// An amount: `1,234.50`. Hundredths that a currency has no use for are left out only where there are
/// none: what is on paper must be what was charged.
pub(crate) fn amount(money: Money) -> String {
    let minor = money.minor.unsigned_abs();
    let (units, hundredths) = (minor / 100, minor % 100);
    let sign = if money.minor < 0 { "-" } else { "" };
    let whole = hundredths == 0 && WHOLE.contains(&money.currency.code());
    let fraction = if whole { String::new() } else { format!(".{hundredths:02}") };
    format!("{sign}{}{fraction}", grouped(units))
}

/// An amount that is taken off.
pub(crate) fn taken_off(money: Money) -> String {
    amount(Money { minor: money.minor.saturating_abs().saturating_neg(), ..money })
}

/// Digits in groups of three.
fn grouped(units: u64) -> String {
    let digits = units.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(minor: i64, currency: &str, expected: &str) {
        let money = Money::new(minor, currency.parse().expect("a code"));
        assert_eq!(amount(money), expected);
    }

    #[test]
    fn amounts_are_written_for_people() {
        check(0, "USD", "0.00");
        check(5, "USD", "0.05");
        check(6_400, "USD", "64.00");
        check(123_450, "EUR", "1,234.50");
        check(-1_200, "USD", "-12.00");
        check(999_999_999_999, "USD", "9,999,999,999.99");
        check(123_400, "JPY", "1,234");
        check(123_450, "JPY", "1,234.50");
        check(i64::MIN, "USD", "-92,233,720,368,547,758.08");
    }

    #[test]
    fn what_is_taken_off_has_a_minus_however_the_store_writes_it() {
        for minor in [640, -640] {
            assert_eq!(taken_off(Money::new(minor, sale::Currency::USD)), "-6.40");
        }
    }
}
