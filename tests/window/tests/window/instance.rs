//! One program for each data folder, and the command line.

use anyhow::Result;
use window_tests::{Desktop, Till};

#[tokio::test]
async fn a_second_start_shows_the_firsts_window() -> Result<()> {
    let desktop = Desktop::start().await?;
    let till = Till::start(&desktop, "till").await?;
    till.page().find("button", "Try the practice store").await?;
    desktop.minimize_till().await?;
    assert!(till.start_again(&desktop).await?, "the second start hands over and ends");
    desktop.until_till_is_shown().await?;
    till.kill().await;
    Ok(())
}

#[tokio::test]
async fn the_program_tells_its_version() -> Result<()> {
    assert_eq!(Till::version().await?, format!("tillway {}", env!("CARGO_PKG_VERSION")));
    Ok(())
}
