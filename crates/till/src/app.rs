//! What lives as long as the program.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use admin_api::Clients;
use tokio::sync::{broadcast, watch};
use uuid::Uuid;

use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::event::AppEvent;
use crate::open_store::OpenStore;
use crate::printing::Printing;
use crate::recovery::Recovery;
use crate::stores::Stores;
use crate::surroundings::Surroundings;
use crate::verdict::Timings;
use crate::view::{CatalogueState, CatalogueView, ErrorView, SaleView, Snapshot};

/// How many events a slow listener may fall behind before it must take a new snapshot.
const EVENTS_KEPT: usize = 256;

/// How a till is set up.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where its databases live.
    pub data_dir: PathBuf,
    /// The program's version.
    pub version: String,
    /// How long it waits for what.
    pub timings: Timings,
}

/// A till. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    config: Config,
    surroundings: Arc<dyn Surroundings>,
    clients: Clients,
    events: broadcast::Sender<AppEvent>,
    stores: Mutex<Stores>,
    open: RwLock<Option<Arc<OpenStore>>>,
    trouble: RwLock<Option<ErrorView>>,
    recovery: Mutex<Option<Recovery>>,
    /// Held while a store is opened, so that two openings cannot interleave.
    opening: tokio::sync::Mutex<()>,
    printing: Printing,
    /// Whether the last store in use has been taken up.
    resumed: watch::Sender<bool>,
}

impl App {
    /// A till in its data folder. No store is open yet: see [`App::resume`].
    #[must_use]
    pub fn new(config: Config, surroundings: Arc<dyn Surroundings>) -> Self {
        let stores = Stores::read(&config.data_dir);
        let inner = Inner {
            config,
            surroundings,
            clients: Clients::default(),
            events: broadcast::channel(EVENTS_KEPT).0,
            stores: Mutex::new(stores),
            open: RwLock::new(None),
            trouble: RwLock::new(None),
            recovery: Mutex::new(None),
            opening: tokio::sync::Mutex::new(()),
            printing: Printing::default(),
            resumed: watch::Sender::new(false),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Opens the store that was last in use, if any, and takes up every sale that was open. What
    /// goes wrong is kept for the snapshot: the interface must come up to say it.
    pub async fn resume(&self) {
        if let Some(key) = self.stores_now().current
            && let Err(error) = self.open_known(&key).await
        {
            tracing::error!(error = %causes(&error), "the store could not be opened");
            self.set_trouble(Some(error.view()));
        }
        self.inner.resumed.send_replace(true);
    }

    /// Ends all work and closes the books, so that the next start knows them as whole. Whatever is asked
    /// of the till from then on is refused.
    pub async fn close(&self) {
        let _opening = self.opening().await;
        let Ok(store) = self.store() else { return };
        self.replace_store(None).await;
        store.ledger.close().await;
    }

    /// Events from now on.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<AppEvent> {
        self.inner.events.subscribe()
    }

    /// Everything the interface shows at first. It waits for [`App::resume`], so that a store in
    /// use never looks like a first start.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        let mut resumed = self.inner.resumed.subscribe();
        let _ = resumed.wait_for(|resumed| *resumed).await;
        self.snapshot_now().await
    }

    async fn snapshot_now(&self) -> Result<Snapshot> {
        let trouble = self.inner.trouble.read().unwrap_or_else(PoisonError::into_inner).clone();
        let version = self.config().version.clone();
        let Ok(store) = self.store() else {
            let catalogue = CatalogueView {
                state: CatalogueState::Ready,
                done: 0,
                expected: None,
                seconds_left: None,
                variants: 0,
                synced_at: None,
                error: None,
            };
            let settings = crate::view::SettingsView::default();
            let (sale, held, attention) = (None, 0, 0);
            return Ok(Snapshot {
                version,
                store: None,
                sale,
                held,
                attention,
                catalogue,
                settings,
                trouble,
                recovery: self.recovering(Recovery::view),
            });
        };
        let (held, attention) = store.counts().await?;
        Ok(Snapshot {
            version,
            sale: store.current_view().await?,
            held,
            attention,
            catalogue: store.catalogue_view().await?,
            settings: store.settings().await?,
            trouble: trouble.or_else(|| store.trouble()),
            recovery: None,
            store: Some(store.view()),
        })
    }

    pub(crate) fn config(&self) -> &Config {
        &self.inner.config
    }

    pub(crate) fn surroundings(&self) -> Arc<dyn Surroundings> {
        Arc::clone(&self.inner.surroundings)
    }

    /// Makes every client, so that those with one token keep one pace.
    pub(crate) fn clients(&self) -> &Clients {
        &self.inner.clients
    }

    pub(crate) fn printing(&self) -> Printing {
        self.inner.printing.clone()
    }

    pub(crate) fn sender(&self) -> broadcast::Sender<AppEvent> {
        self.inner.events.clone()
    }

    /// The open store.
    pub(crate) fn store(&self) -> Result<Arc<OpenStore>> {
        let open = self.inner.open.read().unwrap_or_else(PoisonError::into_inner);
        open.clone().ok_or(TillError::NoStore)
    }

    /// Puts another store in the open one's place and stops that one.
    pub(crate) async fn replace_store(&self, store: Option<Arc<OpenStore>>) {
        let before = {
            let mut open = self.inner.open.write().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *open, store)
        };
        if let Some(before) = before {
            before.stop().await;
        }
    }

    pub(crate) async fn opening(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.inner.opening.lock().await
    }

    pub(crate) fn stores_now(&self) -> Stores {
        self.inner.stores.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn keep_stores(&self, stores: &Stores) -> Result<()> {
        stores.write(&self.config().data_dir)?;
        self.inner.stores.lock().unwrap_or_else(PoisonError::into_inner).clone_from(stores);
        Ok(())
    }

    /// This till's own id, made when it is first needed.
    pub(crate) fn till_id(&self) -> Result<String> {
        let mut stores = self.stores_now();
        if let Some(id) = stores.till {
            return Ok(id);
        }
        let id = Uuid::now_v7().hyphenated().to_string();
        stores.till = Some(id.clone());
        self.keep_stores(&stores)?;
        Ok(id)
    }

    pub(crate) fn set_trouble(&self, trouble: Option<ErrorView>) {
        *self.inner.trouble.write().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    pub(crate) fn set_recovery(&self, recovery: Option<Recovery>) {
        *self.inner.recovery.lock().unwrap_or_else(PoisonError::into_inner) = recovery;
    }

    pub(crate) fn recovering<T>(&self, look: impl FnOnce(&Recovery) -> T) -> Option<T> {
        let recovery = self.inner.recovery.lock().unwrap_or_else(PoisonError::into_inner);
        recovery.as_ref().map(look)
    }

    pub(crate) async fn publish_snapshot(&self) -> Result<Snapshot> {
        let snapshot = self.snapshot_now().await?;
        let event = AppEvent::StoreChanged { snapshot: Box::new(snapshot.clone()) };
        let _ = self.inner.events.send(event);
        Ok(snapshot)
    }

    /// One sale, whole.
    ///
    /// # Errors
    /// When there is none of this id.
    pub async fn sale_detail(&self, sale_id: &str) -> Result<SaleView> {
        let store = self.store()?;
        store.sale_view(&crate::sell::sale_id(sale_id)?).await
    }
}
