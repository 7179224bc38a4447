//! The store itself: its settings, gateways and shipping methods.

use serde_json::{Value, json};

use super::{currencies, each, labelled, text};
use crate::links::Links;
use crate::money::Currency;
use crate::payments::{self, EXPRESS, GATEWAY_GROUPS, Gateway, GatewayGroup, METHODS};
use crate::pricing::{Method, country_name};
use crate::time::STORE_ZONE;

/// `Store`. The specification promises a list of them; stores answer the object itself.
pub(crate) fn store(name: &str, links: &Links) -> Value {
    json!({
        "name": name,
        "tagline": "A practice store. Nothing here is charged or shipped.",
        "primary_domain": links.host(),
        "timezone": STORE_ZONE,
        "tax_id": "",
        "available_currencies": currencies(),
        "available_languages": [
            labelled("en", "English"),
            labelled("de", "Deutsch"),
            labelled("fr", "Français"),
        ],
        "contact_address": {
            "company_name": name,
            "line1": "14 Larch Lane",
            "line2": "",
            "city": "Hudson",
            "state": "NY",
            "postcode": "12534",
            "country": "US",
            "phone_number": "+15185550126",
        },
        "payments": {
            "available_payment_methods": payment_methods(),
            "available_express_payment_methods": express_methods(),
            "certificate_token": "practice",
            "environment_key": "practice",
        },
    })
}

/// `PaymentMethodSupportCurrencies`.
fn payment_methods() -> Vec<Value> {
    let codes = Currency::ALL.map(Currency::code);
    let method = |(code, label): &(&str, &str)| {
        let mut answer = labelled(code, label);
        answer["supported_currencies"] = json!(codes);
        answer
    };
    METHODS.iter().map(method).collect()
}

fn express_methods() -> Vec<Value> {
    EXPRESS.iter().map(|code| labelled(code, payments::method_label(code))).collect()
}

fn card_types() -> Vec<Value> {
    vec![labelled("visa", "Visa"), labelled("master", "Mastercard")]
}

/// `PaymentGateway`.
pub(crate) fn gateway(gateway: &Gateway) -> Value {
    json!({
        "id": gateway.id,
        "name": gateway.name,
        "gateway_type": gateway.kind,
        "active": true,
        "payment_flow": "charge",
        "auto_capture_on_fulfillment": false,
        "delayed_capture_days": null,
        "enable_3ds2": false,
        "optimized_3ds": false,
        "merchant_profile": null,
        "card_types": card_types(),
        "currencies": currencies(),
        "gateway_groups": groups_of(gateway),
    })
}

/// `PaymentGatewayGroup`.
fn groups_of(gateway: &Gateway) -> Vec<Value> {
    let membership = |group: &GatewayGroup| {
        let (_, weight) = group.members.iter().find(|(member, _)| *member == gateway.id)?;
        Some(json!({ "id": group.id, "name": group.name, "weight": weight }))
    };
    GATEWAY_GROUPS.iter().filter_map(membership).collect()
}

/// `GatewayGroup`.
pub(crate) fn gateway_group(group: &GatewayGroup) -> Value {
    json!({
        "id": group.id,
        "name": group.name,
        "available_currencies": currencies(),
        "available_payment_methods": payment_methods(),
        "available_express_payment_methods": express_methods(),
        "card_types": card_types(),
    })
}

/// `ShippingMethod`.
pub(crate) fn shipping_method(method: &Method) -> Value {
    let price = |currency: &Currency| {
        let price = text(method.price(*currency));
        json!({ "currency": currency.code(), "price_per_order": price })
    };
    json!({
        "id": method.id,
        "code": method.code,
        "name": method.name,
        "description": method.description,
        "delivery_time": method.delivery_time,
        "is_public": !method.is_pickup(),
        "countries": each(method.countries, |code| labelled_country(code)),
        "prices": each(&Currency::ALL, price),
    })
}

/// `Country`.
fn labelled_country(code: &str) -> Value {
    json!({ "code": code, "name": country_name(code) })
}
