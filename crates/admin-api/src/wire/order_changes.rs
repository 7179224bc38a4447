//! What is done to an order that exists: adding to it, cancelling it.
//!
//! Neither is sent again unless the store surely did not act on it.

use serde::Serialize;

use super::lines::NewLine;
use super::orders::{OrderRead, order_path, read_whole};
use crate::client::Client;
use crate::error::{ApiError, Failure};
use crate::retry::Retry;

/// The body of `ordersAddLineItemsCreate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddLineItems {
    /// What is added.
    pub lines: Vec<NewLine>,
    /// Through which gateway, if a certain one is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_details: Option<UpsellPaymentDetails>,
}

/// `payment_details` of `ordersAddLineItemsCreate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UpsellPaymentDetails {
    /// A gateway of `gatewaysList`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_gateway: Option<i64>,
    /// A group of `gatewayGroupsList`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_gateway_group: Option<i64>,
}

/// The body of `ordersCancelCreate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CancelOrder {
    /// Why, for the merchant to read.
    pub cancel_reason: String,
    /// Whether the store pays back all of it.
    pub full_refund: bool,
    /// Whether the store tells the customer.
    pub send_cancel_notification: bool,
}

impl Client {
    /// `ordersAddLineItemsCreate`: charges the order's first payment method. Sent once, and again
    /// only where the store surely did nothing.
    ///
    /// # Errors
    /// [`Failure::Refused`] with the decline where the payment was declined; see [`Failure`].
    pub async fn orders_add_line_items_create(
        &self,
        number: &str,
        lines: &AddLineItems,
    ) -> Result<OrderRead, ApiError> {
        let attempt = "charging the upsell";
        let path = order_path(number, "add-line-items/")
            .ok_or(ApiError { attempt, failure: Failure::NotFound })?;
        read_whole(attempt, self.post(attempt, &path, lines, Retry::IfSurelyNotDone, 60).await?)
    }

    /// `ordersCancelCreate`. Sent once, and again only where the store surely did nothing.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn orders_cancel_create(
        &self,
        number: &str,
        cancel: &CancelOrder,
    ) -> Result<OrderRead, ApiError> {
        let attempt = "cancelling the order";
        let path = order_path(number, "cancel/")
            .ok_or(ApiError { attempt, failure: Failure::NotFound })?;
        read_whole(attempt, self.post(attempt, &path, cancel, Retry::IfSurelyNotDone, 60).await?)
    }
}
