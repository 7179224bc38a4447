//! Starting and stopping a store.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::api;
use crate::books::Keeper;
use crate::catalogue::Catalogue;
use crate::merchant::Merchant;
use crate::options::Options;
use crate::snapshot::Books;
use crate::store::Store;
use crate::{front, page, random};

/// How long a stopping store waits for connections that are still open.
const PATIENCE: Duration = Duration::from_secs(2);

/// A running practice store. It stops when it is dropped.
#[derive(Debug)]
pub struct PracticeStore {
    store: Store,
    /// Dropping it ends the server.
    stop: oneshot::Sender<()>,
    server: JoinHandle<io::Result<()>>,
}

impl PracticeStore {
    /// Opens a store on the loopback address.
    ///
    /// # Errors
    /// When the folder cannot be used, or the port that was asked for is taken.
    pub async fn start(options: Options) -> io::Result<Self> {
        let folder = options.folder.clone();
        let opened = blocking(move || Keeper::open(folder)).await?;
        let listener = listen(options.port, opened.port()).await?;
        let port = listener.local_addr()?.port();
        let kept_token = opened.token().map(str::to_owned);
        let token = options.token.clone().or(kept_token).unwrap_or_else(random::key);
        let size = options.catalogue;
        let keeper = blocking(move || Keeper::start(opened, port, token, size)).await?;
        let catalogue = blocking(move || Ok(Catalogue::of(size))).await?;
        let origin = format!("http://127.0.0.1:{port}");
        let store = Store::new(&options, origin, catalogue, keeper);
        let routes = api::routes(&store).merge(page::routes()).merge(front::routes());
        let app = routes.fallback(front::not_found).with_state(store.clone());
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(async move {
            let stopped = async { drop(stopped.await) };
            axum::serve(listener, app).with_graceful_shutdown(stopped).await
        });
        Ok(Self { store, stop, server })
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> &str {
        self.store.origin()
    }

    /// The access token of its Admin API.
    pub fn token(&self) -> &str {
        self.store.books().token()
    }

    /// A copy of its books.
    pub fn books(&self) -> Books {
        Books::of(&self.store)
    }

    /// The merchant, who changes the catalogue while the store is open.
    pub fn merchant(&self) -> Merchant<'_> {
        Merchant::of(&self.store)
    }

    /// Lets every cursor that was given out so far lead nowhere: it is answered as one that this
    /// store never wrote.
    pub fn expire_cursors(&self) {
        self.store.expire_cursors();
    }

    /// Lets running requests end, then stops.
    pub async fn stop(self) {
        drop(self.stop);
        let mut server = self.server;
        if tokio::time::timeout(PATIENCE, &mut server).await.is_err() {
            server.abort();
        }
    }
}

/// Files are read and written, and long work is done, off the threads that serve requests.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}

/// Takes the port that was asked for, or the one of last time if it is free, or any.
async fn listen(asked: Option<u16>, last: Option<u16>) -> io::Result<TcpListener> {
    if let Some(port) = asked {
        return TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
    }
    match TcpListener::bind((Ipv4Addr::LOCALHOST, last.unwrap_or(0))).await {
        Err(_) if last.is_some() => TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await,
        bound => bound,
    }
}
