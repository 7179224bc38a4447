//! Products as the Sell page shows them.

use sale::{Money, Stock, SubscriptionOffer};
use serde::Serialize;
use ts_rs::TS;

use super::ErrorView;

/// The answer to a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchResult {
    /// The text that was searched for.
    pub query: String,
    /// The best hits, best first.
    pub hits: Vec<HitView>,
    /// How many variants match in all.
    pub total: u32,
}

/// One variant that matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HitView {
    /// The parent product.
    pub product_id: i64,
    /// The variant.
    pub variant_id: i64,
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
    /// The SKU, if it has one.
    pub sku: Option<String>,
    /// The barcode (UPC or EAN), if it has one.
    pub barcode: Option<String>,
    /// The price in the sale's currency; none where it has no price in it.
    pub price: Option<Money>,
    /// The former price, where the store names one above the price.
    pub retail: Option<Money>,
    /// Whether it can be put into a cart.
    pub sellable: bool,
    /// What the store says of its stock.
    pub stock: Stock,
    /// How many are in stock, where the store says so.
    pub stock_count: Option<i64>,
    /// How it can be subscribed to, if it can.
    pub offer: Option<SubscriptionOffer>,
    /// The picture's path for `pictureUrl`, if it has one.
    pub picture: Option<String>,
}

/// How the copy of the store's catalogue stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CatalogueView {
    /// What is happening with it.
    pub state: CatalogueState,
    /// Products read by the run that is going on.
    pub done: u32,
    /// Variants that can be searched now.
    pub variants: u32,
    /// When the last complete run ended.
    pub synced_at: Option<i64>,
    /// Why the last run failed, if it did.
    pub error: Option<ErrorView>,
}

/// Whether the catalogue is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueState {
    /// Pages are coming in.
    Syncing,
    /// The last run was complete.
    Ready,
    /// The last run failed; what came in before can be sold.
    Failed,
}
