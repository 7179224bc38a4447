//! `orders/{number}/refund/` and `cancel/`: taking back what was sold.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::input::{Body, OrderNumber};
use super::refusal::Refusal;
use crate::books::{Ids, Order};
use crate::links::Links;
use crate::refunds;
use crate::requests::{Fields, read_refund};
use crate::store::Store;
use crate::wire;

/// `ordersRefundCalculateCreate`
pub(super) async fn calculate(
    State(store): State<Store>,
    OrderNumber(number): OrderNumber,
    links: Links,
    Body(body): Body,
) -> Result<Json<Value>, Refusal> {
    store.books().read(|records| {
        let order = records.order(number).ok_or_else(|| Refusal::not_found("order"))?;
        let request = read_refund(&body, order.terms.currency, false)?;
        let calculation = refunds::calculate(order, &request)?;
        Ok(Json(wire::refund_calculation(&calculation, order, &links)))
    })
}

/// `ordersRefundCreate`
pub(super) async fn create(
    State(store): State<Store>,
    OrderNumber(number): OrderNumber,
    Body(body): Body,
) -> Result<Json<Value>, Refusal> {
    let answer = store.books().change(|records| {
        let (order, ids) = records.order_mut(number).ok_or_else(|| Refusal::not_found("order"))?;
        let request = read_refund(&body, order.terms.currency, true)?;
        let made = refunds::make(order, ids, &request, Timestamp::now())?;
        Ok(Json(wire::refund(&made, order)))
    });
    answer.await
}

/// `ordersCancelCreate`
pub(super) async fn cancel(
    State(store): State<Store>,
    OrderNumber(number): OrderNumber,
    links: Links,
    Body(body): Body,
) -> Result<Json<Value>, Refusal> {
    let answer = store.books().change(|records| {
        let (order, ids) = records.order_mut(number).ok_or_else(|| Refusal::not_found("order"))?;
        cancel_order(order, ids, &body, Timestamp::now())?;
        let order = records.order(number).ok_or_else(|| Refusal::not_found("order"))?;
        Ok(Json(wire::order(order, records, &links)))
    });
    answer.await
}

fn cancel_order(
    order: &mut Order,
    ids: &mut Ids,
    body: &Map<String, Value>,
    now: Timestamp,
) -> Result<(), Refusal> {
    let mut fields = Fields::of(body);
    let reason = fields.required_text("cancel_reason");
    let full_refund = fields.flag("full_refund").unwrap_or_default();
    fields.flag("send_cancel_notification");
    fields.faults.or(reason)?;
    if order.is_canceled {
        return Err(Refusal::bad_request("This order is already cancelled."));
    }
    let everything = refunds::of_everything(order);
    if full_refund && !everything.is_nothing() {
        refunds::make(order, ids, &everything, now)?;
    }
    order.is_canceled = true;
    order.updated = now;
    Ok(())
}
