//! How long customers' data is kept: every hour, and at once when that is set, what is older is
//! blanked, while the books stay.

use std::sync::Arc;
use std::time::Duration;

use ledger::{Books, Forgetting};
use sale::{FieldProblem, Problem};

use crate::app::App;
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::open_store::{DAY_MS, OpenStore, now_ms};
use crate::sell::CURRENT;
use crate::view::BooksView;

/// The setting that says after how many days customers' data is blanked.
pub(crate) const RETENTION: &str = "retention_days";

/// The setting that says that something was blanked which the files may still tell.
const LEFT_IN_FILES: &str = "blanked_left_in_files";

/// The shortest and the longest time that can be set.
const DAYS: std::ops::RangeInclusive<u32> = 30..=3_650;

/// So many sales are blanked in one transaction, so that a seller who writes hardly waits.
const BATCH: u32 = 100;

/// The pause between two looks at whether something has become old enough.
const PAUSE: Duration = Duration::from_secs(60 * 60);

/// How often the journal is tried that somebody is reading, before the next look.
const JOURNAL_TRIES: u32 = 12;

/// The pause before it is tried again.
const JOURNAL_PAUSE: Duration = Duration::from_secs(5);

impl App {
    /// Sets after how many days customers' data is blanked, and blanks what is older now; none keeps
    /// it. What was blanked does not come back.
    ///
    /// # Errors
    /// When the number is not between 30 and 3650, or the books cannot be written.
    pub async fn set_retention(&self, days: Option<u32>) -> Result<BooksView> {
        if days.is_some_and(|days| !DAYS.contains(&days)) {
            let (field, problem) = ("retentionDays".to_owned(), Problem::Malformed);
            return Err(TillError::Fields(vec![FieldProblem { field, problem }]));
        }
        let store = self.store()?;
        store.ledger.post(move |p| Result::Ok(p.set_setting(RETENTION, &days)?)).await?;
        store.forget_customers().await?;
        store.data_view().await
    }
}

impl OpenStore {
    /// Blanks what has become old enough, for as long as the store is open.
    pub(crate) async fn keep_forgetting(self: Arc<Self>) {
        self.forget_export();
        loop {
            if let Err(error) = self.forget_customers().await {
                tracing::warn!(error = %causes(&error), "customers' data could not be blanked");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn forget_customers(&self) -> Result<()> {
        let Some(days) = self.ledger.look_up(retention_days).await? else { return Ok(()) };
        let now = now_ms();
        let before = now - i64::from(days) * DAY_MS;
        let forgetting = Forgetting { before, now, shown: CURRENT, limit: BATCH };
        loop {
            let forget = move |posting: &ledger::Posting<'_>| {
                let forgotten = posting.forget_customers(&forgetting)?;
                if !forgotten.is_nobody() {
                    posting.set_setting(LEFT_IN_FILES, &true)?;
                }
                Result::Ok(forgotten)
            };
            let forgotten = self.ledger.post(forget).await?;
            for sale in &forgotten.sales {
                self.publish_sale(sale).await;
            }
            if forgotten.sales.len() < usize::try_from(BATCH).unwrap_or(usize::MAX) {
                break;
            }
        }
        self.blank_files().await
    }

    /// Has index and journal tell no more of what was blanked. Both are written anew for that, so it
    /// is done only where there is something.
    async fn blank_files(&self) -> Result<()> {
        let is_left = self.ledger.look_up(|books| books.setting::<bool>(LEFT_IN_FILES)).await?;
        if is_left != Some(true) {
            return Ok(());
        }
        for _ in 0..JOURNAL_TRIES {
            if self.ledger.empty_journal().await? {
                let done = |p: &ledger::Posting<'_>| p.set_setting(LEFT_IN_FILES, &false);
                return Ok(self.ledger.post(done).await?);
            }
            tokio::time::sleep(JOURNAL_PAUSE).await;
        }
        tracing::info!("the journal is being read; it is emptied later");
        Ok(())
    }
}

/// After how many days customers' data is blanked; none keeps it.
pub(crate) fn retention_days(books: &Books<'_>) -> ledger::Result<Option<u32>> {
    let days = books.setting::<Option<u32>>(RETENTION)?.flatten();
    Ok(days.filter(|days| DAYS.contains(days)))
}
