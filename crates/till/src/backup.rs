//! Backups of a store's books: one a day, made beside the work that goes on.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use ledger::LedgerError;

use crate::app::App;
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::open_store::{DAY_MS, OpenStore, now_ms};
use crate::recovery::create_private;

/// So many days' and weeks' latest backups are kept.
const DAYS_KEPT: usize = 7;
const WEEKS_KEPT: usize = 4;

/// The pause between two looks at whether a backup is due.
const PAUSE: Duration = Duration::from_secs(10 * 60);

/// So many of the books that a backup took the place of are kept.
const REPLACED_KEPT: usize = 4;

/// How the name of a backup ends that was made before another took the books' place.
const BEFORE_RESTORE: &str = "-before-restore";

/// A backup's file. Its name counts the backups, since a clock may be set, and says when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Backup {
    pub(crate) number: u32,
    pub(crate) made_at: i64,
    /// Whether it is the way back from a restore.
    pub(crate) before_restore: bool,
    pub(crate) path: PathBuf,
}

/// The backups of a store's books, the newest first.
pub(crate) fn backups(folder: &Path) -> Vec<Backup> {
    let files = fs::read_dir(backup_folder(folder)).into_iter().flatten().flatten();
    let mut backups: Vec<Backup> = files
        .filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            let name = name.strip_prefix("ledger-")?.strip_suffix(".sqlite3")?;
            let plain = name.strip_suffix(BEFORE_RESTORE);
            let (before_restore, name) = (plain.is_some(), plain.unwrap_or(name));
            let (number, made_at) = name.split_once('-')?;
            let (number, made_at) = (number.parse().ok()?, made_at.parse().ok()?);
            Some(Backup { number, made_at, before_restore, path: file.path() })
        })
        .collect();
    backups.sort_by_key(|backup| std::cmp::Reverse(backup.number));
    backups
}

/// The folder that they are in.
pub(crate) fn backup_folder(folder: &Path) -> PathBuf {
    folder.join("backups")
}

impl App {
    /// Makes a backup, which is read to its end: one that is damaged tells of damaged books, and those
    /// are given up.
    pub(crate) async fn back_up(&self, store: &Arc<OpenStore>) -> Result<()> {
        let made = store.back_up(false).await;
        if matches!(made, Err(TillError::Ledger(LedgerError::Damaged(_)))) {
            // The store's own work ends with it, and must not end what follows.
            tokio::spawn(self.clone().give_up_books(Arc::clone(store)));
        }
        made
    }

    /// Writes no more into books that were found damaged while they were in use: they are opened again,
    /// checked, and set aside. What was open is found again at the store.
    fn give_up_books(self, store: Arc<OpenStore>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async move {
            let opening = self.opening().await;
            let is_in_use = self.store().is_ok_and(|in_use| Arc::ptr_eq(&in_use, &store));
            let known = self.stores_now().find(&store.key).cloned();
            let Some(known) = known.filter(|_| is_in_use) else { return };
            tracing::error!("the books in use are damaged");
            let (access, facts) = (store.access(), store.facts());
            self.replace_store(None).await;
            store.ledger.close().await;
            if let Err(error) = self.open(known, access, Some(facts)).await {
                tracing::error!(error = %causes(&error), "the store could not be opened again");
                self.set_trouble(Some(error.view()));
            }
            drop(opening);
            if let Err(error) = self.publish_snapshot().await {
                tracing::warn!(error = %causes(&error), "nobody could be told");
            }
        })
    }
}

impl OpenStore {
    /// Makes a backup whenever the last one is a day old, for as long as the store is open.
    pub(crate) async fn keep_backups(self: Arc<Self>, app: App) {
        loop {
            if self.is_backup_due()
                && let Err(error) = app.back_up(&self).await
            {
                tracing::warn!(error = %causes(&error), "the books could not be backed up");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn is_backup_due(&self) -> bool {
        let now = now_ms();
        let latest = backups(&self.folder).into_iter().find(|backup| !backup.before_restore);
        // A clock that was set back must not put it off.
        let fresh = |at: i64| at <= now && now - at < self.timings.backup_ms;
        !latest.is_some_and(|latest| fresh(latest.made_at))
    }

    /// Makes a backup now, and removes those that are superfluous by it.
    pub(crate) async fn back_up(&self, before_restore: bool) -> Result<()> {
        let _one_at_a_time = self.backing_up.lock().await;
        let latest = backups(&self.folder).into_iter().next();
        let number = latest.map_or(1, |latest| latest.number.saturating_add(1));
        let folder = backup_folder(&self.folder);
        create_private(&folder)?;
        let (now, end) = (now_ms(), if before_restore { BEFORE_RESTORE } else { "" });
        self.ledger.back_up(&folder.join(format!("ledger-{number:06}-{now}{end}.sqlite3"))).await?;
        if !before_restore {
            for old in superfluous(&backups(&self.folder)) {
                remove(&old.path)?;
            }
        }
        Ok(())
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Those of the backups, newest first, that are the latest of no day and no week that is kept, and
/// the older ways back.
fn superfluous(backups: &[Backup]) -> Vec<Backup> {
    let (mut days, mut weeks, mut replaced) = (HashSet::new(), HashSet::new(), 0);
    let mut kept = |backup: &Backup| {
        if backup.before_restore {
            replaced += 1;
            return replaced <= REPLACED_KEPT;
        }
        let (day, week) = (backup.made_at / DAY_MS, backup.made_at / (7 * DAY_MS));
        let of_day = days.len() < DAYS_KEPT && days.insert(day);
        let of_week = weeks.len() < WEEKS_KEPT && weeks.insert(week);
        of_day || of_week
    };
    backups.iter().filter(|backup| !kept(backup)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_of_days_and_a_month_of_weeks_are_kept() {
        let backup =
            |made_at| Backup { number: 1, made_at, before_restore: false, path: PathBuf::new() };
        // Two a day for sixty days.
        let all: Vec<Backup> = (0..120).rev().map(|half| backup(half * DAY_MS / 2)).collect();
        let gone = superfluous(&all);
        let kept: Vec<i64> =
            all.iter().filter(|b| !gone.contains(b)).map(|b| b.made_at / (DAY_MS / 2)).collect();
        let (days, weeks) = ([119, 117, 115, 113, 111, 109, 107], [97, 83]);
        assert_eq!(kept, [&days[..], &weeks[..]].concat());
        assert_eq!(superfluous(&all[..1]), []);
        let replaced = |made_at| Backup { before_restore: true, ..backup(made_at) };
        let ways_back: Vec<Backup> = (0..6).rev().map(replaced).collect();
        assert_eq!(superfluous(&ways_back), ways_back[4..]);
    }
}
