//! The copy of the store's catalogue: kept page by page, each row marked with the run that saw it.

use rusqlite::params;
use sale::{Product, Variant};

use crate::search::{fold, fold_codes};
use crate::{Books, LedgerError, Posting, Result};

impl Posting<'_> {
    /// Keeps a page of products as the store describes them now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep_products(&self, products: &[Product], run: i64) -> Result<()> {
        for product in products {
            self.keep_product(product, run)?;
            for variant in &product.variants {
                self.keep_variant(product, variant, run)?;
            }
        }
        Ok(())
    }

    /// Ends a complete run: what it did not see is no longer sold, and goes.
    ///
    /// # Errors
    /// When the database fails.
    pub fn finish_run(&self, run: i64) -> Result<()> {
        self.connection.execute(
            "DELETE FROM words WHERE rowid IN (SELECT id FROM variants WHERE run <> ?1)",
            [run],
        )?;
        self.connection.execute("DELETE FROM variants WHERE run <> ?1", [run])?;
        self.connection.execute("DELETE FROM products WHERE run <> ?1", [run])?;
        Ok(())
    }

    fn keep_product(&self, product: &Product, run: i64) -> Result<()> {
        let json = |ids: &[i64]| serde_json::to_string(ids);
        let counts: Vec<i64> = product.interval_counts.iter().map(|c| i64::from(*c)).collect();
        let unreadable = |_| LedgerError::Unreadable("product");
        self.connection
            .prepare_cached(
                "INSERT INTO products (id, title, picture, recommended, interval, counts, run)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (id) DO UPDATE SET title = excluded.title, picture = excluded.picture,
                     recommended = excluded.recommended, interval = excluded.interval,
                     counts = excluded.counts, run = excluded.run",
            )?
            .execute(params![
                product.id,
                product.title,
                product.picture,
                json(&product.recommended).map_err(unreadable)?,
                product.interval.map(sale::Interval::word),
                json(&counts).map_err(unreadable)?,
                run
            ])?;
        Ok(())
    }

    fn keep_variant(&self, product: &Product, variant: &Variant, run: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO variants (id, product_id, title, sku, barcode, requires_shipping,
                                       sellable, stock, stock_count, run)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                 ON CONFLICT (id) DO UPDATE SET product_id = excluded.product_id,
                     title = excluded.title, sku = excluded.sku, barcode = excluded.barcode,
                     requires_shipping = excluded.requires_shipping,
                     sellable = excluded.sellable, stock = excluded.stock,
                     stock_count = excluded.stock_count, run = excluded.run",
            )?
            .execute(params![
                variant.id,
                product.id,
                variant.title,
                variant.sku,
                variant.barcode,
                variant.requires_shipping,
                variant.sellable,
                variant.stock.word(),
                variant.stock_count,
                run
            ])?;
        self.keep_prices(variant)?;
        self.keep_words(product, variant)
    }

    fn keep_prices(&self, variant: &Variant) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM prices WHERE variant_id = ?1")?
            .execute([variant.id])?;
        let mut insert = self.connection.prepare_cached(
            "INSERT OR REPLACE INTO prices
                 (variant_id, currency, price_minor, retail_minor, subscription_minor)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for price in &variant.prices {
            insert.execute(params![
                variant.id,
                price.price.currency.code(),
                price.price.minor,
                price.retail.map(|retail| retail.minor),
                price.subscription.map(|subscription| subscription.minor)
            ])?;
        }
        Ok(())
    }

    fn keep_words(&self, product: &Product, variant: &Variant) -> Result<()> {
        let codes = fold_codes(variant.sku.as_deref(), variant.barcode.as_deref());
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO words (rowid, title, variant, codes)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![variant.id, fold(&product.title), fold(&variant.title), codes])?;
        Ok(())
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
}
