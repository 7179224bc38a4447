//! The process: its start, its lines in and out, its end.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{mpsc, oneshot, watch};

use super::Refused;
use super::inbox::{Answer, Inbox};
use super::setup::Setup;
use crate::deadline::in_time;

/// The log, beside the data folder.
pub(super) const LOG: &str = "log.txt";

pub(super) struct Process {
    pub(super) inbox: Arc<Inbox>,
    child: Child,
    /// None once the input was closed.
    lines: Option<mpsc::UnboundedSender<String>>,
    next: AtomicU64,
    /// Becomes true once it has ended and everything that it wrote was read.
    gone: watch::Receiver<bool>,
}

/// What came of a command of a till that may not live to answer it.
#[derive(Debug)]
pub enum Outcome {
    /// It was done.
    Done(Value),
    /// The till refused it.
    Refused(Refused),
    /// The till ended first: it may have done it or not.
    Gone,
}

/// A command that the till has been given.
pub struct Pending {
    command: String,
    answer: oneshot::Receiver<Answer>,
}

impl Pending {
    /// Waits for what comes of it.
    ///
    /// # Errors
    /// What the till refuses.
    ///
    /// # Panics
    /// When the till does not answer, or is gone.
    pub async fn answer(self) -> Result<Value, Refused> {
        self.timed().await.0
    }

    /// Waits for what comes of it, be it the till's end.
    ///
    /// # Panics
    /// When the till lives and does not answer.
    pub async fn outcome(self) -> Outcome {
        match in_time(&self.command, self.answer).await {
            Ok((Ok(answer), _)) => Outcome::Done(answer),
            Ok((Err(error), _)) => Outcome::Refused(Refused(error)),
            Err(_) => Outcome::Gone,
        }
    }

    /// Waits for what comes of it, and gives how long that took in the till.
    ///
    /// # Panics
    /// When the till does not answer, or is gone.
    pub async fn timed(self) -> (Result<Value, Refused>, Duration) {
        let answer = in_time(&self.command, self.answer).await;
        let (result, took) =
            answer.unwrap_or_else(|_| panic!("the till is gone: {}", self.command));
        (result.map_err(Refused), took)
    }
}

impl Process {
    pub(super) async fn start(setup: &Setup, home: &Path) -> Self {
        let log = OpenOptions::new().create(true).append(true).open(home.join(LOG));
        let mut child = Command::new(program())
            .args(setup.arguments(home))
            .envs(setup.environment())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log.expect("a log that can be written"))
            .kill_on_drop(true)
            .spawn()
            .expect("the till starts");
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let (lines, written) = mpsc::unbounded_channel();
        let inbox = Arc::new(Inbox::default());
        let (ended, gone) = watch::channel(false);
        tokio::spawn(write(stdin.expect("it is piped"), written));
        tokio::spawn(read(stdout.expect("it is piped"), Arc::clone(&inbox), ended));
        Self { inbox, child, lines: Some(lines), next: AtomicU64::new(1), gone }
    }

    /// As Linux counts it: `VmHWM`, in kibibytes.
    #[cfg(target_os = "linux")]
    pub(super) fn peak_memory(&self) -> u64 {
        let id = self.child.id().expect("the till lives");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("its status");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
        peak.expect("a number of kibibytes") * 1_024
    }

    pub(super) fn send(&self, command: &str, arguments: Value) -> Pending {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let answer = self.inbox.expect(id);
        let line = json!({ "id": id, "command": command, "arguments": arguments });
        let sent = self.lines.as_ref().map(|lines| lines.send(line.to_string()));
        if !matches!(sent, Some(Ok(()))) {
            self.inbox.forget(id);
        }
        Pending { command: command.to_owned(), answer }
    }

    /// Ends it at once and waits until it is gone, so that its port and its files are free.
    pub(super) async fn kill(&mut self) {
        // An error means that it has ended by itself.
        let _ = self.child.start_kill();
        let _ = in_time("the till's end", self.child.wait()).await;
        // What it wrote before its end counts as said.
        let _ = in_time("the till's last words", self.gone.wait_for(|gone| *gone)).await;
    }

    /// Becomes true once it has ended, by whatever hand.
    pub(super) fn gone(&self) -> watch::Receiver<bool> {
        self.gone.clone()
    }

    pub(super) async fn close(&mut self) {
        self.lines = None;
        let status = in_time("the till's end", self.child.wait()).await.expect("it was started");
        assert!(status.success(), "the till ended with {status}");
    }
}

async fn write(mut stdin: ChildStdin, mut lines: mpsc::UnboundedReceiver<String>) {
    while let Some(line) = lines.recv().await {
        // A till that was killed takes no more commands.
        if stdin.write_all(format!("{line}\n").as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn read(stdout: ChildStdout, inbox: Arc<Inbox>, ended: watch::Sender<bool>) {
    let mut lines = BufReader::new(stdout).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        inbox.take(line);
    }
    inbox.close();
    ended.send_replace(true);
}

/// The program, which cargo has built with this package's tests and names to them.
fn program() -> PathBuf {
    let program = std::env::var_os("CARGO_BIN_EXE_till-without-window");
    program.expect("the tests are run by cargo").into()
}
