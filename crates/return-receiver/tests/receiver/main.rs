//! The receiver through its only door, the socket, and with the till's side of the channel.
//!
//! `support` has the till (a receiver with one live token), requests written byte by byte, and
//! replies read to the end of the connection. Every reply is checked there for the headers that
//! every answer must have.
//!
//! The real limits are tested without waiting for them, on tokio's paused clock, which jumps to
//! the next timer when no task can go on. It doesn't know what is still on its way through a
//! socket: so it is paused only once the request is in, or where its end is all that can follow.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its support as well")]

mod crowd;
mod garbage;
mod life;
mod limits;
mod log;
mod pages;
mod refusals;
mod returns;
mod support;
