//! Ledgers in trouble, through the ledger's own door: files that are cut, foreign, altered or left
//! by a till that stopped, and copies made while a till works.
//!
//! `desk` makes the files: one closed, or one as a stopped till leaves it, with its journal.

mod copies;
mod desk;
mod opening;
mod proof;
