//! The catalogue, as the Sell page asks for it: searching, scanning, what the store says of itself.

use admin_api::Client;
use ledger::{Books, CatalogueItem, SearchQuery};
use sale::Currency;

use crate::app::App;
use crate::error::Result;
use crate::open_store::Facts;
use crate::view::{HitView, ScanResult, SearchResult};
use crate::{sell, settings};

/// The setting that holds what the store said of itself.
pub(crate) const FACTS: &str = "facts";

/// The most hits of one answer.
const MOST_HITS: u32 = 200;

impl App {
    /// The variants that match every word of `query`, best first; without a word, the whole
    /// catalogue. `after` is the `next` of the answer before.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn search_products(
        &self,
        query: String,
        after: Option<String>,
        limit: u32,
    ) -> Result<SearchResult> {
        let store = self.store()?;
        let otherwise = store.first_currency();
        let (text, after) = (query.clone(), after.and_then(|place| place.parse().ok()));
        let look = store.ledger.look_up(move |books| {
            let currency = shown_currency(books, otherwise)?;
            books.search(&SearchQuery { text, currency, after, limit: limit.clamp(1, MOST_HITS) })
        });
        let found = look.await?;
        Ok(SearchResult {
            query,
            hits: found.items.into_iter().map(hit).collect(),
            total: found.total,
            uncounted: found.uncounted,
            forgiven: found.forgiven,
            next: found.next.map(|place| place.to_string()),
        })
    }

    /// Puts the product of a scanned code into the cart, where it is one and can be sold.
    ///
    /// # Errors
    /// As for [`App::add_article`].
    pub async fn scan_code(&self, code: String) -> Result<ScanResult> {
        let store = self.store()?;
        let otherwise = store.first_currency();
        let look = store
            .ledger
            .look_up(move |books| books.find_code(&code, shown_currency(books, otherwise)?));
        let found = look.await?;
        let hits: Vec<HitView> = found.into_iter().map(hit).collect();
        let sellable: Vec<&HitView> = hits.iter().filter(|hit| hit.sellable).collect();
        Ok(match (sellable.as_slice(), hits.first()) {
            ([only], _) => {
                let sale = Box::new(self.add_article(only.variant_id).await?);
                ScanResult::Added { title: only.title.clone(), sale }
            }
            ([], None) => ScanResult::Unknown,
            ([], Some(hit)) => ScanResult::Unavailable { hit: Box::new(hit.clone()) },
            (several, _) => {
                ScanResult::Ambiguous { hits: several.iter().copied().cloned().collect() }
            }
        })
    }
}

/// The currency of the sale on show, else the one that new sales start in.
fn shown_currency(books: &Books<'_>, otherwise: Currency) -> ledger::Result<Currency> {
    match sell::current_currency(books)? {
        Some(currency) => Ok(currency),
        None => settings::currency(books, otherwise),
    }
}

/// What the store says of itself: its name, currencies, payment methods and shipping methods.
///
/// # Errors
/// When it cannot be asked. A token without `store:read` gives what it may.
pub(crate) async fn read_facts(client: &Client) -> Result<Facts> {
    let shipping_methods = client.shipping_methods_list().await?;
    let store = match client.store_detail().await {
        Ok(store) => store,
        Err(error) if matches!(error.failure, admin_api::Failure::PermissionMissing) => {
            return Ok(Facts { shipping_methods, ..Facts::default() });
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Facts {
        name: store.name,
        currencies: store.currencies,
        payment_methods: store.payment_methods,
        primary_domain: store.primary_domain,
        shipping_methods,
    })
}

fn hit(item: CatalogueItem) -> HitView {
    HitView {
        offer: item.offer(),
        picture: item.picture.is_some().then(|| item.product_id.to_string()),
        product_id: item.product_id,
        variant_id: item.variant_id,
        title: item.title,
        variant_title: item.variant_title,
        sku: item.sku,
        barcode: item.barcode,
        price: item.price.map(|price| price.price),
        retail: item.price.and_then(|price| price.retail.filter(|r| r.minor > price.price.minor)),
        sellable: item.sellable && item.price.is_some(),
        stock: item.stock,
        stock_count: item.stock_count,
    }
}
