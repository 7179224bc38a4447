//! The program. Everything is in the library, so that tests reach it too.

// A release on Windows has no console window.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    tillway_host::run()
}
