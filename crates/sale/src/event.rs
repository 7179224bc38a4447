//! What happens to a sale, past tense: the entries of its event list.
//!
//! Events explain a sale to a person and are chained by hashes, so they must never need to be
//! changed: they carry amounts, numbers and causes, but nothing personal. What a customer typed or
//! a store answered in words is kept beside them, where it can be blanked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::belief::Difference;
use crate::id::UpsellId;
use crate::money::Money;

/// One entry of a sale's event list. `attempt` counts the placings of one sale from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "each field is what its variant's sentence names")]
pub enum SaleEvent {
    /// The first item was added, or something was typed.
    SaleStarted,
    /// The seller put the sale aside.
    SaleHeld,
    /// The seller took the held sale up again.
    SaleTakenUp,
    /// An order is about to be placed; the till's own estimate of it is noted.
    PlacingStarted { attempt: u32, lines: u32, estimate: Money },
    /// The store refused the order, naming these fields.
    OrderRefused { attempt: u32, fields: Vec<String> },
    /// The order could not be placed for a reason that is not the cart's. Nothing was charged:
    /// placing charges nobody.
    PlacingFailed { attempt: u32, cause: String },
    /// The store answered with a payment page on this host.
    OrderPlaced { attempt: u32, host: String },
    /// The store created the order at once, without a payment page.
    OrderCreatedAtOnce { attempt: u32, order_number: String },
    /// The payment window was opened, or opened again.
    PaymentWindowOpened { attempt: u32 },
    /// The payment window is gone without a return.
    PaymentWindowClosed { attempt: u32 },
    /// The payment page's address was handed out: opened in a browser or copied.
    PaymentLinkShared { attempt: u32 },
    /// The customer's browser brought an order back. Evidence, not proof.
    OrderReturned { attempt: u32, order_number: String, repeated: bool },
    /// The customer's browser said that no payment was collected (`{}`).
    NothingReturned { attempt: u32, repeated: bool },
    /// Something came back that cannot be read; it is kept as it came.
    UnreadableReturned { attempt: u32 },
    /// Nobody can say yet what became of the payment.
    OutcomeUnknown { cause: UnknownCause },
    /// The store's own record says that the payment went through. `late`: after the sale had been
    /// given up.
    PaymentConfirmed { order_number: String, total: Money, late: bool },
    /// The store knows no order of this sale, and its payment page is no longer open.
    NotPaidConfirmed,
    /// The store's record and what came back disagree.
    DifferenceFound { order_number: String, differences: Vec<Difference> },
    /// The till may not or cannot read the order that was returned.
    ConfirmationBlocked { order_number: String, cause: String },
    /// The store holds another order of the same sale.
    SecondOrderFound { order_number: String },
    /// The seller gave the sale up.
    SaleCancelled,
    /// The seller went back to the cart of a sale that was not paid.
    CartReopened,
    /// An upsell was clicked; nothing has been sent yet.
    UpsellIntended { upsell: UpsellId, variant_id: i64, price: Money },
    /// The one request of an upsell is on its way.
    UpsellSent { upsell: UpsellId },
    /// The store charged the upsell.
    UpsellCharged { upsell: UpsellId, amount: Option<Money> },
    /// The store declined the upsell.
    UpsellDeclined { upsell: UpsellId, response_code: Option<String> },
    /// Nobody can say yet whether the upsell was charged.
    UpsellUnclear { upsell: UpsellId, cause: String },
    /// The upsell was surely not charged.
    UpsellNotCharged { upsell: UpsellId, cause: String },
    /// The seller's note stands in the order now.
    NoteAdded,
    /// The seller's note could not be added to the order.
    NoteNotAdded { cause: String },
    /// Nobody can say whether the seller's note stands in the order.
    NoteUnclear { cause: String },
    /// A person has looked at what needed attention and keeps the order.
    AttentionSettled { decision: String },
    /// A person says that this order is the sale's, though its record is not as expected.
    OrderAccepted { order_number: String },
    /// A person says that this order is not the sale's.
    OrderRejected { order_number: String },
    /// The one request to cancel this order is on its way, with or without paying all of it back.
    CancellationSent { order_number: String, full_refund: bool },
    /// The store has cancelled the order, and has paid back so much of it in all.
    OrderCancelled { order_number: String, refunded: Option<Money> },
    /// The store has surely not cancelled the order.
    OrderNotCancelled { order_number: String, cause: String },
    /// Nobody can say yet whether the store has cancelled the order.
    CancellationUnclear { order_number: String, cause: String },
    /// What was known of the customer was blanked, since the sale is older than such data is kept.
    CustomerForgotten,
    /// The one request to pay so much of this order back is on its way.
    RefundSent { order_number: String, amount: Money },
    /// The store has made the refund that was asked for, and paid back so much by it.
    OrderRefunded { order_number: String, amount: Option<Money> },
    /// The store has surely not made the refund.
    OrderNotRefunded { order_number: String, cause: String },
    /// Nobody can say yet whether the store has made the refund.
    RefundUnclear { order_number: String, cause: String },
    /// An order that was made elsewhere was pulled in by its number: it is looked after here from now
    /// on, and counts for whoever made it.
    OrderPulledIn { order_number: String, total: Money },
    /// The store holds an order of this sale that these books did not know of: they were begun anew,
    /// or come from a backup.
    SaleFound { order_number: String },
}

/// Why a payment's outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnknownCause {
    /// The payment window was closed without a return.
    WindowClosed,
    /// Nothing came back for too long.
    TimedOut,
    /// The till was closed or stopped while the customer was paying.
    TillRestarted,
    /// The payment page said that nothing was paid, and the store has not been asked yet.
    NothingReturned,
    /// What came back cannot be read.
    UnreadableReturned,
}
