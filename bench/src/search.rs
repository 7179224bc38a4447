//! A keystroke in the search box to its answer in the till, beside the bare index query.

use std::time::Instant;

use anyhow::{Result, anyhow, ensure};
use rusqlite::Connection;
use rusqlite::types::Value;
use serde_json::json;

use crate::Extent;
use crate::figure::{Figure, Limit, Times};
use crate::sync::Desk;
use crate::typing::keystrokes;

/// What the Sell page asks for.
const PAGE: u32 = 50;

/// The index asked as plainly as it can be, best matches first, for the rows that are shown.
const BARE: &str = "
    SELECT variants.id, products.title, variants.title, sku, barcode, sellable, stock, stock_count,
           picture, prices
    FROM (SELECT rowid AS hit FROM words WHERE words MATCH ?1 ORDER BY rank LIMIT ?2)
    JOIN variants ON variants.id = hit JOIN products ON products.id = product_id";

/// Types into the till and into the bare index by turns.
pub(crate) async fn measure(desk: &Desk, extent: Extent) -> Result<Vec<Figure>> {
    let count = if extent == Extent::Full { 3_000 } else { 600 };
    let index = desk.books()?;
    let (mut till, mut bare) = (Times::default(), Times::default());
    let (mut found_by_till, mut found_bare) = (0, 0);
    for text in keystrokes(&index, count)? {
        let query = json!({ "query": text, "after": null, "limit": PAGE });
        let (answer, took) = desk.till().begin("search_products", query).timed().await;
        let answer = answer.map_err(|refused| anyhow!("{refused:?}"))?;
        till.add(took);
        let forgiven = answer["forgiven"].as_bool() == Some(true);
        let hits = answer["hits"].as_array().map_or(0, Vec::len);
        let asked = Instant::now();
        let rows = plain(&index, &text)?;
        bare.add(asked.elapsed());
        if !forgiven {
            ensure!(rows.min(1) <= hits, "the till found nothing for {text:?}, the index {rows}");
            (found_by_till, found_bare) = (found_by_till + hits, found_bare + rows);
        }
    }
    ensure!(found_bare * 10 >= found_by_till * 9, "the baseline found less: {found_bare}");
    let remark = format!(
        "{} keystrokes, medians {:.2} and {:.2} ms",
        till.len(),
        till.percentile(50),
        bare.percentile(50)
    );
    Ok([95, 99]
        .into_iter()
        .map(|percent| {
            Figure::new(
                format!("search, {} variants, p{percent}", desk.variants()),
                till.percentile(percent),
                ("the bare FTS5 query for the same rows", bare.percentile(percent)),
                "ms",
                Limit::AtMost(2.0),
                remark.clone(),
            )
        })
        .collect())
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
