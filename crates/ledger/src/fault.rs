//! What can be wrong with books that do not prove themselves.

use std::fmt;

/// The first place where the books do not prove themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainFault {
    /// The sale concerned; empty where the fault is none of a sale's.
    pub sale_id: String,
    /// The event's sequence in its sale; 0 where no event of it is left, or none is concerned.
    pub sequence: i64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong. Its [`Fault::word`] never changes; the sentence may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The pages or indexes of the file do not fit together: in SQLite's words.
    FileDamaged(String),
    /// A row of this table names another that is not there.
    ReferenceBroken(String),
    /// The event is not what was recorded: its time, its text, its sequence or its sale.
    EventAltered,
    /// The event before it was altered, with a hash made to fit.
    ChainBroken,
    /// Events before it were removed.
    EventsRemovedBefore,
    /// Events after it were removed.
    EventsRemovedAfter,
    /// It is not the next event of its sale.
    SequenceBroken,
    /// It is no event that this program knows.
    EventUnreadable,
    /// It cannot follow the events of its sale before it.
    EventImpossible,
    /// The sale's state is not what its events lead to.
    StateAltered,
    /// The sale was not last changed when its last event says.
    ChangeTimeAltered,
    /// The sale of these events is gone.
    SaleRemoved,
    /// The sale has no events.
    SaleWithoutEvents,
}

impl Fault {
    /// The fault as it is sent and printed for programs: its name in snake case.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::FileDamaged(_) => "file_damaged",
            Self::ReferenceBroken(_) => "reference_broken",
            Self::EventAltered => "event_altered",
            Self::ChainBroken => "chain_broken",
            Self::EventsRemovedBefore => "events_removed_before",
            Self::EventsRemovedAfter => "events_removed_after",
            Self::SequenceBroken => "sequence_broken",
            Self::EventUnreadable => "event_unreadable",
            Self::EventImpossible => "event_impossible",
            Self::StateAltered => "state_altered",
            Self::ChangeTimeAltered => "change_time_altered",
            Self::SaleRemoved => "sale_removed",
            Self::SaleWithoutEvents => "sale_without_events",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::FileDamaged(why) => return write!(out, "the file is damaged: {why}"),
            Self::ReferenceBroken(table) => {
                return write!(out, "something in {table:?} belongs to nothing");
            }
            Self::EventAltered => "it was altered",
            Self::ChainBroken => "the one before it was altered",
            Self::EventsRemovedBefore => "events before it were removed",
            Self::EventsRemovedAfter => "events after it were removed",
            Self::SequenceBroken => "it is not the next event of its sale",
            Self::EventUnreadable => "it cannot be read",
            Self::EventImpossible => "it cannot follow the one before",
            Self::StateAltered => "the sale's state is not what its events lead to",
            Self::ChangeTimeAltered => "the sale did not change when its last event says",
            Self::SaleRemoved => "its sale is gone",
            Self::SaleWithoutEvents => "the sale has no events",
        })
    }
}
