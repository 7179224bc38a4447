//! Builds products from the tables in `shelves`: ids, prices, barcodes, stock.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::barcode;
use super::item::{Barcode, Choice, Item, Stock};
use super::shelves::Family;
use super::{Category, Price, Product, Schedule, Variant};
use crate::money::{Amount, Currency};

/// 2 February 2026, 14:00 UTC: when the first product was put on the shelf.
pub(super) const OPENED: Timestamp = Timestamp::constant(1_770_040_800, 0);
const FIRST_ID: u64 = 101;
const NOTHING_TO_CHOOSE: &[Choice] = &[("", "", 0)];

/// All products of the families, in the order of their ids.
///
/// As at a real store, products and their variants draw from one row of ids: a product takes the
/// next one, its variants those after it.
pub(super) fn products(families: &[Family]) -> Vec<Product> {
    let mut next_id = FIRST_ID;
    let mut products = Vec::new();
    let mut items = Vec::new();
    for (index, family) in families.iter().enumerate() {
        for item in family.items {
            let id = next_id;
            let product = product(item, category(index, family), id);
            next_id += 1 + product.variants.len() as u64;
            products.push(product);
            items.push(item);
        }
    }
    let ids = recommendable_ids(&items, &products);
    for (item, product) in items.iter().zip(&mut products) {
        product.recommended =
            item.goes_with.iter().filter_map(|name| ids.get(*name)).copied().collect();
    }
    products
}

pub(super) fn category(index: usize, family: &Family) -> Category {
    Category { id: index as u64 + 1, name: family.name, slug: family.slug, shape: family.shape }
}

/// The id behind each name that a table may recommend: `walnut-kettle`, `walnut-kettle/MB`.
fn recommendable_ids(items: &[&Item], products: &[Product]) -> HashMap<String, u64> {
    let mut ids = HashMap::new();
    for (item, product) in items.iter().zip(products) {
        ids.insert(item.slug.to_owned(), product.id);
        for ((_, code, _), variant) in item.choices.iter().zip(&product.variants) {
            ids.insert(format!("{}/{code}", item.slug), variant.id);
        }
    }
    ids
}

fn product(item: &Item, category: Category, id: u64) -> Product {
    let choices = if item.choices.is_empty() { NOTHING_TO_CHOOSE } else { item.choices };
    let created = OPENED + SignedDuration::from_hours(id.cast_signed());
    Product {
        id,
        slug: item.slug.to_owned(),
        title: item.title.to_owned(),
        category,
        kind: item.kind,
        attribute: item.attribute.to_owned(),
        subscription: item.every.map(|(interval, counts)| Schedule {
            interval: interval.to_owned(),
            counts: counts.to_vec(),
        }),
        recommended: Vec::new(),
        created,
        updated: created,
        variants: (id + 1..)
            .zip(choices)
            .map(|(variant_id, choice)| variant(item, choice, id, variant_id))
            .collect(),
    }
}

fn variant(item: &Item, choice: &Choice, product_id: u64, id: u64) -> Variant {
    let (title, code, extra) = *choice;
    let usd = Amount::from_minor(item.price + extra);
    let stock = item.stock_of(code);
    Variant {
        id,
        product_id,
        title: title.to_owned(),
        sku: if code.is_empty() { item.sku.to_owned() } else { format!("{}-{code}", item.sku) },
        upc: barcode_of(item.barcode, id),
        prices: prices(usd, item.not_priced_in, id.is_multiple_of(5), item.every.is_some()),
        unit_cost: usd.portion(40, 100, 1),
        stock,
        in_stock: count(stock, id),
    }
}

fn barcode_of(kind: Barcode, id: u64) -> Option<String> {
    let number = u32::try_from(id).ok()?;
    match kind {
        Barcode::Ean13 => Some(barcode::ean_13(number)),
        Barcode::UpcA => Some(barcode::upc_a(number)),
        Barcode::None => None,
    }
}

/// The prices in all currencies but one, from that in US dollars.
pub(super) fn prices(
    usd: Amount,
    absent: Option<Currency>,
    is_reduced: bool,
    has_subscription: bool,
) -> Vec<Price> {
    Currency::ALL
        .into_iter()
        .filter(|currency| absent != Some(*currency))
        .map(|currency| price(currency, usd, is_reduced, has_subscription))
        .collect()
}

fn price(currency: Currency, usd: Amount, is_reduced: bool, has_subscription: bool) -> Price {
    // Prices end in a round ten cents or ten yen outside the United States.
    let (price, step) = match currency {
        Currency::Usd => (usd, 5),
        Currency::Eur => (usd.portion(92, 100, 10), 10),
        Currency::Jpy => (usd.portion(150, 1, 1000), 1000),
    };
    Price {
        currency,
        price,
        retail: is_reduced.then(|| price.portion(125, 100, step)),
        subscription: has_subscription.then(|| price.portion(90, 100, step)),
    }
}

/// How many of a variant lie in the store.
pub(super) fn count(stock: Stock, id: u64) -> Option<u32> {
    let spread = u32::try_from(id * 37 % 140).unwrap_or_default();
    match stock {
        Stock::Plenty | Stock::Paused => Some(12 + spread),
        Stock::Low => Some(1 + spread % 4),
        Stock::SoldOut | Stock::Backorder => Some(0),
        Stock::Untracked => None,
    }
}
