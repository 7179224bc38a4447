//! What was seen of the till from outside, of which its ledger must know afterwards.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::http::Answer;

/// The diary of a run.
#[derive(Debug, Default)]
pub struct Diary {
    seen: Mutex<Seen>,
}

/// All that was seen.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The payment pages that the till sent customers to: their addresses.
    pub pages: Vec<String>,
    /// What customers' browsers posted to the till, and what they read there.
    pub posts: Vec<Post>,
    /// The clicks on upsells: the sale and the variant.
    pub clicks: Vec<(String, i64)>,
    /// The refunds and cancellings that were confirmed: the sale and the command.
    pub confirmed: Vec<(String, &'static str)>,
    /// How often each kind of end came.
    pub ends: BTreeMap<&'static str, usize>,
    /// What befell the machine beneath the till.
    pub machine: BTreeMap<&'static str, usize>,
}

/// A post to a return address.
#[derive(Debug, Clone)]
pub struct Post {
    /// The sale that it belongs to.
    pub sale: String,
    /// What was posted, byte for byte.
    pub body: String,
    /// Whether the customer could know that this payment went through: the post brought the paid
    /// order, or one that did had been thanked for.
    pub paid: bool,
    /// What the customer read; none when nobody answered.
    pub said: Option<Said>,
}

/// What the till's page says to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Thank you.
    Paid,
    /// Payment was not completed.
    NotCompleted,
    /// The till is asking the store.
    Checking,
    /// It could not be kept, and is to be sent again.
    NotKept,
    /// Anything else.
    Other,
}

impl Diary {
    /// All that was seen so far.
    #[must_use]
    pub fn read(&self) -> Seen {
        self.seen().clone()
    }

    pub(super) fn note(&self, write: impl FnOnce(&mut Seen)) {
        write(&mut self.seen());
    }

    pub(super) fn count_end(&self, name: &'static str) {
        self.note(|seen| *seen.ends.entry(name).or_default() += 1);
    }

    pub(super) fn count(&self, name: &'static str, times: usize) {
        self.note(|seen| *seen.machine.entry(name).or_default() += times);
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    /// Whether the till's time of day was not the system's for a while.
    pub(super) fn clock_was_set(&self) -> bool {
        self.machine.keys().any(|name| name.starts_with("clock"))
    }
}

impl Said {
    pub(super) fn on(page: &Answer) -> Self {
        let text = page.text();
        let body = text.split_once("<body>").map_or("", |(_, body)| body);
        let says = |words: &str| body.contains(words);
        match page.status.as_u16() {
            200 if says("Thank you, your payment was received") => Self::Paid,
            200 if says("Payment was not completed") => Self::NotCompleted,
            200 if says("Checking with the store") => Self::Checking,
            503 => Self::NotKept,
            _ => Self::Other,
        }
    }

    /// Whether the till said by it that it has kept what was posted.
    pub(super) fn acknowledges(self) -> bool {
        matches!(self, Self::Paid | Self::NotCompleted | Self::Checking)
    }
}
