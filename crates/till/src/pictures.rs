//! Product pictures: fetched when they are first shown, kept on disk within a bound.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::app::App;
use crate::causes::causes;
use crate::error::{Result, TillError};

/// How much disk the pictures of one store may take.
const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// The kinds of picture that are kept, by content type and file ending.
const KINDS: [(&str, &str); 6] = [
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/webp", "webp"),
    ("image/avif", "avif"),
    ("image/gif", "gif"),
    ("image/svg+xml", "svg"),
];

impl App {
    /// A product's picture: its content type and its bytes.
    ///
    /// # Errors
    /// When it has none, or it cannot be fetched; a page shows something else in its place.
    pub async fn picture(&self, product_id: i64) -> Result<(String, Vec<u8>)> {
        let store = self.store()?;
        let address = store.ledger.look_up(move |books| books.picture(product_id)).await?;
        let address = address.ok_or(TillError::NotFound("picture"))?;
        let folder = store.folder.join("pictures");
        let name = name_of(&address);
        if let Some(kept) = read(&folder, &name).await {
            return Ok(kept);
        }
        let (kind, bytes) = store.client()?.picture(&address).await?;
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if let Some((_, ending)) = KINDS.iter().find(|(known, _)| *known == kind) {
            let path = folder.join(format!("{name}.{ending}"));
            if let Err(error) = keep(path, bytes.clone()).await {
                tracing::debug!(error = %causes(&error), "a picture was not kept");
            }
        }
        Ok((kind, bytes))
    }
}

/// A new picture has a new address, so a kept one is never stale.
fn name_of(address: &str) -> String {
    Sha256::digest(address).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

async fn read(folder: &Path, name: &str) -> Option<(String, Vec<u8>)> {
    for (kind, ending) in KINDS {
        if let Ok(bytes) = tokio::fs::read(folder.join(format!("{name}.{ending}"))).await {
            return Some((kind.to_owned(), bytes));
        }
    }
    None
}

async fn keep(path: PathBuf, bytes: Vec<u8>) -> std::io::Result<()> {
    let kept = tokio::task::spawn_blocking(move || {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
            make_room(folder, bytes.len() as u64)?;
        }
        let fresh = path.with_extension("new");
        std::fs::write(&fresh, bytes)?;
        std::fs::rename(fresh, path)
    });
    kept.await.map_err(std::io::Error::other)?
}

/// Removes the pictures that were kept longest until there is room for a new one.
fn make_room(folder: &Path, wanted: u64) -> std::io::Result<()> {
    let mut files = Vec::new();
    let mut total = wanted;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let meta = entry.metadata()?;
        total += meta.len();
        files.push((meta.modified().unwrap_or(SystemTime::UNIX_EPOCH), meta.len(), entry.path()));
    }
    files.sort();
    for (_, length, path) in files {
        if total <= MOST_BYTES {
            break;
        }
        std::fs::remove_file(path)?;
        total -= length;
    }
    Ok(())
}
