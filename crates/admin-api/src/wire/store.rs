//! The store itself, and how it ships.

use sale::{Currency, Money, ShippingMethod};
use serde_json::Value;

use crate::client::Client;
use crate::error::ApiError;
use crate::read::{currency, filled, items, money, text, words};

/// `storeDetail`, as far as a till needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    /// The store's name.
    pub name: String,
    /// The currencies it sells in, its first one first.
    pub currencies: Vec<Currency>,
    /// The codes of the payment methods it offers.
    pub payment_methods: Vec<String>,
    /// The host of its storefront, whose pages may bring a customer back.
    pub primary_domain: String,
}

impl Client {
    /// `storeDetail`. The specification says an array, stores answer an object: both are read.
    ///
    /// # Errors
    /// See [`crate::Failure`].
    pub async fn store_detail(&self) -> Result<Store, ApiError> {
        let answer = self.get("reading the store", "store/").await?;
        let store = answer.as_array().and_then(|stores| stores.first()).unwrap_or(&answer);
        let payments = store.get("payments").unwrap_or(&Value::Null);
        let codes = |key| items(payments, key).filter_map(|method| filled(method, "code"));
        let mut payment_methods: Vec<String> = codes("available_payment_methods").collect();
        for code in codes("available_express_payment_methods") {
            if !payment_methods.contains(&code) {
                payment_methods.push(code);
            }
        }
        Ok(Store {
            name: words(store, "name"),
            currencies: items(store, "available_currencies")
                .filter_map(|listed| currency(listed, "code"))
                .collect(),
            payment_methods,
            primary_domain: words(store, "primary_domain"),
        })
    }

    /// `shippingMethodsList`, all pages.
    ///
    /// # Errors
    /// See [`crate::Failure`].
    pub async fn shipping_methods_list(&self) -> Result<Vec<ShippingMethod>, ApiError> {
        let methods =
            self.all_items("reading the shipping methods", "shipping-methods/", 20).await?;
        Ok(methods.iter().filter_map(shipping_method).collect())
    }
}

fn shipping_method(value: &Value) -> Option<ShippingMethod> {
    Some(ShippingMethod {
        code: filled(value, "code")?,
        name: words(value, "name"),
        delivery_time: words(value, "delivery_time"),
        is_public: value.get("is_public").and_then(Value::as_bool).unwrap_or(true),
        countries: items(value, "countries")
            .filter_map(|country| Some((text(country, "code")?, words(country, "name"))))
            .collect(),
        prices: items(value, "prices").filter_map(price).collect(),
    })
}

fn price(value: &Value) -> Option<Money> {
    money(value, "price_per_order", currency(value, "currency"))
}
