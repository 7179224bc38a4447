//! `carts/`: what a cart would come to, before delivery and tax.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::Value;

use super::input::Body;
use super::refusal::Refusal;
use crate::links::Links;
use crate::requests::read_cart;
use crate::store::Store;
use crate::wire;

/// `cartsCreate`: the cart itself is not kept, but whoever is named in it becomes known, as a lead
pub(super) async fn create(
    State(store): State<Store>,
    links: Links,
    Body(body): Body,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let now = Timestamp::now();
    let read = store.books().read(|records| read_cart(&body, &store.catalogue(), records, now));
    let mut request = read?;
    let details = request.customer.take();
    let answer = store.books().change(|records| {
        let customer_id = details.map(|details| records.customer_for(details, now).id);
        let id = records.take_ids(1 + request.lines.len());
        let customer = customer_id.and_then(|id| records.customer(id));
        wire::cart(id, &request, customer, now, &links)
    });
    Ok((StatusCode::CREATED, Json(answer.await)))
}
