//! A customer's return, beside the least that keeps it: one synced insert of the same bytes.
//!
//! The till is the real one in a process of its own. Its sales wait for payment, their customers have
//! paid, and their way back is posted over a fresh connection: timed from the connect to the last byte
//! of the page that thanks them, which comes after the commit.

mod bare;
mod syncs;

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use tillway_tests::shop::KETTLE;
use tillway_tests::{Setup, Shop, Till, WayBack, books};
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use crate::Extent;
use crate::figure::{Figure, Limit, Rounds, Times};
use crate::post::{Answered, Post};
use bare::Bare;

/// What is measured is one customer at a time, as at one till. A return sets off more: the interface is told, and the
/// store is asked at once whether it was paid. That is let come to its end, and then to rest for this
/// long, before the next turn, the till's and the bare insert's alike: a shop's next customer does not
/// come in the same millisecond, and the bare insert must not run beside the till's work either.
const REST: Duration = Duration::from_millis(20);

/// Files that were in use for a while write over their journal, which is quicker than having it grow. The
/// till's has become one by making its sales; the bare one becomes one by so many inserts.
const WORN_IN: usize = 500;

/// How many returns and inserts are watched for their syncs.
const WATCHED: usize = 10;

/// The till's returns beside bare inserts.
pub(crate) async fn measure(extent: Extent, figures: &mut Vec<Figure>) -> Result<()> {
    let (rounds, turns) = match extent {
        Extent::Full => (5, 200),
        Extent::Quick => (2, 50),
    };
    syncs::check(WATCHED).await?;
    let (mut half, mut most) = (Rounds::default(), Rounds::default());
    for _ in 0..rounds {
        let [mut till, mut bare] = round(turns).await?;
        half.add(till.percentile(50), bare.percentile(50));
        most.add(till.percentile(99), bare.percentile(99));
    }
    let remark = format!("{rounds} rounds of {turns}");
    let what = "a bare synced insert";
    for (name, rounds, limit) in [("p50", &half, 1.5), ("p99", &most, 3.0)] {
        let name = format!("return posted, committed and answered, {name}");
        let figure = Figure::beside(name, "ms", rounds, what, Limit::AtMost(limit));
        figures.push(figure.remark(&remark));
    }
    Ok(())
}

/// So many returns to one till and as many bare inserts of their bodies, by turns.
async fn round(turns: usize) -> Result<[Times; 2]> {
    let shop = Shop::open().await;
    let till = Setup::default().unpaced().calling_unpaced().at(&shop).await;
    let returns = paid_but_not_back(&till, turns).await?;
    let folder = tempfile::tempdir()?;
    let mut bare = Bare::open(&folder.path().join("bare.sqlite3"))?;
    let worn_in = returns.iter().cycle().take(WORN_IN);
    let before: Vec<Vec<u8>> = worn_in.map(|(_, way)| way.body().into_bytes()).collect();
    for body in &before {
        (bare, _) = bare.keep(body)?;
    }
    let mut times = [Times::default(), Times::default()];
    for (sale, way) in &returns {
        times[0].add(come_back(way).await?.took);
        till.until_paid(sale).await;
        sleep(REST).await;
        let body = way.body().into_bytes();
        let took;
        (bare, took) = spawn_blocking(move || bare.keep(&body)).await??;
        times[1].add(took);
        sleep(REST).await;
    }
    let bodies: Vec<Vec<u8>> = returns.iter().map(|(_, way)| way.body().into_bytes()).collect();
    ensure!(
        bare.bodies()?[WORN_IN..] == bodies,
        "the bare inserts did not keep what they were given"
    );
    ensure!(kept(&till)? == bodies, "the till did not keep what it was given");
    Ok(times)
}

/// So many sales of a till whose customers have paid and stand before the way back.
async fn paid_but_not_back(till: &Till, count: usize) -> Result<Vec<(String, WayBack)>> {
    let mut returns = Vec::new();
    for number in 0..count {
        let email = format!("grace{number}@example.com");
        let (sale, customer) = till.paid_but_not_back(&[KETTLE], &email).await;
        returns.push((sale, customer.way_back()));
        till.ask("new_sale", json!({})).await;
    }
    Ok(returns)
}

/// Goes the way back once.
async fn come_back(way: &WayBack) -> Result<Answered> {
    let post = Post::new(&way.url, &way.origin, &way.body())?;
    // On a thread of its own from before the clock starts.
    let answered = spawn_blocking(move || post.send()).await??;
    ensure!(answered.status == 200, "a return was answered with {}", answered.status);
    let page = String::from_utf8_lossy(&answered.body);
    ensure!(page.contains("Thank you"), "a customer who has paid was shown {page}");
    Ok(answered)
}

/// The bodies in the till's books, in the order in which they came.
fn kept(till: &Till) -> Result<Vec<Vec<u8>>> {
    let ledger = books::ledgers(&till.data_dir()).pop().context("the till has no books")?;
    let books = Connection::open_with_flags(ledger, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement = books.prepare("SELECT body FROM returns ORDER BY id")?;
    let bodies = statement.query_map([], |row| row.get(0))?;
    Ok(bodies.collect::<rusqlite::Result<_>>()?)
}
