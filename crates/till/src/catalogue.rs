//! The store's catalogue: brought in page by page, searched in the ledger.

use std::sync::{Arc, PoisonError};

use admin_api::Client;
use ledger::CatalogueItem;
use sale::Currency;

use crate::app::App;
use crate::error::{Result, TillError};
use crate::event::AppEvent;
use crate::open_store::{Facts, OpenStore, now_ms};
use crate::view::{CatalogueState, CatalogueView, ErrorView, HitView, SearchResult};

/// The setting that holds when the last complete run ended.
const SYNCED_AT: &str = "catalogue_synced_at";

/// The setting that holds what the store said of itself.
pub(crate) const FACTS: &str = "facts";

/// The most hits of one answer.
const MOST_HITS: u32 = 200;

/// How the run that is going on, or the last one, stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    running: bool,
    done: u32,
    error: Option<ErrorView>,
}

impl App {
    /// The variants that match every word of `query`, best first; without a word, the first ones.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn search_products(&self, query: String, limit: u32) -> Result<SearchResult> {
        let store = self.store()?;
        let currency = store.shown_currency().await?;
        let text = query.clone();
        let limit = limit.clamp(1, MOST_HITS);
        let found = store.ledger.look_up(move |books| books.search(&text, currency, limit)).await?;
        Ok(SearchResult {
            query,
            total: found.total,
            hits: found.items.into_iter().map(hit).collect(),
        })
    }

    /// Brings the catalogue in again, in the background.
    ///
    /// # Errors
    /// When no store is open.
    pub async fn sync_catalogue(&self) -> Result<()> {
        let store = self.store()?;
        store.spawn(Arc::clone(&store).sync());
        Ok(())
    }
}

impl OpenStore {
    /// The currency of the sale on show, else the one that new sales start in.
    async fn shown_currency(&self) -> Result<Currency> {
        match self.current_view().await? {
            Some(sale) if sale.state.is_editable() => {
                sale.currency.parse().map_err(TillError::from)
            }
            _ => self.currency().await,
        }
    }

    pub(crate) async fn catalogue_view(&self) -> Result<CatalogueView> {
        let (variants, synced_at) = self
            .ledger
            .look_up(|books| Ok((books.count_variants()?, books.setting(SYNCED_AT)?)))
            .await?;
        let progress = self.progress();
        let state = match (&progress.error, progress.running) {
            (_, true) => CatalogueState::Syncing,
            (Some(_), false) => CatalogueState::Failed,
            (None, false) => CatalogueState::Ready,
        };
        Ok(CatalogueView { state, done: progress.done, variants, synced_at, error: progress.error })
    }

    /// Reads what the store says of itself, then every page of its products. One run at a time.
    pub(crate) async fn sync(self: Arc<Self>) {
        if self.with_progress(|progress| std::mem::replace(&mut progress.running, true)) {
            return;
        }
        self.with_progress(|progress| (progress.done, progress.error) = (0, None));
        let result = self.run().await;
        self.with_progress(|progress| {
            progress.running = false;
            progress.error = result.as_ref().err().map(TillError::view);
        });
        if let Err(error) = result {
            tracing::info!(%error, "the catalogue is not complete");
        }
        self.publish_catalogue().await;
    }

    async fn run(&self) -> Result<()> {
        let client = self.client()?.in_background();
        self.publish_catalogue().await;
        let run = now_ms();
        let mut next = None;
        loop {
            let page = client.products_list(next.as_ref()).await?;
            let read = u32::try_from(page.products.len()).unwrap_or(u32::MAX);
            self.ledger
                .post(move |posting| Result::Ok(posting.keep_products(&page.products, run)?))
                .await?;
            self.with_progress(|progress| progress.done = progress.done.saturating_add(read));
            self.publish_catalogue().await;
            next = page.next;
            if next.is_none() {
                break;
            }
        }
        let finish = move |posting: &ledger::Posting<'_>| {
            posting.finish_run(run)?;
            Result::Ok(posting.set_setting(SYNCED_AT, &now_ms())?)
        };
        self.ledger.post(finish).await
    }

    async fn publish_catalogue(&self) {
        match self.catalogue_view().await {
            Ok(catalogue) => self.publish(AppEvent::CatalogueChanged { catalogue }),
            Err(error) => tracing::warn!(%error, "the catalogue's state could not be shown"),
        }
    }

    fn progress(&self) -> Progress {
        self.with_progress(|progress| progress.clone())
    }

    fn with_progress<T>(&self, act: impl FnOnce(&mut Progress) -> T) -> T {
        act(&mut self.catalogue.lock().unwrap_or_else(PoisonError::into_inner))
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
