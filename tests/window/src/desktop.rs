//! A desk of its own: screen, session bus, keychain, folders.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::Command;

use crate::process::Group;

/// The title of the seller's window.
const TILL: &str = "^Tillway$";

/// Bytes that a picture of one colour, be it of the whole screen, does not reach.
const ONE_COLOUR: u64 = 10_000;

/// A desk. Everything on it ends when it is dropped.
#[derive(Debug)]
pub struct Desktop {
    environment: Vec<(&'static str, String)>,
    folder: TempDir,
    /// Ended in this order.
    groups: Vec<Group>,
}

impl Desktop {
    /// Sets up a desk with an unlocked keychain and a screen wide enough for both windows.
    ///
    /// # Errors
    /// When Xvfb, the bus or the keychain cannot be started.
    pub async fn start() -> Result<Self> {
        Self::with(None, true).await
    }

    /// Sets up a desk on the screen there is, for people to watch; without one, as
    /// [`Desktop::start`] does.
    ///
    /// # Errors
    /// As [`Desktop::start`].
    pub async fn start_for_show() -> Result<Self> {
        Self::with(std::env::var("DISPLAY").ok().filter(|display| !display.is_empty()), true).await
    }

    /// Sets up a desk on which nobody has unlocked the keychain.
    ///
    /// # Errors
    /// As [`Desktop::start`].
    pub async fn with_locked_keychain() -> Result<Self> {
        Self::with(None, false).await
    }

    async fn with(display: Option<String>, unlocked: bool) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut desktop = Self { environment: Vec::new(), folder, groups: Vec::new() };
        desktop.make_folders()?;
        match display {
            Some(display) => desktop.environment.push(("DISPLAY", display)),
            None => desktop.open_screen().await?,
        }
        desktop.open_bus().await?;
        if unlocked {
            desktop.unlock_keychain().await?;
        }
        Ok(desktop)
    }

    /// The screen, as X names it.
    #[must_use]
    pub fn display(&self) -> &str {
        let mut named = self.environment.iter();
        named.find(|(name, _)| *name == "DISPLAY").map_or("", |(_, display)| display)
    }

    /// The folder that is a person's home here.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.folder.path()
    }

    /// Saves a picture of the seller's window. The driver's own way of taking one never ends
    /// here.
    ///
    /// # Errors
    /// When there is no such window, or ImageMagick cannot take it.
    pub async fn picture_of_till(&self, path: &Path) -> Result<()> {
        let window = self.windows(TILL).await?.pop().context("the seller's window")?;
        self.picture(&window, path).await
    }

    /// Puts the seller's window in front, with the keyboard's focus in it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn bring_till_to_front(&self) -> Result<()> {
        let window = self.windows(TILL).await?.pop().context("the seller's window")?;
        let mut command = self.command("xdotool");
        let done = command.args(["windowactivate", "--sync", &window]).status().await?;
        ensure!(done.success(), "the seller's window stays behind");
        Ok(())
    }

    /// Minimizes the seller's window.
    ///
    /// # Errors
    /// When there is none.
    pub async fn minimize_till(&self) -> Result<()> {
        let window = self.windows(TILL).await?.pop().context("the seller's window")?;
        let mut command = self.command("xdotool");
        command.args(["windowminimize", "--sync", &window]).status().await?;
        ensure!(self.windows(TILL).await?.is_empty(), "the seller's window is still there");
        Ok(())
    }

    /// Waits until the seller's window can be seen.
    ///
    /// # Errors
    /// When it stays hidden.
    pub async fn until_till_is_shown(&self) -> Result<()> {
        crate::until("the seller's window", || async {
            Ok((!self.windows(TILL).await?.is_empty()).then_some(()))
        })
        .await
    }

    /// The visible windows whose title matches, oldest first.
    pub(crate) async fn windows(&self, title: &str) -> Result<Vec<String>> {
        let mut command = self.command("xdotool");
        let found = command.args(["search", "--onlyvisible", "--name", title]).output().await?;
        Ok(String::from_utf8(found.stdout)?.lines().map(str::to_owned).collect())
    }

    /// Saves a picture of one window, once there is something on it: a page may stand, and be
    /// found, before its window is painted for the first time.
    pub(crate) async fn picture(&self, window: &str, path: &Path) -> Result<()> {
        // What lies over a window would be on its picture.
        let mut raise = self.command("xdotool");
        raise.args(["windowraise", window]).status().await?;
        crate::until("a painted window", || async {
            let mut command = self.command("import");
            let taken = command.args(["-window", window]).arg(path).status().await?;
            ensure!(taken.success(), "import could not take a picture");
            Ok((path.metadata()?.len() > ONE_COLOUR).then_some(()))
        })
        .await
    }

    /// A command with this desk's environment.
    #[must_use]
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11").env("LC_ALL", "C.UTF-8");
        command
    }

    fn make_folders(&mut self) -> Result<()> {
        for (name, folder) in [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            let path = self.folder.path().join(folder);
            fs::create_dir_all(&path)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o700))?;
            self.environment.push((name, path.to_string_lossy().into_owned()));
        }
        Ok(())
    }

    /// A screen of its own, so that runs never see one another's windows.
    async fn open_screen(&mut self) -> Result<()> {
        let mut command = Command::new("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]);
        let number = self.first_line(&mut command).await.context("Xvfb")?;
        self.environment.push(("DISPLAY", format!(":{number}")));
        // Without a window manager no window could be closed or brought to the front.
        let mut manager = self.command("openbox");
        self.groups.push(Group::start(manager.stdout(Stdio::null()))?);
        Ok(())
    }

    async fn open_bus(&mut self) -> Result<()> {
        let mut command = self.command("dbus-daemon");
        command.args(["--session", "--nofork", "--print-address=1"]);
        let address = self.first_line(&mut command).await.context("dbus-daemon")?;
        self.environment.push(("DBUS_SESSION_BUS_ADDRESS", address));
        Ok(())
    }

    /// Unlocks a new keychain with an empty password.
    async fn unlock_keychain(&mut self) -> Result<()> {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        command.kill_on_drop(true).process_group(0);
        let mut child = command.spawn().context("gnome-keyring-daemon")?;
        let mut input = child.stdin.take().context("its input")?;
        input.write_all(b"\n").await?;
        drop(input);
        self.groups.push(Group::of(child));
        self.until_keychain_answers().await
    }

    async fn until_keychain_answers(&self) -> Result<()> {
        crate::until("the keychain", || async {
            let listed = self
                .command("dbus-send")
                .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus"])
                .args(["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner"])
                .arg("string:org.freedesktop.secrets")
                .output()
                .await?;
            let yes = String::from_utf8_lossy(&listed.stdout).contains("boolean true");
            Ok(yes.then_some(()))
        })
        .await
    }

    async fn first_line(&mut self, command: &mut Command) -> Result<String> {
        let mut group = Group::start(command.stdout(Stdio::piped()))?;
        let output = group.stdout().context("its output")?;
        let mut lines = BufReader::new(output).lines();
        let line = lines.next_line().await?.context("it ended at once")?;
        self.groups.push(group);
        Ok(line.trim().to_owned())
    }
}

/// The workspace's own folder.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
