//! What the till has written: answers to whoever waits for them, and the rest in its order.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{oneshot, watch};

/// Something that the till wrote unasked.
#[derive(Debug, Clone)]
pub(super) enum Happening {
    /// An event for the interface.
    Event(Value),
    /// Something for the desktop.
    Window(Value),
}

/// What came of a command, and how long that took in the till.
pub(super) type Answer = (Result<Value, Value>, Duration);

#[derive(Default)]
pub(super) struct Inbox {
    kept: Mutex<Kept>,
    count: watch::Sender<usize>,
}

#[derive(Default)]
struct Kept {
    /// Everything, as it was written.
    lines: Vec<String>,
    waiting: HashMap<u64, oneshot::Sender<Answer>>,
    happenings: Vec<Happening>,
    /// Each sale's revision when the till last told of it.
    told: HashMap<String, u64>,
    /// A sale that was told of as it was, after it had been told of as it is.
    out_of_order: Option<Value>,
    /// Whether the till is gone.
    closed: bool,
}

impl Inbox {
    /// A place for the answer to this command.
    pub(super) fn expect(&self, id: u64) -> oneshot::Receiver<Answer> {
        let (sender, answer) = oneshot::channel();
        let mut kept = self.kept();
        if !kept.closed {
            kept.waiting.insert(id, sender);
        }
        answer
    }

    pub(super) fn take(&self, text: String) {
        let mut line: Value = serde_json::from_str(&text).expect("the till writes JSON");
        self.kept().lines.push(text);
        if let Some(event) = line.get_mut("event").map(Value::take) {
            self.kept().watch_the_order(&event);
            return self.keep(Happening::Event(event));
        }
        if let Some(window) = line.get_mut("window").map(Value::take) {
            return self.keep(Happening::Window(window));
        }
        let sender = line["id"].as_u64().and_then(|id| self.kept().waiting.remove(&id));
        if let Some(sender) = sender {
            let took = Duration::from_nanos(line["took"].as_u64().unwrap_or(0));
            let answer = match line.get_mut("error").map(Value::take) {
                Some(error) => (Err(error), took),
                None => (Ok(line["ok"].take()), took),
            };
            // Whoever asked may not want to know any more.
            let _ = sender.send(answer);
        }
    }

    /// The till is gone: nobody is answered any more.
    pub(super) fn close(&self) {
        let mut kept = self.kept();
        kept.closed = true;
        kept.waiting.clear();
    }

    /// Nobody will answer this command: the till did not get it.
    pub(super) fn forget(&self, id: u64) {
        self.kept().waiting.remove(&id);
    }

    pub(super) fn lines(&self) -> Vec<String> {
        self.kept().lines.clone()
    }

    /// An event that showed a sale as it had been before what was already told.
    pub(super) fn out_of_order(&self) -> Option<Value> {
        self.kept().out_of_order.clone()
    }

    pub(super) fn len(&self) -> usize {
        self.kept().happenings.len()
    }

    pub(super) fn all(&self) -> Vec<Happening> {
        self.kept().happenings.clone()
    }

    /// The happening after the first `heard`, as soon as there is one; it then counts as heard.
    pub(super) async fn after(&self, heard: &mut usize) -> Happening {
        let place = *heard;
        let mut count = self.count.subscribe();
        count.wait_for(|count| *count > place).await.expect("the inbox is here");
        *heard = place + 1;
        self.kept().happenings[place].clone()
    }

    fn keep(&self, happening: Happening) {
        let count = {
            let mut kept = self.kept();
            kept.happenings.push(happening);
            kept.happenings.len()
        };
        self.count.send_replace(count);
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn watch_the_order(&mut self, event: &Value) {
        let sale = &event["sale"];
        let (Some(id), Some(revision)) = (sale["id"].as_str(), sale["revision"].as_u64()) else {
            return;
        };
        let told = self.told.entry(id.to_owned()).or_default();
        if revision < *told {
            self.out_of_order = Some(event.clone());
        }
        *told = revision;
    }
}
