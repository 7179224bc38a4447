//! Putting a backup in the place of books that are sound, because a person wants to.
//!
//! The books in use are first copied whole, which is the way back. Then a note commits to the
//! change: whatever ends the till before it, the next start has the old books, and after it the new
//! ones. From there on it is as with books in trouble: what the backup lacks is looked for at the store.

use sale::{ChargeState, RequestState};

use crate::app::App;
use crate::error::{Result, TillError};
use crate::open_store::OpenStore;
use crate::recovery::{Legacy, begin_replacing, look_back};
use crate::view::{BackupLook, Snapshot};

impl App {
    /// Puts a backup in the place of the books in use, after it was found sound.
    ///
    /// # Errors
    /// When it is not sound, a customer is paying now, a charge, a refund or a cancelling is on its way or
    /// nobody knows what came of it, or the books in use cannot be copied; they stay in use then.
    pub async fn restore_backup_of(&self, number: u32) -> Result<Snapshot> {
        let opening = self.opening().await;
        let store = self.store()?;
        let look = store.look_at_backup(number).await?;
        if look.error.is_some() {
            return Err(TillError::UnsoundBackup);
        }
        let known = self.stores_now().find(&store.key).cloned();
        let known = known.ok_or(TillError::NotFound("store"))?;
        let (access, facts) = (store.access(), store.facts());
        let mut left = self.leave().await?;
        store.has_nothing_on_its_way().await?;
        left.iter_mut().for_each(|left| **left = true);
        self.replace_store(None).await;
        let prepared = store.prepare_restore(&look).await;
        store.ledger.close().await;
        drop((left, store));
        // Where it could not be prepared, these are the old books.
        let opened = self.open(known, access, Some(facts)).await;
        if let Err(error) = &opened {
            self.set_trouble(Some(error.view()));
        }
        drop(opening);
        let snapshot = self.publish_snapshot().await?;
        prepared.and(opened)?;
        Ok(snapshot)
    }
}

impl OpenStore {
    /// Other books would not know of what the store was asked for, and let it be asked for again while
    /// nobody can say what came of the first request.
    async fn has_nothing_on_its_way(&self) -> Result<()> {
        let look = self.ledger.look_up(|books| {
            let mut charges = books.upsells_in(ChargeState::Intended)?;
            charges.extend(books.upsells_in(ChargeState::Sent)?);
            let mut is_open = !charges.is_empty();
            for state in RequestState::ALL.into_iter().filter(|state| state.is_open()) {
                is_open |= !books.cancellations_in(state)?.is_empty();
                is_open |= !books.refunds_in(state)?.is_empty();
            }
            Ok((is_open, books.upsells_in(ChargeState::Unknown)?))
        });
        let (is_open, unclear) = look.await?;
        // One that can no longer come to pass is for a person, who may never settle it.
        if is_open || unclear.iter().any(|charge| !self.is_over(charge)) {
            return Err(TillError::OnItsWay);
        }
        Ok(())
    }

    async fn prepare_restore(&self, look: &BackupLook) -> Result<()> {
        let backup = self.backup(look.number)?;
        self.back_up(true).await?;
        let since = look_back(backup.made_at, look.last_change_at);
        let legacy = self.ledger.look_up(Legacy::of).await?;
        let folder = self.folder.clone();
        let begin = move || begin_replacing(&folder, backup.path, since, legacy);
        tokio::task::spawn_blocking(begin).await.map_err(std::io::Error::other)??;
        Ok(())
    }
}
