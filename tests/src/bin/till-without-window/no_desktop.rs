//! What the till has in a desktop's place: windows that are only told of, a keychain in memory, and
//! the practice store itself.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use practice_store::{Options, PracticeStore, test_customers};
use sale::SaleId;
use secrecy::SecretString;
use serde_json::{Value, json};
use till::{
    Asking, KeychainError, PaymentPage, Practice, PracticeCustomer, Starting, Surroundings,
};
use tokio::sync::mpsc;
use url::Url;

use crate::flags::{Keychain, Windows};
use crate::output::Output;

/// A customer's window: the sale and its placing.
pub(crate) type Window = (SaleId, u32);

/// The surroundings of a till without a window.
pub(crate) struct NoDesktop {
    keychain: Mutex<Keychain>,
    windows: Windows,
    /// What the keychain holds for every store that nothing was kept for.
    token: Option<SecretString>,
    kept: Mutex<HashMap<String, SecretString>>,
    /// Whether a window may soon be opened, by what the till said last.
    is_expected: AtomicBool,
    /// The windows that are open, oldest first: there may be several of one sale.
    open: Mutex<Vec<Window>>,
    /// Whoever tells the till of every window that is gone, as a desktop does.
    gone: mpsc::UnboundedSender<Window>,
    /// Whether windows that are held may open.
    may_open: Mutex<bool>,
    released: Condvar,
    practice: tokio::sync::Mutex<Option<PracticeStore>>,
    /// Where a person would save files.
    saved: PathBuf,
    output: Output,
}

impl NoDesktop {
    pub(crate) fn new(
        keychain: Keychain,
        windows: Windows,
        token: Option<String>,
        saved: PathBuf,
        output: &Output,
        gone: mpsc::UnboundedSender<Window>,
    ) -> Self {
        Self {
            gone,
            may_open: Mutex::new(windows != Windows::Held),
            released: Condvar::new(),
            keychain: Mutex::new(keychain),
            windows,
            is_expected: AtomicBool::new(false),
            token: token.map(Into::into),
            kept: Mutex::default(),
            open: Mutex::default(),
            practice: tokio::sync::Mutex::default(),
            saved,
            output: output.clone(),
        }
    }

    /// The customer has closed the newest window of this sale, or that of one placing; gives which.
    pub(crate) fn customer_closed(&self, sale: &SaleId, attempt: Option<u32>) -> Option<u32> {
        let mut open = self.open();
        let place = open
            .iter()
            .rposition(|(of, number)| of == sale && attempt.is_none_or(|wanted| wanted == *number));
        place.map(|place| open.remove(place).1)
    }

    /// The keychain opens.
    pub(crate) fn unlock(&self) -> Value {
        *self.keychain.lock().unwrap_or_else(PoisonError::into_inner) = Keychain::Works;
        Value::Null
    }

    /// Windows that are held open now.
    pub(crate) fn release_windows(&self) -> Value {
        *self.may_open.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.released.notify_all();
        Value::Null
    }

    /// A desktop that is busy opens its windows late.
    fn wait_to_open(&self) {
        tokio::task::block_in_place(|| {
            let may_open = self.may_open.lock().unwrap_or_else(PoisonError::into_inner);
            let waited = self.released.wait_while(may_open, |may_open| !*may_open);
            drop(waited);
        });
    }

    fn has(&self, sale: &SaleId, attempt: u32) -> bool {
        self.open().iter().any(|(of, number)| of == sale && *number == attempt)
    }

    fn open(&self) -> MutexGuard<'_, Vec<Window>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<String, SecretString>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, what: &str, details: Value) {
        self.output.write(&json!({ "window": { what: details } }));
    }

    fn unlocked(&self) -> Result<(), KeychainError> {
        match *self.keychain.lock().unwrap_or_else(PoisonError::into_inner) {
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

    fn expect_payment_window(&self, is_expected: bool) {
        if self.is_expected.swap(is_expected, Ordering::Relaxed) != is_expected {
            self.tell("expected", json!({ "window": is_expected }));
        }
    }

    fn open_payment_window(&self, page: &PaymentPage) -> Result<(), &'static str> {
        if self.windows == Windows::Broken {
            return Err("no window can be opened");
        }
        if self.windows == Windows::Held {
            self.tell("opening", json!({ "sale": page.sale, "address": page.address }));
            self.wait_to_open();
        }
        self.is_expected.store(false, Ordering::Relaxed);
        self.open().push((page.sale.clone(), page.attempt));
        let details = json!({
            "sale": page.sale,
            "attempt": page.attempt,
            "address": page.address,
            "returnOrigin": page.return_origin,
        });
        self.tell("opened", details);
        Ok(())
    }

    fn show_payment_window(&self, sale: &SaleId, attempt: u32) -> bool {
        self.has(sale, attempt)
    }

    fn payment_window_is_open(&self, sale: &SaleId, attempt: u32) -> bool {
        self.has(sale, attempt)
    }

    fn close_payment_window(&self, sale: &SaleId) {
        for window in self.open().extract_if(.., |(of, _)| of == sale) {
            self.tell("closed", json!({ "sale": sale, "attempt": window.1 }));
            let _ = self.gone.send(window);
        }
    }

    fn open_in_browser(&self, address: &Url) -> Result<(), &'static str> {
        self.tell("browser", json!({ "address": address }));
        Ok(())
    }

    fn print_page(&self) -> Result<(), &'static str> {
        self.tell("printed", json!({}));
        Ok(())
    }

    /// The person takes the name as it is suggested.
    fn ask_where_to_save<'s>(&'s self, suggested: &'s str) -> Asking<'s> {
        Box::pin(async move {
            std::fs::create_dir_all(&self.saved).ok()?;
            Some(self.saved.join(suggested))
        })
    }

    fn copy(&self, text: &str) -> Result<(), &'static str> {
        self.tell("copied", json!({ "text": text }));
        Ok(())
    }
}
