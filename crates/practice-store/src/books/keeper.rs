//! Shares the books between requests, and has each change on disk before it is answered for.

use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use super::Records;
use super::crowd::crowd;
use super::file::{BooksFile, Kept, KeptRef};
use crate::catalogue::CatalogueSize;

/// The books, shared.
#[derive(Debug)]
pub(crate) struct Keeper {
    records: Mutex<Records>,
    port: u16,
    token: String,
    saver: Option<Saver>,
}

/// What was found when the books were opened.
#[derive(Debug)]
pub(crate) struct Opened {
    file: Option<BooksFile>,
    kept: Option<Kept>,
}

impl Opened {
    /// The port that the store had when it last ran.
    pub(crate) fn port(&self) -> Option<u16> {
        self.kept.as_ref().map(|kept| kept.port)
    }

    /// The token that the store had when it last ran.
    pub(crate) fn token(&self) -> Option<&str> {
        self.kept.as_ref().map(|kept| kept.token.as_str())
    }
}

impl Keeper {
    /// Reads the books of a folder. Damaged ones are set aside, and new ones begun.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub(crate) fn open(folder: Option<PathBuf>) -> io::Result<Opened> {
        let Some(folder) = folder else { return Ok(Opened { file: None, kept: None }) };
        let file = BooksFile::in_folder(&folder)?;
        let kept = file.read()?;
        Ok(Opened { file: Some(file), kept })
    }

    /// Takes over what was opened, under the port and the token that the store has now, with the
    /// customers of a store of this size.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn start(
        opened: Opened,
        port: u16,
        token: String,
        size: CatalogueSize,
    ) -> io::Result<Self> {
        let mut records = match opened.kept {
            Some(kept) => kept.records,
            None => Records::new(jiff::Timestamp::now()),
        };
        records.take_in(crowd(size.made_up_customers(), size.seed()));
        let saver = match opened.file {
            Some(file) => {
                file.write(&KeptRef { port, token: &token, records: &records }.to_json())?;
                Some(Saver::start(file)?)
            }
            None => None,
        };
        Ok(Self { records: Mutex::new(records), port, token, saver })
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// Looks something up.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&Records) -> T) -> T {
        look(&self.records())
    }

    /// Changes the books, and returns once the change is on disk.
    ///
    /// The change is queued for the disk before the first await: a caller that goes away in the
    /// middle leaves nothing undone.
    pub(crate) async fn change<T>(&self, act: impl FnOnce(&mut Records) -> T) -> T {
        let (answer, saved) = {
            let mut records = self.records();
            let answer = act(&mut records);
            (answer, self.save(&records))
        };
        if let Some(saved) = saved {
            // The saver reports its own failures; it drops the sender only when the store ends.
            let _ = saved.await;
        }
        answer
    }

    fn save(&self, records: &Records) -> Option<oneshot::Receiver<()>> {
        let saver = self.saver.as_ref()?;
        let kept = KeptRef { port: self.port, token: &self.token, records };
        Some(saver.save(kept.to_json()))
    }

    /// A request that panicked must not end the store, so a poisoned lock is taken all the same.
    fn records(&self) -> MutexGuard<'_, Records> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thread that writes the file, the newest state first and only once.
#[derive(Debug)]
struct Saver {
    /// `None` once the store ends.
    queue: Option<mpsc::Sender<Save>>,
    thread: Option<JoinHandle<()>>,
}

struct Save {
    text: Vec<u8>,
    done: oneshot::Sender<()>,
}

impl Saver {
    fn start(file: BooksFile) -> io::Result<Self> {
        let (queue, saves) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("practice-store-books".to_owned())
            .spawn(move || write_all(&file, &saves))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    fn save(&self, text: Vec<u8>) -> oneshot::Receiver<()> {
        let (done, saved) = oneshot::channel();
        if let Some(queue) = &self.queue {
            // Fails only when the thread has died, and then `saved` answers at once.
            let _ = queue.send(Save { text, done });
        }
        saved
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Changes that wait while one is written are written together, as the last of them.
fn write_all(file: &BooksFile, saves: &mpsc::Receiver<Save>) {
    while let Ok(first) = saves.recv() {
        let mut waiting = vec![first];
        waiting.extend(saves.try_iter());
        if let Some(newest) = waiting.last()
            && let Err(error) = file.write(&newest.text)
        {
            tracing::error!(%error, "the practice store's books could not be written");
        }
        for save in waiting {
            let _ = save.done.send(());
        }
    }
}
