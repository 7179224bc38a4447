//! A store that runs elsewhere, its token in the system's keychain and nowhere else.

use std::path::Path;

use anyhow::Result;
use practice_store::{Options, PracticeStore};
use window_tests::{Desktop, Till};

const TOKEN: &str = "a-token-that-stands-nowhere-else-0123456789";

async fn store() -> Result<PracticeStore> {
    let token = Some(TOKEN.to_owned());
    Ok(PracticeStore::start(Options { token, ..Options::default() }).await?)
}

/// Every file below `folder` that holds the token.
fn holders(folder: &Path, found: &mut Vec<String>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            holders(&path, found)?;
        } else if std::fs::read(&path)
            .is_ok_and(|bytes| bytes.windows(TOKEN.len()).any(|window| window == TOKEN.as_bytes()))
        {
            found.push(path.display().to_string());
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_token_is_kept_in_the_keychain_over_a_crash_and_in_no_file() -> Result<()> {
    let (desktop, store) = (Desktop::start().await?, store().await?);
    let till = Till::start(&desktop, "till").await?;
    till.connect(store.origin(), TOKEN).await?;
    let data = till.data().to_owned();
    till.kill().await;

    let till = Till::start(&desktop, "till").await?;
    let page = till.page();
    page.add("walnut kettle").await?;
    page.fill_customer("pays+auto@example.com").await?;
    page.press("Charge").await?;
    page.status("Payment state", &["Paid"]).await?;
    let mut found = Vec::new();
    holders(&data, &mut found)?;
    assert_eq!(found, Vec::<String>::new());
    till.kill().await;
    Ok(())
}

#[tokio::test]
async fn without_a_keychain_the_token_is_known_for_this_run_only() -> Result<()> {
    let (desktop, store) = (Desktop::with_locked_keychain().await?, store().await?);
    let till = Till::start(&desktop, "till").await?;
    till.connect(store.origin(), TOKEN).await?;
    let page = till.page();
    page.find("link", "Settings").await?.click().await?;
    page.find("heading", "Settings").await?;
    let text = page.text().await?;
    assert!(text.contains("Known until the till is closed"), "{text}");
    till.kill().await;

    let till = Till::start(&desktop, "till").await?;
    let page = till.page();
    page.find("link", "Settings").await?.click().await?;
    page.fill("Access token", TOKEN).await?;
    page.press("Use this token").await?;
    page.gone("textbox", "Access token").await?;
    till.kill().await;
    Ok(())
}

#[tokio::test]
async fn a_wrong_token_or_address_is_told_and_nothing_typed_is_lost() -> Result<()> {
    let (desktop, store) = (Desktop::start().await?, store().await?);
    let till = Till::start(&desktop, "till").await?;
    let page = till.page();
    page.press("Connect your store").await?;
    page.fill("Store address", "http://shop.example.com").await?;
    page.fill("Access token", "wrong").await?;
    page.press("Connect").await?;
    page.find_text("https").await?;
    page.fill("Store address", store.origin()).await?;
    page.press("Connect").await?;
    page.find_text("The access token is not accepted").await?;
    let token = page.find("textbox", "Access token").await?;
    assert_eq!(token.value().await?, "wrong");
    assert!(page.all("button", "Start selling").await?.is_empty());
    till.kill().await;
    Ok(())
}
