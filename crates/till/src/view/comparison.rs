//! The till's sales beside the store's orders.

use sale::Money;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorView;

/// A comparison of a span of time, as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComparisonView {
    /// Names it; a later one has a higher number.
    pub id: i64,
    /// How it stands.
    pub state: ComparisonState,
    /// The span's start, inclusive.
    pub from: i64,
    /// Its end, exclusive.
    pub to: i64,
    /// When it was begun.
    pub started_at: i64,
    /// When it was done.
    pub finished_at: Option<i64>,
    /// How many of the store's orders were compared so far.
    pub done: u32,
    /// How many there are to compare, as far as the store has told.
    pub expected: u32,
    /// How many agree in all.
    pub matched: u32,
    /// How many belong to other tills of the store, and were left alone.
    pub others: u32,
    /// What does not agree, the latest first.
    pub findings: Vec<FindingView>,
    /// Why it does not go on, if it does not.
    pub error: Option<ErrorView>,
}

/// How a comparison stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ComparisonState {
    /// It goes on.
    Running,
    /// A person stopped it; it can be gone on with.
    Stopped,
    /// It waits for the store, which could not be asked.
    Waiting,
    /// It is done.
    Done,
}

/// Something in which the till's sales and the store's orders do not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// Names it in `mendFinding`.
    pub id: i64,
    /// What it is.
    pub kind: FindingKind,
    /// The store's order.
    pub order_number: String,
    /// The sale here, where there is one.
    pub sale_id: Option<String>,
    /// The amount here.
    pub here: Option<Money>,
    /// The amount at the store.
    pub there: Option<Money>,
    /// Whether one click mends it.
    pub can_mend: bool,
    /// Whether it was mended.
    pub mended: bool,
}

/// What does not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// The store holds a paid order of this till that is not paid here. Mended by taking it over.
    MissingHere,
    /// A sale is paid here by an order that the store does not have.
    MissingThere,
    /// The sale's total is not the order's. Mended by taking the store's over.
    TotalDiffers,
    /// What the store's transactions took is not what the order came to, or is not paid through.
    TakenDiffers,
    /// The store's record of the order cannot be read.
    Unreadable,
}

impl FindingKind {
    const ALL: [Self; 5] = [
        Self::MissingHere,
        Self::MissingThere,
        Self::TotalDiffers,
        Self::TakenDiffers,
        Self::Unreadable,
    ];

    /// The kind as it is stored and sent.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::MissingHere => "missing_here",
            Self::MissingThere => "missing_there",
            Self::TotalDiffers => "total_differs",
            Self::TakenDiffers => "taken_differs",
            Self::Unreadable => "unreadable",
        }
    }

    /// Reads a stored kind.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether the store's record alone can mend it, where the amounts are these.
    pub(crate) fn can_be_mended(self, here: Option<Money>, there: Option<Money>) -> bool {
        match self {
            Self::MissingHere => there.is_some(),
            Self::TotalDiffers => here.zip(there).is_some_and(|(h, t)| h.currency == t.currency),
            Self::MissingThere | Self::TakenDiffers | Self::Unreadable => false,
        }
    }
}
