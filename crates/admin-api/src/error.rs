//! What can go wrong with a call, sorted by what it means: surely not done, or unclear.

use std::time::Duration;

use serde_json::Value;

/// The most messages that are taken from one error body.
const MAX_MESSAGES: usize = 50;
/// The most characters that are taken of one message.
const MAX_MESSAGE: usize = 500;

/// A call that gave no usable answer.
#[derive(Debug, thiserror::Error)]
#[error("{attempt}: {failure}")]
pub struct ApiError {
    /// What was tried, as words: `placing the order`.
    pub attempt: &'static str,
    /// What happened.
    #[source]
    pub failure: Failure,
}

/// Why a call gave no usable answer. Never holds the token or a body.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// No connection came about; the store has seen nothing.
    #[error("the store cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    /// The connection broke before a whole answer came; the store may have acted.
    #[error("the connection broke before the store had answered")]
    Cut(#[source] reqwest::Error),
    /// No answer in time; the store may have acted.
    #[error("the store did not answer in time")]
    TimedOut,
    /// 401: the token is not accepted.
    #[error("the store does not accept the token")]
    TokenRefused,
    /// 403: the token may not do this.
    #[error("the token lacks a permission")]
    PermissionMissing,
    /// 404 with a JSON body: there is no such thing.
    #[error("the store has no such record")]
    NotFound,
    /// A redirect or a page for people: this is not an Admin API.
    #[error("no Admin API answers at this address")]
    NotAStore,
    /// 429, with the time that the store asks to wait.
    #[error("the store asks to slow down")]
    TooManyRequests(Option<Duration>),
    /// Another 4xx: the store refused, saying why.
    #[error("the store refused")]
    Refused(Refusal),
    /// 5xx; the store may have acted.
    #[error("the store has a trouble of its own ({0})")]
    Trouble(u16),
    /// An answer that is not the API's; the store may have acted.
    #[error("the store's answer cannot be read ({0})")]
    Unreadable(&'static str),
}

/// The store's reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusal {
    /// Every message of the body with the path of its field.
    pub messages: Vec<FieldMessage>,
    /// The decline, where a payment was declined.
    pub decline: Option<Decline>,
    /// Whether the payment met with something else than a decline, such as an error of the
    /// processor's: the store may have charged.
    pub payment_is_unclear: bool,
}

/// A message and the field it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldMessage {
    /// The field's path with dots, indices counted from 0: `lines.1.product_id`. Empty when the
    /// message belongs to no field.
    pub path: String,
    /// The store's words.
    pub message: String,
}

/// A declined payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decline {
    /// The store's words.
    pub reason: String,
    /// `payment_response_code`, such as `2001`.
    pub code: String,
}

impl Failure {
    /// Whether the store surely did nothing: such a write may be sent again.
    #[must_use]
    pub fn surely_not_done(&self) -> bool {
        match self {
            Self::Unreachable(_)
            | Self::TokenRefused
            | Self::PermissionMissing
            | Self::NotFound
            | Self::NotAStore
            | Self::TooManyRequests(_) => true,
            Self::Refused(refusal) => !refusal.payment_is_unclear,
            Self::Cut(_) | Self::TimedOut | Self::Trouble(_) | Self::Unreadable(_) => false,
        }
    }

    /// The first of the store's own words, where it refused with any.
    #[must_use]
    pub fn first_words(&self) -> Option<String> {
        match self {
            Self::Refused(refusal) => refusal.messages.first().map(|said| said.message.clone()),
            _ => None,
        }
    }
}

impl Refusal {
    /// Reads an error body of any of the API's shapes.
    #[must_use]
    pub(crate) fn read(body: &Value) -> Self {
        let mut messages = Vec::new();
        collect(body, String::new(), &mut messages);
        let code = body.get("payment_response_code").map(|code| match code {
            Value::String(code) => code.clone(),
            other => other.to_string(),
        });
        // 2000s are soft and 3000s hard declines; no other code says that nothing was charged.
        let (decline, unclear): (Option<_>, Option<_>) = match code.filter(|code| !code.is_empty())
        {
            Some(code) if is_decline(&code) => (Some(code), None),
            code => (None, code),
        };
        let decline = decline.map(|code| Decline {
            reason: messages
                .iter()
                .find(|message| message.path == "payment_details")
                .map(|message| message.message.clone())
                .unwrap_or_default(),
            code,
        });
        Self { messages, decline, payment_is_unclear: unclear.is_some() }
    }
}

fn is_decline(code: &str) -> bool {
    code.len() == 4
        && code.starts_with(['2', '3'])
        && code.bytes().all(|byte| byte.is_ascii_digit())
}

fn collect(value: &Value, path: String, messages: &mut Vec<FieldMessage>) {
    if messages.len() >= MAX_MESSAGES {
        return;
    }
    match value {
        Value::String(text) => {
            messages.push(FieldMessage { path, message: text.chars().take(MAX_MESSAGE).collect() });
        }
        Value::Array(items) => {
            let nested = items.iter().any(Value::is_object);
            for (at, item) in items.iter().enumerate() {
                let path = if nested { join(&path, &at.to_string()) } else { path.clone() };
                collect(item, path, messages);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let path = match name.as_str() {
                    "detail" | "non_field_errors" => path.clone(),
                    name => join(&path, name),
                };
                collect(field, path, messages);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(body: &Value, expected: &[(&str, &str)]) {
        let refusal = Refusal::read(body);
        let found: Vec<_> =
            refusal.messages.iter().map(|m| (m.path.as_str(), m.message.as_str())).collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn every_shape_of_error_keeps_its_fields() {
        check(&json!({"detail": "No."}), &[("", "No.")]);
        check(&json!({"non_field_errors": ["One.", "Two."]}), &[("", "One."), ("", "Two.")]);
        check(&json!({"shipping_code": "Unknown."}), &[("shipping_code", "Unknown.")]);
        check(&json!({"user": {"email": ["Wrong."]}}), &[("user.email", "Wrong.")]);
        check(
            &json!({"lines": [{}, {"product_id": ["Unknown."]}]}),
            &[("lines.1.product_id", "Unknown.")],
        );
        check(&json!(["Plain."]), &[("", "Plain.")]);
        check(&json!(null), &[]);
    }

    #[test]
    fn only_a_decline_says_that_nothing_was_charged() {
        let check = |code: Value, surely_not_done: bool| {
            let refusal = Refusal::read(&json!({ "payment_response_code": code }));
            assert_eq!(refusal.decline.is_some(), surely_not_done, "{code}");
            assert_eq!(Failure::Refused(refusal).surely_not_done(), surely_not_done, "{code}");
        };
        for code in ["2001", "3009"] {
            check(json!(code), true);
        }
        for code in [json!("5001"), json!(5000), json!("1000"), json!("200"), json!("3xxx")] {
            check(code, false);
        }
        assert!(Failure::Refused(Refusal::read(&json!({ "detail": "No." }))).surely_not_done());
    }

    #[test]
    fn a_decline_keeps_its_reason_and_code() {
        for code in [json!("2001"), json!(2001)] {
            let body = json!({
                "payment_details": "Insufficient funds.",
                "payment_response_code": code,
                "payment_method": {"card_token": null},
            });
            let decline = Refusal::read(&body).decline.expect("a decline");
            assert_eq!(
                (decline.reason.as_str(), decline.code.as_str()),
                ("Insufficient funds.", "2001")
            );
        }
    }
}
