//! Reports and files of a till with very many sales, beside a bare query that reads the same rows.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, ensure};
use grown::{Growth, grow};
use rusqlite::{Connection, OpenFlags, types::Value as Cell};
use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Setup, Shop, Till, books};

use crate::Extent;
use crate::figure::{Figure, Limit, Rounds};

const DAY_MS: i64 = 86_400_000;

/// Spans that end a month before the newest sale, and how often each is asked for. All sales lie in
/// the three years before it.
const SPANS: [(&str, i64, usize); 4] =
    [("day", 1, 50), ("month", 30, 20), ("year", 365, 5), ("three years", 1_096, 3)];

/// Each order and each line that was paid in a span, as plainly as they can be read.
const BARE_ORDERS: &str =
    "SELECT * FROM paid_orders WHERE paid_at >= ?1 AND paid_at < ?2 ORDER BY paid_at";
const BARE_LINES: &str = "SELECT line.*, paid_at
    FROM paid_orders CROSS JOIN order_lines AS line USING (order_number)
    WHERE paid_at >= ?1 AND paid_at < ?2 ORDER BY paid_at";

/// What they stand beside.
const BARE_ROWS: &str = "the bare rows read one by one";

/// How long reports and files take among few sales and among many.
pub(crate) async fn measure(extent: Extent, figures: &mut Vec<Figure>) -> Result<()> {
    let sizes: &[u32] = match extent {
        Extent::Full => &[10_000, 100_000, 1_000_000],
        Extent::Quick => &[10_000, 100_000],
    };
    for sales in sizes {
        let shop = Shop::open().await;
        let till = busy(&shop, Growth { sales: *sales, seed: 1 }).await?;
        let path = books::ledgers(&till.data_dir()).pop().context("the till has no books")?;
        let bare = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        for (name, days, times) in SPANS {
            figures.push(report(&till, &bare, *sales, (name, days, times)).await?);
        }
        for (kind, sql) in [("orders", BARE_ORDERS), ("lines", BARE_LINES)] {
            figures.push(file(&till, &bare, *sales, (kind, sql)).await?);
        }
    }
    Ok(())
}

/// A till that has made so many sales.
async fn busy(shop: &Shop, growth: Growth) -> Result<Till> {
    let mut till = Setup::default().at(shop).await;
    till.variant(KETTLE).await;
    till.change_books(move |ledger| grow(ledger, growth)).await?;
    Ok(till)
}

/// The days up to a month before the newest sale; more of them than that reach to the newest.
fn span(days: i64) -> (i64, i64) {
    let to = if days > 1_000 { grown::END } else { grown::END - 30 * DAY_MS };
    (to - days * DAY_MS, to)
}

async fn report(
    till: &Till,
    bare: &Connection,
    sales: u32,
    (name, days, times): (&str, i64, usize),
) -> Result<Figure> {
    let (from, to) = span(days);
    let mut rounds = Rounds::default();
    let mut rows = 0;
    for _ in 0..times {
        let asking = till.begin("report", json!({ "from": from, "to": to }));
        let (answer, took) = asking.timed().await;
        answer.map_err(|refused| anyhow!("{refused:?}"))?;
        let began = Instant::now();
        rows = read(bare, BARE_ORDERS, (from, to))? + read(bare, BARE_LINES, (from, to))?;
        rounds.add(took.as_secs_f64() * 1_000.0, began.elapsed().as_secs_f64() * 1_000.0);
    }
    let name = format!("report of a {name}, {sales} sales");
    let figure = Figure::beside(name, "ms", &rounds, BARE_ROWS, Limit::AtMost(2.0));
    Ok(figure.remark(format!("{rows} orders and lines, {times} times")))
}

async fn file(
    till: &Till,
    bare: &Connection,
    sales: u32,
    (kind, sql): (&str, &str),
) -> Result<Figure> {
    let (from, to) = span(1_096);
    let began = Instant::now();
    let asked = json!({ "kind": kind, "from": from, "to": to });
    let begun = till.call("export_csv", asked).await.map_err(|error| anyhow!("{error:?}"))?;
    let ended = ended(till, &begun).await;
    let took = began.elapsed();
    ensure!(ended["state"] == "done", "the file was not written: {ended}");
    let began = Instant::now();
    let rows = read(bare, sql, (from, to))?;
    let plain = rate(rows, began.elapsed());
    ensure!(ended["done"] == rows, "{ended} beside {rows} bare rows");
    let mut rounds = Rounds::default();
    rounds.add(rate(rows, took), plain);
    let name = format!("CSV of {kind}, {sales} sales");
    let figure = Figure::beside(name, "rows/s", &rounds, BARE_ROWS, Limit::AtLeast(0.1));
    Ok(figure.remark(format!("{rows} rows")))
}

async fn ended(till: &Till, begun: &Value) -> Value {
    let mut heard = 0;
    loop {
        let mine = |event: &Value| event["csv"]["id"] == begun["id"];
        let told = till.until_told_after(&mut heard, "how far the file is", mine).await;
        if told["csv"]["state"] != "running" {
            return told["csv"].clone();
        }
    }
}

fn read(bare: &Connection, sql: &str, span: (i64, i64)) -> Result<u32> {
    let mut statement = bare.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(span)?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let _: Cell = row.get(column)?;
        }
        count += 1;
    }
    Ok(count)
}

fn rate(rows: u32, took: Duration) -> f64 {
    f64::from(rows) / took.as_secs_f64()
}
