//! What a person must look at.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::belief::Difference;
use crate::money::Money;
use crate::state::SaleState;

/// One matter that the till cannot settle by itself, with what a person needs to judge it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "each field is what its variant's sentence names")]
pub enum Attention {
    /// The store's record is not what came back, or not what was sold.
    RecordDiffers { order_number: String, differences: Vec<Difference> },
    /// The customer paid after the sale had been given up.
    PaidLate { order_number: String, total: Money, was: SaleState },
    /// The store holds a second order of the same sale.
    SecondOrder { order_number: String },
    /// The order cannot be confirmed, because the token may not read orders.
    ConfirmationBlocked { order_number: String },
    /// An upsell's line and its money do not fit together, or stayed unclear for too long.
    UpsellUnclear { order_number: String, variant_id: i64 },
}

impl Attention {
    /// The kind as it is stored: the variant's name in snake case.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::RecordDiffers { .. } => "record_differs",
            Self::PaidLate { .. } => "paid_late",
            Self::SecondOrder { .. } => "second_order",
            Self::ConfirmationBlocked { .. } => "confirmation_blocked",
            Self::UpsellUnclear { .. } => "upsell_unclear",
        }
    }
}
