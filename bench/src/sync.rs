//! The catalogue coming in: beside a bare bulk insert of the same rows, and beside the store's rate.

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use practice_store::CatalogueSize;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};
use serde_json::json;
use tillway_tests::{Setup, Shop, Till, books};

use crate::Extent;
use crate::figure::{Figure, Limit, Rounds};
use crate::search;

/// How many products a page of an unpaced store holds.
const PAGE: usize = 100;

/// How many variants, and how often they come in.
const SIZES: [(u32, usize); 4] = [(1_000, 5), (10_000, 5), (100_000, 3), (1_000_000, 1)];

/// Has catalogues of every size come in, and searches each.
pub(crate) async fn measure(extent: Extent, figures: &mut Vec<Figure>) -> Result<()> {
    let sizes = if extent == Extent::Full { &SIZES[..] } else { &SIZES[..2] };
    for (variants, times) in sizes {
        let mut rounds = Rounds::default();
        let mut desk = Desk::filled(*variants).await?;
        for time in 0..*times {
            if time > 0 {
                desk = Desk::filled(*variants).await?;
            }
            rounds.add(rate(*variants, desk.took), rate(*variants, desk.bulk_insert()?));
        }
        let name = format!("catalogue in, {variants} variants, unpaced");
        let beside = "a bare bulk insert";
        let figure = Figure::beside(name, "rows/s", &rounds, beside, Limit::AtLeast(0.5));
        figures.push(figure.remark(format!("pages of {PAGE}")));
        search::measure(&desk, extent, figures).await?;
    }
    figures.push(at_the_stores_rate(extent).await?);
    Ok(())
}

fn rate(rows: u32, took: Duration) -> f64 {
    f64::from(rows) / took.as_secs_f64()
}

/// A till whose catalogue is complete, and how long that took.
pub(crate) struct Desk {
    till: Till,
    variants: u32,
    took: Duration,
}

impl Desk {
    /// Brings this many variants in from a store that admits any number of requests.
    pub(crate) async fn filled(variants: u32) -> Result<Self> {
        let shop = Shop::with(|options| {
            options.catalogue = CatalogueSize::Grown { variants, seed: 1 };
            options.page_size = NonZeroUsize::new(PAGE).unwrap_or(options.page_size);
        })
        .await;
        let till = Setup::default().unpaced().start().await;
        let store = json!({ "address": shop.origin(), "token": shop.token() });
        till.ask("connect_store", store).await;
        // The first page is asked for now.
        let began = Instant::now();
        complete(&till).await;
        let took = began.elapsed();
        let kept = till.snapshot().await["catalogue"]["variants"].as_u64();
        ensure!(kept >= Some(u64::from(variants)), "only {kept:?} variants came in");
        Ok(Self { till, variants, took })
    }

    pub(crate) fn till(&self) -> &Till {
        &self.till
    }

    pub(crate) fn variants(&self) -> u32 {
        self.variants
    }

    /// The till's own books, to be read.
    pub(crate) fn books(&self) -> Result<Connection> {
        let path = books::ledgers(&self.till.data_dir()).pop().context("the till has no books")?;
        Ok(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?)
    }

    /// How long the same rows take into the same tables, by bare rusqlite in one transaction.
    fn bulk_insert(&self) -> Result<Duration> {
        let books = self.books()?;
        let tables = ["products", "variants", "terms"];
        let rows: Vec<Vec<Vec<Value>>> =
            tables.iter().map(|table| all_rows(&books, table)).collect::<Result<_>>()?;
        let words: Vec<Vec<Value>> = query(&books, WORDS)?;
        let folder = tempfile::tempdir()?;
        let mut bare = emptied(&books, &folder.path().join("bare.sqlite3"))?;
        let began = Instant::now();
        let transaction = bare.transaction()?;
        for (table, rows) in tables.iter().zip(&rows) {
            insert(&transaction, table, rows)?;
        }
        insert(&transaction, "words (rowid, title, variant, codes, mark)", &words)?;
        transaction.commit()?;
        let took = began.elapsed();
        let inserted: i64 =
            bare.query_row("SELECT count(*) FROM variants", [], |row| row.get(0))?;
        let inserted = usize::try_from(inserted)?;
        let wanted = usize::try_from(self.variants)?;
        let are_same = inserted == rows[1].len() && inserted == words.len() && inserted >= wanted;
        ensure!(are_same, "the baseline inserted {inserted} of {wanted} variants");
        Ok(took)
    }
}

/// What the index of words is made of: the till folds it before, the index itself after.
const WORDS: &str = "
    SELECT variants.id, lower(products.title), lower(variants.title),
           lower(coalesce(sku, '') || ' ' || replace(coalesce(sku, ''), '-', '') || ' '
                 || coalesce(barcode, '') || ' ' || coalesce(barcode, '')), 'b'
    FROM variants JOIN products ON products.id = product_id ORDER BY variants.id";

/// The time that the pages of a catalogue take at the store's rate, beside what the rate allows.
async fn at_the_stores_rate(extent: Extent) -> Result<Figure> {
    let pages: u32 = if extent == Extent::Full { 240 } else { 60 };
    let shop = Shop::with(|options| {
        options.requests_per_second = Some(4);
        options.page_size = NonZeroUsize::MIN;
        options.catalogue = CatalogueSize::Grown { variants: 4 * pages, seed: 1 };
    })
    .await;
    let till = Setup::default().start().await;
    till.ask("connect_store", json!({ "address": shop.origin(), "token": shop.token() })).await;
    let (mut heard, mut seen) = (0, Vec::new());
    while seen.len() < 2 {
        let event = till
            .until_told_after(&mut heard, "pages of the catalogue", |event| {
                event["kind"] == "catalogue_changed"
            })
            .await;
        let done = event["catalogue"]["done"].as_u64().unwrap_or(0);
        if done == 1 && seen.is_empty() || done >= u64::from(pages) {
            seen.push(Instant::now());
        }
    }
    let mut rounds = Rounds::default();
    rounds.add((seen[1] - seen[0]).as_secs_f64(), f64::from(pages - 1) / 4.0);
    let name = format!("catalogue in, {pages} pages at 4 requests a second");
    let figure = Figure::beside(name, "s", &rounds, "pages ÷ rate", Limit::AtMost(1.05));
    Ok(figure.remark("one product a page"))
}

async fn complete(till: &Till) {
    let mut heard = 0;
    till.until_told_after(&mut heard, "the whole catalogue", |event| {
        event["kind"] == "catalogue_changed"
            && event["catalogue"]["state"] == "ready"
            && !event["catalogue"]["syncedAt"].is_null()
    })
    .await;
}

/// An empty file with the same schema and the same pragmas.
fn emptied(like: &Connection, path: &std::path::Path) -> Result<Connection> {
    let bare = Connection::open(path)?;
    bare.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    let mut schema = like.prepare(
        "SELECT sql FROM sqlite_schema
         WHERE tbl_name IN ('products', 'variants', 'terms', 'words') AND sql IS NOT NULL",
    )?;
    for sql in schema.query_map([], |row| row.get::<_, String>(0))? {
        bare.execute_batch(&sql?)?;
    }
    Ok(bare)
}

fn all_rows(books: &Connection, table: &str) -> Result<Vec<Vec<Value>>> {
    query(books, &format!("SELECT * FROM {table}"))
}

fn query(books: &Connection, sql: &str) -> Result<Vec<Vec<Value>>> {
    let mut statement = books.prepare(sql)?;
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect())?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn insert(into: &Connection, table: &str, rows: &[Vec<Value>]) -> Result<()> {
    let Some(first) = rows.first() else { return Ok(()) };
    let places = vec!["?"; first.len()].join(", ");
    let mut statement = into.prepare(&format!("INSERT INTO {table} VALUES ({places})"))?;
    for row in rows {
        statement.execute(params_from_iter(row))?;
    }
    Ok(())
}
