//! Writing everything out, as one file that a person can keep and any program can read.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Zoned;
use ledger::{LedgerError, Rows, count_rows, read_settings, write_rows};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::app::App;
use crate::error::{Result, TillError};
use crate::event::AppEvent;
use crate::open_store::OpenStore;
use crate::view::{ExportView, ExportedView};

const README: &str = include_str!("export/readme.txt");

/// The copy of the books that is written out, while it is.
const COPY: &str = "ledger.export.sqlite3";

/// So much of the copy is written at once.
const CHUNK: usize = 256 * 1024;

type Archive = ZipWriter<BufWriter<File>>;

/// Whether something is being written out, and is to be stopped.
#[derive(Default)]
pub(crate) struct Exporting {
    one_at_a_time: tokio::sync::Mutex<()>,
    stopped: AtomicBool,
}

/// Tells how far it has come, and ends it where a person wants that.
struct Progress {
    store: Arc<OpenStore>,
    done: u64,
    of: u64,
}

impl App {
    /// Writes everything the till knows of this store where the person says: the books, the store's
    /// records, what came back and the settings. None where she thought better of it, or stopped it.
    ///
    /// # Errors
    /// When one is being written already, or it cannot be written; nothing of it is left then.
    pub async fn export_everything(&self) -> Result<Option<ExportedView>> {
        let store = self.store()?;
        let Ok(_one) = store.exporting.one_at_a_time.try_lock() else {
            return Err(TillError::Exporting);
        };
        let name = format!("tillway-{}-{}.zip", plain(&store.key), Zoned::now().date());
        let Some(path) = self.surroundings().ask_where_to_save(&name).await else {
            return Ok(None);
        };
        store.exporting.stopped.store(false, Ordering::Relaxed);
        let exported = Arc::clone(&store).export_to(path).await;
        store.publish(AppEvent::ExportChanged { export: None });
        match exported {
            Err(_) if store.exporting.stopped.load(Ordering::Relaxed) => Ok(None),
            exported => exported.map(Some),
        }
    }

    /// Stops the export that is being written.
    ///
    /// # Errors
    /// When no store is open.
    pub async fn stop_export(&self) -> Result<()> {
        self.store()?.exporting.stopped.store(true, Ordering::Relaxed);
        Ok(())
    }
}

impl OpenStore {
    async fn export_to(self: Arc<Self>, path: PathBuf) -> Result<ExportedView> {
        let copy = self.folder.join(COPY);
        self.publish(AppEvent::ExportChanged { export: Some(ExportView { done: 0, of: 1 }) });
        self.ledger.back_up(&copy).await?;
        let store = Arc::clone(&self);
        let write = tokio::task::spawn_blocking(move || {
            let written = write_whole(store, &copy, &path);
            let _ = fs::remove_file(&copy);
            written
        });
        write.await.map_err(io::Error::other)?
    }

    /// Removes the copy that an export left which was ended with the till.
    pub(crate) fn forget_export(&self) {
        if self.exporting.one_at_a_time.try_lock().is_ok() {
            let _ = fs::remove_file(self.folder.join(COPY));
        }
    }
}

impl Progress {
    fn go_on(&mut self, by: u64) -> io::Result<()> {
        if self.store.exporting.stopped.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let percent = |done: u64| (done * 100).checked_div(self.of);
        let (before, now) = (percent(self.done), percent(self.done + by));
        self.done += by;
        if before != now {
            let export = Some(ExportView { done: self.done, of: self.of });
            self.store.publish(AppEvent::ExportChanged { export });
        }
        Ok(())
    }
}

/// The file gets its name when it is whole and on the disk.
fn write_whole(store: Arc<OpenStore>, copy: &Path, path: &Path) -> Result<ExportedView> {
    let mut begun = path.as_os_str().to_owned();
    begun.push(".part");
    let begun = PathBuf::from(begun);
    let written = write_archive(store, copy, &begun)
        .and_then(|()| Ok(fs::rename(&begun, path)?))
        .and_then(|()| Ok(fs::metadata(path)?.len()));
    match written {
        Ok(bytes) => Ok(ExportedView { path: path.display().to_string(), bytes }),
        Err(error) => {
            let _ = fs::remove_file(&begun);
            Err(error)
        }
    }
}

fn write_archive(store: Arc<OpenStore>, copy: &Path, begun: &Path) -> Result<()> {
    let chunks = fs::metadata(copy)?.len() / CHUNK as u64;
    let mut progress = Progress { store, done: 0, of: chunks + count_rows(copy)? };
    let mut archive = ZipWriter::new(BufWriter::new(create_private(begun)?));
    begin(&mut archive, "README.txt")?;
    archive.write_all(README.as_bytes())?;
    begin(&mut archive, "settings.json")?;
    write!(archive, "{:#}", read_settings(copy)?)?;
    for (name, rows) in [("orders.jsonl", Rows::Orders), ("returns.jsonl", Rows::Returns)] {
        begin(&mut archive, name)?;
        write_rows(copy, rows, &mut archive, || progress.go_on(1)).map_err(file_error)?;
    }
    begin(&mut archive, "ledger.sqlite3")?;
    write_copy(&mut archive, copy, &mut progress)?;
    let file = archive.finish().map_err(io::Error::from)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(())
}

fn begin(archive: &mut Archive, name: &str) -> io::Result<()> {
    // A database may be larger than what a plain zip can hold.
    let options = SimpleFileOptions::default().large_file(true).unix_permissions(0o600);
    Ok(archive.start_file(name, options)?)
}

fn write_copy(archive: &mut Archive, copy: &Path, progress: &mut Progress) -> io::Result<()> {
    let mut books = BufReader::new(File::open(copy)?);
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = books.read(&mut chunk)?;
        if read == 0 {
            return Ok(());
        }
        archive.write_all(&chunk[..read])?;
        progress.go_on(1)?;
    }
}

/// It tells of customers: nobody else on this machine may read it.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn file_error(error: LedgerError) -> TillError {
    match error {
        LedgerError::File(error) => error.into(),
        error => error.into(),
    }
}

/// A store's key as part of a file's name on every system.
fn plain(key: &str) -> String {
    key.replace(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-', "-")
}
