//! From the cart to the receipt: what every sale must do.

mod cart;
mod charging;
mod events;
mod upsells;
mod walk;
