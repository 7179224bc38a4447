//! What lives as long as one store is open: its books, its client, its receiver, its background
//! work.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use admin_api::{Client, StoreAddress};
use ledger::Ledger;
use sale::{Currency, SaleId, ShippingMethod};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, broadcast};
use tokio::task::JoinSet;

use crate::causes::causes;
use crate::comparison::Comparing;
use crate::connect::Access;
use crate::csv_file::CsvWriting;
use crate::error::{Result, TillError};
use crate::event::AppEvent;
use crate::export::Exporting;
use crate::quote::Quoted;
use crate::receiving::Receiving;
use crate::silence::Silences;
use crate::surroundings::{KeychainError, PracticeCustomer, Surroundings};
use crate::survive;
use crate::sync::CatalogueSync;
use crate::verdict::Timings;
use crate::view::{
    CountryView, ErrorCode, ErrorView, ShippingMethodView, StoreView, TestCustomer, TokenPlace,
};

/// The pause before work that panicked is begun again.
const AFTER_A_PANIC: Duration = Duration::from_secs(2);

/// The longest pause between two tries to write something down.
const LONGEST_WRITE_PAUSE: Duration = Duration::from_secs(60);

/// What the store said of itself, kept for the next start without a network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Facts {
    pub(crate) name: String,
    pub(crate) currencies: Vec<Currency>,
    pub(crate) payment_methods: Vec<String>,
    pub(crate) shipping_methods: Vec<ShippingMethod>,
    pub(crate) primary_domain: String,
}

/// A store whose sales this till is making now.
pub(crate) struct OpenStore {
    pub(crate) key: String,
    pub(crate) address: StoreAddress,
    pub(crate) folder: PathBuf,
    pub(crate) ledger: Ledger,
    pub(crate) surroundings: Arc<dyn Surroundings>,
    pub(crate) timings: Timings,
    /// Since when nothing was heard of payment pages and charges.
    pub(crate) silences: Silences,
    /// The sales whose orders are on their way to the store in this run.
    pub(crate) placing: Mutex<HashSet<SaleId>>,
    pub(crate) receiving: tokio::sync::Mutex<Receiving>,
    pub(crate) sync: CatalogueSync,
    pub(crate) comparing: Comparing,
    pub(crate) csv_writing: CsvWriting,
    /// This till's own id, by which it knows its orders at the store.
    pub(crate) till_id: String,
    pub(crate) quoted: Mutex<Option<Quoted>>,
    /// Wakes the settling when something is due sooner than it thinks.
    pub(crate) wake: Notify,
    /// Sales and charges that the settling is asking about right now.
    pub(crate) asking: Mutex<HashSet<String>>,
    pub(crate) customers: Vec<PracticeCustomer>,
    /// Held while a backup is made.
    pub(crate) backing_up: tokio::sync::Mutex<()>,
    pub(crate) exporting: Exporting,
    /// Held while a sale is looked up and told of, so that no older look is told after a newer one.
    telling: tokio::sync::Mutex<()>,
    /// Whether another store has taken this one's place. Held for reading by whoever begins what
    /// ties a customer to this store.
    pub(crate) left: Arc<tokio::sync::RwLock<bool>>,
    reach: RwLock<Reach>,
    facts: RwLock<Facts>,
    trouble: RwLock<Option<ErrorView>>,
    events: broadcast::Sender<AppEvent>,
    tasks: Mutex<JoinSet<()>>,
}

/// How the store is called in this run.
pub(crate) struct Reach {
    /// Or why there is no token to call with.
    pub(crate) client: std::result::Result<Client, KeychainError>,
    /// What the client calls with, to open the store again.
    pub(crate) secret: std::result::Result<SecretString, KeychainError>,
    pub(crate) token: TokenPlace,
}

/// What opening a store takes.
pub(crate) struct Opening {
    pub(crate) key: String,
    pub(crate) till_id: String,
    pub(crate) address: StoreAddress,
    pub(crate) folder: PathBuf,
    pub(crate) ledger: Ledger,
    pub(crate) surroundings: Arc<dyn Surroundings>,
    pub(crate) timings: Timings,
    pub(crate) reach: Reach,
    pub(crate) customers: Vec<PracticeCustomer>,
    pub(crate) facts: Facts,
    pub(crate) sync: CatalogueSync,
    pub(crate) trouble: Option<ErrorView>,
    pub(crate) events: broadcast::Sender<AppEvent>,
}

impl OpenStore {
    pub(crate) fn new(opening: Opening) -> Self {
        Self {
            key: opening.key,
            address: opening.address,
            folder: opening.folder,
            ledger: opening.ledger,
            surroundings: opening.surroundings,
            timings: opening.timings,
            silences: Silences::default(),
            placing: Mutex::default(),
            receiving: tokio::sync::Mutex::default(),
            sync: opening.sync,
            comparing: Comparing::default(),
            csv_writing: CsvWriting::default(),
            till_id: opening.till_id,
            quoted: Mutex::default(),
            wake: Notify::new(),
            asking: Mutex::default(),
            customers: opening.customers,
            backing_up: tokio::sync::Mutex::default(),
            exporting: Exporting::default(),
            telling: tokio::sync::Mutex::default(),
            left: Arc::default(),
            reach: RwLock::new(opening.reach),
            facts: RwLock::new(opening.facts),
            trouble: RwLock::new(opening.trouble),
            events: opening.events,
            tasks: Mutex::default(),
        }
    }

    /// The client, for what a person waits for.
    pub(crate) fn client(&self) -> Result<Client> {
        let client = self.reach.read().unwrap_or_else(PoisonError::into_inner).client.clone()?;
        Ok(if self.timings.calls_are_paced { client } else { client.unpaced() })
    }

    /// Calls the store with another token from now on; nothing that goes on is interrupted. A token
    /// that works is not given up for one that is missing.
    pub(crate) fn set_reach(&self, reach: Reach, trouble: Option<ErrorView>) {
        let mut now = self.reach.write().unwrap_or_else(PoisonError::into_inner);
        if reach.client.is_err() && now.client.is_ok() {
            return;
        }
        *now = reach;
        let mut shown = self.trouble.write().unwrap_or_else(PoisonError::into_inner);
        let keychains = |view: &ErrorView| view.code == ErrorCode::KeychainUnavailable;
        if shown.as_ref().is_none_or(keychains) {
            *shown = trouble;
        }
    }

    /// Keeps the store in use for as long as this is held.
    ///
    /// # Errors
    /// When another store has taken its place: its sales are not to be gone on with from here.
    pub(crate) async fn stay(&self) -> Result<tokio::sync::RwLockReadGuard<'_, bool>> {
        let left = self.left.read().await;
        if *left { Err(TillError::NotFound("sale in the store that is in use")) } else { Ok(left) }
    }

    /// How the store is reached now, to open it again.
    pub(crate) fn access(&self) -> Access {
        let reach = self.reach.read().unwrap_or_else(PoisonError::into_inner);
        Access {
            address: self.address.clone(),
            token: reach.secret.clone(),
            place: reach.token,
            customers: self.customers.clone(),
            trouble: self.trouble(),
        }
    }

    pub(crate) fn facts(&self) -> Facts {
        self.facts.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_facts(&self, facts: Facts) {
        *self.facts.write().unwrap_or_else(PoisonError::into_inner) = facts;
    }

    pub(crate) fn trouble(&self) -> Option<ErrorView> {
        self.trouble.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn is_practice(&self) -> bool {
        self.key == crate::stores::PRACTICE
    }

    /// The name that customers read.
    pub(crate) fn name(&self) -> String {
        let facts = self.facts.read().unwrap_or_else(PoisonError::into_inner);
        if facts.name.is_empty() { self.address.origin() } else { facts.name.clone() }
    }

    pub(crate) fn view(&self) -> StoreView {
        let facts = self.facts();
        let mut countries: Vec<CountryView> = Vec::new();
        for (code, name) in facts.shipping_methods.iter().flat_map(|method| &method.countries) {
            if countries.iter().all(|country| country.code != *code) {
                countries.push(CountryView { code: code.clone(), name: name.clone() });
            }
        }
        countries.sort_by(|a, b| a.name.cmp(&b.name));
        StoreView {
            key: self.key.clone(),
            name: self.name(),
            address: self.address.origin(),
            practice: self.is_practice(),
            currencies: facts.currencies.iter().map(ToString::to_string).collect(),
            payment_methods: redirect_methods(&facts.payment_methods),
            countries,
            shipping_methods: facts.shipping_methods.into_iter().map(shipping_method).collect(),
            token: self.reach.read().unwrap_or_else(PoisonError::into_inner).token,
            test_customers: self
                .customers
                .iter()
                .map(|customer| TestCustomer {
                    email: customer.email.clone(),
                    outcome: customer.outcome.clone(),
                })
                .collect(),
        }
    }

    /// Tells the interface.
    pub(crate) fn publish(&self, event: AppEvent) {
        let _ = self.events.send(event);
    }

    /// Tells the interface how a sale stands now, and the counts that go with it. What fails here
    /// costs the interface an update, never the sale. The settling looks again at what is due: the
    /// change may have planned a question sooner than it thinks.
    pub(crate) async fn publish_sale(&self, sale: &SaleId) {
        self.wake.notify_one();
        let _telling = self.telling.lock().await;
        let result = async {
            let sale = Box::new(self.sale_view(sale).await?);
            let (held, attention) = self.counts().await?;
            self.publish(AppEvent::SaleChanged { sale });
            self.publish(AppEvent::CountsChanged { held, attention });
            Ok::<_, TillError>(())
        };
        if let Err(error) = result.await {
            tracing::warn!(error = %causes(&error), "a sale could not be shown");
        }
    }

    /// Held sales, and what needs a person: matters, and what a comparison found.
    pub(crate) async fn counts(&self) -> Result<(u32, u32)> {
        let count = |books: &ledger::Books<'_>| {
            let attention = books.count_matters()? + books.count_findings()?;
            Ok((books.count_in(sale::SaleState::Held)?, attention))
        };
        Ok(self.ledger.look_up(count).await?)
    }

    /// Runs background work for as long as the store is open.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(ended) = tasks.try_join_next() {
            if let Err(error) = ended {
                survive::tell("background work", &error);
            }
        }
        tasks.spawn(work);
    }

    /// Runs background work that must go on for as long as the store is open.
    pub(crate) fn spawn_lasting<F>(
        self: &Arc<Self>,
        name: &'static str,
        work: impl Fn(Arc<Self>) -> F + Send + Sync + 'static,
    ) where
        F: Future<Output = ()> + Send + 'static,
    {
        let store = Arc::clone(self);
        self.spawn(async move {
            let work = || work(Arc::clone(&store));
            survive::keep_up(name, AFTER_A_PANIC, work).await;
        });
    }

    /// Writes down what could not be written when it happened, as on a full disk, as soon as it can
    /// be. Whatever is left of it when the till ends, the next start takes up.
    pub(crate) fn write_later<F>(self: &Arc<Self>, write: impl Fn(Arc<Self>) -> F + Send + 'static)
    where
        F: Future<Output = Result<()>> + Send + 'static,
    {
        let store = Arc::clone(self);
        self.spawn(async move {
            let mut pause = Duration::from_millis(store.timings.first_pause_ms.unsigned_abs());
            loop {
                tokio::time::sleep(pause).await;
                match write(Arc::clone(&store)).await {
                    Ok(()) => return,
                    Err(error) => tracing::warn!(error = %causes(&error), "something is still not written down"),
                }
                pause = (pause * 2).min(LONGEST_WRITE_PAUSE);
            }
        });
    }

    /// Ends the background work and the receiver.
    pub(crate) async fn stop(&self) {
        self.csv_writing.stop();
        let mut tasks =
            std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        tasks.shutdown().await;
        self.receiving.lock().await.stop().await;
    }
}

/// A day, in milliseconds.
pub(crate) const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// Milliseconds since 1970, UTC.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The methods among the store's that send the customer to a page and back.
fn redirect_methods(codes: &[String]) -> Vec<String> {
    const REDIRECT: [&str; 8] =
        ["link", "paypal", "klarna", "twint", "affirm", "bancontact", "ideal", "sepa_debit"];
    let offered = |method: &&str| codes.iter().any(|code| code == method);
    let methods: Vec<String> =
        REDIRECT.iter().filter(|method| offered(method)).map(ToString::to_string).collect();
    if methods.is_empty() { vec!["link".to_owned()] } else { methods }
}

fn shipping_method(method: ShippingMethod) -> ShippingMethodView {
    ShippingMethodView {
        code: method.code,
        name: method.name,
        delivery_time: method.delivery_time,
        countries: method.countries.into_iter().map(|(code, _)| code).collect(),
        prices: method.prices,
    }
}
