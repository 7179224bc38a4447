//! How an order is to be paid, and where the customer's browser goes afterwards.

use serde_json::{Map, Value};

use super::Fields;
use super::fields::Faults;
use crate::books::Payment;
use crate::payments::{GATEWAY_GROUPS, GATEWAYS, METHODS, TEST_CARD_TOKEN, gateway};

/// Reads `payment_method` and `payment_details`. Every payment here goes through the payment page.
pub(super) fn read_payment(fields: &mut Fields<'_>) -> Option<Payment> {
    let nothing = Map::new();
    let details = fields.object("payment_details").unwrap_or(&nothing);
    let method = read_method(fields, details);
    match payment_of(details) {
        Ok((return_url, gateway_id, statement_descriptor)) => Some(Payment {
            method: method?.to_owned(),
            gateway_id,
            return_url,
            statement_descriptor,
        }),
        Err(faults) => {
            fields.faults.nest("payment_details", faults);
            None
        }
    }
}

fn read_method<'a>(fields: &mut Fields<'a>, details: &Map<String, Value>) -> Option<&'a str> {
    let method = fields.required_text("payment_method")?;
    let is_offered = METHODS.iter().any(|(code, _)| *code == method);
    let is_test_card = method == "card_token"
        && details.get("card_token").and_then(Value::as_str) == Some(TEST_CARD_TOKEN);
    if is_offered || is_test_card {
        return Some(method);
    }
    let message = format!("This store takes no payment by \"{method}\".");
    fields.faults.add_plain("payment_method", message);
    None
}

fn payment_of(details: &Map<String, Value>) -> Result<(String, u64, Option<String>), Faults> {
    let mut fields = Fields::of(details);
    let return_url = fields.required_text("payment_return_url").unwrap_or_default();
    if !return_url.is_empty() && !is_web_address(return_url) {
        let message = format!("\"{return_url}\" is not an address that begins with http or https.");
        fields.faults.add("payment_return_url", message);
    }
    let gateway_id = read_gateway(&mut fields).unwrap_or(GATEWAYS[0].id);
    let descriptor = fields.text("statement_descriptor").map(str::to_owned);
    fields.faults.or(Some((return_url.to_owned(), gateway_id, descriptor)))
}

/// The gateway that a request names, or the first of the group it names.
pub(crate) fn read_gateway(fields: &mut Fields<'_>) -> Option<u64> {
    let named = read_id(fields, "payment_gateway", "gateway", |id| gateway(id).is_some());
    let is_group = |id| GATEWAY_GROUPS.iter().any(|group| group.id == id);
    let group = read_id(fields, "payment_gateway_group", "gateway group", is_group);
    let heaviest = group.and_then(|id| {
        let group = GATEWAY_GROUPS.iter().find(|group| group.id == id)?;
        group.members.iter().max_by_key(|(_, weight)| *weight).map(|(member, _)| *member)
    });
    named.or(heaviest)
}

fn read_id(
    fields: &mut Fields<'_>,
    field: &str,
    what: &str,
    is_known: impl FnOnce(u64) -> bool,
) -> Option<u64> {
    let id = fields.whole(field)?;
    match u64::try_from(id) {
        Ok(known) if is_known(known) => Some(known),
        _ => fields.refuse(field, format!("This store has no {what} with the id {id}.")),
    }
}

/// Whether a text is an `http` or `https` address, and holds nothing that would break a header.
fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    !host.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_address_is_one_of_the_web() {
        let check =
            |text: &str, expected: bool| assert_eq!(is_web_address(text), expected, "{text}");
        check("http://127.0.0.1:4711/return/abc", true);
        check("https://shop.example.com", true);
        check("https://", false);
        check("ftp://example.com/", false);
        check("javascript:alert(1)", false);
        check("https://example.com/a b", false);
    }
}
