//! The till's books: one SQLite file for each store.
//!
//! Owns the schema, the pragmas, the one writer and the readers beside it, the hash-chained event
//! list, and the catalogue with its search. It knows the domain's types and enforces their
//! transitions inside its transactions; what to do next is left to `till`.

mod attempts;
mod attention;
mod backup;
mod blank;
mod books;
mod cancellations;
mod catalogue;
mod chain;
mod checkpoint;
mod clean_end;
mod comparisons;
mod customers;
mod day_sheets;
mod error;
mod export;
mod fault;
mod fold;
mod header;
mod item;
mod notes;
mod offers;
mod open;
mod open_matters;
mod order_facts;
mod orders;
mod prints;
mod proof;
mod refunds;
mod report;
mod retention;
mod returns;
mod sale_index;
mod sale_lists;
mod sales;
mod search;
mod settings;
mod sold_rows;
mod upsells;

pub use attempts::{Attempt, NewAttempt};
pub use attention::Matter;
pub use backup::{Copy, look_at_copy};
pub use books::{Books, Ledger, Posting};
pub use cancellations::Cancellation;
pub use chain::Recorded;
pub use comparisons::{Compared, Comparison, Finding, NewFinding};
pub use customers::SeenCustomer;
pub use day_sheets::{DaySheet, SheetKin};
pub use error::LedgerError;
pub use export::{Rows, count_rows, read_settings, write_rows};
pub use fault::{ChainFault, Fault};
pub use item::CatalogueItem;
pub use notes::NoteRecord;
pub use offers::{OfferCount, OfferRecord};
pub use orders::OrderRecord;
pub use proof::prove;
pub use refunds::{NewRefund, RefundOutcome, RefundRecord};
pub use retention::{Forgetting, Forgotten};
pub use returns::{KeptReturn, UnjudgedReturn};
pub use sale_index::index_query;
pub use sale_lists::{SaleChoices, SaleFilter, SaleSummary};
pub use sales::SaleRecord;
pub use search::{Found, MOST_COUNTED, Place, SearchQuery};
pub use sold_rows::{PaidBack, PaidOrder, SoldLine};
pub use upsells::{NewUpsell, Settlement, UpsellRecord};

/// What ledger calls give.
pub type Result<T> = std::result::Result<T, LedgerError>;
