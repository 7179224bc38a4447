//! Reading the fields of a JSON object, and gathering what is wrong with them.

use serde_json::{Map, Value, json};

use crate::money::{Amount, Currency};

/// What is wrong with a request, by field: `{"quantity": ["…"], "user": {"email": ["…"]}}`.
#[derive(Debug, Default)]
pub(crate) struct Faults(Map<String, Value>);

/// A single fault of a field.
pub(crate) fn fault(field: &str, message: impl Into<String>) -> Faults {
    let mut faults = Faults::default();
    faults.add(field, message);
    faults
}

impl Faults {
    /// A message under a field, beside those that are there: `{"field": ["…"]}`.
    pub(crate) fn add(&mut self, field: &str, message: impl Into<String>) {
        let messages = self.0.entry(field).or_insert_with(|| json!([]));
        if let Value::Array(messages) = messages {
            messages.push(Value::String(message.into()));
        }
    }

    /// A message that stands alone, as a bare text: `{"field": "…"}`.
    pub(crate) fn add_plain(&mut self, field: &str, message: impl Into<String>) {
        self.0.insert(field.to_owned(), Value::String(message.into()));
    }

    /// A message that belongs to no field.
    pub(crate) fn add_general(&mut self, message: impl Into<String>) {
        self.add("non_field_errors", message);
    }

    /// The faults of an object inside, under its name.
    pub(crate) fn nest(&mut self, field: &str, inner: Self) {
        if !inner.is_empty() {
            self.0.insert(field.to_owned(), Value::Object(inner.0));
        }
    }

    /// The faults of a list, one object an item: `{"lines": [{}, {"quantity": ["…"]}]}`.
    pub(crate) fn nest_list(&mut self, field: &str, items: Vec<Self>) {
        if items.iter().any(|item| !item.is_empty()) {
            let items = items.into_iter().map(|item| Value::Object(item.0)).collect();
            self.0.insert(field.to_owned(), Value::Array(items));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    pub(crate) fn into_json(self) -> Value {
        Value::Object(self.0)
    }

    /// `value`, unless there are faults.
    pub(crate) fn or<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}

/// What is said of a field that must be there and is not.
pub(super) const MISSING: &str = "This must be given.";

/// An object that is being read. A field that is `null` counts as left out.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    object: &'a Map<String, Value>,
    pub(crate) faults: Faults,
}

impl<'a> Fields<'a> {
    pub(crate) fn of(object: &'a Map<String, Value>) -> Self {
        Self { object, faults: Faults::default() }
    }

    pub(crate) fn get(&self, field: &str) -> Option<&'a Value> {
        self.object.get(field).filter(|value| !value.is_null())
    }

    /// The field if it is of the expected kind; a fault if it is of another.
    fn typed<T>(
        &mut self,
        field: &str,
        kind: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.get(field)?;
        let read = read(value);
        if read.is_none() {
            self.faults.add(field, format!("This must be {kind}."));
        }
        read
    }

    pub(crate) fn text(&mut self, field: &str) -> Option<&'a str> {
        self.typed(field, "a text", Value::as_str)
    }

    /// A text that must be there and not be blank.
    pub(crate) fn required_text(&mut self, field: &str) -> Option<&'a str> {
        if self.get(field).is_none() {
            return self.refuse(field, MISSING);
        }
        match self.text(field)? {
            blank if blank.trim().is_empty() => self.refuse(field, "This may not be blank."),
            text => Some(text),
        }
    }

    pub(crate) fn flag(&mut self, field: &str) -> Option<bool> {
        self.typed(field, "true or false", Value::as_bool)
    }

    pub(crate) fn whole(&mut self, field: &str) -> Option<i64> {
        self.typed(field, "a whole number", Value::as_i64)
    }

    pub(crate) fn required_whole(&mut self, field: &str) -> Option<i64> {
        match self.get(field) {
            Some(_) => self.whole(field),
            None => self.refuse(field, MISSING),
        }
    }

    pub(crate) fn object(&mut self, field: &str) -> Option<&'a Map<String, Value>> {
        self.typed(field, "an object", Value::as_object)
    }

    pub(crate) fn list(&mut self, field: &str) -> Option<&'a [Value]> {
        self.typed(field, "a list", |value| value.as_array().map(Vec::as_slice))
    }

    /// A list of texts; `null`s among them are passed over.
    pub(crate) fn texts(&mut self, field: &str) -> Option<Vec<String>> {
        let kind = "a list of texts";
        self.typed(field, kind, |value| {
            let items = value.as_array()?.iter().filter(|item| !item.is_null());
            items.map(|item| item.as_str().map(str::to_owned)).collect()
        })
    }

    /// An amount of money, which is a decimal text and not negative.
    pub(crate) fn amount(&mut self, field: &str, currency: Option<Currency>) -> Option<Amount> {
        let text = self.typed(field, "an amount as a text, such as \"12.50\"", Value::as_str)?;
        let Some(amount) = Amount::parse(text) else {
            return self.refuse(field, format!("\"{text}\" is not an amount such as \"12.50\"."));
        };
        if amount < Amount::ZERO {
            return self.refuse(field, "An amount may not be negative.");
        }
        match currency {
            Some(currency) if amount.minor() % currency.step() != 0 => {
                self.refuse(field, format!("{} has no fractions.", currency.label()))
            }
            _ => Some(amount),
        }
    }

    /// Notes a fault, and says that there is no value.
    pub(crate) fn refuse<T>(&mut self, field: &str, message: impl Into<String>) -> Option<T> {
        self.faults.add(field, message);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T>(object: Value, read: impl FnOnce(&mut Fields<'_>) -> T) -> (T, Value) {
        let object = object.as_object().unwrap().clone();
        let mut fields = Fields::of(&object);
        let value = read(&mut fields);
        (value, fields.faults.into_json())
    }

    #[test]
    fn a_fault_stands_under_its_field() {
        let check = |price: Value, expected: Option<i64>, currency| {
            let (amount, faults) =
                read(json!({"price": price}), |fields| fields.amount("price", currency));
            assert_eq!(amount.map(Amount::minor), expected, "{price}");
            let is_fault = expected.is_none() && !price.is_null();
            assert_eq!(faults.get("price").is_some(), is_fault, "{price}");
        };
        check(json!("12.5"), Some(1250), None);
        check(json!(null), None, None);
        check(json!(12.5), None, None);
        check(json!("-1"), None, None);
        check(json!("640.50"), None, Some(Currency::Jpy));
    }

    #[test]
    fn required_texts_are_there_and_not_blank() {
        let check = |object: Value, faults: Value| {
            assert_eq!(read(object, |fields| fields.required_text("line1").is_some()).1, faults);
        };
        check(json!({"line1": "5 Oak Street"}), json!({}));
        check(json!({}), json!({"line1": [MISSING]}));
        check(json!({"line1": " "}), json!({"line1": ["This may not be blank."]}));
        check(json!({"line1": 5}), json!({"line1": ["This must be a text."]}));
    }

    #[test]
    fn the_faults_of_a_list_keep_their_place() {
        let mut faults = Faults::default();
        faults.nest_list("lines", vec![Faults::default(), fault("product_id", "Unknown.")]);
        assert_eq!(faults.into_json(), json!({"lines": [{}, {"product_id": ["Unknown."]}]}));
    }
}
