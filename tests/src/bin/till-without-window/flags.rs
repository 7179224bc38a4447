//! The command line: where the books are, how long the till waits, and what of a desktop works.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Parser, ValueEnum};
use serde_json::{Map, Value};
use till::Timings;

/// The till without its window, driven by lines of JSON.
#[derive(Parser)]
pub(crate) struct Flags {
    /// Where databases live.
    #[arg(long)]
    pub(crate) data_dir: PathBuf,
    /// Overrides of how long the till waits for what, as JSON: `{"firstPollMs": 200}`.
    #[arg(long, default_value = "{}")]
    timings: String,
    /// What the keychain holds for every store before anything is put into it.
    #[arg(long, env = "TILLWAY_TOKEN", hide_env_values = true)]
    pub(crate) token: Option<String>,
    /// How the keychain is.
    #[arg(long, value_enum, default_value = "works")]
    pub(crate) keychain: Keychain,
    /// Whether windows can be opened.
    #[arg(long, value_enum, default_value = "work")]
    pub(crate) windows: Windows,
    /// Where to keep a journal of all that is written to SQLite's files.
    #[arg(long)]
    pub(crate) disk_journal: Option<PathBuf>,
    /// How far the time of day is from the system's, in milliseconds.
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    pub(crate) clock_shift_ms: i64,
    /// Ends itself at a moment of the disk that was let by so often: `before_sync:3`.
    #[arg(long)]
    pub(crate) end_at: Option<String>,
}

/// How the keychain is.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Keychain {
    Works,
    Missing,
    Locked,
}

/// Whether windows can be opened.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Windows {
    Work,
    Broken,
    /// They open only once the test lets them.
    Held,
}

impl Flags {
    /// The till's own timings with the overrides.
    pub(crate) fn timings(&self) -> anyhow::Result<Timings> {
        let overrides: Map<String, Value> =
            serde_json::from_str(&self.timings).context("--timings is not a JSON object")?;
        let mut timings = Timings::default();
        for (name, value) in overrides {
            if name == "catalogueIsPaced" {
                timings.catalogue_is_paced = value != Value::Bool(false);
                continue;
            }
            if name == "callsArePaced" {
                timings.calls_are_paced = value != Value::Bool(false);
                continue;
            }
            let place = match name.as_str() {
                "firstPollMs" => &mut timings.first_poll_ms,
                "closedPageMs" => &mut timings.closed_page_ms,
                "sharedPageMs" => &mut timings.shared_page_ms,
                "timeOutMs" => &mut timings.time_out_ms,
                "watchMs" => &mut timings.watch_ms,
                "upsellMs" => &mut timings.upsell_ms,
                "firstPauseMs" => &mut timings.first_pause_ms,
                "comparisonMs" => &mut timings.comparison_ms,
                "backupMs" => &mut timings.backup_ms,
                "catalogueMs" => &mut timings.catalogue_ms,
                other => bail!("there is no timing {other:?}"),
            };
            *place = value.as_i64().with_context(|| format!("{name} is no whole number"))?;
        }
        Ok(timings)
    }
}
