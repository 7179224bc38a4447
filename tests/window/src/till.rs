//! The program on a desk, and the driver of its seller's window.

use std::fs::{self, DirEntry};
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, Result};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::process::Command;

use crate::desktop::{Desktop, workspace};
use crate::page::Page;
use crate::process::Group;
use crate::{PATIENCE, until};

/// The program, driven.
#[derive(Debug)]
pub struct Till {
    client: Client,
    driver: Group,
    data: PathBuf,
}

impl Till {
    /// Starts the program with its data in `data` on this desk's home.
    ///
    /// # Errors
    /// When the driver or the program cannot be started.
    pub async fn start(desktop: &Desktop, data: &str) -> Result<Self> {
        let data = desktop.home().join(data);
        let (port, native) = (free_port()?, free_port()?);
        let mut command = desktop.command(&tool("tauri-driver"));
        command
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .stdout(Stdio::null());
        let driver = Group::start(&mut command)?;
        let mut capabilities = Capabilities::new();
        let options = json!({
            "application": program(),
            "args": ["--data-dir", data.to_string_lossy()],
        });
        capabilities.insert("tauri:options".to_owned(), options);
        let address = format!("http://127.0.0.1:{port}");
        let client = until("the program's window", || async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities.clone());
            Ok(Some(builder.connect(&address).await?))
        })
        .await?;
        Ok(Self { client, driver, data })
    }

    /// Begins in the practice store, from the first start to the Sell page.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn try_practice(&self) -> Result<()> {
        self.page().press("Try the practice store").await?;
        self.page().find("option", "").await.map(|_| ())
    }

    /// Connects a store that runs elsewhere, from the first start to the Sell page.
    ///
    /// # Errors
    /// When the store cannot be connected.
    pub async fn connect(&self, address: &str, token: &str) -> Result<()> {
        let page = self.page();
        page.press("Connect your store").await?;
        page.fill("Store address", address).await?;
        page.fill("Access token", token).await?;
        page.press("Connect").await?;
        page.press("Start selling").await?;
        page.find("option", "").await.map(|_| ())
    }

    /// What is in the seller's window.
    #[must_use]
    pub fn page(&self) -> Page {
        Page::new(self.client.clone())
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// What the program says of its version.
    ///
    /// # Errors
    /// When it cannot be run.
    pub async fn version() -> Result<String> {
        let said = Command::new(program()).arg("--version").output().await?;
        Ok(String::from_utf8(said.stdout)?.trim().to_owned())
    }

    /// How many browser sessions the program keeps: WebKit has a thread for the files of each.
    ///
    /// # Errors
    /// When the program does not run.
    pub fn sessions(&self) -> Result<usize> {
        let threads = fs::read_dir(format!("/proc/{}/task", self.id()?))?;
        let name = |thread: io::Result<DirEntry>| {
            // One that ends meanwhile has none any more.
            fs::read_to_string(thread?.path().join("comm"))
        };
        let names = threads.filter_map(|thread| name(thread).ok());
        Ok(names.filter(|name| name.trim() == "ebsiteDataStore").count())
    }

    /// The program's process id. Its driver has started it, and names it to nobody.
    fn id(&self) -> Result<u32> {
        let is_it = |id: &u32| {
            let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            let mut words = line.split(|byte| *byte == 0);
            words.next() == Some(program().as_bytes())
                && words.any(|word| word == self.data.as_os_str().as_encoded_bytes())
        };
        let entries = fs::read_dir("/proc")?.flatten();
        let mut ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        ids.find(is_it).context("the program does not run")
    }

    /// Starts the program a second time on the same data; gives whether it ended well.
    ///
    /// # Errors
    /// When it cannot be started or does not end.
    pub async fn start_again(&self, desktop: &Desktop) -> Result<bool> {
        let mut second = desktop.command(&program());
        second.arg("--data-dir").arg(&self.data).kill_on_drop(true);
        let ended = tokio::time::timeout(PATIENCE, second.status()).await?;
        Ok(ended?.success())
    }

    /// Ends the program and its driver with SIGKILL, as a crash would.
    pub async fn kill(mut self) {
        self.driver.kill().await;
    }

    /// Closes the window as a person does.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.clone().close().await?)
    }
}

/// The program that `TILLWAY_PROGRAM` names, else the one that `cargo build` made beside this one.
pub(crate) fn program() -> String {
    if let Ok(named) = std::env::var("TILLWAY_PROGRAM") {
        return named;
    }
    let folder = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| workspace().join("target"), PathBuf::from);
    folder.join("debug/tillway").to_string_lossy().into_owned()
}

/// A tool that `cargo xtask` installed for this workspace, else one on the path.
fn tool(name: &str) -> String {
    let installed = workspace().join("target/tools/bin").join(name);
    if installed.exists() { installed.to_string_lossy().into_owned() } else { name.to_owned() }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
