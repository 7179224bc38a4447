//! `tillway --verify`, as a person calls it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use practice_store::{Options, PracticeStore};
use sale::{CartChange, SaleId};
use till::{
    App, Asking, Config, KeychainError, PaymentPage, Practice, Starting, Surroundings, Timings,
};

/// A machine with a practice store and nothing else.
struct PracticeOnly {
    store: PracticeStore,
}

impl Surroundings for PracticeOnly {
    fn read_token(&self, _: &str) -> Result<Option<secrecy::SecretString>, KeychainError> {
        Err(KeychainError::Missing)
    }

    fn keep_token(&self, _: &str, _: &secrecy::SecretString) -> Result<(), KeychainError> {
        Err(KeychainError::Missing)
    }

    fn start_practice(&self, _: &Path) -> Starting<'_> {
        let origin = self.store.origin().to_owned();
        let token = self.store.token().to_owned().into();
        Box::pin(async { Ok(Practice { origin, token, customers: Vec::new() }) })
    }

    fn expect_payment_window(&self, _: bool) {}

    fn open_payment_window(&self, _: &PaymentPage) -> Result<(), &'static str> {
        Err("there is no window")
    }

    fn show_payment_window(&self, _: &SaleId, _: u32) -> bool {
        false
    }

    fn payment_window_is_open(&self, _: &SaleId, _: u32) -> bool {
        false
    }

    fn close_payment_window(&self, _: &SaleId) {}

    fn open_in_browser(&self, _: &url::Url) -> Result<(), &'static str> {
        Err("there is no browser")
    }

    fn print_page(&self) -> Result<(), &'static str> {
        Err("there is no printer")
    }

    fn ask_where_to_save<'s>(&'s self, _: &'s str) -> Asking<'s> {
        Box::pin(async { None })
    }

    fn copy(&self, _: &str) -> Result<(), &'static str> {
        Err("there is no clipboard")
    }
}

/// A data folder.
struct Till {
    folder: tempfile::TempDir,
}

impl Till {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// A till at work in it, with one sale begun in the practice store.
    async fn work(&self) -> App {
        let store = PracticeStore::start(Options::default()).await.expect("a practice store");
        let config = Config {
            data_dir: self.folder.path().to_owned(),
            version: "0".to_owned(),
            timings: Timings::default(),
        };
        let app = App::new(config, Arc::new(PracticeOnly { store }));
        app.resume().await;
        app.try_practice().await.expect("a practice store");
        let note = CartChange::Note { note: "wrapped".to_owned() };
        app.change_cart(note).await.expect("a sale");
        app
    }

    /// Whether the books proved themselves, and what was printed.
    fn verify(&self) -> (bool, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_tillway"))
            .args(["--verify", "--data-dir"])
            .arg(self.folder.path())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .output()
            .expect("the program");
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(text).expect("text"))
    }
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push((path.clone(), fs::read(path).expect("readable")));
        }
    }
    files.sort();
    files
}

#[tokio::test(flavor = "multi_thread")]
async fn books_are_proved_beside_a_working_till() {
    let till = Till::new();
    let app = till.work().await;
    let proof = app.verify_books().await.expect("readable");
    assert_eq!((proof.events, proof.fault), (1, None));
    // A folder that was made when a store could not be reached holds no books.
    fs::create_dir_all(till.folder.path().join("stores").join("begun")).expect("a folder");
    assert_eq!(till.verify(), (true, "practice: proved, events: 1\n".to_owned()));
}

#[test]
fn books_that_cannot_be_opened_are_named() {
    let till = Till::new();
    let store = till.folder.path().join("stores").join("shop.29next.store");
    fs::create_dir_all(&store).expect("a folder");
    fs::write(store.join("ledger.sqlite3"), "not a database").expect("written");
    let before = files(till.folder.path());
    let expected = "shop.29next.store: the books cannot be opened: the database is damaged: it \
                    ends within its first page\n";
    assert_eq!(till.verify(), (false, expected.to_owned()));
    assert!(files(till.folder.path()) == before, "it writes nothing");
}

#[test]
fn a_folder_without_books_proves_nothing_and_stays_as_it_is() {
    let till = Till::new();
    let (proved, text) = till.verify();
    assert!(!proved && text.contains("there are no books to prove"), "{text}");
    assert!(files(till.folder.path()).is_empty());
}
