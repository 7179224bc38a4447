//! Products. Unlike the other answers, those of the catalogue are not put together as values first
//! but written straight from what the store holds: a till reads all of it, page after page.

use serde::Serialize;
use serde_json::{Map, Value};

use super::variant::{CHOICE, Variants};
use crate::catalogue::{self, Category};
use crate::html::escape;
use crate::links::Links;
use crate::time::{at_store, in_utc};

/// `ProductList`; one product alone has a few fields more.
#[derive(Debug, Serialize)]
pub(crate) struct Product<'a> {
    id: u64,
    title: &'a str,
    slug: &'a str,
    url: String,
    description: String,
    meta_title: Option<&'a str>,
    meta_description: Option<&'a str>,
    structure: &'static str,
    categories: [ProductCategory; 1],
    images: [ProductImage<'a>; 1],
    is_public: bool,
    is_discountable: bool,
    enable_subscription: bool,
    interval: Option<&'a str>,
    interval_counts: Option<&'a [u32]>,
    recommended_products: &'a [u64],
    external_tax_code: Option<&'a str>,
    metadata: Map<String, Value>,
    ranking: u32,
    rating: Option<u32>,
    variant_attributes: Vec<VariantAttribute<'a>>,
    variants: Variants<'a>,
    date_created: String,
    date_updated: String,
}

/// `ProductCategory`.
#[derive(Debug, Serialize)]
struct ProductCategory {
    id: u64,
    name: &'static str,
    slug: &'static str,
}

/// `ProductImage`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ProductImage<'a> {
    id: u64,
    pub(super) src: String,
    caption: &'a str,
    display_order: u32,
    attachment: Option<&'a str>,
}

/// `ProductVariantAttribute`.
#[derive(Debug, Serialize)]
struct VariantAttribute<'a> {
    code: &'static str,
    name: &'a str,
    values: Vec<&'a str>,
}

/// Writes a product.
pub(crate) fn product<'a>(product: &'a catalogue::Product, links: &Links) -> Product<'a> {
    let Category { id, name, slug, .. } = product.category;
    let schedule = product.subscription.as_ref();
    Product {
        id: product.id,
        title: &product.title,
        slug: &product.slug,
        url: links.product(&product.slug),
        description: format!("<p>{}</p>", escape(&product.title)),
        meta_title: None,
        meta_description: None,
        structure: if product.has_choice() { "parent" } else { "standalone" },
        categories: [ProductCategory { id, name, slug }],
        images: [image(product, links)],
        is_public: true,
        is_discountable: !product.is_gift_card(),
        enable_subscription: schedule.is_some(),
        interval: schedule.map(|schedule| schedule.interval.as_str()),
        interval_counts: schedule.map(|schedule| schedule.counts.as_slice()),
        recommended_products: &product.recommended,
        external_tax_code: None,
        metadata: Map::new(),
        ranking: 0,
        rating: None,
        variant_attributes: attributes(product),
        variants: Variants::of(product, links),
        date_created: in_utc(product.created),
        date_updated: at_store(product.updated),
    }
}

/// The picture of a product.
pub(super) fn image<'a>(product: &'a catalogue::Product, links: &Links) -> ProductImage<'a> {
    let title = product.title.as_str();
    // A caption may have 200 characters.
    let end = title.char_indices().nth(200).map_or(title.len(), |(end, _)| end);
    ProductImage {
        id: product.id,
        src: links.picture(&product.slug),
        caption: &title[..end],
        display_order: 0,
        attachment: None,
    }
}

fn attributes(product: &catalogue::Product) -> Vec<VariantAttribute<'_>> {
    let values = || product.variants.iter().map(|variant| variant.title.as_str()).collect();
    let name = product.attribute.as_str();
    let attribute =
        product.has_choice().then(|| VariantAttribute { code: CHOICE, name, values: values() });
    attribute.into_iter().collect()
}
