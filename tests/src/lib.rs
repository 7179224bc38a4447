//! The harness of the black-box tests: a till, its store, the wire between them, and a customer.
//!
//! No part of the program is stood in for. The till is the real `till` crate in a process of its own,
//! with real SQLite files and real sockets; the store is the practice store with its books open;
//! faults happen on the wire, where they happen in life.
//!
//! # A tour
//! - [`Shop`]: a store in the test's own process. Its books are the truth that tests go by: how many
//!   orders a sale has, how often its customer was charged.
//! - [`Wire`]: a reverse proxy before the shop. A fault is put on one operation, such as
//!   `wire.on("POST", "/orders/").once().cut_after()`, and everything is recorded.
//! - [`Setup`] and [`Till`]: a till is set up, started, spoken to by the names of its commands,
//!   killed and restarted on the same folder. [`Till::until`] waits for what it tells its interface.
//! - [`Sale`]: a sale as the interface is shown it, with the few questions that tests ask of one.
//! - [`Customer`] and [`WayBack`]: a browser on the payment page. Paying and coming back are steps of
//!   their own, so that a test can leave one out, do it twice, or come back with something else.
//! - [`ReceiptPrinter`]: a printer in the network, which keeps what it is sent.
//! - [`Stranger`]: another server on this machine, where nothing of the till's should ever arrive.
//! - [`disk`]: a disk that can be full; [`books`]: the till's files and their proof; [`Contract`]: the
//!   published specification of the Admin API.
//! - [`deadline`]: waiting. No test waits for a time to pass; each waits for what must happen, and
//!   fails when it does not.
//!
//! The program that the tests start is `till-without-window`, in this package.

pub mod books;
#[cfg(target_os = "linux")]
pub mod chaos;
pub mod contract;
pub mod customer;
pub mod deadline;
pub mod disk;
pub mod http;
pub mod receipt_printer;
pub mod sale;
pub mod shop;
pub mod stranger;
pub mod till;
pub mod wire;

#[cfg(target_os = "linux")]
pub use machine;

pub use contract::Contract;
pub use customer::{Customer, WayBack};
pub use http::{Answer, Request};
pub use receipt_printer::ReceiptPrinter;
pub use sale::Sale;
pub use shop::Shop;
pub use stranger::Stranger;
pub use till::{Buyer, Outcome, Pending, Refused, Setup, TakenBack, Till};
pub use wire::{Exchange, Fault, Held, Spot, Visit, Wire};
