//! The addresses that the store writes into its answers.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::HOST;
use axum::http::request::Parts;

use crate::books::{Order, PaymentPage};
use crate::store::Store;

/// Writes absolute addresses under the name by which the store was called, so that whoever came
/// through a proxy stays behind it.
#[derive(Debug, Clone)]
pub(crate) struct Links {
    origin: String,
}

impl Links {
    pub(crate) fn new(origin: impl Into<String>) -> Self {
        Self { origin: origin.into() }
    }

    /// An address from its path and query.
    pub(crate) fn to(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The host with its port.
    pub(crate) fn host(&self) -> &str {
        self.origin.trim_start_matches("http://")
    }

    pub(crate) fn product(&self, slug: &str) -> String {
        self.to(&format!("/catalogue/{slug}/"))
    }

    pub(crate) fn picture(&self, slug: &str) -> String {
        self.to(&picture_path(slug))
    }

    pub(crate) fn payment_page(&self, page: &PaymentPage) -> String {
        self.to(&format!("/pay/{}/", page.id))
    }

    pub(crate) fn order_status(&self, order: &Order) -> String {
        self.to(&format!("/orders/{}/{}/", order.number, order.key))
    }

    pub(crate) fn cart(&self, id: u64) -> String {
        self.to(&format!("/checkout/{id}/"))
    }
}

/// The path of a product's picture.
pub(crate) fn picture_path(slug: &str) -> String {
    format!("/media/products/{slug}.svg")
}

impl FromRequestParts<Store> for Links {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, store: &Store) -> Result<Self, Infallible> {
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
        Ok(match host.filter(|host| is_host(host)) {
            Some(host) => Self::new(format!("http://{host}")),
            None => Self::new(store.origin()),
        })
    }
}

fn is_host(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    !text.is_empty() && text.chars().all(fits)
}
