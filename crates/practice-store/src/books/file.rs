//! The file in which the books are kept: always a whole one, before or after a change.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Records;

const NAME: &str = "practice-store.json";

/// What a store finds when it is started again.
#[derive(Debug, Deserialize)]
pub(super) struct Kept {
    pub(super) port: u16,
    pub(super) token: String,
    pub(super) records: Records,
}

/// The same, to be written.
#[derive(Debug, Serialize)]
pub(super) struct KeptRef<'a> {
    pub(super) port: u16,
    pub(super) token: &'a str,
    pub(super) records: &'a Records,
}

impl KeptRef<'_> {
    pub(super) fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("the books hold nothing that JSON cannot say")
    }
}

/// The file of a folder.
#[derive(Debug)]
pub(super) struct BooksFile {
    path: PathBuf,
}

impl BooksFile {
    pub(super) fn in_folder(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self { path: folder.join(NAME) })
    }

    /// What was kept. A damaged file is renamed, so that it can be looked at, and counts as none.
    pub(super) fn read(&self) -> io::Result<Option<Kept>> {
        let text = match fs::read(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            read => read?,
        };
        match serde_json::from_slice(&text) {
            Ok(kept) => Ok(Some(kept)),
            Err(error) => {
                let aside = self.set_aside()?;
                tracing::warn!(%error, aside = %aside.display(), "damaged books were set aside");
                Ok(None)
            }
        }
    }

    fn set_aside(&self) -> io::Result<PathBuf> {
        let aside = (1..)
            .map(|number| self.path.with_extension(format!("json.damaged-{number}")))
            .find(|path| !path.exists())
            .expect("there is always a next number");
        fs::rename(&self.path, &aside)?;
        Ok(aside)
    }

    /// Replaces the file in one step.
    pub(super) fn write(&self, text: &[u8]) -> io::Result<()> {
        let new = self.path.with_extension("json.new");
        let mut file = for_the_owner_alone().open(&new)?;
        file.write_all(text)?;
        file.sync_all()?;
        fs::rename(&new, &self.path)?;
        sync_folder(&self.path)
    }
}

/// The books hold the token and customers' addresses.
fn for_the_owner_alone() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// On Unix a rename is on disk only once its folder is.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) => fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_books_are_set_aside_each_under_a_name_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let file = BooksFile::in_folder(folder.path()).unwrap();
        for number in 1..=2 {
            fs::write(&file.path, b"{\"port\": 1, \"tok").unwrap();
            assert!(file.read().unwrap().is_none());
            assert!(!file.path.exists());
            assert!(folder.path().join(format!("{NAME}.damaged-{number}")).exists());
        }
    }

    #[test]
    fn what_was_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = BooksFile::in_folder(folder.path()).unwrap();
        let records = Records::new(jiff::Timestamp::now());
        file.write(&KeptRef { port: 4711, token: "t", records: &records }.to_json()).unwrap();
        let kept = file.read().unwrap().unwrap();
        assert_eq!((kept.port, kept.token.as_str()), (4711, "t"));
        assert_eq!(kept.records.customers.len(), records.customers.len());
    }
}
