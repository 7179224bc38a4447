//! Selling without a mouse, by real keys.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use window_tests::{Customer, Desktop, Keyboard, Page, Till, workspace};

/// What a whole sale may take beyond the letters typed.
const MOST_KEYS: usize = 25;

/// What a crash may cost.
const MOST_LOST: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_whole_sale_for_a_known_customer_takes_few_keys_and_no_mouse() -> Result<()> {
    let desktop = Desktop::start().await?;
    let till = Till::start(&desktop, "till").await?;
    till.try_practice().await?;
    let page = till.page();
    until_synced(&page).await?;
    let mut keyboard = Keyboard::of(&desktop).await?;
    for article in ["walnut kettle", "house blend", "honey walnut"] {
        keyboard.types(article).await?;
        keyboard.presses("Return").await?;
    }
    keyboard.presses("F3").await?;
    keyboard.types("okafor").await?;
    page.find_with("option", "okafor").await?;
    keyboard.presses("Return").await?;
    page.find_text("5 Oak Street").await?;
    keyboard.presses("F9").await?;
    page.status("Payment state", &["Waiting for the customer"]).await?;
    Customer::sits_down(&desktop, &till).await?.pays().await?;
    page.status("Payment state", &["Paid"]).await?;
    for title in ["Walnut Kettle", "House Blend", "Walnut Honey"] {
        page.find_text(title).await?;
    }
    desktop.bring_till_to_front().await?;
    keyboard.presses("Return").await?;
    page.find("combobox", "Search products").await?;
    let report = json!({ "keys_beyond_the_letters": keyboard.pressed(), "most": MOST_KEYS });
    write("keys.json", &report)?;
    ensure!(keyboard.pressed() <= MOST_KEYS, "{} keys", keyboard.pressed());
    till.kill().await;
    Ok(())
}

#[tokio::test]
async fn twenty_scans_in_a_row_are_twenty_in_the_cart_and_none_in_a_field() -> Result<()> {
    let desktop = Desktop::start().await?;
    let till = Till::start(&desktop, "till").await?;
    till.try_practice().await?;
    let page = till.page();
    until_synced(&page).await?;
    page.find("textbox", "Note").await?.fill("Ring").await?;
    let keyboard = Keyboard::of(&desktop).await?;
    keyboard.scans(&["2000000001555"; 20]).await?;
    let cart = page.find("list", "Cart").await?.inside();
    until_value(&cart, "Quantity", "20").await?;
    cart.count("listitem", 1).await?;
    assert_eq!(page.find("textbox", "Note").await?.value().await?, "Ring");
    assert_eq!(page.find("combobox", "Search products").await?.value().await?, "");
    till.kill().await;
    Ok(())
}

#[tokio::test]
async fn a_crash_while_typing_costs_a_blink_at_most() -> Result<()> {
    for run in 0..3 {
        // A key that was down when the typing ended stays down on its screen.
        let desktop = Desktop::start().await?;
        let till = Till::start(&desktop, "till").await?;
        till.try_practice().await?;
        let page = till.page();
        let note = page.find("textbox", "Note").await?;
        note.click().await?;
        let keyboard = Keyboard::of(&desktop).await?;
        let text = "the quick brown fox jumps over the lazy dog ".repeat(6);
        let mut typing = keyboard.begins_to_type(&text)?;
        let (seen_at, seen) = loop {
            let seen = note.value().await?;
            if seen.len() > 20 + 30 * run {
                break (Instant::now(), seen);
            }
        };
        // What was there before the last moment must be there after the crash.
        while seen_at.elapsed() < MOST_LOST {
            note.value().await?;
        }
        till.kill().await;
        typing.kill().await?;

        let till = Till::start(&desktop, "till").await?;
        let page = till.page();
        let kept = page.find("textbox", "Note").await?.value().await?;
        ensure!(kept.starts_with(&seen), "{seen:?} was typed, {kept:?} is left");
        ensure!(text.starts_with(&kept), "{kept:?} was never typed");
        till.kill().await;
    }
    Ok(())
}

#[tokio::test]
async fn every_keystroke_is_painted_with_what_it_found() -> Result<()> {
    let desktop = Desktop::start().await?;
    let till = Till::start(&desktop, "till").await?;
    till.try_practice().await?;
    let page = till.page();
    until_synced(&page).await?;
    let (mut updated, mut painted) = (Vec::new(), Vec::new());
    let texts = ["walnut kettle", "walnut", "walnut honey", "kettle descaler"];
    for text in texts.iter().cycle().take(60) {
        let (until_updated, until_painted) = page.search_until_painted(text).await?;
        updated.push(until_updated);
        painted.push(until_painted);
    }
    let report = json!({
        "keystrokes": painted.len(),
        "updated_ms": percentiles(updated),
        "painted_ms": percentiles(painted),
    });
    write("painted.json", &report)?;
    till.kill().await;
    Ok(())
}

fn percentiles(mut times: Vec<f64>) -> Value {
    times.sort_by(f64::total_cmp);
    json!({ "median": times[times.len() / 2], "p95": times[times.len() * 95 / 100] })
}

/// Speed is shown, not tested.
fn write(name: &str, report: &Value) -> Result<()> {
    let folder = workspace().join("target/window");
    std::fs::create_dir_all(&folder)?;
    Ok(std::fs::write(folder.join(name), report.to_string())?)
}

/// Waits until the whole catalogue is here.
async fn until_synced(page: &Page) -> Result<()> {
    page.find_text("Catalogue read").await.context("the whole catalogue")
}

async fn until_value(page: &Page, field: &str, wanted: &str) -> Result<()> {
    window_tests::until(&format!("{field} to be {wanted}"), || async {
        let value = page.find("textbox", field).await?.value().await?;
        Ok((value == wanted).then_some(()))
    })
    .await
}
