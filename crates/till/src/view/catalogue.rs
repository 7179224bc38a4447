//! Products as the Sell page shows them.

use sale::{Money, Stock, SubscriptionOffer};
use serde::Serialize;
use ts_rs::TS;

use super::{ErrorView, SaleView};

/// The answer to a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchResult {
    /// The text that was searched for.
    pub query: String,
    /// The best hits, best first.
    pub hits: Vec<HitView>,
    /// How many variants match in all, counted up to [`ledger::MOST_COUNTED`].
    pub total: u32,
    /// Whether even more match than were counted.
    pub uncounted: bool,
    /// Whether nothing matches exactly and a slip of a letter was forgiven.
    pub forgiven: bool,
    /// What to ask with for the hits after these; none behind the last.
    pub next: Option<String>,
}

/// What a scanned code did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "each field is what its variant's sentence names")]
pub enum ScanResult {
    /// The one product of this code is in the cart.
    Added { title: String, sale: Box<SaleView> },
    /// Several products have this code: a person chooses.
    Ambiguous { hits: Vec<HitView> },
    /// The product of this code cannot be sold now.
    Unavailable { hit: Box<HitView> },
    /// No product has this code.
    Unknown,
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
    /// Products read by the run that is going on, or was broken off.
    pub done: u32,
    /// How many products there were when a run was last complete; none before the first.
    pub expected: Option<u32>,
    /// How long the run will take yet, at the pace so far, where that can be told.
    pub seconds_left: Option<u32>,
    /// Variants that can be searched now.
    pub variants: u32,
    /// When the last complete run ended.
    pub synced_at: Option<i64>,
    /// Why the run stopped, if it did. It goes on by itself after a while.
    pub error: Option<ErrorView>,
}

/// Whether the catalogue is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueState {
    /// Pages are coming in.
    Syncing,
    /// A person stopped the run; it goes on where it was when she says so.
    Paused,
    /// The last run was complete.
    Ready,
    /// The run was broken off and will be taken up where it was; what came in can be sold.
    Failed,
}
