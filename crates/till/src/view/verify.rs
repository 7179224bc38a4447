//! What proving the books came to.

use serde::Serialize;
use ts_rs::TS;

/// A store's books, proved or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BooksProof {
    /// How many events were proved; none where something is wrong.
    pub events: u32,
    /// The first thing that is wrong.
    pub fault: Option<FaultView>,
}

/// What is wrong with the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FaultView {
    /// The sale concerned; empty where the fault is none of a sale's.
    pub sale_id: String,
    /// The event's number in its sale, from 1; 0 where no event is concerned. An altered event has
    /// the number that it was given.
    pub sequence: i64,
    /// The kind of fault, as a word that never changes: `event_altered`, `state_altered`, …
    pub kind: String,
    /// The fault in English.
    pub words: String,
}
