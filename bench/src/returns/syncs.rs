//! Whether both reach the disk before they say so: what SQLite asks of its files is counted, untimed.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use tillway_tests::machine::{disk, journal};
use tillway_tests::{Setup, Shop};
use tokio::task::spawn_blocking;

use super::bare::Bare;
use super::{come_back, paid_but_not_back};

/// Checks that every return and every bare insert is synced before it is answered.
pub(super) async fn check(times: usize) -> Result<()> {
    let bodies = check_returns(times).await?;
    spawn_blocking(move || check_inserts(&bodies)).await?
}

/// Gives the bodies that were returned.
async fn check_returns(times: usize) -> Result<Vec<String>> {
    let shop = Shop::open().await;
    let till = Setup::default().unpaced().calling_unpaced().on_a_ruled_disk().at(&shop).await;
    let mut bodies = Vec::new();
    for (sale, way) in paid_but_not_back(&till, times).await? {
        let before = count(&till.disk_journal())?;
        come_back(&way).await?;
        let after = count(&till.disk_journal())?;
        ensure!(after > before, "a return was answered without a sync");
        till.until_paid(&sale).await;
        bodies.push(way.body());
    }
    Ok(bodies)
}

fn check_inserts(bodies: &[String]) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let journal = folder.path().join("journal");
    disk::install(&journal)?;
    let opened = Bare::open(&folder.path().join("bare.sqlite3"));
    // Whatever else this process measures is on the machine's own disk.
    disk::uninstall()?;
    let mut bare = opened?;
    for body in bodies {
        let before = count(&journal)?;
        (bare, _) = bare.keep(body.as_bytes())?;
        let after = count(&journal)?;
        ensure!(after > before, "a bare insert ended without a sync");
    }
    Ok(())
}

/// How often a journal of SQLite's was synced so far.
fn count(journal: &Path) -> Result<usize> {
    let acts = journal::read(journal).context("the disk's journal")?;
    let is_sync = |(file, act): &(std::path::PathBuf, journal::Act)| {
        *act == journal::Act::Sync && file.to_string_lossy().ends_with("-wal")
    };
    Ok(acts.iter().filter(|one| is_sync(one)).count())
}
