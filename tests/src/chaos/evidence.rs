//! What is kept of a run that found something: enough to see why.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::diary::Seen;
use super::far::Far;
use super::near::Near;
use super::plan::Plan;
use super::stage::Stage;
use crate::books::files;

/// Keeps a run's log, ledger, wire and books below `target/chaos`. Gives the folder.
pub(super) async fn keep(
    stage: &Stage,
    plan: &Plan,
    books: Option<&(Near, Far, Seen)>,
    found: &[String],
) -> Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/chaos");
    let folder = folder.join(plan.seed.to_string());
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let till = stage.till().await;
    fs::write(folder.join("violations.txt"), found.join("\n") + "\n")?;
    fs::write(folder.join("plan.txt"), format!("{plan:#?}\n"))?;
    fs::write(folder.join("log.txt"), till.log())?;
    fs::write(folder.join("store.txt"), format!("{:#?}\n", stage.shop.books()))?;
    fs::write(folder.join("books.txt"), format!("{books:#?}\n"))?;
    fs::write(folder.join("wire.txt"), wire(stage)?)?;
    for (path, bytes) in files(&till.data_dir()) {
        let copy = folder.join("data").join(path.strip_prefix(till.data_dir())?);
        fs::create_dir_all(copy.parent().unwrap_or(&folder))?;
        fs::write(copy, bytes)?;
    }
    Ok(folder)
}

fn wire(stage: &Stage) -> Result<String> {
    let mut lines = String::new();
    for exchange in stage.wire.exchanges() {
        let request = &exchange.request;
        writeln!(
            lines,
            "{} {} {}\n    the store answered {:?}, the till got {:?}",
            request.method,
            request.target,
            String::from_utf8_lossy(&request.body),
            exchange.store,
            exchange.answer.as_ref().map(|answer| (answer.status, answer.text())),
        )?;
    }
    Ok(lines)
}
