//! What the store's books say, and what it was seen to act on.

use std::time::UNIX_EPOCH;

use serde_json::{Value, json};

use super::stage::Stage;
use crate::sale::minor;
use crate::wire::API;

const ADD: &str = "/orders/{number}/add-line-items/";
const REFUND: &str = "/orders/{number}/refund/";
const CANCEL: &str = "/orders/{number}/cancel/";

/// All that the store knows of a till's sales.
#[derive(Debug, Clone)]
pub struct Far {
    /// Every order.
    pub orders: Vec<FarOrder>,
    /// Every payment page.
    pub pages: Vec<FarPage>,
    /// Every `add-line-items` that reached the store: the order's number and the variant.
    pub adds: Vec<(String, i64)>,
    /// The orders of every refund that was asked for and reached the store.
    pub refunds: Vec<String>,
    /// And of every cancelling.
    pub cancels: Vec<String>,
    /// Each time that the till was told that there is no order of a sale: the sale, and when it had
    /// the whole answer, in milliseconds since 1970.
    pub denials: Vec<(String, i64)>,
}

/// An order.
#[derive(Debug, Clone)]
pub struct FarOrder {
    /// Its number.
    pub number: String,
    /// The sale that it says it is of.
    pub sale: String,
    /// Its total in hundredths.
    pub total_minor: i64,
    /// Each debit that went through, oldest first: the transaction and its hundredths.
    pub debits: Vec<(i64, i64)>,
    /// Each refund, oldest first: its id and the hundredths that it paid back.
    pub refunds: Vec<(i64, i64)>,
    /// Whether it is cancelled.
    pub is_cancelled: bool,
    /// How many notes stand in it.
    pub notes: usize,
}

/// A payment page.
#[derive(Debug, Clone)]
pub struct FarPage {
    /// The random part of its address.
    pub id: String,
    /// The sale that it was placed for.
    pub sale: String,
    /// Where its customer is to come back to.
    pub return_url: String,
}

impl Far {
    /// Reads the store's books, past the wire.
    pub async fn read(stage: &Stage) -> Self {
        let books = stage.shop.books();
        let mut orders = Vec::new();
        for order in &books.orders {
            let raw = stage.shop.read(&format!("/orders/{}/", order.number)).await;
            orders.push(FarOrder {
                number: order.number.clone(),
                sale: order.utm_content.clone().unwrap_or_default(),
                total_minor: order.total_minor,
                debits: debits(&raw),
                refunds: refunds(&raw),
                is_cancelled: order.is_canceled,
                notes: order.notes.len(),
            });
        }
        let pages = books.payment_pages.into_iter();
        let pages = pages.map(|page| FarPage {
            sale: text(&page.request["attribution"]["utm_content"]),
            return_url: text(&page.request["payment_details"]["payment_return_url"]),
            id: page.id,
        });
        Self {
            orders,
            pages: pages.collect(),
            adds: adds(stage),
            refunds: arrived(stage, REFUND),
            cancels: arrived(stage, CANCEL),
            denials: denials(stage),
        }
    }
}

fn debits(order: &Value) -> Vec<(i64, i64)> {
    let transactions = order["transactions"].as_array().into_iter().flatten();
    let debits = transactions.filter(|one| one["type"] == "debit" && one["status"] == "succeeded");
    let mut debits: Vec<(i64, i64)> =
        debits.filter_map(|one| Some((one["id"].as_i64()?, minor(one)?))).collect();
    debits.sort_unstable();
    debits
}

fn refunds(order: &Value) -> Vec<(i64, i64)> {
    let refunds = order["refunds"].as_array().into_iter().flatten();
    let paid = |refund: &Value| minor(&json!({ "amount": refund["total_refund_amount"] }));
    let mut refunds: Vec<(i64, i64)> =
        refunds.filter_map(|one| Some((one["id"].as_i64()?, paid(one)?))).collect();
    refunds.sort_unstable();
    refunds
}

/// The order of each request to this operation that reached the store.
fn arrived(stage: &Stage, path: &str) -> Vec<String> {
    let sent = stage.wire.of("POST", path).into_iter();
    let seen = sent.filter(|exchange| exchange.store.is_some());
    let number = |path: &str| path.split('/').nth(2).unwrap_or_default().to_owned();
    seen.map(|exchange| number(exchange.path())).collect()
}

fn adds(stage: &Stage) -> Vec<(String, i64)> {
    let sent = stage.wire.of("POST", ADD).into_iter();
    let seen = sent.filter(|exchange| exchange.store.is_some());
    seen.map(|exchange| {
        let path = exchange.request.path().trim_start_matches(API);
        let number = path.split('/').nth(2).unwrap_or_default().to_owned();
        (number, exchange.request.json()["lines"][0]["product_id"].as_i64().unwrap_or_default())
    })
    .collect()
}

fn denials(stage: &Stage) -> Vec<(String, i64)> {
    let asked = stage.wire.of("GET", "/orders/").into_iter();
    asked
        .filter_map(|exchange| {
            let answer = exchange.answer.filter(|answer| answer.status == 200)?;
            let none = answer.read_json()["results"].as_array()?.is_empty();
            let about = exchange.request.query().into_iter();
            let (_, sale) = about.filter(|_| none).find(|(name, _)| name == "utm_content")?;
            let at = exchange.given_at?.duration_since(UNIX_EPOCH).ok()?;
            Some((sale, i64::try_from(at.as_millis()).ok()?))
        })
        .collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
