//! The operations, one file for each kind of record. Each names its operation id.

pub(crate) mod carts;
pub(crate) mod catalogue;
pub(crate) mod gateways;
pub(crate) mod lines;
pub(crate) mod notes;
pub(crate) mod order_changes;
pub(crate) mod order_rows;
pub(crate) mod orders;
mod pages;
pub(crate) mod refunds;
pub(crate) mod store;
pub(crate) mod users;
