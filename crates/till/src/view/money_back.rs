//! Paying back and cancelling: what is chosen and confirmed, and how it stands.

use admin_api::{CalculatedLine, CalculatedPayBack, RefundCalculation};
use sale::{Money, RefundChoice, RequestState};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorView;

/// What the store says a refund comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundQuote {
    /// What is paid back: the sum of `pay_backs`. This is confirmed.
    pub amount: Money,
    /// What is taken back, with tax. Where payments do not hold as much any more, it is more.
    pub value: Money,
    /// The tax in it.
    pub tax: Option<Money>,
    /// The lines.
    pub lines: Vec<QuotedLine>,
    /// What is paid back of the delivery.
    pub shipping: Option<Money>,
    /// How much of the delivery could be.
    pub shipping_refundable: Option<Money>,
    /// The payments through which it is paid back.
    pub pay_backs: Vec<PayBackView>,
    /// The refunds of the order that were known then. They are confirmed, too.
    pub so_far: RefundsSoFar,
}

/// The refunds of an order that were known when another was calculated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundsSoFar {
    /// How many this till had asked for.
    pub asked_here: usize,
    /// Those in the store's record, by their ids.
    pub in_record: Vec<i64>,
}

/// A line of a refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuotedLine {
    /// The line.
    pub line_id: i64,
    /// How many are taken back.
    pub quantity: i64,
    /// How many could be, where the store says so.
    pub refundable: Option<i64>,
    /// What they come to, with tax.
    pub amount: Option<Money>,
}

/// A payment through which something is paid back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PayBackView {
    /// The payment's transaction.
    pub transaction: i64,
    /// How much.
    pub amount: Money,
    /// The payment method's code.
    pub method: String,
    /// The gateway's name, often empty.
    pub gateway: String,
}

/// A refund that somebody has confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundRequest {
    /// What is taken back.
    pub choice: RefundChoice,
    /// The amount that was confirmed.
    pub confirmed: Money,
    /// `RefundQuote::so_far` as it was then.
    pub so_far: RefundsSoFar,
    /// Why, for the merchant to read; may be empty.
    pub note: String,
    /// Whether the store tells the customer.
    pub notify: bool,
}

/// How an order is to be cancelled.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CancelChoice {
    /// Why, for the merchant to read; may be empty.
    pub reason: String,
    /// Whether the store pays all of it back. Without that the money stays where it is.
    pub full_refund: bool,
    /// Whether the store tells the customer.
    pub notify: bool,
}

/// How a refund stands that this till asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefundStanding {
    /// How it stands.
    pub state: RequestState,
    /// When it was asked for.
    pub at: i64,
    /// What was confirmed.
    pub amount: Money,
    /// What the store paid back, once it has made it.
    pub refunded: Option<Money>,
    /// Why it was not made, where the store said so; else the order does not show it.
    pub error: Option<ErrorView>,
}

/// The cancelling of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CancellationView {
    /// How it stands.
    pub state: RequestState,
    /// Whether all of it was to be paid back with it.
    pub full_refund: bool,
    /// What the store has paid back of the order, once it was cancelled.
    pub refunded: Option<Money>,
    /// What the store had taken for it.
    pub taken: Option<Money>,
    /// The store's reason, or why it was not cancelled.
    pub reason: Option<String>,
}

impl RefundQuote {
    /// A calculation as it is to be confirmed, with the refunds before it.
    pub(crate) fn new(calculated: RefundCalculation, amount: Money, so_far: RefundsSoFar) -> Self {
        Self {
            amount,
            value: calculated.value,
            tax: calculated.tax,
            lines: calculated.lines.into_iter().map(quoted).collect(),
            shipping: calculated.shipping.amount,
            shipping_refundable: calculated.shipping.refundable,
            pay_backs: calculated.pay_backs.into_iter().map(pay_back).collect(),
            so_far,
        }
    }
}

fn quoted(line: CalculatedLine) -> QuotedLine {
    QuotedLine {
        line_id: line.line_id,
        quantity: line.quantity,
        refundable: line.refundable,
        amount: line.amount,
    }
}

fn pay_back(made: CalculatedPayBack) -> PayBackView {
    PayBackView {
        transaction: made.id,
        amount: made.amount,
        method: made.method,
        gateway: made.gateway,
    }
}
