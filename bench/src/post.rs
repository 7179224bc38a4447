//! One post over a connection of its own, as plainly as a client can make it: what is measured is the
//! server.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// Nothing that is measured takes as long: a server that does has failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// A form on its way to an address, every byte of it.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    to: SocketAddr,
    bytes: Vec<u8>,
}

/// What came back.
pub(crate) struct Answered {
    pub(crate) status: u16,
    /// The body, as it came.
    pub(crate) body: Vec<u8>,
    /// From the connect to the last byte of the answer.
    pub(crate) took: Duration,
}

impl Post {
    /// A form to `http://HOST:PORT/PATH`, as a browser posts it.
    pub(crate) fn new(url: &str, origin: &str, body: &str) -> Result<Self> {
        let rest = url.strip_prefix("http://").context("an address without TLS")?;
        let (host, path) = rest.split_once('/').context("an address with a path")?;
        let head = format!(
            "POST /{path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        Ok(Self { to: host.parse()?, bytes: (head + body).into_bytes() })
    }

    /// The same bytes to another server.
    pub(crate) fn to(&self, to: SocketAddr) -> Self {
        Self { to, ..self.clone() }
    }

    /// Posts it.
    ///
    /// # Errors
    /// When nobody answers, or not as HTTP does.
    pub(crate) fn send(&self) -> Result<Answered> {
        let began = Instant::now();
        let mut stream = TcpStream::connect(self.to)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(&self.bytes)?;
        let (mut answer, mut buffer) = (Vec::new(), [0; 16 * 1024]);
        let end = loop {
            let more = stream.read(&mut buffer)?;
            anyhow::ensure!(more > 0, "the answer broke off after {} bytes", answer.len());
            answer.extend_from_slice(&buffer[..more]);
            if let Some(end) = end(&answer)?.filter(|end| answer.len() >= end.whole) {
                break end;
            }
        };
        let took = began.elapsed();
        Ok(Answered { status: end.status, body: answer.split_off(end.head), took })
    }
}

/// Where an answer ends, as its head says.
struct End {
    status: u16,
    head: usize,
    whole: usize,
}

/// None while its head is not complete.
fn end(answer: &[u8]) -> Result<Option<End>> {
    let Some(head) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(None);
    };
    let text = std::str::from_utf8(&answer[..head])?;
    let status = text.split(' ').nth(1).context("a status")?.parse()?;
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>())
    });
    let length = length.context("an answer that says how long it is")??;
    Ok(Some(End { status, head: head + 4, whole: head + 4 + length }))
}
