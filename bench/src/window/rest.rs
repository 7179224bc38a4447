//! What the programs take while nobody does anything, and the till after many sales.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use tokio::time::sleep;

use super::contender::{Contender, Running};
use super::stage::Stage;
use super::{glyph, processes, sales};
use crate::Extent;
use crate::figure::{Figure, Limit, Rounds, Times};

/// A program is at rest once its memory has hardly changed over so long a time.
const REST: Duration = Duration::from_secs(6);
const HARDLY: f64 = 0.01;

/// It may not come to rest at all.
const PATIENCE: Duration = Duration::from_secs(90);

/// What a start sets off is over then, at the latest.
const STARTS_WITHIN: Duration = Duration::from_secs(180);

/// After so many sales a till has made all that a first sale needs.
const FIRST: usize = 10;

/// How long nothing happens while the processors' time is counted.
const IDLE: Duration = Duration::from_secs(60);

/// The memory of each while nothing happens, by turns.
pub(crate) async fn memory(
    stage: &Stage,
    contenders: &[Contender],
    rounds: usize,
    figures: &mut Vec<Figure>,
) -> Result<()> {
    let mut bytes: Vec<Vec<f64>> = vec![Vec::new(); contenders.len()];
    for _ in 0..rounds {
        for (contender, bytes) in contenders.iter().zip(&mut bytes) {
            let running = contender.start(&stage.desktop)?;
            let window = tokio::task::block_in_place(|| glyph::settled(&stage.screen))?;
            bytes.push(megabytes(at_rest(&running).await?));
            running.close(&stage.screen, window).await.context(contender.name)?;
        }
    }
    let limits = [Some(Limit::AtMost(1.25)), None];
    let (till, others) = bytes.split_first().context("the till")?;
    for ((contender, bytes), limit) in contenders[1..].iter().zip(others).zip(limits) {
        let mut beside = Rounds::default();
        till.iter().zip(bytes).for_each(|(till, other)| beside.add(*till, *other));
        figures.push(Figure::beside("memory at rest", "MB", &beside, contender.name, limit));
    }
    Ok(())
}

/// One till over a working day: its processor time at rest, how long each Charge took to come to the
/// customer's page, and its memory before the sales, after the first few, which make all that only a sale
/// needs, and after the last.
pub(crate) async fn day(
    stage: &Stage,
    till: &Contender,
    extent: Extent,
    sales: Option<usize>,
    figures: &mut Vec<Figure>,
) -> Result<()> {
    let (times, idle) = match extent {
        Extent::Full => (sales.unwrap_or(500), IDLE),
        Extent::Quick => (sales.unwrap_or(FIRST), IDLE / 6),
    };
    let times = times.max(FIRST);
    let running = till.start(&stage.desktop)?;
    let window = tokio::task::block_in_place(|| glyph::settled(&stage.screen))?;
    until_idle(&running).await?;
    let worked = processors(&running, idle).await?;
    let figure = Figure::alone("processor time at rest", "%", &[worked], Limit::AtMost(0.5));
    figures.push(figure.remark(format!("of one core, over {} s", idle.as_secs())));
    let before = megabytes(at_rest(&running).await?);

    let mut latencies = sales::sell(stage, window, FIRST).await?;
    let at_first = megabytes(at_rest(&running).await?);
    if times > FIRST {
        latencies = sales::sell(stage, window, times - FIRST).await?;
    }
    figures.push(charges(&mut latencies, times));
    let after = megabytes(at_rest(&running).await?);
    let name = format!("memory after {times} sales");
    for (baseline, what) in [(before, "the same till before"), (at_first, "after the first ten")] {
        let mut grown = Rounds::default();
        grown.add(after, baseline);
        figures.push(Figure::beside(&name, "MB", &grown, what, Limit::AtMost(1.05)));
    }
    running.close(&stage.screen, window).await
}

fn charges(latencies: &mut Times, times: usize) -> Figure {
    let name = "Charge to the payment page asked for, p95";
    let figure = Figure::alone(name, "ms", &[latencies.percentile(95)], Limit::AtMost(60.0));
    let median = latencies.percentile(50);
    figure.remark(format!("less the store's answer; {times} sales, median {median:.1} ms"))
}

/// Waits until what the start has set off is done: the catalogue is read through once, at the store's
/// pace.
async fn until_idle(running: &Running) -> Result<()> {
    let began = Instant::now();
    while processors(running, REST).await? > HARDLY * 100.0 && began.elapsed() < STARTS_WITHIN {}
    Ok(())
}

/// The percentage of one core.
async fn processors(running: &Running, time: Duration) -> Result<f64> {
    let (before, began) = (processors_now(running)?, Instant::now());
    sleep(time).await;
    let worked = processors_now(running)?.saturating_sub(before);
    Ok(worked.as_secs_f64() / began.elapsed().as_secs_f64() * 100.0)
}

fn processors_now(running: &Running) -> Result<Duration> {
    processes::processor_time(running.id)
}

/// The memory once it hardly changes any more.
async fn at_rest(running: &Running) -> Result<u64> {
    let began = Instant::now();
    let mut last = processes::memory(running.id)?;
    loop {
        sleep(REST).await;
        let now = processes::memory(running.id)?;
        if (now as f64 / last as f64 - 1.0).abs() < HARDLY || began.elapsed() > PATIENCE {
            return Ok(now);
        }
        last = now;
    }
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
