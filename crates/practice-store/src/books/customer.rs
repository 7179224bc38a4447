//! Customers and the addresses they have used.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Records;

/// A customer. The API calls one a user.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Customer {
    pub(crate) id: u64,
    pub(crate) email: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) phone_number: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) accepts_marketing: bool,
    pub(crate) ip: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) joined: Timestamp,
    pub(crate) addresses: Vec<SavedAddress>,
    /// Whether all of this was made up by the seed, so that no file needs to keep it.
    #[serde(skip)]
    pub(crate) is_made_up: bool,
}

/// An address in a customer's address book.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SavedAddress {
    pub(crate) id: u64,
    pub(crate) address: Address,
    pub(crate) is_default_for_shipping: bool,
    pub(crate) is_default_for_billing: bool,
}

/// A postal address; the city is `line4`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Address {
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) line1: String,
    pub(crate) line2: String,
    pub(crate) line3: String,
    pub(crate) line4: String,
    pub(crate) state: String,
    pub(crate) postcode: String,
    pub(crate) country: String,
    pub(crate) phone_number: String,
    pub(crate) notes: String,
}

impl Address {
    /// All of where it is, for whoever searches in it.
    pub(crate) fn on_one_line(&self) -> String {
        let Self { line1, line2, line3, line4, state, postcode, country, .. } = self;
        [line1, line2, line3, line4, state, postcode, country].map(String::as_str).join(" ")
    }
}

/// What a request says of a customer; what it leaves out is `None`.
#[derive(Debug, Clone, Default)]
pub(crate) struct CustomerDetails {
    pub(crate) email: String,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) phone_number: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) accepts_marketing: Option<bool>,
    pub(crate) ip: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) tags: Option<Vec<String>>,
}

impl Customer {
    pub(super) fn new(id: u64, email: String, now: Timestamp) -> Self {
        Self {
            id,
            email,
            first_name: String::new(),
            last_name: String::new(),
            phone_number: None,
            language: Some("en".to_owned()),
            accepts_marketing: false,
            ip: None,
            user_agent: None,
            tags: Vec::new(),
            joined: now,
            addresses: Vec::new(),
            is_made_up: false,
        }
    }

    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }

    pub(crate) fn default_shipping_address(&self) -> Option<&Address> {
        let chosen = self.addresses.iter().find(|saved| saved.is_default_for_shipping);
        chosen.map(|saved| &saved.address)
    }

    pub(crate) fn default_billing_address(&self) -> Option<&Address> {
        let chosen = self.addresses.iter().find(|saved| saved.is_default_for_billing);
        chosen.map(|saved| &saved.address)
    }

    /// Takes over what a request says, and keeps what it leaves out.
    fn update(&mut self, details: CustomerDetails) {
        let CustomerDetails { first_name, last_name, phone_number, language, .. } = details;
        self.first_name = first_name.unwrap_or_else(|| std::mem::take(&mut self.first_name));
        self.last_name = last_name.unwrap_or_else(|| std::mem::take(&mut self.last_name));
        self.phone_number = phone_number.or_else(|| self.phone_number.take());
        self.language = language.or_else(|| self.language.take());
        self.accepts_marketing = details.accepts_marketing.unwrap_or(self.accepts_marketing);
        self.ip = details.ip.or_else(|| self.ip.take());
        self.user_agent = details.user_agent.or_else(|| self.user_agent.take());
        self.tags = details.tags.unwrap_or_else(|| std::mem::take(&mut self.tags));
        self.is_made_up = false;
    }
}

impl Records {
    /// The customer with this email, who is created unless already known.
    pub(crate) fn customer_for(&mut self, details: CustomerDetails, now: Timestamp) -> &Customer {
        let is_theirs = |known: &Customer| known.email.eq_ignore_ascii_case(&details.email);
        let place = self.customers.iter().position(is_theirs).unwrap_or_else(|| {
            let id = self.ids.take();
            self.customers.push(Customer::new(id, details.email.clone(), now));
            self.customers.len() - 1
        });
        let customer = &mut self.customers[place];
        customer.update(details);
        customer
    }

    /// Remembers an address that was used, as the customer's default from now on.
    pub(crate) fn remember_address(&mut self, customer_id: u64, address: &Address, used: Use) {
        let new_id = self.ids.take();
        let Some(customer) = self.customer_mut(customer_id) else { return };
        if !customer.addresses.iter().any(|saved| saved.address == *address) {
            customer.addresses.push(SavedAddress {
                id: new_id,
                address: address.clone(),
                is_default_for_shipping: false,
                is_default_for_billing: false,
            });
        }
        for saved in &mut customer.addresses {
            let is_this = saved.address == *address;
            match used {
                Use::Shipping => saved.is_default_for_shipping = is_this,
                Use::Billing => saved.is_default_for_billing = is_this,
            }
        }
    }
}

/// What an address was used for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Use {
    Shipping,
    Billing,
}
