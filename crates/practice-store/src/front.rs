//! The shop front: the few pages that addresses in answers lead to, pictures, and the 404 page.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use crate::books::Order;
use crate::catalogue::Product;
use crate::html::{Document, escape};
use crate::links::picture_path;
use crate::pictures::product_svg;
use crate::store::Store;

pub(crate) fn routes() -> Router<Store> {
    Router::new()
        .route("/", get(home))
        .route("/catalogue/{slug}/", get(product))
        .route("/orders/{number}/{key}/", get(order_status))
        .route("/favicon.ico", get(StatusCode::NO_CONTENT))
        .route("/media/products/{file}", get(picture))
}

/// What every wrong address answers.
pub(crate) async fn not_found() -> Response {
    let body = card(
        r#"<h1>There is nothing here</h1>
<p class="quiet">404: the address is wrong, or what it led to is gone.</p>"#,
    );
    let document = Document::new("Not found", body);
    Document { status: StatusCode::NOT_FOUND, ..document }.into_response()
}

async fn home(State(store): State<Store>) -> Response {
    let body = card(&format!(
        "<h1>{name}</h1><p>This is a practice store for Tillway. It has no shop front of its own: \
         sell from it with the till.</p>",
        name = escape(store.name()),
    ));
    Document::new(store.name(), body).into_response()
}

async fn product(State(store): State<Store>, Path(slug): Path<String>) -> Response {
    let document = store.catalogue().product_by_slug(&slug).map(product_document);
    match document {
        Some(document) => document.into_response(),
        None => not_found().await,
    }
}

fn product_document(product: &Product) -> Document {
    let body = card(&format!(
        r#"<img class="hero" src="{picture}" alt="">
<h1 dir="auto">{title}</h1><p class="quiet">{category}</p>"#,
        picture = picture_path(&product.slug),
        title = escape(&product.title),
        category = escape(product.category.name),
    ));
    Document::new(&product.title, body)
}

async fn order_status(
    State(store): State<Store>,
    Path((number, key)): Path<(String, String)>,
) -> Response {
    let document = store.books().read(|records| {
        let order = number.parse().ok().and_then(|number| records.order(number));
        order.filter(|order| order.key == key).map(order_document)
    });
    match document {
        Some(document) => document.into_response(),
        None => not_found().await,
    }
}

fn order_document(order: &Order) -> Document {
    let total = order.terms.currency.show(order.totals().incl_tax);
    let status = order.payment_status().replace('_', " ");
    let body = card(&format!("<h1>Order {}</h1><p>{total}, {status}</p>", order.number));
    Document::new(format!("Order {}", order.number), body)
}

fn card(html: &str) -> String {
    format!(r#"<main><section class="card">{html}</section></main>"#)
}

async fn picture(State(store): State<Store>, Path(file): Path<String>) -> Response {
    let slug = file.strip_suffix(".svg").unwrap_or_default();
    let picture = store.catalogue().product_by_slug(slug).map(product_svg);
    let Some(picture) = picture else { return not_found().await };
    let headers = [
        (CONTENT_TYPE, "image/svg+xml"),
        (CACHE_CONTROL, "public, max-age=86400"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'"),
    ];
    (headers, picture).into_response()
}
