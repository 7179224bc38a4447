//! Bringing bytes to a receipt printer. Blocks.
//!
//! The `escpos` crate has connections of its own; they take an address in numbers only, tell no
//! failure apart from another, and ask for libraries of the system. Here a document is whole before
//! it leaves, so that bringing it there is writing bytes.

use std::fs::OpenOptions;
use std::io::{self, Read as _, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs as _};
use std::path::PathBuf;
use std::time::Duration;

use crate::error::PaperError;

/// The port at which receipt printers listen.
const PORT: u16 = 9100;

/// How long a printer may take to be reached.
const REACHED_WITHIN: Duration = Duration::from_secs(5);

/// How long it may take nothing, as when its paper is out.
const TAKES_WITHIN: Duration = Duration::from_secs(15);

/// How long it may take to say that it has all, where it says so at all.
const CLOSES_WITHIN: Duration = Duration::from_secs(1);

/// Where a receipt printer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printer {
    /// In the network, by its name or address and the port.
    Network(String, u16),
    /// At a device of this machine that takes bytes, such as `/dev/usb/lp0`.
    Device(PathBuf),
    /// At a serial port, with this many bits a second.
    Serial(String, u32),
    /// A file at whose end everything is added.
    File(PathBuf),
}

impl Printer {
    /// Reads `printer`, `192.168.0.20:9100` or `[fe80::1]:9100`; without a port it is 9100.
    ///
    /// # Errors
    /// [`PaperError::NoPlace`] when nothing can be meant by it.
    pub fn in_network(address: &str) -> Result<Self, PaperError> {
        let address = address.trim();
        let (host, port) = match address.rsplit_once(':') {
            Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
                (host, port.parse().map_err(|_| PaperError::NoPlace)?)
            }
            _ => (address, PORT),
        };
        let host = host.trim_start_matches('[').trim_end_matches(']');
        if host.is_empty() || host.contains(char::is_whitespace) {
            return Err(PaperError::NoPlace);
        }
        Ok(Self::Network(host.to_owned(), port))
    }

    /// Brings these bytes to the printer. Blocks until it has them.
    ///
    /// # Errors
    /// [`PaperError::Unreachable`] when it has got none of them, [`PaperError::Stopped`] when it may
    /// have got a part.
    pub fn send(&self, bytes: &[u8]) -> Result<(), PaperError> {
        match self {
            Self::Network(host, port) => send_to(host, *port, bytes),
            Self::Device(path) => {
                write(OpenOptions::new().write(true).open(path).map_err(unreachable)?, bytes)
            }
            Self::Serial(path, baud) => {
                let port = serialport::new(path, *baud).timeout(TAKES_WITHIN);
                write(port.open().map_err(|error| unreachable(error.into()))?, bytes)
            }
            Self::File(path) => {
                let file = OpenOptions::new().create(true).append(true).open(path);
                write(file.map_err(unreachable)?, bytes)
            }
        }
    }
}

fn unreachable(error: io::Error) -> PaperError {
    PaperError::Unreachable(error)
}

fn write(mut printer: impl Write, bytes: &[u8]) -> Result<(), PaperError> {
    printer.write_all(bytes).and_then(|()| printer.flush()).map_err(PaperError::Stopped)
}

fn send_to(host: &str, port: u16, bytes: &[u8]) -> Result<(), PaperError> {
    let mut printer = connect(host, port).map_err(unreachable)?;
    printer.set_write_timeout(Some(TAKES_WITHIN)).map_err(unreachable)?;
    write(&printer, bytes)?;
    let closed = printer.shutdown(Shutdown::Write).and_then(|()| until_closed(&mut printer));
    closed.map_err(PaperError::Stopped)
}

/// The first of the host's addresses that lets the till in.
fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut refused = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for address in (host, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, REACHED_WITHIN) {
            Ok(printer) => return Ok(printer),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

/// Waits a moment for the printer's end of the connection: what was written lies with the system, and
/// only a printer that broke off says that it was not taken. Many never say anything.
fn until_closed(printer: &mut TcpStream) -> io::Result<()> {
    printer.set_read_timeout(Some(CLOSES_WITHIN))?;
    let mut said = [0; 64];
    loop {
        match printer.read(&mut said) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if is_silence(&error) => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

fn is_silence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_write_it() {
        let check = |text: &str, expected: Option<(&str, u16)>| {
            let expected = expected.map(|(host, port)| Printer::Network(host.to_owned(), port));
            assert_eq!(Printer::in_network(text).ok(), expected, "{text:?}");
        };
        check("192.168.0.20", Some(("192.168.0.20", 9100)));
        check(" kitchen.local:9101 ", Some(("kitchen.local", 9101)));
        check("[fe80::1]:9100", Some(("fe80::1", 9100)));
        check("fe80::1", Some(("fe80::1", 9100)));
        check("", None);
        check(":9100", None);
        check("printer:many", None);
        check("the printer", None);
    }
}
