//! HTTP as it is on the wire: one request, one answer, a connection of its own for each.

mod server;

use anyhow::Context;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use url::Url;

pub(crate) use server::{Reaction, Server};

const FORM: &str = "application/x-www-form-urlencoded";

/// A request, with its whole body.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path and query.
    pub target: String,
    /// Every header that came, the host among them.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

/// An answer, with its whole body.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// Every header but those that belong to the connection.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Request {
    /// A request for this address, and the host it goes to.
    fn to(method: Method, url: &str) -> anyhow::Result<(Self, String)> {
        let url = Url::parse(url)?;
        let host = url.host_str().context("an address with a host")?;
        let host = format!("{host}:{}", url.port_or_known_default().unwrap_or(80));
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_str(&host)?);
        let target = format!("{}{query}", url.path());
        Ok((Self { method, target, headers, body: Bytes::new() }, host))
    }

    /// The path without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query's names and values.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    /// A header's text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON; null where it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Sends it to this host and port, as it stands.
    pub(crate) async fn send_to(&self, host: &str) -> anyhow::Result<Answer> {
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let mut request = hyper::Request::new(Full::new(self.body.clone()));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.target.parse()?;
        *request.headers_mut() = self.headers.clone();
        let (parts, body) = sender.send_request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Answer { status: parts.status, headers: parts.headers, body })
    }
}

impl Answer {
    /// An answer without headers.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        let status = StatusCode::from_u16(status).expect("a status between 100 and 999");
        Self { status, headers: HeaderMap::new(), body: body.into() }
    }

    /// An answer in JSON.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(status, body.to_string()).with("content-type", "application/json")
    }

    /// A page for people.
    #[must_use]
    pub fn page(status: u16, html: &str) -> Self {
        Self::new(status, html.to_owned()).with("content-type", "text/html; charset=utf-8")
    }

    /// The answer with one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_str(value).expect("visible ASCII");
        self.headers.insert(HeaderName::from_static(name), value);
        self
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The page says these words to people.
    ///
    /// # Panics
    /// When it does not, showing what it says.
    pub fn assert_says(&self, words: &str) {
        let text = self.text();
        let body = text.split_once("<body>").map_or(text.as_str(), |(_, body)| body);
        assert!(body.contains(words), "{} without {words:?}: {body}", self.status);
    }

    /// The body as JSON; null where it is none.
    #[must_use]
    pub fn read_json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// A header's text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Gets an address, with these headers.
///
/// # Errors
/// When nobody answers there.
pub async fn get(url: &str, headers: &[(&'static str, &str)]) -> anyhow::Result<Answer> {
    let (mut request, host) = Request::to(Method::GET, url)?;
    for (name, value) in headers {
        request.headers.insert(*name, HeaderValue::from_str(value)?);
    }
    request.send_to(&host).await
}

/// Posts JSON to an address, with these headers.
///
/// # Errors
/// When nobody answers there.
pub async fn post_json(
    url: &str,
    headers: &[(&'static str, &str)],
    body: &Value,
) -> anyhow::Result<Answer> {
    let (mut request, host) = Request::to(Method::POST, url)?;
    request.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    for (name, value) in headers {
        request.headers.insert(*name, HeaderValue::from_str(value)?);
    }
    request.body = body.to_string().into();
    request.send_to(&host).await
}

/// Posts a form as a browser does, saying where the page came from.
///
/// # Errors
/// When nobody answers there.
pub async fn post_form(url: &str, body: &str, origin: &str) -> anyhow::Result<Answer> {
    let (mut request, host) = Request::to(Method::POST, url)?;
    request.headers.insert(CONTENT_TYPE, HeaderValue::from_static(FORM));
    request.headers.insert("origin", HeaderValue::from_str(origin)?);
    request.body = body.to_owned().into();
    request.send_to(&host).await
}
