//! The list of this till's sales: each is found by whatever a person knows of it.

mod finding;
mod million;

use serde_json::{Value, json};
use tillway_tests::Till;

/// The ids of the sales that a query lists.
async fn listed(till: &Till, query: Value) -> Vec<String> {
    let rows = till.ask("list_sales", json!({ "query": query })).await;
    let rows = rows.as_array().expect("a list").iter();
    rows.map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
}

/// The ids of the sales that a text finds.
async fn found(till: &Till, text: &str) -> Vec<String> {
    listed(till, json!({ "text": text, "limit": 50 })).await
}
