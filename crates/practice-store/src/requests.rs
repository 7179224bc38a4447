//! What a till sends, read field by field.
//!
//! Nothing is refused at the first fault: everything that is wrong with a request is said at once,
//! under the names of its fields, as a real store does.

mod address;
mod attribution;
mod customer;
mod delivery;
mod fields;
mod lines;
mod payment;
mod purchase;
mod refunds;

pub(crate) use customer::{LANGUAGES, is_email};
pub(crate) use fields::{Faults, Fields, fault};
pub(crate) use lines::read_lines;
pub(crate) use payment::read_gateway;
pub(crate) use purchase::{CartRequest, read_cart, read_purchase};
pub(crate) use refunds::{PayBack, RefundLineRequest, RefundRequest, ShippingRefund, read_refund};
