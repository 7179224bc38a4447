//! The answers as HTTP: which page, which status, and the headers that every answer has.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName,
    HeaderValue, REFERRER_POLICY, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};
use sha2::{Digest, Sha256};

use crate::arrival::Answer;
use crate::html::{Page, Resend, STYLE, Tone};
use crate::refusal::Refusal;
use crate::words::Words;

/// The methods that are used here.
const METHODS: &str = "GET, HEAD, POST";
/// Seconds to wait before a return that could not be kept is sent again.
const RETRY_AFTER_SECONDS: &str = "5";

pub(crate) type Reply = Response<Full<Bytes>>;

/// The pages, in the till's words.
pub(crate) struct Pages {
    words: Words,
    policy: HeaderValue,
    resend_policy: HeaderValue,
    /// The page of every refusal: whoever posts junk must not have it made anew each time.
    refused: Bytes,
}

impl Pages {
    pub(crate) fn new(words: Words) -> Self {
        let style = STANDARD.encode(Sha256::digest(STYLE));
        let (policy, resend_policy) = (policy(&style, "'none'"), policy(&style, "'self'"));
        let Words { language, refused: heading, refused_text, .. } = &words;
        let (store, tone, text) = (None, Tone::Plain, Some(refused_text.as_str()));
        let page = Page { language, store, tone, heading, text, resend: None };
        let refused = page.render().into();
        Self { words, policy, resend_policy, refused }
    }

    /// The answer to a return. What could not be kept is offered for sending again.
    pub(crate) fn answer(&self, answer: &Answer, body: &[u8]) -> Reply {
        match answer {
            Answer::Paid { store, order_number } => self.paid(store, order_number.as_deref()),
            Answer::NotCompleted { store } => self.not_completed(store),
            Answer::Checking { store } => self.checking(Some(store)),
            Answer::NotKept => self.not_kept(body),
        }
    }

    fn paid(&self, store: &str, order_number: Option<&str>) -> Reply {
        let words = &self.words;
        let number = order_number.map(|number| format!("{} {number}", words.order_number));
        let page = self.page(Some(store), Tone::Good, &words.paid, number.as_deref());
        self.show(StatusCode::OK, &page)
    }

    fn not_completed(&self, store: &str) -> Reply {
        let Words { not_completed, not_completed_text, .. } = &self.words;
        let page = self.page(Some(store), Tone::Plain, not_completed, Some(not_completed_text));
        self.show(StatusCode::OK, &page)
    }

    /// The till asks the store. A mere visit has no store to name.
    pub(crate) fn checking(&self, store: Option<&str>) -> Reply {
        let Words { checking, checking_text, .. } = &self.words;
        self.show(StatusCode::OK, &self.page(store, Tone::Wait, checking, Some(checking_text)))
    }

    fn not_kept(&self, body: &[u8]) -> Reply {
        let Words { not_kept, not_kept_text, send_again, .. } = &self.words;
        let mut page = self.page(None, Tone::Wait, not_kept, Some(not_kept_text));
        page.resend = Some(Resend { button: send_again, body });
        let mut reply = self.show(StatusCode::SERVICE_UNAVAILABLE, &page);
        set(&mut reply, RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_SECONDS));
        set(&mut reply, CONTENT_SECURITY_POLICY, self.resend_policy.clone());
        reply
    }

    pub(crate) fn refused(&self, refusal: Refusal) -> Reply {
        let mut reply = self.html(refusal.status(), self.refused.clone());
        if refusal == Refusal::Method {
            set(&mut reply, ALLOW, HeaderValue::from_static(METHODS));
        }
        reply
    }

    /// There is no icon.
    pub(crate) fn no_icon(&self) -> Reply {
        self.reply(StatusCode::NO_CONTENT, Bytes::new())
    }

    fn page<'a>(
        &'a self,
        store: Option<&'a str>,
        tone: Tone,
        heading: &'a str,
        text: Option<&'a str>,
    ) -> Page<'a> {
        let language = &self.words.language;
        Page { language, store, tone, heading, text, resend: None }
    }

    fn show(&self, status: StatusCode, page: &Page<'_>) -> Reply {
        self.html(status, page.render().into())
    }

    fn html(&self, status: StatusCode, page: Bytes) -> Reply {
        let mut reply = self.reply(status, page);
        set(&mut reply, CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        reply
    }

    /// Every answer is made here.
    fn reply(&self, status: StatusCode, body: Bytes) -> Reply {
        let mut reply = Response::new(Full::new(body));
        *reply.status_mut() = status;
        set(&mut reply, CACHE_CONTROL, HeaderValue::from_static("no-store"));
        set(&mut reply, REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        set(&mut reply, X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        set(&mut reply, CONTENT_SECURITY_POLICY, self.policy.clone());
        set(&mut reply, CONNECTION, HeaderValue::from_static("close"));
        reply
    }
}

fn set(reply: &mut Reply, name: HeaderName, value: HeaderValue) {
    reply.headers_mut().insert(name, value);
}

/// Nothing is loaded and nothing framed; only this style applies; forms go nowhere but to `forms`.
fn policy(style: &str, forms: &str) -> HeaderValue {
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action {forms}; \
         frame-ancestors 'none'"
    )
    .try_into()
    .expect("base64 and the fixed parts are visible ASCII")
}
