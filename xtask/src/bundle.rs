//! The package that is installed.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::command::{cargo, program, workspace};
use crate::interface;
use crate::machine::{self, Need};

/// The kind that the system at hand can make by itself, and where it lies then.
const KIND: (&str, &str) = if cfg!(target_os = "macos") {
    ("dmg", "dmg")
} else if cfg!(windows) {
    ("nsis", "exe")
} else {
    ("deb", "deb")
};

/// Builds the program as it is shipped, and packs it. Gives the package.
pub(crate) fn make() -> Result<PathBuf> {
    machine::install(Need::Build)?;
    interface::build()?;
    cargo(&["build", "--release", "--package", "tillway"]).run()?;
    of_built()
}

/// Packs what was built.
pub(crate) fn of_built() -> Result<PathBuf> {
    let (kind, ending) = KIND;
    let tauri = workspace().join("ui/node_modules/@tauri-apps/cli/tauri.js");
    program("node", &[&tauri.to_string_lossy(), "bundle", "--bundles", kind])
        .within("src-tauri")
        .run()?;
    let folder = workspace().join("target/release/bundle").join(kind);
    let files = std::fs::read_dir(folder)?.flatten().map(|file| file.path());
    let mut packages = files.filter(|path| path.extension().is_some_and(|own| own == ending));
    packages.next().context("no package was made")
}
