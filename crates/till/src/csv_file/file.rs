//! A file that gets its name when it is whole: until then it is a `.part` beside it, which goes when
//! it is given up.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use csv::{Terminator, Writer, WriterBuilder};

/// How many bytes are gathered before they are written.
const GATHERED: usize = 64 * 1024;

/// What Excel knows UTF-8 by; whatever else reads CSV skips it.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// How the writing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At the last row.
    Whole,
    /// Before it, because a person wanted it to.
    Stopped,
}

/// A CSV file on its way (RFC 4180: commas, CRLF, quotes where they are needed).
pub(super) struct PartFile {
    path: PathBuf,
    part: PathBuf,
    /// None once it is whole.
    rows: Option<Writer<BufWriter<File>>>,
}

impl PartFile {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let mut file = BufWriter::with_capacity(GATHERED, File::create(&part)?);
        file.write_all(BYTE_ORDER_MARK)?;
        let rows = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(file);
        Ok(Self { path: path.to_owned(), part, rows: Some(rows) })
    }

    pub(super) fn write_row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.rows.as_mut().map_or(Ok(()), |rows| Ok(rows.write_record(cells)?))
    }

    /// Sees it on the disk and gives it its name.
    pub(super) fn complete(mut self) -> io::Result<()> {
        let Some(rows) = self.rows.take() else { return Ok(()) };
        let named = see_on_disk(rows).and_then(|()| fs::rename(&self.part, &self.path));
        if named.is_err() {
            let _ = fs::remove_file(&self.part);
        }
        named?;
        see_folder_on_disk(&self.path)
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if let Some(rows) = self.rows.take() {
            drop(rows);
            let _ = fs::remove_file(&self.part);
        }
    }
}

fn see_on_disk(rows: Writer<BufWriter<File>>) -> io::Result<()> {
    let file = rows.into_inner().map_err(|error| io::Error::from(error.error().kind()))?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

/// On a system whose folders cannot be synced the name is there all the same.
fn see_folder_on_disk(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
