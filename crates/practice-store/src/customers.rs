//! The test customers: whose email address decides how a payment goes.
//!
//! They are described once, here: the payment page lists them, the program may, and the page acts
//! by the same table.

use serde::{Deserialize, Serialize};

/// A customer whose email address decides how a payment goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestCustomer {
    /// The address to sell to. With `+auto` before the `@` the payment page acts by itself.
    pub email: &'static str,
    /// What happens, in one sentence for people.
    pub outcome: &'static str,
}

/// All test customers, the one who simply pays first.
///
/// What each of them does stays the same with anything after a `+`; `+auto` also lets the payment
/// page act by itself, so that no person is needed: `pays+auto@example.com`.
pub fn test_customers() -> &'static [TestCustomer] {
    &TEST_CUSTOMERS
}

const TEST_CUSTOMERS: [TestCustomer; 8] = [
    TestCustomer { email: "pays@example.com", outcome: "Pays, as any other address does." },
    TestCustomer {
        email: "declines@example.com",
        outcome: "Every payment is declined for insufficient funds.",
    },
    TestCustomer {
        email: "cancels@example.com",
        outcome: "Goes back without paying; with +auto the page does it.",
    },
    TestCustomer {
        email: "never-returns@example.com",
        outcome: "Pays, but the page stays open and never goes back to the till.",
    },
    TestCustomer {
        email: "returns-twice@example.com",
        outcome: "Pays, and the same order comes back to the till twice.",
    },
    TestCustomer {
        email: "upsell-declines@example.com",
        outcome: "Pays, but every later charge to the order is declined.",
    },
    TestCustomer {
        email: "no-upsells@example.com",
        outcome: "Pays with an order that takes no upsells.",
    },
    TestCustomer {
        email: "bank-window@example.com",
        outcome: "Pays once the bank's own window has confirmed it.",
    },
];

/// What a customer's payments do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Behaviour {
    Pays,
    Declines,
    Cancels,
    NeverReturns,
    ReturnsTwice,
    UpsellDeclines,
    NoUpsells,
    BankWindow,
}

impl Behaviour {
    /// What the customer with this address does.
    pub(crate) fn of(email: &str) -> Self {
        match names_before_example_com(email).first().map(String::as_str) {
            Some("declines") => Self::Declines,
            Some("cancels") => Self::Cancels,
            Some("never-returns") => Self::NeverReturns,
            Some("returns-twice") => Self::ReturnsTwice,
            Some("upsell-declines") => Self::UpsellDeclines,
            Some("no-upsells") => Self::NoUpsells,
            Some("bank-window") => Self::BankWindow,
            _ => Self::Pays,
        }
    }
}

/// Whether the payment page acts by itself for this address.
pub(crate) fn acts_by_itself(email: &str) -> bool {
    names_before_example_com(email).iter().skip(1).any(|name| name == "auto")
}

/// `["declines", "auto"]` of `declines+auto@example.com`; no other domain has test customers.
fn names_before_example_com(email: &str) -> Vec<String> {
    match email.to_ascii_lowercase().strip_suffix("@example.com") {
        Some(local) => local.split('+').map(str::to_owned).collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_decides() {
        let check = |email: &str, behaviour: Behaviour, auto: bool| {
            assert_eq!((Behaviour::of(email), acts_by_itself(email)), (behaviour, auto), "{email}");
        };
        check("declines@example.com", Behaviour::Declines, false);
        check("declines+auto@example.com", Behaviour::Declines, true);
        check("bank-window+lunch@Example.com", Behaviour::BankWindow, false);
        check("Jane+auto+2@example.com", Behaviour::Pays, true);
        check("declines@example.org", Behaviour::Pays, false);
        check("not an address", Behaviour::Pays, false);
    }

    #[test]
    fn each_listed_customer_behaves_in_a_way_of_its_own() {
        let behaviours: Vec<_> = test_customers().iter().map(|c| Behaviour::of(c.email)).collect();
        for (index, behaviour) in behaviours.iter().enumerate() {
            assert!(!behaviours[..index].contains(behaviour), "{behaviour:?} is listed twice");
        }
    }
}
