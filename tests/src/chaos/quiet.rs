//! The end of a run: nothing goes wrong any more, the till is asked at most once about every sale, and
//! left to settle the rest by itself until it is quiet.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::fate::How;
use super::stage::Stage;
use crate::sale::Sale;
use crate::till::{Outcome, Till};

/// How long a till may take to be quiet. It has a few requests a second, graces of seconds, and pauses
/// of up to a minute before it looks again at what was given up.
const PATIENCE: Duration = Duration::from_secs(120);

/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(250);

/// Ends the till, starts it again, asks once about every sale if anybody does, and waits until nothing
/// is open. Then it is ended once more: what it knows by then must be on the disk.
pub(super) async fn until_quiet(stage: &Stage, ends: [How; 2], asked: bool) -> Result<()> {
    let mut till = stage.till().await;
    stage.strike(&mut till, ends[0]).await;
    if !till.try_restart().await {
        bail!("the till does not start any more");
    }
    if asked {
        for id in sales(&till).await? {
            look("check_now", &till, &id).await?;
        }
    }
    let begun = Instant::now();
    loop {
        let open = open(stage, &till).await?;
        if open.is_empty() {
            break;
        }
        if begun.elapsed() > PATIENCE {
            bail!("the till is never quiet about {open:?}");
        }
        sleep(PAUSE).await;
    }
    stage.strike(&mut till, ends[1]).await;
    Ok(())
}

/// The sales of which something is open, and those of whose orders the till has yet to hear.
async fn open(stage: &Stage, till: &Till) -> Result<BTreeSet<String>> {
    let orders = stage.shop.books().orders;
    let mut open = BTreeSet::new();
    for id in sales(till).await? {
        let sale = look("sale_detail", till, &id).await?;
        let own = orders.iter().filter(|order| order.utm_content.as_deref() == Some(&id));
        if !is_settled(&sale) || own.count() > known_orders(&sale) {
            open.insert(id);
        }
    }
    Ok(open)
}

fn known_orders(sale: &Sale) -> usize {
    let second = sale.matters().into_iter().filter(|kind| *kind == "second_order").count();
    usize::from(sale.state() == "paid") + second
}

async fn sales(till: &Till) -> Result<Vec<String>> {
    let query = json!({ "text": "", "state": null, "before": null, "limit": 100 });
    let rows = ask(till, "list_sales", query).await?;
    let rows = rows.as_array().context("a list of sales")?;
    Ok(rows.iter().filter_map(|row| row["id"].as_str().map(str::to_owned)).collect())
}

async fn look(command: &str, till: &Till, id: &str) -> Result<Sale> {
    Ok(Sale::new(ask(till, command, json!({ "saleId": id })).await?))
}

/// Whether nothing of a sale is open, and the store could be asked about it.
fn is_settled(sale: &Sale) -> bool {
    let open = ["placing", "awaiting", "returned", "unknown"].contains(&sale.state());
    let upsells = sale.view()["upsells"].as_array().into_iter().flatten();
    let mut charges = upsells.filter_map(|upsell| upsell["state"].as_str());
    let charging = charges.any(|state| ["intended", "sent", "unknown"].contains(&state));
    let order = &sale.view()["order"];
    let asked = [&order["refunding"]["state"], &order["cancellation"]["state"]];
    let notes = order["notes"].as_array().into_iter().flatten().map(|note| &note["state"]);
    let mut states = asked.into_iter().chain(notes).filter_map(Value::as_str);
    let asking = states.any(|state| ["sent", "unknown"].contains(&state));
    !open && !charging && !asking && sale.check_error().is_empty()
}

async fn ask(till: &Till, command: &str, arguments: Value) -> Result<Value> {
    match till.begin(command, arguments).outcome().await {
        Outcome::Done(answer) => Ok(answer),
        other => bail!("{command}: {other:?}"),
    }
}
