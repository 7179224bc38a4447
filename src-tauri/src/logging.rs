//! The log: a file a day in the data folder, two weeks of them.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Days that are kept.
const DAYS: usize = 14;

/// Starts the log; it ends when the guard is dropped. Without a folder to write to there is none.
/// `TILLWAY_LOG` says how much is written, as `tracing` filters do; `info` if it says nothing.
pub(crate) fn start(folder: &Path) -> Option<WorkerGuard> {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("tillway")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder.join("logs"))
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let filter = EnvFilter::try_from_env("TILLWAY_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log =
        tracing_subscriber::fmt().with_writer(writer).with_ansi(false).with_env_filter(filter);
    log.try_init().ok()?;
    Some(guard)
}
