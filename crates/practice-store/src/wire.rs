//! What the store answers, in the shapes of the published specification (version 2024-04-01).
//!
//! Each function writes one schema of the specification, and is named for it where it can be.

mod cart;
mod customer;
mod line;
mod order;
mod product;
mod refund;
mod store;
mod transaction;
mod variant;

use serde_json::{Number, Value, json};

use crate::books::{ATTRIBUTION_TEXTS, Attribution};
use crate::money::{Amount, Currency};
use crate::pricing::Tax;
use crate::staff;

pub(crate) use cart::cart;
pub(crate) use customer::{saved_address, user};
pub(crate) use order::{note, order, order_row, user_order};
pub(crate) use product::product;
pub(crate) use refund::{refund, refund_calculation};
pub(crate) use store::{gateway, gateway_group, shipping_method, store};
pub(crate) use variant::Variants;

/// An amount as a decimal text.
fn text(amount: Amount) -> String {
    amount.to_string()
}

/// A list with each of the items written.
fn each<'a, T: 'a>(
    items: impl IntoIterator<Item = &'a T>,
    write: impl FnMut(&'a T) -> Value,
) -> Value {
    Value::Array(items.into_iter().map(write).collect())
}

/// An object with the fields of another after its own.
fn with(mut object: Value, more: Value) -> Value {
    if let (Value::Object(object), Value::Object(more)) = (&mut object, more) {
        object.extend(more);
    }
    object
}

/// A code with its label, as in `Currency`, `PaymentMethod` and others.
fn labelled(code: &str, label: &str) -> Value {
    json!({ "code": code, "label": label })
}

fn currencies() -> Vec<Value> {
    Currency::ALL.iter().map(|currency| labelled(currency.code(), currency.label())).collect()
}

/// A tax rate as a JSON number: 8875 becomes 0.08875, without ever having been a float here.
fn rate(tax: &Tax) -> Number {
    let decimal = format!("0.{:05}", tax.rate);
    decimal.parse().expect("digits after a point are a JSON number")
}

/// `MarketingAttribution`. Its agent is an object in the specification and never null, so that a
/// sale by nobody has an agent without a name and with the id 0.
fn attribution(attribution: &Attribution) -> Value {
    let mut answer = json!({ "agent": agent(attribution.agent), "metadata": {} });
    for name in ATTRIBUTION_TEXTS {
        answer[name] = json!(attribution.text(name));
    }
    answer
}

fn agent(id: Option<i64>) -> Value {
    match id.and_then(staff::agent) {
        Some(agent) => json!({
            "id": agent.id,
            "email": agent.email,
            "first_name": agent.first_name,
            "last_name": agent.last_name,
        }),
        None => json!({ "id": id.unwrap_or(0), "email": null, "first_name": "", "last_name": "" }),
    }
}
