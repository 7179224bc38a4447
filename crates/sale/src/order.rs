//! The store's order, as far as a till decides by it.
//!
//! `admin-api` reads it out of the wire's JSON and leaves out what it cannot understand; the raw
//! body is kept beside it by `ledger`, so nothing is lost by reading little here.

use serde::{Deserialize, Serialize};

use crate::cart::Subscription;
use crate::money::{Currency, Money};

/// An order of the store (`ordersRetrieve`, or the body that came back with the customer).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The store's order number. Never empty.
    pub number: String,
    /// `attribution.utm_content`: the id of the sale it was placed for.
    pub sale_reference: Option<String>,
    /// `attribution.utm_term`: the id of the till that placed it.
    pub till_reference: Option<String>,
    /// `currency`, when it is a code.
    pub currency: Option<Currency>,
    /// `total_incl_tax`, when it is an amount.
    pub total: Option<Money>,
    /// `total_tax`, when it is an amount.
    pub tax: Option<Money>,
    /// `shipping_incl_tax`, when it is an amount.
    pub shipping: Option<Money>,
    /// `total_discount`, when it is an amount.
    pub discount: Option<Money>,
    /// `tax_lines`: the taxes by name.
    pub taxes: Vec<Tax>,
    /// `voucher_discounts` and `offer_discounts`, by name.
    pub discounts: Vec<Discount>,
    /// `date_placed`, in milliseconds since 1970, when it is a time.
    pub placed_at: Option<i64>,
    /// `shipping_method`: its name.
    pub shipping_method: String,
    /// `payment_status`.
    pub payment_status: PaymentStatus,
    /// `status`: open, archived, canceled or something newer.
    pub status: String,
    /// `supports_post_purchase_upsells`; false when the order does not say.
    pub supports_upsells: bool,
    /// `order_status_url`: the customer's page about the order.
    pub status_url: Option<String>,
    /// `lines`, in the store's sequence.
    pub lines: Vec<OrderLine>,
    /// `transactions`, in the store's sequence.
    pub transactions: Vec<Transaction>,
    /// `refunds`, in the store's sequence.
    pub refunds: Vec<Refund>,
}

/// A tax of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tax {
    /// `tax_title`.
    pub title: String,
    /// The amount, when it is readable.
    pub amount: Option<Money>,
}

/// What a voucher or an offer took off an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discount {
    /// Its name.
    pub name: String,
    /// The voucher's code; none for an offer.
    pub code: Option<String>,
    /// The amount, when it is readable.
    pub amount: Option<Money>,
}

/// A refund that the store has made (`refunds` of an order).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refund {
    /// Its id at the store.
    pub id: i64,
    /// `created_at`, in milliseconds since 1970, when it is a time.
    pub at: Option<i64>,
    /// The note that was written with it, often empty.
    pub note: String,
    /// `total_refund_amount`: what its succeeded transactions paid back.
    pub amount: Option<Money>,
    /// What was taken back, `refund_line_items`.
    pub lines: Vec<RefundedLine>,
    /// What of the delivery was paid back, with tax; none where nothing was.
    pub shipping: Option<Money>,
    /// The ids of its transactions.
    pub transactions: Vec<i64>,
}

/// What a refund took back of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundedLine {
    /// The line of the order.
    pub line_id: i64,
    /// How many.
    pub quantity: i64,
    /// What they come to, with tax.
    pub amount: Option<Money>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    /// The line's id at the store.
    pub id: i64,
    /// The parent product.
    pub product_id: Option<i64>,
    /// The variant that was sold.
    pub variant_id: Option<i64>,
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
    /// The SKU, often empty.
    pub sku: String,
    /// How many were ever added (`quantity`).
    pub quantity: i64,
    /// How many of them are left (`current_quantity`); all, where the store does not say.
    pub left: i64,
    /// `price_incl_tax`: the whole line's price with tax and after discounts.
    pub total: Option<Money>,
    /// Whether it was added after the payment.
    pub is_upsell: bool,
    /// The subscription that it began, where the store tells of it.
    pub subscription: Option<Subscription>,
    /// When that is renewed next, in milliseconds since 1970, where the store tells.
    pub next_renewal: Option<i64>,
}

/// A payment transaction of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// The transaction's id at the store.
    pub id: i64,
    /// The transaction that it belongs to: of a capture, its authorization.
    pub parent_id: Option<i64>,
    /// The amount, when it is readable.
    pub amount: Option<Money>,
    /// `type`: authorize, debit, capture, refund, void or something newer.
    pub kind: String,
    /// Whether `status` says that it succeeded.
    pub succeeded: bool,
    /// Whether `status` says that it failed.
    pub failed: bool,
    /// `response_code`: 1000 is approved, 2000s soft and 3000s hard declines.
    pub response_code: Option<i64>,
    /// `payment_method`, such as `link`.
    pub method: String,
    /// `date_created`, in milliseconds since 1970, when it is a time.
    pub at: Option<i64>,
}

impl Transaction {
    /// Whether this took or reserved money.
    #[must_use]
    pub fn took_money(&self) -> bool {
        self.succeeded && self.is_to_take()
    }

    /// Whether this was to take or reserve money, and failed. A refund that failed takes none.
    #[must_use]
    pub fn failed_to_take(&self) -> bool {
        self.failed && self.is_to_take()
    }

    /// Whether this paid money back.
    #[must_use]
    pub fn paid_back(&self) -> bool {
        self.succeeded && self.kind == "refund"
    }

    fn is_to_take(&self) -> bool {
        matches!(self.kind.as_str(), "debit" | "capture" | "authorize")
    }
}

/// `payment_status` of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the API's own words")]
pub enum PaymentStatus {
    Pending,
    Authorized,
    Expiring,
    Expired,
    Paid,
    Voided,
    Refunded,
    PartiallyPaid,
    PartiallyRefunded,
    PartiallyVoided,
    /// A status newer than this program, or none at all.
    #[serde(untagged)]
    Other(String),
}

impl PaymentStatus {
    /// Reads the API's word; any other is kept as it stands.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "pending" => Self::Pending,
            "authorized" => Self::Authorized,
            "expiring" => Self::Expiring,
            "expired" => Self::Expired,
            "paid" => Self::Paid,
            "voided" => Self::Voided,
            "refunded" => Self::Refunded,
            "partially_paid" => Self::PartiallyPaid,
            "partially_refunded" => Self::PartiallyRefunded,
            "partially_voided" => Self::PartiallyVoided,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The API's word.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Authorized => "authorized",
            Self::Expiring => "expiring",
            Self::Expired => "expired",
            Self::Paid => "paid",
            Self::Voided => "voided",
            Self::Refunded => "refunded",
            Self::PartiallyPaid => "partially_paid",
            Self::PartiallyRefunded => "partially_refunded",
            Self::PartiallyVoided => "partially_voided",
            Self::Other(word) => word,
        }
    }

    /// Whether the customer's payment went through and stands: the money is taken, or reserved for a
    /// gateway that captures later. Of what was paid back in part the rest stands.
    #[must_use]
    pub fn went_through(&self) -> bool {
        matches!(self, Self::Paid | Self::Authorized | Self::Expiring | Self::PartiallyRefunded)
    }
}

#[cfg(test)]
impl Order {
    /// A paid order in dollars of which nothing else is known, for tests.
    pub(crate) fn bare() -> Self {
        Self {
            number: "1".to_owned(),
            sale_reference: None,
            till_reference: None,
            currency: Some(Currency::USD),
            total: None,
            tax: None,
            shipping: None,
            discount: None,
            taxes: Vec::new(),
            discounts: Vec::new(),
            placed_at: None,
            shipping_method: String::new(),
            payment_status: PaymentStatus::Paid,
            status: "open".to_owned(),
            supports_upsells: true,
            status_url: None,
            lines: Vec::new(),
            transactions: Vec::new(),
            refunds: Vec::new(),
        }
    }
}
