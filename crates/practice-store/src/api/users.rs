//! `users/`: customers, their addresses and their orders.

mod filter;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use super::input::Id;
use super::listing::{ListRequest, Page, newest_first, rising};
use super::refusal::Refusal;
use crate::store::Store;
use crate::wire;
use filter::Filter;

/// `usersList`, newest first
pub(super) async fn list(
    State(store): State<Store>,
    list: ListRequest,
) -> Result<Json<Page<Value>>, Refusal> {
    let filter = Filter::read(&list)?;
    store.books().read(|records| {
        let page = list.page(|keys| {
            let customers = newest_first(&records.customers, |customer| customer.id, keys);
            customers.filter(|(_, customer)| filter.admits(customer, records))
        });
        Ok(Json(page.write(|customer| wire::user(customer, records))))
    })
}

/// `usersRetrieve`
pub(super) async fn read(State(store): State<Store>, Id(id): Id) -> Result<Json<Value>, Refusal> {
    store.books().read(|records| {
        let customer = records.customer(id).ok_or_else(|| Refusal::not_found("user"))?;
        Ok(Json(wire::user(customer, records)))
    })
}

/// `usersAddressesList`
pub(super) async fn addresses(
    State(store): State<Store>,
    Id(id): Id,
    list: ListRequest,
) -> Result<Response, Refusal> {
    store.books().read(|records| {
        let customer = records.customer(id).ok_or_else(|| Refusal::not_found("user"))?;
        let page = list.page(|keys| rising(&customer.addresses, |saved| saved.id, keys));
        Ok(Json(page.write(wire::saved_address)).into_response())
    })
}

/// `usersOrdersRetrieve`, newest first. The specification promises one order; what it describes is
/// a list of them.
pub(super) async fn orders(
    State(store): State<Store>,
    Id(id): Id,
    list: ListRequest,
) -> Result<Json<Page<Value>>, Refusal> {
    store.books().read(|records| {
        let customer = records.customer(id).ok_or_else(|| Refusal::not_found("user"))?;
        let page = list.page(|keys| {
            let orders = newest_first(&records.orders, |order| order.number, keys);
            orders.filter(|(_, order)| order.customer_id == customer.id)
        });
        Ok(Json(page.write(|order| wire::user_order(order, &list.links))))
    })
}
