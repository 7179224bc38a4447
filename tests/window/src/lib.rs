//! The shipped program in its real window, driven like a person.
//!
//! A tour of the harness:
//! - [`Desktop`] is a desk of its own for each run: a screen (the one there is, else Xvfb), a
//!   session bus with an unlocked keychain, and folders that nothing else uses.
//! - [`Till`] is the program on that desk, started by `tauri-driver`, which drives the seller's
//!   window; it can be killed and started again on the same data.
//! - [`Page`] finds things in the seller's window as a person with a screen reader does, by role
//!   and name, and clicks, types and waits for what should appear.
//! - [`Customer`] sits at the payment window, which no driver can see: it types on the keyboard,
//!   and is seen only by what arrives at the store and by pictures of the screen.
//! - [`Keyboard`] is the seller's own, and her scanner, where real keys matter.
//! - [`Books`] reads what the practice store has written down: orders, charges, cookies.
//!
//! Nothing waits a fixed time. What should happen is asked for until it has, or a deadline passes.

mod books;
mod customer;
mod desktop;
mod keyboard;
mod page;
mod process;
mod till;

pub use books::Books;
pub use customer::Customer;
pub use desktop::{Desktop, workspace};
pub use keyboard::Keyboard;
pub use page::{Named, Page};
pub use process::Group;
pub use till::Till;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use tokio::time::timeout;

/// How long anything may take that a person would wait for.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Asks until there is an answer.
///
/// # Errors
/// When [`PATIENCE`] is over, naming what was waited for.
pub async fn until<T, F>(what: &str, mut ask: impl FnMut() -> F) -> Result<T>
where
    F: Future<Output = Result<Option<T>>>,
{
    let deadline = Instant::now() + PATIENCE;
    loop {
        let outcome = match timeout(PATIENCE, ask()).await {
            Ok(outcome) => outcome,
            Err(_) => bail!("nobody answered about {what}"),
        };
        match outcome {
            Ok(Some(found)) => return Ok(found),
            Err(error) if Instant::now() > deadline => return Err(error.context(what.to_owned())),
            Ok(None) if Instant::now() > deadline => bail!("waited in vain for {what}"),
            // What cannot be asked yet is asked again: a window that is still opening, say.
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}
