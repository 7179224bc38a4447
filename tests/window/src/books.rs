//! What the practice store inside the program has written down, asked through its own Admin API.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use http_body_util::{BodyExt as _, Empty};
use hyper::body::Bytes;
use hyper::{Request, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

use crate::until;

/// The books of the practice store that a till has started.
#[derive(Debug)]
pub struct Books {
    client: Client<HttpConnector, Empty<Bytes>>,
    origin: String,
    token: String,
}

impl Books {
    /// Finds the store of the till with this data folder.
    ///
    /// # Errors
    /// When the till has no practice store.
    pub async fn of(data: &Path) -> Result<Self> {
        let kept: Value = serde_json::from_slice(&tokio::fs::read(notes(data)).await?)?;
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            origin: format!("http://127.0.0.1:{}", kept["port"]),
            token: kept["token"].as_str().context("a token")?.to_owned(),
        })
    }

    /// The address of the payment page that was opened last, as somebody has it who was sent the link.
    ///
    /// # Errors
    /// When there is none.
    pub async fn last_payment_page(&self, data: &Path) -> Result<String> {
        let kept: Value = serde_json::from_slice(&tokio::fs::read(notes(data)).await?)?;
        let pages = kept["records"]["pages"].as_array().context("pages")?;
        let id = pages.last().and_then(|page| page["id"].as_str()).context("a payment page")?;
        Ok(format!("{}/pay/{id}/", self.origin))
    }

    /// The orders of one sale, by the reference that the till gave them.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn orders_of(&self, sale: &str) -> Result<Vec<Value>> {
        let page = self.get(&format!("/api/admin/orders/?utm_content={sale}")).await?;
        Ok(page["results"].as_array().cloned().unwrap_or_default())
    }

    /// One order, whole.
    ///
    /// # Errors
    /// When the store has none of this number.
    pub async fn order(&self, number: &str) -> Result<Value> {
        self.get(&format!("/api/admin/orders/{number}/")).await
    }

    /// How often the customer of an order was charged.
    ///
    /// # Errors
    /// When the store has none of this number.
    pub async fn charges(&self, number: &str) -> Result<usize> {
        let order = self.order(number).await?;
        let transactions = order["transactions"].as_array().context("transactions")?;
        let charge = |transaction: &&Value| {
            transaction["status"] == "succeeded" && transaction["type"] == "debit"
        };
        Ok(transactions.iter().filter(charge).count())
    }

    /// The store's pace holds for this visitor too.
    async fn get(&self, path: &str) -> Result<Value> {
        until(path, || async {
            let request = Request::get(format!("{}{path}", self.origin))
                .header("Authorization", format!("Bearer {}", self.token))
                .header("X-29next-API-Version", "2024-04-01")
                .body(Empty::new())?;
            let answer = self.client.request(request).await?;
            let status = answer.status();
            let body = answer.into_body().collect().await?.to_bytes();
            if status == StatusCode::TOO_MANY_REQUESTS {
                return Ok(None);
            }
            ensure!(status.is_success(), "{path}: {status}");
            Ok(Some(serde_json::from_slice(&body)?))
        })
        .await
    }
}

/// The file in which the practice store of a till keeps its books.
pub(crate) fn notes(data: &Path) -> PathBuf {
    data.join("stores/practice/store/practice-store.json")
}
