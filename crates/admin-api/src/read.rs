//! Reading an answer leniently: what is missing, null or of another type is simply not there.

use jiff::Timestamp;
use sale::{Currency, Money};
use serde_json::Value;

/// Text; numbers count as their digits.
pub(crate) fn text(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Text, empty where there is none.
pub(crate) fn words(value: &Value, key: &str) -> String {
    text(value, key).unwrap_or_default()
}

/// Text that is more than white space.
pub(crate) fn filled(value: &Value, key: &str) -> Option<String> {
    text(value, key).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A whole number, also one that is written as text.
pub(crate) fn integer(value: &Value, key: &str) -> Option<i64> {
    match value.get(key)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A moment, in milliseconds since 1970.
pub(crate) fn moment(value: &Value, key: &str) -> Option<i64> {
    let moment: Timestamp = text(value, key)?.parse().ok()?;
    Some(moment.as_millisecond())
}

/// Yes or no; missing is no.
pub(crate) fn yes(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// A currency code, also where it stands in an object as `code`.
pub(crate) fn currency(value: &Value, key: &str) -> Option<Currency> {
    let field = value.get(key)?;
    field.as_str().or_else(|| field.get("code")?.as_str())?.parse().ok()
}

/// A decimal amount in `currency`.
pub(crate) fn money(value: &Value, key: &str, currency: Option<Currency>) -> Option<Money> {
    Money::parse(text(value, key)?.trim(), currency?).ok()
}

/// The items of an array; none where it is something else.
pub(crate) fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}
