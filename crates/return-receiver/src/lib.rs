//! The loopback receiver: the way back from the customer's window.
//!
//! It owns the socket, the limits and the customer's page, and decides which requests are a
//! return. It never reads the order: the raw body goes to the till, the till commits it and says
//! what may be told, and only then is the customer answered. What a return is worth is `sale`'s,
//! keeping it is `ledger`'s, and joining them is `till`'s.
//!
//! A request passes, in this order:
//! 1. `places`: a connection is admitted, and shown out if it is in a newcomer's way;
//! 2. `connection`: its head must be complete in time, its exchange over in time;
//! 3. `gate`: it must name this host, and a token that is live;
//! 4. `exchange`: its origin, type and body are checked, the till is asked, the answer given.

mod arrival;
mod connection;
mod exchange;
mod form;
mod gate;
mod html;
mod page;
mod places;
mod receiver;
mod refusal;
mod words;

pub use arrival::{Answer, Arrival, Body};
pub use form::response;
pub use receiver::{Options, Receiver};
pub use words::Words;
