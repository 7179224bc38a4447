//! What only a person can decide: each card offers what is safe, and does it once.

mod cancelling;
mod deciding;
mod mended;
mod unreferenced;

use serde_json::{Value, json};
use tillway_tests::{Sale, Till};

/// The arguments that name a sale's one open matter; should it be cancelled, all is paid back.
fn matter(sale: &Sale) -> Value {
    let matters = sale.view()["attention"].as_array().expect("matters");
    assert_eq!(matters.len(), 1, "{sale}");
    let choice = json!({ "reason": "", "fullRefund": true, "notify": true });
    json!({ "saleId": sale.id(), "attentionId": matters[0]["id"], "choice": choice })
}

/// What a sale's one open matter offers.
fn actions(sale: &Sale) -> Vec<&str> {
    let actions = sale.view()["attention"][0]["actions"].as_array().expect("actions");
    actions.iter().map(|action| action.as_str().expect("a word")).collect()
}

/// Does something about a sale's one open matter.
async fn act(till: &Till, command: &str, sale: &Sale) -> Sale {
    Sale::new(till.ask(command, matter(sale)).await)
}

/// The code of why nothing could be done about it.
async fn refused(till: &Till, command: &str, arguments: &Value) -> String {
    let refused = till.call(command, arguments.clone()).await.expect_err("it cannot be done");
    refused.code().to_owned()
}
