//! `orders/{number}/add-line-items/`: more for an order, charged as it was paid.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::input::{Body, OrderNumber};
use super::refusal::Refusal;
use crate::books::{Ids, Order, OrderLine, Transaction};
use crate::catalogue::Catalogue;
use crate::customers::Behaviour;
use crate::links::Links;
use crate::money::Amount;
use crate::pricing::{Line, Totals, price_lines};
use crate::requests::{Faults, Fields, read_gateway, read_lines};
use crate::store::Store;
use crate::wire;

/// `ordersAddLineItemsCreate`
pub(super) async fn add(
    State(store): State<Store>,
    OrderNumber(number): OrderNumber,
    links: Links,
    Body(body): Body,
) -> Result<Json<Value>, Refusal> {
    let answer = store.books().change(|records| {
        let (order, ids) = records.order_mut(number).ok_or_else(|| Refusal::not_found("order"))?;
        charge(order, ids, &body, &store.catalogue(), Timestamp::now())?;
        let order = records.order(number).ok_or_else(|| Refusal::not_found("order"))?;
        Ok(Json(wire::order(order, records, &links)))
    });
    answer.await
}

/// Charges for the lines and adds them; or adds only the failed transaction of a decline.
fn charge(
    order: &mut Order,
    ids: &mut Ids,
    body: &Map<String, Value>,
    catalogue: &Catalogue,
    now: Timestamp,
) -> Result<(), Refusal> {
    let (lines, gateway_id) = read_addition(body, order, catalogue)?;
    if !order.takes_upsells() {
        return Err(Refusal::bad_request("This order takes no further lines."));
    }
    let total = Totals::of(&lines, Amount::ZERO).incl_tax;
    if order.totals().incl_tax + total > Amount::LARGEST {
        return Err(Refusal::bad_request("The order would come to more than a store can charge."));
    }
    let debit = Transaction::debit(total, gateway_id, ids, now);
    order.updated = now;
    if order.behaviour == Behaviour::UpsellDeclines {
        let response_code = Transaction::INSUFFICIENT_FUNDS;
        order.transactions.push(Transaction { response_code, ..debit });
        return Err(Refusal::Declined(response_code));
    }
    if total > Amount::ZERO {
        order.transactions.push(debit);
    }
    let subscribed = lines.iter().filter(|line| line.subscription.is_some()).count();
    order.subscription_ids.extend((0..subscribed).map(|_| ids.take()));
    order.lines.extend(lines.into_iter().map(|line| OrderLine::new(line, ids, now)));
    Ok(())
}

/// The lines with their tax, and the gateway that charges for them: the order's own, unless the
/// request names one.
fn read_addition(
    body: &Map<String, Value>,
    order: &Order,
    catalogue: &Catalogue,
) -> Result<(Vec<Line>, u64), Faults> {
    let terms = &order.terms;
    let mut fields = Fields::of(body);
    let wanted = read_lines(&mut fields, catalogue, Some(terms.currency));
    let mut gateway_id = None;
    if let Some(details) = fields.object("payment_details") {
        let mut inner = Fields::of(details);
        gateway_id = read_gateway(&mut inner);
        fields.faults.nest("payment_details", inner.faults);
    }
    let wanted = fields.faults.or(wanted)?;
    let (lines, _) = price_lines(&wanted, &[], terms.tax.as_ref(), terms.currency);
    Ok((lines, gateway_id.unwrap_or(terms.payment.gateway_id)))
}
