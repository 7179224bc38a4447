//! The shipped program in its real window: what only that can show.

mod accessibility;
mod crash;
mod demo;
mod instance;
mod keyboard;
mod payment_window;
mod token;
