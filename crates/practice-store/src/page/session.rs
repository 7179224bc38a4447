//! The session cookie: given to whoever has none, and written down whenever the page is opened.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use crate::random;
use crate::snapshot::Visit;
use crate::store::Store;

const NAME: &str = "practice_session";

/// Writes the visit down, and gives the browser a session if it brought none.
pub(super) fn kept(
    store: &Store,
    page: &str,
    headers: &HeaderMap,
    mut answer: Response,
) -> Response {
    let cookie = cookie(headers);
    if cookie.is_none() {
        let cookie = format!("{NAME}={}; Path=/; HttpOnly; SameSite=Lax", random::key());
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            answer.headers_mut().insert(SET_COOKIE, cookie);
        }
    }
    store.record_visit(Visit { page: page.to_owned(), cookie });
    answer
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(COOKIE).into_iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs =
        cookies.flat_map(|cookies| cookies.split(';')).filter_map(|c| c.split_once('='));
    pairs.find(|(name, _)| name.trim() == NAME).map(|(_, value)| value.trim().to_owned())
}
