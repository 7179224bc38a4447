//! One row of the tables in `shelves`: a product as a merchant would jot it down.

use crate::money::Currency;

/// A product with its choices. Everything has a plain default; a row says only what differs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) slug: &'static str,
    pub(super) title: &'static str,
    /// The SKU, to which each choice adds its code.
    pub(super) sku: &'static str,
    /// The price in US cents.
    pub(super) price: i64,
    /// What the choices differ in, such as `Colour`.
    pub(super) attribute: &'static str,
    /// One variant each; none means a single variant without a title.
    pub(super) choices: &'static [Choice],
    /// How often a subscription can come: every so many of a unit of time.
    pub(super) every: Option<(&'static str, &'static [u32])>,
    pub(super) kind: Kind,
    pub(super) barcode: Barcode,
    pub(super) not_priced_in: Option<Currency>,
    /// The code of a choice, or `""` for all, and how it is stocked unless in plenty.
    pub(super) stock: &'static [(&'static str, Stock)],
    /// Slugs; with `/` and a choice's code, one variant rather than the whole product.
    pub(super) goes_with: &'static [&'static str],
}

/// Label, SKU code and what it costs more, in US cents.
pub(super) type Choice = (&'static str, &'static str, i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Goods,
    Download,
    GiftCard,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Barcode {
    Ean13,
    UpcA,
    None,
}

/// How a variant is stocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stock {
    Plenty,
    Low,
    SoldOut,
    /// Sold out, yet orders are taken.
    Backorder,
    Untracked,
    /// On the shelf, yet not for sale at present.
    Paused,
}

pub(super) const fn item(
    slug: &'static str,
    sku: &'static str,
    price: i64,
    title: &'static str,
) -> Item {
    Item {
        slug,
        title,
        sku,
        price,
        attribute: "",
        choices: &[],
        every: None,
        kind: Kind::Goods,
        barcode: Barcode::Ean13,
        not_priced_in: None,
        stock: &[],
        goes_with: &[],
    }
}

impl Item {
    pub(super) const fn by(self, attribute: &'static str, choices: &'static [Choice]) -> Self {
        Self { attribute, choices, ..self }
    }

    pub(super) const fn every(self, interval: &'static str, counts: &'static [u32]) -> Self {
        Self { every: Some((interval, counts)), ..self }
    }

    pub(super) const fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    pub(super) const fn barcode(self, barcode: Barcode) -> Self {
        Self { barcode, ..self }
    }

    pub(super) const fn not_in(self, currency: Currency) -> Self {
        Self { not_priced_in: Some(currency), ..self }
    }

    pub(super) const fn stock(self, stock: &'static [(&'static str, Stock)]) -> Self {
        Self { stock, ..self }
    }

    pub(super) const fn with(self, goes_with: &'static [&'static str]) -> Self {
        Self { goes_with, ..self }
    }

    pub(super) fn stock_of(&self, code: &str) -> Stock {
        let matching = self.stock.iter().find(|(which, _)| which.is_empty() || *which == code);
        matching.map_or(Stock::Plenty, |(_, stock)| *stock)
    }
}
