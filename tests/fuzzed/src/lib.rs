//! What must hold for any bytes that strangers, stores and sellers bring.
//!
//! | function         | the bytes are                                        | the door                  |
//! |------------------|------------------------------------------------------|---------------------------|
//! | [`return_body`]  | a form that a customer's browser posted               | the receiver and a belief |
//! | [`order_reader`] | an order as a store answered it                      | the reader and an upsell  |
//! | [`search_query`] | a page's length, what was typed, and where to go on   | the search of a ledger    |
//!
//! Each function panics where something does not hold. The targets in `fuzz` call them with what a
//! fuzzer makes up; the tests of this package call them with the same corpus and with what proptest
//! makes up.

mod catalogue;
mod order_reader;
mod return_body;
mod search_query;

pub use order_reader::order_reader;
pub use return_body::return_body;
pub use search_query::search_query;
