//! The journal: everything that was done to SQLite's files, in its order.
//!
//! It is a file of its own, written by one `write(2)` for each entry, so that it outlives the process
//! that is killed. An entry that was broken off at its end counts as none.

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What was done to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// These bytes were written at this offset.
    Write(u64, Vec<u8>),
    /// It was cut to this length.
    Truncate(u64),
    /// All that was done to it before is on the disk.
    Sync,
    /// Its name was removed.
    Delete,
}

/// A journal that is being written.
#[derive(Debug)]
pub(crate) struct Writer {
    file: File,
    names: HashMap<PathBuf, u32>,
    /// The files that runs before this one have written about.
    before: HashSet<PathBuf>,
}

impl Writer {
    /// Goes on with the journal at `path`, or begins it.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let before = read(path)?.into_iter().map(|(file, _)| file).collect();
        Ok(Self { file, names: HashMap::new(), before })
    }

    /// Whether anything was ever written about a file.
    pub(crate) fn knows(&self, file: &Path) -> bool {
        self.names.contains_key(file) || self.before.contains(file)
    }

    pub(crate) fn write(&mut self, file: &Path, act: &Act) -> io::Result<()> {
        let mut bytes = Vec::new();
        let known = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let id = *self.names.entry(file.to_owned()).or_insert_with(|| {
            entry(&mut bytes, b'N', known, 0, file.as_os_str().as_encoded_bytes());
            known
        });
        match act {
            Act::Write(at, written) => entry(&mut bytes, b'W', id, *at, written),
            Act::Truncate(length) => entry(&mut bytes, b'T', id, *length, &[]),
            Act::Sync => entry(&mut bytes, b'S', id, 0, &[]),
            Act::Delete => entry(&mut bytes, b'D', id, 0, &[]),
        }
        self.file.write_all(&bytes)
    }
}

/// Kind, file, number, length of the bytes, the bytes.
fn entry(into: &mut Vec<u8>, kind: u8, id: u32, number: u64, bytes: &[u8]) {
    into.push(kind);
    into.extend_from_slice(&id.to_le_bytes());
    into.extend_from_slice(&number.to_le_bytes());
    into.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    into.extend_from_slice(bytes);
}

/// All entries of a journal. Each run of the program names its files anew.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path) -> io::Result<Vec<(PathBuf, Act)>> {
    let bytes = std::fs::read(path)?;
    let (mut rest, mut names, mut acts) = (bytes.as_slice(), HashMap::new(), Vec::new());
    while let Some((kind, id, number, content, after)) = next(rest) {
        rest = after;
        let act = match kind {
            b'N' => {
                names.insert(id, PathBuf::from(String::from_utf8_lossy(content).into_owned()));
                continue;
            }
            b'W' => Act::Write(number, content.to_owned()),
            b'T' => Act::Truncate(number),
            b'S' => Act::Sync,
            _ => Act::Delete,
        };
        if let Some(name) = names.get(&id) {
            acts.push((PathBuf::clone(name), act));
        }
    }
    Ok(acts)
}

type Entry<'b> = (u8, u32, u64, &'b [u8], &'b [u8]);

fn next(bytes: &[u8]) -> Option<Entry<'_>> {
    let (kind, rest) = bytes.split_first()?;
    let (id, rest) = rest.split_first_chunk()?;
    let (number, rest) = rest.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*kind, u32::from_le_bytes(*id), u64::from_le_bytes(*number), content, rest))
}
