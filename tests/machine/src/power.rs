//! What is found on the disk after the power failed.
//!
//! Of each file there is all that was synced. Of what was not, the disk may have kept nothing, all,
//! the first part, or any of it in any order, and the last of it torn between two of its sectors.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fastrand::Rng;

use crate::journal::{self, Act, Writer};

/// What a disk writes at once.
const SECTOR: usize = 512;

/// The files by their names, those that are there.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What a power failure cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loss {
    /// How many writes had not been synced.
    pub unsynced: usize,
    /// How many of them were lost, wholly or in part.
    pub lost: usize,
}

/// A file: what is surely on the disk, and what was done since.
#[derive(Default)]
struct OnDisk {
    synced: Option<Vec<u8>>,
    since: Vec<Act>,
}

/// The files that a journal leads to after a power failure, drawn by this seed.
///
/// # Errors
/// When the journal cannot be read.
pub fn files_after_loss(journal: &Path, seed: u64) -> io::Result<(Files, Loss)> {
    let (mut dice, mut loss, mut files) = (Rng::with_seed(seed), Loss::default(), Files::new());
    for (path, on_disk) in on_disk(journal)? {
        if let Some(bytes) = on_disk.after_loss(&mut dice, &mut loss) {
            files.insert(path, bytes);
        }
    }
    Ok((files, loss))
}

/// Makes the files what they would be after a power failure, drawn by this seed, and begins the
/// journal anew from there. No process may have them open.
///
/// # Errors
/// When the journal cannot be read, or the files cannot be written.
pub fn fail(journal: &Path, seed: u64) -> io::Result<Loss> {
    let names: Vec<PathBuf> = on_disk(journal)?.into_keys().collect();
    let (files, loss) = files_after_loss(journal, seed)?;
    fs::remove_file(journal)?;
    let mut journal = Writer::open(journal)?;
    for name in names {
        // What SQLite shares in memory never was on a disk.
        let _ = fs::remove_file(format!("{}-shm", name.display()));
        match files.get(&name) {
            Some(bytes) => {
                fs::write(&name, bytes)?;
                journal.write(&name, &Act::Write(0, bytes.clone()))?;
                journal.write(&name, &Act::Sync)?;
            }
            None => {
                let _ = fs::remove_file(&name);
            }
        }
    }
    Ok(loss)
}

fn on_disk(journal: &Path) -> io::Result<BTreeMap<PathBuf, OnDisk>> {
    let mut files: BTreeMap<PathBuf, OnDisk> = BTreeMap::new();
    for (path, act) in journal::read(journal)? {
        match act {
            Act::Sync => {
                let is_new = files.get_mut(&path).is_some_and(OnDisk::sync);
                if is_new && syncs_its_folder(&path) {
                    let beside = |other: &Path| other.parent() == path.parent();
                    let beside = files.iter_mut().filter(|(other, _)| beside(other));
                    beside.for_each(|(_, file)| file.end());
                }
            }
            act => files.entry(path).or_default().since.push(act),
        }
    }
    Ok(files)
}

/// The first sync of a journal of SQLite's reaches its folder, and with it the names there.
fn syncs_its_folder(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.ends_with("-wal") || name.ends_with("-journal")
}

impl OnDisk {
    /// All that was done is on the disk; gives whether the file is new there.
    fn sync(&mut self) -> bool {
        let is_new = self.synced.is_none() || self.since.contains(&Act::Delete);
        for act in std::mem::take(&mut self.since) {
            apply(&mut self.synced, &act);
        }
        is_new
    }

    /// If its name was removed, that is on the disk.
    fn end(&mut self) {
        if let Some(last) = self.since.iter().rposition(|act| *act == Act::Delete) {
            self.since.drain(..=last);
            self.synced = None;
        }
    }

    fn after_loss(self, dice: &mut Rng, loss: &mut Loss) -> Option<Vec<u8>> {
        let (mut bytes, count) = (self.synced, self.since.len());
        loss.unsynced += count;
        let first = match dice.u8(0..4) {
            0 => 0,
            1 => count,
            _ => dice.usize(0..=count),
        };
        let any_order = dice.u8(0..3) == 0;
        for (place, act) in self.since.iter().enumerate() {
            let is_kept = if any_order { dice.bool() } else { place < first };
            let is_torn = if any_order { dice.u8(0..4) == 0 } else { place == first };
            match (is_kept, act) {
                (true, act) => apply(&mut bytes, act),
                (false, Act::Write(at, written)) if is_torn => {
                    loss.lost += 1;
                    for act in torn(*at, written, dice) {
                        apply(&mut bytes, &act);
                    }
                }
                (false, _) => loss.lost += 1,
            }
        }
        bytes
    }
}

/// Some of the sectors that a write touches.
fn torn(at: u64, written: &[u8], dice: &mut Rng) -> Vec<Act> {
    let to_boundary = (SECTOR - (at as usize % SECTOR)).min(written.len());
    let (head, rest) = written.split_at(to_boundary);
    let mut place = at;
    let mut kept = Vec::new();
    for sector in std::iter::once(head).chain(rest.chunks(SECTOR)) {
        if dice.bool() {
            kept.push(Act::Write(place, sector.to_owned()));
        }
        place += sector.len() as u64;
    }
    kept
}

fn apply(bytes: &mut Option<Vec<u8>>, act: &Act) {
    match act {
        Act::Write(at, written) => {
            let bytes = bytes.get_or_insert_default();
            let (at, end) = (*at as usize, *at as usize + written.len());
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            bytes[at..end].copy_from_slice(written);
        }
        Act::Truncate(length) => bytes.get_or_insert_default().resize(*length as usize, 0),
        Act::Delete => *bytes = None,
        Act::Sync => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_made_what_the_disk_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, journal) = (folder.path().join("books"), folder.path().join("journal"));
        let mut found = std::collections::BTreeSet::new();
        for seed in 0..100 {
            let _ = fs::remove_file(&journal);
            let mut writer = Writer::open(&journal).expect("writable");
            let acts = [Act::Write(0, vec![1; 4]), Act::Sync, Act::Write(2, vec![2; 4])];
            for act in acts.iter().chain([&Act::Delete]) {
                writer.write(&path, act).expect("writable");
            }
            fs::write(&path, [1, 1, 2, 2, 2, 2]).expect("writable");
            assert_eq!(fail(&journal, seed).expect("possible").unsynced, 2);
            found.insert(fs::read(&path).ok());
            // From now on all of it is on the disk.
            assert_eq!(fail(&journal, seed).expect("possible"), Loss::default());
        }
        let (synced, written) = (vec![1; 4], vec![1, 1, 2, 2, 2, 2]);
        assert_eq!(found, [None, Some(synced), Some(written)].into());
    }
}
