//! The catalogue comes in page by page, over crashes, lost networks and stores that change.

use std::num::NonZeroUsize;

use serde_json::{Value, json};
use tillway_tests::shop::{COFFEE, KETTLE};
use tillway_tests::{Answer, Buyer, Setup, Shop, Till, Wire};

/// A store whose catalogue takes a good many pages.
async fn shop_of_pages() -> Shop {
    Shop::with(|options| options.page_size = NonZeroUsize::new(10).expect("not zero")).await
}

async fn until_catalogue(till: &Till, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let told = till.until_told(what, |event| {
        event["kind"] == "catalogue_changed" && wanted(&event["catalogue"])
    });
    told.await["catalogue"].clone()
}

async fn until_ready(till: &Till) -> Value {
    until_catalogue(till, "the whole catalogue", |catalogue| {
        catalogue["state"] == "ready" && catalogue["syncedAt"].is_i64()
    })
    .await
}

/// Brings the catalogue in again, until that is done.
async fn again(till: &Till) -> Value {
    let before = till.snapshot().await["catalogue"]["syncedAt"].clone();
    till.ask("sync_catalogue", json!({})).await;
    until_catalogue(till, "the catalogue once more", |catalogue| {
        catalogue["state"] == "ready" && catalogue["syncedAt"] != before
    })
    .await
}

async fn total(till: &Till, query: &str) -> u64 {
    let found = till.ask("search_products", json!({ "query": query, "limit": 5 })).await;
    found["total"].as_u64().expect("a number")
}

/// The pages that were asked for, by their cursors; the first has none.
fn pages(wire: &Wire) -> Vec<String> {
    let asked = wire.of("GET", "/products/");
    asked.iter().map(|exchange| exchange.request.target.clone()).collect()
}

#[tokio::test]
async fn everything_comes_in_and_what_is_done_is_told() {
    let shop = shop_of_pages().await;
    let till = Setup::default().at(&shop).await;
    let told = until_ready(&till).await;
    assert_eq!(told["expected"], told["done"]);
    assert_eq!(told["variants"].as_u64(), Some(total(&till, "").await));
    assert_eq!(total(&till, KETTLE).await, 1);
    assert_eq!(till.snapshot().await["catalogue"], told);
}

#[tokio::test]
async fn a_crash_costs_no_page_that_was_kept() {
    let shop = shop_of_pages().await;
    let wire = Wire::to(&shop).await;
    let mut gate = wire.on("GET", "/products/").after(4).hold_before();
    let mut till = Setup::default().over(&wire, &shop).await;
    gate.arrived().await;
    until_catalogue(&till, "four pages", |catalogue| catalogue["done"] == 40).await;
    let held = pages(&wire);
    till.kill().await;
    gate.release();
    till.restart().await;
    until_ready(&till).await;
    let asked = pages(&wire);
    assert_eq!(asked[held.len()], held[held.len() - 1], "it goes on with the page it lacked");
    assert_eq!(asked.iter().filter(|page| !page.contains("cursor")).count(), 1);
}

#[tokio::test]
async fn a_lost_network_is_waited_for_and_selling_goes_on() {
    let shop = shop_of_pages().await;
    let wire = Wire::to(&shop).await;
    let cut = wire.on("GET", "/products/").after(3).cut_before();
    let till = Setup::default().over(&wire, &shop).await;
    let failed =
        until_catalogue(&till, "a run that broke off", |catalogue| catalogue["state"] == "failed")
            .await;
    assert_eq!(failed["error"]["code"], "store_unreachable");
    assert_eq!((failed["done"].as_u64(), failed["syncedAt"].is_null()), (Some(30), true));
    till.paid(&[COFFEE], Buyer::new("grace@example.com")).await;
    cut.lift();
    until_ready(&till).await;
    assert_eq!(pages(&wire).iter().filter(|page| !page.contains("cursor")).count(), 1);
}

#[tokio::test]
async fn garbage_in_the_middle_loses_nothing_and_is_said() {
    let shop = shop_of_pages().await;
    let wire = Wire::to(&shop).await;
    let garbage = wire.on("GET", "/products/").after(2).answer_instead(Answer::page(200, "Hello"));
    let till = Setup::default().over(&wire, &shop).await;
    let failed =
        until_catalogue(&till, "a run that broke off", |catalogue| catalogue["state"] == "failed")
            .await;
    assert_eq!(failed["error"]["code"], "unreadable_answer");
    assert_eq!(failed["done"].as_u64(), Some(20));
    garbage.lift();
    let told = until_ready(&till).await;
    assert!(told["error"].is_null());
}

#[tokio::test]
async fn a_person_stops_it_and_lets_it_go_on() {
    let shop = shop_of_pages().await;
    let wire = Wire::to(&shop).await;
    let mut gate = wire.on("GET", "/products/").after(2).hold_before();
    let mut till = Setup::default().over(&wire, &shop).await;
    gate.arrived().await;
    until_catalogue(&till, "two pages", |catalogue| catalogue["done"] == 20).await;
    till.ask("pause_sync", json!({})).await;
    let paused =
        until_catalogue(&till, "a pause", |catalogue| catalogue["state"] == "paused").await;
    assert_eq!(paused["done"].as_u64(), Some(20));
    gate.release();
    till.restart().await;
    assert_eq!(till.snapshot().await["catalogue"]["state"], "paused", "over restarts");
    let asked = pages(&wire).len();
    till.paid(&[COFFEE], Buyer::new("grace@example.com")).await;
    assert_eq!(pages(&wire).len(), asked, "nothing is read while it is stopped");
    till.ask("sync_catalogue", json!({})).await;
    until_ready(&till).await;
}

#[tokio::test]
async fn a_cursor_that_the_store_forgot_begins_the_run_anew() {
    let shop = shop_of_pages().await;
    let wire = Wire::to(&shop).await;
    let mut gate = wire.on("GET", "/products/").after(3).hold_before();
    let mut till = Setup::default().over(&wire, &shop).await;
    gate.arrived().await;
    till.kill().await;
    shop.expire_cursors();
    gate.release();
    till.restart().await;
    let told = until_ready(&till).await;
    assert_eq!(told["variants"].as_u64(), Some(total(&till, "").await));
    assert_eq!(pages(&wire).iter().filter(|page| !page.contains("cursor")).count(), 2);
}

#[tokio::test]
async fn what_the_store_changes_and_removes_is_so_here_after_the_next_run() {
    let shop = shop_of_pages().await;
    let till = Setup::default().at(&shop).await;
    until_ready(&till).await;
    let kettle = shop.merchant().find(KETTLE).expect("it is sold");
    let coffee = shop.merchant().find(COFFEE).expect("it is sold");
    let sale = till.cart(&[KETTLE, COFFEE], Buyer::new("grace@example.com")).await;

    shop.merchant().remove_product(kettle.product_id).expect("there");
    shop.merchant().set_title(coffee.product_id, "Morning Thunder").expect("there");
    again(&till).await;
    assert_eq!(total(&till, KETTLE).await, 0);
    assert_eq!(total(&till, "morning thunder").await, coffee.variant_ids.len() as u64);

    let sale = till.sale(&sale).await;
    let lines = sale.view()["lines"].as_array().expect("lines").clone();
    assert_eq!((&lines[0]["unavailable"], &lines[1]["unavailable"]), (&json!(true), &json!(false)));
    let refused = till.charge(sale.id()).await;
    assert_eq!((refused.state(), refused.refused_fields()), ("building", vec!["lines.0"]));
    till.change(json!({ "kind": "remove", "line": lines[0]["key"] })).await;
    assert_eq!(till.charge(sale.id()).await.state(), "awaiting");
}

#[tokio::test]
async fn what_cannot_be_bought_any_more_cannot_be_added() {
    let shop = shop_of_pages().await;
    let till = Setup::default().at(&shop).await;
    until_ready(&till).await;
    let variant = till.variant(KETTLE).await;
    let id = u64::try_from(variant).expect("an id");
    shop.merchant().set_available(id, false).expect("there");
    again(&till).await;
    let refused = till.call("add_article", json!({ "variantId": variant })).await;
    assert_eq!(refused.expect_err("unavailable").code(), "unavailable");
    let found = till.ask("search_products", json!({ "query": KETTLE, "limit": 5 })).await;
    assert_eq!(found["hits"][0]["sellable"], false, "it is shown, and why");
}

#[tokio::test]
async fn a_person_never_waits_behind_the_catalogue() {
    let shop = shop_of_pages().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.cart(&[COFFEE], Buyer::new("grace@example.com")).await;
    let before = pages(&wire).len();
    till.charge(&sale).await;
    let between = pages(&wire).len() - before;
    assert!(between <= 2, "{between} pages went before the seller's charge");
}
