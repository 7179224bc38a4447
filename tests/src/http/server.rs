//! A server that can do what servers should not: hang up, or stop in the middle of an answer.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http_body_util::BodyExt;
use hyper::body::{Body, Bytes, Frame, Incoming};
use hyper::header::CONTENT_LENGTH;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::{Answer, Request};

/// What becomes of a request.
pub(crate) enum Reaction {
    /// It is answered.
    Answer(Answer),
    /// The connection breaks in the middle of the answer's body.
    Half(Answer),
    /// The connection breaks without a word.
    HangUp,
}

/// A server on a free port of the loopback address, for as long as it is held.
pub(crate) struct Server {
    address: SocketAddr,
    _serving: JoinSet<()>,
}

/// The connection breaks here.
#[derive(Debug)]
struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("broken on purpose")
    }
}

impl std::error::Error for Broken {}

impl Server {
    /// Answers every request as `react` says.
    pub(crate) async fn start<R, F>(react: R) -> Self
    where
        R: Fn(Request) -> F + Send + Sync + 'static,
        F: Future<Output = Reaction> + Send + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let mut serving = JoinSet::new();
        serving.spawn(accept(listener, Arc::new(react)));
        Self { address, _serving: serving }
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

async fn accept<R, F>(listener: TcpListener, react: Arc<R>)
where
    R: Fn(Request) -> F + Send + Sync + 'static,
    F: Future<Output = Reaction> + Send + 'static,
{
    // Dropped with this task, so that a server that is gone leaves no connection behind.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(converse(stream, Arc::clone(&react)));
        while connections.try_join_next().is_some() {}
    }
}

async fn converse<R, F>(stream: TcpStream, react: Arc<R>)
where
    R: Fn(Request) -> F + Send + Sync + 'static,
    F: Future<Output = Reaction> + Send + 'static,
{
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let react = Arc::clone(&react);
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(|_| Broken)?.to_bytes();
            let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
            let request = Request {
                method: parts.method,
                target: target.to_owned(),
                headers: parts.headers,
                body,
            };
            match react(request).await {
                Reaction::Answer(answer) => Ok(response(answer, false)),
                Reaction::Half(answer) => Ok(response(answer, true)),
                Reaction::HangUp => Err(Broken),
            }
        }
    });
    // A connection that fails has failed on purpose, or because its client was killed.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

fn response(answer: Answer, half: bool) -> hyper::Response<Parts> {
    let Answer { status, headers, body } = answer;
    let length = body.len();
    let parts = if half {
        [Part::Bytes(body.slice(..length / 2)), Part::Flush, Part::Broken].into()
    } else {
        [Part::Bytes(body)].into()
    };
    let mut response = hyper::Response::new(Parts(parts));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response.headers_mut().remove("transfer-encoding");
    response.headers_mut().insert(CONTENT_LENGTH, length.into());
    response
}

/// A body, part after part.
struct Parts(VecDeque<Part>);

enum Part {
    Bytes(Bytes),
    /// Lets the connection write out what it has so far.
    Flush,
    Broken,
}

impl Body for Parts {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        match self.0.pop_front() {
            Some(Part::Bytes(bytes)) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            Some(Part::Flush) => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Some(Part::Broken) => Poll::Ready(Some(Err(Broken))),
            None => Poll::Ready(None),
        }
    }
}
