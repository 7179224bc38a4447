//! The store in use: putting another in its place, and going on with it.
//!
//! While a customer is tied to a store, by a page that may be paid, it is not left: its receiver
//! would be gone.

use std::sync::Arc;
use std::time::Duration;

use admin_api::StoreAddress;
use sale::{NotAllowed, SaleState};
use tokio::sync::OwnedRwLockWriteGuard;

use crate::app::App;
use crate::causes::causes;
use crate::connect::{Access, keep_facts};
use crate::error::Result;
use crate::open_store::{Facts, OpenStore};
use crate::stores::KnownStore;

/// The longest pause between two questions to a keychain that gives no token.
const LONGEST_TOKEN_PAUSE: Duration = Duration::from_secs(60);

impl App {
    /// The store in use, if it is this one.
    pub(crate) fn open_at(&self, key: &str, address: &StoreAddress) -> Option<Arc<OpenStore>> {
        self.store().ok().filter(|store| store.key == key && store.address == *address)
    }

    /// Goes on with the store in use, with what was just learnt of how to reach it.
    pub(crate) async fn go_on(
        &self,
        store: Arc<OpenStore>,
        known: KnownStore,
        access: Access,
        facts: Option<Facts>,
    ) -> Result<()> {
        let (reach, trouble) = self.reach(access)?;
        store.set_reach(reach, trouble);
        match facts {
            Some(facts) => store.set_facts(keep_facts(&store.ledger, facts).await?),
            None => store.spawn(self.clone().refresh_facts(Arc::clone(&store))),
        }
        self.put_in_use(&store, &known)?;
        store.wake.notify_one();
        let owing = Arc::clone(&store);
        store.spawn(async move { owing.add_owed_notes().await });
        self.sync_catalogue().await
    }

    /// Puts a store in the place of the one in use. No customer can be tied to that one meanwhile.
    pub(crate) async fn put_in_place(
        &self,
        store: &Arc<OpenStore>,
        known: &KnownStore,
    ) -> Result<()> {
        let mut left = self.leave().await?;
        if self.store().is_ok_and(|open| open.key == store.key) {
            // Two of the same would work in the same books and listen on the same port.
            left.iter_mut().for_each(|left| **left = true);
            self.replace_store(None).await;
        }
        store.take_up_open_sales().await?;
        self.put_in_use(store, known)?;
        left.iter_mut().for_each(|left| **left = true);
        self.replace_store(Some(Arc::clone(store))).await;
        Ok(())
    }

    fn put_in_use(&self, store: &OpenStore, known: &KnownStore) -> Result<()> {
        let mut stores = self.stores_now();
        let name = Some(store.facts().name).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| known.name.clone());
        stores.put_in_use(KnownStore { name, ..known.clone() });
        self.keep_stores(&stores)?;
        self.set_trouble(None);
        Ok(())
    }

    /// Asks the keychain again until it gives the store's token: it may have been locked when the
    /// till was started.
    pub(crate) async fn await_token(self, store: Arc<OpenStore>, known: KnownStore) {
        let mut pause = Duration::from_millis(store.timings.first_pause_ms.unsigned_abs());
        while store.client().is_err() {
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_TOKEN_PAUSE);
            let Ok(access) = self.kept_access(&known).await else { continue };
            // A store that is being left, or given its token by hand, is not gone on with twice.
            let _opening = self.opening().await;
            if access.token.is_err() || store.client().is_ok() {
                continue;
            }
            let gone_on = self.go_on(Arc::clone(&store), known.clone(), access, None).await;
            if let Err(error) = gone_on.and(self.publish_snapshot().await) {
                tracing::error!(error = %causes(&error), "a token that came late could not be used");
            }
        }
    }

    /// Keeps customers from being tied to the store in use, to leave it.
    pub(crate) async fn leave(&self) -> Result<Option<OwnedRwLockWriteGuard<bool>>> {
        let Ok(store) = self.store() else { return Ok(None) };
        let left = Arc::clone(&store.left).write_owned().await;
        self.may_leave().await?;
        Ok(Some(left))
    }

    /// While a customer of the store in use is paying, its receiver must not be stopped.
    pub(crate) async fn may_leave(&self) -> Result<()> {
        let Ok(store) = self.store() else { return Ok(()) };
        let paying = [SaleState::Placing, SaleState::Awaiting, SaleState::Returned];
        let sales = store.ledger.look_up(move |books| books.sales_in(&paying)).await?;
        match sales.first() {
            Some(sale) => Err(NotAllowed(sale.state).into()),
            None => Ok(()),
        }
    }
}
