//! Where an order goes to and how: addresses, shipping method, tax.

use super::Fields;
use super::address::read_address;
use crate::books::{Address, Customer, Shipping};
use crate::money::{Amount, Currency};
use crate::pricing::{Method, Place, STORE, Tax, tax_at};

/// What a request settles about delivery.
pub(super) struct Delivery {
    pub(super) shipping: Shipping,
    pub(super) shipping_address: Option<Address>,
    pub(super) billing_address: Option<Address>,
    pub(super) tax: Option<Tax>,
}

/// Reads addresses, method and price. `is_shipped` says whether any line needs delivering.
pub(super) fn read_delivery(
    fields: &mut Fields<'_>,
    customer: Option<&Customer>,
    currency: Option<Currency>,
    is_shipped: bool,
) -> Option<Delivery> {
    let shipping_address = read_one_address(
        fields,
        "shipping_address",
        "use_default_shipping_address",
        customer.and_then(Customer::default_shipping_address),
    );
    let own_billing = read_one_address(
        fields,
        "billing_address",
        "use_default_billing_address",
        customer.and_then(Customer::default_billing_address),
    );
    let billing_address = match fields.flag("billing_same_as_shipping_address") {
        Some(true) => shipping_address.clone(),
        _ => own_billing,
    };
    let named = read_method(fields);
    let is_pickup = named.is_some_and(Method::is_pickup);
    if is_shipped && !is_pickup && shipping_address.is_none() && !says_why(fields) {
        fields.faults.add("shipping_address", "Goods that are shipped need an address.");
    }
    let country = shipping_address.as_ref().map(|address| address.country.as_str());
    let method = choose_method(fields, named, country, currency, is_shipped);
    let price = fields.amount("shipping_price", currency);
    let place = match is_pickup {
        true => Some(STORE),
        false => shipping_address.as_ref().or(billing_address.as_ref()).map(place_of),
    };
    let tax = place.and_then(tax_at);
    let shipping = shipping_of(method, price, currency?);
    Some(Delivery { shipping, shipping_address, billing_address, tax })
}

/// Whether a fault already says why there is no address.
fn says_why(fields: &Fields<'_>) -> bool {
    fields.faults.has("shipping_address") || fields.faults.has("use_default_shipping_address")
}

fn place_of(address: &Address) -> Place<'_> {
    Place { country: &address.country, state: &address.state }
}

/// The address that a request gives, or the customer's own if it asks for that.
fn read_one_address(
    fields: &mut Fields<'_>,
    field: &str,
    use_default: &str,
    default: Option<&Address>,
) -> Option<Address> {
    let wants_default = fields.flag(use_default).unwrap_or_default();
    if fields.get(field).is_none() && wants_default {
        return match default {
            Some(address) => Some(address.clone()),
            None => fields.refuse(use_default, "This customer has no default address."),
        };
    }
    match read_address(fields.object(field)?) {
        Ok(address) => Some(address),
        Err(faults) => {
            fields.faults.nest(field, faults);
            None
        }
    }
}

/// The method that a request names; `None` when it leaves the choice to the store.
fn read_method(fields: &mut Fields<'_>) -> Option<&'static Method> {
    let code = fields.text("shipping_code").filter(|code| !code.is_empty())?;
    match Method::with_code(code) {
        None => fields.refuse("shipping_code", format!("There is no shipping method \"{code}\".")),
        method => method,
    }
}

/// The method that delivers the order; `None` when there is nothing to deliver.
fn choose_method(
    fields: &mut Fields<'_>,
    named: Option<&'static Method>,
    country: Option<&str>,
    currency: Option<Currency>,
    is_shipped: bool,
) -> Option<&'static Method> {
    if !is_shipped {
        return None;
    }
    if named.is_some_and(Method::is_pickup) {
        return named;
    }
    let country = country?;
    match named {
        Some(method) if method.delivers_to(country) => Some(method),
        Some(method) => {
            let message = format!("{} does not deliver to {country}.", method.name);
            fields.refuse("shipping_code", message)
        }
        None => match Method::cheapest(country, currency?) {
            None if !fields.faults.has("shipping_code") => {
                fields.refuse("shipping_code", format!("No method delivers to {country}."))
            }
            method => method,
        },
    }
}

fn shipping_of(method: Option<&Method>, price: Option<Amount>, currency: Currency) -> Shipping {
    Shipping {
        code: method.map_or_else(String::new, |method| method.code.to_owned()),
        name: method.map_or_else(String::new, |method| method.name.to_owned()),
        price: price.or(method.map(|method| method.price(currency))).unwrap_or_default(),
    }
}
