//! Who buys: the `user` of a request.

use serde_json::{Map, Value};

use super::Fields;
use super::fields::Faults;
use crate::books::{CustomerDetails, Records};

/// The languages that a customer can have.
pub(crate) const LANGUAGES: [&str; 12] =
    ["da", "de", "en", "es", "fi", "fr", "it", "nl", "no", "pt", "sv", "th"];

/// Reads a user, who is named by an id or by an email. `None` when by neither.
pub(super) fn read_customer(
    object: &Map<String, Value>,
    records: &Records,
) -> Result<Option<CustomerDetails>, Faults> {
    let mut fields = Fields::of(object);
    let email = match fields.whole("id") {
        Some(id) => email_of(&mut fields, id, records),
        None => read_email(&mut fields),
    };
    let details = CustomerDetails {
        email: String::new(),
        first_name: read_name(&mut fields, "first_name"),
        last_name: read_name(&mut fields, "last_name"),
        phone_number: read_phone(&mut fields),
        language: read_language(&mut fields),
        accepts_marketing: fields.flag("accepts_marketing"),
        ip: fields.text("ip").map(str::to_owned),
        user_agent: fields.text("user_agent").map(str::to_owned),
        tags: fields.texts("tags"),
    };
    fields.faults.or(Some(email.map(|email| CustomerDetails { email, ..details })))
}

fn email_of(fields: &mut Fields<'_>, id: i64, records: &Records) -> Option<String> {
    let customer = u64::try_from(id).ok().and_then(|id| records.customer(id));
    match customer {
        Some(customer) => Some(customer.email.clone()),
        None => fields.refuse("id", format!("No customer has the id {id}.")),
    }
}

fn read_email(fields: &mut Fields<'_>) -> Option<String> {
    let email = fields.text("email")?.trim();
    match is_email(email) {
        true => Some(email.to_owned()),
        false => fields.refuse("email", format!("\"{email}\" is not an email address.")),
    }
}

/// Whether a text has the shape of an email address.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let local_is_fit = |c: char| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let label_is_fit = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    (1..=64).contains(&local.len())
        && local.chars().all(local_is_fit)
        && local.split('.').all(|part| !part.is_empty())
        && domain.len() <= 253
        && domain.contains('.')
        && domain.split('.').all(label_is_fit)
}

/// A blank name counts as none.
fn read_name(fields: &mut Fields<'_>, field: &str) -> Option<String> {
    let name = fields.text(field)?.trim();
    if name.chars().count() > 255 {
        return fields.refuse(field, "This may have 255 characters at most.");
    }
    (!name.is_empty()).then(|| name.to_owned())
}

fn read_phone(fields: &mut Fields<'_>) -> Option<String> {
    let number = fields.text("phone_number")?.trim();
    if number.is_empty() {
        return None;
    }
    let digits = number.strip_prefix('+').unwrap_or_default();
    let is_e164 = (7..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    match is_e164 {
        true => Some(number.to_owned()),
        false => fields.refuse(
            "phone_number",
            format!("\"{number}\" is not a number in E.164 form, such as +16175550123."),
        ),
    }
}

fn read_language(fields: &mut Fields<'_>) -> Option<String> {
    let language = fields.text("language").filter(|language| !language.is_empty())?;
    match LANGUAGES.contains(&language) {
        true => Some(language.to_owned()),
        false => {
            fields.refuse("language", format!("\"{language}\" is not a language of the store."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_the_shape_of_an_email() {
        let check = |text: &str, expected: bool| assert_eq!(is_email(text), expected, "{text:?}");
        check("jane.doe+shop@example.com", true);
        check("o'hara@example.co.uk", true);
        check("jane@localhost", false);
        check("jane doe@example.com", false);
        check("jane..doe@example.com", false);
        check("@example.com", false);
        check("jane@-example.com", false);
        check("jane", false);
        check("", false);
    }
}
