//! The catalogue: what the store sells, as one value that is built once and then only read.

mod barcode;
mod build;
mod item;
mod shelves;

use std::collections::HashMap;

use jiff::Timestamp;

use crate::money::{Amount, Currency};
pub(crate) use item::{Kind, Stock};
pub(crate) use shelves::Shape;

/// How many goods the store sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum CatalogueSize {
    /// The shop of the demonstration: some 80 products, about 150 variants.
    #[default]
    Standard,
}

/// All goods, with their look-ups.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// In the order of their ids.
    products: Vec<Product>,
    /// Where each variant stands: index of its product, index in the product.
    variants: HashMap<u64, (usize, usize)>,
    slugs: HashMap<String, usize>,
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
    pub(crate) created: Timestamp,
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
    pub(crate) created: Timestamp,
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
        match size {
            CatalogueSize::Standard => Self::new(build::products(shelves::FAMILIES)),
        }
    }

    fn new(products: Vec<Product>) -> Self {
        let mut variants = HashMap::new();
        let mut slugs = HashMap::new();
        for (place, product) in products.iter().enumerate() {
            slugs.insert(product.slug.clone(), place);
            for (index, variant) in product.variants.iter().enumerate() {
                variants.insert(variant.id, (place, index));
            }
        }
        Self { products, variants, slugs }
    }

    pub(crate) fn products(&self) -> &[Product] {
        &self.products
    }

    pub(crate) fn product(&self, id: u64) -> Option<&Product> {
        let place = self.products.binary_search_by_key(&id, |product| product.id).ok()?;
        self.products.get(place)
    }

    pub(crate) fn product_by_slug(&self, slug: &str) -> Option<&Product> {
        self.products.get(*self.slugs.get(slug)?)
    }

    /// A variant with the product it belongs to.
    pub(crate) fn variant(&self, id: u64) -> Option<(&Product, &Variant)> {
        let (place, index) = *self.variants.get(&id)?;
        let product = self.products.get(place)?;
        Some((product, product.variants.get(index)?))
    }
}

impl Product {
    pub(crate) fn requires_shipping(&self) -> bool {
        self.kind == Kind::Goods
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
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_standard_catalogue_is_as_varied_as_a_real_one() {
        let catalogue = Catalogue::of(CatalogueSize::Standard);
        let variants: Vec<_> = catalogue.products.iter().flat_map(|p| &p.variants).collect();
        assert_eq!(catalogue.products.len(), 80);
        assert!((140..=170).contains(&variants.len()), "{} variants", variants.len());

        let unlike =
            |lacks: &dyn Fn(&Variant) -> bool| variants.iter().filter(|v| lacks(v)).count();
        assert!(unlike(&|v| v.upc.is_none()) >= 4, "some have no barcode");
        assert!(unlike(&|v| v.prices.len() == 2) >= 4, "some lack a currency");
        assert!(unlike(&|v| !v.is_for_sale()) >= 6, "some are not for sale");
        assert!(catalogue.products.iter().any(|p| p.title.chars().count() >= 200));
    }

    #[test]
    fn ids_and_barcodes_are_unique_and_one_sku_is_not() {
        let catalogue = Catalogue::of(CatalogueSize::Standard);
        let variants: Vec<_> = catalogue.products.iter().flat_map(|p| &p.variants).collect();
        let ids: HashSet<_> = (variants.iter().map(|v| v.id))
            .chain(catalogue.products.iter().map(|p| p.id))
            .collect();
        assert_eq!(ids.len(), variants.len() + catalogue.products.len());

        let codes: Vec<_> = variants.iter().filter_map(|v| v.upc.as_ref()).collect();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
        let skus: HashSet<_> = variants.iter().map(|v| &v.sku).collect();
        assert_eq!(skus.len(), variants.len() - 1);
    }

    #[test]
    fn every_recommendation_leads_to_something_sold_here() {
        let catalogue = Catalogue::of(CatalogueSize::Standard);
        let recommended: Vec<_> = catalogue.products.iter().flat_map(|p| &p.recommended).collect();
        let (products, variants): (Vec<&u64>, Vec<&u64>) =
            recommended.into_iter().partition(|id| catalogue.product(**id).is_some());
        assert!(products.len() > variants.len() && !variants.is_empty());
        assert!(variants.iter().all(|id| catalogue.variant(**id).is_some()));
    }

    #[test]
    fn prices_in_yen_are_whole() {
        let catalogue = Catalogue::of(CatalogueSize::Standard);
        let amounts = catalogue
            .products
            .iter()
            .flat_map(|product| &product.variants)
            .filter_map(|variant| variant.price_in(Currency::Jpy))
            .flat_map(|price| [Some(price.price), price.retail, price.subscription]);
        assert!(amounts.flatten().all(|amount| amount.minor() % 100 == 0));
    }
}
