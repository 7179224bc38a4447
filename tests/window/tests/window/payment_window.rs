//! The customer's window, as the store and the screen see it.

use anyhow::Result;
use practice_store::{Options, PracticeStore};
use window_tests::{Customer, Desktop, Page, Till, until};

async fn sell_to(page: &Page, email: &str) -> Result<()> {
    page.add("walnut kettle").await?;
    page.fill_customer(email).await?;
    page.press("Charge").await
}

#[tokio::test]
async fn no_cookie_goes_from_one_payment_window_to_the_next() -> Result<()> {
    let desktop = Desktop::start().await?;
    let store = PracticeStore::start(Options::default()).await?;
    let till = Till::start(&desktop, "till").await?;
    till.connect(store.origin(), store.token()).await?;
    for _ in 0..2 {
        sell_to(&till.page(), "pays+auto@example.com").await?;
        till.page().status("Payment state", &["Paid"]).await?;
        till.page().press("New sale").await?;
    }
    let books = store.books();
    assert_eq!(books.payment_pages.len(), 2);
    for page in &books.payment_pages {
        let visits: Vec<_> = books.visits.iter().filter(|visit| visit.page == page.id).collect();
        let (first, later) = visits.split_first().expect("the customer was there");
        assert_eq!(first.cookie, None, "a new window brings no cookie");
        assert!(!later.is_empty() && later.iter().all(|visit| visit.cookie.is_some()));
    }
    till.kill().await;
    Ok(())
}

#[tokio::test]
async fn nothing_of_a_customers_session_outlives_her_window() -> Result<()> {
    let desktop = Desktop::start().await?;
    let till = Till::start(&desktop, "till").await?;
    till.try_practice().await?;
    let before = till.sessions()?;
    for email in ["pays+auto@example.com", "bank-window+auto@example.com"] {
        sell_to(&till.page(), email).await?;
        assert!(till.sessions()? > before, "the payment window has a session of its own");
        till.page().status("Payment state", &["Paid"]).await?;
        till.page().press("New sale").await?;
        let ended = || async { Ok((till.sessions()? == before).then_some(())) };
        until("the session to end with its window", ended).await?;
    }
    till.kill().await;
    Ok(())
}

#[tokio::test]
async fn the_banks_own_window_opens_and_the_payment_goes_through() -> Result<()> {
    let desktop = Desktop::start().await?;
    let till = Till::start(&desktop, "till").await?;
    till.try_practice().await?;
    sell_to(&till.page(), "bank-window+auto@example.com").await?;
    till.page().status("Payment state", &["Paid"]).await?;
    till.kill().await;
    Ok(())
}

#[tokio::test]
async fn a_window_that_the_customer_closes_leaves_the_outcome_unknown() -> Result<()> {
    let desktop = Desktop::start().await?;
    let till = Till::start(&desktop, "till").await?;
    till.try_practice().await?;
    let page = till.page();
    sell_to(&page, "pays@example.com").await?;
    page.status("Payment state", &["Waiting for the customer"]).await?;
    Customer::sits_down(&desktop, &till).await?.leaves().await?;
    page.status("Payment state", &["Unknown"]).await?;
    // The same page can still be paid: shown again, it is.
    page.press("Show window").await?;
    page.status("Payment state", &["Waiting for the customer"]).await?;
    let customer = Customer::sits_down(&desktop, &till).await?;
    customer.pays().await?;
    page.status("Payment state", &["Paid"]).await?;
    till.kill().await;
    Ok(())
}
