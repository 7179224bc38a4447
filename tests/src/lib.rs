//! harness

pub mod books;
pub mod contract;
pub mod customer;
pub mod deadline;
pub mod disk;
pub mod http;
pub mod sale;
pub mod shop;
pub mod stranger;
pub mod till;
pub mod wire;

pub use contract::Contract;
pub use customer::{Customer, WayBack};
pub use http::{Answer, Request};
pub use sale::Sale;
pub use shop::Shop;
pub use stranger::Stranger;
pub use till::{Buyer, Pending, Refused, Setup, Till};
pub use wire::{Exchange, Fault, Held, Spot, Wire};
