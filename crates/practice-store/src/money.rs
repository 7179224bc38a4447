//! Money: whole hundredths, and the three currencies this store sells in.
//!
//! Nothing here is a float, and nothing here knows of taxes or discounts (see `pricing`).

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};

/// A currency of this store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Currency {
    #[serde(rename = "USD")]
    Usd,
    #[serde(rename = "EUR")]
    Eur,
    #[serde(rename = "JPY")]
    Jpy,
}

impl Currency {
    /// The store's own currency comes first.
    pub(crate) const ALL: [Self; 3] = [Self::Usd, Self::Eur, Self::Jpy];

    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|currency| currency.code() == code)
    }

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::Eur => "EUR",
            Self::Jpy => "JPY",
        }
    }

    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Usd => "US Dollar",
            Self::Eur => "Euro",
            Self::Jpy => "Japanese Yen",
        }
    }

    /// The smallest step between two amounts, in hundredths: a yen has no fraction.
    pub(crate) const fn step(self) -> i64 {
        match self {
            Self::Usd | Self::Eur => 1,
            Self::Jpy => 100,
        }
    }

    /// The amount as a customer reads it: `$1,234.50`, `¥6,400`.
    pub(crate) fn show(self, amount: Amount) -> String {
        let (sign, decimals) = match self {
            Self::Usd => ('$', true),
            Self::Eur => ('€', true),
            Self::Jpy => ('¥', false),
        };
        let whole = grouped(amount.0 / 100);
        match decimals {
            true => format!("{sign}{whole}.{:02}", amount.0 % 100),
            false => format!("{sign}{whole}"),
        }
    }
}

fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// An amount of money in hundredths. Prints as the API writes it: `64.00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Amount(i64);

impl Amount {
    pub(crate) const ZERO: Self = Self(0);

    /// The largest amount that the API can write: ten digits before the point.
    pub(crate) const LARGEST: Self = Self(999_999_999_999);

    pub(crate) const fn from_minor(minor: i64) -> Self {
        Self(minor)
    }

    /// The amount in hundredths.
    pub(crate) const fn minor(self) -> i64 {
        self.0
    }

    /// Reads the API's decimal: at most ten digits, then at most two after a point.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() > 10 || fraction.len() > 2 || whole.len() + fraction.len() == 0 {
            return None;
        }
        if !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let minor: i64 = format!("{whole}{fraction:0<2}").parse().ok()?;
        Some(Self(if negative { -minor } else { minor }))
    }

    /// This many of a unit price; `None` when the API could not write the result.
    pub(crate) fn times(self, quantity: u32) -> Option<Self> {
        let product = Self(self.0.checked_mul(i64::from(quantity))?);
        (product <= Self::LARGEST).then_some(product)
    }

    /// `part` of `whole` of this amount, rounded half up to a multiple of `step`.
    pub(crate) fn portion(self, part: i64, whole: i64, step: i64) -> Self {
        let divisor = i128::from(whole) * i128::from(step);
        let doubled = 2 * i128::from(self.0) * i128::from(part);
        let steps = (doubled + divisor).div_euclid(2 * divisor);
        let minor = steps * i128::from(step);
        Self(
            i64::try_from(minor).expect("a portion is never larger than the amount it is taken of"),
        )
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", self.0.abs() / 100, self.0.abs() % 100)
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_the_decimals_of_the_api() {
        let check = |text: &str, minor: Option<i64>| {
            assert_eq!(Amount::parse(text).map(Amount::minor), minor, "{text:?}");
        };
        check("64.00", Some(6400));
        check("64", Some(6400));
        check("64.", Some(6400));
        check(".5", Some(50));
        check("-0.01", Some(-1));
        check("9999999999.99", Some(999_999_999_999));
        check("12345678901", None);
        check("1.234", None);
        check("", None);
        check(".", None);
        check("1e3", None);
        check("６4", None);
        assert_eq!(Amount::from_minor(-5).to_string(), "-0.05");
        assert_eq!(Amount::from_minor(640_000).to_string(), "6400.00");
    }

    #[test]
    fn a_portion_is_rounded_half_up_to_the_step() {
        let check = |minor: i64, part: i64, whole: i64, step: i64, expected: i64| {
            assert_eq!(Amount(minor).portion(part, whole, step).0, expected);
        };
        check(5398, 8875, 100_000, 1, 479);
        check(50, 1, 100, 1, 1);
        check(49, 1, 100, 1, 0);
        check(150_500, 10_000, 100_000, 100, 15_100);
        check(150_400, 10_000, 100_000, 100, 15_000);
    }

    #[test]
    fn a_customer_reads_amounts_in_the_usual_form() {
        assert_eq!(Currency::Usd.show(Amount(123_450)), "$1,234.50");
        assert_eq!(Currency::Jpy.show(Amount(640_000)), "¥6,400");
        assert_eq!(Currency::Eur.show(Amount(5)), "€0.05");
    }
}
