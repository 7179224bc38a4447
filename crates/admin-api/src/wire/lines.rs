//! Order lines as they are sent.

use sale::{CartLine, Interval, Money};
use serde::Serialize;

/// A line of an order or a cart (`CreateOrderLine`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewLine {
    /// The **variant's** id: the API's name says otherwise.
    pub product_id: i64,
    /// At least 1.
    pub quantity: u32,
    /// The price of one where it is not the store's own, as decimal text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// The subscription, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscription: Option<NewSubscription>,
    /// Whether it is added after the payment.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_upsell: bool,
}

/// A line's subscription (`CreateOrderSubscriptionLine`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewSubscription {
    /// day, week, month or year.
    pub interval: Interval,
    /// At least 1.
    pub interval_count: u32,
    /// The price of each later delivery where it is not the store's own, as decimal text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
}

impl NewLine {
    /// A cart's line as it is sent: the seller's own price goes with it, also for the deliveries
    /// that a subscription brings later.
    #[must_use]
    pub fn of(line: &CartLine) -> Self {
        let price = line.price_override.map(|price| price.decimal());
        Self {
            product_id: line.article.variant_id,
            quantity: line.quantity,
            subscription: line.subscription.map(|subscription| NewSubscription {
                interval: subscription.interval,
                interval_count: subscription.interval_count,
                price: price.clone(),
            }),
            price,
            is_upsell: false,
        }
    }

    /// One of a variant, added to a paid order, at the store's price or at this one before tax.
    #[must_use]
    pub fn upsell(variant_id: i64, price: Option<Money>) -> Self {
        Self {
            product_id: variant_id,
            quantity: 1,
            price: price.map(|price| price.decimal()),
            subscription: None,
            is_upsell: true,
        }
    }
}
