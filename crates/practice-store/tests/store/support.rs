//! The harness. `main` has the tour.

pub(crate) mod browser;
pub(crate) mod contract;
pub(crate) mod http;
pub(crate) mod shop;

pub(crate) use browser::Browser;
pub(crate) use http::{Answer, Call};
pub(crate) use shop::{Shop, american_order, line};
