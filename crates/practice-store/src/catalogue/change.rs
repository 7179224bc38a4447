//! Changing the catalogue: as a merchant does, while the store is open.

use jiff::Timestamp;

use super::build::{category, prices};
use super::item::{Kind, Stock};
use super::shelves::FAMILIES;
use super::slug::slug;
use super::{Catalogue, Price, Product, Variant};
use crate::money::{Amount, Currency};

/// What new products are put among.
const FAMILY: &str = "kitchen";

/// A product that is to be put on the shelf.
#[derive(Debug, Clone)]
pub(crate) struct NewProduct {
    pub(crate) title: String,
    pub(crate) variants: Vec<NewVariant>,
}

/// A variant of it.
#[derive(Debug, Clone)]
pub(crate) struct NewVariant {
    pub(crate) title: String,
    pub(crate) sku: String,
    pub(crate) barcode: Option<String>,
    /// In US dollars.
    pub(crate) price: Amount,
}

impl Catalogue {
    /// Takes a product off the shelf. Its ids are not given again.
    pub(crate) fn remove(&mut self, product_id: u64) -> Option<Product> {
        let product = self.products.remove(&product_id)?;
        self.slugs.remove(&product.slug);
        Some(product)
    }

    /// A product to be changed now.
    pub(crate) fn product_mut(&mut self, id: u64, now: Timestamp) -> Option<&mut Product> {
        let product = self.products.get_mut(&id)?;
        product.updated = now;
        Some(product)
    }

    /// A variant to be changed now.
    pub(crate) fn variant_mut(&mut self, id: u64, now: Timestamp) -> Option<&mut Variant> {
        let product_id = self.variant(id)?.0.id;
        let product = self.product_mut(product_id, now)?;
        product.variants.iter_mut().find(|variant| variant.id == id)
    }

    /// Puts a product on the shelf, behind all others.
    pub(crate) fn add(&mut self, new: NewProduct, now: Timestamp) -> &Product {
        let id = self.next_id;
        let place = FAMILIES.iter().position(|family| family.slug == FAMILY).unwrap_or_default();
        let has_choice = new.variants.len() > 1;
        let product = Product {
            id,
            slug: slug(&new.title, id),
            title: new.title,
            category: category(place, &FAMILIES[place]),
            kind: Kind::Goods,
            attribute: if has_choice { "Choice".to_owned() } else { String::new() },
            subscription: None,
            recommended: Vec::new(),
            created: now,
            updated: now,
            variants: (id + 1..)
                .zip(new.variants)
                .map(|(own, new)| variant(new, own, id))
                .collect(),
        };
        self.next_id = product.next_id();
        self.slugs.insert(product.slug.clone(), id);
        self.products.entry(id).or_insert(product)
    }
}

impl Variant {
    /// Sets its price in a currency, in which it may have had none; it is reduced from nothing then.
    pub(crate) fn set_price(&mut self, currency: Currency, amount: Amount) {
        match self.prices.iter_mut().find(|price| price.currency == currency) {
            Some(price) => price.price = amount,
            None => {
                self.prices.push(Price {
                    currency,
                    price: amount,
                    retail: None,
                    subscription: None,
                });
            }
        }
    }
}

fn variant(new: NewVariant, id: u64, product_id: u64) -> Variant {
    Variant {
        id,
        product_id,
        title: new.title,
        sku: new.sku,
        upc: new.barcode,
        prices: prices(new.price, None, false, false),
        unit_cost: new.price.portion(40, 100, 1),
        stock: Stock::Untracked,
        in_stock: None,
    }
}
