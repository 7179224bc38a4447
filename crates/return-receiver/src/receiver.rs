//! The receiver's life: its port, what it expects, its end.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use sale::{ReturnToken, TokenDigest};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tracing::{debug, warn};

use crate::arrival::Arrival;
use crate::connection;
use crate::exchange::Desk;
use crate::gate::{Gate, RETURN_PATH};
use crate::page::Pages;
use crate::places::{PLACES, Place, Places};
use crate::words::Words;

/// How long exchanges may go on once the receiver is told to stop.
const STOPPING: Duration = Duration::from_secs(2);
/// The pause after a connection that could not be accepted, most likely for want of descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// How a receiver is set up.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The port that open sales already name in their return addresses. Another is taken if it is
    /// not free, or if none is wanted.
    pub port: Option<u16>,
    /// What the customer reads.
    pub words: Words,
}

/// A receiver that is listening. Dropping it ends every exchange at once.
pub struct Receiver {
    port: u16,
    desk: Arc<Desk>,
    /// Its end is the signal to stop.
    running: oneshot::Sender<()>,
    serving: JoinSet<()>,
}

impl Receiver {
    /// Listens on the loopback address. What comes back is found in the channel, which ends with
    /// the receiver.
    ///
    /// # Errors
    /// When no port of the loopback address can be had.
    pub async fn start(options: Options) -> io::Result<(Self, mpsc::Receiver<Arrival>)> {
        let listener = bind(options.port).await?;
        let port = listener.local_addr()?.port();
        let (arrivals, arrived) = mpsc::channel(PLACES);
        let gate = Gate::new(format!("{}:{port}", Ipv4Addr::LOCALHOST));
        let desk = Arc::new(Desk { gate, pages: Pages::new(options.words), arrivals });
        let (running, stopped) = oneshot::channel();
        let mut serving = JoinSet::new();
        serving.spawn(serve(listener, desk.clone(), stopped));
        Ok((Self { port, desk, running, serving }, arrived))
    }

    /// The port, to be kept with the sale and wanted again after a restart.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The return address for this token: the literal address, never a name.
    #[must_use]
    pub fn return_url(&self, token: &ReturnToken) -> String {
        format!("http://{}{RETURN_PATH}{}", self.desk.gate.host(), token.to_path())
    }

    /// Makes a token live.
    pub fn expect(&self, token: TokenDigest) {
        self.desk.gate.expect(token);
    }

    /// Ends a token's life: its return address is then like any unknown one.
    pub fn forget(&self, token: TokenDigest) {
        self.desk.gate.forget(token);
    }

    /// Sets the origins that a return may name, in place of those set before. They are given as a
    /// browser writes them: `https://mystore.29next.store`.
    pub fn accept_from<I>(&self, origins: I)
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.desk.gate.accept_from(origins.into_iter().map(Into::into).collect());
    }

    /// Stops listening, lets the exchanges that are under way finish for a moment, then ends them.
    pub async fn stop(self) {
        let Self { running, mut serving, .. } = self;
        drop(running);
        serving.join_next().await;
    }
}

/// The wanted port if it can be had, else any.
async fn bind(wanted: Option<u16>) -> io::Result<TcpListener> {
    if let Some(port) = wanted {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => warn!(port, %error, "the wanted port cannot be had"),
        }
    }
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
}

async fn serve(listener: TcpListener, desk: Arc<Desk>, mut stopped: oneshot::Receiver<()>) {
    let places = Arc::new(Places::default());
    let mut connections = JoinSet::new();
    loop {
        let (place, stream) = tokio::select! {
            biased;
            _ = &mut stopped => break,
            admitted = admit(&listener, &places) => admitted,
        };
        connections.spawn(connection::serve(desk.clone(), place, stream));
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    places.show_out_idle();
    if timeout(STOPPING, async { while connections.join_next().await.is_some() {} }).await.is_err()
    {
        debug!("exchanges were ended by the receiver's stop");
    }
}

/// The next connection, and a place for it.
async fn admit(listener: &TcpListener, places: &Arc<Places>) -> (Place, TcpStream) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (places.admit().await, stream),
            Err(error) => {
                warn!(%error, "a connection was not accepted");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}
