//! Typed client of the Next Commerce Admin API, version 2024-04-01, as far as a till needs it.
//!
//! Owns the wire's shapes, the pacing, the retries and the errors. Requests are strict types;
//! answers are read leniently, field by field, so that an unknown field, a null or a new enum
//! value never makes an order unreadable. What an answer means for a sale is left to `till`.

mod address;
mod client;
mod clients;
mod error;
mod pace;
mod read;
mod retry;
mod wire;

pub use address::{BadAddress, StoreAddress};
pub use client::{Client, Token};
pub use clients::Clients;
pub use error::{ApiError, Decline, Failure, FieldMessage, Refusal};
pub use pace::Urgency;
pub use wire::carts::{CreateCart, Quote};
pub use wire::catalogue::Page;
pub use wire::gateways::Gateway;
pub use wire::lines::{NewLine, NewSubscription};
pub use wire::notes::OrderNote;
pub use wire::order_changes::{AddLineItems, CancelOrder, UpsellPaymentDetails};
pub use wire::order_rows::{OrderRow, OrderRows};
pub use wire::orders::{
    Attribution, Candidates, CreateOrder, OrderRead, PaymentDetails, Placed, Returned,
    ShippingAddress, read_order, read_return,
};
pub use wire::refunds::{
    CalculateRefund, CalculatedLine, CalculatedPayBack, CalculatedShipping, NewRefund,
    RefundCalculation,
};
pub use wire::store::Store;
pub use wire::users::{NewUser, User, UserQuery, read_customer};

/// The version of the API that this client speaks.
pub const API_VERSION: &str = "2024-04-01";
