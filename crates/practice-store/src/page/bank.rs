//! The bank's window, for the test customer whose bank asks before it pays.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;

use super::summary::{head, total};
use crate::books::PaymentPage;
use crate::customers::acts_by_itself;
use crate::front;
use crate::html::{Document, escape};
use crate::store::Store;

/// The payment page while it waits for the bank's window.
pub(super) fn waiting(store: &Store, page: &PaymentPage) -> Document {
    // Where no window may be opened, a page that acts by itself goes to the bank in this one.
    let otherwise = match acts_by_itself(&page.email) {
        true => format!(r#" data-else="/pay/{}/bank/""#, page.id),
        false => String::new(),
    };
    let body = format!(
        r#"<main><section class="card" data-watch="/pay/{id}/state/"{otherwise}>{head}
<div class="ending">
<p class="mark wait" aria-hidden="true">⋯</p><h1>Confirm with your bank</h1>
<p role="status">Your bank asks you to confirm in a window of its own.
This page goes on as soon as you have.</p>
<a class="button go" href="/pay/{id}/bank/" target="_blank" rel="opener" autofocus>
Open the bank's window</a>
<form method="post" action="/pay/{id}/cancel/">
<button class="plain">Cancel and go back</button></form></div></section></main>"#,
        id = page.id,
        head = head("p", store, page),
    );
    Document::new(format!("Pay {}", store.name()), body)
}

pub(super) async fn show(State(store): State<Store>, Path(id): Path<String>) -> Response {
    let document =
        store.books().read(|records| records.page(&id).map(|page| document(&store, page)));
    match document {
        Some(document) => document.into_response(),
        None => front::not_found().await,
    }
}

pub(super) async fn confirm(State(store): State<Store>, Path(id): Path<String>) -> Response {
    store.books().change(|records| records.confirm_at_bank(&id, Timestamp::now())).await;
    show(State(store), Path(id)).await
}

fn document(store: &Store, page: &PaymentPage) -> Document {
    let card = match page.is_confirmed_at_bank() || page.is_over() {
        true => confirmed(page),
        false => question(store, page),
    };
    Document::new(
        "Practice Bank",
        format!(r#"<main><section class="card"><div class="ending">{card}</div></section></main>"#),
    )
}

fn question(store: &Store, page: &PaymentPage) -> String {
    let soon = if acts_by_itself(&page.email) { r#" data-after="250""# } else { "" };
    format!(
        r#"<p class="mark wait" aria-hidden="true">🏦</p><h1>Practice Bank</h1>
<p>Pay {total} to {store} with Visa •••• 4242?</p>
<form method="post" action="/pay/{id}/bank/"{soon}>
<button class="go" autofocus>Confirm {total}</button></form>
<p class="quiet">To refuse, close this window and cancel on the payment page.</p>"#,
        total = total(page),
        store = escape(store.name()),
        id = page.id,
    )
}

fn confirmed(page: &PaymentPage) -> String {
    let back =
        if acts_by_itself(&page.email) { format!("/pay/{}/", page.id) } else { String::new() };
    format!(
        r#"<p class="mark" aria-hidden="true">✓</p><h1>Confirmed</h1>
<p data-close="{back}">You can close this window.</p>
<a class="button" href="/pay/{id}/">Back to the payment</a>"#,
        id = page.id,
    )
}
