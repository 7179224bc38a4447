//! From the start of a program to the first letter in its field.

use std::time::Instant;

use anyhow::{Context as _, Result};

use super::cold::{Forgot, forget};
use super::contender::Contender;
use super::stage::Stage;
use crate::figure::{Figure, Limit, Rounds};

/// Beside an empty window of the same kind, and faster than the browser.
const BESIDE_EMPTY: Limit = Limit::AtMost(1.25);
const BESIDE_BROWSER: Limit = Limit::AtMost(1.0);

/// Starts each of them by turns, with and without its files in memory.
pub(crate) async fn measure(
    stage: &Stage,
    contenders: &[Contender],
    rounds: usize,
    figures: &mut Vec<Figure>,
) -> Result<()> {
    for is_cold in [false, true] {
        let mut times: Vec<Vec<f64>> = vec![Vec::new(); contenders.len()];
        let mut forgot = None;
        for _ in 0..rounds {
            for (contender, times) in contenders.iter().zip(&mut times) {
                if is_cold {
                    let folders: Vec<_> =
                        contender.folder().into_iter().chain([stage.data.as_path()]).collect();
                    forgot = Some(tokio::task::block_in_place(|| forget(&folders)));
                }
                times.push(once(stage, contender).await?);
            }
        }
        let name = format!("start to the first letter, {}", if is_cold { "cold" } else { "warm" });
        let remark = match forgot {
            Some(Forgot::Files) => {
                "files forgotten one by one, but for those that others have in use"
            }
            Some(Forgot::All) => "all files forgotten",
            None => "",
        };
        let (till, others) = times.split_first().context("the till")?;
        for ((contender, times), limit) in
            contenders[1..].iter().zip(others).zip([BESIDE_EMPTY, BESIDE_BROWSER])
        {
            let mut beside = Rounds::default();
            till.iter().zip(times).for_each(|(till, other)| beside.add(*till, *other));
            let figure = Figure::beside(&name, "s", &beside, contender.name, limit);
            figures.push(figure.remark(remark));
        }
    }
    Ok(())
}

async fn once(stage: &Stage, contender: &Contender) -> Result<f64> {
    let began = Instant::now();
    let running = contender.start(&stage.desktop)?;
    let window = contender.type_until_shown(&stage.screen)?;
    let took = began.elapsed();
    running.close(&stage.screen, window).await.context(contender.name)?;
    Ok(took.as_secs_f64())
}
