//! A sale as the pages show it: the cart, the payment's timeline, the order, the upsells.

use sale::{
    Attention, AttentionAction, ChargeState, Customer, Money, SaleEvent, SaleState, Subscription,
    SubscriptionOffer,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CancellationView, ErrorView, OrderView};

/// Everything about one sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaleView {
    /// The sale's id.
    pub id: String,
    /// Rises with whatever changes about the sale: of two views the one with more is the newer.
    pub revision: u32,
    /// Its state.
    pub state: SaleState,
    /// Whether its order was made elsewhere and only pulled in.
    pub elsewhere: bool,
    /// When it was started.
    pub started_at: i64,
    /// The cart's currency.
    pub currency: String,
    /// The cart's lines.
    pub lines: Vec<LineView>,
    /// The customer, as typed.
    pub customer: Customer,
    /// Whether anything in the cart needs an address.
    pub ships: bool,
    /// The chosen shipping method; none leaves it to the store.
    pub shipping_code: Option<String>,
    /// Voucher codes.
    pub vouchers: Vec<String>,
    /// The seller's note.
    pub note: String,
    /// The till's own reckoning, before tax and vouchers.
    pub estimate: EstimateView,
    /// The store's reckoning of this very cart, once it was asked for.
    pub quote: Option<QuoteView>,
    /// Why the store refused the last try to place it, if it did.
    pub refusal: Option<RefusalView>,
    /// The payment, once the order was placed.
    pub payment: Option<PaymentView>,
    /// The store's order, once there is one.
    pub order: Option<OrderView>,
    /// The upsells that are or were on offer.
    pub upsells: Vec<UpsellView>,
    /// Matters a person must look at.
    pub attention: Vec<AttentionView>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineEntry>,
}

/// A line of the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LineView {
    /// The line's key, which edits name.
    pub key: u32,
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
    /// How many.
    pub quantity: u32,
    /// The price of one, as it will be charged before tax.
    pub unit_price: Money,
    /// The store's own price of one, as the line is sold.
    pub store_price: Money,
    /// The store's price of one without a subscription.
    pub list_price: Money,
    /// Whether the seller set the price.
    pub overridden: bool,
    /// Quantity times the price of one.
    pub total: Money,
    /// The subscription it is sold in, if any.
    pub subscription: Option<Subscription>,
    /// How it can be subscribed to, if it can.
    pub offer: Option<SubscriptionOffer>,
    /// The picture's path for `pictureUrl`, if it has one.
    pub picture: Option<String>,
    /// Whether the store has since taken it out of its catalogue, or stopped selling it.
    pub unavailable: bool,
}

/// The store's reckoning of a cart (`cartsCreate`). The tax of the destination is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuoteView {
    /// The lines together, vouchers taken off.
    pub items: Money,
    /// What vouchers and offers took off, where the store says so.
    pub discount: Option<Money>,
    /// The lines and the estimated shipping.
    pub total: Money,
}

/// The till's own reckoning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EstimateView {
    /// The lines together.
    pub items: Money,
    /// The shipping, where its price is known.
    pub shipping: Option<Money>,
    /// Both.
    pub total: Money,
}

/// Why an order was not placed. Nothing was charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RefusalView {
    /// When.
    pub at: i64,
    /// What went wrong, with the store's words by field where it gave any.
    pub error: ErrorView,
}

/// The latest try to have the sale paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaymentView {
    /// Counts the placings of this sale from 1.
    pub attempt: u32,
    /// The payment method's code, such as `link`.
    pub method: String,
    /// The host of the payment page.
    pub host: Option<String>,
    /// The amount asked for, by the till's estimate until the store's record is known.
    pub amount: Money,
    /// Whether `amount` is the store's.
    pub amount_is_final: bool,
    /// When the store answered with the payment page.
    pub placed_at: Option<i64>,
    /// When the customer's browser came back.
    pub returned_at: Option<i64>,
    /// When the store's record confirmed it.
    pub confirmed_at: Option<i64>,
    /// Whether the payment window is open now.
    pub window_open: bool,
    /// Whether the payment page's address was opened elsewhere or copied.
    pub link_shared: bool,
    /// Why the last question to the store about it failed, while that matters.
    pub check_error: Option<ErrorView>,
    /// When the store will be asked next, if it will.
    pub next_check_at: Option<i64>,
}

/// One upsell: an offer, and what became of it once it was clicked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UpsellView {
    /// The variant.
    pub variant_id: i64,
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
    /// The price of one, before tax.
    pub price: Money,
    /// The picture's path for `pictureUrl`, if it has one.
    pub picture: Option<String>,
    /// The charge's state; none while it is only on offer.
    pub state: Option<ChargeState>,
    /// What the store charged.
    pub amount: Option<Money>,
    /// The store's reason, or why it was not charged.
    pub reason: Option<String>,
    /// The store's response code.
    pub response_code: Option<String>,
}

/// A matter a person must look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionView {
    /// Names it in `settleAttention`.
    pub id: i64,
    /// Since when.
    pub raised_at: i64,
    /// What it is.
    pub matter: Attention,
    /// What a person may do about it now, the likeliest first.
    pub actions: Vec<AttentionAction>,
    /// What the store took for its order and has not paid back, as it was last read.
    pub taken: Option<Money>,
    /// How the cancelling of its order stands, once it was asked for.
    pub cancellation: Option<CancellationView>,
}

/// An entry of the event list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntry {
    /// Counts the sale's events from 1.
    pub sequence: u32,
    /// When.
    pub at: i64,
    /// What.
    pub event: SaleEvent,
}
