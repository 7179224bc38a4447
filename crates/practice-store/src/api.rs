//! The Admin API: its routes, and what each of them asks for.
//!
//! Who may call is decided in `gate`, once for all routes; each file below serves one resource.

mod carts;
mod filters;
mod gate;
mod input;
mod listing;
mod notes;
mod orders;
mod pace;
mod products;
mod refunds;
mod refusal;
mod settings;
mod upsells;
mod users;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};

use crate::store::Store;
pub(crate) use pace::Pace;

/// The routes under `/api/admin/`. Whatever else is called there gets the store's 404 page, as
/// any wrong address does, before anybody asks for a token.
pub(crate) fn routes(store: &Store) -> Router<Store> {
    let needs = |scope: &'static str, handlers: MethodRouter<Store>| {
        handlers.route_layer(from_fn_with_state((store.clone(), scope), gate::require_scope))
    };
    let orders =
        needs("orders:read", get(orders::list)).merge(needs("orders:write", post(orders::create)));
    let notes =
        needs("orders:read", get(notes::list)).merge(needs("orders:write", post(notes::create)));
    let routes = Router::new()
        .route("/store/", needs("store:read", get(settings::store)))
        .route("/gateways/", needs("gateways:read", get(settings::gateways)))
        .route("/gateway-groups/", needs("gateways:read", get(settings::gateway_groups)))
        .route("/shipping-methods/", get(settings::shipping_methods))
        .route("/products/", needs("catalogue:read", get(products::list)))
        .route("/products/{id}/", needs("catalogue:read", get(products::read)))
        .route("/products/variants/{id}/", needs("catalogue:read", get(products::read_variant)))
        .route("/users/", needs("users:read", get(users::list)))
        .route("/users/{id}/", needs("users:read", get(users::read)))
        .route("/users/{id}/addresses/", needs("users:read", get(users::addresses)))
        .route("/users/{id}/orders/", needs("users:read", get(users::orders)))
        .route("/carts/", needs("carts:write", post(carts::create)))
        .route("/orders/", orders)
        .route("/orders/{number}/", needs("orders:read", get(orders::read)))
        .route("/orders/{number}/add-line-items/", needs("orders:write", post(upsells::add)))
        .route("/orders/{number}/notes/", notes)
        .route("/orders/{number}/refund/", needs("orders:write", post(refunds::create)))
        .route(
            "/orders/{number}/refund/calculate/",
            needs("orders:write", post(refunds::calculate)),
        )
        .route("/orders/{number}/cancel/", needs("orders:write", post(refunds::cancel)))
        .method_not_allowed_fallback(gate::method_not_allowed)
        .layer(from_fn_with_state(store.clone(), gate::admit));
    Router::new().nest("/api/admin", routes)
}
