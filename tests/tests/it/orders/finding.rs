//! Finding a sale that was just made, in every way.

use std::slice;

use serde_json::json;
use tillway_tests::shop::{COFFEE, E_BOOK, KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop};

use super::{found, listed};

/// Somebody who has nothing in common with the buyers that tests go by.
fn another() -> Buyer {
    Buyer::without_address("山田.1987@mail.example.org")
        .with("firstName", "Jürgen")
        .with("lastName", "Łuczak-Weiß")
        .with("phone", "+49 (0)30 9087-6543")
}

#[tokio::test]
async fn a_sale_is_found_by_whatever_is_known_of_it() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let first = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    till.add_upsell(first.id(), tea).await;
    till.until_charge(first.id(), tea, "charged").await;
    till.ask("new_sale", json!({})).await;
    let second = till.cart(&[COFFEE, E_BOOK], another()).await;
    let (first, second) = (first.id(), second.as_str());
    let order = shop.order_of(first);
    let charge = &order.transactions.last().expect("the upsell's charge").amount_minor;
    let decimal = |minor: i64, point: char| format!("{}{point}{:02}", minor / 100, minor % 100);

    let both = vec![second, first];
    let ways: Vec<(&str, Vec<&str>)> = vec![
        ("", both.clone()),
        (" % ", both.clone()),
        (&order.number, vec![first]),
        ("Grace", vec![first]),
        ("okaf gra", vec![first]),
        ("grace@example.com", vec![first]),
        ("GRACE@exam", vec![first]),
        ("@example.com", vec![first]),
        ("(845) 555-0123", vec![first]),
        ("845555", vec![first]),
        ("0123", vec![first]),
        ("5550124", vec![]),
        (KETTLE, vec![first]),
        ("ketwal", vec![first]),
        ("walnut ket", vec![first]),
        // What was added by an upsell.
        (TEA, vec![first]),
        // Another's: any script, with and without marks, abroad and at home.
        ("jurgen", vec![second]),
        ("ŁUCZAK", vec![second]),
        ("luczak weiss", vec![second]),
        ("山田", vec![second]),
        ("山田.1987@mail.example.org", vec![second]),
        ("grace@mail.example.org", vec![]),
        ("+49 30 9087", vec![second]),
        ("0049309087", vec![second]),
        ("030 90 87 65", vec![second]),
        ("6543", vec![second]),
        ("coffee", vec![second]),
        ("coffee grace", vec![]),
        ("nothing like it", vec![]),
    ];
    for (text, expected) in &ways {
        assert_eq!(found(&till, text).await, *expected, "{text:?}");
    }
    for minor in [order.total_minor, *charge, order.total_minor - charge] {
        for text in [decimal(minor, '.'), decimal(minor, ','), format!("${}", decimal(minor, '.'))]
        {
            assert_eq!(found(&till, &text).await, [first], "{text:?}");
        }
    }
    let number_and_amount = format!("{} {}", order.number, decimal(order.total_minor, '.'));
    assert_eq!(found(&till, &number_and_amount).await, [first]);
}

#[tokio::test]
async fn the_list_is_narrowed_by_state_seller_currency_and_time() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    till.ask("save_settings", json!({ "settings": { "seller": "Ada" } })).await;
    let ada = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await.id().to_owned();
    till.ask("new_sale", json!({})).await;
    till.ask("save_settings", json!({ "settings": { "seller": "Björk" } })).await;
    let bjork = till.awaiting(&[TEA], Buyer::new("joan@example.com")).await;
    till.ask("new_sale", json!({})).await;
    till.ask("change_currency", json!({ "currency": "EUR" })).await;
    let euros = till.cart(&[TEA], Buyer::new("joan@example.com")).await;
    let started_at = till.sale(&bjork).await.view()["startedAt"].as_i64().expect("a time");

    for (query, expected) in [
        (json!({}), vec![&euros, &bjork, &ada]),
        (json!({ "state": "paid" }), vec![&ada]),
        (json!({ "state": "awaiting" }), vec![&bjork]),
        (json!({ "state": "attention" }), vec![]),
        (json!({ "seller": "Björk" }), vec![&bjork]),
        (json!({ "seller": "Nobody" }), vec![]),
        (json!({ "currency": "EUR" }), vec![&euros]),
        (json!({ "currency": "USD", "seller": "Ada", "state": "paid" }), vec![&ada]),
        (json!({ "currency": "EUR", "seller": "Ada" }), vec![]),
        (json!({ "text": "joan" }), vec![&euros, &bjork]),
        (json!({ "text": "joan", "currency": "USD" }), vec![&bjork]),
        (json!({ "text": "joan", "state": "paid" }), vec![]),
        (json!({ "from": started_at }), vec![&euros, &bjork]),
        (json!({ "to": started_at }), vec![&ada]),
        (json!({ "from": started_at, "to": started_at + 1 }), vec![&bjork]),
        (json!({ "from": started_at, "to": started_at }), vec![]),
        (json!({ "to": started_at + 1, "text": "kettle" }), vec![&ada]),
        (json!({ "from": started_at, "text": "kettle" }), vec![]),
    ] {
        let mut query = query;
        query["limit"] = json!(50);
        let expected: Vec<String> = expected.into_iter().cloned().collect();
        assert_eq!(listed(&till, query.clone()).await, expected, "{query}");
    }
    let choices = till.ask("sale_choices", json!({})).await;
    assert_eq!(choices, json!({ "sellers": ["Ada", "Björk"], "currencies": ["EUR", "USD"] }));
}

#[tokio::test]
async fn a_sale_moves_between_the_states_as_they_change() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let paid = json!({ "state": "paid", "text": "grace", "limit": 5 });
    let awaiting = json!({ "state": "awaiting", "text": "grace", "limit": 5 });
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_eq!(listed(&till, awaiting.clone()).await, slice::from_ref(&sale));
    assert_eq!(listed(&till, paid.clone()).await, [""; 0]);
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    till.until_paid(&sale).await;
    assert_eq!(listed(&till, awaiting).await, [""; 0]);
    assert_eq!(listed(&till, paid).await, [sale]);
}

#[tokio::test]
async fn what_a_killed_till_had_not_indexed_is_found_after_the_next_start() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.kill().await;
    till.restart().await;
    assert_eq!(found(&till, "okafor").await, slice::from_ref(&sale));
    // What it had indexed under another name, too.
    till.change(json!({ "kind": "customer", "customer": { "email": "joan@example.com" } })).await;
    till.kill().await;
    till.restart().await;
    assert_eq!(found(&till, "okafor").await, [""; 0]);
    assert_eq!(found(&till, "joan").await, [sale]);
    till.verify().await;
}
