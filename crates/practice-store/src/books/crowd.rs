//! Customers made up by a seed: the crowd of a store that has been there for years.
//!
//! Nobody of them is in the file until something of theirs changes, so that a change costs no more
//! in a large store than in a small one.

mod lands;

use jiff::{SignedDuration, Timestamp};

use super::{Address, Customer, Records, SavedAddress};
use crate::dice::Dice;
use lands::{LANDS, Land};

/// The ids of the crowd begin after those of the regular customers of a new store.
const FIRST_ID: u64 = 8001;
/// Each has an id and up to two addresses.
const IDS_EACH: u64 = 3;
/// 1 January 2024: when the first of them joined. The others came one by one.
const FIRST_JOINED: Timestamp = Timestamp::constant(1_704_067_200, 0);
const BETWEEN_TWO: SignedDuration = SignedDuration::from_mins(20);

/// So many customers, by rising id; the same ones for a seed each time, and more after them in a
/// larger crowd.
pub(super) fn crowd(count: u32, seed: u64) -> Vec<Customer> {
    let lands: Vec<_> = LANDS.iter().map(|land| (land.weight, land)).collect();
    let customer = |number: u32| {
        // Another row of dice than that of the products.
        let mut dice = Dice::of(!seed, u64::from(number));
        let land = dice.weigh(&lands);
        let id = FIRST_ID + IDS_EACH * u64::from(number);
        let joined = FIRST_JOINED + BETWEEN_TWO * i32::try_from(number).unwrap_or(i32::MAX);
        customer(&mut dice, land, id, joined, number)
    };
    (0..count).map(customer).collect()
}

impl Records {
    /// Takes in the crowd, but for those whom the books know better: whoever was changed is kept.
    pub(super) fn take_in(&mut self, crowd: Vec<Customer>) {
        let Some(last) = crowd.last() else { return };
        self.ids.last = self.ids.last.max(last.id + IDS_EACH);
        let known = std::mem::take(&mut self.customers);
        let is_known = |made_up: &Customer| {
            known.binary_search_by_key(&made_up.id, |customer| customer.id).is_ok()
        };
        self.customers = crowd.into_iter().filter(|made_up| !is_known(made_up)).collect();
        self.customers.extend(known);
        self.customers.sort_unstable_by_key(|customer| customer.id);
    }
}

fn customer(dice: &mut Dice, land: &Land, id: u64, joined: Timestamp, number: u32) -> Customer {
    let (first_name, plain_first) = name(dice, land.first_names);
    let (last_name, plain_last) = name(dice, land.last_names);
    let domain = dice.pick(&["example.com", "example.net", "example.org", "post.example"]);
    let phone_number = (!dice.once_in(9)).then(|| filled(dice, land.phones));
    let mut customer = Customer {
        email: format!("{plain_first}.{plain_last}{number}@{domain}"),
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        phone_number,
        language: Some(land.language.to_owned()),
        accepts_marketing: dice.once_in(3),
        tags: if dice.once_in(12) { vec![dice.pick(&TAGS).to_owned()] } else { Vec::new() },
        is_made_up: true,
        ..Customer::new(id, String::new(), joined)
    };
    let count = dice.weigh(&[(1, 0), (8, 1), (1, 2)]);
    for place in 1..=count {
        let address = address(dice, land, &customer);
        let is_default = place == 1;
        customer.addresses.push(SavedAddress {
            id: id + place,
            address,
            is_default_for_shipping: is_default,
            is_default_for_billing: is_default,
        });
    }
    customer
}

const TAGS: [&str; 4] = ["wholesale", "staff", "press", "café"];

fn address(dice: &mut Dice, land: &Land, customer: &Customer) -> Address {
    let place = entry(dice, land.places);
    let mut parts = place.split('/').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let (city, state, postcode) = (next(), next(), next());
    Address {
        first_name: customer.first_name.clone(),
        last_name: customer.last_name.clone(),
        line1: filled(dice, land.streets),
        line2: if dice.once_in(6) { format!("Apt {}", 1 + dice.below(40)) } else { String::new() },
        line4: city,
        state,
        postcode,
        country: land.country.to_owned(),
        phone_number: customer.phone_number.clone().unwrap_or_default(),
        ..Address::default()
    }
}

/// A name as it is written, and in the plain letters of an email address.
fn name(dice: &mut Dice, names: &'static str) -> (&'static str, String) {
    let name = entry(dice, names);
    let (written, plain) = name.split_once('=').unwrap_or((name, name));
    (written, plain.to_lowercase())
}

fn entry(dice: &mut Dice, entries: &'static str) -> &'static str {
    let count = entries.split(',').count();
    entries.split(',').nth(dice.place(count)).unwrap_or_default().trim()
}

/// A pattern with a digit for each `#`; the first digit of a number is not 0 where it is alone.
fn filled(dice: &mut Dice, patterns: &'static str) -> String {
    let pattern = entry(dice, patterns);
    let digit = |character: char| match character {
        '#' => char::from_digit(dice.below(10), 10).unwrap_or('0'),
        '%' => char::from_digit(1 + dice.below(9), 10).unwrap_or('1'),
        other => other,
    };
    pattern.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::requests::is_email;

    #[test]
    fn a_crowd_is_of_many_lands_and_everybody_is_someone() {
        let crowd = crowd(3000, 7);
        let emails: HashSet<_> = crowd.iter().map(|customer| &customer.email).collect();
        assert_eq!(emails.len(), crowd.len());
        let wrong: Vec<_> = emails.iter().filter(|email| !is_email(email)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let addresses = crowd.iter().flat_map(|customer| &customer.addresses);
        let countries: HashSet<_> = addresses.map(|saved| &saved.address.country).collect();
        assert_eq!(countries.len(), LANDS.len());
        let phones = crowd.iter().filter_map(|customer| customer.phone_number.as_deref());
        let is_e164 = |phone: &str| {
            let digits = phone.strip_prefix('+').unwrap_or_default();
            (9..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let wrong: Vec<_> = phones.filter(|phone| !is_e164(phone)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn whoever_the_books_know_is_not_replaced() {
        let mut records = Records::new(FIRST_JOINED);
        let regulars = records.customers.len();
        let mut known = crowd(10, 7).swap_remove(4);
        "Renamed".clone_into(&mut known.first_name);
        let id = known.id;
        records.customers.push(known);
        records.take_in(crowd(10, 7));
        assert_eq!(records.customers.len(), regulars + 10);
        assert_eq!(records.customer(id).unwrap().first_name, "Renamed");
        assert!(records.customers.is_sorted_by_key(|customer| customer.id));
        assert!(records.take_ids(1) > records.customers.last().unwrap().id);
    }
}
