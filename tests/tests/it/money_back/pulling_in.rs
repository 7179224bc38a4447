//! Orders that were made elsewhere, opened by their number.

use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Buyer, Customer, Sale, Setup, Shop, TakenBack, Till, Wire};

use super::{paid_back, sold};

async fn pull_in(till: &Till, number: &str) -> Sale {
    Sale::new(till.ask("pull_in_order", json!({ "number": number })).await)
}

async fn refusal(till: &Till, number: &str) -> String {
    let refused = till.call("pull_in_order", json!({ "number": number })).await;
    refused.expect_err("there is nothing to open").code().to_owned()
}

async fn takings(till: &Till) -> Value {
    let span = json!({ "from": 0, "to": 4_102_444_800_000_i64 });
    till.ask("report", span).await["currencies"].clone()
}

#[tokio::test]
async fn an_order_of_another_till_is_looked_after_here_and_counts_there() {
    let shop = Shop::open().await;
    let (there, here) = tokio::join!(Setup::default().at(&shop), Setup::default().at(&shop));
    let sold = sold(&there).await;
    let pulled_in = pull_in(&here, &format!(" #{} ", sold.order_number())).await;
    assert_eq!((pulled_in.state(), pulled_in.view()["elsewhere"].as_bool()), ("paid", Some(true)));
    assert_ne!(pulled_in.id(), sold.id());
    assert_eq!(pulled_in.view()["customer"]["email"], "grace@example.com");
    assert_eq!((pulled_in.total_minor(), pulled_in.matters()), (sold.total_minor(), vec![]));
    assert_eq!(takings(&here).await, json!([]));
    assert_eq!(takings(&there).await[0]["figures"]["orders"], 1);

    let again = pull_in(&here, sold.order_number()).await;
    assert_eq!(again.id(), pulled_in.id(), "it is here already");
    let back = TakenBack::lines(&pulled_in, &[(0, 1)]);
    assert_eq!(here.refund(pulled_in.id(), &back).await.refund_state(), "done");
    assert_eq!(here.cancel(pulled_in.id(), true).await.cancel_state(), "done");
    let all: i64 = paid_back(&shop, sold.id()).iter().sum();
    assert_eq!(Some(all), sold.total_minor());
    here.verify().await;
}

#[tokio::test]
async fn an_order_of_the_stores_own_site_can_be_pulled_in() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let mut order = shop.books().payment_pages[0].request.clone();
    order["attribution"] = json!({});
    shop.write("/orders/", &order).await;
    let page = shop.books().payment_pages.last().expect("a page").id.clone();
    Customer::open(&format!("{}/pay/{page}/", shop.origin())).await.pay().await;
    let number = shop.books().orders.last().expect("an order").number.clone();
    let pulled_in = pull_in(&till, &number).await;
    assert_ne!(pulled_in.id(), sold.id());
    assert_eq!(pulled_in.event("order_pulled_in")["orderNumber"], json!(number));
    assert_eq!(takings(&till).await[0]["figures"]["orders"], 1, "only its own");
    till.verify().await;
}

#[tokio::test]
async fn an_order_that_is_here_is_simply_opened() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = sold(&till).await;
    let opened = pull_in(&till, sold.order_number()).await;
    assert_eq!((opened.id(), opened.view()["elsewhere"].as_bool()), (sold.id(), Some(false)));
}

#[tokio::test]
async fn a_wrong_number_is_no_order() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    for number in ["", "999999", "../users", "１００", "no such order"] {
        assert_eq!(refusal(&till, number).await, "not_found", "{number:?}");
    }
}

#[tokio::test]
async fn an_order_of_this_till_that_its_books_miss_is_taken_over() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let sold = sold(&till).await;
    // The books are lost; whose till it is, is not.
    till.kill().await;
    for (path, _) in tillway_tests::books::files(&till.data_dir()) {
        if path.to_string_lossy().contains(".sqlite3") {
            std::fs::remove_file(path).expect("a file of the books");
        }
    }
    till.restart().await;
    till.ask("begin_new_books", json!({})).await;
    let taken_over = pull_in(&till, sold.order_number()).await;
    assert_eq!((taken_over.id(), taken_over.state()), (sold.id(), "paid"));
    assert_eq!((taken_over.times("sale_found"), taken_over.times("order_pulled_in")), (1, 0));
    assert_eq!(taken_over.view()["elsewhere"], false);
    assert_eq!(takings(&till).await[0]["figures"]["orders"], 1);
}

#[tokio::test]
async fn an_order_that_was_never_paid_through_is_not_pulled_in() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let (there, here) =
        tokio::join!(Setup::default().at(&shop), Setup::default().over(&wire, &shop));
    let sold = sold(&there).await;
    wire.on("GET", "/orders/{number}/").rewrite(|order| order["payment_status"] = json!("pending"));
    assert_eq!(refusal(&here, sold.order_number()).await, "order_not_paid");
    let everything = json!({ "query": { "limit": 50 } });
    assert_eq!(here.ask("list_sales", everything).await, json!([]), "nothing of it is kept");
}
