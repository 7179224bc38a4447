//! The seller's keyboard and scanner: real keys, for whatever has the focus in her window.

use anyhow::{Context as _, Result, ensure};
use tokio::process::{Child, Command};

use crate::Desktop;

/// A keyboard. It counts the keys that are not part of a text.
#[derive(Debug)]
pub struct Keyboard<'d> {
    desktop: &'d Desktop,
    pressed: usize,
}

impl<'d> Keyboard<'d> {
    /// The keyboard of the seller, whose window is in front.
    ///
    /// # Errors
    /// When there is no such window.
    pub async fn of(desktop: &'d Desktop) -> Result<Self> {
        desktop.bring_till_to_front().await?;
        Ok(Self { desktop, pressed: 0 })
    }

    /// How many keys were pressed beyond the letters typed.
    #[must_use]
    pub fn pressed(&self) -> usize {
        self.pressed
    }

    /// Types a text as a quick person does.
    ///
    /// # Errors
    /// When xdotool fails.
    pub async fn types(&self, text: &str) -> Result<()> {
        run(self.xdotool(&["type", "--delay", "25", text])).await
    }

    /// Begins to type a text and goes on by itself.
    ///
    /// # Errors
    /// When xdotool cannot be started.
    pub fn begins_to_type(&self, text: &str) -> Result<Child> {
        let mut typing = self.xdotool(&["type", "--delay", "15", text]);
        typing.kill_on_drop(true).spawn().context("xdotool")
    }

    /// Presses a key by its X name, such as `Return` or `F9`.
    ///
    /// # Errors
    /// When xdotool fails.
    pub async fn presses(&mut self, key: &str) -> Result<()> {
        self.pressed += 1;
        run(self.xdotool(&["key", key])).await
    }

    /// Scans codes one after the other, 50 ms apart, as a scanner that types does.
    ///
    /// # Errors
    /// When xdotool fails.
    pub async fn scans(&self, codes: &[&str]) -> Result<()> {
        // On a command line, `type` would take all that follows for its text.
        let script: String = codes
            .iter()
            .map(|code| format!("type --delay 3 {code}\nkey Return\nsleep 0.05\n"))
            .collect();
        let file = self.desktop.home().join("scans.xdotool");
        tokio::fs::write(&file, script).await?;
        run(self.xdotool(&[&file.to_string_lossy()])).await
    }

    fn xdotool(&self, words: &[&str]) -> Command {
        let mut command = self.desktop.command("xdotool");
        command.args(words);
        command
    }
}

async fn run(mut command: Command) -> Result<()> {
    let done = command.output().await.context("xdotool")?;
    ensure!(done.status.success(), "xdotool: {}", String::from_utf8_lossy(&done.stderr));
    Ok(())
}
