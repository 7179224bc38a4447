//! What a person must look at.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::belief::{Difference, Point};
use crate::money::Money;
use crate::request::RequestState;
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

/// What a person may do about a matter without making anything worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AttentionAction {
    /// Everything stays as it is: the order is kept, or the matter was seen to elsewhere.
    Keep,
    /// The order is this sale's after all: it is read again and, if paid through, the sale is paid.
    Accept,
    /// The order is not this sale's: the sale is looked for without it.
    Reject,
    /// The store cancels the order and refunds all of it (`ordersCancelCreate`).
    CancelOrder,
    /// The store is asked again at once.
    CheckNow,
}

impl Attention {
    /// The order that it is about.
    #[must_use]
    pub fn order_number(&self) -> &str {
        match self {
            Self::RecordDiffers { order_number, .. }
            | Self::PaidLate { order_number, .. }
            | Self::SecondOrder { order_number }
            | Self::ConfirmationBlocked { order_number }
            | Self::UpsellUnclear { order_number, .. } => order_number,
        }
    }

    /// What a person may do about it, the likeliest first, where the cancelling of its order stands
    /// like this.
    #[must_use]
    pub fn actions(&self, cancelling: Option<RequestState>) -> Vec<AttentionAction> {
        use AttentionAction as A;
        match cancelling {
            Some(RequestState::Sent) => return Vec::new(),
            Some(RequestState::Unknown) => return vec![A::CheckNow],
            Some(RequestState::Done) => return vec![A::Keep],
            _ => {}
        }
        match self {
            Self::RecordDiffers { differences, .. } => record_actions(differences),
            Self::PaidLate { .. } | Self::SecondOrder { .. } => vec![A::Keep, A::CancelOrder],
            Self::ConfirmationBlocked { .. } => vec![A::CheckNow],
            Self::UpsellUnclear { .. } => vec![A::CheckNow, A::Keep],
        }
    }

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

/// An order that is not paid through is not to be accepted, one that names another sale is not to be
/// cancelled from here, and one that names none only a person can tell.
fn record_actions(differences: &[Difference]) -> Vec<AttentionAction> {
    use AttentionAction as A;
    let about = |point| differences.iter().find(|difference| difference.point == point);
    if about(Point::OrderMissing).is_some() {
        return vec![A::CheckNow, A::Reject];
    }
    let unpaid = about(Point::PaymentStatus).is_some();
    match about(Point::SaleReference) {
        Some(reference) if !reference.found.is_empty() => vec![A::Reject],
        Some(_) if unpaid => vec![A::CheckNow, A::Reject],
        Some(_) => vec![A::Accept, A::Reject],
        None if unpaid => vec![A::CheckNow, A::Keep, A::CancelOrder],
        None => vec![A::Accept, A::CancelOrder],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(points: &[(Point, &str)], expected: &[AttentionAction]) {
        let difference = |(point, found): &(Point, &str)| Difference {
            point: *point,
            expected: "expected".to_owned(),
            found: (*found).to_owned(),
        };
        let differences = points.iter().map(difference).collect();
        let matter = Attention::RecordDiffers { order_number: "1".to_owned(), differences };
        assert_eq!(matter.actions(None), expected, "{points:?}");
        assert_eq!(matter.actions(Some(RequestState::NotDone)), expected, "{points:?}");
        let asked = [
            (RequestState::Sent, vec![]),
            (RequestState::Unknown, vec![AttentionAction::CheckNow]),
            (RequestState::Done, vec![AttentionAction::Keep]),
        ];
        for (state, offered) in asked {
            assert_eq!(matter.actions(Some(state)), offered, "{points:?}");
        }
    }

    #[test]
    fn only_what_is_safe_is_offered() {
        use AttentionAction as A;
        check(&[(Point::Total, "1.00")], &[A::Accept, A::CancelOrder]);
        check(&[(Point::SaleReference, "")], &[A::Accept, A::Reject]);
        check(&[(Point::SaleReference, "another"), (Point::Total, "1.00")], &[A::Reject]);
        check(&[(Point::PaymentStatus, "pending")], &[A::CheckNow, A::Keep, A::CancelOrder]);
        let unpaid = [(Point::SaleReference, ""), (Point::PaymentStatus, "pending")];
        check(&unpaid, &[A::CheckNow, A::Reject]);
        check(&[(Point::OrderMissing, "")], &[A::CheckNow, A::Reject]);
    }
}
