//! The customer at the payment window: a keyboard and a pair of eyes on the screen.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::books::notes;
use crate::desktop::Desktop;
use crate::till::Till;
use crate::until;

/// The payment window's title in practice: the host of the page.
const TITLE: &str = "^127\\.0\\.0\\.1$";

/// Whoever sits at the payment window.
#[derive(Debug)]
pub struct Customer<'d> {
    desktop: &'d Desktop,
    window: String,
    /// The practice store's own notes, where each page's step stands.
    notes: PathBuf,
}

impl<'d> Customer<'d> {
    /// Takes a seat once the payment window of this till is there: its title is the host of what
    /// it shows.
    ///
    /// # Errors
    /// When it does not open in time.
    pub async fn sits_down(desktop: &'d Desktop, till: &Till) -> Result<Self> {
        let window = until("the payment window", || async {
            Ok(desktop.windows(TITLE).await?.into_iter().next_back())
        })
        .await?;
        let customer = Self { desktop, window, notes: notes(till.data()) };
        customer.xdotool(&["windowactivate", "--sync", &customer.window]).await?;
        Ok(customer)
    }

    /// Pays, step by step, by keyboard alone.
    ///
    /// # Errors
    /// When a step does not come.
    pub async fn pays(&self) -> Result<()> {
        self.sees("email").await?;
        self.presses("Return").await?;
        self.sees("code").await?;
        self.types("123456").await?;
        self.presses("Return").await?;
        self.sees("card").await?;
        self.presses("Return").await
    }

    /// Waits until the payment page shows this step (`email`, `code`, `card`) and stands still.
    ///
    /// # Errors
    /// When it does not get there in time.
    pub async fn sees(&self, step: &str) -> Result<()> {
        until(&format!("the payment page to ask for the {step}"), || async {
            Ok((self.step().await? == step).then_some(()))
        })
        .await?;
        self.until_still().await
    }

    /// Waits until the card was declined so often.
    ///
    /// # Errors
    /// When it is not in time.
    pub async fn is_declined(&self, times: u64) -> Result<()> {
        until("the card to be declined", || async {
            Ok((self.page().await?["declines"] == times).then_some(()))
        })
        .await?;
        self.until_still().await
    }

    /// Waits until the window shows something that no longer changes, but for a blinking caret.
    ///
    /// # Errors
    /// When it keeps changing.
    pub async fn until_still(&self) -> Result<()> {
        let folder = tempfile::tempdir()?;
        let (before, after) = (folder.path().join("before.png"), folder.path().join("after.png"));
        self.screenshot(&before).await?;
        until("the payment window to stand still", || async {
            self.screenshot(&after).await?;
            let stands = !self.is_blank(&after).await? && self.are_alike(&before, &after).await?;
            tokio::fs::rename(&after, &before).await?;
            Ok(stands.then_some(()))
        })
        .await
    }

    /// Text leaves many shades on a picture; an empty window has one.
    async fn is_blank(&self, picture: &Path) -> Result<bool> {
        let mut command = self.desktop.command("identify");
        let counted = command.args(["-format", "%k"]).arg(picture).output().await?;
        let colours: u32 = String::from_utf8(counted.stdout)?.trim().parse()?;
        Ok(colours < 32)
    }

    async fn are_alike(&self, before: &Path, after: &Path) -> Result<bool> {
        let mut command = self.desktop.command("compare");
        let compared =
            command.args(["-metric", "AE"]).args([before, after]).arg("null:").output().await?;
        let differing = String::from_utf8_lossy(&compared.stderr).into_owned();
        let pixels = differing.split_whitespace().next().and_then(|text| text.parse::<f64>().ok());
        Ok(pixels.is_some_and(|pixels| pixels < 100.0))
    }

    async fn step(&self) -> Result<String> {
        let stage = self.page().await?["stage"].clone();
        Ok(stage.as_str().unwrap_or("over").to_owned())
    }

    /// The payment page that was opened last.
    async fn page(&self) -> Result<Value> {
        let notes: Value = serde_json::from_slice(&tokio::fs::read(&self.notes).await?)?;
        let pages = notes["records"]["pages"].as_array().context("payment pages")?;
        pages.last().cloned().context("a payment page")
    }

    /// Types text.
    ///
    /// # Errors
    /// When xdotool fails.
    pub async fn types(&self, text: &str) -> Result<()> {
        self.xdotool(&["type", "--delay", "20", text]).await
    }

    /// Presses a key by its X name, such as `Return` or `Tab`.
    ///
    /// # Errors
    /// When xdotool fails.
    pub async fn presses(&self, key: &str) -> Result<()> {
        self.xdotool(&["key", key]).await
    }

    /// Saves a picture of the payment window.
    ///
    /// # Errors
    /// When ImageMagick cannot take it.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        self.desktop.picture(&self.window, path).await
    }

    /// Closes the payment window as a person does.
    ///
    /// # Errors
    /// When xdotool fails.
    pub async fn leaves(self) -> Result<()> {
        self.xdotool(&["windowactivate", "--sync", &self.window]).await?;
        self.presses("alt+F4").await?;
        until("the payment window to close", || async {
            Ok((!self.desktop.windows(TITLE).await?.contains(&self.window)).then_some(()))
        })
        .await
    }

    async fn xdotool(&self, arguments: &[&str]) -> Result<()> {
        let mut command = self.desktop.command("xdotool");
        let done = command.args(arguments).output().await.context("xdotool")?;
        let said = String::from_utf8_lossy(&done.stderr);
        ensure!(done.status.success(), "xdotool {arguments:?}: {said}");
        Ok(())
    }
}
