//! One connection: one exchange, in bounded time, and an end that does not cut its answer off.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{copy, sink};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until, timeout};
use tracing::debug;

use crate::exchange::{Desk, exchange};
use crate::places::Place;

/// From the connection to the end of the request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// From the connection to its close.
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(15);
/// The last part of an exchange, kept free for writing the answer.
const WRITING: Duration = Duration::from_secs(3);
/// How long an answered client may take to close.
const LINGERING: Duration = Duration::from_secs(2);
const MAX_HEADERS: usize = 64;
/// Bounds the request's head. Cookies go by host, not by port: a browser may bring those of any
/// other program at this address.
const MAX_BUFFER: usize = 32 * 1024;

/// Serves one exchange, then closes.
pub(crate) async fn serve(desk: Arc<Desk>, place: Place, stream: TcpStream) {
    let close_by = Instant::now() + EXCHANGE_TIMEOUT;
    tokio::select! {
        // In this order, so that a request which is just in time is heard.
        biased;
        () = converse(&desk, &place, close_by - WRITING, stream) => {}
        () = sleep_until(close_by) => debug!("an exchange took too long"),
        () = place.shown_out() => debug!("an idle connection made room"),
    }
}

async fn converse(desk: &Desk, place: &Place, answer_by: Instant, mut stream: TcpStream) {
    let service = service_fn(async |request| {
        Ok::<_, Infallible>(exchange(desk, place, answer_by, request).await)
    });
    let served = http().serve_connection(TokioIo::new(&mut stream), service).await;
    if let Err(error) = served {
        debug!(%error, "a connection ended early");
        // Of what ends early, only a head that makes no sense has been answered.
        if !error.is_parse() {
            return;
        }
    }
    place.release();
    linger(stream).await;
}

/// A head that cannot be read, or is too large, is answered by hyper with a bare status.
fn http() -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .keep_alive(false)
        // Whoever has closed its sending side may still wait for its answer.
        .half_close(true)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_BUFFER);
    http
}

/// Waits until the client has closed too. A refusal can come before all of the body was read, and
/// closing on bytes that are still arriving resets the connection: the client might never see why.
async fn linger(mut stream: TcpStream) {
    // Whether it closes, fails or stays, the connection ends here.
    let _ = timeout(LINGERING, copy(&mut stream, &mut sink())).await;
}
