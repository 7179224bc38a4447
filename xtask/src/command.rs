//! Running other programs, saying which.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// A program that is about to be run from the workspace's folder.
pub(crate) struct Run {
    command: Command,
    shown: String,
}

/// A program with its arguments.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Run {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(workspace());
    Run { command, shown: format!("{name} {}", arguments.join(" ")) }
}

/// The same cargo that runs this.
pub(crate) fn cargo(arguments: &[&str]) -> Run {
    let name = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut run = program(&name, arguments);
    run.shown = format!("cargo {}", arguments.join(" "));
    run
}

impl Run {
    /// More arguments.
    pub(crate) fn words(mut self, words: &[String]) -> Self {
        self.command.args(words);
        self
    }

    /// A variable of its environment.
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Another folder to run in, from the workspace's.
    pub(crate) fn within(mut self, folder: &str) -> Self {
        self.command.current_dir(workspace().join(folder));
        self
    }

    /// Runs it to its end.
    pub(crate) fn run(mut self) -> Result<()> {
        say(&format!("\n$ {}", self.shown));
        let status = self.command.status().with_context(|| self.shown.clone())?;
        ensure!(status.success(), "`{}` failed", self.shown);
        Ok(())
    }

    /// Whether it can be run at all and succeeds, silently.
    pub(crate) fn succeeds(mut self) -> bool {
        let silent = self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        silent.status().is_ok_and(|status| status.success())
    }

    /// What it writes, if it succeeds.
    pub(crate) fn output(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// The workspace's folder.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[expect(clippy::print_stdout, reason = "tasks speak to whoever started them")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}
