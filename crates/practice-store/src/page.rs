//! The hosted payment page: three steps on the way to paying, and the way back to the till.
//!
//! Each step is a form that works without a script; the address stays the same, and shows the step
//! that the page has reached. What each step does to the page is decided in `books::page`.

mod bank;
mod ending;
mod session;
mod steps;
mod summary;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;

use crate::books::{PaymentPage, Records, Stage};
use crate::front;
use crate::html::Document;
use crate::links::Links;
use crate::requests::is_email;
use crate::store::Store;

pub(crate) fn routes() -> Router<Store> {
    Router::new()
        .route("/pay/{id}/", get(show))
        .route("/pay/{id}/email/", post(give_email))
        .route("/pay/{id}/code/", post(give_code))
        .route("/pay/{id}/pay/", post(pay))
        .route("/pay/{id}/cancel/", post(cancel))
        .route("/pay/{id}/bank/", get(bank::show).post(bank::confirm))
        .route("/pay/{id}/state/", get(state))
}

async fn show(
    State(store): State<Store>,
    Path(id): Path<String>,
    links: Links,
    headers: HeaderMap,
) -> Response {
    let document = store
        .books()
        .read(|records| records.page(&id).map(|page| document(&store, records, page, &links)));
    match document {
        Some(document) => session::kept(&store, &id, &headers, document.into_response()),
        None => front::not_found().await,
    }
}

/// The page as it stands.
fn document(store: &Store, records: &Records, page: &PaymentPage, links: &Links) -> Document {
    match page.stage {
        Stage::Email | Stage::Code | Stage::Card => steps::document(store, page, None),
        Stage::Bank => bank::waiting(store, page),
        Stage::Paid(number) => ending::paid(store, page, records, number, links),
        Stage::Cancelled => ending::cancelled(store, page),
    }
}

async fn give_email(State(store): State<Store>, Path(id): Path<String>, body: Bytes) -> Response {
    let email = field(&body, "email").trim().to_owned();
    if !is_email(&email) {
        let message = "Enter an email address, such as jane@example.com.";
        return ask_again(&store, &id, Stage::Email, message);
    }
    change(&store, &id, |records| records.give_email(&id, email)).await
}

async fn give_code(State(store): State<Store>, Path(id): Path<String>, body: Bytes) -> Response {
    let code: String = field(&body, "code").split_whitespace().collect();
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = "Enter six digits. In practice any six will do.";
        return ask_again(&store, &id, Stage::Code, message);
    }
    change(&store, &id, |records| records.give_code(&id)).await
}

async fn pay(State(store): State<Store>, Path(id): Path<String>) -> Response {
    change(&store, &id, |records| records.pay(&id, Timestamp::now())).await
}

async fn cancel(State(store): State<Store>, Path(id): Path<String>) -> Response {
    change(&store, &id, |records| records.cancel(&id)).await
}

/// Whether the page is over, for the script that waits for the bank.
async fn state(State(store): State<Store>, Path(id): Path<String>) -> &'static str {
    let is_over = store.books().read(|records| records.page(&id).is_some_and(PaymentPage::is_over));
    if is_over { "over" } else { "open" }
}

/// Takes a page one step on, and sends the browser to wherever it then is.
async fn change(store: &Store, id: &str, act: impl FnOnce(&mut Records)) -> Response {
    let is_known = store.books().read(|records| records.page(id).is_some());
    if !is_known {
        return front::not_found().await;
    }
    store.books().change(act).await;
    back_to(id)
}

fn back_to(id: &str) -> Response {
    Redirect::to(&format!("/pay/{id}/")).into_response()
}

/// The step again, with what was wrong; or wherever the page has got to meanwhile.
fn ask_again(store: &Store, id: &str, stage: Stage, message: &str) -> Response {
    let document = store.books().read(|records| {
        let page = records.page(id).filter(|page| page.stage == stage)?;
        Some(steps::document(store, page, Some(message)))
    });
    document.map_or_else(|| back_to(id), Document::into_response)
}

/// A field of a form that was sent.
fn field(body: &[u8], name: &str) -> String {
    let mut fields = form_urlencoded::parse(body);
    fields.find(|(field, _)| field == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}
