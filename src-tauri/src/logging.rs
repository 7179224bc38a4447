//! The log: a file a day in the data folder, two weeks of them.

use std::path::Path;

use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Days that are kept.
const DAYS: usize = 14;

/// Lines that may wait to be written. Room for them is taken at the start: by default 4 MB.
const WAITING: usize = 4_096;

/// Starts the log; it ends when the guard is dropped. Without a folder to write to there is none.
/// `TILLWAY_LOG` says how much is written: a level, or levels of parts of the program, such as
/// `info,till=debug`; `info` if it says nothing.
pub(crate) fn start(folder: &Path) -> Option<WorkerGuard> {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("tillway")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder.join("logs"))
        .ok()?;
    let (writer, guard) = NonBlockingBuilder::default().buffered_lines_limit(WAITING).finish(file);
    let wanted = std::env::var("TILLWAY_LOG").ok().and_then(|text| text.parse::<Targets>().ok());
    let filter = wanted.unwrap_or_else(|| Targets::new().with_default(LevelFilter::INFO));
    let lines = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(false);
    tracing_subscriber::registry().with(lines).with(filter).try_init().ok()?;
    Some(guard)
}
