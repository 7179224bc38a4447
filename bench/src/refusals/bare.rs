//! The bare route: axum, which answers whatever comes with 404, behind the receiver's own limits.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// The receiver's limits: `return-receiver`'s `connection`, `places` and `exchange`.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(15);
const MAX_HEADERS: usize = 64;
const MAX_BUFFER: usize = 32 * 1024;
const PLACES: usize = 64;
const BODY_LIMIT: usize = 1024 * 1024;

/// Starts it in this runtime, for as long as that lives.
pub(super) async fn start() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let router = Router::new()
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    tokio::spawn(accept(listener, router));
    Ok(address)
}

async fn accept(listener: TcpListener, router: Router) {
    let places = Arc::new(Semaphore::new(PLACES));
    while let (Ok((stream, _)), Ok(place)) =
        (listener.accept().await, Arc::clone(&places).acquire_owned().await)
    {
        let router = router.clone();
        tokio::spawn(async move {
            let _place = place;
            let _ = timeout(EXCHANGE_TIMEOUT, serve(router, stream)).await;
        });
    }
}

async fn serve(router: Router, stream: TcpStream) {
    let service = TowerToHyperService::new(router);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .keep_alive(false)
        .half_close(true)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_BUFFER);
    // A client that goes early is none of this server's worries.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}
