//! What is not settled yet of a till's sales.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Money;

/// What is open about a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OpenKind {
    /// Its order is on its way to the store.
    Placing,
    /// The customer has its payment page.
    Awaiting,
    /// An order came back that is not confirmed yet.
    Returned,
    /// Nobody can say yet whether it was paid.
    Unknown,
    /// A person must decide whether it was paid.
    Attention,
    /// An upsell whose charge is not known yet.
    Upsell,
    /// An order whose cancelling is not known yet.
    Cancellation,
    /// A refund that may or may not have been made.
    Refund,
    /// A matter for a person about a sale whose payment is settled.
    Matter,
}

impl OpenKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Placing,
        Self::Awaiting,
        Self::Returned,
        Self::Unknown,
        Self::Attention,
        Self::Upsell,
        Self::Cancellation,
        Self::Refund,
        Self::Matter,
    ];

    /// The kind's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Placing => "placing",
            Self::Awaiting => "awaiting",
            Self::Returned => "returned",
            Self::Unknown => "unknown",
            Self::Attention => "attention",
            Self::Upsell => "upsell",
            Self::Cancellation => "cancellation",
            Self::Refund => "refund",
            Self::Matter => "matter",
        }
    }

    /// Reads a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Something that is not settled yet. It names nobody: what it is written into is kept for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenMatter {
    /// What is open.
    pub kind: OpenKind,
    /// The sale.
    pub sale_id: String,
    /// Its order, where one is known.
    pub order_number: Option<String>,
    /// Since when, in milliseconds since 1970.
    pub since: i64,
    /// What it is about: the sale's total, the upsell's price.
    pub amount: Money,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_its_json() {
        for kind in OpenKind::ALL {
            assert_eq!(serde_json::to_value(kind).expect("JSON"), kind.word());
            assert_eq!(OpenKind::parse(kind.word()), Some(kind));
        }
    }
}
