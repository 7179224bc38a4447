//! What the till says of a payment is what the store says, whatever the customer's browser does.

mod again;
mod returns;
mod unclear_upsells;
mod windows;
