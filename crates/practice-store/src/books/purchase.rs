//! What a customer is asked to pay for: the terms and the lines of an order that may come to be.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Address;
use crate::money::{Amount, Currency};
use crate::pricing::{Discount, Line, Tax};

/// Everything that a request to create an order settled.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Purchase {
    pub(crate) terms: Terms,
    pub(crate) lines: Vec<Line>,
}

/// What holds for an order as a whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Terms {
    pub(crate) currency: Currency,
    pub(crate) discounts: Vec<Discount>,
    /// The tax that each line bears, later ones too.
    pub(crate) tax: Option<Tax>,
    pub(crate) shipping: Shipping,
    pub(crate) shipping_address: Option<Address>,
    pub(crate) billing_address: Option<Address>,
    pub(crate) attribution: Attribution,
    pub(crate) tags: Vec<String>,
    pub(crate) payment: Payment,
    /// When the order is to be dated, unless to the moment of its payment.
    pub(crate) dated: Option<Timestamp>,
}

/// The delivery that was chosen. An order with nothing to ship has no code.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Shipping {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) price: Amount,
}

/// How it is paid, and where the browser goes afterwards.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Payment {
    pub(crate) method: String,
    pub(crate) gateway_id: u64,
    pub(crate) return_url: String,
    pub(crate) statement_descriptor: Option<String>,
}

/// Where a sale came from.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Attribution {
    pub(crate) agent: Option<i64>,
    /// By the names of [`ATTRIBUTION_TEXTS`].
    pub(crate) texts: BTreeMap<String, String>,
}

/// The texts of an attribution.
pub(crate) const ATTRIBUTION_TEXTS: [&str; 13] = [
    "affiliate",
    "funnel",
    "gclid",
    "subaffiliate1",
    "subaffiliate2",
    "subaffiliate3",
    "subaffiliate4",
    "subaffiliate5",
    "utm_campaign",
    "utm_content",
    "utm_medium",
    "utm_source",
    "utm_term",
];

impl Attribution {
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }
}
