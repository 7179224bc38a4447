//! Ledgers of as many sales as wanted: years of a busy till, made in a minute.
//!
//! [`grow`] adds sales to a ledger that nobody has open, through the real schema and in one
//! transaction; its events continue the chain, so that the books prove themselves as before. Which
//! sales those are follows from the [`Growth`] alone: [`Growth::sale`] tells what the *n*-th is, so
//! that a test knows what it looks for without asking the ledger.
//!
//! What is filled: `sales` with their carts, `events`, `orders` with bodies as a store sends them,
//! `upsells` and what was `offered`, `cancellations`, `customers`, what reports count (`paid_orders`,
//! `order_lines`, `order_refunds`), and the index of sales. The sales lie evenly in the three
//! years up to [`END`]. Nine of ten are paid; one of fifty of these was cancelled and paid back, one
//! of ten has an upsell that was charged. The others are not paid, cancelled, held, or wait for a
//! person. None is open, so that a till which starts on the ledger asks no store about it.
//!
//! A new table gets its rows in `fill`, from what `Grown` says of a sale.

mod body;
mod facts;
mod fill;
mod goods;
mod order;
mod people;
mod sold;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use ledger::{Ledger, Posting};

pub use sold::{Grown, Sold};

/// The sales are older than this: the start of 2025, UTC, in milliseconds since 1970.
pub const END: i64 = 1_735_689_600_000;

/// How long the sales took: three years, in milliseconds.
pub const SPAN: i64 = 1_096 * 24 * 60 * 60 * 1_000;

/// So many sales are taken into the index with one commit.
const INDEXED_AT_ONCE: u32 = 50_000;

/// So many pages of it are then put together with one commit.
const PAGES_AT_ONCE: u32 = 100_000;

/// A ledger that nobody else has open is closed well within this.
const CLOSES_WITHIN: Duration = Duration::from_secs(30);

/// Which sales a ledger is grown by.
#[derive(Debug, Clone, Copy)]
pub struct Growth {
    /// How many.
    pub sales: u32,
    /// Which ones: the same number gives the same sales.
    pub seed: u64,
}

/// Adds sales to the ledger at `path`, which nobody may have open; it is made where there is none.
///
/// It blocks: in an asynchronous test, call it where blocking is allowed.
///
/// # Errors
/// When the file is no ledger, cannot be written, or holds sales of the same growth already.
pub fn grow(path: &Path, growth: Growth) -> Result<()> {
    std::thread::scope(|scope| {
        // A thread without a runtime of its caller's, as this one has its own.
        let grown = scope.spawn(|| {
            drop(Ledger::open(path)?);
            until_closed(path)?;
            fill::fill(path, growth)?;
            index(path)?;
            until_closed(path)?;
            fill::end(path)
        });
        grown.join().ok().context("growing a ledger failed")?
    })
}

/// Brings the index of sales up to date and gathers it, as the till would while nobody asks anything.
fn index(path: &Path) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let ledger = Ledger::open(path)?;
    let some = |posting: &Posting<'_>| posting.index_sales(INDEXED_AT_ONCE);
    while runtime.block_on(ledger.post(some))? > 0 {}
    let some = |posting: &Posting<'_>| posting.gather_words(PAGES_AT_ONCE);
    while runtime.block_on(ledger.post(some))? {}
    Ok(())
}

/// A ledger that was let go is closed by its own thread, which then takes the journal away.
fn until_closed(path: &Path) -> Result<()> {
    let journal = PathBuf::from(format!("{}-wal", path.display()));
    let since = Instant::now();
    while journal.exists() {
        ensure!(since.elapsed() < CLOSES_WITHIN, "{} is open somewhere", path.display());
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_grown_proves_itself_and_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ledger.sqlite3");
        let growth = Growth { sales: 2_000, seed: 1 };
        grow(&path, growth).expect("grown");
        grow(&path, Growth { sales: 10, seed: 2 }).expect("grown once more");
        assert!(matches!(ledger::prove(&path), Ok(Ok(events)) if events > 4_000));
        let ledger = Ledger::open(&path).expect("a ledger");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let sold = growth.sale(1_234);
        let text = sold.customer.email.clone();
        let filter = ledger::SaleFilter { text, limit: 200, ..ledger::SaleFilter::default() };
        let found = runtime.block_on(ledger.list_sales(filter)).expect("readable");
        assert!(found.iter().any(|sale| sale.id == sold.id), "{sold:?}");
    }
}
