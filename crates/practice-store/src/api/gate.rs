//! Who may call, how often, in which version, and with which permission; in that order.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::Response;

use super::refusal::Refusal;
use crate::store::Store;

const VERSION_HEADER: &str = "x-29next-api-version";
const VERSION: &str = "2024-04-01";

/// Lets a request in that has the token, keeps the pace and names the version.
pub(super) async fn admit(
    State(store): State<Store>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    check_token(request.headers(), store.books().token())?;
    store.admit(Instant::now()).map_err(Refusal::TooMany)?;
    check_version(request.headers())?;
    Ok(next.run(request).await)
}

fn check_token(headers: &HeaderMap, token: &str) -> Result<(), Refusal> {
    let value = headers.get(AUTHORIZATION).ok_or(Refusal::NoToken)?;
    let given = value.to_str().ok().and_then(|value| value.split_once(' '));
    match given {
        Some((scheme, given)) if scheme.eq_ignore_ascii_case("bearer") && given == token => Ok(()),
        _ => Err(Refusal::WrongToken),
    }
}

fn check_version(headers: &HeaderMap) -> Result<(), Refusal> {
    match headers.get(VERSION_HEADER) {
        Some(version) if version == VERSION => Ok(()),
        Some(version) => {
            let version = String::from_utf8_lossy(version.as_bytes());
            Err(Refusal::bad_request(format!("The version \"{version}\" is not served here.")))
        }
        None => Err(Refusal::bad_request("The header X-29next-API-Version is missing.")),
    }
}

/// Lets a request on whose token has the scope.
pub(super) async fn require_scope(
    State((store, scope)): State<(Store, &'static str)>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    match store.allows(scope) {
        true => Ok(next.run(request).await),
        false => Err(Refusal::NoScope(scope)),
    }
}

pub(super) async fn method_not_allowed(request: Request) -> Refusal {
    Refusal::MethodNotAllowed(request.method().clone())
}
