//! Faults: which requests they meet, how many of them, and what becomes of those.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::fits;
use super::held::{Gate, Held};
use crate::http::Answer;

type Change = Arc<dyn Fn(&mut Value) + Send + Sync>;

/// What becomes of a request.
#[derive(Clone)]
pub(super) enum Act {
    CutBefore,
    CutAfter,
    Instead(Answer),
    Afterwards(Answer),
    Half,
    Rewrite(Change),
    SlowBefore(Duration),
    SlowAfter(Duration),
    CutAndLate(Duration),
    HoldBefore(Arc<Gate>),
    HoldAfter(Arc<Gate>),
}

/// A fault that was put on a wire.
#[derive(Clone)]
pub struct Fault {
    method: String,
    path: String,
    act: Act,
    /// How many requests it lets by before the first that it meets.
    let_by: Arc<AtomicUsize>,
    /// How many requests it still meets.
    left: Arc<AtomicUsize>,
    met: Arc<AtomicUsize>,
}

/// Where a fault is being put. It meets every request there, unless it is limited.
pub struct Spot {
    faults: Arc<Mutex<Vec<Fault>>>,
    method: String,
    path: String,
    let_by: usize,
    times: usize,
}

impl Fault {
    /// How many requests it has met.
    #[must_use]
    pub fn met(&self) -> usize {
        self.met.load(Ordering::SeqCst)
    }

    /// Takes it off the wire.
    pub fn lift(&self) {
        self.left.store(0, Ordering::SeqCst);
    }

    /// What it does to this request, if it meets it.
    pub(super) fn meet(&self, method: &str, path: &str) -> Option<Act> {
        if self.method != method || !fits(&self.path, path) {
            return None;
        }
        let one_less = |left: usize| left.checked_sub(1);
        if self.let_by.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less).is_ok() {
            return None;
        }
        self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less).ok()?;
        self.met.fetch_add(1, Ordering::SeqCst);
        Some(self.act.clone())
    }
}

impl Spot {
    pub(super) fn new(faults: Arc<Mutex<Vec<Fault>>>, method: &str, path: &str) -> Self {
        let (method, path) = (method.to_owned(), path.to_owned());
        Self { faults, method, path, let_by: 0, times: usize::MAX }
    }

    /// Meets only so many requests.
    #[must_use]
    pub fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }

    /// Lets so many requests by first.
    #[must_use]
    pub fn after(self, let_by: usize) -> Self {
        Self { let_by, ..self }
    }

    /// Meets only the next request.
    #[must_use]
    pub fn once(self) -> Self {
        Self { times: 1, ..self }
    }

    /// The connection breaks before the store has seen the request.
    pub fn cut_before(self) -> Fault {
        self.put(Act::CutBefore)
    }

    /// The store acts, and the connection breaks before it has answered.
    pub fn cut_after(self) -> Fault {
        self.put(Act::CutAfter)
    }

    /// The store acts, and the connection breaks in the middle of its answer.
    pub fn cut_within_answer(self) -> Fault {
        self.put(Act::Half)
    }

    /// The store sees nothing; this is answered in its place.
    pub fn answer_instead(self, answer: Answer) -> Fault {
        self.put(Act::Instead(answer))
    }

    /// The store acts, and this is answered in place of its word.
    pub fn answer_after(self, answer: Answer) -> Fault {
        self.put(Act::Afterwards(answer))
    }

    /// The store's answer is changed on its way.
    pub fn rewrite(self, change: impl Fn(&mut Value) + Send + Sync + 'static) -> Fault {
        self.put(Act::Rewrite(Arc::new(change)))
    }

    /// Requests reach the store late.
    pub fn slow_before(self, pause: Duration) -> Fault {
        self.put(Act::SlowBefore(pause))
    }

    /// The store's answers come late.
    pub fn slow_after(self, pause: Duration) -> Fault {
        self.put(Act::SlowAfter(pause))
    }

    /// The connection breaks at once, and the request still reaches the store so much later.
    pub fn cut_and_late(self, pause: Duration) -> Fault {
        self.put(Act::CutAndLate(pause))
    }

    /// Requests wait before they reach the store.
    pub fn hold_before(self) -> Held {
        let (gate, held) = Gate::closed();
        self.put(Act::HoldBefore(gate));
        held
    }

    /// The store acts, and its answers wait.
    pub fn hold_after(self) -> Held {
        let (gate, held) = Gate::closed();
        self.put(Act::HoldAfter(gate));
        held
    }

    fn put(self, act: Act) -> Fault {
        let Self { faults, method, path, let_by, times } = self;
        let left = Arc::new(AtomicUsize::new(times));
        let let_by = Arc::new(AtomicUsize::new(let_by));
        let fault = Fault { method, path, act, let_by, left, met: Arc::default() };
        faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault.clone());
        fault
    }
}
