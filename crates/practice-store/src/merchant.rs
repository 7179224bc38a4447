//! The merchant's own door to the catalogue: it is changed here while the store is open, so that a
//! till can be tried on a store that does not hold still.

use std::error::Error;
use std::fmt;

use jiff::Timestamp;

use crate::catalogue::{self, Stock};
use crate::money::{Amount, Currency};
use crate::store::Store;

/// The merchant of a running store. What is changed holds at once, also in the middle of a walk
/// along the pages of a list, and until the store ends: the catalogue is in no file.
#[derive(Debug)]
pub struct Merchant<'a> {
    store: &'a Store,
}

/// A product that is to be put on the shelf, for which its merchant gives the price in US dollars;
/// those in other currencies follow from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProduct {
    /// The title.
    pub title: String,
    /// The variants; with nothing to choose there is still one.
    pub variants: Vec<NewVariant>,
}

/// A variant of a new product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVariant {
    /// What is chosen with it, such as `Large`; empty when there is nothing to choose.
    pub title: String,
    /// The SKU.
    pub sku: String,
    /// The barcode, if it has one.
    pub barcode: Option<String>,
    /// The price in hundredths of a US dollar.
    pub price_minor: i64,
}

/// A product of the store with its variants, by their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// The id of the product.
    pub product_id: u64,
    /// The ids of its variants, in their order.
    pub variant_ids: Vec<u64>,
}

/// Why the catalogue was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotChanged {
    /// No product has this id.
    NoSuchProduct(u64),
    /// No variant has this id.
    NoSuchVariant(u64),
    /// The store does not sell in this currency.
    NoSuchCurrency(String),
    /// No price can be this many hundredths.
    NoSuchPrice(i64),
    /// A product was to have no variant at all.
    NoVariants,
}

impl<'a> Merchant<'a> {
    pub(crate) fn of(store: &'a Store) -> Self {
        Self { store }
    }

    /// The product with a variant of this SKU; the first one when several share it.
    pub fn find(&self, sku: &str) -> Option<Goods> {
        let catalogue = self.store.catalogue();
        let variant = catalogue.variant_with_sku(sku)?;
        catalogue.product(variant.product_id).map(Goods::of)
    }

    /// Puts a product on the shelf. It comes after all others in the list of products.
    ///
    /// # Errors
    /// When it has no variant, or a price that cannot be.
    pub fn add_product(&self, product: NewProduct) -> Result<Goods, NotChanged> {
        if product.variants.is_empty() {
            return Err(NotChanged::NoVariants);
        }
        let variants = product.variants.into_iter().map(NewVariant::read);
        let variants = variants.collect::<Result<_, _>>()?;
        let product = catalogue::NewProduct { title: product.title, variants };
        Ok(Goods::of(self.store.catalogue_mut().add(product, Timestamp::now())))
    }

    /// Takes a product off the shelf, with its variants and its picture.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn remove_product(&self, product_id: u64) -> Result<(), NotChanged> {
        let removed = self.store.catalogue_mut().remove(product_id);
        removed.map(drop).ok_or(NotChanged::NoSuchProduct(product_id))
    }

    /// Gives a product another title. Its address stays.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn set_title(&self, product_id: u64, title: impl Into<String>) -> Result<(), NotChanged> {
        let mut catalogue = self.store.catalogue_mut();
        let product = catalogue.product_mut(product_id, Timestamp::now());
        product.ok_or(NotChanged::NoSuchProduct(product_id))?.title = title.into();
        Ok(())
    }

    /// Sets the price of a variant in a currency such as `USD`, in hundredths.
    ///
    /// # Errors
    /// When there is no such variant or currency, or the price cannot be: below 0, beyond what the
    /// API can write, a part of a yen.
    pub fn set_price(
        &self,
        variant_id: u64,
        currency: &str,
        price_minor: i64,
    ) -> Result<(), NotChanged> {
        let currency = Currency::parse(currency)
            .ok_or_else(|| NotChanged::NoSuchCurrency(currency.to_owned()))?;
        let price = price(price_minor, currency)?;
        self.change_variant(variant_id, |variant| variant.set_price(currency, price))
    }

    /// Makes a variant available to purchase, or unavailable.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn set_available(&self, variant_id: u64, is_available: bool) -> Result<(), NotChanged> {
        self.change_variant(variant_id, |variant| {
            variant.stock = match (is_available, variant.in_stock) {
                (false, _) => Stock::Paused,
                (true, None) => Stock::Untracked,
                (true, Some(0)) => Stock::Backorder,
                (true, Some(_)) => Stock::Plenty,
            };
        })
    }

    fn change_variant(
        &self,
        id: u64,
        change: impl FnOnce(&mut catalogue::Variant),
    ) -> Result<(), NotChanged> {
        let mut catalogue = self.store.catalogue_mut();
        let variant = catalogue.variant_mut(id, Timestamp::now());
        change(variant.ok_or(NotChanged::NoSuchVariant(id))?);
        Ok(())
    }
}

impl Goods {
    fn of(product: &catalogue::Product) -> Self {
        let variant_ids = product.variants.iter().map(|variant| variant.id).collect();
        Self { product_id: product.id, variant_ids }
    }
}

impl NewVariant {
    fn read(self) -> Result<catalogue::NewVariant, NotChanged> {
        let price = price(self.price_minor, Currency::Usd)?;
        let Self { title, sku, barcode, .. } = self;
        Ok(catalogue::NewVariant { title, sku, barcode, price })
    }
}

fn price(minor: i64, currency: Currency) -> Result<Amount, NotChanged> {
    let is_written = (0..=Amount::LARGEST.minor()).contains(&minor);
    match is_written && minor % currency.step() == 0 {
        true => Ok(Amount::from_minor(minor)),
        false => Err(NotChanged::NoSuchPrice(minor)),
    }
}

impl fmt::Display for NotChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchProduct(id) => write!(f, "no product has the id {id}"),
            Self::NoSuchVariant(id) => write!(f, "no variant has the id {id}"),
            Self::NoSuchCurrency(code) => write!(f, "the store does not sell in {code:?}"),
            Self::NoSuchPrice(minor) => write!(f, "no price can be {minor} hundredths"),
            Self::NoVariants => write!(f, "a product needs at least one variant"),
        }
    }
}

impl Error for NotChanged {}
