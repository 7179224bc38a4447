//! Playing runs: one, and many at once.

use std::ops::Range;
use std::sync::Arc;

use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::compare::compare;
use super::diary::Seen;
use super::evidence;
use super::far::Far;
use super::near::Near;
use super::plan::Plan;
use super::quiet::until_quiet;
use super::seller::sell;
use super::stage::Stage;
use super::tally::Tally;

/// A run that was played, before anybody has looked at its books.
pub struct Played {
    /// Where it was played. The till is ended.
    pub stage: Arc<Stage>,
    plan: Plan,
    tally: Tally,
    trouble: Vec<String>,
}

/// Plays a run to its end, until the till is quiet.
pub async fn play(plan: Plan) -> Played {
    let stage = Arc::new(Stage::set().await);
    let gusts: Vec<_> = plan.gusts.iter().map(|gust| gust.rise(&stage.wire)).collect();
    let (over, selling) = watch::channel(false);
    let (mut fates, mut spells) = (JoinSet::new(), JoinSet::new());
    for fate in &plan.fates {
        let held = fate.hold(&stage);
        fates.spawn(fate.come(Arc::clone(&stage), held, selling.clone()));
    }
    for spell in plan.spells.clone() {
        let stage = Arc::clone(&stage);
        spells.spawn(async move { spell.befall(&stage).await });
    }
    sell(&stage, &plan).await;
    over.send_replace(true);
    while let Some(fate) = fates.join_next().await {
        fate.expect("a fate comes or not");
    }
    // A spell that has not come yet is over with the selling, too.
    spells.shutdown().await;
    let mut tally = Tally::default();
    for (name, fault) in gusts {
        *tally.faults.entry(name).or_default() += fault.met();
        fault.lift();
    }
    let trouble =
        until_quiet(&stage, plan.last, plan.asked).await.err().map(|error| format!("{error:#}"));
    Played { stage, plan, tally, trouble: trouble.into_iter().collect() }
}

impl Played {
    /// Both books as they stand, and what was seen.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn books(&self) -> anyhow::Result<(Near, Far, Seen)> {
        let data_dir = self.stage.till().await.data_dir();
        let near = Near::read(&data_dir).await?;
        Ok((near, Far::read(&self.stage).await, self.stage.diary.read()))
    }

    /// Compares the two books. What is found stands in the tally, and its evidence is kept.
    pub async fn judge(self) -> Tally {
        let books = self.books().await;
        let Self { stage, plan, mut tally, trouble: mut found } = self;
        match &books {
            Ok((near, far, seen)) => {
                tally.add(Tally::of(near, far, seen));
                tally.work.insert("runs in which nobody asked", usize::from(!plan.asked));
                found.extend(compare(near, far, seen));
            }
            Err(error) => found.push(format!("the ledger cannot be read: {error:#}")),
        }
        if !found.is_empty()
            && let Err(error) = evidence::keep(&stage, &plan, books.ok().as_ref(), &found).await
        {
            found.push(format!("its evidence could not be kept: {error:#}"));
        }
        tally.violations.extend(found.into_iter().map(|found| (plan.seed, found)));
        tally
    }
}

/// Plays the runs of these seeds, so many at once, and tells of each that is done.
pub async fn play_all(seeds: Range<u64>, at_once: usize, told: impl Fn(&Tally)) -> Tally {
    let places = Arc::new(Semaphore::new(at_once));
    let mut runs = JoinSet::new();
    for seed in seeds {
        let places = Arc::clone(&places);
        runs.spawn(async move {
            let _place = places.acquire_owned().await;
            // A run that breaks off has found something, too.
            let run = tokio::spawn(async move { play(Plan::of(seed)).await.judge().await });
            run.await.unwrap_or_else(|error| {
                let violations = vec![(seed, format!("the run broke off: {error}"))];
                Tally { runs: 1, violations, ..Tally::default() }
            })
        });
    }
    let mut tally = Tally::default();
    while let Some(run) = runs.join_next().await {
        tally.add(run.expect("a run is judged"));
        told(&tally);
    }
    tally
}
