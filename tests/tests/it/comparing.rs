//! The comparison with the store: what was sold here beside what the store has.

use serde_json::{Value, json};
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Answer, Buyer, Setup, Shop, Till, Wire};

/// A span that holds everything of a test.
fn span() -> Value {
    json!({ "from": 0, "to": 4_102_444_800_000_i64 })
}

/// Compares, and shows what came of it.
async fn compare(till: &Till) -> Value {
    let begun = till.ask("compare_with_store", span()).await;
    done(till, &begun).await
}

/// The comparison once it is done.
async fn done(till: &Till, begun: &Value) -> Value {
    let id = begun["id"].clone();
    let told = till.until_told("the comparison's end", |event| {
        event["comparison"]["id"] == id && event["comparison"]["state"] == "done"
    });
    told.await["comparison"].clone()
}

fn findings(comparison: &Value) -> Vec<&str> {
    let findings = comparison["findings"].as_array().expect("findings");
    findings.iter().map(|finding| finding["kind"].as_str().expect("a word")).collect()
}

#[tokio::test]
async fn what_agrees_is_counted_and_other_tills_are_left_alone() {
    let shop = Shop::open().await;
    let (till, other) = tokio::join!(Setup::default().at(&shop), Setup::default().at(&shop));
    other.paid(&[TEA], Buyer::new("grace@example.com")).await;
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.ask("new_sale", json!({})).await;
    till.paid(&[TEA], Buyer::new("grace@example.com")).await;
    let compared = compare(&till).await;
    assert_eq!((&compared["matched"], &compared["others"]), (&json!(2), &json!(1)), "{compared}");
    assert_eq!((&compared["done"], &compared["expected"]), (&json!(3), &json!(3)));
    assert_eq!(findings(&compared), [""; 0]);
    assert_eq!(till.snapshot().await["attention"], 0);
}

#[tokio::test]
async fn a_payment_that_the_till_gave_up_on_is_found_and_taken_over() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("never-returns@example.com")).await;
    let mut customer = till.customer_of(&sale).await;
    till.ask_of("cancel_sale", &sale).await;
    customer.pay().await;
    let compared = compare(&till).await;
    assert_eq!(findings(&compared), ["missing_here"]);
    let finding = &compared["findings"][0];
    assert_eq!((&finding["saleId"], &finding["canMend"]), (&json!(sale), &json!(true)));
    assert_eq!(till.snapshot().await["attention"], 1, "it is counted as needing a person");

    let mended = till.ask("mend_finding", json!({ "findingId": finding["id"] })).await;
    assert_eq!(mended["findings"][0]["mended"], true);
    let paid = till.sale(&sale).await;
    assert_eq!((paid.state(), paid.order_number()), ("paid", &*shop.order_of(&sale).number));
    assert_eq!(paid.matters(), ["paid_late"]);
    till.verify().await;
}

#[tokio::test]
async fn amounts_that_differ_are_told_and_the_stores_are_taken_over() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let was = sold.total_minor();
    wire.on("GET", "/orders/{number}/").rewrite(|order| order["total_incl_tax"] = json!("1.00"));
    let compared = compare(&till).await;
    assert_eq!(findings(&compared), ["total_differs", "taken_differs"]);
    let finding = &compared["findings"][0];
    assert_eq!(tillway_tests::sale::minor(&finding["here"]), was);
    assert_eq!(finding["there"]["amount"], "1.00");
    assert_eq!(compared["findings"][1]["canMend"], false);
    till.ask("mend_finding", json!({ "findingId": finding["id"] })).await;
    let rows = json!({ "query": { "state": "paid", "limit": 5 } });
    assert_eq!(till.ask("list_sales", rows).await[0]["total"]["amount"], "1.00");
}

#[tokio::test]
async fn an_order_that_the_store_does_not_have_is_told() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let empty = json!({ "next": null, "previous": null, "results": [] });
    wire.on("GET", "/orders/").answer_instead(Answer::json(200, &empty));
    let gone = Answer::json(404, &json!({ "detail": "Not found." }));
    wire.on("GET", "/orders/{number}/").answer_instead(gone);
    let compared = compare(&till).await;
    assert_eq!(findings(&compared), ["missing_there"]);
    assert_eq!(compared["findings"][0]["orderNumber"], sold.order_number());
    assert_eq!(compared["findings"][0]["canMend"], false);
}

#[tokio::test]
async fn a_comparison_goes_on_where_it_was_stopped_killed_or_cut_off() {
    let shop = Shop::with(|options| options.page_size = 2.try_into().expect("2")).await;
    let wire = Wire::to(&shop).await;
    let mut till = Setup::default().over(&wire, &shop).await;
    for _ in 0..5 {
        till.paid(&[TEA], Buyer::new("grace@example.com")).await;
        till.ask("new_sale", json!({})).await;
    }
    let before = wire.of("GET", "/orders/{number}/").len();
    let mut held = wire.on("GET", "/orders/{number}/").after(2).hold_before();
    let begun = till.ask("compare_with_store", span()).await;
    held.arrived().await;
    assert_eq!(till.ask("stop_comparison", json!({})).await["state"], "stopped");
    held.release();
    till.restart().await;
    let stopped = till.ask("comparison", json!({})).await;
    assert_eq!((&stopped["state"], &stopped["done"]), (&json!("stopped"), &json!(2)));

    let down = wire.on("GET", "/orders/{number}/").cut_before();
    let again = till.ask("compare_with_store", span()).await;
    assert_eq!(again["id"], begun["id"], "it is the same one");
    till.until_told("that it waits for the store", |event| {
        event["comparison"]["error"]["code"] == "store_unreachable"
    })
    .await;
    down.lift();
    let compared = done(&till, &begun).await;
    assert_eq!((&compared["matched"], &compared["done"]), (&json!(5), &json!(5)));
    // Only the one that was on its way when it was stopped may be read again.
    let reads = wire.of("GET", "/orders/{number}/").into_iter().skip(before);
    let answered = reads.filter(|read| read.answer.is_some()).count();
    assert!((5..=6).contains(&answered), "{answered} reads of 5 orders");
}

#[tokio::test]
async fn once_a_day_it_compares_by_itself() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    till.paid(&[TEA], Buyer::new("grace@example.com")).await;
    assert_eq!(till.ask("comparison", json!({})).await, Value::Null);
    till.restart_as(|setup| setup.timing("comparisonMs", 1)).await;
    let told =
        till.until_told("a comparison's end", |event| event["comparison"]["state"] == "done");
    assert_eq!(told.await["comparison"]["matched"], 1);
}
