//! The copy of the store's catalogue: kept page by page, each product marked with the run that saw
//! it. What the store did not change since is only marked.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{OptionalExtension, params};
use sale::code::{barcode_key, sku_key};
use sale::{Product, Variant};

use crate::fold::{fold, fold_codes, terms};
use crate::{Books, LedgerError, Posting, Result};

/// What was sold here comes first in a search, what cannot be sold last.
const SOLD: &str = "a";
const SELLABLE: &str = "b";
const UNSELLABLE: &str = "c";

impl Posting<'_> {
    /// Keeps a page of products as the store describes them now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep_products(&self, products: &[Product], run: i64) -> Result<()> {
        let mut changed = Vec::new();
        for product in products {
            let digest = digest(product);
            let known = self.known_digest(product.id)?;
            if known == Some(digest) {
                self.mark_seen(product.id, run)?;
                continue;
            }
            self.keep_product(product, digest, run)?;
            if known.is_some() {
                self.forget_variants(product)?;
            }
            self.keep_variants(product)?;
            changed.push(product);
        }
        self.keep_terms(&changed)
    }

    /// Ends a complete run: what it did not see is no longer sold, and goes.
    ///
    /// # Errors
    /// When the database fails.
    pub fn finish_run(&self, run: i64) -> Result<()> {
        self.connection.execute(
            "DELETE FROM words WHERE rowid IN (
                 SELECT variants.id FROM variants JOIN products ON products.id = product_id
                 WHERE run <> ?1)",
            [run],
        )?;
        self.connection.execute("DELETE FROM products WHERE run <> ?1", [run])?;
        Ok(())
    }

    /// Counts one sale more of each of these variants.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_sold(&self, variants: impl IntoIterator<Item = i64>) -> Result<()> {
        for variant in variants {
            let sales: i64 = self
                .connection
                .prepare_cached(
                    "INSERT INTO sold (variant_id, sales) VALUES (?1, 1)
                     ON CONFLICT (variant_id) DO UPDATE SET sales = sales + 1 RETURNING sales",
                )?
                .query_row([variant], |row| row.get(0))?;
            if sales == 1 {
                self.mark_sold(variant)?;
            }
        }
        Ok(())
    }

    fn known_digest(&self, product: i64) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT digest FROM products WHERE id = ?1")?
            .query_row([product], |row| row.get(0))
            .optional()?)
    }

    fn mark_seen(&self, product: i64, run: i64) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE products SET run = ?2 WHERE id = ?1")?
            .execute([product, run])?;
        Ok(())
    }

    fn keep_product(&self, product: &Product, digest: i64, run: i64) -> Result<()> {
        let json = |ids: &[i64]| serde_json::to_string(ids);
        let counts: Vec<i64> = product.interval_counts.iter().map(|c| i64::from(*c)).collect();
        let unreadable = |_| LedgerError::Unreadable("product");
        self.connection
            .prepare_cached(
                "INSERT INTO products
                     (id, title, picture, recommended, interval, counts, digest, run)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (id) DO UPDATE SET title = excluded.title, picture = excluded.picture,
                     recommended = excluded.recommended, interval = excluded.interval,
                     counts = excluded.counts, digest = excluded.digest, run = excluded.run",
            )?
            .execute(params![
                product.id,
                product.title,
                product.picture,
                json(&product.recommended).map_err(unreadable)?,
                product.interval.map(sale::Interval::word),
                json(&counts).map_err(unreadable)?,
                digest,
                run
            ])?;
        Ok(())
    }

    fn keep_variants(&self, product: &Product) -> Result<()> {
        let title = fold(&product.title);
        for variant in &product.variants {
            let is_new = self.keep_variant(product.id, variant)?;
            if !is_new {
                self.forget_words(variant.id)?;
            }
            self.keep_words(&title, variant)?;
        }
        Ok(())
    }

    /// Variants that the product had and has no more.
    fn forget_variants(&self, product: &Product) -> Result<()> {
        let mut known =
            self.connection.prepare_cached("SELECT id FROM variants WHERE product_id = ?1")?;
        let known = known.query_map([product.id], |row| row.get(0))?;
        let gone = known
            .filter(|id| !matches!(id, Ok(id) if product.variants.iter().any(|v| v.id == *id)))
            .collect::<rusqlite::Result<Vec<i64>>>()?;
        for id in gone {
            self.forget_words(id)?;
            self.connection.prepare_cached("DELETE FROM variants WHERE id = ?1")?.execute([id])?;
        }
        Ok(())
    }

    /// Whether the variant is a new one.
    fn keep_variant(&self, product_id: i64, variant: &Variant) -> Result<bool> {
        let inserted = self.write_variant("INSERT OR IGNORE", product_id, variant)?;
        if inserted == 0 {
            self.write_variant("REPLACE", product_id, variant)?;
        }
        Ok(inserted > 0)
    }

    fn write_variant(&self, verb: &str, product_id: i64, variant: &Variant) -> Result<usize> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "{verb} INTO variants (id, product_id, title, sku, sku_key, barcode, barcode_key,
                                       requires_shipping, sellable, stock, stock_count, prices)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
            ))?
            .execute(params![
                variant.id,
                product_id,
                variant.title,
                variant.sku,
                variant.sku.as_deref().and_then(sku_key),
                variant.barcode,
                variant.barcode.as_deref().and_then(barcode_key),
                variant.requires_shipping,
                variant.sellable,
                variant.stock.word(),
                variant.stock_count,
                prices(variant)?
            ])?)
    }

    fn forget_words(&self, variant: i64) -> Result<()> {
        self.connection.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([variant])?;
        Ok(())
    }

    fn keep_words(&self, title: &str, variant: &Variant) -> Result<()> {
        let was_sold = self
            .connection
            .prepare_cached("SELECT 1 FROM sold WHERE variant_id = ?1")?
            .exists([variant.id])?;
        let mark = match (variant.sellable, was_sold) {
            (false, _) => UNSELLABLE,
            (true, true) => SOLD,
            (true, false) => SELLABLE,
        };
        let codes = fold_codes(variant.sku.as_deref(), variant.barcode.as_deref());
        self.insert_words(variant.id, title, &fold(&variant.title), &codes, mark)
    }

    fn insert_words(
        &self,
        id: i64,
        title: &str,
        variant: &str,
        codes: &str,
        mark: &str,
    ) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO words (rowid, title, variant, codes, mark)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![id, title, variant, codes, mark])?;
        Ok(())
    }

    fn keep_terms(&self, products: &[&Product]) -> Result<()> {
        let mut new: Vec<String> = products
            .iter()
            .flat_map(|product| {
                let variants = product.variants.iter().map(|variant| variant.title.as_str());
                std::iter::once(product.title.as_str()).chain(variants).flat_map(terms)
            })
            .collect();
        new.sort_unstable();
        new.dedup();
        let mut insert =
            self.connection.prepare_cached("INSERT OR IGNORE INTO terms (term) VALUES (?1)")?;
        for term in new {
            insert.execute([term])?;
        }
        Ok(())
    }

    /// The first sale of a variant puts it among those that were sold.
    fn mark_sold(&self, variant: i64) -> Result<()> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT products.title, variants.title, sku, barcode
                 FROM variants JOIN products ON products.id = product_id
                 WHERE variants.id = ?1 AND sellable = 1",
            )?
            .query_row([variant], |row| {
                let text = |column| row.get::<_, String>(column);
                Ok((text(0)?, text(1)?, row.get(2)?, row.get(3)?))
            })
            .optional()?;
        let Some((title, variant_title, sku, barcode)) = found else { return Ok(()) };
        let (sku, barcode): (Option<String>, Option<String>) = (sku, barcode);
        let codes = fold_codes(sku.as_deref(), barcode.as_deref());
        self.forget_words(variant)?;
        self.insert_words(variant, &fold(&title), &fold(&variant_title), &codes, SOLD)
    }
}

impl Books<'_> {
    /// How many variants can be searched.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_variants(&self) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM variants")?
            .query_row([], |row| row.get(0))?)
    }

    /// How many products the copy holds.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_products(&self) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM products")?
            .query_row([], |row| row.get(0))?)
    }
}

/// Tells whether the store changed anything. It needs to be the same only for one build of the
/// program: another one's copy is merely written again.
fn digest(product: &Product) -> i64 {
    let mut hasher = DefaultHasher::new();
    product.hash(&mut hasher);
    hasher.finish().cast_signed()
}

/// In hundredths, by currency: the price, the former one, the subscription's.
fn prices(variant: &Variant) -> Result<String> {
    let prices: BTreeMap<&str, [Option<i64>; 3]> = variant
        .prices
        .iter()
        .map(|price| {
            let minor = |money: Option<sale::Money>| money.map(|money| money.minor);
            let all = [Some(price.price.minor), minor(price.retail), minor(price.subscription)];
            (price.price.currency.code(), all)
        })
        .collect();
    serde_json::to_string(&prices).map_err(|_| LedgerError::Unreadable("product"))
}
