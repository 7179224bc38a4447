//! The use cases of a till: connect, sell, pay, settle, upsell, find.
//!
//! Each public method of [`App`] is one thing a person can ask for, and bears the name of the
//! host's command and of the interface's function for it. This crate puts the domain, the store's
//! API, the ledger and the receiver together; it draws nothing, opens no window and names no
//! keychain: those come from its [`Surroundings`].

mod answers;
mod app;
mod attention;
mod backup;
mod calendar;
mod cancellation;
mod candidates;
mod catalogue;
mod causes;
mod charge;
mod check;
mod claims;
mod comparison;
mod confirm;
mod connect;
mod csv_file;
mod customers;
mod data;
mod day_sheet;
mod error;
mod event;
mod export;
mod in_use;
mod judging;
mod offers;
mod open_store;
mod order_notes;
mod orders;
mod payment;
mod pictures;
mod printing;
mod pull_in;
mod quote;
mod receiving;
mod recovery;
mod refund;
mod report;
mod restoring;
mod retention;
mod sell;
mod settings;
mod settle;
mod silence;
mod stores;
mod surroundings;
mod survive;
mod sync;
mod take_up;
mod unreferenced;
mod upsell;
mod verdict;
mod verify;
pub mod view;

pub use app::{App, Config};
pub use causes::{Causes, causes};
pub use error::{Result, TillError};
pub use event::AppEvent;
pub use orders::SaleQuery;
pub use surroundings::{
    Asking, KeychainError, PaymentPage, Practice, PracticeCustomer, Starting, Surroundings,
};
pub use verdict::Timings;
pub use verify::{StoreProof, verify_stores};
