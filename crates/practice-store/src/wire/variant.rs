//! The variants of a product.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::product::{ProductImage, image};
use crate::catalogue::{self, Product, Stock};
use crate::links::{Links, picture_path};
use crate::money::Amount;
use crate::time::{at_store, in_utc};

/// The code of what variants differ in; no product here has more than one such attribute.
pub(super) const CHOICE: &str = "choice";

/// Where the ids of stock records begin, which are a row of their own.
const STOCK_RECORDS: u64 = 500_000;

/// The variants of a product, with what is the same for all of them.
#[derive(Debug)]
pub(crate) struct Variants<'a> {
    product: &'a Product,
    image: ProductImage<'a>,
    picture_path: String,
    date_created: String,
    date_updated: String,
}

impl<'a> Variants<'a> {
    pub(crate) fn of(product: &'a Product, links: &Links) -> Self {
        Self {
            product,
            image: image(product, links),
            picture_path: picture_path(&product.slug),
            date_created: in_utc(product.created),
            date_updated: at_store(product.updated),
        }
    }

    /// Writes one of them.
    pub(crate) fn write<'b>(&'b self, variant: &'b catalogue::Variant) -> Variant<'b> {
        Variant {
            id: variant.id,
            product_id: variant.product_id,
            title: &variant.title,
            sku: &variant.sku,
            upc: variant.upc.as_deref(),
            images: self.images(variant),
            prices: Prices(&variant.prices),
            unit_cost: Decimal(variant.unit_cost),
            requires_shipping: self.product.requires_shipping(),
            track_stock: variant.in_stock.is_some(),
            allow_backorders: variant.stock == Stock::Backorder,
            purchase_availability: match variant.is_for_sale() {
                true => "available",
                false => "unavailable",
            },
            inventory_availability: inventory_availability(variant.stock),
            stockrecords: stock_record(variant),
            variant_attribute_values: self.attribute_value(variant),
            metadata: Map::new(),
            date_created: &self.date_created,
            date_updated: &self.date_updated,
        }
    }

    fn attribute_value<'b>(
        &'b self,
        variant: &'b catalogue::Variant,
    ) -> AtMostOne<AttributeValue<'b>> {
        let name = self.product.attribute.as_str();
        let value = AttributeValue { code: CHOICE, name, value: &variant.title };
        AtMostOne(self.product.has_choice().then_some(value))
    }

    /// The specification says a text; real stores are known to answer a list or null as well. So
    /// most variants have a text, now absolute and now relative to the store, and a few have the
    /// others.
    fn images(&self, variant: &catalogue::Variant) -> Images<'_> {
        match variant.id % 20 {
            7 => Images::None,
            13 => Images::List([&self.image]),
            even if even.is_multiple_of(2) => Images::Address(&self.image.src),
            _ => Images::Address(&self.picture_path),
        }
    }
}

impl Serialize for Variants<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.product.variants.iter().map(|variant| self.write(variant)))
    }
}

/// `ProductVariant`.
#[derive(Debug, Serialize)]
pub(crate) struct Variant<'a> {
    id: u64,
    product_id: u64,
    title: &'a str,
    sku: &'a str,
    upc: Option<&'a str>,
    images: Images<'a>,
    prices: Prices<'a>,
    unit_cost: Decimal,
    requires_shipping: bool,
    track_stock: bool,
    allow_backorders: bool,
    purchase_availability: &'static str,
    inventory_availability: &'static str,
    stockrecords: AtMostOne<StockRecord>,
    variant_attribute_values: AtMostOne<AttributeValue<'a>>,
    metadata: Map<String, Value>,
    date_created: &'a str,
    date_updated: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Images<'a> {
    None,
    List([&'a ProductImage<'a>; 1]),
    Address(&'a str),
}

#[derive(Debug)]
struct Prices<'a>(&'a [catalogue::Price]);

/// `ProductPrices`.
#[derive(Debug, Serialize)]
struct Price {
    currency: &'static str,
    price: Decimal,
    retail: Option<Decimal>,
    subscription: Option<Decimal>,
    subscription_suggested_downsell: Option<Decimal>,
}

impl Serialize for Prices<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|price| Price {
            currency: price.currency.code(),
            price: Decimal(price.price),
            retail: price.retail.map(Decimal),
            subscription: price.subscription.map(Decimal),
            subscription_suggested_downsell: None,
        }))
    }
}

/// `StockrecordLocation`.
#[derive(Debug, Serialize)]
struct StockRecord {
    id: u64,
    location_id: u32,
    num_in_stock: u32,
    num_allocated: u32,
    low_stock_threshold: u32,
}

/// `ProductVariantAttributeValue`.
#[derive(Debug, Serialize)]
struct AttributeValue<'a> {
    code: &'static str,
    name: &'a str,
    value: &'a str,
}

/// A list that here never has more than one item.
#[derive(Debug)]
struct AtMostOne<T>(Option<T>);

impl<T: Serialize> Serialize for AtMostOne<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

/// An amount as a decimal text.
#[derive(Debug)]
struct Decimal(Amount);

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

fn inventory_availability(stock: Stock) -> &'static str {
    match stock {
        Stock::Plenty | Stock::Paused => "in_stock",
        Stock::Low => "low_stock",
        Stock::SoldOut | Stock::Backorder => "out_of_stock",
        Stock::Untracked => "untracked",
    }
}

/// Everything lies in one place.
fn stock_record(variant: &catalogue::Variant) -> AtMostOne<StockRecord> {
    AtMostOne(variant.in_stock.map(|in_stock| StockRecord {
        id: STOCK_RECORDS + variant.id,
        location_id: 1,
        num_in_stock: in_stock,
        num_allocated: 0,
        low_stock_threshold: 5,
    }))
}
