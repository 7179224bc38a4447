//! The interface: its packages, its build, its own checks.

use std::time::SystemTime;

use anyhow::{Context as _, Result, ensure};

use crate::command::{program, say, workspace};

/// Installs its packages where the lock file is newer than what is there.
pub(crate) fn install() -> Result<()> {
    ensure!(
        program("node", &["--version"]).succeeds(),
        "Node.js 20 or newer is needed to build the interface"
    );
    let ui = workspace().join("ui");
    let changed = |path: &str| -> Option<SystemTime> {
        std::fs::metadata(ui.join(path)).ok()?.modified().ok()
    };
    let lock = changed("package-lock.json").context("ui/package-lock.json")?;
    if changed("node_modules/.package-lock.json").is_some_and(|installed| installed >= lock) {
        return Ok(());
    }
    say("Installing the interface's packages.");
    npm(&["ci"])
}

/// Builds `ui/dist`, which the program embeds.
pub(crate) fn build() -> Result<()> {
    install()?;
    npm(&["run", "build"])
}

/// Types, formatting and tests.
pub(crate) fn check() -> Result<()> {
    npm(&["run", "check"])?;
    npm(&["test"])
}

fn npm(arguments: &[&str]) -> Result<()> {
    let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
    program(name, arguments).within("ui").run()
}
