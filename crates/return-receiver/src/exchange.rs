//! One request and its answer: the checks in their order, the till's word, the customer's page.

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderMap};
use hyper::{Method, Request};
use sale::TokenDigest;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};
use tracing::debug;

use crate::arrival::{Answer, Arrival};
use crate::gate::Gate;
use crate::page::{Pages, Reply};
use crate::places::Place;
use crate::refusal::Refusal;

/// The largest body that is taken.
const BODY_LIMIT: usize = 1024 * 1024;
const FORM: &str = "application/x-www-form-urlencoded";
const ICON_PATH: &str = "/favicon.ico";

/// What all exchanges share.
pub(crate) struct Desk {
    pub(crate) gate: Gate,
    pub(crate) pages: Pages,
    pub(crate) arrivals: mpsc::Sender<Arrival>,
}

/// What a request asks for.
enum Wanted {
    Icon,
    Return(TokenDigest),
}

/// Answers one request. The till has until `answer_by` to say what.
pub(crate) async fn exchange(
    desk: &Desk,
    place: &Place,
    answer_by: Instant,
    request: Request<Incoming>,
) -> Reply {
    let reply = match wanted(&desk.gate, &request) {
        Ok(Wanted::Icon) => Ok(desk.pages.no_icon()),
        Ok(Wanted::Return(token)) => {
            place.keep();
            desk.come_back(token, answer_by, request).await
        }
        Err(refusal) => Err(refusal),
    };
    reply.unwrap_or_else(|refusal| {
        debug!(status = refusal.status().as_u16(), reason = %refusal, "a request was refused");
        desk.pages.refused(refusal)
    })
}

/// Unknown paths and unknown tokens are the same refusal, and it comes before any that would tell
/// them apart.
fn wanted(gate: &Gate, request: &Request<Incoming>) -> Result<Wanted, Refusal> {
    if !gate.is_meant(request) {
        return Err(Refusal::OtherHost);
    }
    let reads = match *request.method() {
        Method::GET | Method::HEAD => true,
        Method::POST => false,
        _ => return Err(Refusal::Method),
    };
    match request.uri().path() {
        ICON_PATH if reads => Ok(Wanted::Icon),
        path => gate.live_token(path).map(Wanted::Return).ok_or(Refusal::Unknown),
    }
}

impl Desk {
    /// A request with a live token. Whatever is wrong with it, its sender has been at the store's
    /// payment page, so the till always hears of it.
    async fn come_back(
        &self,
        token: TokenDigest,
        answer_by: Instant,
        request: Request<Incoming>,
    ) -> Result<Reply, Refusal> {
        match take(&self.gate, answer_by, request).await {
            Ok(Some(body)) => {
                let handed_over = self.hand_over(token, body.clone());
                let answer = timeout_at(answer_by, handed_over).await.unwrap_or(Answer::NotKept);
                Ok(self.pages.answer(&answer, &body))
            }
            Ok(None) => {
                self.report_visit(token);
                Ok(self.pages.checking(None))
            }
            Err(refusal) => {
                self.report_visit(token);
                Err(refusal)
            }
        }
    }

    /// Gives the till a return and waits until it is on disk. A till that is gone or doesn't
    /// answer may not have kept it; to send it again does no harm.
    async fn hand_over(&self, token: TokenDigest, body: Bytes) -> Answer {
        let (answer, answered) = oneshot::channel();
        let arrival = Arrival::Returned { token, body, answer };
        if self.arrivals.send(arrival).await.is_err() {
            return Answer::NotKept;
        }
        answered.await.unwrap_or(Answer::NotKept)
    }

    /// A till with that many arrivals before it will ask the store in any case.
    fn report_visit(&self, token: TokenDigest) {
        if self.arrivals.try_send(Arrival::Visited { token }).is_err() {
            debug!("a visit was not reported");
        }
    }
}

/// The body of a post, or `None` where there is none to take.
async fn take(
    gate: &Gate,
    answer_by: Instant,
    request: Request<Incoming>,
) -> Result<Option<Bytes>, Refusal> {
    if !gate.may_come_from(request.headers()) {
        return Err(Refusal::Origin);
    }
    if request.method() != Method::POST {
        return Ok(None);
    }
    if !is_form(request.headers()) {
        return Err(Refusal::NotAForm);
    }
    timeout_at(answer_by, read(request.into_body()))
        .await
        .unwrap_or(Err(Refusal::TooSlow))
        .map(Some)
}

/// Whether the content type is the form's. Its parameters say nothing: a form is bytes.
fn is_form(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter().filter_map(|value| value.to_str().ok());
    let essence = types.next().and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case(FORM))
}

async fn read(body: Incoming) -> Result<Bytes, Refusal> {
    if body.size_hint().lower() > BODY_LIMIT as u64 {
        return Err(Refusal::TooLarge);
    }
    match Limited::new(body, BODY_LIMIT).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Refusal::TooLarge),
        Err(_) => Err(Refusal::BrokenOff),
    }
}
