//! A crash, with the windows, the program and the practice store inside it.

use anyhow::{Context as _, Result};
use window_tests::{Books, Customer, Desktop, Till};

#[tokio::test]
async fn a_sale_goes_on_after_a_crash_with_its_payment_page() -> Result<()> {
    let desktop = Desktop::start().await?;
    let till = Till::start(&desktop, "till").await?;
    till.try_practice().await?;
    let page = till.page();
    page.add("walnut kettle").await?;
    page.fill_customer("pays@example.com").await?;
    page.press("Charge").await?;
    page.status("Payment state", &["Waiting for the customer"]).await?;
    till.kill().await;

    let till = Till::start(&desktop, "till").await?;
    let page = till.page();
    page.status("Payment state", &["Unknown"]).await?;
    page.press("Show window").await?;
    page.status("Payment state", &["Waiting for the customer"]).await?;
    Customer::sits_down(&desktop, &till).await?.pays().await?;
    page.status("Payment state", &["Paid"]).await?;
    let heading = page.find("heading", "Order ").await?.text().await?;
    let number = heading.strip_prefix("Order ").context(heading.clone())?;
    let books = Books::of(till.data()).await?;
    assert_eq!(books.charges(number).await?, 1);
    let order = books.order(number).await?;
    let sale = order["attribution"]["utm_content"].as_str().context("a sale")?;
    assert_eq!(books.orders_of(sale).await?.len(), 1);
    till.kill().await;
    Ok(())
}

#[tokio::test]
async fn what_was_typed_is_there_after_a_crash() -> Result<()> {
    let desktop = Desktop::start().await?;
    let till = Till::start(&desktop, "till").await?;
    till.try_practice().await?;
    let page = till.page();
    page.add("walnut kettle").await?;
    page.fill_customer("grace@example.com").await?;
    // Orders lists what is in the books.
    page.find("link", "Orders").await?.click().await?;
    page.find_with("link", "Grace Okafor").await?;
    till.kill().await;

    let till = Till::start(&desktop, "till").await?;
    let page = till.page();
    page.find("link", "Sell").await?.click().await?;
    page.find("list", "Cart").await?.inside().count("listitem", 1).await?;
    page.find_text("grace@example.com").await?;
    till.kill().await;
    Ok(())
}
