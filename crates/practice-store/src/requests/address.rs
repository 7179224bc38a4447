//! Addresses: which fields a country asks for, and what its postcodes look like.

use serde_json::{Map, Value};

use super::Fields;
use super::fields::Faults;
use crate::books::Address;

/// Reads an address and checks it as its country asks.
pub(super) fn read_address(object: &Map<String, Value>) -> Result<Address, Faults> {
    let mut fields = Fields::of(object);
    let first_name = required(&mut fields, "first_name");
    let last_name = required(&mut fields, "last_name");
    let line1 = required(&mut fields, "line1");
    let line4 = required(&mut fields, "line4");
    let country = required(&mut fields, "country");
    let address = Address {
        first_name,
        last_name,
        line1,
        line2: optional(&mut fields, "line2"),
        line3: optional(&mut fields, "line3"),
        line4,
        state: optional(&mut fields, "state"),
        postcode: optional(&mut fields, "postcode"),
        country,
        phone_number: optional(&mut fields, "phone_number"),
        notes: optional(&mut fields, "notes"),
    };
    check_country(&mut fields, &address);
    check_postcode(&mut fields, &address);
    check_phone(&mut fields, &address.phone_number);
    fields.faults.or(Some(address))
}

const LONGEST: usize = 255;

fn required(fields: &mut Fields<'_>, name: &str) -> String {
    let text = fields.required_text(name).unwrap_or_default().trim();
    limited(fields, name, text)
}

fn optional(fields: &mut Fields<'_>, name: &str) -> String {
    let text = fields.text(name).unwrap_or_default().trim();
    limited(fields, name, text)
}

fn limited(fields: &mut Fields<'_>, name: &str, text: &str) -> String {
    if text.chars().count() > LONGEST {
        fields.faults.add(name, format!("This may have {LONGEST} characters at most."));
    }
    text.to_owned()
}

fn check_country(fields: &mut Fields<'_>, address: &Address) {
    let country = address.country.as_str();
    let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    if !country.is_empty() && !is_code {
        fields
            .faults
            .add("country", format!("\"{country}\" is not a country code such as \"US\"."));
    }
    if matches!(country, "US" | "CA" | "AU") && address.state.is_empty() {
        fields.faults.add("state", "This country's addresses need a state or province.");
    }
}

fn check_postcode(fields: &mut Fields<'_>, address: &Address) {
    let Some(shapes) = postcode_shapes(&address.country) else { return };
    if address.postcode.is_empty() {
        fields.faults.add("postcode", "This country's addresses need a postcode.");
    } else if !shapes.contains(&shape(&address.postcode).as_str()) {
        let message = format!("\"{}\" is not a postcode of this country.", address.postcode);
        fields.faults.add("postcode", message);
    }
}

/// The shapes of a country's postcodes, `9` for a digit and `A` for a letter; `None` where the
/// store does not know them.
fn postcode_shapes(country: &str) -> Option<&'static [&'static str]> {
    match country {
        "US" => Some(&["99999", "999999999"]),
        "CA" => Some(&["A9A9A9"]),
        "GB" => Some(&["A99AA", "A999AA", "A9A9AA", "AA99AA", "AA999AA", "AA9A9AA"]),
        "DE" | "FR" => Some(&["99999"]),
        "JP" => Some(&["9999999"]),
        "AU" => Some(&["9999"]),
        _ => None,
    }
}

/// The shape of a postcode: spaces and hyphens do not count.
fn shape(postcode: &str) -> String {
    postcode
        .chars()
        .filter(|character| !matches!(character, ' ' | '-'))
        .map(|character| match character {
            '0'..='9' => '9',
            'a'..='z' | 'A'..='Z' => 'A',
            other => other,
        })
        .collect()
}

/// A local number in any spacing: it is read with the address's country.
fn check_phone(fields: &mut Fields<'_>, phone_number: &str) {
    let digits = phone_number.chars().filter(char::is_ascii_digit).count();
    let usual =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '.' | '/' | '(' | ')');
    let is_number = (5..=15).contains(&digits) && phone_number.chars().all(usual);
    if !phone_number.is_empty() && !is_number {
        fields.faults.add("phone_number", format!("\"{phone_number}\" is not a phone number."));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn faults_of(changes: Value) -> Value {
        let mut address = json!({
            "first_name": "Grace", "last_name": "Okafor", "line1": "5 Oak Street",
            "line4": "Boston", "state": "MA", "postcode": "02101", "country": "US",
        });
        for (name, value) in changes.as_object().unwrap() {
            address[name] = value.clone();
        }
        match read_address(address.as_object().unwrap()) {
            Ok(_) => json!([]),
            Err(faults) => faults.into_json().as_object().unwrap().keys().cloned().collect(),
        }
    }

    #[test]
    fn each_country_asks_for_its_own() {
        let check = |changes: Value, faulty: Value| {
            assert_eq!(faults_of(changes.clone()), faulty, "{changes}");
        };
        check(json!({}), json!([]));
        check(json!({"line1": "", "country": null}), json!(["line1", "country"]));
        check(json!({"state": ""}), json!(["state"]));
        check(json!({"postcode": "0210"}), json!(["postcode"]));
        check(json!({"postcode": "02101-1234"}), json!([]));
        check(json!({"country": "usa"}), json!(["country"]));
        check(json!({"country": "GB", "postcode": "SW1A 1AA", "state": ""}), json!([]));
        check(json!({"country": "GB", "postcode": "12345"}), json!(["postcode"]));
        check(json!({"country": "CA", "postcode": "h2j3w4", "state": "QC"}), json!([]));
        check(json!({"country": "JP", "postcode": "150-0041", "state": ""}), json!([]));
        check(json!({"country": "IE", "postcode": "", "state": ""}), json!([]));
        check(json!({"phone_number": "(617) 555-0123"}), json!([]));
        check(json!({"phone_number": "call me"}), json!(["phone_number"]));
    }
}
