//! A till with very many sales in its books.

use std::slice;

use grown::{Growth, Sold, grow};
use sale::SaleState;
use serde_json::{Value, json};
use tillway_tests::shop::KETTLE;
use tillway_tests::{Buyer, Setup, Shop, Till};

use super::{found, listed};

/// The most rows of one page.
const PAGE: usize = 200;

const HOUR_MS: i64 = 3_600_000;

/// A till that has made so many sales.
async fn busy(shop: &Shop, growth: Growth) -> Till {
    let mut till = Setup::default().at(shop).await;
    till.variant(KETTLE).await;
    till.change_books(move |ledger| grow(ledger, growth)).await.expect("grown");
    till
}

/// Every sale that a query lists, page by page.
async fn all_pages(till: &Till, query: &Value) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    loop {
        let mut query = query.clone();
        query["limit"] = json!(PAGE);
        query["before"] = json!(all.last());
        let page = listed(till, query).await;
        let is_last = page.len() < PAGE;
        all.extend(page);
        if is_last {
            return all;
        }
    }
}

/// What a person may type to find a sale.
fn ways(sold: &Sold) -> Vec<String> {
    let customer = &sold.customer;
    let digits: String = customer.phone.chars().filter(char::is_ascii_digit).collect();
    let article = &sold.articles[0];
    let amount = sold.total.decimal();
    let mut ways = vec![
        customer.email.clone(),
        customer.email.to_uppercase(),
        customer.phone.clone(),
        digits[..digits.len() - 1].to_owned(),
        digits[digits.len() - 4..].to_owned(),
        format!("{} {}", customer.last_name, customer.first_name),
        customer.last_name.chars().take(3).collect(),
        article.title.clone(),
        article.sku.clone().expect("a SKU"),
        amount.replace('.', ","),
        format!("{} {amount}", customer.last_name),
    ];
    ways.extend(sold.upsell.as_ref().map(|added| added.title.clone()));
    ways.extend(sold.order_number.clone());
    ways
}

async fn each_way_leads_to(till: &Till, sold: &Sold) {
    // The newest of all that match may be others: an hour has few.
    let (from, to) = (sold.started_at - HOUR_MS, sold.started_at + HOUR_MS);
    let currency = sold.total.currency.code();
    for text in ways(sold) {
        for narrowed in [
            json!({}),
            json!({ "state": sold.state }),
            json!({ "seller": sold.seller, "currency": currency }),
            json!({ "state": sold.state, "seller": sold.seller, "currency": currency }),
        ] {
            let mut query = narrowed;
            query["text"] = json!(text);
            (query["from"], query["to"]) = (json!(from), json!(to));
            let rows = all_pages(till, &query).await;
            assert!(rows.contains(&sold.id), "{query} does not lead to {sold:?}");
        }
    }
    let elsewhere = json!({ "text": sold.customer.email, "from": to, "limit": PAGE });
    assert!(!listed(till, elsewhere).await.contains(&sold.id), "{sold:?}");
    if let Some(number) = &sold.order_number {
        assert_eq!(found(till, number).await, slice::from_ref(&sold.id));
    }
}

/// A query, and which sales it is to list.
type Asked = (Value, fn(&Sold) -> bool);

/// Words and choices that many sales have, and few have together.
fn asked() -> Vec<Asked> {
    vec![
        (json!({ "text": "thermometer", "currency": "GBP", "seller": "Fay" }), |sold| {
            sold.total.currency.code() == "GBP"
                && sold.seller == "Fay"
                && sells(sold, "Thermometer")
        }),
        (json!({ "text": "急須 山田", "state": "not_paid" }), |sold| {
            sold.state == SaleState::NotPaid
                && sells(sold, "急須")
                && sold.customer.last_name == "山田"
        }),
        (json!({ "state": "attention" }), |sold| sold.state == SaleState::Attention),
        (json!({ "state": "held", "currency": "EUR" }), |sold| {
            sold.state == SaleState::Held && sold.total.currency.code() == "EUR"
        }),
        (json!({ "state": "held", "seller": "Fay" }), |_| false),
    ]
}

fn sells(sold: &Sold, kind: &str) -> bool {
    sold.articles.iter().chain(&sold.upsell).any(|article| article.title.ends_with(kind))
}

#[tokio::test]
async fn each_of_a_hundred_thousand_sales_is_found() {
    each_is_found(Growth { sales: 100_000, seed: 7 }).await;
}

#[tokio::test]
#[ignore = "takes minutes, and four gigabytes of the disk"]
async fn each_of_a_million_sales_is_found() {
    each_is_found(Growth { sales: 1_000_000, seed: 7 }).await;
}

async fn each_is_found(growth: Growth) {
    let shop = Shop::open().await;
    let till = busy(&shop, growth).await;
    let count = growth.sales;

    // The first page, and the one behind it.
    let newest: Vec<String> = (0..400).map(|back| growth.sale(count - 1 - back).id).collect();
    assert_eq!(listed(&till, json!({ "limit": PAGE })).await, newest[..PAGE]);
    let behind = json!({ "limit": PAGE, "before": newest[PAGE - 1] });
    assert_eq!(listed(&till, behind).await, newest[PAGE..]);

    for number in [0, 78, count / 4, count / 2 + 77, count / 9 * 7, count - 1] {
        each_way_leads_to(&till, &growth.sale(number)).await;
    }

    // Whole lists, beside what a look at every single sale gives.
    let asked = asked();
    let mut expected = vec![Vec::new(); asked.len()];
    for number in (0..count).rev() {
        let sold = growth.sale(number);
        for ((_, is_listed), expected) in asked.iter().zip(&mut expected) {
            if is_listed(&sold) {
                expected.push(sold.id.clone());
            }
        }
    }
    for ((query, _), expected) in asked.iter().zip(expected) {
        assert_eq!(all_pages(&till, query).await, expected, "{query}");
    }

    // What is sold now comes first, and moves when its state does.
    let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
    assert_eq!(listed(&till, json!({ "limit": 2 })).await, [sale.as_str(), &newest[0]]);
    assert_eq!(found(&till, "kettle").await[0], sale);
    assert_eq!(
        listed(&till, json!({ "state": "awaiting", "limit": 5 })).await,
        slice::from_ref(&sale)
    );
    till.customer_of(&sale).await.pay().await;
    till.close_window(&sale).await;
    till.until_paid(&sale).await;
    assert_eq!(listed(&till, json!({ "state": "awaiting", "limit": 5 })).await, [""; 0]);
    assert_eq!(listed(&till, json!({ "state": "paid", "limit": 1 })).await, slice::from_ref(&sale));
    let number = till.sale(&sale).await.order_number().to_owned();
    assert_eq!(found(&till, &number).await[0], sale);
}
