//! The repository's tasks: `cargo xtask run | test | demo | chaos | bench | bundle | types | deny`.
//!
//! Each installs what it needs first, saying what and why, so that a fresh machine with Rust and
//! Node needs nothing else.

mod bench;
mod bundle;
mod checks;
mod command;
mod interface;
mod machine;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::command::{cargo, say};
use crate::machine::Need;

const HELP: &str = "\
cargo xtask run [-- ARGUMENTS]  opens the till; without a display, plays the demo
cargo xtask test                everything that every change must pass
cargo xtask demo                plays a sale in the real window; pictures go to target/demo
cargo xtask chaos [--runs N --seed S]
                                plays N runs in which everything goes wrong that can, and compares
                                the till's ledger with the store's books; 5,000 runs from seed 1
cargo xtask bench [--quick] [--only PART,PART]
                                measures the till beside its limits and baselines, and writes
                                target/bench/report.json; docs/BENCHMARKS.md explains the figures
cargo xtask bundle              makes the package that is installed, in target/release/bundle
cargo xtask types               writes the interface's types anew from the Rust ones
cargo xtask deny                checks the licences and sources of all dependencies";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("\nxtask: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next();
    match task.as_deref() {
        Some("run") => run_till(&arguments.skip_while(|word| word == "--").collect::<Vec<_>>()),
        Some("test") => checks::all(),
        Some("demo") => demo(),
        Some("chaos") => chaos(&arguments.collect::<Vec<_>>()),
        Some("bench") => bench::run(&arguments.collect::<Vec<_>>()),
        Some("bundle") => bundle::make().map(drop),
        Some("types") => checks::write_types(),
        Some("deny") => checks::dependencies(),
        None | Some("help" | "--help") => {
            say(HELP);
            Ok(())
        }
        Some(other) => bail!("there is no task {other:?}\n\n{HELP}"),
    }
}

/// Builds the interface and the program, then opens the till.
fn run_till(arguments: &[String]) -> Result<()> {
    if !machine::has_display() {
        say("There is no display here, so the demo is played on a screen of its own instead.");
        return demo();
    }
    machine::install(Need::Build)?;
    interface::build()?;
    cargo(&["run", "--package", "tillway", "--"]).words(arguments).run()
}

/// Builds the till without its window as it is shipped, then plays many runs with it.
fn chaos(arguments: &[String]) -> Result<()> {
    machine::install(Need::Build)?;
    cargo(&["build", "--release", "--package", "tillway-tests"]).run()?;
    cargo(&["run", "--release", "--quiet", "--package", "tillway-tests", "--bin", "chaos", "--"])
        .words(arguments)
        .set(TILL, &released("till-without-window"))
        .run()
}

/// Where the harness finds the till without its window: cargo tells its own tests by this variable.
pub(crate) const TILL: &str = "CARGO_BIN_EXE_till-without-window";

/// A program as it is shipped.
pub(crate) fn released(program: &str) -> String {
    command::workspace().join("target/release").join(program).to_string_lossy().into_owned()
}

/// Builds everything the demo needs, then plays it.
fn demo() -> Result<()> {
    machine::install(Need::Windows)?;
    interface::build()?;
    cargo(&["build", "--package", "tillway", "--package", "window-tests"]).run()?;
    cargo(&["run", "--quiet", "--package", "window-tests", "--bin", "demo"]).run()
}
