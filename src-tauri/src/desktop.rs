//! What the till needs of a desktop: `till`'s surroundings, made of tauri and the system.

use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};

use practice_store::{Options, PracticeStore, test_customers};
use sale::SaleId;
use secrecy::SecretString;
use tauri::{AppHandle, Manager as _, Runtime};
use tauri_plugin_clipboard_manager::ClipboardExt;
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use till::{
    Asking, KeychainError, PaymentPage, Practice, PracticeCustomer, Starting, Surroundings,
};
use tokio::sync::Mutex;
use url::Url;

use crate::payment_window::PaymentWindows;
use crate::{keychain, seller_window};

/// The desktop of one program.
pub(crate) struct Desktop<R: Runtime> {
    app: AppHandle<R>,
    windows: PaymentWindows<R>,
    practice: Mutex<Option<PracticeStore>>,
}

impl<R: Runtime> Desktop<R> {
    pub(crate) fn new(app: AppHandle<R>, browser: PathBuf) -> Self {
        let windows = PaymentWindows::new(app.clone(), browser);
        Self { windows, app, practice: Mutex::new(None) }
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

    fn expect_payment_window(&self, is_expected: bool) {
        self.windows.expect(is_expected);
    }

    fn open_payment_window(&self, page: &PaymentPage) -> Result<(), &'static str> {
        let opened = self.windows.open(page);
        opened.map_err(|error| failed(&error, "the payment window could not be opened"))
    }

    fn show_payment_window(&self, sale: &SaleId, attempt: u32) -> bool {
        let Some(window) = self.windows.find(sale, attempt) else { return false };
        window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus()).is_ok()
    }

    fn payment_window_is_open(&self, sale: &SaleId, attempt: u32) -> bool {
        self.windows.find(sale, attempt).is_some()
    }

    fn close_payment_window(&self, sale: &SaleId) {
        self.windows.close(sale);
    }

    fn open_in_browser(&self, address: &Url) -> Result<(), &'static str> {
        let opened = self.app.opener().open_url(address.as_str(), None::<&str>);
        opened.map_err(|error| failed(&error, "the browser could not be opened"))
    }

    fn print_page(&self) -> Result<(), &'static str> {
        let window = self.app.get_webview_window(seller_window::LABEL);
        let window = window.ok_or("there is no window to print from")?;
        window.print().map_err(|error| failed(&error, "the system's printing could not be asked"))
    }

    fn ask_where_to_save<'s>(&'s self, suggested: &'s str) -> Asking<'s> {
        let (answer, answered) = tokio::sync::oneshot::channel();
        let dialog = self.app.dialog().file().set_file_name(suggested);
        dialog.save_file(move |chosen| drop(answer.send(chosen)));
        Box::pin(async move { answered.await.ok()??.into_path().ok() })
    }

    fn copy(&self, text: &str) -> Result<(), &'static str> {
        let copied = self.app.clipboard().write_text(text);
        copied.map_err(|error| failed(&error, "nothing could be put on the clipboard"))
    }
}

/// Logs what kind of failure it was, and no more: its words may hold the address of a payment.
fn failed(error: &impl Debug, sentence: &'static str) -> &'static str {
    tracing::warn!(kind = kind(error), "{sentence}");
    sentence
}

/// The name of an error's variant.
fn kind(error: &impl Debug) -> String {
    format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_is_logged_with_a_failure() {
        let refused = tauri_plugin_opener::Error::ForbiddenUrl {
            url: "https://pay.example.com/secret".to_owned(),
            with: None,
        };
        assert_eq!(kind(&refused), "ForbiddenUrl");
        let missing = io::Error::new(io::ErrorKind::NotFound, "https://pay.example.com/secret");
        assert_eq!(kind(&tauri_plugin_opener::Error::Io(missing)), "Io");
    }
}
