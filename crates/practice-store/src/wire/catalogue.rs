//! Products and their variants.

use serde_json::{Value, json};

use super::{each, text};
use crate::catalogue::{Price, Product, Stock, Variant};
use crate::html::escape;
use crate::links::{Links, picture_path};
use crate::time::{at_store, in_utc};

/// `ProductList`; one product alone has a few fields more.
pub(crate) fn product(product: &Product, links: &Links) -> Value {
    let category = &product.category;
    json!({
        "id": product.id,
        "title": product.title,
        "slug": product.slug,
        "url": links.product(&product.slug),
        "description": format!("<p>{}</p>", escape(&product.title)),
        "meta_title": null,
        "meta_description": null,
        "structure": if product.attribute.is_empty() { "standalone" } else { "parent" },
        "categories": [{ "id": category.id, "name": category.name, "slug": category.slug }],
        "images": product_images(product, links),
        "is_public": true,
        "is_discountable": !product.is_gift_card(),
        "enable_subscription": product.subscription.is_some(),
        "interval": product.subscription.as_ref().map(|schedule| &schedule.interval),
        "interval_counts": product.subscription.as_ref().map(|schedule| &schedule.counts),
        "recommended_products": product.recommended,
        "external_tax_code": null,
        "metadata": {},
        "ranking": 0,
        "rating": null,
        "variant_attributes": variant_attributes(product),
        "variants": each(&product.variants, |one| variant(one, product, links)),
        "date_created": in_utc(product.created),
        "date_updated": at_store(product.created),
    })
}

fn variant_attributes(product: &Product) -> Vec<Value> {
    if product.attribute.is_empty() {
        return Vec::new();
    }
    let values: Vec<_> = product.variants.iter().map(|variant| &variant.title).collect();
    vec![json!({ "code": "choice", "name": product.attribute, "values": values })]
}

fn product_images(product: &Product, links: &Links) -> Value {
    json!([{
        "id": product.id,
        "src": links.picture(&product.slug),
        "caption": product.title.chars().take(200).collect::<String>(),
        "display_order": 0,
        "attachment": null,
    }])
}

/// `ProductVariant`.
pub(crate) fn variant(variant: &Variant, product: &Product, links: &Links) -> Value {
    let has_choice = !product.attribute.is_empty();
    json!({
        "id": variant.id,
        "product_id": variant.product_id,
        "title": variant.title,
        "sku": variant.sku,
        "upc": variant.upc,
        "images": variant_images(variant, product, links),
        "prices": each(&variant.prices, price),
        "unit_cost": text(variant.unit_cost),
        "requires_shipping": product.requires_shipping(),
        "track_stock": variant.in_stock.is_some(),
        "allow_backorders": variant.stock == Stock::Backorder,
        "purchase_availability": if variant.is_for_sale() { "available" } else { "unavailable" },
        "inventory_availability": inventory_availability(variant.stock),
        "stockrecords": stock_records(variant),
        "variant_attribute_values": if has_choice {
            json!([{ "code": "choice", "name": product.attribute, "value": variant.title }])
        } else {
            json!([])
        },
        "metadata": {},
        "date_created": in_utc(variant.created),
        "date_updated": at_store(variant.created),
    })
}

/// The specification says a text; real stores are known to answer a list or null as well. So most
/// variants have a text, now absolute and now relative to the store, and a few have the others.
fn variant_images(variant: &Variant, product: &Product, links: &Links) -> Value {
    match variant.id % 20 {
        7 => Value::Null,
        13 => product_images(product, links),
        even if even.is_multiple_of(2) => json!(links.picture(&product.slug)),
        _ => json!(picture_path(&product.slug)),
    }
}

/// `ProductPrices`.
fn price(price: &Price) -> Value {
    json!({
        "currency": price.currency.code(),
        "price": text(price.price),
        "retail": price.retail.map(text),
        "subscription": price.subscription.map(text),
        "subscription_suggested_downsell": null,
    })
}

fn inventory_availability(stock: Stock) -> &'static str {
    match stock {
        Stock::Plenty | Stock::Paused => "in_stock",
        Stock::Low => "low_stock",
        Stock::SoldOut | Stock::Backorder => "out_of_stock",
        Stock::Untracked => "untracked",
    }
}

/// `StockrecordLocation`: everything lies in one place.
fn stock_records(variant: &Variant) -> Value {
    match variant.in_stock {
        Some(in_stock) => json!([{
            "id": 500_000 + variant.id,
            "location_id": 1,
            "num_in_stock": in_stock,
            "num_allocated": 0,
            "low_stock_threshold": 5,
        }]),
        None => json!([]),
    }
}
