//! Choosing a store: practice, a new one, or one this till knows.

use std::path::PathBuf;
use std::sync::Arc;

use admin_api::{AddLineItems, ApiError, Client, Failure, StoreAddress, UserQuery};
use ledger::Ledger;
use secrecy::SecretString;

use crate::app::App;
use crate::catalogue::{FACTS, read_facts};
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::open_store::{Facts, OpenStore, Opening, Reach};
use crate::recovery::{OpenedBooks, open_books};
use crate::stores::{KnownStore, PRACTICE, folder};
use crate::surroundings::{KeychainError, PracticeCustomer};
use crate::sync::{self, CatalogueSync};
use crate::view::{
    ConnectionCheck, ErrorCode, ErrorView, PermissionCheck, Snapshot, StoreChoice, TokenPlace,
};

/// How a store is reached in this run.
#[derive(Clone)]
pub(crate) struct Access {
    pub(crate) address: StoreAddress,
    pub(crate) token: std::result::Result<SecretString, KeychainError>,
    pub(crate) place: TokenPlace,
    pub(crate) customers: Vec<PracticeCustomer>,
    pub(crate) trouble: Option<ErrorView>,
}

impl App {
    /// Opens the built-in practice store.
    ///
    /// # Errors
    /// When it cannot be started, or its books cannot be opened.
    pub async fn try_practice(&self) -> Result<Snapshot> {
        self.open_store(PRACTICE).await
    }

    /// Asks a store what it makes of an address and a token, without keeping either. What keeps
    /// it from being connected is told in the answer.
    ///
    /// # Errors
    /// When what was typed is not a store address.
    pub async fn check_connection(&self, address: &str, token: &str) -> Result<ConnectionCheck> {
        let address = StoreAddress::parse(address)?;
        let mut check = ConnectionCheck {
            address: address.origin(),
            store_name: None,
            reachable: false,
            token_accepted: false,
            permissions: Vec::new(),
            error: None,
        };
        let client = self.clients().client(address, secret(token))?;
        let outcome = ask_permissions(&client, &mut check).await;
        check.error = outcome.err().map(|error| error.view());
        Ok(check)
    }

    /// Connects a store: keeps its token in the keychain, or for this run only where there is
    /// none, and opens it. The store in use goes on with the new token; nothing of it stops.
    ///
    /// # Errors
    /// When it cannot be reached or its books cannot be opened.
    pub async fn connect_store(&self, address: &str, token: &str) -> Result<Snapshot> {
        let opening = self.opening().await;
        let address = StoreAddress::parse(address)?;
        let token = secret(token);
        let client = self.clients().client(address.clone(), token.clone())?;
        let facts = read_facts(&client).await?;
        let (key, name) = (address.key(), facts.name.clone());
        if self.open_at(&key, &address).is_none() {
            self.may_leave().await?;
        }
        let (place, trouble) = self.keep_token(&key, &token).await;
        let access = Access {
            address: address.clone(),
            token: Ok(token),
            place,
            customers: Vec::new(),
            trouble,
        };
        let known = KnownStore { key, name, address: address.origin() };
        self.open(known, access, Some(facts)).await?;
        drop(opening);
        self.publish_snapshot().await
    }

    /// The stores this till has been connected to, the practice store always among them.
    #[must_use]
    pub fn stores(&self) -> Vec<StoreChoice> {
        let stores = self.stores_now();
        let mut known = stores.known.clone();
        if stores.find(PRACTICE).is_none() {
            known.insert(0, practice());
        }
        known
            .into_iter()
            .map(|store| StoreChoice {
                current: stores.current.as_deref() == Some(&store.key),
                key: store.key,
                name: store.name,
                address: store.address,
            })
            .collect()
    }

    /// Opens a store this till knows, in place of the one in use, and takes up its open sales.
    ///
    /// # Errors
    /// When it is unknown, its books cannot be opened, or a customer of the store in use is paying
    /// now. A store that cannot be reached opens: its books are here.
    pub async fn open_store(&self, key: &str) -> Result<Snapshot> {
        self.open_known(key).await?;
        self.publish_snapshot().await
    }

    /// Opens a store this till knows, without telling anybody.
    pub(crate) async fn open_known(&self, key: &str) -> Result<()> {
        let _opening = self.opening().await;
        let known = self.stores_now().find(key).cloned();
        let known = known.or_else(|| (key == PRACTICE).then(practice));
        let known = known.ok_or(TillError::NotFound("store"))?;
        let access = if key == PRACTICE {
            self.practice_access().await?
        } else {
            self.kept_access(&known).await?
        };
        self.open(known, access, None).await
    }

    async fn practice_access(&self) -> Result<Access> {
        let folder = folder(&self.config().data_dir, PRACTICE).join("store");
        let practice = self.surroundings().start_practice(&folder).await?;
        Ok(Access {
            address: StoreAddress::parse(&practice.origin)?,
            token: Ok(practice.token),
            place: TokenPlace::ThisRun,
            customers: practice.customers,
            trouble: None,
        })
    }

    pub(crate) async fn kept_access(&self, known: &KnownStore) -> Result<Access> {
        let address = StoreAddress::parse(&known.address)?;
        let (surroundings, key) = (self.surroundings(), known.key.clone());
        let read = tokio::task::spawn_blocking(move || surroundings.read_token(&key)).await;
        let token = match read.unwrap_or(Err(KeychainError::Failed)) {
            Ok(Some(token)) => Ok(token),
            Ok(None) => Err(KeychainError::Locked),
            Err(error) => Err(error),
        };
        let place = if token.is_ok() { TokenPlace::Keychain } else { TokenPlace::Missing };
        let trouble = token.as_ref().err().map(|error| TillError::from(error.clone()).view());
        Ok(Access { address, token, place, customers: Vec::new(), trouble })
    }

    async fn keep_token(&self, key: &str, token: &SecretString) -> (TokenPlace, Option<ErrorView>) {
        let (surroundings, key, token) = (self.surroundings(), key.to_owned(), token.clone());
        let kept = tokio::task::spawn_blocking(move || surroundings.keep_token(&key, &token)).await;
        match kept.unwrap_or(Err(KeychainError::Failed)) {
            Ok(()) => (TokenPlace::Keychain, None),
            Err(error) => {
                tracing::warn!(error = %causes(&error), "the token is kept for this run only");
                (TokenPlace::ThisRun, Some(TillError::Keychain(error).view()))
            }
        }
    }

    /// Opens a store, unless its books had to be set aside: then a person is asked how to go on.
    pub(crate) async fn open(
        &self,
        known: KnownStore,
        access: Access,
        facts: Option<Facts>,
    ) -> Result<()> {
        if let Some(store) = self.open_at(&known.key, &access.address) {
            return self.go_on(store, known, access, facts).await;
        }
        self.may_leave().await?;
        let folder = folder(&self.config().data_dir, &known.key);
        let were_there = self.stores_now().find(&known.key).is_some();
        let ledger = match open_books(&folder, were_there)? {
            OpenedBooks::Open(ledger) => ledger,
            OpenedBooks::SetAside(file) => {
                return self.offer_recovery(file, known, access, facts).await;
            }
        };
        let (store, told) = self.build(&known.key, folder, ledger, access, facts).await?;
        let placed = match store.finish_recovery().await {
            Ok(()) => self.put_in_place(&store, &known).await,
            Err(error) => Err(error),
        };
        if let Err(error) = placed {
            store.stop().await;
            return Err(error);
        }
        self.set_recovery(None);
        store.spawn_lasting("settling", OpenStore::settle);
        let owing = Arc::clone(&store);
        store.spawn(async move { owing.add_owed_notes().await });
        if store.client().is_err() {
            store.spawn(self.clone().await_token(Arc::clone(&store), known));
        }
        store.spawn_lasting("the catalogue", OpenStore::keep_catalogue);
        store.spawn_lasting("the comparison", OpenStore::keep_comparing);
        let app = self.clone();
        store.spawn_lasting("the backups", move |store| store.keep_backups(app.clone()));
        store.spawn_lasting("the retention", OpenStore::keep_forgetting);
        if !told {
            store.spawn(self.clone().refresh_facts(Arc::clone(&store)));
        }
        Ok(())
    }

    pub(crate) fn reach(&self, access: Access) -> Result<(Reach, Option<ErrorView>)> {
        let secret = access.token;
        let client = match secret.clone() {
            Ok(token) => Ok(self.clients().client(access.address, token)?),
            Err(error) => Err(error),
        };
        Ok((Reach { client, secret, token: access.place }, access.trouble))
    }

    /// A store with its books open, and whether the store itself has told its facts in this run.
    async fn build(
        &self,
        key: &str,
        folder: PathBuf,
        ledger: Ledger,
        access: Access,
        facts: Option<Facts>,
    ) -> Result<(Arc<OpenStore>, bool)> {
        let (address, customers) = (access.address.clone(), access.customers.clone());
        let (reach, trouble) = self.reach(access)?;
        let (kept, paused) = ledger
            .look_up(|books| Ok((books.setting::<Facts>(FACTS)?, sync::is_paused(books)?)))
            .await?;
        let told = match (facts, &kept, &reach.client) {
            (Some(facts), ..) => Some(facts),
            // Nothing is known of it yet: without currencies and countries nothing can be sold.
            (None, None, Ok(client)) => read_facts(client).await.ok(),
            _ => None,
        };
        let is_told = told.is_some();
        let facts = match told {
            Some(facts) => keep_facts(&ledger, facts).await?,
            None => kept.unwrap_or_default(),
        };
        let store = Arc::new(OpenStore::new(Opening {
            key: key.to_owned(),
            till_id: self.till_id()?,
            address,
            folder,
            ledger,
            surroundings: self.surroundings(),
            timings: self.config().timings.clone(),
            reach,
            customers,
            facts,
            sync: CatalogueSync::new(paused),
            trouble,
            events: self.sender(),
        }));
        store.receiving.lock().await.belongs_to(&store);
        Ok((store, is_told))
    }

    /// Asks a store that was opened from its books what it says of itself now.
    pub(crate) async fn refresh_facts(self, store: Arc<OpenStore>) {
        let Ok(client) = store.client() else { return };
        let result = async {
            let facts = read_facts(&client).await?;
            store.set_facts(keep_facts(&store.ledger, facts).await?);
            self.publish_snapshot().await
        };
        if let Err(error) = result.await {
            tracing::info!(error = %causes(&error), "the store could not be asked about itself");
        }
    }
}

fn practice() -> KnownStore {
    KnownStore { key: PRACTICE.to_owned(), name: String::new(), address: String::new() }
}

fn secret(token: &str) -> SecretString {
    token.trim().to_owned().into()
}

pub(crate) async fn keep_facts(ledger: &Ledger, facts: Facts) -> Result<Facts> {
    let kept = facts.clone();
    ledger.post(move |posting| Result::Ok(posting.set_setting(FACTS, &kept)?)).await?;
    Ok(facts)
}

/// Tries each permission. Where one is missing the store answers 403 before anything else.
async fn ask_permissions(client: &Client, check: &mut ConnectionCheck) -> Result<()> {
    let store = permitted(client.store_detail().await).inspect_err(|error| {
        // Only an Admin API says that of a token.
        check.reachable = error.code() == ErrorCode::TokenRefused;
    })?;
    check.reachable = true;
    check.token_accepted = true;
    check.store_name = store.as_ref().and_then(|store| Some(store.as_ref()?.name.clone()));
    // No order has this number and no line is added: the answer only tells what is permitted.
    let nothing = AddLineItems { lines: Vec::new(), payment_details: None };
    let orders_write = permitted(client.orders_add_line_items_create("0", &nothing).await)?;
    let orders_read = permitted(client.orders_retrieve("0").await)?;
    let catalogue = permitted(client.products_list(None).await)?;
    let nobody = UserQuery::Email("nobody@example.com".to_owned());
    let users = permitted(client.users_list(&nobody).await)?;
    let gateways = permitted(client.gateways_list().await)?;
    check.permissions = [
        ("orders:write", Some(orders_write.is_some()), true),
        ("orders:read", Some(orders_read.is_some()), true),
        ("catalogue:read", Some(catalogue.is_some()), true),
        ("store:read", Some(store.is_some()), false),
        ("users:read", Some(users.is_some()), false),
        ("gateways:read", Some(gateways.is_some()), false),
        // Only placing a cart would tell, and the store would record it as abandoned.
        ("carts:write", None, false),
    ]
    .map(|(scope, found, required)| PermissionCheck { scope: scope.to_owned(), found, required })
    .to_vec();
    Ok(())
}

/// None when the call was not permitted, its answer where there was one. What the store refuses
/// for another reason was permitted.
fn permitted<T>(result: std::result::Result<T, ApiError>) -> Result<Option<Option<T>>> {
    match result {
        Ok(answer) => Ok(Some(Some(answer))),
        Err(ApiError { failure: Failure::PermissionMissing, .. }) => Ok(None),
        Err(ApiError { failure: Failure::NotFound | Failure::Refused(_), .. }) => Ok(Some(None)),
        Err(error) => Err(error.into()),
    }
}
