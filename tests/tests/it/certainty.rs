//! What the till says of a payment is what the store says, whatever the customer's browser does.

mod again;
#[cfg(target_os = "linux")]
mod clocks;
mod late_answers;
mod returns;
mod unclear_upsells;
mod windows;
