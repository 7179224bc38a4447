//! Finding products: any word order, prefixes, accents and case ignored, SKUs and barcodes.
//!
//! Text is folded the same way when it is kept and when it is looked for. Scripts that are written
//! without spaces are kept sign by sign, so that any part of such a word is found as a phrase.

use rusqlite::{OptionalExtension, Row, params};
use sale::{Article, Currency, Interval, Money, Price, Stock, SubscriptionOffer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Books, LedgerError, Result};

/// So many of the index's best are looked at again to put the right ones first.
const RERANKED: u32 = 200;

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

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The best, best first.
    pub items: Vec<CatalogueItem>,
    /// How many match in all.
    pub total: u32,
}

const COLUMNS: &str = "
    SELECT variants.id, product_id, products.title, variants.title, sku, barcode,
           requires_shipping, sellable, stock, stock_count, interval, counts, picture,
           price_minor, retail_minor, subscription_minor
    FROM variants JOIN products ON products.id = product_id
    LEFT JOIN prices ON variant_id = variants.id AND prices.currency = ?1";

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
    /// The variants that match every word of `query`, the best `limit` of them: exact codes first,
    /// then titles that start with its first word, then the rest by the index's rank; what cannot
    /// be sold stands behind all that can, unless its own code was asked for. Without a word in the
    /// query, the catalogue from its start.
    ///
    /// # Errors
    /// When the database fails.
    pub fn search(&self, query: &str, currency: Currency, limit: u32) -> Result<Found> {
        let Some(expression) = match_expression(query) else {
            return self.first_items(currency, limit);
        };
        let total: u32 = self
            .connection
            .prepare_cached("SELECT count(*) FROM words WHERE words MATCH ?1")?
            .query_row([&expression], |row| row.get(0))?;
        let mut ids = self.exact_codes(query)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT rowid FROM words WHERE words MATCH ?1
             ORDER BY bm25(words, 10.0, 4.0, 2.0), rowid LIMIT ?2",
        )?;
        let ranked = statement
            .query_map(params![expression, RERANKED.max(limit)], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<i64>>>()?;
        ids.extend(ranked.into_iter().filter(|id| !ids.contains(id)).collect::<Vec<_>>());
        let mut items = self.items(&ids, currency)?;
        let start = fold(query.split_whitespace().next().unwrap_or_default());
        items.sort_by_key(|item| {
            let exact = is_code(item, query);
            (!exact, !item.sellable, !fold(&item.title).trim_start().starts_with(start.trim()))
        });
        items.truncate(limit as usize);
        Ok(Found { total: total.max(items.len() as u32), items })
    }

    /// One variant, with its price in `currency`.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when the catalogue does not hold it.
    pub fn item(&self, variant_id: i64, currency: Currency) -> Result<CatalogueItem> {
        self.connection
            .prepare_cached(&format!("{COLUMNS} WHERE variants.id = ?2"))?
            .query_row(params![currency.code(), variant_id], |row| Ok(item(row, currency)))
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
        let sellable = "sellable = 1 AND price_minor IS NOT NULL";
        self.connection
            .prepare_cached(&format!(
                "{COLUMNS} WHERE {sellable} AND (product_id = ?2 OR (variants.id = ?2
                     AND NOT EXISTS (SELECT 1 FROM products WHERE id = ?2)))
                 ORDER BY variants.id LIMIT 1"
            ))?
            .query_row(params![currency.code(), id], |row| Ok(item(row, currency)))
            .optional()?
            .transpose()
    }

    fn first_items(&self, currency: Currency, limit: u32) -> Result<Found> {
        let total = self.count_variants()?;
        let mut statement = self
            .connection
            .prepare_cached(&format!("{COLUMNS} ORDER BY product_id, variants.id LIMIT ?2"))?;
        let rows =
            statement.query_map(params![currency.code(), limit], |row| Ok(item(row, currency)))?;
        let items = rows.map(|row| row?).collect::<Result<_>>()?;
        Ok(Found { items, total })
    }

    fn exact_codes(&self, query: &str) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM variants WHERE sku = ?1 COLLATE NOCASE
             UNION SELECT id FROM variants WHERE barcode = ?2",
        )?;
        let ids = statement.query_map([query.trim(), &without_spaces(query)], |row| row.get(0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    fn items(&self, ids: &[i64], currency: Currency) -> Result<Vec<CatalogueItem>> {
        let mut statement =
            self.connection.prepare_cached(&format!("{COLUMNS} WHERE variants.id = ?2"))?;
        ids.iter()
            .filter_map(|id| {
                statement
                    .query_row(params![currency.code(), id], |row| Ok(item(row, currency)))
                    .optional()
                    .transpose()
            })
            .map(|row| row?)
            .collect()
    }
}

/// Folds text to what is kept and looked for: decomposed, without marks, in lower case, signs of
/// scripts without spaces set apart.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if is_written_without_spaces(c) {
            folded.extend([' ', c, ' ']);
        } else {
            folded.push(c);
        }
    }
    folded
}

/// The codes as written, and without their punctuation.
pub(crate) fn fold_codes(sku: Option<&str>, barcode: Option<&str>) -> String {
    let mut codes = String::new();
    for code in sku.into_iter().chain(barcode) {
        let folded = fold(code);
        let joined: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        codes.push_str(&folded);
        codes.push(' ');
        codes.push_str(&joined);
        codes.push(' ');
    }
    codes
}

/// Each word a phrase of its parts, the last part a prefix; none without a letter or digit.
fn match_expression(query: &str) -> Option<String> {
    let phrases: Vec<String> = query
        .split_whitespace()
        .filter_map(|word| {
            let folded = fold(word);
            let parts: Vec<&str> = folded
                .split(|c: char| !c.is_alphanumeric())
                .filter(|part| !part.is_empty())
                .collect();
            (!parts.is_empty()).then(|| format!("\"{}\" *", parts.join(" ")))
        })
        .take(12)
        .collect();
    (!phrases.is_empty()).then(|| phrases.join(" "))
}

fn is_code(item: &CatalogueItem, query: &str) -> bool {
    item.sku.as_deref().is_some_and(|sku| sku.eq_ignore_ascii_case(query.trim()))
        || item.barcode.as_deref().is_some_and(|barcode| barcode == without_spaces(query))
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_written_without_spaces(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

fn item(row: &Row<'_>, currency: Currency) -> Result<CatalogueItem> {
    let money = |column| -> Result<Option<Money>> {
        Ok(row.get::<_, Option<i64>>(column)?.map(|minor| Money::new(minor, currency)))
    };
    let price = match money("price_minor")? {
        Some(price) => Some(Price {
            price,
            retail: money("retail_minor")?,
            subscription: money("subscription_minor")?,
        }),
        None => None,
    };
    let interval: Option<String> = row.get("interval")?;
    let counts: String = row.get("counts")?;
    Ok(CatalogueItem {
        variant_id: row.get(0)?,
        product_id: row.get(1)?,
        title: row.get(2)?,
        variant_title: row.get(3)?,
        sku: row.get("sku")?,
        barcode: row.get("barcode")?,
        requires_shipping: row.get("requires_shipping")?,
        sellable: row.get("sellable")?,
        stock: Stock::parse(&row.get::<_, String>("stock")?),
        stock_count: row.get("stock_count")?,
        price,
        interval: interval.as_deref().and_then(Interval::parse),
        interval_counts: serde_json::from_str(&counts)
            .map_err(|_| LedgerError::Unreadable("product"))?,
        picture: row.get("picture")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_folds_to_what_people_type() {
        assert_eq!(fold("Crème Brûlée"), "creme brulee");
        assert_eq!(fold("ＷＡＬＮＵＴ"), "walnut");
        assert_eq!(fold("茶 12"), " 茶  12");
        assert_eq!(fold_codes(Some("KET-WAL-12"), None).trim(), "ket-wal-12 ketwal12");
    }

    #[test]
    fn a_query_is_a_phrase_for_each_word() {
        let check = |query: &str, expected: Option<&str>| {
            assert_eq!(match_expression(query).as_deref(), expected, "{query:?}");
        };
        check("wal ket", Some("\"wal\" * \"ket\" *"));
        check("KET-WAL", Some("\"ket wal\" *"));
        check("急須", Some("\"急 須\" *"));
        check("\"; DROP --", Some("\"drop\" *"));
        check(" -- ", None);
        check("", None);
    }
}
