//! What handlers take out of a request: a JSON object, ids in paths.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value};

use super::refusal::Refusal;
use crate::front;
use crate::requests::Faults;
use crate::store::Store;

/// The body of a request, which must be a JSON object.
pub(super) struct Body(pub(super) Map<String, Value>);

impl FromRequest<Store> for Body {
    type Rejection = Refusal;

    async fn from_request(request: Request, store: &Store) -> Result<Self, Refusal> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
        if !kind.trim().eq_ignore_ascii_case("application/json") {
            return Err(Refusal::MediaType);
        }
        let text =
            Bytes::from_request(request, store).await.map_err(|rejection| {
                match rejection.into_response().status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge,
                    _ => Refusal::bad_request("The body could not be read."),
                }
            })?;
        match serde_json::from_slice(&text) {
            Ok(Value::Object(object)) => Ok(Self(object)),
            Ok(_) => {
                let mut faults = Faults::default();
                faults.add_general("The body must be a JSON object.");
                Err(faults.into())
            }
            Err(error) => Err(Refusal::bad_request(format!("The body is not JSON: {error}."))),
        }
    }
}

/// A number in a path. What is no number is a wrong address, as at a real store.
pub(super) struct Id(pub(super) u64);

impl FromRequestParts<Store> for Id {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, store: &Store) -> Result<Self, Response> {
        match Path::<u64>::from_request_parts(parts, store).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(front::not_found().await),
        }
    }
}

/// An order number in a path: any text, which need not be that of an order.
pub(super) struct OrderNumber(pub(super) u64);

impl FromRequestParts<Store> for OrderNumber {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, store: &Store) -> Result<Self, Refusal> {
        let number = Path::<u64>::from_request_parts(parts, store).await;
        number.map(|Path(number)| Self(number)).map_err(|_| Refusal::not_found("order"))
    }
}
