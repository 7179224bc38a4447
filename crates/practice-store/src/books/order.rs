//! Orders, with the transactions, refunds and notes that gather on them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Ids, Terms};
use crate::customers::Behaviour;
use crate::money::Amount;
use crate::pricing::{Line, Totals};
use crate::random;

/// An order. One exists only once its payment succeeded.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) number: u64,
    /// The secret part of the address of its status page.
    pub(crate) key: String,
    pub(crate) placed: Timestamp,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) is_canceled: bool,
    pub(crate) customer_id: u64,
    pub(crate) terms: Terms,
    pub(crate) shipping_address_id: u64,
    pub(crate) billing_address_id: u64,
    pub(crate) lines: Vec<OrderLine>,
    pub(crate) subscription_ids: Vec<u64>,
    pub(crate) transactions: Vec<Transaction>,
    pub(crate) refunds: Vec<Refund>,
    pub(crate) notes: Vec<Note>,
    /// What the customer who paid does with later charges.
    pub(crate) behaviour: Behaviour,
}

/// A line of an order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct OrderLine {
    pub(crate) id: u64,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) line: Line,
    /// How many of it were taken back.
    pub(crate) removed: u32,
}

/// Money that moved, or failed to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Transaction {
    pub(crate) id: u64,
    pub(crate) kind: TransactionKind,
    pub(crate) amount: Amount,
    pub(crate) response_code: u16,
    pub(crate) at: Timestamp,
    pub(crate) external_id: String,
    /// The debit that a refund pays back.
    pub(crate) parent_id: Option<u64>,
    pub(crate) gateway_id: u64,
    /// Paid back outside the gateway, in cash for example.
    pub(crate) is_external: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TransactionKind {
    Debit,
    Refund,
}

/// A refund: what was taken back, and the transactions that paid it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Refund {
    pub(crate) id: u64,
    pub(crate) at: Timestamp,
    pub(crate) note: Option<String>,
    pub(crate) lines: Vec<RefundLine>,
    /// Delivery that was paid back, with the id of that adjustment.
    pub(crate) shipping: Option<(u64, Amount)>,
    /// What was paid beyond or short of the value taken back, with the id of that adjustment.
    pub(crate) discrepancy: Option<(u64, Amount)>,
    pub(crate) transaction_ids: Vec<u64>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RefundLine {
    pub(crate) id: u64,
    pub(crate) line_id: u64,
    pub(crate) quantity: u32,
    pub(crate) excl_tax: Amount,
    pub(crate) incl_tax: Amount,
}

/// Something that someone wrote on an order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(crate) id: u64,
    pub(crate) at: Timestamp,
    pub(crate) message: String,
}

impl Order {
    pub(crate) fn totals(&self) -> Totals {
        Totals::of(self.lines.iter().map(|line| &line.line), self.terms.shipping.price)
    }

    pub(crate) fn line(&self, id: u64) -> Option<&OrderLine> {
        self.lines.iter().find(|line| line.id == id)
    }

    pub(crate) fn takes_upsells(&self) -> bool {
        !self.is_canceled && self.behaviour != Behaviour::NoUpsells
    }

    pub(crate) fn charged(&self) -> Amount {
        self.moved(TransactionKind::Debit)
    }

    pub(crate) fn refunded(&self) -> Amount {
        self.moved(TransactionKind::Refund)
    }

    fn moved(&self, kind: TransactionKind) -> Amount {
        let succeeded = |transaction: &&Transaction| transaction.succeeded();
        let of_kind = self.transactions.iter().filter(|transaction| transaction.kind == kind);
        of_kind.filter(succeeded).map(|transaction| transaction.amount).sum()
    }

    /// What can still be paid back of a debit.
    pub(crate) fn refundable(&self, debit: &Transaction) -> Amount {
        let refunds = self.transactions.iter().filter(|refund| refund.parent_id == Some(debit.id));
        debit.amount - refunds.map(|refund| refund.amount).sum()
    }

    /// Delivery that was already paid back.
    pub(crate) fn shipping_refunded(&self) -> Amount {
        self.refunds.iter().filter_map(|refund| refund.shipping).map(|(_, amount)| amount).sum()
    }

    pub(crate) fn payment_status(&self) -> &'static str {
        let (charged, refunded) = (self.charged(), self.refunded());
        if refunded == Amount::ZERO {
            "paid"
        } else if refunded < charged {
            "partially_refunded"
        } else {
            "refunded"
        }
    }

    pub(crate) fn fulfillment_status(&self) -> &'static str {
        let ships = |line: &OrderLine| line.line.product.requires_shipping && line.left() > 0;
        match self.lines.iter().any(ships) {
            true => "unfulfilled",
            false => "not_required",
        }
    }

    /// Whether the order comes again, as the API says it.
    pub(crate) fn lifecycle(&self) -> &'static str {
        if self.subscription_ids.is_empty() { "non-recurring" } else { "recurring" }
    }

    pub(crate) fn has_voucher(&self, code: &str) -> bool {
        self.terms.discounts.iter().any(|discount| discount.code.eq_ignore_ascii_case(code))
    }

    pub(crate) fn status(&self) -> &'static str {
        if self.is_canceled { "canceled" } else { "open" }
    }
}

impl OrderLine {
    pub(crate) fn new(line: Line, ids: &mut Ids, now: Timestamp) -> Self {
        Self { id: ids.take(), created: now, updated: now, line, removed: 0 }
    }

    /// How many were not taken back.
    pub(crate) fn left(&self) -> u32 {
        self.line.quantity - self.removed
    }
}

impl Transaction {
    pub(crate) const APPROVED: u16 = 1000;
    pub(crate) const INSUFFICIENT_FUNDS: u16 = 2001;

    /// An approved debit.
    pub(crate) fn debit(amount: Amount, gateway_id: u64, ids: &mut Ids, now: Timestamp) -> Self {
        Self {
            id: ids.take(),
            kind: TransactionKind::Debit,
            amount,
            response_code: Self::APPROVED,
            at: now,
            external_id: format!("pi_{}", random::key()),
            parent_id: None,
            gateway_id,
            is_external: false,
        }
    }

    pub(crate) fn succeeded(&self) -> bool {
        self.response_code == Self::APPROVED
    }
}
