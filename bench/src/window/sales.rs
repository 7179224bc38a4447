//! Whole sales by the seller's keyboard, each paid by a page that acts by itself.

use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context as _, Result, bail, ensure};
use rusqlite::Connection;
use tillway_tests::Wire;
use window_tests::Keyboard;
use x11rb::protocol::xproto::Window;

use super::glyph;
use super::stage::{CUSTOMER, Stage};
use crate::figure::Times;
use crate::report::folder;

/// How long each step of a sale may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long a key may take to do what it does before it is pressed again.
const DONE_WITHIN: Duration = Duration::from_millis(1_500);

/// A window that has not changed for so long shows what was looked for.
const STILL: Duration = Duration::from_millis(120);

/// The sale on show, by what the books keep of it.
const SHOWN: &str = "SELECT coalesce(json_extract(cart, '$.customer.address'), ''), items, state
    FROM sales WHERE id = (SELECT json_extract(value, '$') FROM settings WHERE key = 'current_sale')";

/// Sells so often. Gives, for each sale, the time from Charge to the moment at which the payment window
/// asked for its page, less what the store itself took to answer.
pub(crate) async fn sell(stage: &Stage, window: Window, times: usize) -> Result<Times> {
    let books = stage.books()?;
    let mut keyboard = Keyboard::of(&stage.desktop).await?;
    let mut latencies = Times::default();
    for number in 1..=times {
        let latency = once(stage, window, &books, &mut keyboard).await;
        if latency.is_err() {
            // What the seller saw then, for whoever asks why.
            let _ = stage.desktop.picture_of_till(&folder()?.join("broken-off.png")).await;
        }
        latencies.add(latency.with_context(|| format!("the sale {number} of {times}"))?);
    }
    Ok(latencies)
}

async fn once(
    stage: &Stage,
    window: Window,
    books: &Connection,
    keyboard: &mut Keyboard<'_>,
) -> Result<Duration> {
    tokio::task::block_in_place(|| stage.screen.activate(window))?;
    keyboard.presses("F2").await?;
    keyboard.types(&stage.article).await?;
    looked_at(stage, window)?;
    until("the article", async || {
        keyboard.presses("Return").await?;
        within(DONE_WITHIN, || Ok(shown(books)?.is_some_and(|(_, items, _)| items > 0))).await
    })
    .await?;
    keyboard.presses("F3").await?;
    keyboard.types(CUSTOMER).await?;
    looked_at(stage, window)?;
    until("the customer", async || {
        keyboard.presses("Return").await?;
        within(DONE_WITHIN, || Ok(shown(books)?.is_some_and(|(address, ..)| !address.is_empty())))
            .await
    })
    .await?;
    let (visits, pressed_at) = (stage.wire.visits().len(), SystemTime::now());
    keyboard.presses("F9").await?;
    let paid = || Ok(shown(books)?.is_some_and(|(.., state)| state == "paid"));
    ensure!(within(PATIENCE, paid).await?, "it was not paid");
    let latency = latency(&stage.wire, visits, pressed_at)?;
    tokio::task::block_in_place(|| stage.screen.activate(window))?;
    until("a new sale", async || {
        keyboard.presses("Return").await?;
        within(DONE_WITHIN, || Ok(shown(books)?.is_none())).await
    })
    .await?;
    Ok(latency)
}

/// Waits as a person does who looks at what was found before she takes it.
fn looked_at(stage: &Stage, window: Window) -> Result<()> {
    tokio::task::block_in_place(|| glyph::rest(&stage.screen, window, STILL))
}

/// What lies between the key and the first page, without the time that the store had the order.
fn latency(wire: &Wire, visits: usize, pressed_at: SystemTime) -> Result<Duration> {
    let placing = wire.of("POST", "/orders/").pop().context("an order")?;
    let given_at = placing.given_at.context("an answer")?;
    let store = given_at.duration_since(placing.asked_at)?;
    let visit = wire.visits().into_iter().nth(visits).context("a visit of the payment page")?;
    Ok(visit.at.duration_since(pressed_at)?.saturating_sub(store))
}

fn shown(books: &Connection) -> Result<Option<(String, u32, String)>> {
    let mut statement = books.prepare_cached(SHOWN)?;
    let mut rows = statement.query([])?;
    Ok(match rows.next()? {
        Some(row) => Some((row.get(0)?, row.get(1)?, row.get(2)?)),
        None => None,
    })
}

/// Does something until it has worked.
async fn until(what: &str, mut go: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if go().await? {
            return Ok(());
        }
    }
    bail!("{what} did not come")
}

/// Looks until it is so, or the time is over.
async fn within(time: Duration, is_so: impl Fn() -> Result<bool>) -> Result<bool> {
    let began = Instant::now();
    while began.elapsed() < time {
        if is_so()? {
            return Ok(true);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(false)
}
