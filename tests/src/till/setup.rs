//! How a till is set up before it starts.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::Till;
use super::process::Process;
use crate::shop::Shop;
use crate::wire::Wire;

/// The journal of its disk, beside the data folder.
pub(super) const JOURNAL: &str = "disk.journal";

/// How a till is set up. It waits briefly for what a test waits for, and asks the store about a
/// payment only when something happens: whoever tests the asking says when.
#[derive(Debug, Clone)]
pub struct Setup {
    timings: Map<String, Value>,
    keychain: &'static str,
    windows: &'static str,
    token: Option<String>,
    log: &'static str,
    data_dir: Option<PathBuf>,
    disk_journal: bool,
    clock_shift_ms: i64,
    zone: Option<&'static str>,
    end_at: Option<(&'static str, u32)>,
}

impl Default for Setup {
    fn default() -> Self {
        let timings = json!({
            "firstPollMs": 600_000,
            "firstPauseMs": 50,
            "closedPageMs": 300,
            "upsellMs": 300,
        });
        Self {
            timings: timings.as_object().cloned().unwrap_or_default(),
            keychain: "works",
            windows: "work",
            token: None,
            log: "info",
            data_dir: None,
            disk_journal: false,
            clock_shift_ms: 0,
            zone: None,
            end_at: None,
        }
    }
}

impl Setup {
    /// How long it waits for one thing, by the timing's name in camel case.
    #[must_use]
    pub fn timing(mut self, name: &str, ms: i64) -> Self {
        self.timings.insert(name.to_owned(), json!(ms));
        self
    }

    /// It reads the catalogue as fast as the store answers.
    #[must_use]
    pub fn unpaced(mut self) -> Self {
        self.timings.insert("catalogueIsPaced".to_owned(), json!(false));
        self
    }

    /// It calls the store as fast as that answers, whatever for.
    #[must_use]
    pub fn calling_unpaced(mut self) -> Self {
        self.timings.insert("callsArePaced".to_owned(), json!(false));
        self
    }

    /// How its keychain is: `works`, `missing` or `locked`.
    #[must_use]
    pub fn keychain(self, keychain: &'static str) -> Self {
        Self { keychain, ..self }
    }

    /// What its keychain holds for every store.
    #[must_use]
    pub fn token(self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self }
    }

    /// No window can be opened.
    #[must_use]
    pub fn without_windows(self) -> Self {
        Self { windows: "broken", ..self }
    }

    /// Windows open only once the test says `release_windows`.
    #[must_use]
    pub fn with_held_windows(self) -> Self {
        Self { windows: "held", ..self }
    }

    /// What it logs, in the words of `RUST_LOG`.
    #[must_use]
    pub fn log(self, log: &'static str) -> Self {
        Self { log, ..self }
    }

    /// Where its books are.
    #[must_use]
    pub fn in_folder(self, folder: &Path) -> Self {
        Self { data_dir: Some(folder.to_owned()), ..self }
    }

    /// It keeps a journal of all that SQLite writes, from which [`Till::lose_power`] works.
    #[must_use]
    pub fn on_a_ruled_disk(self) -> Self {
        Self { disk_journal: true, ..self }
    }

    /// It ends itself at a moment of its disk, such as `before_sync`, that it has let by so often.
    #[must_use]
    pub fn ending_at(self, end_at: Option<(&'static str, u32)>) -> Self {
        Self { end_at, ..self }
    }

    /// Its time of day is so far from the system's.
    #[must_use]
    pub fn clock_shifted(self, ms: i64) -> Self {
        Self { clock_shift_ms: ms, ..self }
    }

    /// It stands in this time zone, as `TZ` names it.
    #[must_use]
    pub fn in_zone(self, zone: &'static str) -> Self {
        Self { zone: Some(zone), ..self }
    }

    /// Starts a till that knows no store yet.
    pub async fn start(self) -> Till {
        let home = tempfile::tempdir().expect("a temporary folder");
        let process = Process::start(&self, home.path()).await;
        Till { setup: self, home, process }
    }

    /// Starts a till and connects it to a store at this address.
    pub async fn connected_to(self, address: &str, token: &str) -> Till {
        let till = self.token(token).start().await;
        till.ask("connect_store", json!({ "address": address, "token": token })).await;
        till
    }

    /// Starts a till and connects it to this store.
    pub async fn at(self, shop: &Shop) -> Till {
        self.connected_to(shop.origin(), shop.token()).await
    }

    /// Starts a till and connects it to the store at the other end of this wire.
    pub async fn over(self, wire: &Wire, shop: &Shop) -> Till {
        self.connected_to(&wire.origin(), shop.token()).await
    }

    pub(super) fn data_dir(&self, home: &Path) -> PathBuf {
        self.data_dir.clone().unwrap_or_else(|| home.join("data"))
    }

    /// The command line. What the keychain holds goes by the environment, where others don't see it.
    pub(super) fn arguments(&self, home: &Path) -> Vec<String> {
        let journal = || format!("--disk-journal={}", home.join(JOURNAL).display());
        let mut arguments = vec![
            format!("--data-dir={}", self.data_dir(home).display()),
            format!("--timings={}", Value::Object(self.timings.clone())),
            format!("--keychain={}", self.keychain),
            format!("--windows={}", self.windows),
            format!("--clock-shift-ms={}", self.clock_shift_ms),
        ];
        arguments.extend(self.disk_journal.then(journal));
        let end = |(moment, let_by)| format!("--end-at={moment}:{let_by}");
        arguments.extend(self.end_at.map(end));
        arguments
    }

    pub(super) fn environment(&self) -> Vec<(&'static str, String)> {
        let token = self.token.clone().map(|token| ("TILLWAY_TOKEN", token));
        let zone = self.zone.map(|zone| ("TZ", zone.to_owned()));
        token.into_iter().chain(zone).chain([("RUST_LOG", self.log.to_owned())]).collect()
    }
}
