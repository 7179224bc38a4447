//! The ways in which the Admin API says no.

use std::time::Duration;

use axum::Json;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::requests::Faults;

/// A refusal, in one of the shapes that a real store uses.
#[derive(Debug)]
pub(crate) enum Refusal {
    NoToken,
    WrongToken,
    /// Past the limit; there is a place again after this time.
    TooMany(Duration),
    NoScope(&'static str),
    MethodNotAllowed(Method),
    NotFound(String),
    /// A cursor that this store did not write, or not lately.
    InvalidCursor,
    MediaType,
    /// The body is too large.
    TooLarge,
    /// One sentence about the request as a whole.
    BadRequest(String),
    /// What is wrong, by field.
    Faulty(Faults),
    /// A charge was declined with this response code.
    Declined(u16),
}

impl Refusal {
    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::BadRequest(detail.into())
    }

    pub(crate) fn not_found(what: &str) -> Self {
        Self::NotFound(format!("There is no such {what}."))
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NoToken | Self::WrongToken => StatusCode::UNAUTHORIZED,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NoScope(_) => StatusCode::FORBIDDEN,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotFound(_) | Self::InvalidCursor => StatusCode::NOT_FOUND,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BadRequest(_) | Self::Faulty(_) | Self::Declined(_) => StatusCode::BAD_REQUEST,
        }
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        match self {
            Self::NoToken | Self::WrongToken => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"api\""));
            }
            Self::TooMany(wait) => {
                headers.insert(RETRY_AFTER, whole_seconds(*wait).into());
            }
            _ => {}
        }
        headers
    }

    fn into_body(self) -> Value {
        match self {
            Self::NoToken => detail("No access token was sent."),
            Self::WrongToken => detail("The access token is not valid."),
            Self::TooMany(wait) => {
                detail(format!("Too many requests. Try again in {} s.", whole_seconds(wait)))
            }
            Self::NoScope(scope) => detail(format!("The token lacks the permission {scope}.")),
            Self::MethodNotAllowed(method) => {
                detail(format!("The method {method} is not allowed here."))
            }
            // The words of Django REST framework.
            Self::InvalidCursor => detail("Invalid cursor"),
            Self::MediaType => detail("The body must be application/json."),
            Self::TooLarge => detail("The body is too large."),
            Self::NotFound(message) | Self::BadRequest(message) => detail(message),
            Self::Faulty(faults) => faults.into_json(),
            Self::Declined(code) => json!({
                "payment_details": "The payment was declined.",
                "payment_response_code": code.to_string(),
                "payment_method": { "card_token": "practice_visa_4242" },
            }),
        }
    }
}

/// `Retry-After` counts whole seconds; a part of one is waited for as a whole.
fn whole_seconds(wait: Duration) -> u64 {
    u64::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u64::MAX).max(1)
}

fn detail(message: impl Into<String>) -> Value {
    json!({ "detail": message.into() })
}

impl From<Faults> for Refusal {
    fn from(faults: Faults) -> Self {
        Self::Faulty(faults)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status(), self.headers(), Json(self.into_body())).into_response()
    }
}
