//! `cargo xtask bench`: how fast a till is, each figure beside a bare baseline of the same run.
//!
//! The till is the real one without its window, in a process of its own, which says how long each
//! command took it, its answer made ready for the interface. The baselines are bare rusqlite on the
//! very same tables. Ratios count: seconds say more of the machine. `--only-reports` leaves out the rest.

mod figure;
mod orders;
mod report;
mod reports;
mod search;
mod sync;
mod typing;

use anyhow::Result;

use crate::figure::Figure;

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it.
    Full,
    /// A few minutes' worth.
    Quick,
}

fn main() -> Result<()> {
    let quick = std::env::args().any(|word| word == "--quick");
    let extent = if quick { Extent::Quick } else { Extent::Full };
    let only_reports = std::env::args().any(|word| word == "--only-reports");
    let runtime = tokio::runtime::Runtime::new()?;
    let figures = runtime.block_on(async {
        if only_reports { reports::measure(extent).await } else { measure(extent).await }
    })?;
    report::write(&figures, extent)
}

async fn measure(extent: Extent) -> Result<Vec<Figure>> {
    let sizes: &[u32] = match extent {
        Extent::Full => &[1_000, 10_000, 100_000],
        Extent::Quick => &[1_000, 10_000],
    };
    let mut figures = Vec::new();
    for variants in sizes {
        let desk = sync::Desk::filled(*variants).await?;
        figures.push(desk.against_a_bulk_insert()?);
        figures.extend(search::measure(&desk, extent).await?);
    }
    figures.push(sync::at_the_stores_rate(extent).await?);
    figures.extend(orders::measure(extent).await?);
    figures.extend(reports::measure(extent).await?);
    Ok(figures)
}
