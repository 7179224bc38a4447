//! `cargo xtask bench`: the till beside its limits, and beside what a seller would use instead.
//!
//! Each part measures the real program: the till without its window in a process of its own, or the
//! released one in its window. Each baseline is measured in the same run, by turns, and is checked to do
//! the work that it stands for. Ratios count: seconds say more of the machine. docs/BENCHMARKS.md
//! explains each figure.

mod browser;
mod figure;
mod orders;
mod post;
mod refusals;
mod report;
mod reports;
mod returns;
mod search;
mod size;
mod sync;
mod typing;
mod window;

use anyhow::{Result, bail, ensure};
use clap::Parser;

use crate::figure::Figure;
use crate::report::Part;

/// Measures the till.
#[derive(Parser)]
struct Words {
    /// A few minutes' worth: fewer rounds, smaller books, no million.
    #[arg(long)]
    quick: bool,
    /// Only these parts, such as `search,orders`.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// How many sales are made in the window, ten at least; 500 by default, ten when quick.
    #[arg(long)]
    sales: Option<usize>,
}

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it.
    Full,
    /// A few minutes' worth.
    Quick,
}

/// The parts, in the order in which they are measured.
const PARTS: [&str; 7] =
    ["returns", "refusals", "catalogue", "orders", "reports", "window", "size"];

fn main() -> Result<()> {
    let words = Words::parse();
    let unknown = words.only.iter().find(|name| !PARTS.contains(&name.as_str()));
    ensure!(unknown.is_none(), "there is no part {unknown:?}: {}", PARTS.join(", "));
    let extent = if words.quick { Extent::Quick } else { Extent::Full };
    // Reports have no limit of their own, and take long to have books to be about.
    let by_default = |name: &str| extent == Extent::Full || name != "reports";
    let is_wanted = |name: &str| match words.only.as_slice() {
        [] => by_default(name),
        only => only.iter().any(|one| one == name),
    };
    let runtime = tokio::runtime::Runtime::new()?;
    let mut parts = Vec::new();
    for name in PARTS.into_iter().filter(|name| is_wanted(name)) {
        let mut figures = Vec::new();
        let measured = runtime.block_on(measure(name, extent, words.sales, &mut figures));
        let failure = measured.err().map(|error| format!("{error:#}"));
        parts.push(Part { name, figures, failure });
        report::print(&parts[parts.len() - 1]);
        // Whatever comes later, this much is known.
        report::write(&parts, extent)?;
    }
    let broken = parts.iter().filter(|part| part.failure.is_some()).count();
    ensure!(broken == 0, "{broken} parts were broken off");
    Ok(())
}

/// A part adds each figure as soon as it has it, so that one which is broken off keeps the others.
async fn measure(
    name: &str,
    extent: Extent,
    sales: Option<usize>,
    figures: &mut Vec<Figure>,
) -> Result<()> {
    match name {
        "returns" => returns::measure(extent, figures).await,
        "refusals" => refusals::measure(extent, figures).await,
        "catalogue" => sync::measure(extent, figures).await,
        "orders" => orders::measure(extent, figures).await,
        "window" => window::measure(extent, sales, figures).await,
        "size" => size::measure(figures),
        "reports" => reports::measure(extent, figures).await,
        other => bail!("there is no part {other:?}"),
    }
}
