//! Payment pages: how far a customer has come on the way to paying, and what paying does.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::customer::Use;
use super::{Customer, Order, OrderLine, Purchase, Records, Transaction};
use crate::customers::Behaviour;
use crate::money::Amount;
use crate::pricing::Totals;
use crate::random;

/// A hosted payment page. One page becomes at most one order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PaymentPage {
    pub(crate) id: String,
    pub(crate) opened: Timestamp,
    /// The request that opened it, as it came.
    pub(crate) request: Value,
    /// Who buys.
    pub(crate) customer_id: u64,
    pub(crate) purchase: Purchase,
    /// Who pays, and so decides how it goes: the buyer, unless the page is told otherwise.
    pub(crate) email: String,
    pub(crate) stage: Stage,
    /// How many payments were declined on it.
    pub(crate) declines: u32,
    bank_confirmed: bool,
}

/// Where the customer is on a payment page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    Email,
    Code,
    Card,
    /// Paying waits for the bank's window.
    Bank,
    /// Paid with the order of this number. Nothing follows.
    Paid(u64),
    /// Gone back without paying. Nothing follows.
    Cancelled,
}

impl PaymentPage {
    pub(crate) fn new(
        request: Value,
        buyer: &Customer,
        purchase: Purchase,
        now: Timestamp,
    ) -> Self {
        Self {
            id: random::key(),
            opened: now,
            request,
            customer_id: buyer.id,
            purchase,
            email: buyer.email.clone(),
            stage: Stage::Email,
            declines: 0,
            bank_confirmed: false,
        }
    }

    pub(crate) fn behaviour(&self) -> Behaviour {
        Behaviour::of(&self.email)
    }

    pub(crate) fn total(&self) -> Amount {
        Totals::of(&self.purchase.lines, self.purchase.terms.shipping.price).incl_tax
    }

    pub(crate) fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Paid(_) | Stage::Cancelled)
    }

    pub(crate) fn is_confirmed_at_bank(&self) -> bool {
        self.bank_confirmed
    }
}

impl Records {
    /// The customer says who pays.
    pub(crate) fn give_email(&mut self, page_id: &str, email: String) {
        if let Some(page) = self.page_at(page_id, Stage::Email) {
            page.email = email;
            page.stage = Stage::Code;
        }
    }

    /// The customer typed the code. In practice any will do.
    pub(crate) fn give_code(&mut self, page_id: &str) {
        if let Some(page) = self.page_at(page_id, Stage::Code) {
            page.stage = Stage::Card;
        }
    }

    /// The customer goes back without paying.
    pub(crate) fn cancel(&mut self, page_id: &str) {
        if let Some(page) = self.page_mut(page_id).filter(|page| !page.is_over()) {
            page.stage = Stage::Cancelled;
        }
    }

    /// Pays a page, if it stands before paying: the order comes to be, or the card is declined.
    ///
    /// Whoever calls twice, or from two windows at once, finds the page already paid.
    pub(crate) fn pay(&mut self, page_id: &str, now: Timestamp) {
        let Some(page) = self.page_at(page_id, Stage::Card) else { return };
        match page.behaviour() {
            Behaviour::Declines => page.declines += 1,
            Behaviour::BankWindow if !page.bank_confirmed => page.stage = Stage::Bank,
            _ => self.place_order(page_id, now),
        }
    }

    /// The bank's window confirmed the payment. It may do so a moment before paying arrives.
    pub(crate) fn confirm_at_bank(&mut self, page_id: &str, now: Timestamp) {
        let Some(page) = self.page_mut(page_id) else { return };
        page.bank_confirmed = true;
        if page.stage == Stage::Bank {
            self.place_order(page_id, now);
        }
    }

    /// A page, if it stands at this step: whoever takes a step twice changes nothing.
    fn page_at(&mut self, page_id: &str, stage: Stage) -> Option<&mut PaymentPage> {
        self.page_mut(page_id).filter(|page| page.stage == stage)
    }

    fn place_order(&mut self, page_id: &str, now: Timestamp) {
        let Some(page) = self.page(page_id).cloned() else { return };
        let order = self.order_of(page, now);
        let number = order.number;
        let customer_id = order.customer_id;
        if let Some(address) = &order.terms.shipping_address {
            self.remember_address(customer_id, address, Use::Shipping);
        }
        if let Some(address) = &order.terms.billing_address {
            self.remember_address(customer_id, address, Use::Billing);
        }
        self.orders.push(order);
        if let Some(page) = self.page_mut(page_id) {
            page.stage = Stage::Paid(number);
        }
    }

    fn order_of(&mut self, page: PaymentPage, now: Timestamp) -> Order {
        let (total, behaviour) = (page.total(), page.behaviour());
        let number = self.new_order_number();
        let ids = &mut self.ids;
        let Purchase { terms, lines } = page.purchase;
        let subscribed = lines.iter().filter(|line| line.subscription.is_some()).count();
        let debit = Transaction::debit(total, terms.payment.gateway_id, ids, now);
        Order {
            number,
            key: random::key(),
            placed: terms.dated.unwrap_or(now),
            created: now,
            updated: now,
            is_canceled: false,
            customer_id: page.customer_id,
            terms,
            shipping_address_id: ids.take(),
            billing_address_id: ids.take(),
            lines: lines.into_iter().map(|line| OrderLine::new(line, ids, now)).collect(),
            subscription_ids: (0..subscribed).map(|_| ids.take()).collect(),
            // Nothing is charged for what costs nothing.
            transactions: if total > Amount::ZERO { vec![debit] } else { Vec::new() },
            refunds: Vec::new(),
            notes: Vec::new(),
            behaviour,
        }
    }
}
