//! What every request shares: the catalogue, the books, and who may call how often.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use crate::api::Pace;
use crate::books::Keeper;
use crate::catalogue::Catalogue;
use crate::options::Options;
use crate::snapshot::Visit;

/// A running store, as its handlers see it. Cloning shares it.
#[derive(Debug, Clone)]
pub(crate) struct Store(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    name: String,
    origin: String,
    scopes: BTreeSet<String>,
    forgets: BTreeSet<String>,
    page_size: NonZeroUsize,
    catalogue: RwLock<Catalogue>,
    keeper: Keeper,
    pace: Mutex<Pace>,
    visits: Mutex<Vec<Visit>>,
    cursor_generation: AtomicU32,
}

impl Store {
    pub(crate) fn new(
        options: &Options,
        origin: String,
        catalogue: Catalogue,
        keeper: Keeper,
    ) -> Self {
        Self(Arc::new(Shared {
            name: options.name.clone(),
            origin,
            scopes: options.scopes.clone(),
            forgets: options.forgets.clone(),
            page_size: options.page_size,
            catalogue: RwLock::new(catalogue),
            keeper,
            pace: Mutex::new(Pace::new(options.requests_per_second)),
            visits: Mutex::new(Vec::new()),
            cursor_generation: AtomicU32::new(1),
        }))
    }

    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    /// Where the store listens: `http://127.0.0.1:PORT`.
    pub(crate) fn origin(&self) -> &str {
        &self.0.origin
    }

    /// Whether the store forgets this text of an order's attribution.
    pub(crate) fn forgets(&self, text: &str) -> bool {
        self.0.forgets.contains(text)
    }

    /// How many items a page of a list holds, at most.
    pub(crate) fn page_size(&self) -> NonZeroUsize {
        self.0.page_size
    }

    /// The catalogue, which does not change for as long as this is held. Nobody takes it twice at
    /// once: whoever waits to change it would wait for the first, and the second for them.
    pub(crate) fn catalogue(&self) -> RwLockReadGuard<'_, Catalogue> {
        self.0.catalogue.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn catalogue_mut(&self) -> RwLockWriteGuard<'_, Catalogue> {
        self.0.catalogue.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn books(&self) -> &Keeper {
        &self.0.keeper
    }

    /// Whether the token allows this, by its own scope or by one that covers all.
    pub(crate) fn allows(&self, scope: &str) -> bool {
        let covering = if scope.ends_with(":read") { "admin:read" } else { "admin:write" };
        self.0.scopes.contains(scope) || self.0.scopes.contains(covering)
    }

    /// Admits a request, or says how long to wait.
    pub(crate) fn admit(&self, now: Instant) -> Result<(), Duration> {
        self.0.pace.lock().unwrap_or_else(PoisonError::into_inner).admit(now)
    }

    /// Cursors hold within one generation.
    pub(crate) fn cursor_generation(&self) -> u32 {
        self.0.cursor_generation.load(Ordering::Relaxed)
    }

    pub(crate) fn expire_cursors(&self) {
        self.0.cursor_generation.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn record_visit(&self, visit: Visit) {
        self.0.visits.lock().unwrap_or_else(PoisonError::into_inner).push(visit);
    }

    pub(crate) fn visits(&self) -> Vec<Visit> {
        self.0.visits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
