//! The posted form: `application/x-www-form-urlencoded`, read as the URL standard does.
//!
//! Nothing is refused here. A form that makes no sense holds no `response`.

use std::borrow::Cow;

/// The variable that holds the order, as the Link guide names it.
const RESPONSE: &str = "response";

/// The value of the one variable `response` in a posted form; `None` if it is missing or repeated.
/// Invalid UTF-8 is replaced. A body that was kept reads like the one that arrived.
#[must_use]
pub fn response(body: &[u8]) -> Option<String> {
    let mut values = fields(body).filter(|(name, _)| name == RESPONSE).map(|(_, value)| value);
    let only = values.next()?;
    values.next().is_none().then(|| only.into_owned())
}

/// Every field, in order.
pub(crate) fn fields(body: &[u8]) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    form_urlencoded::parse(body)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(body: &[u8], expected: Option<&str>) {
        assert_eq!(response(body).as_deref(), expected, "{:?}", String::from_utf8_lossy(body));
    }

    #[test]
    fn only_a_single_response_counts() {
        check(b"response=%7B%7D", Some("{}"));
        check(b"response={}", Some("{}"));
        check(b"&&a=1&response=%7B%22n%22%3A+1%7D&b", Some("{\"n\": 1}"));
        check(b"%72esponse=x", Some("x"));
        check(b"response=100%25+%zz%", Some("100% %zz%"));
        check(b"response=%ff", Some("\u{fffd}"));
        check(b"response=", Some(""));
        check(b"response", Some(""));
        check(b"", None);
        check(b"{\"number\":\"1\"}", None);
        check(b"Response={}", None);
        check(b"response={}&response={}", None);
    }

    proptest! {
        #[test]
        fn a_value_survives_the_form(value in any::<String>()) {
            let body = form_urlencoded::Serializer::new(String::new())
                .append_pair("response", &value)
                .finish();
            prop_assert_eq!(response(body.as_bytes()), Some(value));
        }
    }
}
