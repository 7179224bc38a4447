//! What happens in the demo, step by step.

use anyhow::{Context as _, Result, ensure};
use tillway_tests::Customer as Browser;
use window_tests::{Books, Customer, Desktop, Page, Till};

use crate::report::Album;

/// Plays the whole demo.
pub(crate) async fn tell(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    first_start(desktop, till, album).await.context("first start")?;
    sale_with_upsell(desktop, till, album).await.context("a sale with an upsell")?;
    order_is_listed(desktop, till, album).await.context("the order in Orders")?;
    declined_then_paid(desktop, till, album).await.context("a declined payment, charged again")?;
    paid_after_cancelling(desktop, till, album).await.context("paid after it was cancelled")?;
    money_back(desktop, till, album).await.context("a line is refunded")?;
    other_pages(desktop, till, album).await.context("the other pages")?;
    receipt_is_printed(desktop, till, album).await.context("a printed receipt")?;
    day_is_counted(desktop, till, album).await.context("the day's report")?;
    books_agree(desktop, till, album).await.context("the books and the store")?;
    dark(desktop, till, album).await.context("the dark look")
}

async fn first_start(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    page.find("button", "Try the practice store").await?;
    album.seller(desktop, "first-start").await?;
    page.press("Try the practice store").await?;
    page.find("combobox", "Search products").await?;
    page.find("option", "").await.context("the first products")?;
    album.seller(desktop, "sell-empty").await
}

async fn sale_with_upsell(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    album.sale("search, cart, customer, delivery, Charge, payment, confirmation, upsell");
    page.find("combobox", "Search products").await?.fill("walnut kettle").await?;
    page.find_with("option", "walnut kettle").await?;
    album.seller(desktop, "search").await?;
    page.add("walnut kettle").await?;
    page.add("house blend").await?;
    page.fill_customer("pays@example.com").await?;
    // Complete, and left: the customer folds into a summary.
    page.find("combobox", "Search products").await?.fill("walnut").await?;
    page.gone("textbox", "Postcode").await?;
    album.seller(desktop, "sell-ready").await?;

    page.press("Charge").await?;
    wait_for(&page, album, &["Waiting for the customer"]).await?;
    let customer = Customer::sits_down(desktop, till).await?;
    album.seller(desktop, "pay-waiting").await?;
    pay(&customer, album, "customer").await?;
    wait_for(&page, album, &["Paid"]).await?;
    customer.until_still().await?;
    album.customer(&customer, "customer-thanks").await?;

    let number = order_number(&page).await?;
    album.last().order_number = Some(number.clone());
    album.last().shown_total = shown_total(&page).await?;
    album.seller(desktop, "paid").await?;
    let upsells = page.find("group", "Upsells").await?.inside();
    upsells.press("Add ").await?;
    let said = upsells.status("", &["Charged"]).await?;
    album.seller(desktop, "upsell-charged").await?;
    album.last().upsell = Some(said);
    compare_with_store(till, album, &number, 2).await
}

async fn order_is_listed(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    let number = album.last().order_number.clone().context("an order")?;
    page.find("link", "Orders").await?.click().await?;
    page.find_with("link", &number).await?.click().await?;
    page.find("heading", &format!("Order {number}")).await?;
    album.seller(desktop, "order-detail").await?;
    page.find("link", "Sell").await?.click().await?;
    page.press("New sale").await
}

async fn declined_then_paid(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    album.sale("a declined payment, then Charge again");
    page.add("walnut honey").await?;
    page.fill_customer("declines@example.com").await?;
    page.press("Charge").await?;
    wait_for(&page, album, &["Waiting for the customer"]).await?;
    let customer = Customer::sits_down(desktop, till).await?;
    pay(&customer, album, "declined").await?;
    customer.is_declined(1).await?;
    album.customer(&customer, "customer-declined").await?;
    // Past Pay stands the button that goes back.
    customer.presses("Tab").await?;
    customer.presses("Return").await?;
    wait_for(&page, album, &["Not paid"]).await?;
    album.seller(desktop, "not-paid").await?;
    customer.until_still().await?;
    album.customer(&customer, "customer-not-completed").await?;
    customer.leaves().await?;

    page.press("Charge again").await?;
    wait_for(&page, album, &["Waiting for the customer"]).await?;
    let customer = Customer::sits_down(desktop, till).await?;
    customer.sees("email").await?;
    customer.presses("ctrl+a").await?;
    customer.types("pays@example.com").await?;
    pay(&customer, album, "again").await?;
    wait_for(&page, album, &["Paid"]).await?;
    let number = order_number(&page).await?;
    album.last().order_number = Some(number.clone());
    album.last().shown_total = shown_total(&page).await?;
    compare_with_store(till, album, &number, 1).await?;
    page.press("New sale").await
}

async fn paid_after_cancelling(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    album.sale("cancelled by the seller, paid in another browser, cancelled and refunded");
    page.add("walnut kettle").await?;
    page.fill_customer("pays@example.com").await?;
    page.press("Charge").await?;
    wait_for(&page, album, &["Waiting for the customer"]).await?;
    let books = Books::of(till.data()).await?;
    let mut elsewhere = Browser::open(&books.last_payment_page(till.data()).await?).await;
    page.press("Cancel sale").await?;
    page.press_last("Cancel sale").await?;
    wait_for(&page, album, &["Cancelled"]).await?;
    elsewhere.pay().await;
    elsewhere.come_back().await;

    page.find("link", "Orders").await?.click().await?;
    page.find("heading", "Needs attention").await?;
    page.find("button", "Cancel and refund").await?;
    album.seller(desktop, "attention").await?;
    page.press("Cancel and refund").await?;
    page.find("button", "Leave it as it is").await?;
    album.seller(desktop, "attention-cancel").await?;
    page.press_last("Cancel and refund").await?;
    page.gone("heading", "Needs attention").await?;
    page.find_with("link", "100003").await?.click().await?;
    page.find("heading", "Order 100003").await?;
    album.seller(desktop, "refunded").await?;
    let order = books.order("100003").await?;
    ensure!(order["payment_status"] == "refunded", "the store says {}", order["payment_status"]);
    album.last().order_number = Some("100003".to_owned());
    album.last().charges_at_store = books.charges("100003").await?;
    page.find("link", "Sell").await?.click().await?;
    page.press("New sale").await
}

/// One of the lines of the first order is taken back, once its amount was confirmed.
async fn money_back(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    page.find("link", "Orders").await?.click().await?;
    page.find_with("link", "100001").await?.click().await?;
    page.find("heading", "Order 100001").await?;
    page.press("Refund").await?;
    page.press("More of ").await?;
    page.find_text("Paid back to the customer").await?;
    album.seller(desktop, "refund").await?;
    page.press("Refund $").await?;
    page.find_text("Refunded: $").await?;
    album.seller(desktop, "refund-made").await?;
    page.press("Close").await?;
    album.seller(desktop, "refund-in-order").await?;
    let order = Books::of(till.data()).await?.order("100001").await?;
    let status = &order["payment_status"];
    ensure!(status == "partially_refunded", "the store says {status}");
    Ok(())
}

/// The receipt goes to a file as a receipt printer would get it.
async fn receipt_is_printed(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    let printed = album.folder().join("receipt.escpos");
    page.find("link", "Settings").await?.click().await?;
    page.find("combobox", "Printer").await?.choose("A file, for other programs to print").await?;
    page.find("textbox", "File").await?.fill(&printed.to_string_lossy()).await?;
    page.find("button", "Test print").await?.bring_into_view().await?;
    album.seller(desktop, "settings-receipt").await?;
    page.find("link", "Orders").await?.click().await?;
    page.find_with("link", "100001").await?.click().await?;
    page.find("heading", "Order 100001").await?;
    page.press("Print receipt").await?;
    page.find_text("Printed.").await?;
    album.seller(desktop, "receipt-printed").await?;
    let bytes = std::fs::read(&printed).context("what the printer got")?;
    ensure!(bytes.starts_with(b"\x1b@"), "the printer was not made ready");
    ensure!(bytes.windows(6).any(|six| six == b"100001"), "the receipt names no order");
    Ok(())
}

/// The day in figures and bars, and its numbered sheet.
async fn day_is_counted(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    page.find("link", "Reports").await?.click().await?;
    page.find_text("Best products").await?;
    album.seller(desktop, "report").await?;
    page.find("button", "Make the day's sheet").await?.bring_into_view().await?;
    album.seller(desktop, "report-bars").await?;
    page.press("Make the day's sheet").await?;
    page.find_text("Sheet 1").await?;
    album.seller(desktop, "day-sheet").await?;
    page.press("Close").await
}

/// What was sold is compared with the store, and the books prove themselves.
async fn books_agree(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    page.find("link", "Reports").await?.click().await?;
    page.press("Compare with the store").await?;
    page.find_text("All agree: 3 orders").await?;
    album.seller(desktop, "comparison").await?;
    page.find("link", "Settings").await?.click().await?;
    page.find("heading", "Upsell offers").await?.bring_into_view().await?;
    album.seller(desktop, "settings-offers").await?;
    page.press("Back up now").await?;
    page.find_text("The books are backed up").await?;
    album.seller(desktop, "settings-data").await?;
    page.press("Verify the books").await?;
    page.find_text("nothing was altered").await?;
    album.seller(desktop, "books-verified").await
}

/// The till was ended and its books are spoilt: it offers its backup.
pub(crate) async fn recover(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    page.find("heading", "The books of").await?;
    album.seller(desktop, "recovery").await?;
    page.press("Restore the backup").await?;
    page.find("combobox", "Search products").await?;
    album.seller(desktop, "restored").await?;
    page.find("link", "Orders").await?.click().await?;
    // What was cancelled and refunded is no sale.
    for number in ["100001", "100002"] {
        page.find_with("link", number).await.context("what the backup missed")?;
    }
    album.seller(desktop, "found-again").await
}

async fn other_pages(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    for (link, heading, picture) in [
        ("Orders", "Orders", "orders"),
        ("Reports", "Today", "reports"),
        ("Settings", "Settings", "settings"),
    ] {
        page.find("link", link).await?.click().await?;
        page.find("heading", heading).await?;
        if picture == "orders" {
            page.find_with("link", "100002").await?;
        }
        album.seller(desktop, picture).await?;
    }
    Ok(())
}

async fn dark(desktop: &Desktop, till: &Till, album: &mut Album) -> Result<()> {
    let page = till.page();
    page.find("radio", "Dark").await?.click().await?;
    page.until_dark().await?;
    album.seller(desktop, "settings-dark").await?;
    page.find("link", "Sell").await?.click().await?;
    page.find("option", "").await?;
    album.seller(desktop, "sell-dark").await
}

/// The three steps of the hosted page, by keyboard alone.
async fn pay(customer: &Customer<'_>, album: &mut Album, name: &str) -> Result<()> {
    customer.sees("email").await?;
    album.customer(customer, &format!("{name}-email")).await?;
    customer.presses("Return").await?;
    customer.sees("code").await?;
    customer.types("123456").await?;
    album.customer(customer, &format!("{name}-code")).await?;
    customer.presses("Return").await?;
    customer.sees("card").await?;
    album.customer(customer, &format!("{name}-card")).await?;
    customer.presses("Return").await
}

async fn wait_for(page: &Page, album: &mut Album, states: &[&str]) -> Result<()> {
    let state = page.status("Payment state", states).await?;
    album.state(&state);
    Ok(())
}

async fn order_number(page: &Page) -> Result<String> {
    let heading = page.find("heading", "Order ").await?.text().await?;
    let number: String =
        heading.trim_start_matches("Order ").chars().take_while(char::is_ascii_digit).collect();
    ensure!(!number.is_empty(), "{heading:?} names no order");
    Ok(number)
}

async fn shown_total(page: &Page) -> Result<String> {
    let text = page.text().await?;
    let after = text.split("Order ").nth(1).unwrap_or_default();
    let amount = after.lines().map(str::trim).find(|line| line.starts_with('$'));
    amount.map(str::to_owned).context("an amount that was paid")
}

async fn compare_with_store(
    till: &Till,
    album: &mut Album,
    number: &str,
    charges: usize,
) -> Result<()> {
    let books = Books::of(till.data()).await?;
    let order = books.order(number).await?;
    let text = |key: &str| order[key].as_str().unwrap_or_default().to_owned();
    let report = album.last();
    report.store_total = format!("{} {}", text("total_incl_tax"), text("currency"));
    report.charges_at_store = books.charges(number).await?;
    ensure!(text("payment_status") == "paid", "the store says {}", text("payment_status"));
    ensure!(
        report.charges_at_store == charges,
        "the store counts {} charges instead of {charges}",
        report.charges_at_store
    );
    let sale = order["attribution"]["utm_content"].as_str().context("a sale reference")?;
    let orders = books.orders_of(sale).await?.len();
    ensure!(orders == 1, "the store holds {orders} orders of this sale");
    Ok(())
}
