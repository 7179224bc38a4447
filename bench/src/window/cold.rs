//! A start as after the machine's own: nothing of a program is in memory any more.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use rustix::fs::{Advice, fadvise};

/// Where programs, libraries and what they read lie.
const SYSTEM: [&str; 6] =
    ["/usr/bin", "/usr/lib", "/usr/share/fonts", "/usr/share/icons", "/usr/share/mime", "/etc"];

/// How the system was made to forget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Forgot {
    /// All of its cache of files.
    All,
    /// The files by name; what a program that runs has in use stays.
    Files,
}

/// Writes out what is still to be written, then forgets all files; where that is not allowed, those of
/// the system and of these folders, one by one.
pub(crate) fn forget(folders: &[&Path]) -> Forgot {
    rustix::fs::sync();
    if fs::write("/proc/sys/vm/drop_caches", "3").is_ok() {
        return Forgot::All;
    }
    for folder in SYSTEM.iter().map(Path::new).chain(folders.iter().copied()) {
        forget_folder(folder);
    }
    Forgot::Files
}

fn forget_folder(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, kind) = (entry.path(), entry.file_type());
        match kind {
            Ok(kind) if kind.is_dir() => forget_folder(&path),
            // What cannot be opened was not read either.
            Ok(kind) if kind.is_file() => drop(forget_file(&path)),
            _ => {}
        }
    }
}

fn forget_file(path: &Path) -> io::Result<()> {
    Ok(fadvise(&File::open(path)?, 0, None, Advice::DontNeed)?)
}
