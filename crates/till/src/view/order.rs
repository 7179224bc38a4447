//! The store's order as the pages show it: lines and money, what was paid back, its notes.

use sale::{Money, PaymentStatus, RequestState, Subscription};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CancellationView, RefundStanding};

/// The store's record of the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderView {
    /// The order number.
    pub number: String,
    /// The total with tax.
    pub total: Option<Money>,
    /// The tax in it.
    pub tax: Option<Money>,
    /// The taxes by name.
    pub taxes: Vec<TaxView>,
    /// The shipping with tax.
    pub shipping: Option<Money>,
    /// What vouchers and offers took off.
    pub discount: Option<Money>,
    /// Each voucher and offer by name.
    pub discounts: Vec<DiscountView>,
    /// The shipping method's name.
    pub shipping_method: String,
    /// `payment_status`.
    #[ts(type = "string")]
    pub payment_status: PaymentStatus,
    /// `status`: open, archived, canceled.
    pub status: String,
    /// Whether upsells can be added to it.
    pub supports_upsells: bool,
    /// Whether the store has a page about it for the customer.
    pub has_status_page: bool,
    /// The lines.
    pub lines: Vec<OrderLineView>,
    /// The payments and whatever followed them.
    pub transactions: Vec<TransactionView>,
    /// The refunds that the store has made.
    pub refunds: Vec<RefundView>,
    /// What was paid back of it in all; none where nothing was, or it cannot be read.
    pub paid_back: Option<Money>,
    /// What was taken for it and not paid back, where that can be read.
    pub left: Option<Money>,
    /// Whether some of it can be refunded now, as far as the till knows.
    pub can_refund: bool,
    /// How the last refund stands that this till asked for.
    pub refunding: Option<RefundStanding>,
    /// Whether it can be cancelled now, as far as the till knows.
    pub can_cancel: bool,
    /// How its cancelling stands, once it was asked for.
    pub cancellation: Option<CancellationView>,
    /// Its notes, and those that are to be added to it.
    pub notes: Vec<NoteView>,
    /// When its notes were last read; none before they were.
    pub notes_read_at: Option<i64>,
    /// When the store was last asked.
    pub read_at: i64,
}

/// A tax of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TaxView {
    /// Its name, often empty.
    pub title: String,
    /// The amount.
    pub amount: Option<Money>,
}

/// What a voucher or an offer took off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DiscountView {
    /// Its name, often empty.
    pub name: String,
    /// The voucher's code; none for an offer.
    pub code: Option<String>,
    /// The amount.
    pub amount: Option<Money>,
}

/// A line of the store's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderLineView {
    /// The line's id at the store.
    pub id: i64,
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
    /// The SKU, often empty.
    pub sku: String,
    /// How many were ever in it.
    pub quantity: i64,
    /// How many of them were not taken back.
    pub left: i64,
    /// The line's total with tax.
    pub total: Option<Money>,
    /// Whether it was added after the payment.
    pub is_upsell: bool,
    /// The subscription that it began, if it did.
    pub subscription: Option<Subscription>,
    /// When that is renewed next, where the store tells.
    pub next_renewal: Option<i64>,
}

/// A transaction of the store's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TransactionView {
    /// Its id at the store.
    pub id: i64,
    /// The amount.
    pub amount: Option<Money>,
    /// `type`: authorize, debit, capture, refund, void.
    pub kind: String,
    /// Whether it succeeded.
    pub succeeded: bool,
    /// `response_code`.
    pub response_code: Option<i64>,
    /// `payment_method`.
    pub method: String,
}

/// A refund that the store has made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundView {
    /// Its id at the store.
    pub id: i64,
    /// When.
    pub at: Option<i64>,
    /// What it paid back.
    pub amount: Option<Money>,
    /// What was taken back.
    pub lines: Vec<RefundedLineView>,
    /// What of the delivery was paid back.
    pub shipping: Option<Money>,
    /// The note that was written with it, often empty.
    pub note: String,
}

/// What a refund took back of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundedLineView {
    /// The line's title; empty where the order does not list the line any more.
    pub title: String,
    /// How many.
    pub quantity: i64,
    /// What they come to, with tax.
    pub amount: Option<Money>,
}

/// A note on the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoteView {
    /// What it says.
    pub message: String,
    /// Who wrote it; empty where the store does not say.
    pub author: String,
    /// When.
    pub at: Option<i64>,
    /// How its adding stands; none for one that stands in the order.
    pub state: Option<RequestState>,
    /// The store's reason, or why it was not added.
    pub reason: Option<String>,
}

impl NoteView {
    /// A note that stands in the order.
    pub(crate) fn of_store(note: &admin_api::OrderNote) -> Self {
        Self {
            message: note.message.clone(),
            author: note.author.clone(),
            at: note.at,
            state: None,
            reason: None,
        }
    }
}
