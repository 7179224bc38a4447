//! Sales in lists.

use sale::{Currency, Money, SaleState};
use serde::Serialize;
use ts_rs::TS;

use super::AttentionView;

/// A sale in the list of Orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaleRow {
    /// The sale's id.
    pub id: String,
    /// Its state.
    pub state: SaleState,
    /// When it was started.
    pub started_at: i64,
    /// The order number, once there is one.
    pub order_number: Option<String>,
    /// The customer's name, else the email address; empty when neither was typed.
    pub customer: String,
    /// How many articles.
    pub items: u32,
    /// The store's total, else the till's estimate.
    pub total: Money,
    /// Whether something about it needs a person.
    pub attention: bool,
}

/// What the list of Orders can be narrowed to, beside states and days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaleChoices {
    /// Everybody who placed an order at this till.
    pub sellers: Vec<String>,
    /// Every currency that was sold in.
    #[ts(type = "string[]")]
    pub currencies: Vec<Currency>,
}

/// A matter for a person, with the sale that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionItem {
    /// The sale.
    pub sale: SaleRow,
    /// The matter.
    pub attention: AttentionView,
}

/// A sale that was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HeldSale {
    /// The sale's id.
    pub id: String,
    /// The customer's name, else the email address; empty when neither was typed.
    pub customer: String,
    /// The first articles' titles.
    pub articles: Vec<String>,
    /// How many articles.
    pub items: u32,
    /// The till's estimate.
    pub total: Money,
    /// When it was put aside.
    pub held_at: i64,
}
