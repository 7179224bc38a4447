//! Single variants of the catalogue's copy, as they are shown and put into a cart.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row};
use sale::{Article, Currency, Interval, Money, Price, Stock, SubscriptionOffer};

use crate::{Books, LedgerError, Result};

/// A variant with what its product says of it, and its price in the currency asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueItem {
    /// The parent product.
    pub product_id: i64,
    /// The variant.
    pub variant_id: i64,
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
    /// The SKU, if it has one.
    pub sku: Option<String>,
    /// The barcode, if it has one.
    pub barcode: Option<String>,
    /// Whether it needs an address.
    pub requires_shipping: bool,
    /// Whether it can be sold.
    pub sellable: bool,
    /// What the store says of its stock.
    pub stock: Stock,
    /// How many are in stock, where the store counts.
    pub stock_count: Option<i64>,
    /// Its price in the currency asked for.
    pub price: Option<Price>,
    /// The unit of its subscription's intervals.
    pub interval: Option<Interval>,
    /// The counts of that unit that the store suggests.
    pub interval_counts: Vec<u32>,
    /// The picture's address, perhaps relative to the store.
    pub picture: Option<String>,
}

const COLUMNS: &str = "
    SELECT variants.id, product_id, products.title, variants.title, sku, barcode,
           requires_shipping, sellable, stock, stock_count, interval, counts, picture, prices
    FROM variants JOIN products ON products.id = product_id";

impl CatalogueItem {
    /// How it can be subscribed to, if it can.
    #[must_use]
    pub fn offer(&self) -> Option<SubscriptionOffer> {
        Some(SubscriptionOffer {
            interval: self.interval?,
            counts: self.interval_counts.clone(),
            price: self.price.and_then(|price| price.subscription),
        })
    }

    /// The item as it goes into a cart; none without a price in the currency asked for.
    #[must_use]
    pub fn article(&self) -> Option<Article> {
        Some(Article {
            product_id: self.product_id,
            variant_id: self.variant_id,
            title: self.title.clone(),
            variant_title: self.variant_title.clone(),
            sku: self.sku.clone(),
            requires_shipping: self.requires_shipping,
            list_price: self.price?.price,
            offer: self.offer(),
        })
    }
}

impl Books<'_> {
    /// One variant, with its price in `currency`.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when the catalogue does not hold it.
    pub fn item(&self, variant_id: i64, currency: Currency) -> Result<CatalogueItem> {
        self.connection
            .prepare_cached(&format!("{COLUMNS} WHERE variants.id = ?1"))?
            .query_row([variant_id], |row| Ok(item(row, currency)))
            .optional()?
            .ok_or(LedgerError::NotFound("product"))?
    }

    /// The picture's address of a product, perhaps relative to the store.
    ///
    /// # Errors
    /// When the database fails.
    pub fn picture(&self, product_id: i64) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached("SELECT picture FROM products WHERE id = ?1")?
            .query_row([product_id], |row| row.get(0))
            .optional()?
            .flatten())
    }

    /// A product's title; none where the catalogue does not hold it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn product_title(&self, product_id: i64) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached("SELECT title FROM products WHERE id = ?1")?
            .query_row([product_id], |row| row.get(0))
            .optional()?)
    }

    /// The first sellable variant of each product that `products` recommend, in their order. An id
    /// is taken for a product's, and where there is none of it, for a variant's.
    ///
    /// # Errors
    /// When the database fails.
    pub fn recommended(&self, products: &[i64], currency: Currency) -> Result<Vec<CatalogueItem>> {
        let mut items: Vec<CatalogueItem> = Vec::new();
        for product in products {
            for id in self.recommended_ids(*product)? {
                let found = self.sellable_item(id, currency)?;
                let is_new = |found: &CatalogueItem| {
                    items.iter().all(|item| item.variant_id != found.variant_id)
                };
                items.extend(found.filter(is_new));
            }
        }
        Ok(items)
    }

    fn recommended_ids(&self, product: i64) -> Result<Vec<i64>> {
        let text: Option<String> = self
            .connection
            .prepare_cached("SELECT recommended FROM products WHERE id = ?1")?
            .query_row([product], |row| row.get(0))
            .optional()?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    fn sellable_item(&self, id: i64, currency: Currency) -> Result<Option<CatalogueItem>> {
        let priced = "json_extract(prices, '$.' || ?2) IS NOT NULL";
        self.connection
            .prepare_cached(&format!(
                "{COLUMNS} WHERE sellable = 1 AND {priced}
                     AND (product_id = ?1 OR (variants.id = ?1
                          AND NOT EXISTS (SELECT 1 FROM products WHERE id = ?1)))
                 ORDER BY variants.id LIMIT 1"
            ))?
            .query_row((id, currency.code()), |row| Ok(item(row, currency)))
            .optional()?
            .transpose()
    }

    /// These variants, in this order; one that is gone is left out.
    pub(crate) fn items(&self, ids: &[i64], currency: Currency) -> Result<Vec<CatalogueItem>> {
        let mut statement =
            self.connection.prepare_cached(&format!("{COLUMNS} WHERE variants.id = ?1"))?;
        ids.iter()
            .filter_map(|id| {
                statement.query_row([id], |row| Ok(item(row, currency))).optional().transpose()
            })
            .map(|row| row?)
            .collect()
    }
}

/// Reads a row of [`COLUMNS`] by the places in it: to look names up costs more than all the rest.
fn item(row: &Row<'_>, currency: Currency) -> Result<CatalogueItem> {
    let unreadable = |_| LedgerError::Unreadable("product");
    let interval: Option<String> = row.get(10)?;
    let counts = text(row, 11)?;
    Ok(CatalogueItem {
        variant_id: row.get(0)?,
        product_id: row.get(1)?,
        title: row.get(2)?,
        variant_title: row.get(3)?,
        sku: row.get(4)?,
        barcode: row.get(5)?,
        requires_shipping: row.get(6)?,
        sellable: row.get(7)?,
        stock: Stock::parse(text(row, 8)?),
        stock_count: row.get(9)?,
        interval: interval.as_deref().and_then(Interval::parse),
        interval_counts: serde_json::from_str(counts).map_err(unreadable)?,
        picture: row.get(12)?,
        price: price(text(row, 13)?, currency).map_err(unreadable)?,
    })
}

fn text<'r>(row: &'r Row<'_>, place: usize) -> Result<&'r str> {
    row.get_ref(place)?.as_str().map_err(|_| LedgerError::Unreadable("product"))
}

fn price(prices: &str, currency: Currency) -> serde_json::Result<Option<Price>> {
    let prices: BTreeMap<&str, [Option<i64>; 3]> = serde_json::from_str(prices)?;
    let money = |minor: i64| Money::new(minor, currency);
    Ok(prices.get(currency.code()).and_then(|[price, retail, subscription]| {
        Some(Price {
            price: money((*price)?),
            retail: retail.map(money),
            subscription: subscription.map(money),
        })
    }))
}
