//! The practice store through the same door as a till and a customer: real HTTP.
//!
//! # Tour of the harness
//! `support::shop`: a store on a free port, with a client that has its token. Each answer of the
//! Admin API that it gets is checked against the published specification (`support::contract`), so
//! that every test here is a test of the contract too.
//! `support::browser`: a browser without a script engine: cookies, redirects, forms. It can act for
//! a page that acts by itself, by the same attributes as the page's script.
//! `support::http`: the few lines of HTTP that both stand on.

#![expect(clippy::unwrap_used, reason = "in a test, what is not there fails it")]

mod support;

mod arithmetic;
mod catalogue;
mod command_line;
mod customers;
mod gate;
mod grown;
mod merchant;
mod orders;
mod pages;
mod people;
mod refunds;
mod refusals;
mod restarts;
mod upsells;
