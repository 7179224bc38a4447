//! Customers.

use sale::{Customer, Email};
use serde::Serialize;
use serde_json::Value;

use crate::client::Client;
use crate::error::ApiError;
use crate::read::{integer, items, words, yes};

/// `user` of `ordersCreate`: found or made by its email address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewUser {
    /// The email address.
    pub email: String,
    /// First name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub first_name: String,
    /// Last name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub last_name: String,
    /// E.164 only; a local number belongs to the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
}

/// What to look for with `usersList`; each finds any part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserQuery {
    /// Part of an email address.
    Email(String),
    /// Part of a name.
    Name(String),
    /// Part of a phone number.
    Phone(String),
}

/// A customer of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The fields, with the default address where the store gave one.
    pub customer: Customer,
    /// `orders_count`.
    pub orders: u32,
}

impl NewUser {
    /// A customer as `ordersCreate` takes it.
    #[must_use]
    pub fn of(email: &Email, customer: &Customer) -> Self {
        Self {
            email: email.as_str().to_owned(),
            first_name: customer.first_name.trim().to_owned(),
            last_name: customer.last_name.trim().to_owned(),
            phone_number: customer.international_phone(),
        }
    }
}

impl UserQuery {
    /// What a person typed into the one box: an address has an at sign, a number has digits and no
    /// letters, all else is a name.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if text.contains('@') {
            Self::Email(text.to_owned())
        } else if digits.len() >= 3 && !text.contains(char::is_alphabetic) {
            Self::Phone(digits)
        } else {
            Self::Name(text.to_owned())
        }
    }
}

impl Client {
    /// The first page of `usersList`.
    ///
    /// # Errors
    /// See [`crate::Failure`].
    pub async fn users_list(&self, query: &UserQuery) -> Result<Vec<User>, ApiError> {
        let attempt = "looking for customers";
        let mut url = self.api(attempt, "users/")?;
        let (key, text) = match query {
            UserQuery::Email(text) => ("email", text),
            UserQuery::Name(text) => ("name", text),
            UserQuery::Phone(text) => ("phone_number", text),
        };
        url.query_pairs_mut().append_pair(key, text);
        let mut page = self.get_url(attempt, url).await?;
        let users = super::pages::results(attempt, &mut page)?;
        Ok(users.iter().filter_map(user).collect())
    }

    /// The first page of `usersAddressesList`: each address put into the customer's fields, the
    /// default one first.
    ///
    /// # Errors
    /// See [`crate::Failure`].
    pub async fn users_addresses_list(
        &self,
        user_id: i64,
        customer: &Customer,
    ) -> Result<Vec<Customer>, ApiError> {
        let path = format!("users/{user_id}/addresses/");
        let mut addresses = self.all_items("reading the customer's addresses", &path, 1).await?;
        addresses.sort_by_key(|address| !yes(address, "is_default_for_shipping"));
        Ok(addresses.iter().map(|address| with_address(customer.clone(), &[address])).collect())
    }
}

/// Reads who bought out of an order's body; what it does not say stays empty.
#[must_use]
pub fn read_customer(order: &str) -> Customer {
    let order: Value = serde_json::from_str(order).unwrap_or(Value::Null);
    let user = order.get("user").unwrap_or(&Value::Null);
    let customer = Customer {
        user_id: integer(user, "id"),
        email: words(user, "email"),
        first_name: words(user, "first_name"),
        last_name: words(user, "last_name"),
        phone: words(user, "phone_number"),
        ..Customer::default()
    };
    with_address(customer, order.get("shipping_address").as_slice())
}

fn user(value: &Value) -> Option<User> {
    let customer = Customer {
        user_id: Some(integer(value, "id")?),
        email: words(value, "email"),
        first_name: words(value, "first_name"),
        last_name: words(value, "last_name"),
        phone: words(value, "phone_number"),
        ..Customer::default()
    };
    let addresses: Vec<&Value> = items(value, "addresses").collect();
    let orders = integer(value, "orders_count").and_then(|count| u32::try_from(count).ok());
    Some(User { customer: with_address(customer, &addresses), orders: orders.unwrap_or(0) })
}

fn with_address(mut customer: Customer, addresses: &[&Value]) -> Customer {
    let default = addresses.iter().find(|address| yes(address, "is_default_for_shipping"));
    let Some(address) = default.or(addresses.first()) else {
        return customer;
    };
    let take = |field: &mut String, key| {
        let text = words(address, key);
        if !text.is_empty() {
            *field = text;
        }
    };
    take(&mut customer.first_name, "first_name");
    take(&mut customer.last_name, "last_name");
    take(&mut customer.address, "line1");
    take(&mut customer.city, "line4");
    take(&mut customer.state, "state");
    take(&mut customer.postcode, "postcode");
    take(&mut customer.country, "country");
    if customer.phone.is_empty() {
        take(&mut customer.phone, "phone_number");
    }
    customer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_decides_what_is_looked_for() {
        assert_eq!(UserQuery::of("grace@"), UserQuery::Email("grace@".to_owned()));
        assert_eq!(UserQuery::of("(617) 555-01"), UserQuery::Phone("61755501".to_owned()));
        assert_eq!(UserQuery::of(" Grace O"), UserQuery::Name("Grace O".to_owned()));
        assert_eq!(UserQuery::of("12"), UserQuery::Name("12".to_owned()));
    }
}
