//! axe-core on every page of the real window, in both looks.

use anyhow::{Context as _, Result, ensure};
use window_tests::{Desktop, Page, Till};

async fn check(page: &Page, name: &str) -> Result<()> {
    let barriers = page.barriers().await.with_context(|| name.to_owned())?;
    ensure!(barriers.is_empty(), "{name}: {barriers:#?}");
    Ok(())
}

async fn walk(page: &Page, look: &str) -> Result<()> {
    page.find("link", "Settings").await?.click().await?;
    page.find("radio", look).await?.click().await?;
    check(page, &format!("{look} settings")).await?;
    for (link, heading) in [("Reports", "Today"), ("Orders", "Orders")] {
        page.find("link", link).await?.click().await?;
        page.find("heading", heading).await?;
        check(page, &format!("{look} {link}")).await?;
    }
    page.find("link", "Sell").await?.click().await?;
    page.add("walnut kettle").await?;
    check(page, &format!("{look} sell")).await?;
    page.fill("Email", "not an address").await?;
    page.press("Charge").await?;
    page.find_text("mend").await?;
    check(page, &format!("{look} refused")).await?;
    page.fill_customer("pays@example.com").await?;
    page.press("Charge").await?;
    page.status("Payment state", &["Waiting for the customer"]).await?;
    check(page, &format!("{look} waiting")).await?;
    page.press("Cancel sale").await?;
    page.find_text("Give this sale up?").await?;
    check(page, &format!("{look} cancelling")).await?;
    page.press_last("Cancel sale").await?;
    page.status("Payment state", &["Cancelled"]).await?;
    check(page, &format!("{look} cancelled")).await?;
    page.press("New sale").await?;
    page.add("walnut kettle").await?;
    page.fill_customer("pays+auto@example.com").await?;
    page.press("Charge").await?;
    page.status("Payment state", &["Paid"]).await?;
    page.find("group", "Upsells").await?;
    check(page, &format!("{look} paid")).await?;
    page.press("New sale").await
}

#[tokio::test]
async fn no_page_has_a_serious_barrier() -> Result<()> {
    let desktop = Desktop::start().await?;
    let till = Till::start(&desktop, "till").await?;
    let page = till.page();
    page.find("button", "Connect your store").await?;
    check(&page, "first start").await?;
    page.press("Connect your store").await?;
    page.find("textbox", "Access token").await?;
    check(&page, "connecting").await?;
    page.press("Back").await?;
    till.try_practice().await?;
    walk(&page, "Light").await?;
    walk(&page, "Dark").await?;
    till.kill().await;
    Ok(())
}
