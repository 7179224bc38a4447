//! The table, and `target/bench/report.json`.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::Extent;
use crate::figure::{Figure, Limit};

/// Prints the figures and writes them down.
#[expect(clippy::print_stdout, reason = "a bench speaks to whoever started it")]
pub(crate) fn write(figures: &[Figure], extent: Extent) -> Result<()> {
    for figure in figures {
        let limit = match figure.limit {
            Limit::AtMost(most) => format!("at most {most}"),
            Limit::AtLeast(least) => format!("at least {least}"),
        };
        println!(
            "{} {:<44} {:>10.2} {unit:<6} beside {:>10.2} {unit:<6} {:>6.2} ×, {limit} × ({}; {})",
            if figure.reached { "✓" } else { "✗" },
            figure.name,
            figure.till,
            figure.baseline,
            figure.ratio,
            figure.beside,
            figure.remark,
            unit = figure.unit,
        );
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    std::fs::create_dir_all(&folder)?;
    let report = json!({
        "quick": extent == Extent::Quick,
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "figures": figures,
    });
    let path = folder.join("report.json");
    std::fs::write(&path, serde_json::to_string_pretty(&report)?).context("the report")
}
