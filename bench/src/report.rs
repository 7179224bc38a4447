//! The table, and `target/bench/report.json`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::Extent;
use crate::figure::{Figure, Limit};

/// A part of the bench, measured or broken off.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    pub(crate) figures: Vec<Figure>,
    /// Why it has no further figures.
    pub(crate) failure: Option<String>,
}

/// Prints a part as soon as it is measured.
#[expect(clippy::print_stdout, reason = "a bench speaks to whoever started it")]
pub(crate) fn print(part: &Part) {
    println!("\n{}", part.name);
    for figure in &part.figures {
        println!("  {}", line(figure));
    }
    if let Some(failure) = &part.failure {
        println!("  ! broken off: {failure}");
    }
}

/// Writes all parts down.
pub(crate) fn write(parts: &[Part], extent: Extent) -> Result<()> {
    let parts: Vec<_> = parts
        .iter()
        .map(|part| json!({ "name": part.name, "figures": part.figures, "failure": part.failure }))
        .collect();
    let report = json!({
        "quick": extent == Extent::Quick,
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "parts": parts,
    });
    let folder = folder()?;
    let text = serde_json::to_string_pretty(&report)?;
    fs::write(folder.join("report.json"), text).context("the report")
}

/// The folder of everything that a run leaves.
pub(crate) fn folder() -> Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn line(figure: &Figure) -> String {
    let mark = match figure.reached {
        Some(true) => "✓",
        Some(false) => "✗",
        None => "·",
    };
    let mut line = format!("{mark} {:<50}", figure.name);
    if let Some(till) = figure.till {
        line.push_str(&format!(" {:>10} {:<6}", short(till), figure.unit));
    }
    let spread = figure
        .spread
        .map_or(String::new(), |[least, most]| format!(" ({}–{})", short(least), short(most)));
    match &figure.beside {
        Some(beside) => line.push_str(&format!(
            " | {:>10} {:<6} | {:>6} ×{spread}{}  {}",
            short(beside.figure),
            figure.unit,
            short(beside.ratio),
            limit(figure.limit, " ×"),
            beside.what,
        )),
        None => line.push_str(&format!("{spread}{}", limit(figure.limit, ""))),
    }
    if figure.remark.is_empty() { line } else { format!("{line}; {}", figure.remark) }
}

fn limit(limit: Option<Limit>, times: &str) -> String {
    match limit {
        Some(Limit::AtMost(most)) => format!(", at most {most}{times}"),
        Some(Limit::AtLeast(least)) => format!(", at least {least}{times}"),
        None => String::new(),
    }
}

/// Three digits that count.
fn short(value: f64) -> String {
    let decimals = match value.abs() {
        large if large >= 100.0 => 0,
        middle if middle >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.decimals$}")
}
