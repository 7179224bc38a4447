//! The use cases.
pub mod event;
pub mod view;
