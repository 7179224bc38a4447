//! What a store sells, as far as a till needs it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::cart::Interval;
use crate::money::{Currency, Money};

/// A product with its variants (`productsList`). A product with one variant still has one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Product {
    /// Its id.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its picture's address, perhaps relative to the store.
    pub picture: Option<String>,
    /// `recommended_products`: ids of products, or of variants; the API does not say which.
    pub recommended: Vec<i64>,
    /// The unit of its subscription's intervals, where it can be subscribed to.
    pub interval: Option<Interval>,
    /// The counts of that unit that the store suggests.
    pub interval_counts: Vec<u32>,
    /// Its variants.
    pub variants: Vec<Variant>,
}

/// What is sold: the thing that the API's order lines call `product_id`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variant {
    /// Its id.
    pub id: i64,
    /// Its title, often empty.
    pub title: String,
    /// The SKU; it need not be the only one of its kind.
    pub sku: Option<String>,
    /// `upc`: a UPC or EAN.
    pub barcode: Option<String>,
    /// Whether it needs an address.
    pub requires_shipping: bool,
    /// Whether `purchase_availability` lets it be sold.
    pub sellable: bool,
    /// What the store says of its stock, for display.
    pub stock: Stock,
    /// How many are in stock over all locations, where the store counts.
    pub stock_count: Option<i64>,
    /// Its price in each currency it is priced in.
    pub prices: Vec<Price>,
}

/// A variant's price in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Price {
    /// The price of one.
    pub price: Money,
    /// The former or recommended price, where the store names one.
    pub retail: Option<Money>,
    /// The price of one in a subscription, where it differs.
    pub subscription: Option<Money>,
}

/// `inventory_availability`, for display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the API's own words")]
pub enum Stock {
    InStock,
    LowStock,
    OutOfStock,
    Untracked,
}

/// A way to have an order delivered (`shippingMethodsList`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShippingMethod {
    /// What an order names it by.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The store's words on how long it takes; may be empty.
    pub delivery_time: String,
    /// `is_public`: whether customers are offered it; the others must be named.
    pub is_public: bool,
    /// The countries it reaches, as code and name; empty means all.
    pub countries: Vec<(String, String)>,
    /// Its price for an order in each currency.
    pub prices: Vec<Money>,
}

impl Stock {
    /// The API's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::InStock => "in_stock",
            Self::LowStock => "low_stock",
            Self::OutOfStock => "out_of_stock",
            Self::Untracked => "untracked",
        }
    }

    /// Reads the API's word; any other, or none, counts as not tracked.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "in_stock" => Self::InStock,
            "low_stock" => Self::LowStock,
            "out_of_stock" => Self::OutOfStock,
            _ => Self::Untracked,
        }
    }
}

impl ShippingMethod {
    /// Whether it reaches this country, by code.
    #[must_use]
    pub fn reaches(&self, country: &str) -> bool {
        self.countries.is_empty() || self.countries.iter().any(|(code, _)| code == country)
    }

    /// Its price in this currency, if it has one.
    #[must_use]
    pub fn price_in(&self, currency: Currency) -> Option<Money> {
        self.prices.iter().copied().find(|price| price.currency == currency)
    }
}
