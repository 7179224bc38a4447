//! Proving the books: those of the store in use, and all of a data folder from outside.

use std::path::{Path, PathBuf};

use ledger::ChainFault;

use crate::app::App;
use crate::error::{Result, TillError};
use crate::stores;
use crate::view::{BooksProof, FaultView};

/// What proving one store's books came to.
#[derive(Debug)]
pub struct StoreProof {
    /// The store's key, which is its folder's name.
    pub store: String,
    /// Its proof, or why its books could not be opened.
    pub proof: Result<BooksProof>,
}

impl App {
    /// Proves the books of the store in use.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn verify_books(&self) -> Result<BooksProof> {
        let verdict = self.store()?.ledger.look_up(|books| books.verify()).await?;
        Ok(proof(verdict))
    }
}

/// Proves the books of every store in a data folder, in the order of their keys. It writes nothing,
/// asks for no lock and may be called while a till works in the folder. It blocks.
///
/// # Errors
/// When the folder cannot be read.
pub fn verify_stores(data_dir: &Path) -> std::io::Result<Vec<StoreProof>> {
    let mut keys = Vec::new();
    for entry in std::fs::read_dir(stores::folder(data_dir, ""))? {
        keys.push(entry?.file_name().to_string_lossy().into_owned());
    }
    keys.sort();
    Ok(keys.into_iter().filter_map(|store| verify_store(data_dir, store)).collect())
}

/// None where the store never had books. A journal alone is all that is left of some.
fn verify_store(data_dir: &Path, store: String) -> Option<StoreProof> {
    let folder = stores::folder(data_dir, &store);
    let ledger: PathBuf = folder.join("ledger.sqlite3");
    if !ledger.exists() && !folder.join("ledger.sqlite3-wal").exists() {
        return None;
    }
    let proof = ledger::prove(&ledger).map(proof).map_err(TillError::from);
    Some(StoreProof { store, proof })
}

fn proof(verdict: std::result::Result<u64, ChainFault>) -> BooksProof {
    match verdict {
        Ok(events) => BooksProof { events: u32::try_from(events).unwrap_or(u32::MAX), fault: None },
        Err(ChainFault { sale_id, sequence, fault }) => {
            let (kind, words) = (fault.word().to_owned(), fault.to_string());
            BooksProof { events: 0, fault: Some(FaultView { sale_id, sequence, kind, words }) }
        }
    }
}
