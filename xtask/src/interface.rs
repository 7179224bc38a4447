//! The interface: its packages, its build, its own checks.

use std::time::SystemTime;

use anyhow::{Context as _, Result, ensure};

use crate::command::{program, say, workspace};

/// Installs its packages.
pub(crate) fn install() -> Result<()> {
    install_in("ui")
}

/// Installs the packages of a folder where the lock file is newer than what is there.
pub(crate) fn install_in(folder: &str) -> Result<()> {
    ensure!(
        program("node", &["--version"]).succeeds(),
        "Node.js 20 or newer is needed to build the interface"
    );
    let own = workspace().join(folder);
    let changed = |path: &str| -> Option<SystemTime> {
        std::fs::metadata(own.join(path)).ok()?.modified().ok()
    };
    let lock = changed("package-lock.json").context("package-lock.json")?;
    if changed("node_modules/.package-lock.json").is_some_and(|installed| installed >= lock) {
        return Ok(());
    }
    say(&format!("Installing the npm packages of {folder}."));
    npm(&["ci"], folder)
}

/// Builds `ui/dist`, which the program embeds.
pub(crate) fn build() -> Result<()> {
    install()?;
    npm(&["run", "build"], "ui")
}

/// Types, formatting and tests.
pub(crate) fn check() -> Result<()> {
    npm(&["run", "check"], "ui")?;
    npm(&["test"], "ui")
}

fn npm(arguments: &[&str], folder: &str) -> Result<()> {
    let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
    program(name, arguments).within(folder).run()
}
