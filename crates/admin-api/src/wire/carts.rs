//! Quotes: what the store makes of a cart before anything is placed.

use sale::Money;
use serde::Serialize;

use super::lines::NewLine;
use crate::client::{Client, json};
use crate::error::{ApiError, Failure};
use crate::read::{currency, money};
use crate::retry::Retry;

/// The body of `cartsCreate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CreateCart {
    /// The lines.
    pub lines: Vec<NewLine>,
    /// The currency of every price in it.
    pub currency: String,
    /// Voucher codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vouchers: Vec<String>,
}

/// The store's own reckoning, without shipping and the tax of the destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// `total_incl_tax`.
    pub total: Money,
    /// `total_discount`.
    pub discount: Option<Money>,
}

impl Client {
    /// `cartsCreate`: a quote. It places nothing, but the store records an abandoned cart.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn carts_create(&self, cart: &CreateCart) -> Result<Quote, ApiError> {
        let attempt = "asking for a quote";
        let body = self.post(attempt, "carts/", cart, Retry::IfSurelyNotDone, 30).await?;
        let answer = json(attempt, &body)?;
        let currency = currency(&answer, "currency");
        let total = money(&answer, "total_incl_tax", currency)
            .ok_or(ApiError { attempt, failure: Failure::Unreadable("a quote without a total") })?;
        Ok(Quote { total, discount: money(&answer, "total_discount", currency) })
    }
}
