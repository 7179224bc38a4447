//! The till through the doors that users use: what it claims about money, held against the books of
//! the store.
//!
//! | module        | what it proves                                                             |
//! |---------------|----------------------------------------------------------------------------|
//! | `sale_flow`   | from the cart to the receipt, each step once                               |
//! | `selling`     | the catalogue, search, scanner, cart and customer keep pace with speech     |
//! | `certainty`   | a payment is what the store says, whatever the customer's browser does     |
//! | `attention`   | what only a person can decide, and that it is done once                      |
//! | `money_back`  | what is paid back is what was confirmed, once, whatever the wire does       |
//! | `reports`     | what sales came to: in reports, on sheets, in files                        |
//! | `comparing`   | each day's sales beside the store's orders                                 |
//! | `kill_points` | killed anywhere, the next start ends in the truth                          |
//! | `power`       | and so does the one after the power failed                                 |
//! | `bad_world`   | every trouble has its own words and loses nothing                          |
//! | `chaos`       | many runs in which everything goes wrong that can end in the truth         |
//! | `offers`      | upsell offers are made, priced, counted and kept as they were shown         |
//! | `data`        | backups, the way back, the export, and what is forgotten of customers       |
//! | `two_tills`   | tills that share a store keep out of each other's sales                    |
//! | `two_stores`  | and so do the stores of one till                                           |
//! | `contract`    | all that is asked of the Admin API keeps to its specification              |
//! | `secrecy`     | what must not be found in a log, on the disk, in the interface             |
//! | `directions`  | which part of the program may name which                                   |
//!
//! The harness is this package's library; its documentation begins with a tour.

mod attention;
mod bad_world;
mod certainty;
#[cfg(target_os = "linux")]
mod chaos;
mod comparing;
mod contract;
mod data;
mod directions;
mod kill_points;
mod money_back;
mod offers;
#[cfg(target_os = "linux")]
mod power;
mod reports;
mod sale_flow;
mod secrecy;
mod selling;
mod two_stores;
mod two_tills;
