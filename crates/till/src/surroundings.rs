//! What the program needs of the machine it runs on, handed in by its host.

use std::path::{Path, PathBuf};
use std::pin::Pin;

use sale::SaleId;
use secrecy::SecretString;
use url::Url;

/// The host's part: the keychain, the customer's window, the practice store.
///
/// What fails is told in fixed sentences: a system's own words may quote a customer's address.
///
/// The desktop implements it with the system's own; a till without a window, as the tests run it,
/// implements it with what it has.
pub trait Surroundings: Send + Sync + 'static {
    /// Reads a store's token. Blocks.
    ///
    /// # Errors
    /// [`KeychainError`]; `Ok(None)` may also mean that the keychain is locked and does not say.
    fn read_token(&self, store: &str) -> Result<Option<SecretString>, KeychainError>;

    /// Keeps a store's token. Blocks.
    ///
    /// # Errors
    /// [`KeychainError`] when it could not be kept.
    fn keep_token(&self, store: &str, token: &SecretString) -> Result<(), KeychainError>;

    /// Starts the practice store with its books in `folder`, or gives the one that runs.
    fn start_practice(&self, folder: &Path) -> Starting<'_>;

    /// Says whether the customer's window may soon be opened, so that it can be made ready: hidden, and
    /// with nothing in it. It is said often, and is a hint: a window is opened without it as well.
    fn expect_payment_window(&self, is_expected: bool);

    /// Opens the customer's window for one placing, in a session of its own. Whenever a window is
    /// gone, whoever closed it, [`App::payment_window_closed`](crate::App::payment_window_closed) is
    /// told with its placing.
    ///
    /// # Errors
    /// What could not be done, in a fixed sentence, when it could not be opened.
    fn open_payment_window(&self, page: &PaymentPage) -> Result<(), &'static str>;

    /// Brings the window of this placing to the front; false when there is none.
    fn show_payment_window(&self, sale: &SaleId, attempt: u32) -> bool;

    /// Whether the window of this placing is open.
    fn payment_window_is_open(&self, sale: &SaleId, attempt: u32) -> bool;

    /// Closes every window of this sale's customer, with all that its pages opened.
    fn close_payment_window(&self, sale: &SaleId);

    /// Opens an address in the system's browser.
    ///
    /// # Errors
    /// What could not be done, in a fixed sentence, when it could not be opened.
    fn open_in_browser(&self, address: &Url) -> Result<(), &'static str>;

    /// Has the system print what the seller's window has laid out for it.
    ///
    /// # Errors
    /// What could not be done, in a fixed sentence, when the system's printing cannot be asked.
    fn print_page(&self) -> Result<(), &'static str>;

    /// Asks the person where a file of this name is to be saved; none where she thinks better of it.
    fn ask_where_to_save<'s>(&'s self, suggested: &'s str) -> Asking<'s>;

    /// Puts text on the clipboard.
    ///
    /// # Errors
    /// What could not be done, in a fixed sentence, when it could not be put there.
    fn copy(&self, text: &str) -> Result<(), &'static str>;
}

/// The practice store, being started.
pub type Starting<'s> = Pin<Box<dyn Future<Output = std::io::Result<Practice>> + Send + 's>>;

/// The person, being asked for a file.
pub type Asking<'s> = Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + 's>>;

/// A running practice store.
#[derive(Debug, Clone)]
pub struct Practice {
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub origin: String,
    /// The token of its Admin API.
    pub token: SecretString,
    /// Its test customers.
    pub customers: Vec<PracticeCustomer>,
}

/// A customer of the practice store whose address decides what happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeCustomer {
    /// The email address.
    pub email: String,
    /// What happens, in one sentence.
    pub outcome: String,
}

/// What the customer's window shows and where it may go.
#[derive(Debug, Clone)]
pub struct PaymentPage {
    /// The sale.
    pub sale: SaleId,
    /// Which of its placings, counted from 1; one window each.
    pub attempt: u32,
    /// The store's payment page.
    pub address: Url,
    /// The receiver's origin, where the customer comes back.
    pub return_origin: String,
    /// The store's own plain http origin, where it is on this machine.
    pub store_origin: Option<String>,
}

/// Why the keychain gave or took nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeychainError {
    /// There is none on this machine.
    #[error("there is no keychain on this machine")]
    Missing,
    /// It is there and does not let the program in.
    #[error("the keychain is locked")]
    Locked,
    /// It failed.
    #[error("the keychain failed")]
    Failed,
}
