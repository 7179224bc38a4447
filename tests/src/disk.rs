//! A small disk of a test's own, which can be full or read-only.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A disk, for as long as it is held.
pub struct Disk {
    folder: TempDir,
}

impl Disk {
    /// A disk of so many megabytes. None where this user may not mount one; the test is then
    /// skipped, and says so.
    #[must_use]
    pub fn of(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let size = format!("size={megabytes}m,mode=0700");
        if mount(&["-t", "tmpfs", "-o", &size, "tmpfs"], folder.path()) {
            return Some(Self { folder });
        }
        skipped("a disk of its own needs the right to mount one");
        None
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Fills it to the last byte.
    ///
    /// # Panics
    /// When it cannot be filled.
    pub fn fill(&self) {
        let mut filler = File::create(self.filler()).expect("room for a file's name");
        let mut size = 1024 * 1024;
        while size > 0 {
            match filler.write(&vec![0; size]) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => size /= 2,
                Err(error) => panic!("the disk cannot be filled: {error}"),
            }
        }
    }

    /// Makes room again.
    ///
    /// # Panics
    /// When it was not filled.
    pub fn make_room(&self) {
        std::fs::remove_file(self.filler()).expect("it was filled");
    }

    /// Lets nobody write to it, or lets them again. Nobody may have a file open for writing.
    ///
    /// # Panics
    /// When it cannot be mounted so.
    pub fn set_read_only(&self, read_only: bool) {
        let options = if read_only { "remount,ro" } else { "remount,rw" };
        assert!(mount(&["-o", options], self.path()), "the disk is in use");
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a till that is still being ended may have files open.
        let _ = Command::new("umount").arg("-l").arg(self.folder.path()).status();
    }
}

fn mount(arguments: &[&str], folder: &Path) -> bool {
    let mounted = Command::new("mount").args(arguments).arg(folder).output();
    mounted.is_ok_and(|mounted| mounted.status.success())
}

#[expect(clippy::print_stderr, reason = "whoever runs the tests must know what was not tested")]
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}
