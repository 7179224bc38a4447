//! `store/`, `gateways/`, `gateway-groups/` and `shipping-methods/`: how the store is set up.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use super::listing::{ListRequest, Page, rising};
use crate::links::Links;
use crate::payments::{GATEWAY_GROUPS, GATEWAYS};
use crate::pricing::METHODS;
use crate::store::Store;
use crate::wire;

/// `storeDetail`
pub(super) async fn store(State(store): State<Store>, links: Links) -> Json<Value> {
    Json(wire::store(store.name(), &links))
}

/// `gatewaysList`
pub(super) async fn gateways(list: ListRequest) -> Json<Page<Value>> {
    let page = list.page(|keys| rising(GATEWAYS, |gateway| gateway.id, keys));
    Json(page.write(wire::gateway))
}

/// `gatewayGroupsList`
pub(super) async fn gateway_groups(list: ListRequest) -> Json<Page<Value>> {
    let page = list.page(|keys| rising(GATEWAY_GROUPS, |group| group.id, keys));
    Json(page.write(wire::gateway_group))
}

/// `shippingMethodsList`
pub(super) async fn shipping_methods(list: ListRequest) -> Json<Page<Value>> {
    let page = list.page(|keys| rising(&METHODS, |method| method.id, keys));
    Json(page.write(wire::shipping_method))
}
