//! Customers who have been at the store before, so that there is someone to find.

use jiff::Timestamp;

use super::customer::Use;
use super::{Address, CustomerDetails, Records};

/// Email, first name, last name, phone, street, city, state, postcode, country.
type Regular = (&'static str, [&'static str; 8]);

const REGULARS: [Regular; 8] = [
    (
        "grace.okafor@example.com",
        ["Grace", "Okafor", "+16175550123", "5 Oak Street", "Boston", "MA", "02101", "US"],
    ),
    (
        "ben.whitaker@example.com",
        ["Ben", "Whitaker", "+12125550147", "118 Perry Street", "New York", "NY", "10014", "US"],
    ),
    (
        "chloe.tremblay@example.com",
        [
            "Chloé",
            "Tremblay",
            "+15145550162",
            "24 rue Marquette",
            "Montréal",
            "QC",
            "H2J 3W4",
            "CA",
        ],
    ),
    (
        "oliver.hughes@example.com",
        ["Oliver", "Hughes", "+442079460018", "7 Mill Lane", "Bath", "", "BA1 5LR", "GB"],
    ),
    (
        "anke.grossmann@example.com",
        ["Anke", "Großmann", "+4930901820", "Lärchenweg 12", "Berlin", "", "10437", "DE"],
    ),
    (
        "lucie.fontaine@example.com",
        ["Lucie", "Fontaine", "+33199005512", "3 place du Marché", "Lyon", "", "69002", "FR"],
    ),
    (
        "hanako.yamada@example.com",
        ["花子", "山田", "+81355501234", "神南1-2-3", "渋谷区", "東京都", "150-0041", "JP"],
    ),
    (
        "liam.nguyen@example.com",
        ["Liam", "Nguyen", "+61255501234", "42 Banksia Road", "Sydney", "NSW", "2000", "AU"],
    ),
];

pub(super) fn welcome(records: &mut Records, now: Timestamp) {
    for (email, [first_name, last_name, phone, line1, city, state, postcode, country]) in REGULARS {
        let details = CustomerDetails {
            email: email.to_owned(),
            first_name: Some(first_name.to_owned()),
            last_name: Some(last_name.to_owned()),
            phone_number: Some(phone.to_owned()),
            ..CustomerDetails::default()
        };
        let address = Address {
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            line1: line1.to_owned(),
            line4: city.to_owned(),
            state: state.to_owned(),
            postcode: postcode.to_owned(),
            country: country.to_owned(),
            phone_number: phone.to_owned(),
            ..Address::default()
        };
        let id = records.customer_for(details, now).id;
        records.remember_address(id, &address, Use::Shipping);
        records.remember_address(id, &address, Use::Billing);
    }
}
