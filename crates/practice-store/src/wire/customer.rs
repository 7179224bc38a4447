//! Customers and addresses.

use serde_json::{Value, json};

use super::{each, text, with};
use crate::books::{Address, Customer, Order, Records, SavedAddress};
use crate::money::{Amount, Currency};
use crate::time::at_store;

/// `User`.
pub(crate) fn user(customer: &Customer, records: &Records) -> Value {
    let orders: Vec<&Order> = records.orders_of(customer.id).collect();
    let spent: Amount = orders
        .iter()
        .filter(|order| order.terms.currency == Currency::Usd)
        .map(|order| order.charged() - order.refunded())
        .sum();
    let subscriptions: usize = orders.iter().map(|order| order.subscription_ids.len()).sum();
    let more = json!({
        "addresses": each(&customer.addresses, saved_address),
        "date_joined": at_store(customer.joined),
        "is_blocked": false,
        "metadata": {},
        "tags": customer.tags,
        "orders_count": orders.len(),
        "subscriptions_count": subscriptions,
        "total_spent": text(spent),
        "user_type": records.user_type(customer),
    });
    with(user_inline(customer), more)
}

/// `UserInline`, as it stands in orders and carts.
pub(super) fn user_inline(customer: &Customer) -> Value {
    json!({
        "id": customer.id,
        "email": customer.email,
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "language": customer.language,
        "phone_number": customer.phone_number,
        "ip": customer.ip,
        "user_agent": customer.user_agent,
        "accepts_marketing": customer.accepts_marketing,
    })
}

/// A `UserInline` for a cart that is nobody's yet; the specification has no null there.
pub(super) fn nobody() -> Value {
    json!({ "id": 0, "email": null, "first_name": "", "last_name": "" })
}

/// `UserAddress`.
pub(crate) fn saved_address(saved: &SavedAddress) -> Value {
    let mut answer = shipping_address(saved.id, &saved.address);
    answer["is_default_for_shipping"] = json!(saved.is_default_for_shipping);
    answer["is_default_for_billing"] = json!(saved.is_default_for_billing);
    answer
}

/// `ShippingAddress`.
pub(super) fn shipping_address(id: u64, address: &Address) -> Value {
    let mut answer = billing_address(id, address);
    answer["notes"] = json!(address.notes);
    answer
}

/// `BillingAddress`.
pub(super) fn billing_address(id: u64, address: &Address) -> Value {
    json!({
        "id": id,
        "first_name": address.first_name,
        "last_name": address.last_name,
        "line1": address.line1,
        "line2": address.line2,
        "line3": address.line3,
        "line4": address.line4,
        "state": address.state,
        "postcode": address.postcode,
        "country": address.country,
        "phone_number": address.phone_number,
    })
}
