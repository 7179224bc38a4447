//! The mark of a clean end: whoever closes the books leaves beside them how their file stood then.
//!
//! Reading a ledger of years to its end takes seconds. A file that still stands as the till left it
//! needs no such check before it is written to; any other does: after a crash there is no mark, and a
//! file that somebody changed, moved or replaced is not the one that the mark tells of. What a disk
//! spoils by itself changes no time stamp; that is found by the day's backup, which reads all of it.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, UNIX_EPOCH};

use crate::header::beside;

const ENDING: &str = "-closed";

/// File systems count time in ticks: what changes a file within the tick of its last change cannot be
/// told from that. This is longer than a tick of any of them.
const TICK: Duration = Duration::from_millis(20);

/// Leaves the mark. Without one the next start checks the file, so that nothing depends on it.
pub(crate) fn leave(path: &Path) {
    let left = || {
        // SQLite removes the journal with the last who has the file open.
        if beside(path, "-wal").exists() {
            return Ok(());
        }
        sleep(TICK);
        let mut mark = File::create(beside(path, ENDING))?;
        mark.write_all(stand(&fs::metadata(path)?)?.as_bytes())?;
        mark.sync_all()
    };
    if left().is_err() {
        let _ = fs::remove_file(beside(path, ENDING));
    }
}

/// Takes the mark away; gives whether the file stands as it was left. It cannot be taken twice: from
/// here on the file may change.
pub(crate) fn take(path: &Path) -> bool {
    let mark = beside(path, ENDING);
    let Ok(left) = fs::read_to_string(&mark) else { return false };
    let now = fs::metadata(path).and_then(|file| stand(&file));
    fs::remove_file(&mark).is_ok() && now.is_ok_and(|now| now == left)
}

/// All that a file system tells of a file which any change of it would change too.
fn stand(file: &Metadata) -> io::Result<String> {
    let modified = file.modified()?.duration_since(UNIX_EPOCH).map_err(io::Error::other)?;
    let stand = format!("{} {}", file.len(), modified.as_nanos());
    #[cfg(unix)]
    let stand = {
        use std::os::unix::fs::MetadataExt as _;
        format!("{stand} {} {}.{}", file.ino(), file.ctime(), file.ctime_nsec())
    };
    Ok(stand)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_good_once_and_for_the_file_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.sqlite3");
        fs::write(&path, "books").expect("writable");
        assert!(!take(&path), "nobody has left one");
        leave(&path);
        assert!(take(&path));
        assert!(!take(&path), "it was taken");
        leave(&path);
        fs::write(&path, "b00ks").expect("writable");
        assert!(!take(&path), "somebody has changed it");
        leave(&path);
        fs::copy(&path, folder.path().join("copy")).expect("readable");
        fs::rename(folder.path().join("copy"), &path).expect("writable");
        assert!(!take(&path), "it is another file");
        fs::write(beside(&path, "-wal"), "entries").expect("writable");
        leave(&path);
        assert!(!take(&path), "it is not all in the one file");
    }
}
