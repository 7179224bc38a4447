//! `orders/{number}/notes/`: what was written on an order.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde_json::Value;

use super::input::{Body, OrderNumber};
use super::listing::{ListRequest, Page, rising};
use super::refusal::Refusal;
use crate::books::Note;
use crate::requests::Fields;
use crate::store::Store;
use crate::wire;

/// `ordersNotesList`
pub(super) async fn list(
    State(store): State<Store>,
    OrderNumber(number): OrderNumber,
    list: ListRequest,
) -> Result<Json<Page<Value>>, Refusal> {
    store.books().read(|records| {
        let order = records.order(number).ok_or_else(|| Refusal::not_found("order"))?;
        let page = list.page(|keys| rising(&order.notes, |note| note.id, keys));
        Ok(Json(page.write(wire::note)))
    })
}

/// `ordersNotesCreate`
pub(super) async fn create(
    State(store): State<Store>,
    OrderNumber(number): OrderNumber,
    Body(body): Body,
) -> Result<Json<Value>, Refusal> {
    let mut fields = Fields::of(&body);
    let message = fields.required_text("message").map(str::to_owned);
    let message = fields.faults.or(message)?;
    let answer = store.books().change(|records| {
        let (order, ids) = records.order_mut(number).ok_or_else(|| Refusal::not_found("order"))?;
        let note = Note { id: ids.take(), at: Timestamp::now(), message };
        let answer = wire::note(&note);
        order.notes.push(note);
        Ok(Json(answer))
    });
    answer.await
}
