//! `store/`, `gateways/`, `gateway-groups/` and `shipping-methods/`: how the store is set up.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use super::listing::ListRequest;
use super::refusal::Refusal;
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
pub(super) async fn gateways(list: ListRequest) -> Result<Json<Value>, Refusal> {
    list.page(GATEWAYS, |gateway| gateway.id, wire::gateway).map(Json)
}

/// `gatewayGroupsList`
pub(super) async fn gateway_groups(list: ListRequest) -> Result<Json<Value>, Refusal> {
    list.page(GATEWAY_GROUPS, |group| group.id, wire::gateway_group).map(Json)
}

/// `shippingMethodsList`
pub(super) async fn shipping_methods(list: ListRequest) -> Result<Json<Value>, Refusal> {
    list.page(&METHODS, |method| method.id, wire::shipping_method).map(Json)
}
