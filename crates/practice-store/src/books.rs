//! What the store remembers: customers, payment pages and orders.
//!
//! Everything here is plain data with the rules that keep it consistent. `keeper` shares it between
//! requests and keeps it in a file; nothing else writes to it.

mod crowd;
mod customer;
mod file;
mod keeper;
mod order;
mod page;
mod purchase;
mod regulars;

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};

pub(crate) use customer::{Address, Customer, CustomerDetails, SavedAddress};
pub(crate) use keeper::Keeper;
pub(crate) use order::{Note, Order, OrderLine, Refund, RefundLine, Transaction, TransactionKind};
pub(crate) use page::{PaymentPage, Stage};
pub(crate) use purchase::{ATTRIBUTION_TEXTS, Attribution, Payment, Purchase, Shipping, Terms};

/// All that the store remembers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Records {
    ids: Ids,
    last_number: u64,
    /// By rising id.
    #[serde(serialize_with = "all_but_made_up")]
    pub(crate) customers: Vec<Customer>,
    /// Oldest first.
    pub(crate) pages: Vec<PaymentPage>,
    /// Oldest first, so by rising number.
    pub(crate) orders: Vec<Order>,
}

/// What a seed has made up it makes up again.
fn all_but_made_up<S: Serializer>(
    customers: &[Customer],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(customers.iter().filter(|customer| !customer.is_made_up))
}

/// One row of ids for everything that is remembered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Ids {
    last: u64,
}

impl Ids {
    /// The next id.
    pub(crate) fn take(&mut self) -> u64 {
        self.last += 1;
        self.last
    }
}

impl Records {
    /// The books of a new store: no sale yet, and a few customers who have been there before.
    fn new(now: Timestamp) -> Self {
        let mut records = Self {
            ids: Ids { last: 7000 },
            last_number: 100_000,
            customers: Vec::new(),
            pages: Vec::new(),
            orders: Vec::new(),
        };
        regulars::welcome(&mut records, now);
        records
    }

    /// The first of a few ids in a row, for something that is not kept.
    pub(crate) fn take_ids(&mut self, count: usize) -> u64 {
        let first = self.ids.take();
        for _ in 1..count {
            self.ids.take();
        }
        first
    }

    fn new_order_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    pub(crate) fn customer(&self, id: u64) -> Option<&Customer> {
        let place = self.customers.binary_search_by_key(&id, |customer| customer.id).ok()?;
        self.customers.get(place)
    }

    /// A customer to be changed, who is kept from now on.
    pub(crate) fn customer_mut(&mut self, id: u64) -> Option<&mut Customer> {
        let place = self.customers.binary_search_by_key(&id, |customer| customer.id).ok()?;
        let customer = self.customers.get_mut(place)?;
        customer.is_made_up = false;
        Some(customer)
    }

    pub(crate) fn customer_with_email(&self, email: &str) -> Option<&Customer> {
        self.customers.iter().find(|customer| customer.email.eq_ignore_ascii_case(email))
    }

    pub(crate) fn page(&self, id: &str) -> Option<&PaymentPage> {
        self.pages.iter().find(|page| page.id == id)
    }

    pub(crate) fn page_mut(&mut self, id: &str) -> Option<&mut PaymentPage> {
        self.pages.iter_mut().find(|page| page.id == id)
    }

    pub(crate) fn order(&self, number: u64) -> Option<&Order> {
        let place = self.orders.binary_search_by_key(&number, |order| order.number).ok()?;
        self.orders.get(place)
    }

    /// An order to be changed, with the ids for what is added to it.
    pub(crate) fn order_mut(&mut self, number: u64) -> Option<(&mut Order, &mut Ids)> {
        let place = self.orders.binary_search_by_key(&number, |order| order.number).ok()?;
        Some((self.orders.get_mut(place)?, &mut self.ids))
    }

    pub(crate) fn orders_of(&self, customer_id: u64) -> impl Iterator<Item = &Order> {
        self.orders.iter().filter(move |order| order.customer_id == customer_id)
    }

    /// Whether somebody has bought or only been heard of, as the API says it.
    pub(crate) fn user_type(&self, customer: &Customer) -> &'static str {
        if self.orders_of(customer.id).next().is_some() { "customer" } else { "lead" }
    }
}
