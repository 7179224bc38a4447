//! What the store is asked for once: cancelling an order, paying some of it back, adding a note.
//!
//! None of these requests has an idempotency key. So each is written down before it leaves, sent at
//! most once, and looked up in the order until it is known what became of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where something stands that the store is asked for once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Its one request is on its way.
    Sent,
    /// Nobody can say yet: the order is looked up until it tells.
    Unknown,
    /// The store has done it.
    Done,
    /// The store has surely not done it.
    NotDone,
}

impl RequestState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Sent, Self::Unknown, Self::Done, Self::NotDone];

    /// The state as it is stored and sent.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Unknown => "unknown",
            Self::Done => "done",
            Self::NotDone => "not_done",
        }
    }

    /// Reads a stored state.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether the outcome is still to come.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Unknown)
    }
}
