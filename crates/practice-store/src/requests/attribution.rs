//! Where a sale came from: the `attribution` of a request.

use serde_json::{Map, Value};

use super::Fields;
use super::fields::Faults;
use crate::books::{ATTRIBUTION_TEXTS, Attribution};

/// Reads an attribution. Its metadata is dropped: no key is defined at this store.
pub(super) fn read_attribution(object: &Map<String, Value>) -> Result<Attribution, Faults> {
    let mut fields = Fields::of(object);
    let agent = fields.whole("agent");
    let mut attribution = Attribution { agent, ..Attribution::default() };
    for name in ATTRIBUTION_TEXTS {
        if let Some(text) = fields.text(name) {
            attribution.texts.insert(name.to_owned(), text.to_owned());
        }
    }
    fields.faults.or(Some(attribution))
}
