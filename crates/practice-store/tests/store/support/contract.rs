//! The published specification: whether an answer is what it promises.
//!
//! It is departed from in four places, where the guides and real stores do so: `store/` answers an
//! object instead of a list, a customer's orders are a list instead of one object, a variant's
//! `images` may be a list or null, and an order whose customer is sent to a payment page answers
//! where that is.

use std::env;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::{Value, json};

const FILE: &str = "openapi-2024-04-01.yaml";

pub(crate) struct Contract {
    document: Value,
}

/// The specification, or `None` where it is not at hand; then nothing is checked. On a build server
/// that would be a mistake, and fails.
pub(crate) fn contract() -> Option<&'static Contract> {
    static CONTRACT: OnceLock<Option<Contract>> = OnceLock::new();
    CONTRACT.get_or_init(Contract::read).as_ref()
}

impl Contract {
    #[expect(clippy::print_stderr, reason = "whoever runs the tests must know what was not tested")]
    fn read() -> Option<Self> {
        let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/admin-api");
        let folder = env::var_os("TILLWAY_ADMIN_API").map_or_else(|| beside.into(), PathBuf::from);
        let path = folder.join(FILE);
        let Ok(text) = std::fs::read_to_string(&path) else {
            assert!(env::var_os("CI").is_none(), "{} is missing", path.display());
            eprintln!("skipped: answers are not checked, {} is missing", path.display());
            return None;
        };
        let mut document: Value = serde_yaml_ng::from_str(&text).unwrap();
        allow_nulls(&mut document);
        let variant = &mut document["components"]["schemas"]["ProductVariant"];
        variant["properties"]["images"] = json!({ "type": ["string", "array", "null"] });
        Some(Self { document })
    }

    /// Panics unless the answer is what the specification promises for this call.
    pub(crate) fn check(&self, method: &str, path: &str, status: u16, answer: &Value) {
        if (method, path) == ("post", "/orders/") {
            return check_redirect(answer);
        }
        let template = self.template(path);
        let operation = &self.document["paths"][template][method];
        let schema =
            &operation["responses"][status.to_string()]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "the specification has no {status} for {method} {path}");
        let schema = if path == "/store/" { &schema["items"] } else { schema };
        let mut schema = match template {
            "/users/{id}/orders/" => json!({
                "required": ["next", "previous", "results"],
                "properties": { "results": { "type": "array", "items": schema } },
            }),
            _ => schema.clone(),
        };
        schema["components"] = self.document["components"].clone();
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        let faults: Vec<_> = validator
            .iter_errors(answer)
            .map(|fault| format!("{} at {}", fault, fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{method} {path}: {faults:#?}\n{answer:#}");
    }

    /// The path of the specification that a call goes to: `/orders/{number}/`.
    fn template(&self, path: &str) -> &str {
        let fits = |template: &&String| {
            let mut parts = template.split('/').zip(path.split('/'));
            template.split('/').count() == path.split('/').count()
                && parts.all(|(part, given)| part.starts_with('{') || part == given)
        };
        let templates = self.document["paths"].as_object().unwrap().keys();
        // `/products/variants/{id}/` stands before `/products/{id}/…` with as many parts.
        templates.clone().find(|template| *template == path).unwrap_or_else(|| {
            templates.filter(fits).min_by_key(|t| t.matches('{').count()).expect(path)
        })
    }
}

fn check_redirect(answer: &Value) {
    let keys: Vec<_> = answer.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["reference_transaction_id", "payment_complete_url"]);
    assert!(answer["reference_transaction_id"].is_null());
}

/// `nullable: true` is of an older version of the language, and here means what it meant there.
fn allow_nulls(schema: &mut Value) {
    if schema["nullable"] == true
        && let Some(kind) = schema["type"].as_str().map(str::to_owned)
    {
        schema["type"] = json!([kind, "null"]);
    }
    match schema {
        Value::Object(fields) => fields.values_mut().for_each(allow_nulls),
        Value::Array(items) => items.iter_mut().for_each(allow_nulls),
        _ => {}
    }
}
