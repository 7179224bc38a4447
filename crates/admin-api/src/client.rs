//! The client: one token, one store, one pace.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Method, RequestBuilder, Response, StatusCode, redirect};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_json::Value;
use url::Url;

use crate::address::StoreAddress;
use crate::error::{ApiError, Failure, Refusal};
use crate::pace::{Pace, Urgency};
use crate::retry::Retry;

/// An access token; printed nowhere.
pub type Token = SecretString;

/// The largest answer that is read; a page of products stays far below it.
const LARGEST_ANSWER: usize = 32 * 1024 * 1024;
/// The largest error body that is read.
const LARGEST_ERROR: usize = 64 * 1024;
/// The largest picture that is read.
const LARGEST_PICTURE: usize = 4 * 1024 * 1024;

/// Calls to one store with one token. Cheap to clone; clones share the pace.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    urgency: Urgency,
}

struct Shared {
    address: StoreAddress,
    token: Token,
    calls: reqwest::Client,
    pictures: reqwest::Client,
    pace: Arc<Pace>,
}

/// One call, before it is sent.
pub(crate) struct Call<'b, B> {
    pub(crate) attempt: &'static str,
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) body: Option<&'b B>,
    pub(crate) retry: Retry,
    pub(crate) timeout: Duration,
}

impl Client {
    /// A client for the store at `address`, in step with whoever else keeps this pace.
    pub(crate) fn new(
        address: StoreAddress,
        token: Token,
        pace: Arc<Pace>,
    ) -> Result<Self, ApiError> {
        // Only the first of a process can be put in place, and all are the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let build = |redirects| {
            let builder = reqwest::Client::builder()
                .user_agent(concat!("Tillway/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(Duration::from_secs(10))
                .redirect(redirects);
            // A proxy must not be asked for what is on this machine.
            let builder = if address.is_loopback() { builder.no_proxy() } else { builder };
            builder.build().map_err(|error| ApiError {
                attempt: "preparing the connection",
                failure: Failure::Unreachable(error),
            })
        };
        // The token must never follow a redirect to another place.
        let calls = build(redirect::Policy::none())?;
        let pictures = build(redirect::Policy::limited(3))?;
        let shared = Shared { address, token, calls, pictures, pace };
        Ok(Self { shared: Arc::new(shared), urgency: Urgency::Person })
    }

    /// The same client for work that nobody waits for.
    #[must_use]
    pub fn in_background(&self) -> Self {
        self.hurrying(Urgency::Background)
    }

    /// The same client for what settles money while nobody waits: before other background work.
    #[must_use]
    pub fn to_settle(&self) -> Self {
        self.hurrying(Urgency::Settling)
    }

    /// The same client for a store that admits any number of requests: to measure the till itself.
    #[must_use]
    pub fn unpaced(&self) -> Self {
        self.hurrying(Urgency::Unpaced)
    }

    /// Who needs no turn now needs none for anything.
    fn hurrying(&self, urgency: Urgency) -> Self {
        let urgency = if self.urgency == Urgency::Unpaced { self.urgency } else { urgency };
        Self { shared: Arc::clone(&self.shared), urgency }
    }

    /// The store's address.
    #[must_use]
    pub fn address(&self) -> &StoreAddress {
        &self.shared.address
    }

    #[cfg(test)]
    pub(crate) fn shares_pace_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared.pace, &other.shared.pace)
    }

    /// Fetches a picture, without the token: its content type and its bytes.
    ///
    /// # Errors
    /// When it cannot be fetched, is larger than 4 MiB or is no picture.
    pub async fn picture(&self, address: &str) -> Result<(String, Vec<u8>), ApiError> {
        let attempt = "fetching a picture";
        let failed = |failure| ApiError { attempt, failure };
        let url = self.shared.address.resolve(address).ok_or(failed(Failure::NotFound))?;
        if url.scheme() != "https" && !self.shared.address.owns(&url) {
            return Err(failed(Failure::NotFound));
        }
        let request = self.shared.pictures.get(url).timeout(Duration::from_secs(20));
        let mut response = request.send().await.map_err(|error| failed(transport(error)))?;
        if !response.status().is_success() {
            return Err(failed(Failure::NotFound));
        }
        let kind = header(&response, CONTENT_TYPE).unwrap_or_default();
        if !kind.starts_with("image/") {
            return Err(failed(Failure::Unreadable("not a picture")));
        }
        let bytes = read_body(&mut response, LARGEST_PICTURE).await.map_err(failed)?;
        Ok((kind, bytes))
    }

    pub(crate) async fn get(&self, attempt: &'static str, path: &str) -> Result<Value, ApiError> {
        self.get_url(attempt, self.api(attempt, path)?).await
    }

    /// The token goes to the store only, whatever address was kept of an earlier page.
    pub(crate) async fn get_url(&self, attempt: &'static str, url: Url) -> Result<Value, ApiError> {
        if !self.address().owns(&url) {
            let failure = Failure::Unreadable("an address of another site");
            return Err(ApiError { attempt, failure });
        }
        let timeout = Duration::from_secs(30);
        let call: Call<'_, ()> =
            Call { attempt, method: Method::GET, url, body: None, retry: Retry::Freely, timeout };
        json(attempt, &self.send(&call).await?)
    }

    /// Sends a call, paced and, where it may be, repeated. Gives the body of a 2xx answer.
    pub(crate) async fn send<B: Serialize>(&self, call: &Call<'_, B>) -> Result<String, ApiError> {
        call.retry.run(|| self.send_once(call)).await
    }

    async fn send_once<B: Serialize>(&self, call: &Call<'_, B>) -> Result<String, ApiError> {
        let result = match self.shared.pace.turn(self.urgency).await {
            Ok(()) => self.exchange(self.request(call)).await,
            Err(pause) => Err(Failure::TooManyRequests(Some(pause))),
        };
        if let Err(Failure::TooManyRequests(pause)) = &result {
            self.shared.pace.hold(pause.unwrap_or(Duration::from_secs(1)));
        }
        let outcome = result.as_ref().map_or_else(ToString::to_string, |_| "answered".to_owned());
        tracing::debug!(attempt = call.attempt, outcome, "store");
        result.map_err(|failure| ApiError { attempt: call.attempt, failure })
    }

    fn request<B: Serialize>(&self, call: &Call<'_, B>) -> RequestBuilder {
        let request = self
            .shared
            .calls
            .request(call.method.clone(), call.url.clone())
            .bearer_auth(self.shared.token.expose_secret())
            .header("X-29next-API-Version", crate::API_VERSION)
            .header("Accept", "application/json")
            .timeout(call.timeout);
        match call.body {
            Some(body) => request.json(body),
            None => request,
        }
    }

    async fn exchange(&self, request: RequestBuilder) -> Result<String, Failure> {
        let mut response = request.send().await.map_err(transport)?;
        let status = response.status();
        if status.is_success() {
            let body = read_body(&mut response, LARGEST_ANSWER).await?;
            return String::from_utf8(body).map_err(|_| Failure::Unreadable("not text"));
        }
        let pause = header(&response, RETRY_AFTER).and_then(|text| pause(&text));
        let kind = header(&response, CONTENT_TYPE).unwrap_or_default();
        let body = read_body(&mut response, LARGEST_ERROR).await.unwrap_or_default();
        // JSON that is too large to read is still an Admin API's word, if not one to pass on.
        let unread = kind.starts_with("application/json").then_some(Value::Null);
        let body = serde_json::from_slice(&body).ok().or(unread);
        Err(refusal(status, pause, body))
    }

    pub(crate) fn api(&self, attempt: &'static str, path: &str) -> Result<Url, ApiError> {
        self.shared.address.api(path).ok_or(ApiError { attempt, failure: Failure::NotAStore })
    }
}

/// Reads a body as JSON.
pub(crate) fn json(attempt: &'static str, body: &str) -> Result<Value, ApiError> {
    serde_json::from_str(body)
        .map_err(|_| ApiError { attempt, failure: Failure::Unreadable("not JSON") })
}

fn refusal(status: StatusCode, pause: Option<Duration>, body: Option<Value>) -> Failure {
    match (status.as_u16(), body) {
        (401, _) => Failure::TokenRefused,
        (403, _) => Failure::PermissionMissing,
        (429, _) => Failure::TooManyRequests(pause),
        (404, Some(_)) => Failure::NotFound,
        (400..=499, Some(body)) => Failure::Refused(Refusal::read(&body)),
        (300..=499, _) => Failure::NotAStore,
        (code, _) => Failure::Trouble(code),
    }
}

/// `Retry-After`: seconds, or the moment until which to wait.
fn pause(text: &str) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    Some(until.duration_since(jiff::Timestamp::now()).try_into().unwrap_or(Duration::ZERO))
}

fn transport(error: reqwest::Error) -> Failure {
    if error.is_connect() {
        Failure::Unreachable(error.without_url())
    } else if error.is_timeout() {
        Failure::TimedOut
    } else {
        Failure::Cut(error.without_url())
    }
}

fn header(response: &Response, name: reqwest::header::HeaderName) -> Option<String> {
    response.headers().get(name)?.to_str().ok().map(str::to_owned)
}

async fn read_body(response: &mut Response, most: usize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(transport)? {
        if body.len() + chunk.len() > most {
            return Err(Failure::Unreadable("too large"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_told_in_seconds_or_as_a_moment() {
        assert_eq!(pause(" 7 "), Some(Duration::from_secs(7)));
        assert_eq!(pause("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::ZERO), "it is over");
        let far = pause("Tue, 06 Nov 2085 08:49:37 GMT").expect("a moment");
        assert!(far > Duration::from_secs(60 * 60 * 24 * 365), "{far:?}");
        assert_eq!(pause("soon"), None);
    }
}
