//! The practice store: a small store on the loopback address that a till can sell from.
//!
//! It serves the part of the Next Commerce Admin API that a till uses, and a hosted payment page
//! on which nothing is ever charged. It is written from the published specification alone and
//! shares no type with the till's own client, so that neither can hide the other's mistakes.
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use practice_store::{Options, PracticeStore};
//!
//! let store = PracticeStore::start(Options::default()).await?;
//! println!("{}/api/admin/ with the token {}", store.origin(), store.token());
//! assert!(store.books().orders.is_empty());
//! store.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! | folder      | what it owns                                                          |
//! |-------------|-----------------------------------------------------------------------|
//! | `api`       | the Admin API: who may call, how often, and one file for each resource |
//! | `requests`  | what a till sends, read field by field                                 |
//! | `pricing`   | money: taxes, vouchers, delivery, line totals                          |
//! | `books`     | what the store remembers, and the file that keeps it                   |
//! | `wire`      | what the store answers, in the Admin API's shapes                      |
//! | `page`      | the hosted payment page                                                |
//! | `catalogue` | the goods, few or as many as are asked for                              |
//!
//! Tests look at the store through [`PracticeStore::books`], and change what it sells through
//! [`PracticeStore::merchant`].

mod api;
mod books;
mod catalogue;
mod customers;
mod dice;
mod front;
mod html;
mod links;
mod merchant;
mod money;
mod options;
mod page;
mod payments;
mod pictures;
mod practice_store;
mod pricing;
mod random;
mod refunds;
mod requests;
mod snapshot;
mod staff;
mod store;
mod time;
mod wire;

pub use catalogue::CatalogueSize;
pub use customers::{TestCustomer, test_customers};
pub use merchant::{Goods, Merchant, NewProduct, NewVariant, NotChanged};
pub use options::Options;
pub use practice_store::PracticeStore;
pub use snapshot::{Books, Order, PageStatus, PaymentPage, Transaction, TransactionKind, Visit};
