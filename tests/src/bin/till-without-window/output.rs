//! The one writer of standard output, so that no two lines run into each other.

use std::io::{self, Write as _};
use std::sync::mpsc;
use std::thread;

use serde_json::Value;

/// A line at a time, in the order in which they were given.
#[derive(Clone)]
pub(crate) struct Output {
    lines: mpsc::Sender<String>,
}

impl Output {
    /// Starts the writer's thread.
    pub(crate) fn start() -> io::Result<Self> {
        let (sender, lines) = mpsc::channel::<String>();
        thread::Builder::new().name("output".to_owned()).spawn(move || {
            let mut out = io::stdout().lock();
            for line in lines {
                // Nobody reads any more: the process is about to end.
                if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { lines: sender })
    }

    /// Writes one value as one line.
    pub(crate) fn write(&self, value: &Value) {
        let _ = self.lines.send(value.to_string());
    }
}
