//! Sales in lists, and one sale's order.

use ledger::{SaleFilter, SaleSummary};
use sale::{Currency, SaleState};
use serde::Deserialize;
use ts_rs::TS;
use url::Url;

use crate::app::App;
use crate::error::{Result, TillError};
use crate::sell::sale_id;
use crate::view::{SaleChoices, SaleRow, SaleView};

/// The most rows of one page.
const MOST_ROWS: u32 = 200;

/// Which sales to list, newest first.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct SaleQuery {
    /// Words of the order number, the customer's name, email address or phone number, of an SKU or
    /// a product, or an amount, in any order; their beginnings are enough.
    pub text: String,
    /// Only sales in this state.
    pub state: Option<SaleState>,
    /// Only sales whose order this seller placed.
    pub seller: Option<String>,
    /// Only sales in this currency.
    #[ts(type = "string | null")]
    pub currency: Option<Currency>,
    /// Only sales that were started then or later, in milliseconds since 1970.
    pub from: Option<i64>,
    /// Only sales that were started before.
    pub to: Option<i64>,
    /// Only sales older than this one: the last of the page before.
    pub before: Option<String>,
    /// At most so many.
    pub limit: u32,
}

impl App {
    /// A page of this till's sales.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn list_sales(&self, query: SaleQuery) -> Result<Vec<SaleRow>> {
        let filter = SaleFilter {
            text: query.text,
            state: query.state,
            seller: query.seller,
            currency: query.currency,
            from: query.from,
            to: query.to,
            before: query.before.as_deref().map(sale_id).transpose()?,
            limit: query.limit.clamp(1, MOST_ROWS),
        };
        let sales = self.store()?.ledger.list_sales(filter).await?;
        Ok(sales.into_iter().map(sale_row).collect())
    }

    /// The sellers and the currencies that this till's sales can be narrowed to.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn sale_choices(&self) -> Result<SaleChoices> {
        let choices = self.store()?.ledger.sale_choices().await?;
        Ok(SaleChoices { sellers: choices.sellers, currencies: choices.currencies })
    }

    /// Reads a paid sale's order from the store again (`ordersRetrieve`).
    ///
    /// # Errors
    /// When the sale has no order, or the store cannot be asked.
    pub async fn refresh_order(&self, sale_id: &str) -> Result<SaleView> {
        let store = self.store()?;
        let id = self::sale_id(sale_id)?;
        let sale = id.clone();
        let number = store.ledger.look_up(move |books| Ok(books.sale(&sale)?.order_number)).await?;
        let number = number.ok_or(TillError::NotFound("order"))?;
        let read = store.client()?.orders_retrieve(&number).await?;
        store.keep_order(&id, read).await?;
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }

    /// Opens the store's page about the order in the system's browser.
    ///
    /// # Errors
    /// When the sale has no order, or the order no such page.
    pub async fn open_status_page(&self, sale_id: &str) -> Result<()> {
        let store = self.store()?;
        let sale = self::sale_id(sale_id)?;
        let record = store.ledger.look_up(move |books| {
            let number = books.sale(&sale)?.order_number;
            number.map_or(Ok(None), |number| books.order(&number))
        });
        let page = record
            .await?
            .and_then(|record| admin_api::read_order(&record.raw)?.status_url)
            .and_then(|url| Url::parse(&url).ok())
            .filter(|url| store.is_safe(url))
            .ok_or(TillError::NotFound("status page"))?;
        store.surroundings.open_in_browser(&page).map_err(TillError::Desktop)
    }
}

/// A sale as lists show it.
pub(crate) fn sale_row(sale: SaleSummary) -> SaleRow {
    SaleRow {
        id: sale.id,
        state: sale.state,
        started_at: sale.started_at,
        order_number: sale.order_number,
        customer: sale.customer,
        items: sale.items,
        total: sale.total,
        attention: sale.attention,
    }
}
