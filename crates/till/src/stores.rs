//! Which stores this till has been connected to, and which one it sells from: one small file in
//! the data folder, beside a folder for each store.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The key of the practice store.
pub(crate) const PRACTICE: &str = "practice";

/// The till's stores.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Stores {
    /// The key of the one in use; none before the first start is done.
    pub(crate) current: Option<String>,
    /// All of them, in the order they were connected.
    pub(crate) known: Vec<KnownStore>,
    /// This till's own id: a UUID. It travels with each order as `utm_term`.
    pub(crate) till: Option<String>,
}

/// One store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KnownStore {
    /// `practice`, or its host.
    pub(crate) key: String,
    /// Its name, as last told.
    pub(crate) name: String,
    /// Its origin; empty for the practice store, whose port may change.
    pub(crate) address: String,
}

impl Stores {
    /// Reads the file; none there, or one that cannot be read, is a first start.
    pub(crate) fn read(data_dir: &Path) -> Self {
        std::fs::read(file(data_dir))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Adds or renews a store and puts it in use.
    pub(crate) fn put_in_use(&mut self, store: KnownStore) {
        self.current = Some(store.key.clone());
        match self.known.iter_mut().find(|known| known.key == store.key) {
            Some(known) => *known = store,
            None => self.known.push(store),
        }
    }

    /// The store of this key.
    pub(crate) fn find(&self, key: &str) -> Option<&KnownStore> {
        self.known.iter().find(|known| known.key == key)
    }

    /// Writes the file so that a crash leaves either the old or the new one.
    pub(crate) fn write(&self, data_dir: &Path) -> io::Result<()> {
        let text = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        let fresh = data_dir.join("stores.json.new");
        let mut out = std::fs::File::create(&fresh)?;
        out.write_all(&text)?;
        out.sync_all()?;
        std::fs::rename(&fresh, file(data_dir))
    }
}

/// The folder of one store's database and pictures.
pub(crate) fn folder(data_dir: &Path, key: &str) -> PathBuf {
    data_dir.join("stores").join(key)
}

fn file(data_dir: &Path) -> PathBuf {
    data_dir.join("stores.json")
}
