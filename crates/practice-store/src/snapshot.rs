//! The books as tests and demonstrations may look at them: a copy, in plain public types.

use serde_json::Value;

use crate::books::{self, Records, Stage};
use crate::store::Store;

/// A copy of the store's books at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Books {
    /// Oldest first.
    pub orders: Vec<Order>,
    /// Oldest first.
    pub payment_pages: Vec<PaymentPage>,
    /// Each time the payment page was opened since the store was started, oldest first.
    pub visits: Vec<Visit>,
}

/// An order that was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The order number, such as `100001`.
    pub number: String,
    /// The customer's email address.
    pub email: String,
    /// The currency of all its amounts.
    pub currency: String,
    /// The total with tax and delivery, in hundredths.
    pub total_minor: i64,
    /// As the API says it: `paid`, `partially_refunded`, `refunded`.
    pub payment_status: String,
    /// Whether it was cancelled.
    pub is_canceled: bool,
    /// The variant and the quantity of each line.
    pub lines: Vec<(u64, u32)>,
    /// Oldest first, failed ones too.
    pub transactions: Vec<Transaction>,
    /// The notes on it, oldest first.
    pub notes: Vec<String>,
    /// The `utm_content` of its attribution: a till's own reference.
    pub utm_content: Option<String>,
}

/// Money that moved, or failed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// Whether it takes money or gives it back.
    pub kind: TransactionKind,
    /// The amount in hundredths.
    pub amount_minor: i64,
    /// Whether the money moved.
    pub succeeded: bool,
    /// The gateway's response code: 1000 when the money moved.
    pub response_code: u16,
}

/// Whether a transaction takes money or gives it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransactionKind {
    /// It takes money from the customer.
    Debit,
    /// It gives money back.
    Refund,
}

/// A hosted payment page.
#[derive(Debug, Clone, PartialEq)]
pub struct PaymentPage {
    /// The random part of its address, `/pay/<id>/`.
    pub id: String,
    /// How it stands.
    pub status: PageStatus,
    /// How many payments were declined on it.
    pub declines: u32,
    /// The body of the request that opened it.
    pub request: Value,
}

/// How a payment page stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageStatus {
    /// The customer may still pay.
    Open,
    /// Paid, with the order of this number.
    Paid {
        /// The order number.
        order: String,
    },
    /// The customer went back without paying.
    Cancelled,
}

/// A payment page being opened in a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Which page.
    pub page: String,
    /// The session cookie that came with the request, if one did.
    pub cookie: Option<String>,
}

impl Books {
    pub(crate) fn of(store: &Store) -> Self {
        let (orders, payment_pages) = store.books().read(|records| {
            let orders = records.orders.iter().map(|order| Order::of(order, records)).collect();
            (orders, records.pages.iter().map(PaymentPage::of).collect())
        });
        Self { orders, payment_pages, visits: store.visits() }
    }

    /// The order of a number.
    pub fn order(&self, number: &str) -> Option<&Order> {
        self.orders.iter().find(|order| order.number == number)
    }
}

impl Order {
    fn of(order: &books::Order, records: &Records) -> Self {
        let customer = records.customer(order.customer_id);
        Self {
            number: order.number.to_string(),
            email: customer.map(|customer| customer.email.clone()).unwrap_or_default(),
            currency: order.terms.currency.code().to_owned(),
            total_minor: order.totals().incl_tax.minor(),
            payment_status: order.payment_status().to_owned(),
            is_canceled: order.is_canceled,
            lines: order
                .lines
                .iter()
                .map(|line| (line.line.product.variant_id, line.line.quantity))
                .collect(),
            transactions: order.transactions.iter().map(Transaction::of).collect(),
            notes: order.notes.iter().map(|note| note.message.clone()).collect(),
            utm_content: order.terms.attribution.text("utm_content").map(str::to_owned),
        }
    }

    /// How many times the customer was charged.
    pub fn charges(&self) -> usize {
        let is_charge = |transaction: &&Transaction| {
            transaction.succeeded && transaction.kind == TransactionKind::Debit
        };
        self.transactions.iter().filter(is_charge).count()
    }
}

impl Transaction {
    fn of(transaction: &books::Transaction) -> Self {
        Self {
            kind: match transaction.kind {
                books::TransactionKind::Debit => TransactionKind::Debit,
                books::TransactionKind::Refund => TransactionKind::Refund,
            },
            amount_minor: transaction.amount.minor(),
            succeeded: transaction.succeeded(),
            response_code: transaction.response_code,
        }
    }
}

impl PaymentPage {
    fn of(page: &books::PaymentPage) -> Self {
        Self {
            id: page.id.clone(),
            status: match page.stage {
                Stage::Paid(number) => PageStatus::Paid { order: number.to_string() },
                Stage::Cancelled => PageStatus::Cancelled,
                Stage::Email | Stage::Code | Stage::Card | Stage::Bank => PageStatus::Open,
            },
            declines: page.declines,
            request: page.request.clone(),
        }
    }
}
