//! What the programs are measured on: a desk of its own, a busy store, and a till with years of sales.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use grown::{Growth, grow};
use practice_store::CatalogueSize;
use rusqlite::{Connection, OpenFlags};
use tillway_tests::{Shop, Wire, books};
use window_tests::{Desktop, Till};

use super::screen::Screen;

/// Who buys, once a person has written down where she lives. Her payment page acts by itself.
pub(crate) const CUSTOMER: &str = "pays+auto@example.com";

/// So many products come with a page: at four pages a second nobody wants to wait for more of them.
const PAGE: NonZeroUsize = NonZeroUsize::new(200).expect("more than none");

/// How much there is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extents {
    pub(crate) variants: u32,
    pub(crate) sales: u32,
}

pub(crate) struct Stage {
    pub(crate) desktop: Desktop,
    pub(crate) screen: Screen,
    pub(crate) wire: Wire,
    /// The till's data folder.
    pub(crate) data: PathBuf,
    /// The SKU of something that can be sold.
    pub(crate) article: String,
    _shop: Shop,
}

impl Stage {
    /// Connects a till with a store as a person does, sells once, waits for the whole catalogue, and
    /// lets years go by.
    pub(crate) async fn set(extents: Extents) -> Result<Self> {
        let shop = Shop::with(|options| {
            options.catalogue = CatalogueSize::Grown { variants: extents.variants, seed: 1 };
            options.page_size = PAGE;
        })
        .await;
        let wire = Wire::to(&shop).await;
        let desktop = Desktop::start().await?;
        let till = Till::start(&desktop, "till").await?;
        till.connect(&wire.origin(), shop.token()).await?;
        let data = till.data().to_owned();
        let article = until_synced(&data, extents.variants).await?;
        let page = till.page();
        page.fill("Search products", &article).await?;
        page.find_with("option", &article).await?.click().await?;
        page.fill_customer(CUSTOMER).await?;
        page.press("Charge").await?;
        page.status("Payment state", &["Paid"]).await?;
        page.press("New sale").await?;
        till.close().await?;
        let growth = Growth { sales: extents.sales, seed: 1 };
        let ledger = ledger(&data)?;
        books::gather(&ledger).await;
        tokio::task::spawn_blocking(move || grow(&ledger, growth)).await??;
        let screen = Screen::open(desktop.display())?;
        Ok(Self { desktop, screen, wire, data, article, _shop: shop })
    }

    /// The till's books, to be read.
    pub(crate) fn books(&self) -> Result<Connection> {
        read(&self.data)
    }
}

fn ledger(data: &Path) -> Result<PathBuf> {
    books::ledgers(data).pop().context("the till has no books")
}

fn read(data: &Path) -> Result<Connection> {
    Ok(Connection::open_with_flags(ledger(data)?, OpenFlags::SQLITE_OPEN_READ_ONLY)?)
}

/// Waits until a catalogue has come in at the store's pace. Gives the SKU of something in it.
async fn until_synced(data: &Path, variants: u32) -> Result<String> {
    // A product has some three variants, and four pages come in a second.
    let patience = Duration::from_secs(60 + u64::from(variants) / 500);
    let began = Instant::now();
    loop {
        let books = read(data)?;
        let (came, article): (u32, Option<String>) = books.query_row(
            "SELECT count(*), min(sku) FILTER (WHERE sellable = 1) FROM variants",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        if came >= variants {
            return article.context("nothing of it can be sold");
        }
        ensure!(began.elapsed() < patience, "only {came} of {variants} variants came in");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
