//! A keystroke in the search box to its answer in the till, beside the bare index query and beside what
//! a till in a browser would search with.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, ensure};
use rusqlite::Connection;
use rusqlite::types::Value;
use serde_json::json;

use crate::Extent;
use crate::browser::{self, LIBRARIES, Library};
use crate::figure::{Figure, Limit, Rounds, Times};
use crate::sync::Desk;
use crate::typing::keystrokes;

/// What the Sell page asks for.
const PAGE: u32 = 50;

/// At so many variants the till must be faster than the browsers' libraries.
const FASTER_AT: u32 = 100_000;

/// The index asked as plainly as it can be, best matches first, for the rows that are shown.
const BARE: &str = "
    SELECT variants.id, products.title, variants.title, sku, barcode, sellable, stock, stock_count,
           picture, prices
    FROM (SELECT rowid AS hit FROM words WHERE words MATCH ?1 ORDER BY rank LIMIT ?2)
    JOIN variants ON variants.id = hit JOIN products ON products.id = product_id";

/// What one round of keystrokes took: of the till and of the bare index, by turns.
struct Typed {
    till: Times,
    bare: Times,
    /// How many rows the till showed for each; none where it forgave a slip.
    hits: Vec<Option<usize>>,
}

/// Types the same into each.
pub(crate) async fn measure(desk: &Desk, extent: Extent, figures: &mut Vec<Figure>) -> Result<()> {
    // The bare index ranks every hit, which takes it long among very many.
    let is_long = extent == Extent::Full && desk.variants() <= FASTER_AT;
    let (count, rounds) = if is_long { (1_000, 5) } else { (300, 3) };
    let index = desk.books()?;
    let keystrokes = keystrokes(&index, count)?;
    let mut typed = Vec::new();
    for _ in 0..rounds {
        typed.push(type_once(desk, &index, &keystrokes).await?);
    }
    for percent in [50, 95, 99] {
        let mut beside = Rounds::default();
        for round in &mut typed {
            beside.add(round.till.percentile(percent), round.bare.percentile(percent));
        }
        let name = format!("search, {} variants, p{percent}", desk.variants());
        let limit = (percent == 95).then_some(Limit::AtMost(2.0));
        let figure = Figure::beside(name, "ms", &beside, "the bare FTS5 query", limit);
        figures.push(figure.remark(format!("{count} keystrokes a round")));
    }
    beside_libraries(desk, &index, &keystrokes, &mut typed, figures).await
}

async fn type_once(desk: &Desk, index: &Connection, keystrokes: &[String]) -> Result<Typed> {
    let (mut till, mut bare, mut hits) = (Times::default(), Times::default(), Vec::new());
    let (mut found_by_till, mut found_bare) = (0, 0);
    for text in keystrokes {
        let query = json!({ "query": text, "after": null, "limit": PAGE });
        let (answer, took) = desk.till().begin("search_products", query).timed().await;
        let answer = answer.map_err(|refused| anyhow!("{refused:?}"))?;
        till.add(took);
        let found = answer["hits"].as_array().map_or(0, Vec::len);
        let asked = Instant::now();
        let rows = plain(index, text)?;
        bare.add(asked.elapsed());
        let is_forgiven = answer["forgiven"].as_bool() == Some(true);
        if !is_forgiven {
            ensure!(rows.min(1) <= found, "the till found nothing for {text:?}, the index {rows}");
            (found_by_till, found_bare) = (found_by_till + found, found_bare + rows);
        }
        hits.push((!is_forgiven).then_some(found));
    }
    ensure!(found_bare * 10 >= found_by_till * 9, "the baseline found less: {found_bare}");
    Ok(Typed { till, bare, hits })
}

/// The libraries answer the same keystrokes, each by itself: they hold all in memory.
async fn beside_libraries(
    desk: &Desk,
    index: &Connection,
    keystrokes: &[String],
    typed: &mut [Typed],
    figures: &mut Vec<Figure>,
) -> Result<()> {
    if desk.variants() > FASTER_AT {
        let name = format!("search, {} variants, beside the browser's libraries", desk.variants());
        figures.push(Figure::not_measured(name, "MiniSearch takes seconds for single keys there"));
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let variants = browser::write(folder.path(), index, keystrokes)?;
    let limit = (desk.variants() == FASTER_AT).then_some(Limit::AtMost(1.0));
    for name in LIBRARIES {
        let mut library = Library::load(name, folder.path(), variants).await?;
        let mut beside = Rounds::default();
        for round in &mut *typed {
            let answered = library.round().await?;
            did_as_much(name, &round.hits, &answered.hits)?;
            let mut times = Times::default();
            answered
                .times_ms
                .iter()
                .for_each(|ms| times.add(Duration::from_secs_f64(ms / 1_000.0)));
            beside.add(round.till.percentile(95), times.percentile(95));
        }
        let loaded = &library.loaded;
        let what = format!("{} {}", loaded.library, loaded.version);
        let name = format!("search, {} variants, p95", desk.variants());
        figures.push(Figure::beside(name, "ms", &beside, &what, limit).remark(format!(
            "it loads for {:.1} s at each start, and holds {:.0} MB of {:.0} MB",
            loaded.load_ms / 1_000.0,
            loaded.heap_bytes / 1e6,
            loaded.rss_bytes / 1e6
        )));
    }
    Ok(())
}

/// A library that shows less than the till for the same keys has not done the same.
fn did_as_much(name: &str, till: &[Option<usize>], library: &[usize]) -> Result<()> {
    ensure!(till.len() == library.len(), "{name} answered {} keystrokes", library.len());
    let pairs =
        till.iter().zip(library).filter_map(|(till, library)| Some((till.as_ref()?, library)));
    let (found, by_library) =
        pairs.fold((0, 0), |(one, two), (till, library)| (one + till, two + library));
    ensure!(by_library * 100 >= found * 95, "{name} showed {by_library} rows, the till {found}");
    Ok(())
}

/// The words of the text as the index's own language has them.
fn plain(index: &Connection, text: &str) -> Result<usize> {
    let phrases: Vec<String> = text
        .split_whitespace()
        .map(|word| word.replace(|c: char| !c.is_alphanumeric(), " "))
        .filter(|word| !word.trim().is_empty())
        .map(|word| format!("\"{word}\" *"))
        .collect();
    if phrases.is_empty() {
        return Ok(0);
    }
    let mut statement = index.prepare_cached(BARE)?;
    let rows = statement.query_map((phrases.join(" "), PAGE), |row| {
        (0..10).map(|column| row.get(column)).collect::<rusqlite::Result<Vec<Value>>>()
    })?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.len())
}
