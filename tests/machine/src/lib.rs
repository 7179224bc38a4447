//! What lies beneath the program: a disk and a clock that a test rules. Linux only.
//!
//! Nothing of the program knows of it. [`disk::install`] puts a layer between SQLite and the system's
//! files: it keeps a journal of every write and sync, can be full or fail, and can end the process at
//! a named moment. From the journal [`power`] makes the files that a machine would have found after
//! its power failed: what was synced, and a drawn lot of what was not. [`clock`] moves the system's
//! time, as the program reads it.
//!
//! It shows what SQLite does to its own files through its own file layer. It cannot show what a disk
//! does that lies about having synced, what becomes of a folder's entries, or of files that are
//! written without SQLite.

#![cfg(target_os = "linux")]

pub mod clock;
pub mod disk;
pub mod journal;
pub mod power;
mod vfs;
