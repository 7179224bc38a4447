//! What the bench needs: everything as it is shipped, and what stands beside it.

use anyhow::Result;

use crate::command::{cargo, say};
use crate::machine::{self, Need};
use crate::{TILL, bundle, interface, released};

/// Builds it all, then measures.
pub(crate) fn run(words: &[String]) -> Result<()> {
    machine::install(Need::Bench)?;
    interface::install_in("bench/browser")?;
    // One build: what is built by itself would be built with other features, and so twice.
    interface::build()?;
    let packages = ["tillway", "empty-window", "tillway-tests", "bench"];
    let packages: Vec<&str> = packages.iter().flat_map(|name| ["--package", name]).collect();
    cargo(&[&["build", "--release"], &packages[..]].concat()).run()?;
    let bench = cargo(&["run", "--release", "--quiet", "--package", "bench", "--"]).words(words);
    let bench = bench.set(TILL, &released("till-without-window"));
    let bench = bench.set("TILLWAY_PROGRAM", &released("tillway"));
    match bundle::of_built() {
        Ok(package) => bench.set("TILLWAY_DEB", &package.to_string_lossy()).run(),
        Err(error) => {
            say(&format!("No package was made: {error:#}"));
            bench.run()
        }
    }
}
