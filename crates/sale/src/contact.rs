//! The customer, as typed, and what must be true of it before an order can be placed.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The customer's fields exactly as they stand in the form; empty means not given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
pub struct Customer {
    /// The store's id of a customer it already knows (`users`).
    pub user_id: Option<i64>,
    /// Email address; the store finds or makes its customer by it.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Phone, in any spacing.
    pub phone: String,
    /// Street and number (the API's `line1`).
    pub address: String,
    /// City (the API's `line4`).
    pub city: String,
    /// State or province.
    pub state: String,
    /// Postcode.
    pub postcode: String,
    /// Country code, ISO 3166-1 alpha-2.
    pub country: String,
}

/// An email address of a plausible shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

/// A field of the sale that cannot be sent as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldProblem {
    /// The field, by its name in [`Customer`] or the cart.
    pub field: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// It is needed and empty.
    Missing,
    /// It is not of the shape that such a field has.
    Malformed,
    /// An order with a subscription must come to more than nothing (`ordersCreate`).
    FreeSubscription,
}

impl Email {
    /// Reads an address: something before one `@`, a host with a dot after it, no spaces.
    ///
    /// # Errors
    /// When the text has not that shape. Whether the mailbox exists is the store's to find out.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Missing);
        }
        let Some((local, host)) = text.rsplit_once('@') else {
            return Err(Problem::Malformed);
        };
        let host_is_plausible = host.split('.').count() > 1
            && host.split('.').all(|label| {
                !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            });
        let local_is_plausible = !local.is_empty()
            && local.len() <= 64
            && !local
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "@,;<>()[]\"".contains(c));
        if host_is_plausible && local_is_plausible && text.len() <= 254 {
            Ok(Self(text.to_owned()))
        } else {
            Err(Problem::Malformed)
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Customer {
    /// Both names, or what there is of them.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name.trim(), self.last_name.trim()).trim().to_owned()
    }

    /// The phone number when it is written internationally, as the API's `user.phone_number`
    /// must be: a plus and 8 to 15 digits (E.164), spacing and punctuation dropped.
    #[must_use]
    pub fn international_phone(&self) -> Option<String> {
        let phone = self.phone.trim();
        let punctuation = |c: char| c.is_whitespace() || "-.()/\u{2011}\u{a0}".contains(c);
        let digits: String =
            phone.strip_prefix('+')?.chars().filter(|c| !punctuation(*c)).collect();
        let well_formed = (8..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        well_formed.then(|| format!("+{digits}"))
    }

    /// What must be mended before an order can be placed for this customer. The address counts
    /// only where something ships.
    #[must_use]
    pub fn problems(&self, ships: bool) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if let Err(problem) = Email::parse(&self.email) {
            problems.push(FieldProblem { field: "email".to_owned(), problem });
        }
        if ships {
            let needed = [
                ("first_name", &self.first_name),
                ("last_name", &self.last_name),
                ("address", &self.address),
                ("city", &self.city),
                ("country", &self.country),
            ];
            problems.extend(needed.into_iter().filter(|(_, text)| text.trim().is_empty()).map(
                |(field, _)| FieldProblem { field: field.to_owned(), problem: Problem::Missing },
            ));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<(), Problem>) {
        assert_eq!(Email::parse(text).map(|_| ()), expected, "{text:?}");
    }

    #[test]
    fn emails_of_a_plausible_shape_pass() {
        check("grace@example.com", Ok(()));
        check(" grace+shop@mail.example.co.uk ", Ok(()));
        check("josé@exämple.de", Ok(()));
        check("", Err(Problem::Missing));
        for text in [
            "grace",
            "@example.com",
            "grace@",
            "grace@example",
            "gr ace@example.com",
            "a@b@example.com",
            "grace@exam ple.com",
            "grace@.com",
        ] {
            check(text, Err(Problem::Malformed));
        }
    }

    #[test]
    fn only_an_international_number_is_one() {
        let phone = |text: &str| {
            Customer { phone: text.to_owned(), ..Customer::default() }.international_phone()
        };
        assert_eq!(phone("+1 (617) 555-0123"), Some("+16175550123".to_owned()));
        assert_eq!(phone("+49 30/123456"), Some("+4930123456".to_owned()));
        for text in ["", "617 555 0123", "+1 617 CALL", "+0123456789", "+123"] {
            assert_eq!(phone(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_address_is_needed_only_where_something_ships() {
        let customer = Customer { email: "grace@example.com".to_owned(), ..Customer::default() };
        assert!(customer.problems(false).is_empty());
        let fields: Vec<_> = customer.problems(true).into_iter().map(|p| p.field).collect();
        assert_eq!(fields, ["first_name", "last_name", "address", "city", "country"]);
    }
}
