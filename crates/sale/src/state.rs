//! A sale's states, and which event may follow in which.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::event::SaleEvent;

/// Where a sale stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SaleState {
    /// The cart is being put together.
    Building,
    /// Put aside by the seller.
    Held,
    /// The order is on its way to the store. Nothing is charged by that.
    Placing,
    /// The customer has a payment page.
    Awaiting,
    /// An order came back and is not believed yet.
    Returned,
    /// The store's own record says that it was paid.
    Paid,
    /// The store knows no order of it.
    NotPaid,
    /// Nobody can say yet.
    Unknown,
    /// The store's record and the return disagree: a person must look.
    Attention,
    /// Given up by the seller, and still watched.
    Cancelled,
}

/// An event that cannot happen to a sale in this state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this cannot be done with a sale that is {}", .0.word())]
pub struct NotAllowed(pub SaleState);

impl SaleState {
    /// Every state.
    pub const ALL: [Self; 10] = [
        Self::Building,
        Self::Held,
        Self::Placing,
        Self::Awaiting,
        Self::Returned,
        Self::Paid,
        Self::NotPaid,
        Self::Unknown,
        Self::Attention,
        Self::Cancelled,
    ];

    /// The state as it is stored and sent: its name in snake case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Building => "building",
            Self::Held => "held",
            Self::Placing => "placing",
            Self::Awaiting => "awaiting",
            Self::Returned => "returned",
            Self::Paid => "paid",
            Self::NotPaid => "not_paid",
            Self::Unknown => "unknown",
            Self::Attention => "attention",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads a stored state.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether the cart may be changed.
    #[must_use]
    pub fn is_editable(self) -> bool {
        matches!(self, Self::Building | Self::NotPaid)
    }

    /// Whether an outcome is still to come, so that the till must not rest.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Placing | Self::Awaiting | Self::Returned | Self::Unknown)
    }

    /// Whether the seller had already given the payment up, so that money which arrives now is a
    /// surprise to her.
    #[must_use]
    pub fn was_given_up(self) -> bool {
        matches!(self, Self::Cancelled | Self::NotPaid | Self::Building | Self::Held)
    }

    /// Where a sale stood, by its events, when its order came to be known: what happened since is
    /// only the news of it.
    #[must_use]
    pub fn before_order<'e>(events: impl IntoIterator<Item = &'e SaleEvent>) -> Self {
        let (mut state, mut before) = (Self::Building, Self::Building);
        for event in events {
            state = state.after(event).unwrap_or(state);
            if matches!(event, SaleEvent::SaleFound { .. }) {
                // What these books say of it is older than the order.
                before = Self::Returned;
            } else if !matches!(state, Self::Returned | Self::Attention | Self::Paid) {
                before = state;
            }
        }
        before
    }

    /// The state after `event`.
    ///
    /// Money that arrives is never refused: a return and a confirmation are taken in every state,
    /// and nothing but a difference in the store's own record leads away from [`Self::Paid`].
    ///
    /// # Errors
    /// When the event cannot happen in this state.
    pub fn after(self, event: &SaleEvent) -> Result<Self, NotAllowed> {
        self.after_payment_event(event)
            .or_else(|| self.after_seller_event(event))
            .ok_or(NotAllowed(self))
    }

    fn after_payment_event(self, event: &SaleEvent) -> Option<Self> {
        use SaleEvent as E;
        match event {
            E::PaymentConfirmed { .. } => Some(Self::Paid),
            E::OrderReturned { .. } | E::OrderCreatedAtOnce { .. } => Some(match self {
                Self::Paid | Self::Attention => self,
                _ => Self::Returned,
            }),
            E::DifferenceFound { .. } => (self != Self::Paid).then_some(Self::Attention),
            E::NothingReturned { .. } | E::UnreadableReturned { .. } => Some(self),
            E::OutcomeUnknown { .. } => {
                matches!(self, Self::Awaiting | Self::Unknown).then_some(Self::Unknown)
            }
            E::NotPaidConfirmed => {
                matches!(self, Self::Unknown | Self::Awaiting).then_some(Self::NotPaid)
            }
            E::ConfirmationBlocked { .. } | E::SecondOrderFound { .. } => Some(self),
            E::PaymentWindowClosed { .. } => Some(self),
            E::SaleFound { .. } => {
                matches!(self, Self::Building | Self::Held | Self::NotPaid | Self::Cancelled)
                    .then_some(self)
            }
            E::CancellationSent { .. }
            | E::OrderNotCancelled { .. }
            | E::CancellationUnclear { .. } => Some(self),
            E::OrderCancelled { .. } => {
                Some(if self == Self::Attention { Self::Cancelled } else { self })
            }
            E::OrderPulledIn { .. } => (self == Self::Building).then_some(Self::Paid),
            E::RefundSent { .. }
            | E::OrderRefunded { .. }
            | E::OrderNotRefunded { .. }
            | E::RefundUnclear { .. } => (self == Self::Paid).then_some(self),
            E::NoteAdded | E::NoteNotAdded { .. } | E::NoteUnclear { .. } => {
                (self == Self::Paid).then_some(self)
            }
            E::UpsellIntended { .. }
            | E::UpsellSent { .. }
            | E::UpsellCharged { .. }
            | E::UpsellDeclined { .. }
            | E::UpsellUnclear { .. }
            | E::UpsellNotCharged { .. } => (self == Self::Paid).then_some(self),
            _ => None,
        }
    }

    fn after_seller_event(self, event: &SaleEvent) -> Option<Self> {
        use SaleEvent as E;
        match (event, self) {
            (E::SaleStarted, Self::Building) => Some(Self::Building),
            (E::SaleHeld, Self::Building | Self::NotPaid) => Some(Self::Held),
            (E::SaleTakenUp, Self::Held) => Some(Self::Building),
            (E::PlacingStarted { .. }, Self::Building | Self::NotPaid) => Some(Self::Placing),
            (E::OrderRefused { .. } | E::PlacingFailed { .. }, Self::Placing) => {
                Some(Self::Building)
            }
            (E::OrderPlaced { .. }, Self::Placing) => Some(Self::Awaiting),
            (
                E::PaymentWindowOpened { .. } | E::PaymentLinkShared { .. },
                Self::Awaiting | Self::Unknown,
            ) => Some(Self::Awaiting),
            (E::SaleCancelled, Self::Paid | Self::Returned | Self::Attention | Self::Cancelled) => {
                None
            }
            (E::SaleCancelled, _) => Some(Self::Cancelled),
            (E::CartReopened, Self::NotPaid) => Some(Self::Building),
            (
                E::CustomerForgotten,
                Self::Paid | Self::NotPaid | Self::Cancelled | Self::Attention,
            ) => Some(self),
            // What was not paid through, or paid back, was given up by whoever saw to it.
            (E::AttentionSettled { .. }, Self::Attention) => Some(Self::Cancelled),
            (E::AttentionSettled { .. } | E::OrderAccepted { .. }, _) => Some(self),
            // Without that order nothing is known of the payment.
            (E::OrderRejected { .. }, Self::Attention) => Some(Self::Unknown),
            (E::OrderRejected { .. }, _) => Some(self),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::UnknownCause;
    use crate::money::{Currency, Money};

    fn check(state: SaleState, event: SaleEvent, expected: Option<SaleState>) {
        assert_eq!(state.after(&event).ok(), expected, "{state:?} after {event:?}");
    }

    fn confirmed() -> SaleEvent {
        SaleEvent::PaymentConfirmed {
            order_number: "1".to_owned(),
            total: Money::new(100, Currency::USD),
            late: false,
        }
    }

    fn placed() -> SaleEvent {
        SaleEvent::OrderPlaced { attempt: 1, host: "pay.example.com".to_owned() }
    }

    fn returned() -> SaleEvent {
        SaleEvent::OrderReturned { attempt: 1, order_number: "1".to_owned(), repeated: false }
    }

    #[test]
    fn a_sale_walks_from_its_cart_to_paid() {
        let mut state = SaleState::Building;
        let placing = SaleEvent::PlacingStarted {
            attempt: 1,
            lines: 1,
            estimate: Money::zero(Currency::USD),
        };
        for (event, next) in [
            (placing, SaleState::Placing),
            (placed(), SaleState::Awaiting),
            (returned(), SaleState::Returned),
            (confirmed(), SaleState::Paid),
        ] {
            check(state, event, Some(next));
            state = next;
        }
    }

    #[test]
    fn money_that_arrives_is_taken_in_every_state() {
        for state in SaleState::ALL {
            check(state, confirmed(), Some(SaleState::Paid));
            assert!(state.after(&returned()).is_ok(), "{state:?}");
        }
    }

    #[test]
    fn nothing_leads_away_from_paid() {
        let events = [
            returned(),
            placed(),
            SaleEvent::NothingReturned { attempt: 1, repeated: false },
            SaleEvent::OutcomeUnknown { cause: UnknownCause::WindowClosed },
            SaleEvent::NotPaidConfirmed,
            SaleEvent::SaleCancelled,
            SaleEvent::CartReopened,
            SaleEvent::DifferenceFound { order_number: "1".to_owned(), differences: Vec::new() },
        ];
        for event in events {
            let after = SaleState::Paid.after(&event);
            assert!(
                matches!(after, Ok(SaleState::Paid) | Err(NotAllowed(_))),
                "{event:?}: {after:?}"
            );
        }
    }

    #[test]
    fn only_what_was_paid_is_paid_back_and_stays_paid() {
        let (order_number, amount) = ("1".to_owned(), Money::new(100, Currency::USD));
        let sent = SaleEvent::RefundSent { order_number, amount };
        for state in SaleState::ALL {
            let expected = (state == SaleState::Paid).then_some(SaleState::Paid);
            check(state, sent.clone(), expected);
        }
    }

    #[test]
    fn an_order_is_pulled_in_into_a_sale_of_its_own() {
        let (order_number, total) = ("1".to_owned(), Money::new(100, Currency::USD));
        let pulled_in = SaleEvent::OrderPulledIn { order_number, total };
        for state in SaleState::ALL {
            let expected = (state == SaleState::Building).then_some(SaleState::Paid);
            check(state, pulled_in.clone(), expected);
        }
    }

    #[test]
    fn the_news_of_an_order_hides_nothing_of_where_it_found_the_sale() {
        let placing = SaleEvent::PlacingStarted {
            attempt: 1,
            lines: 1,
            estimate: Money::zero(Currency::USD),
        };
        let before = |events: &[SaleEvent]| SaleState::before_order(events);
        assert_eq!(before(&[]), SaleState::Building);
        let mut events = vec![SaleEvent::SaleStarted, placing, placed(), returned()];
        assert_eq!(before(&events), SaleState::Awaiting);
        events.push(confirmed());
        assert_eq!(before(&events), SaleState::Awaiting);
        events.splice(3.., [SaleEvent::SaleCancelled, returned()]);
        assert_eq!(before(&events), SaleState::Cancelled);
    }

    #[test]
    fn an_answer_that_comes_after_the_sale_moved_on_opens_no_second_window() {
        for state in [SaleState::Returned, SaleState::Paid, SaleState::Cancelled] {
            check(state, placed(), None);
        }
    }

    #[test]
    fn only_the_store_makes_an_unknown_sale_not_paid() {
        check(SaleState::Unknown, SaleEvent::NotPaidConfirmed, Some(SaleState::NotPaid));
        check(SaleState::Returned, SaleEvent::NotPaidConfirmed, None);
        check(
            SaleState::Unknown,
            SaleEvent::NothingReturned { attempt: 1, repeated: false },
            Some(SaleState::Unknown),
        );
    }

    #[test]
    fn a_stored_state_reads_back() {
        for state in SaleState::ALL {
            assert_eq!(SaleState::parse(state.word()), Some(state));
        }
        assert_eq!(SaleState::parse("sold"), None);
    }
}
