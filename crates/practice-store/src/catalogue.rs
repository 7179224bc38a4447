//! The catalogue: what the store sells. It is built once; only `merchant` changes it afterwards.

mod barcode;
mod build;
mod change;
mod grown;
mod item;
mod shelves;
mod size;
mod slug;

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeBounds;

use jiff::Timestamp;

use crate::money::{Amount, Currency};
pub(crate) use change::{NewProduct, NewVariant};
pub(crate) use item::{Kind, Stock};
pub(crate) use shelves::Shape;
pub use size::CatalogueSize;

/// All goods, with their look-ups.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// By their ids. Products and variants draw from one row of ids, a product just before its
    /// variants, so that a variant is found through the product before it.
    products: BTreeMap<u64, Product>,
    /// Ids of products.
    slugs: HashMap<String, u64>,
    next_id: u64,
}

/// A product with its variants; one with nothing to choose still has one variant.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) id: u64,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) category: Category,
    pub(crate) kind: Kind,
    /// What the variants differ in; empty when there is nothing to choose.
    pub(crate) attribute: String,
    pub(crate) subscription: Option<Schedule>,
    /// Ids of products, and of variants too.
    pub(crate) recommended: Vec<u64>,
    /// When it was put on the shelf, together with its variants.
    pub(crate) created: Timestamp,
    /// When it or one of its variants was last changed.
    pub(crate) updated: Timestamp,
    pub(crate) variants: Vec<Variant>,
}

/// A category of the store.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Category {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    pub(crate) slug: &'static str,
    pub(crate) shape: Shape,
}

/// How often a subscription can come: every so many of a unit of time.
#[derive(Debug)]
pub(crate) struct Schedule {
    pub(crate) interval: String,
    pub(crate) counts: Vec<u32>,
}

/// What is sold: one choice of a product.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) id: u64,
    pub(crate) product_id: u64,
    pub(crate) title: String,
    pub(crate) sku: String,
    pub(crate) upc: Option<String>,
    pub(crate) prices: Vec<Price>,
    pub(crate) unit_cost: Amount,
    pub(crate) stock: Stock,
    /// How many lie in the store; `None` when nobody counts.
    pub(crate) in_stock: Option<u32>,
}

/// A variant's price in one currency.
#[derive(Debug)]
pub(crate) struct Price {
    pub(crate) currency: Currency,
    pub(crate) price: Amount,
    /// What it is worth elsewhere, where the store says so.
    pub(crate) retail: Option<Amount>,
    pub(crate) subscription: Option<Amount>,
}

impl Catalogue {
    /// Builds the catalogue of a size; the same one each time.
    pub(crate) fn of(size: CatalogueSize) -> Self {
        let mut products = build::products(shelves::FAMILIES);
        if let CatalogueSize::Grown { variants, seed } = size {
            grown::grow(&mut products, variants, seed);
        }
        Self::new(products)
    }

    fn new(products: Vec<Product>) -> Self {
        let next_id = products.last().map_or(1, Product::next_id);
        let slugs = products.iter().map(|product| (product.slug.clone(), product.id)).collect();
        let products = products.into_iter().map(|product| (product.id, product)).collect();
        Self { products, slugs, next_id }
    }

    /// The products whose ids lie in a range, by rising id.
    pub(crate) fn products_in(
        &self,
        ids: impl RangeBounds<u64>,
    ) -> impl DoubleEndedIterator<Item = &Product> {
        self.products.range(ids).map(|(_, product)| product)
    }

    pub(crate) fn product(&self, id: u64) -> Option<&Product> {
        self.products.get(&id)
    }

    pub(crate) fn product_by_slug(&self, slug: &str) -> Option<&Product> {
        self.products.get(self.slugs.get(slug)?)
    }

    /// A variant with the product it belongs to.
    pub(crate) fn variant(&self, id: u64) -> Option<(&Product, &Variant)> {
        let (_, product) = self.products.range(..id).next_back()?;
        Some((product, product.variants.iter().find(|variant| variant.id == id)?))
    }

    /// The first variant with a SKU, which others may share.
    pub(crate) fn variant_with_sku(&self, sku: &str) -> Option<&Variant> {
        let mut variants = self.products.values().flat_map(|product| &product.variants);
        variants.find(|variant| variant.sku == sku)
    }
}

impl Product {
    /// The first id after its own and those of its variants.
    fn next_id(&self) -> u64 {
        self.id + 1 + self.variants.len() as u64
    }

    pub(crate) fn requires_shipping(&self) -> bool {
        self.kind == Kind::Goods
    }

    /// Whether it comes in several ways.
    pub(crate) fn has_choice(&self) -> bool {
        !self.attribute.is_empty()
    }

    pub(crate) fn is_gift_card(&self) -> bool {
        self.kind == Kind::GiftCard
    }
}

impl Variant {
    pub(crate) fn price_in(&self, currency: Currency) -> Option<&Price> {
        self.prices.iter().find(|price| price.currency == currency)
    }

    /// Whether a new order may hold it, whatever its stock is said to be.
    pub(crate) fn is_for_sale(&self) -> bool {
        !matches!(self.stock, Stock::SoldOut | Stock::Paused)
    }
}

#[cfg(test)]
mod tests;
