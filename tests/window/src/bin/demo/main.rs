//! The demo: a first start in practice, a sale with an upsell, and a declined payment charged
//! again, in the shipped program's own windows. Pictures and `report.json` go to `target/demo/`.
//!
//! It ends with a failure as soon as any step differs from what is expected of it.

mod report;
mod story;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use window_tests::{Desktop, Till};

use crate::report::Album;

#[tokio::main]
async fn main() -> ExitCode {
    match play().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("The demo stopped: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn play() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/demo");
    let mut album = Album::open(&folder)?;
    let desktop = Desktop::start_for_show().await?;
    let mut till = Till::start(&desktop, "till").await?;
    let mut outcome = story::tell(&desktop, &till, &mut album).await;
    let data = till.data().to_owned();
    if outcome.is_ok() {
        till.kill().await;
        spoil(&data.join("stores/practice/ledger.sqlite3"))?;
        till = Till::start(&desktop, "till").await?;
        outcome = story::recover(&desktop, &till, &mut album).await;
    }
    if outcome.is_err() {
        // The last picture shows where it stopped.
        let _ = album.seller(&desktop, "where-it-stopped").await;
    }
    till.kill().await;
    album.close(&outcome, Till::version().await?)?;
    say(&format!("Pictures and report.json are in {}", folder.canonicalize()?.display()));
    outcome
}

/// Writes over a database beyond its first page, as a failing disk may.
fn spoil(ledger: &Path) -> Result<()> {
    let mut bytes = std::fs::read(ledger)?;
    let after_first = bytes.len().min(4096);
    bytes[after_first..].fill(0xa5);
    Ok(std::fs::write(ledger, bytes)?)
}

#[expect(clippy::print_stdout, reason = "the demo speaks to whoever started it")]
fn say(text: &str) {
    println!("{text}");
}
