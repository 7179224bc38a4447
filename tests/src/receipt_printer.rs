//! A receipt printer in the network: it takes whatever is sent to it and keeps it for the test.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::deadline::seen;

/// A printer, for as long as it is held.
pub struct ReceiptPrinter {
    address: SocketAddr,
    prints: Arc<Mutex<Vec<Vec<u8>>>>,
    listening: JoinHandle<()>,
}

impl ReceiptPrinter {
    /// A printer that prints everything.
    pub async fn open() -> Self {
        Self::taking(usize::MAX).await
    }

    /// A printer that breaks the connection off as soon as it has got so many bytes.
    pub async fn breaking_off_after(bytes: usize) -> Self {
        Self::taking(bytes).await
    }

    /// The address of a printer that is not there.
    pub async fn gone() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        listener.local_addr().expect("an address").to_string()
    }

    async fn taking(bytes: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let prints = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&prints);
        let listening = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                if let Some(print) = take(connection, bytes).await {
                    kept.lock().unwrap_or_else(PoisonError::into_inner).push(print);
                }
            }
        });
        Self { address, prints, listening }
    }

    /// Where it is, as a seller types it.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Waits for its print of this number, counted from 0; gives its bytes.
    pub async fn print(&self, number: usize) -> Vec<u8> {
        let prints = || self.prints.lock().unwrap_or_else(PoisonError::into_inner);
        seen("a print", || prints().get(number).cloned()).await
    }

    /// How much it has printed.
    #[must_use]
    pub fn count(&self) -> usize {
        self.prints.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Drop for ReceiptPrinter {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// All that comes, or none where it is more than the printer takes.
async fn take(mut connection: TcpStream, most: usize) -> Option<Vec<u8>> {
    let mut print = Vec::new();
    let mut part = [0; 512];
    while print.len() < most {
        let wanted = part.len().min(most - print.len());
        match connection.read(&mut part[..wanted]).await.ok()? {
            0 => return Some(print),
            count => print.extend_from_slice(&part[..count]),
        }
    }
    // What it has not read is thrown away with the connection.
    None
}
