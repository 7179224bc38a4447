//! The published specification of the Admin API: whether what went over the wire keeps to it.
//!
//! Requests are held to more than the specification says: they may hold no field that it does not
//! know, because a store may drop such a field in silence. Three departures of answers are known, and
//! the till is written for them: `store/` answers an object in place of a list, a variant's `images`
//! may also be a list or null, and `ordersCreate` with a redirect answers where the customer pays.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::wire::{Exchange, fits};

const FILE: &str = "openapi-2024-04-01.yaml";
const VERSION: &str = "2024-04-01";

/// The specification, read for each of the two directions.
pub struct Contract {
    requests: Value,
    answers: Value,
}

impl Contract {
    /// Reads the specification from `$TILLWAY_ADMIN_API`, else from beside the repository. None
    /// where it is not at hand; the test is then skipped, and says so.
    ///
    /// # Panics
    /// When it cannot be read, and when it is missing where `CI` is set.
    #[must_use]
    #[expect(clippy::print_stderr, reason = "whoever runs the tests must know what was not tested")]
    pub fn at_hand() -> Option<Self> {
        let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/admin-api"));
        let folder = std::env::var_os("TILLWAY_ADMIN_API").map_or(beside, PathBuf::from);
        let path = folder.join(FILE);
        let Ok(text) = std::fs::read_to_string(&path) else {
            assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
            eprintln!("skipped: the contract is not tested, {} is missing", path.display());
            return None;
        };
        let document: Value = serde_yaml_ng::from_str(&text).expect("a YAML document");
        let (mut requests, mut answers) = (document.clone(), document);
        each_schema(&mut requests, &ask_strictly);
        each_schema(&mut answers, &answer_leniently);
        answers["components"]["schemas"]["ProductVariant"]["properties"]["images"] =
            json!({ "type": ["string", "array", "null"] });
        Some(Self { requests, answers })
    }

    /// The operation that an exchange belongs to: `GET /orders/{number}/`.
    ///
    /// # Panics
    /// When the specification has none.
    #[must_use]
    pub fn operation(&self, exchange: &Exchange) -> String {
        format!("{} {}", exchange.request.method, self.template(exchange))
    }

    /// The request is one that the specification describes, with the headers it asks for.
    ///
    /// # Panics
    /// When it is not.
    pub fn assert_request(&self, exchange: &Exchange, token: &str) {
        let (name, request) = (self.operation(exchange), &exchange.request);
        let bearer = format!("Bearer {token}");
        assert_eq!(request.header("authorization"), Some(bearer.as_str()), "{name}");
        assert_eq!(request.header("x-29next-api-version"), Some(VERSION), "{name}");
        let operation = self.described(&self.requests, exchange);
        let known: BTreeSet<&str> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|parameter| parameter["in"] == "query")
            .filter_map(|parameter| parameter["name"].as_str())
            .collect();
        for (query, _) in request.query() {
            assert!(known.contains(query.as_str()), "{name} knows no {query}");
        }
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_object() {
            assert_eq!(request.header("content-type"), Some("application/json"), "{name}");
            assert_valid(&name, &self.requests, schema, &request.json());
        } else {
            assert!(request.body.is_empty(), "{name} takes no body");
        }
    }

    /// A good answer is what the specification promises.
    ///
    /// # Panics
    /// When it is not.
    pub fn assert_answer(&self, exchange: &Exchange) {
        let Some(answer) = exchange.answer.as_ref().filter(|answer| answer.status.is_success())
        else {
            return;
        };
        let (name, body) = (self.operation(exchange), answer.read_json());
        if name == "POST /orders/" && body.get("payment_complete_url").is_some() {
            let fields: Vec<_> =
                body.as_object().into_iter().flatten().map(|(name, _)| name).collect();
            return assert_eq!(fields, ["reference_transaction_id", "payment_complete_url"]);
        }
        let promised = &self.described(&self.answers, exchange)["responses"];
        let promised = &promised[answer.status.as_str()]["content"]["application/json"]["schema"];
        let promised = if name == "GET /store/" { &promised["items"] } else { promised };
        assert!(promised.is_object(), "{name} promises no {}", answer.status);
        assert_valid(&name, &self.answers, promised, &body);
    }

    fn described<'d>(&self, document: &'d Value, exchange: &Exchange) -> &'d Value {
        let method = exchange.request.method.as_str().to_ascii_lowercase();
        &document["paths"][self.template(exchange)][method]
    }

    /// The path as the specification writes it. One without a variable part goes before one with.
    fn template(&self, exchange: &Exchange) -> &str {
        let paths = self.answers["paths"].as_object().expect("the specification has paths");
        let method = exchange.request.method.as_str().to_ascii_lowercase();
        paths
            .iter()
            .filter(|(path, operations)| {
                fits(path, exchange.path()) && operations.get(&method).is_some()
            })
            .map(|(path, _)| path.as_str())
            .min_by_key(|path| path.matches('{').count())
            .unwrap_or_else(|| panic!("the API has no {method} {}", exchange.path()))
    }
}

fn assert_valid(name: &str, document: &Value, schema: &Value, body: &Value) {
    let mut schema = schema.clone();
    schema["components"] = document["components"].clone();
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(&schema).expect("a schema that can be used");
    let faults: Vec<_> = validator
        .iter_errors(body)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{name}: {faults:#?}\n{body:#}");
}

/// Does this to every schema of a document, the inner ones first.
fn each_schema(value: &mut Value, change: &impl Fn(&mut Value)) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| each_schema(field, change)),
        Value::Array(items) => items.iter_mut().for_each(|item| each_schema(item, change)),
        _ => return,
    }
    if value.is_object() {
        change(value);
    }
}

/// Of a request nothing is asked that only the store can write, and nothing unknown is taken.
fn ask_strictly(schema: &mut Value) {
    answer_leniently(schema);
    let Some(properties) = schema.get("properties").and_then(Value::as_object).cloned() else {
        return;
    };
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| {
            let property = name.as_str().and_then(|name| properties.get(name));
            property.is_none_or(|property| property["readOnly"] != true)
        });
    }
    schema["additionalProperties"] = json!(false);
}

/// `nullable` is a word of an older version of the language; it means here what it meant there.
fn answer_leniently(schema: &mut Value) {
    if schema.get("nullable") == Some(&json!(true))
        && let Some(kind) = schema["type"].as_str().map(str::to_owned)
    {
        schema["type"] = json!([kind, "null"]);
    }
}
