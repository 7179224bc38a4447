//! A command's arguments, taken by name.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use till::view::{ErrorCode, ErrorView};

/// The arguments as they came.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Arguments(Map<String, Value>);

impl Arguments {
    /// The argument of this name; one that is not there counts as null.
    pub(crate) fn take<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, ErrorView> {
        let value = self.0.remove(name).unwrap_or(Value::Null);
        serde_json::from_value(value).map_err(|error| misuse(format!("{name}: {error}")))
    }

    /// A text.
    pub(crate) fn text(&mut self, name: &str) -> Result<String, ErrorView> {
        self.take(name)
    }

    /// The id of the sale that the command is about.
    pub(crate) fn sale(&mut self) -> Result<String, ErrorView> {
        self.take("saleId")
    }
}

/// The harness asked for something that a till does not have.
pub(crate) fn misuse(message: String) -> ErrorView {
    ErrorView { code: ErrorCode::Internal, message, details: Vec::new() }
}
