//! The list of sales and its search among many sales, beside the same among few, and the bare query of
//! the same index.

use std::time::Instant;

use anyhow::{Context as _, Result, anyhow};
use grown::{Growth, grow};
use rusqlite::{Connection, OpenFlags, Rows};
use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Setup, Shop, Till, books};

use crate::Extent;
use crate::figure::{Figure, Limit, Times};

/// What the Orders page asks for.
const PAGE: u32 = 50;

/// How many sales a seller looks for.
const LOOKED_FOR: u32 = 60;

/// Books that anything is quick in.
const FEW: u32 = 10_000;

/// The newest rows, as plainly as they can be read.
const BARE_PAGE: &str = "SELECT id, state, started_at, order_number, customer, items, currency,
    total_minor FROM sales ORDER BY place DESC LIMIT ?1";

/// The newest rows of a seller, found by the one word that the index has for them.
const BARE_SEARCH: &str = "SELECT id, state, started_at, order_number, customer, items, currency,
    total_minor FROM sale_words CROSS JOIN sales ON place = sale_words.rowid
    WHERE sale_words MATCH ?2 ORDER BY sale_words.rowid DESC LIMIT ?1";

/// The word of all sales that were paid is the longest list there is.
const LONGEST_LIST: &str =
    "SELECT '\"' || char(0xe060) || id || char(0xe061) || char(0xe062) || '\"'
    FROM sale_choices WHERE kind = 'state' AND value = 'paid'";

/// What was measured in books of so many sales: of the till, and of the bare query.
struct Measured {
    sales: u32,
    page: [Times; 2],
    search: [Times; 2],
}

/// How much longer it takes where there are more sales than ten thousand.
pub(crate) async fn measure(extent: Extent) -> Result<Vec<Figure>> {
    let more: &[u32] = match extent {
        Extent::Full => &[100_000, 1_000_000],
        Extent::Quick => &[100_000],
    };
    let mut few = among(FEW).await?;
    let mut figures = Vec::new();
    for sales in more {
        let mut many = among(*sales).await?;
        figures.push(figure("page", *sales, &mut many.page, &mut few.page));
        figures.push(figure("search", many.sales, &mut many.search, &mut few.search));
    }
    Ok(figures)
}

/// Measures in books of so many sales.
async fn among(sales: u32) -> Result<Measured> {
    let growth = Growth { sales, seed: 1 };
    let shop = Shop::open().await;
    let till = busy(&shop, growth).await?;
    let path = books::ledgers(&till.data_dir()).pop().context("the till has no books")?;
    let bare = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let word: String = bare.query_row(LONGEST_LIST, [], |row| row.get(0))?;
    let mut measured = Measured { sales, page: Default::default(), search: Default::default() };
    for text in typed(growth) {
        ask(&till, json!({ "limit": PAGE }), &mut measured.page[0]).await?;
        let asked = Instant::now();
        count(bare.prepare_cached(BARE_PAGE)?.query([PAGE])?)?;
        measured.page[1].add(asked.elapsed());
        ask(&till, json!({ "text": text, "limit": PAGE }), &mut measured.search[0]).await?;
        let asked = Instant::now();
        count(bare.prepare_cached(BARE_SEARCH)?.query((PAGE, &word))?)?;
        measured.search[1].add(asked.elapsed());
    }
    Ok(measured)
}

/// A till that has made so many sales.
async fn busy(shop: &Shop, growth: Growth) -> Result<Till> {
    let mut till = Setup::default().at(shop).await;
    till.variant(KETTLE).await;
    till.change_books(move |ledger| grow(ledger, growth)).await?;
    Ok(till)
}

/// What is in the box after each key, while sales from all over the books are looked for.
fn typed(growth: Growth) -> Vec<String> {
    let mut typed = Vec::new();
    for number in (0..LOOKED_FOR).map(|nth| nth * (growth.sales / LOOKED_FOR)) {
        let sold = growth.sale(number);
        let customer = &sold.customer;
        let words = [
            sold.order_number.clone().unwrap_or_default(),
            format!("{} {}", customer.last_name, customer.first_name),
            customer.email.clone(),
            customer.phone.clone(),
            format!("{} {}", sold.articles[0].title, customer.last_name),
            sold.total.decimal(),
        ];
        let word: Vec<char> = words[number as usize % words.len()].chars().collect();
        typed.extend((1..=word.len()).map(|end| word[..end].iter().collect::<String>()));
    }
    typed
}

async fn ask(till: &Till, query: Value, times: &mut Times) -> Result<()> {
    let (answer, took) = till.begin("list_sales", json!({ "query": query })).timed().await;
    answer.map_err(|refused| anyhow!("{refused:?}"))?;
    times.add(took);
    Ok(())
}

fn count(mut rows: Rows<'_>) -> Result<usize> {
    let mut count = 0;
    while let Some(row) = rows.next()? {
        for column in 0..8 {
            let _: rusqlite::types::Value = row.get(column)?;
        }
        count += 1;
    }
    Ok(count)
}

fn figure(what: &str, sales: u32, many: &mut [Times; 2], few: &mut [Times; 2]) -> Figure {
    let [till, bare] = many;
    let remark = format!(
        "{} times, medians {:.2} ms and, of the bare query of the longest list, {:.2} ms",
        till.len(),
        till.percentile(50),
        bare.percentile(50)
    );
    let beside = ("the same among 10,000 sales", few[0].percentile(95));
    let name = format!("orders {what}, {sales} sales, p95");
    Figure::new(name, till.percentile(95), beside, "ms", Limit::AtMost(2.0), remark)
}
