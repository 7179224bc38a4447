//! Money: whole hundredths with their currency, checked arithmetic, no floats.
//!
//! The Admin API speaks decimal strings of at most two fractional digits in every currency, yen
//! included, so hundredths hold each of its amounts exactly. How many digits a person sees is
//! the interface's business.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An ISO 4217 currency code: three upper-case letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Currency([u8; 3]);

/// An amount in hundredths of its currency.
///
/// As JSON it is `{"amount": "64.00", "currency": "USD"}`, so that no reader turns it into a
/// floating-point number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "DecimalMoney", into = "DecimalMoney")]
#[ts(type = "{ amount: string, currency: string }")]
pub struct Money {
    /// Hundredths of the currency's unit, in every currency: 64.00 is 6400.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

#[derive(Serialize, Deserialize)]
struct DecimalMoney {
    amount: String,
    currency: Currency,
}

impl From<Money> for DecimalMoney {
    fn from(money: Money) -> Self {
        Self { amount: money.decimal(), currency: money.currency }
    }
}

impl TryFrom<DecimalMoney> for Money {
    type Error = MoneyError;

    fn try_from(text: DecimalMoney) -> Result<Self, MoneyError> {
        Self::parse(&text.amount, text.currency)
    }
}

/// Why a text or a sum is not an amount of money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The text is not a decimal number with at most two fractional digits.
    #[error("{0:?} is not an amount: write digits with at most two after a point, like 12.50")]
    NotAnAmount(String),
    /// The amount has more than ten digits before the point, the most that the API takes.
    #[error("the amount is larger than the store accepts (ten digits before the point)")]
    TooLarge,
    /// Two currencies met in one sum.
    #[error("{0} and {1} cannot be added together")]
    MixedCurrencies(Currency, Currency),
    /// The text is not a currency code.
    #[error("{0:?} is not a currency code of three letters")]
    NotACurrency(String),
}

/// The largest amount of the API's decimal fields, `\d{0,10}\.\d{0,2}`.
pub const MAX_MINOR: i64 = 999_999_999_999;

impl Currency {
    /// United States dollar.
    pub const USD: Self = Self(*b"USD");

    /// The code, such as `USD`.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII letters are ever stored")
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let code: [u8; 3] = text
            .to_ascii_uppercase()
            .as_bytes()
            .try_into()
            .map_err(|_| MoneyError::NotACurrency(text.to_owned()))?;
        if code.iter().all(u8::is_ascii_uppercase) {
            Ok(Self(code))
        } else {
            Err(MoneyError::NotACurrency(text.to_owned()))
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Money {
    /// An amount of hundredths.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in `currency`.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Reads a decimal text such as `64`, `64.5` or `-3.00`.
    ///
    /// # Errors
    /// [`MoneyError::NotAnAmount`] for anything but digits with at most two after one point
    /// (no sign but a leading minus, no exponent, no comma, no spaces), and
    /// [`MoneyError::TooLarge`] past ten digits before the point.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let refuse = || MoneyError::NotAnAmount(text.chars().take(40).collect());
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty())
            || !plain(whole)
            || !plain(fraction)
            || fraction.len() > 2
        {
            return Err(refuse());
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 10 {
            return Err(MoneyError::TooLarge);
        }
        let minor: i64 = format!("0{whole}{fraction:0<2}").parse().map_err(|_| refuse())?;
        Ok(Self::new(if negative { -minor } else { minor }, currency))
    }

    /// The sum of two amounts.
    ///
    /// # Errors
    /// When the currencies differ or the sum leaves the API's range.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::MixedCurrencies(self.currency, other.currency));
        }
        self.minor
            .checked_add(other.minor)
            .and_then(|minor| Self::new(minor, self.currency).in_range())
            .ok_or(MoneyError::TooLarge)
    }

    /// This amount `quantity` times over.
    ///
    /// # Errors
    /// When the product leaves the API's range.
    pub fn times(self, quantity: u32) -> Result<Self, MoneyError> {
        self.minor
            .checked_mul(i64::from(quantity))
            .and_then(|minor| Self::new(minor, self.currency).in_range())
            .ok_or(MoneyError::TooLarge)
    }

    /// The amount as the API writes it: `64.00`.
    #[must_use]
    pub fn decimal(&self) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.unsigned_abs();
        format!("{sign}{}.{:02}", minor / 100, minor % 100)
    }

    fn in_range(self) -> Option<Self> {
        (self.minor.unsigned_abs() <= MAX_MINOR.unsigned_abs()).then_some(self)
    }
}

/// `64.00 USD`: for logs and messages, not for people's receipts.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Result<i64, MoneyError>) {
        let found = Money::parse(text, Currency::USD).map(|money| money.minor);
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn reads_what_the_api_writes() {
        check("64", Ok(6400));
        check("64.5", Ok(6450));
        check("64.05", Ok(6405));
        check("0.00", Ok(0));
        check(".5", Ok(50));
        check("-3.00", Ok(-300));
        check("0000000000012", Ok(1200));
        check("9999999999.99", Ok(MAX_MINOR));
    }

    #[test]
    fn refuses_what_is_not_an_amount() {
        for text in
            ["", ".", "-", "1,5", "1e9", "1.234", " 1", "1 ", "+1", "--1", "１", "1.2.3", "NaN"]
        {
            check(text, Err(MoneyError::NotAnAmount(text.to_owned())));
        }
        check("10000000000", Err(MoneyError::TooLarge));
    }

    #[test]
    fn sums_stay_within_the_apis_range() {
        let most = Money::new(MAX_MINOR, Currency::USD);
        assert_eq!(most.plus(Money::new(1, Currency::USD)), Err(MoneyError::TooLarge));
        assert_eq!(most.times(2), Err(MoneyError::TooLarge));
        let yen: Currency = "JPY".parse().expect("a code");
        assert_eq!(
            most.plus(Money::zero(yen)),
            Err(MoneyError::MixedCurrencies(Currency::USD, yen))
        );
    }

    proptest! {
        #[test]
        fn writing_then_reading_gives_the_same_amount(minor in -MAX_MINOR..=MAX_MINOR) {
            let money = Money::new(minor, Currency::USD);
            prop_assert_eq!(Money::parse(&money.decimal(), Currency::USD), Ok(money));
        }

        #[test]
        fn reading_never_panics(text in "\\PC*") {
            let _ = Money::parse(&text, Currency::USD);
        }
    }
}
