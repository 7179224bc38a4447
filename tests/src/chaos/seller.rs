//! What the seller does: carts, charges, clicks.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::plan::{Plan, SalePlan};
use super::stage::Stage;
use super::story::Story;
use crate::sale::Sale;
use crate::till::{Buyer, Outcome};

/// The pause before a seller tries again what did not go.
pub(super) const AGAIN: Duration = Duration::from_millis(200);

/// How often a seller tries what does not go.
const TRIES: usize = 12;

/// Sells everything that is planned, and waits until every customer is gone.
pub(super) async fn sell(stage: &Arc<Stage>, plan: &Plan) {
    let mut stories = JoinSet::new();
    for planned in &plan.sales {
        let Some(sale) = build(stage, planned).await else { continue };
        let story = Story::new(Arc::clone(stage), sale, planned.clone());
        stories.spawn(story.tell());
        sleep(planned.pause).await;
    }
    while let Some(told) = stories.join_next().await {
        told.expect("a story comes to its end");
    }
}

/// Puts a cart together, from the beginning again wherever the till ends or refuses. Gives the sale.
async fn build(stage: &Stage, planned: &SalePlan) -> Option<String> {
    for _ in 0..TRIES {
        match try_to_build(stage, planned).await {
            Some(sale) => return Some(sale),
            None => sleep(AGAIN).await,
        }
    }
    None
}

async fn try_to_build(stage: &Stage, planned: &SalePlan) -> Option<String> {
    done(stage.ask("new_sale", json!({})).await)?;
    for sku in &planned.goods {
        let variant = variant(stage, sku).await?;
        done(stage.ask("add_article", json!({ "variantId": variant })).await)?;
    }
    if planned.note {
        let change = json!({ "change": { "kind": "note", "note": "gift wrap" } });
        done(stage.ask("change_cart", change).await)?;
    }
    let change = json!({ "kind": "customer", "customer": Buyer::new(planned.email).fields() });
    let sale = done(stage.ask("change_cart", json!({ "change": change })).await)?;
    Some(Sale::new(sale).id().to_owned())
}

/// The variant with this SKU, if the catalogue's copy holds it already.
pub(super) async fn variant(stage: &Stage, sku: &str) -> Option<i64> {
    let query = json!({ "query": sku, "after": null, "limit": 5 });
    let found = done(stage.ask("search_products", query).await)?;
    let hit = found["hits"].as_array()?.iter().find(|hit| hit["sku"] == sku)?;
    hit["variantId"].as_i64()
}

pub(super) fn done(outcome: Outcome) -> Option<serde_json::Value> {
    match outcome {
        Outcome::Done(answer) => Some(answer),
        Outcome::Refused(_) | Outcome::Gone => None,
    }
}
