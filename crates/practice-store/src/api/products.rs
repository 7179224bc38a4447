//! `products/`: the catalogue.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};

use super::filters::Part;
use super::input::Id;
use super::listing::ListRequest;
use super::refusal::Refusal;
use crate::catalogue::Product;
use crate::links::Links;
use crate::store::Store;
use crate::wire;

/// `productsList`, in the order of ids
pub(super) async fn list(State(store): State<Store>, list: ListRequest) -> Response {
    let title = Part::read(&list, "title");
    let skus: Vec<&str> = list.filters("sku").collect();
    let is_wanted = |product: &Product| {
        let has_sku = || product.variants.iter().any(|variant| skus.contains(&&*variant.sku));
        title.as_ref().is_none_or(|part| part.is_in(&product.title))
            && (skus.is_empty() || has_sku())
    };
    let catalogue = store.catalogue();
    let page = list.page(|keys| {
        let products = catalogue.products_in(keys.bounds());
        products.filter(|product| is_wanted(product)).map(|product| (product.id, product))
    });
    Json(page.write(|product| wire::product(product, &list.links))).into_response()
}

/// `productsRetrieve`
pub(super) async fn read(
    State(store): State<Store>,
    Id(id): Id,
    links: Links,
) -> Result<Response, Refusal> {
    let catalogue = store.catalogue();
    let product = catalogue.product(id).ok_or_else(|| Refusal::not_found("product"))?;
    Ok(Json(wire::product(product, &links)).into_response())
}

/// `productsVariantsRetrieve`
pub(super) async fn read_variant(
    State(store): State<Store>,
    Id(id): Id,
    links: Links,
) -> Result<Response, Refusal> {
    let catalogue = store.catalogue();
    let (product, variant) = catalogue.variant(id).ok_or_else(|| Refusal::not_found("variant"))?;
    Ok(Json(wire::Variants::of(product, &links).write(variant)).into_response())
}
