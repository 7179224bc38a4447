//! `products/`: the catalogue.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use super::input::Id;
use super::listing::ListRequest;
use super::refusal::Refusal;
use crate::catalogue::Product;
use crate::links::Links;
use crate::store::Store;
use crate::wire;

/// `productsList`, in the order of ids
pub(super) async fn list(
    State(store): State<Store>,
    list: ListRequest,
) -> Result<Json<Value>, Refusal> {
    let title = list.filter("title").map(str::to_lowercase);
    let skus: Vec<&str> = list.filters("sku").collect();
    let is_wanted = |product: &&Product| {
        let has_title = |title: &String| product.title.to_lowercase().contains(title);
        let has_sku = || product.variants.iter().any(|variant| skus.contains(&&*variant.sku));
        title.as_ref().is_none_or(has_title) && (skus.is_empty() || has_sku())
    };
    let wanted: Vec<&Product> = store.catalogue().products().iter().filter(is_wanted).collect();
    let page =
        list.page(&wanted, |product| product.id, |product| wire::product(product, &list.links))?;
    Ok(Json(page))
}

/// `productsRetrieve`
pub(super) async fn read(
    State(store): State<Store>,
    Id(id): Id,
    links: Links,
) -> Result<Json<Value>, Refusal> {
    let product = store.catalogue().product(id).ok_or_else(|| Refusal::not_found("product"))?;
    Ok(Json(wire::product(product, &links)))
}

/// `productsVariantsRetrieve`
pub(super) async fn read_variant(
    State(store): State<Store>,
    Id(id): Id,
    links: Links,
) -> Result<Json<Value>, Refusal> {
    let (product, variant) =
        store.catalogue().variant(id).ok_or_else(|| Refusal::not_found("variant"))?;
    Ok(Json(wire::variant(variant, product, &links)))
}
