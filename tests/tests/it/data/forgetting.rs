//! Customers' data that is older than it is kept goes from the disk, and the books stay.

use serde_json::{Value, json};
use tillway_tests::books;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop, Till};

const DAY_MS: i64 = 86_400_000;

/// All that is known of the customer, as it was typed and as the store tells it.
const CUSTOMER: [&str; 9] = [
    "upsell-declines@example.com",
    "upsell-declines%40example.com",
    "Okafor",
    "okafor",
    "(845) 555-0123",
    "8455550123",
    "5 Oak Street",
    "Leave it at the blue door",
    "10952",
];

/// Which of these the books of a till still hold, in whichever of their files.
fn found<'s>(till: &Till, texts: &[&'s str]) -> Vec<&'s str> {
    let files = books::files(&till.data_dir().join("stores"));
    let of_books = |path: &std::path::Path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("ledger.sqlite3"))
    };
    let files: Vec<_> = files.into_iter().filter(|(path, _)| of_books(path)).collect();
    assert!(!files.is_empty(), "there are books");
    let holds = |text: &str| {
        files.iter().any(|(_, bytes)| bytes.windows(text.len()).any(|part| part == text.as_bytes()))
    };
    texts.iter().copied().filter(|text| holds(text)).collect()
}

/// A sale with everything personal that a paid one can have. Gives its id.
async fn lived_through(till: &Till) -> String {
    // Each step is kept as it is typed.
    for typed in ["Leave", "Leave it at", "Leave it at the blue door"] {
        till.change(json!({ "kind": "note", "note": typed })).await;
    }
    let buyer = || Buyer::new("upsell-declines@example.com");
    till.cart(&[KETTLE], buyer().with("address", "5 Oak Street, 2nd floor")).await;
    let sale = till.awaiting(&[TEA], buyer()).await;
    let mut customer = till.customer_of(&sale).await;
    customer.pay().await;
    customer.come_back().await;
    till.until(&sale, "noted", |sale| sale.times("note_added") == 1).await;
    till.ask("new_sale", json!({})).await;
    sale
}

#[tokio::test]
async fn what_is_old_enough_is_forgotten_on_the_disk_and_the_books_stay() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let sale = lived_through(&till).await;
    let before = till.sale(&sale).await;
    till.restart_as(|setup| setup.clock_shifted(40 * DAY_MS)).await;
    let young =
        Buyer::new("paula@example.com").with("lastName", "Nkemelu").with("address", "7 Elm Row");
    let young =
        till.paid(&[KETTLE], young.with("phone", "(212) 555-0188").with("postcode", "10016")).await;
    assert_eq!(found(&till, &CUSTOMER[2..]).len(), CUSTOMER.len() - 2, "it is all there");

    let data = till.ask("set_retention", json!({ "days": 30 })).await;
    assert_eq!(data["retentionDays"], 30);
    assert_eq!(found(&till, &CUSTOMER), [""; 0]);
    let after = till.sale(&sale).await;
    assert_eq!(after.cart()["customer"]["email"], "");
    assert_eq!((after.state(), after.order_number()), ("paid", before.order_number()));
    for part in ["number", "total", "tax", "lines", "transactions"] {
        assert_eq!(after.view()["order"][part], before.view()["order"][part], "{part}");
    }
    assert_eq!(after.view()["order"]["hasStatusPage"], false, "the customer's own page");
    assert_eq!(after.story()[..before.story().len()], before.story());
    assert_eq!(after.times("customer_forgotten"), 1);
    let kept = till.sale(young.id()).await;
    assert_eq!(kept.cart()["customer"]["lastName"], "Nkemelu");
    let known = till.ask("find_customers", json!({ "text": "example.com" })).await;
    assert_eq!(known.as_array().map(Vec::len), Some(1), "{known}");

    // Whoever reads the order again does not learn anew whose it was.
    till.ask_of("refresh_order", &sale).await;
    till.ask("set_retention", json!({ "days": 31 })).await;
    assert_eq!(found(&till, &CUSTOMER), [""; 0]);
    till.close().await;
    assert_eq!(found(&till, &CUSTOMER), [""; 0]);
    till.restart().await;
    till.verify().await;
}

#[tokio::test]
async fn what_is_open_watched_or_needs_a_person_is_kept() {
    let shop = Shop::open().await;
    let mut till = Setup::default().at(&shop).await;
    let held = till.cart(&[KETTLE], Buyer::new("held@example.com")).await;
    till.ask("hold_sale", json!({})).await;
    let late = till.awaiting(&[KETTLE], Buyer::new("late@example.com")).await;
    let mut customer = till.customer_of(&late).await;
    till.ask_of("cancel_sale", &late).await;
    customer.pay().await;
    customer.come_back().await;
    let paid_late = till.until_paid(&late).await;
    assert_eq!(paid_late.matters(), ["paid_late"]);
    till.ask("new_sale", json!({})).await;
    till.restart_as(|setup| setup.clock_shifted(40 * DAY_MS)).await;
    till.ask("set_retention", json!({ "days": 30 })).await;
    for (sale, email) in [(&held, "held@example.com"), (&late, "late@example.com")] {
        assert_eq!(till.sale(sale).await.cart()["customer"]["email"], email);
    }
    till.verify().await;
}

#[tokio::test]
async fn the_age_is_between_a_month_and_ten_years_or_none() {
    let till = Setup::default().at(&Shop::open().await).await;
    for days in [0, 29, 3_651] {
        let refused = till.call("set_retention", json!({ "days": days })).await;
        let refused = refused.expect_err("no such age");
        assert_eq!((refused.code(), refused.fields()), ("fields_to_mend", vec!["retentionDays"]));
    }
    for days in [json!(30), json!(3_650), Value::Null] {
        let data = till.ask("set_retention", json!({ "days": days })).await;
        assert_eq!(data["retentionDays"], days);
    }
}
