//! The merchant's own upsell offers, and how they fare.

use sale::Money;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OffersView {
    /// The offers, in the sequence in which they are offered.
    pub offers: Vec<OfferView>,
    /// How the store's own recommendations fare.
    pub recommended: OfferCountView,
}

/// One offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferView {
    /// Its id.
    pub id: i64,
    /// The variant.
    pub variant_id: i64,
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
    /// The picture's path for `pictureUrl`, if it has one.
    pub picture: Option<String>,
    /// The currency of its amounts.
    pub currency: String,
    /// The merchant's own price of one, before tax; none is the store's.
    pub price: Option<Money>,
    /// The store's price of one, where it has one in this currency.
    pub store_price: Option<Money>,
    /// It is offered with orders of one of these products; empty means any.
    pub products: Vec<OfferedProduct>,
    /// It is offered with orders of at least this total.
    pub min_total: Option<Money>,
    /// Whether it is offered at all.
    pub enabled: bool,
    /// Whether the store does not sell it any more, or has no price for it in this currency.
    pub unavailable: bool,
    /// How it fares.
    pub count: OfferCountView,
}

/// A product that an offer is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferedProduct {
    /// Its id.
    pub id: i64,
    /// Its title; none where the catalogue does not hold it.
    pub title: Option<String>,
}

/// How often something was offered and taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferCountView {
    /// How many paid sales were offered it.
    pub offered: u32,
    /// How many of them were charged for it.
    pub taken: u32,
    /// How many of a hundred; none while it was never offered.
    pub percent: Option<u32>,
    /// What that brought with tax, in each currency.
    pub revenue: Vec<Money>,
}

/// An offer as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferDraft {
    /// The offer that is changed; none for a new one.
    pub id: Option<i64>,
    /// The variant.
    pub variant_id: i64,
    /// The currency of both amounts.
    pub currency: String,
    /// The merchant's own price as decimal text; empty for the store's.
    pub price: String,
    /// The least total of an order as decimal text; empty for any.
    pub min_total: String,
    /// The products of which an order must hold one; empty for any.
    pub products: Vec<i64>,
    /// Whether it is offered.
    pub enabled: bool,
}
