//! Two tills at one store: neither takes the other's order.

use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Answer, Buyer, Sale, Setup, Shop, Till, Wire};

/// Sells to three customers, one of whom never comes back.
async fn sell_three(till: &Till) -> Vec<Sale> {
    let mut sold = Vec::new();
    for email in ["grace@example.com", "never-returns@example.com", "grace@example.com"] {
        let sale = till.cart(&[KETTLE], Buyer::new(email)).await;
        charge_patiently(till, &sale).await;
        let mut customer = till.customer_of(&sale).await;
        customer.pay().await;
        if email.starts_with("never") {
            till.ask_of("check_now", &sale).await;
        } else {
            customer.come_back().await;
        }
        sold.push(till.until_paid(&sale).await);
        till.ask("new_sale", json!({})).await;
    }
    sold
}

/// Charges as a seller does where the other till has used up the store's pace: once more.
async fn charge_patiently(till: &Till, sale: &str) {
    let busy = "too_many_requests";
    loop {
        match till.call("charge", json!({ "saleId": sale })).await {
            Ok(view) if Sale::new(view.clone()).refusal() == busy => {}
            Ok(view) => return assert_eq!(view["state"], "awaiting", "{view}"),
            Err(refused) => assert_eq!(refused.code(), busy),
        }
    }
}

#[tokio::test]
async fn two_tills_share_a_stores_pace_and_nothing_else() {
    let shop = Shop::with(|options| options.requests_per_second = Some(4)).await;
    let (first, second) = tokio::join!(Setup::default().at(&shop), Setup::default().at(&shop));
    let (sold_by_first, sold_by_second) = tokio::join!(sell_three(&first), sell_three(&second));

    let all: Vec<&Sale> = sold_by_first.iter().chain(&sold_by_second).collect();
    for sale in &all {
        let order = shop.order_of(sale.id());
        assert_eq!((sale.order_number(), order.charges()), (order.number.as_str(), 1));
        assert_eq!(sale.matters(), [""; 0]);
    }
    assert_eq!(shop.books().orders.len(), all.len());
    for (till, sold) in [(&first, &sold_by_first), (&second, &sold_by_second)] {
        let query = json!({ "query": { "state": "paid", "limit": 50 } });
        let listed = till.ask("list_sales", query).await;
        let listed: Vec<_> = listed.as_array().expect("a list").iter().map(|r| &r["id"]).collect();
        let own: Vec<_> = sold.iter().rev().map(|sale| json!(sale.id())).collect();
        assert_eq!(listed, own.iter().collect::<Vec<_>>());
        till.verify().await;
    }
}

#[tokio::test]
async fn a_store_that_ignores_the_question_gives_nobody_anothers_order() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let first = Setup::default().over(&wire, &shop).await;
    let second = Setup::default().at(&shop).await;
    let unpaid = first.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    second.paid(&[KETTLE], Buyer::new("grace@example.com")).await;

    let every_order = shop.read("/orders/").await;
    assert_eq!(every_order["results"].as_array().map(Vec::len), Some(1));
    wire.on("GET", "/orders/").rewrite(move |list| *list = every_order.clone());
    let asked = first.ask_of("check_now", &unpaid).await;
    assert_eq!(wire.of("GET", "/orders/{number}/").len(), 1, "it was read to be sure");
    assert_eq!((asked.state(), asked.order_number()), ("awaiting", ""));
    first.close_window(&unpaid).await;
    let given_up = first.until_state(&unpaid, "not_paid").await;
    assert_eq!(given_up.matters(), [""; 0]);
}

/// The list of orders, as a store tells it that has these.
fn orders(numbers: &[&str]) -> Answer {
    let rows: Vec<Value> = numbers.iter().map(|number| json!({ "number": number })).collect();
    Answer::json(200, &json!({ "next": null, "previous": null, "results": rows }))
}

#[tokio::test]
async fn a_store_with_too_many_orders_to_look_through_settles_nothing() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().timing("closedPageMs", 0).over(&wire, &shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    let many = wire.on("GET", "/orders/").answer_instead(orders(&["1", "2", "3", "4", "5", "6"]));
    till.close_window(&sale).await;
    for _ in 0..3 {
        let asked = till.ask_of("check_now", &sale).await;
        assert_eq!((asked.state(), asked.check_error()), ("unknown", "unreadable_answer"));
    }
    many.lift();
    assert_eq!(till.until_state(&sale, "not_paid").await.check_error(), "");
}

#[tokio::test]
async fn an_order_that_is_gone_does_not_hide_the_sales_own() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let till = Setup::default().over(&wire, &shop).await;
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    till.customer_of(&sale).await.pay().await;
    wire.on("GET", "/orders/").answer_instead(orders(&["1", &shop.order_of(&sale).number]));
    assert_eq!(till.ask_of("check_now", &sale).await.state(), "paid");
}
