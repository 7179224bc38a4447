//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// A till for Next Commerce stores that takes payments by Link.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    /// Where databases and logs live; each folder is a till of its own
    #[arg(long, value_name = "PATH", env = "TILLWAY_DATA_DIR")]
    pub(crate) data_dir: Option<PathBuf>,

    /// Proves the books of every store in the data folder and ends; opens no window, writes nothing
    #[arg(long)]
    pub(crate) verify: bool,
}

/// Says why the program ends.
#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
pub(crate) fn fail(message: &str) -> ExitCode {
    eprintln!("Tillway: {message}");
    ExitCode::FAILURE
}
