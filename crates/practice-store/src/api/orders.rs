//! `orders/`: opening a payment page for one, finding them, reading one.

mod filter;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::input::{Body, OrderNumber};
use super::listing::{ListRequest, Page, newest_first};
use super::refusal::Refusal;
use crate::books::PaymentPage;
use crate::links::Links;
use crate::requests::read_purchase;
use crate::store::Store;
use crate::wire;
use filter::Filter;

/// `ordersCreate`: answers where the customer pays. The order comes to be when they have paid.
pub(super) async fn create(
    State(store): State<Store>,
    links: Links,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let now = Timestamp::now();
    let read = store.books().read(|records| read_purchase(&body, &store.catalogue(), records, now));
    let (buyer, mut purchase) = read?;
    purchase.terms.attribution.texts.retain(|name, _| !store.forgets(name));
    let page_address = store.books().change(|records| {
        let buyer = records.customer_for(buyer, now);
        let page = PaymentPage::new(Value::Object(body), buyer, purchase, now);
        let address = links.payment_page(&page);
        records.pages.push(page);
        address
    });
    let answer = json!({
        "reference_transaction_id": null,
        "payment_complete_url": page_address.await,
    });
    Ok((StatusCode::CREATED, Json(answer)))
}

/// `ordersList`, newest first
pub(super) async fn list(
    State(store): State<Store>,
    list: ListRequest,
) -> Result<Json<Page<Value>>, Refusal> {
    let filter = Filter::read(&list)?;
    store.books().read(|records| {
        let page = list.page(|keys| {
            let orders = newest_first(&records.orders, |order| order.number, keys);
            orders.filter(|(_, order)| filter.admits(order, records))
        });
        Ok(Json(page.write(|order| wire::order_row(order, records, &list.links))))
    })
}

/// `ordersRetrieve`
pub(super) async fn read(
    State(store): State<Store>,
    OrderNumber(number): OrderNumber,
    links: Links,
) -> Result<Json<Value>, Refusal> {
    store.books().read(|records| {
        let order = records.order(number).ok_or_else(|| Refusal::not_found("order"))?;
        Ok(Json(wire::order(order, records, &links)))
    })
}
