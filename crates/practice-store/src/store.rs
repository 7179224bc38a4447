//! What every request shares: the catalogue, the books, and who may call how often.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::api::Pace;
use crate::books::Keeper;
use crate::catalogue::Catalogue;
use crate::snapshot::Visit;

/// A running store, as its handlers see it. Cloning shares it.
#[derive(Debug, Clone)]
pub(crate) struct Store(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    name: String,
    origin: String,
    scopes: BTreeSet<String>,
    catalogue: Catalogue,
    keeper: Keeper,
    pace: Mutex<Pace>,
    visits: Mutex<Vec<Visit>>,
}

impl Store {
    pub(crate) fn new(
        name: String,
        origin: String,
        scopes: BTreeSet<String>,
        catalogue: Catalogue,
        keeper: Keeper,
        pace: Pace,
    ) -> Self {
        Self(Arc::new(Shared {
            name,
            origin,
            scopes,
            catalogue,
            keeper,
            pace: Mutex::new(pace),
            visits: Mutex::new(Vec::new()),
        }))
    }

    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    /// Where the store listens: `http://127.0.0.1:PORT`.
    pub(crate) fn origin(&self) -> &str {
        &self.0.origin
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.0.catalogue
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

    pub(crate) fn record_visit(&self, visit: Visit) {
        self.0.visits.lock().unwrap_or_else(PoisonError::into_inner).push(visit);
    }

    pub(crate) fn visits(&self) -> Vec<Visit> {
        self.0.visits.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
