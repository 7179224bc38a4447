//! `users/`: customers and their addresses.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use super::input::Id;
use super::listing::ListRequest;
use super::refusal::Refusal;
use crate::books::Customer;
use crate::store::Store;
use crate::wire;

/// `usersList`, newest first; each filter finds a part of what it names
pub(super) async fn list(
    State(store): State<Store>,
    list: ListRequest,
) -> Result<Json<Value>, Refusal> {
    store.books().read(|records| {
        let is_wanted = |customer: &&Customer| is_wanted(customer, &list);
        let wanted: Vec<_> = records.customers.iter().rev().filter(is_wanted).collect();
        let page = list.page(
            &wanted,
            |customer| u64::MAX - customer.id,
            |customer| wire::user(customer, records),
        )?;
        Ok(Json(page))
    })
}

fn is_wanted(customer: &Customer, list: &ListRequest) -> bool {
    let contains = |text: &str, part: &str| text.to_lowercase().contains(&part.to_lowercase());
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let phone_number = customer.phone_number.as_deref().map(digits).unwrap_or_default();
    list.filter("email").is_none_or(|part| contains(&customer.email, part))
        && list.filter("name").is_none_or(|part| contains(&customer.full_name(), part.trim()))
        && list.filter("phone_number").is_none_or(|part| phone_number.contains(&digits(part)))
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
) -> Result<Json<Value>, Refusal> {
    store.books().read(|records| {
        let customer = records.customer(id).ok_or_else(|| Refusal::not_found("user"))?;
        list.page(&customer.addresses, |saved| saved.id, wire::saved_address).map(Json)
    })
}
