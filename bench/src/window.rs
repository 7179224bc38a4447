//! The released program in its real window, beside an empty window of the same kind and a browser.

mod cold;
mod contender;
mod glyph;
mod processes;
mod rest;
mod sales;
mod screen;
mod stage;
mod start;

use anyhow::Result;

use self::contender::Contender;
use self::stage::{Extents, Stage};
use crate::Extent;
use crate::figure::Figure;

/// Start, memory, processors at rest, and Charge.
pub(crate) async fn measure(
    extent: Extent,
    sales: Option<usize>,
    figures: &mut Vec<Figure>,
) -> Result<()> {
    let (extents, rounds) = match extent {
        Extent::Full => (Extents { variants: 100_000, sales: 100_000 }, 5),
        Extent::Quick => (Extents { variants: 2_000, sales: 10_000 }, 2),
    };
    let stage = Stage::set(extents).await?;
    let mut contenders = vec![Contender::till(&stage)?, Contender::empty_window()?];
    match Contender::browser(&stage) {
        Some(browser) => contenders.push(browser),
        None => figures.push(Figure::not_measured("beside a browser", "there is no Chromium here")),
    }
    for contender in &mut contenders {
        contender.learn(&stage).await?;
    }
    start::measure(&stage, &contenders, rounds, figures).await?;
    rest::memory(&stage, &contenders, rounds.div_ceil(2), figures).await?;
    rest::day(&stage, &contenders[0], extent, sales, figures).await
}
