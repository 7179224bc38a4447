//! What the till needs of a desktop: `till`'s surroundings, made of tauri and the system.

use std::io;
use std::path::Path;

use practice_store::{Options, PracticeStore, test_customers};
use sale::SaleId;
use secrecy::SecretString;
use tauri::{AppHandle, Runtime};
use tauri_plugin_clipboard_manager::ClipboardExt;
use tauri_plugin_opener::OpenerExt;
use till::{KeychainError, PaymentPage, Practice, PracticeCustomer, Starting, Surroundings};
use tokio::sync::Mutex;
use url::Url;

use crate::{keychain, payment_window};

/// The desktop of one program.
pub(crate) struct Desktop<R: Runtime> {
    app: AppHandle<R>,
    practice: Mutex<Option<PracticeStore>>,
}

impl<R: Runtime> Desktop<R> {
    pub(crate) fn new(app: AppHandle<R>) -> Self {
        Self { app, practice: Mutex::new(None) }
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
        let practice = Practice {
            origin: store.origin().to_owned(),
            token: store.token().to_owned().into(),
            customers: test_customers()
                .iter()
                .map(|customer| PracticeCustomer {
                    email: customer.email.to_owned(),
                    outcome: customer.outcome.to_owned(),
                })
                .collect(),
        };
        *running = Some(store);
        Ok(practice)
    }
}

impl<R: Runtime> Surroundings for Desktop<R> {
    fn read_token(&self, store: &str) -> Result<Option<SecretString>, KeychainError> {
        keychain::read(store)
    }

    fn keep_token(&self, store: &str, token: &SecretString) -> Result<(), KeychainError> {
        keychain::keep(store, token)
    }

    fn start_practice(&self, folder: &Path) -> Starting<'_> {
        let folder = folder.to_owned();
        Box::pin(async move { self.practice(&folder).await })
    }

    fn open_payment_window(&self, page: &PaymentPage) -> Result<(), String> {
        payment_window::open(&self.app, page).map_err(|error| error.to_string())
    }

    fn show_payment_window(&self, sale: &SaleId, attempt: u32) -> bool {
        let Some(window) = payment_window::find(&self.app, sale, attempt) else { return false };
        window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus()).is_ok()
    }

    fn payment_window_is_open(&self, sale: &SaleId, attempt: u32) -> bool {
        payment_window::find(&self.app, sale, attempt).is_some()
    }

    fn close_payment_window(&self, sale: &SaleId) {
        payment_window::close(&self.app, sale);
    }

    fn open_in_browser(&self, address: &Url) -> Result<(), String> {
        let opener = self.app.opener();
        opener.open_url(address.as_str(), None::<&str>).map_err(|error| error.to_string())
    }

    fn copy(&self, text: &str) -> Result<(), String> {
        self.app.clipboard().write_text(text).map_err(|error| error.to_string())
    }
}
