//! The ends of a payment page: paid or not, and back to the till.

use super::summary::{head, total};
use crate::books::{PaymentPage, Records};
use crate::customers::Behaviour;
use crate::html::{Document, escape};
use crate::links::Links;
use crate::store::Store;
use crate::wire;

/// How long the customer sees how it ended before the page goes back.
const MOMENT_MS: u32 = 600;

/// Paid: the whole order goes back, as often as the page is loaded.
pub(super) fn paid(
    store: &Store,
    page: &PaymentPage,
    records: &Records,
    number: u64,
    links: &Links,
) -> Document {
    let order = records.order(number).map(|order| wire::order(order, records, links));
    let order = order.unwrap_or_default().to_string();
    let way_back = match page.behaviour() {
        Behaviour::NeverReturns => {
            r#"<p class="quiet">This test customer stays here, and the till hears nothing.</p>"#
                .to_owned()
        }
        Behaviour::ReturnsTwice => return_form(store, page, &order, " data-twice"),
        _ => return_form(store, page, &order, ""),
    };
    let body = format!(
        r#"<main><section class="card">{head}<div class="ending">
<p class="mark" aria-hidden="true">✓</p><h1>Payment received</h1><p>{total} · Order {number}</p>
<p class="quiet">This is practice: nothing was charged.</p>{way_back}</div></section></main>"#,
        head = head("p", store, page),
        total = total(page),
    );
    Document { returns_to: Some(origin(page)), ..Document::new("Payment received", body) }
}

/// Not paid: an empty order goes back.
pub(super) fn cancelled(store: &Store, page: &PaymentPage) -> Document {
    let body = format!(
        r#"<main><section class="card">{head}<div class="ending">
<p class="mark not" aria-hidden="true">↩</p><h1>Not paid</h1>
<p>Nothing was charged, and no order was placed.</p>{way_back}</div></section></main>"#,
        head = head("p", store, page),
        way_back = return_form(store, page, "{}", ""),
    );
    Document { returns_to: Some(origin(page)), ..Document::new("Not paid", body) }
}

/// A form that sends itself, with a button for whoever has no script.
fn return_form(store: &Store, page: &PaymentPage, response: &str, twice: &str) -> String {
    format!(
        r#"<form method="post" action="{url}" data-after="{MOMENT_MS}"{twice}>
<input type="hidden" name="response" value="{response}">
<button class="go" autofocus>Back to {store}</button></form>"#,
        url = escape(&page.purchase.terms.payment.return_url),
        response = escape(response),
        store = escape(store.name()),
    )
}

/// The origin of the return address, for the page's policy.
fn origin(page: &PaymentPage) -> String {
    let url = &page.purchase.terms.payment.return_url;
    let host = url.find("://").map_or(0, |scheme| scheme + 3);
    let end = url[host..].find(['/', '?', '#', ';', ',']).map_or(url.len(), |end| host + end);
    url[..end].to_owned()
}
