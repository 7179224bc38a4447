//! The list of sales and its search beside the bare query of the same index, and among very many sales
//! beside the same among few.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, ensure};
use grown::{Growth, grow};
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, OpenFlags, Params};
use serde_json::json;
use tillway_tests::shop::KETTLE;
use tillway_tests::{Setup, Shop, Till, books};

use crate::Extent;
use crate::figure::{Figure, Limit, Rounds, Times};

/// What the Orders page asks for.
const PAGE: u32 = 50;

/// How many sales a seller looks for.
const LOOKED_FOR: u32 = 60;

/// How often everything is asked.
const ROUNDS: usize = 5;

/// The newest rows, as plainly as they can be read.
const BARE_PAGE: &str = "SELECT id, state, started_at, order_number, customer, items, currency,
        total_minor, EXISTS (
            SELECT 1 FROM attention WHERE sale_id = sales.id AND settled_at IS NULL)
    FROM sales ORDER BY place DESC LIMIT ?1";

/// The newest rows that the index has under some words.
const BARE_SEARCH: &str = "SELECT id, state, started_at, order_number, customer, items, currency,
        total_minor, EXISTS (
            SELECT 1 FROM attention WHERE sale_id = sales.id AND settled_at IS NULL)
    FROM sale_words CROSS JOIN sales ON place = -sale_words.rowid
    WHERE sale_words MATCH ?2 ORDER BY sale_words.rowid LIMIT ?1";

/// What is in the box after a key, and the same in the index's language; none shows all sales.
struct Typed {
    text: String,
    words: Option<String>,
    /// The sale that is looked for, once all was typed that a seller knows of it.
    meant: Option<String>,
}

/// A till that has made many sales, its file as anybody may read it, and the 95th percentiles of each
/// round in milliseconds: the till's and the bare query's.
struct Busy {
    sales: u32,
    till: Till,
    bare: Connection,
    typed: Vec<Typed>,
    page: Vec<[f64; 2]>,
    search: Vec<[f64; 2]>,
    _shop: Shop,
}

/// How long a page and a search take, among ten thousand sales and more.
pub(crate) async fn measure(extent: Extent, figures: &mut Vec<Figure>) -> Result<()> {
    let sizes: &[u32] = match extent {
        Extent::Full => &[10_000, 100_000, 1_000_000],
        Extent::Quick => &[10_000, 100_000],
    };
    let mut all = Vec::new();
    for sales in sizes {
        all.push(Busy::open(*sales).await?);
    }
    // The sizes take turns too.
    for round in 0..ROUNDS {
        for busy in &mut all {
            busy.ask_everything(round).await?;
        }
    }
    for busy in &all {
        figures.push(busy.beside_bare("page", &busy.page));
        figures.push(busy.beside_bare("search", &busy.search));
    }
    let [few, .., many] = &all[..] else { return Ok(()) };
    figures.push(many.beside_few("page", &many.page, &few.page));
    figures.push(many.beside_few("search", &many.search, &few.search));
    Ok(())
}

impl Busy {
    async fn open(sales: u32) -> Result<Self> {
        let growth = Growth { sales, seed: 1 };
        let shop = Shop::open().await;
        let mut till = Setup::default().at(&shop).await;
        till.variant(KETTLE).await;
        till.change_books(move |ledger| grow(ledger, growth)).await?;
        let path = books::ledgers(&till.data_dir()).pop().context("the till has no books")?;
        let bare = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let (page, search) = (Vec::new(), Vec::new());
        Ok(Self { sales, till, bare, typed: typed(growth), page, search, _shop: shop })
    }

    /// Asks for the page and for what was typed after each key, the till and the bare file by turns.
    async fn ask_everything(&mut self, round: usize) -> Result<()> {
        let all = Typed { text: String::new(), words: None, meant: None };
        let (mut page, mut search) = (<[Times; 2]>::default(), <[Times; 2]>::default());
        for (nth, typed) in self.typed.iter().enumerate() {
            // Whoever comes second finds what he reads in memory.
            let till_first = (nth + round).is_multiple_of(2);
            self.ask_both(&all, till_first, &mut page).await?;
            self.ask_both(typed, till_first, &mut search).await?;
        }
        self.page.push(page.map(|mut times| times.percentile(95)));
        self.search.push(search.map(|mut times| times.percentile(95)));
        Ok(())
    }

    async fn ask_both(
        &self,
        typed: &Typed,
        till_first: bool,
        times: &mut [Times; 2],
    ) -> Result<()> {
        let early = if till_first { None } else { Some(self.ask_bare(typed)?) };
        let (found, took) = self.ask_till(typed).await?;
        let (rows, bare_took) = early.map_or_else(|| self.ask_bare(typed), Ok)?;
        times[0].add(took);
        times[1].add(bare_took);
        let text = &typed.text;
        ensure!(found == rows, "{text:?}: the till has {} rows, bare {}", found.len(), rows.len());
        let is_last_page = found.len() < PAGE as usize;
        let is_missed = typed.meant.as_ref().is_some_and(|meant| !found.contains(meant));
        ensure!(!(is_last_page && is_missed), "{text:?} does not find {:?}", typed.meant);
        Ok(())
    }

    async fn ask_till(&self, typed: &Typed) -> Result<(Vec<String>, Duration)> {
        let query = json!({ "text": typed.text, "limit": PAGE });
        let asking = self.till.begin("list_sales", json!({ "query": query }));
        let (answer, took) = asking.timed().await;
        let answer = answer.map_err(|refused| anyhow!("{refused:?}"))?;
        let rows = answer.as_array().context("no list")?.iter();
        let ids = rows.map(|row| row["id"].as_str().map(str::to_owned).context("no id"));
        Ok((ids.collect::<Result<_>>()?, took))
    }

    fn ask_bare(&self, typed: &Typed) -> Result<(Vec<String>, Duration)> {
        let asked = Instant::now();
        let rows = match &typed.words {
            Some(words) => read(&self.bare, BARE_SEARCH, (PAGE, words)),
            None => read(&self.bare, BARE_PAGE, (PAGE,)),
        }?;
        let took = asked.elapsed();
        Ok((rows.into_iter().map(|(id, _)| id).collect(), took))
    }

    fn beside_bare(&self, what: &str, p95: &[[f64; 2]]) -> Figure {
        let mut rounds = Rounds::default();
        p95.iter().for_each(|[till, bare]| rounds.add(*till, *bare));
        let name = format!("{what}, {} sales, p95", self.sales);
        self.figure(Figure::beside(name, "ms", &rounds, "the bare query", Limit::AtMost(2.0)))
    }

    fn beside_few(&self, what: &str, many: &[[f64; 2]], few: &[[f64; 2]]) -> Figure {
        let mut rounds = Rounds::default();
        many.iter().zip(few).for_each(|([many, _], [few, _])| rounds.add(*many, *few));
        let name = format!("{what}, {} sales, p95, and among few", self.sales);
        let beside = "the till among 10000 sales";
        self.figure(Figure::beside(name, "ms", &rounds, beside, Limit::AtMost(2.0)))
    }

    fn figure(&self, figure: Figure) -> Figure {
        figure.remark(format!("{} keys, {ROUNDS} rounds", self.typed.len()))
    }
}

/// Every column of every row, the id before the others.
fn read(bare: &Connection, sql: &str, given: impl Params) -> Result<Vec<(String, [Cell; 8])>> {
    let mut statement = bare.prepare_cached(sql)?;
    let mut rows = statement.query(given)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let mut cells = [const { Cell::Null }; 8];
        for (nth, cell) in cells.iter_mut().enumerate() {
            *cell = row.get(nth + 1)?;
        }
        all.push((row.get(0)?, cells));
    }
    Ok(all)
}

/// What is in the box after each key, while sales from all over the books are looked for.
fn typed(growth: Growth) -> Vec<Typed> {
    let mut typed = Vec::new();
    for nth in 0..LOOKED_FOR {
        let sold = growth.sale(nth * (growth.sales / LOOKED_FOR));
        let customer = &sold.customer;
        let known = [
            sold.order_number.clone().unwrap_or_default(),
            format!("{} {}", customer.last_name, customer.first_name),
            customer.email.clone(),
            customer.phone.clone(),
            format!("{} {}", sold.articles[0].title, customer.last_name),
            sold.total.decimal(),
        ];
        let known = &known[nth as usize % known.len()];
        let ends = known.char_indices().map(|(at, c)| at + c.len_utf8());
        typed.extend(ends.map(|end| Typed {
            text: known[..end].to_owned(),
            words: ledger::index_query(&known[..end]),
            meant: (end == known.len()).then(|| sold.id.clone()),
        }));
    }
    typed
}
