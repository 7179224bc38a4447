//! What the till has in a desktop's place: windows that are only told of, a keychain in memory, and
//! the practice store itself.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use practice_store::{Options, PracticeStore, test_customers};
use sale::SaleId;
use secrecy::SecretString;
use serde_json::{Value, json};
use till::{KeychainError, PaymentPage, Practice, PracticeCustomer, Starting, Surroundings};
use url::Url;

use crate::flags::{Keychain, Windows};
use crate::output::Output;

/// The surroundings of a till without a window.
pub(crate) struct NoDesktop {
    keychain: Keychain,
    windows: Windows,
    /// What the keychain holds for every store that nothing was kept for.
    token: Option<SecretString>,
    kept: Mutex<HashMap<String, SecretString>>,
    open: Mutex<HashSet<SaleId>>,
    practice: tokio::sync::Mutex<Option<PracticeStore>>,
    output: Output,
}

impl NoDesktop {
    pub(crate) fn new(
        keychain: Keychain,
        windows: Windows,
        token: Option<String>,
        output: &Output,
    ) -> Self {
        Self {
            keychain,
            windows,
            token: token.map(Into::into),
            kept: Mutex::default(),
            open: Mutex::default(),
            practice: tokio::sync::Mutex::default(),
            output: output.clone(),
        }
    }

    /// The customer has closed the window of this sale.
    pub(crate) fn customer_closed(&self, sale: &SaleId) {
        self.open().remove(sale);
    }

    fn open(&self) -> MutexGuard<'_, HashSet<SaleId>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<String, SecretString>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, what: &str, details: Value) {
        self.output.write(&json!({ "window": { what: details } }));
    }

    fn unlocked(&self) -> Result<(), KeychainError> {
        match self.keychain {
            Keychain::Works => Ok(()),
            Keychain::Missing => Err(KeychainError::Missing),
            Keychain::Locked => Err(KeychainError::Locked),
        }
    }

    async fn practice(&self, folder: &Path) -> io::Result<Practice> {
        let mut running = self.practice.lock().await;
        let store = match running.take() {
            Some(store) => store,
            None => {
                let folder = Some(folder.to_owned());
                PracticeStore::start(Options { folder, ..Options::default() }).await?
            }
        };
        let store = running.insert(store);
        let customers = test_customers().iter().map(|customer| PracticeCustomer {
            email: customer.email.to_owned(),
            outcome: customer.outcome.to_owned(),
        });
        Ok(Practice {
            origin: store.origin().to_owned(),
            token: store.token().to_owned().into(),
            customers: customers.collect(),
        })
    }
}

impl Surroundings for NoDesktop {
    fn read_token(&self, store: &str) -> Result<Option<SecretString>, KeychainError> {
        self.unlocked()?;
        Ok(self.kept().get(store).cloned().or_else(|| self.token.clone()))
    }

    fn keep_token(&self, store: &str, token: &SecretString) -> Result<(), KeychainError> {
        self.unlocked()?;
        self.kept().insert(store.to_owned(), token.clone());
        Ok(())
    }

    fn start_practice(&self, folder: &Path) -> Starting<'_> {
        let folder = folder.to_owned();
        Box::pin(async move { self.practice(&folder).await })
    }

    fn open_payment_window(&self, page: &PaymentPage) -> Result<(), String> {
        if self.windows == Windows::Broken {
            return Err("no window can be opened".to_owned());
        }
        self.open().insert(page.sale.clone());
        let details = json!({
            "sale": page.sale,
            "address": page.address,
            "returnOrigin": page.return_origin,
        });
        self.tell("opened", details);
        Ok(())
    }

    fn show_payment_window(&self, sale: &SaleId) -> bool {
        self.open().contains(sale)
    }

    fn payment_window_is_open(&self, sale: &SaleId) -> bool {
        self.open().contains(sale)
    }

    fn close_payment_window(&self, sale: &SaleId) {
        if self.open().remove(sale) {
            self.tell("closed", json!({ "sale": sale }));
        }
    }

    fn open_in_browser(&self, address: &Url) -> Result<(), String> {
        self.tell("browser", json!({ "address": address }));
        Ok(())
    }

    fn copy(&self, text: &str) -> Result<(), String> {
        self.tell("copied", json!({ "text": text }));
        Ok(())
    }
}
