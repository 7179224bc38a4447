//! The data folder: where it is, whose till it is, and that only one program works in it.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// A till's data folder.
pub(crate) struct DataFolder {
    /// Its path, made absolute.
    pub(crate) path: PathBuf,
    is_default: bool,
    /// Held as long as the program runs; the system lets go of it whatever ends the program.
    lock: Option<File>,
}

impl DataFolder {
    /// The folder that was asked for, else the usual one, whether it is there or not.
    pub(crate) fn path_of(asked: Option<PathBuf>) -> Result<PathBuf, &'static str> {
        let usual = || dirs::data_local_dir().map(|home| home.join("tillway"));
        asked.or_else(usual).ok_or("there is no home folder: name a data folder with --data-dir")
    }

    /// The folder that was asked for, else the usual one, made where it is not there. One that
    /// cannot be made or written to is told in the window, where a person sees it.
    pub(crate) fn open(asked: Option<PathBuf>) -> Result<Self, &'static str> {
        let is_default = asked.is_none();
        let path = Self::path_of(asked)?;
        if let Err(error) = create_private(&path) {
            tracing::warn!(%error, "the data folder cannot be made");
        }
        let path = fs::canonicalize(&path).unwrap_or(path);
        Ok(Self { path, is_default, lock: None })
    }

    /// Where the windows' browser keeps its own files. All windows must name it, those too that keep
    /// nothing: for another folder the system's browser runs processes of its own.
    pub(crate) fn browser(&self) -> PathBuf {
        self.path.join("window")
    }

    /// Names this till among all that run here, so that only one of the same folder does.
    pub(crate) fn name_instance(&self, identifier: &mut String) {
        if !self.is_default {
            let digest = Sha256::digest(self.path.as_os_str().as_encoded_bytes());
            let name: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            // A part of a bus name may not begin with a digit.
            identifier.push_str(".t");
            identifier.push_str(&name);
        }
    }

    /// Takes the folder for this program alone.
    ///
    /// # Errors
    /// A sentence when another program holds it.
    pub(crate) fn lock(&mut self) -> Result<(), String> {
        let file = match File::create(self.path.join("tillway.lock")) {
            Ok(file) => file,
            Err(error) => {
                tracing::warn!(%error, "the data folder cannot be locked");
                return Ok(());
            }
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                Err(format!("another till is already open on {}", self.path.display()))
            }
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "the data folder cannot be locked");
                Ok(())
            }
            Ok(()) => {
                self.lock = Some(file);
                Ok(())
            }
        }
    }
}

fn create_private(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_program_works_in_a_folder() {
        let home = tempfile::tempdir().expect("a folder");
        let open = || DataFolder::open(Some(home.path().join("till"))).expect("a path");
        let (mut first, mut second) = (open(), open());
        assert_eq!(first.lock(), Ok(()));
        assert!(second.lock().is_err());
        drop(first);
        assert_eq!(second.lock(), Ok(()));
    }

    #[test]
    fn each_folder_is_a_till_of_its_own() {
        let home = tempfile::tempdir().expect("a folder");
        let named = |folder: Option<&str>| {
            let asked = folder.map(|folder| home.path().join(folder));
            let mut identifier = "com.tillway.till".to_owned();
            DataFolder::open(asked).expect("a path").name_instance(&mut identifier);
            identifier
        };
        assert_ne!(named(Some("a")), named(Some("b")));
        assert_eq!(named(Some("a")), named(Some("./a")));
    }
}
