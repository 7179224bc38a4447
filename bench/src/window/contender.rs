//! The programs that stand beside one another: the till, an empty window of the same kind, and the
//! browser that a seller would have open instead.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use tokio::process::Command;
use tokio::time::timeout;
use window_tests::{Desktop, Group, workspace};
use x11rb::protocol::xproto::Window;

use super::glyph::{self, Glyph};
use super::screen::Screen;
use super::stage::Stage;

/// How long a program may take to end when it is closed.
const ENDS_WITHIN: Duration = Duration::from_secs(20);

/// The browser, as it comes with the system.
const BROWSER: &str = "chromium";

/// A program, and how its field shows the first letter.
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    words: Vec<String>,
    glyph: Option<Glyph>,
}

/// A program that runs.
pub(crate) struct Running {
    group: Group,
    pub(crate) id: u32,
}

impl Contender {
    pub(crate) fn till(stage: &Stage) -> Result<Self> {
        let program = std::env::var("TILLWAY_PROGRAM").context("the released program")?;
        let data = stage.data.to_string_lossy().into_owned();
        Ok(Self::of("the till", vec![program, "--data-dir".to_owned(), data]))
    }

    pub(crate) fn empty_window() -> Result<Self> {
        let program = workspace().join("target/release/empty-window");
        ensure!(program.exists(), "the empty window was not built");
        Ok(Self::of("an empty Tauri window", vec![program.to_string_lossy().into_owned()]))
    }

    /// None where it is not installed.
    pub(crate) fn browser(stage: &Stage) -> Option<Self> {
        let mut folders = std::env::split_paths(&std::env::var_os("PATH")?).collect::<Vec<_>>();
        folders.retain(|folder| folder.join(BROWSER).exists());
        let page = workspace().join("bench/empty-window/page/index.html").canonicalize().ok()?;
        let profile = stage.desktop.home().join("browser");
        let words = [
            folders.first()?.join(BROWSER).to_string_lossy().into_owned(),
            format!("--app=file://{}", page.display()),
            format!("--user-data-dir={}", profile.display()),
            "--window-size=1360,820".to_owned(),
        ];
        // What a browser does besides on a first start, and for want of a network, is not counted.
        let flags = [
            "--no-first-run",
            "--no-default-browser-check",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--password-store=basic",
        ];
        let words = words.into_iter().chain(flags.map(str::to_owned)).collect();
        Some(Self::of("Chromium --app", words))
    }

    fn of(name: &'static str, words: Vec<String>) -> Self {
        Self { name, words, glyph: None }
    }

    /// The folder that the program itself lies in, as far as it is not the system's.
    pub(crate) fn folder(&self) -> Option<&Path> {
        Path::new(&self.words[0]).parent().filter(|folder| !folder.starts_with("/usr"))
    }

    /// Learns how the first letter looks. It starts the program, and closes it.
    pub(crate) async fn learn(&mut self, stage: &Stage) -> Result<()> {
        let running = self.start(&stage.desktop)?;
        let learnt = tokio::task::block_in_place(|| {
            let window = glyph::settled(&stage.screen)?;
            Ok::<_, anyhow::Error>((window, Glyph::learn(&stage.screen, window)?))
        });
        let (window, glyph) = learnt.with_context(|| self.name)?;
        self.glyph = Some(glyph);
        running.close(&stage.screen, window).await.context(self.name)
    }

    pub(crate) fn start(&self, desktop: &Desktop) -> Result<Running> {
        let mut command: Command = desktop.command(&self.words[0]);
        command.args(&self.words[1..]);
        // The till sets this for itself; for the empty window it is given.
        if self.name != "the till" {
            command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        }
        let group = Group::start(&mut command)?;
        let id = group.id().context("a process that has just ended")?;
        Ok(Running { group, id })
    }

    /// Types until the first letter is shown; gives the window.
    pub(crate) fn type_until_shown(&self, screen: &Screen) -> Result<Window> {
        let glyph = self.glyph.as_ref().context("nobody knows how its letter looks")?;
        tokio::task::block_in_place(|| glyph.type_until_shown(screen)).context(self.name)
    }
}

impl Running {
    /// Closes its window as a person does, and waits until the program has ended.
    pub(crate) async fn close(mut self, screen: &Screen, window: Window) -> Result<()> {
        screen.close(window)?;
        match timeout(ENDS_WITHIN, self.group.ended()).await {
            Ok(ended) => ensure!(ended?, "it did not end well"),
            Err(_) => bail!("it did not end when its window was closed"),
        }
        Ok(())
    }
}
