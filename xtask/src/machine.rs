//! What the machine must have: system packages where there is apt, and the tools of the tests.

use anyhow::{Context as _, Result, bail};

use crate::command::{cargo, program, say, workspace};

/// What a task needs the machine for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// To build the program and open it.
    Build,
    /// To drive its windows too.
    Windows,
    /// To measure it beside a browser.
    Bench,
}

/// To build: the web view with its headers, icons, the bus, a C compiler for SQLite.
const BUILD: &[&str] =
    &["build-essential", "libdbus-1-dev", "librsvg2-dev", "libwebkit2gtk-4.1-dev", "pkg-config"];

/// To drive the windows: a screen and a window manager, the web view's driver, a keychain on a bus
/// of its own, a keyboard, pictures, and letters for the titles of the practice store.
const WINDOWS: &[&str] = &[
    "dbus",
    "fonts-noto-cjk",
    "fonts-noto-core",
    "gnome-keyring",
    "imagemagick",
    "openbox",
    "webkit2gtk-driver",
    "xauth",
    "xdotool",
    "xvfb",
];

/// What a seller would have open instead.
const BROWSER: &[&str] = &["chromium"];

/// A tool that cargo installs, by name and version.
pub(crate) type Tool = (&'static str, &'static str);

/// Stands between a test and the web view's own driver.
const DRIVER: Tool = ("tauri-driver", "2.1.0");

/// Reads `deny.toml`.
pub(crate) const DENY: Tool = ("cargo-deny", "0.20.2");

/// Whether a window can be opened here.
pub(crate) fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Installs what is missing, saying what and why.
pub(crate) fn install(need: Need) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return match need {
            Need::Build => Ok(()),
            Need::Windows | Need::Bench => bail!("the windows are driven on Linux only"),
        };
    }
    install_packages(BUILD, "to build the program and show its windows")?;
    if need == Need::Bench {
        install_packages(BROWSER, "to measure the till beside a browser")?;
    }
    if need != Need::Build {
        install_packages(WINDOWS, "to drive the program's windows and take pictures of them")?;
        install_tool(DRIVER, "to drive the seller's window")?;
    }
    Ok(())
}

fn install_packages(wanted: &[&str], reason: &str) -> Result<()> {
    let missing: Vec<&str> =
        wanted.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !program("apt-get", &["--version"]).succeeds() {
        say(&format!("Without apt it is taken for granted that these are here: {list}"));
        return Ok(());
    }
    say(&format!("Installing {list}: {reason}."));
    as_root(&["apt-get", "update", "-q"])?;
    let mut command = vec!["apt-get", "install", "-q", "-y", "--no-install-recommends"];
    command.extend(missing);
    as_root(&command).with_context(|| format!("these packages are needed {reason}: {list}"))
}

fn is_installed(package: &str) -> bool {
    program("dpkg-query", &["--show", "--showformat=${db:Status-Status}", package])
        .output()
        .is_some_and(|status| status == "installed")
}

/// Runs a command as root: as it is, or through sudo.
fn as_root(command: &[&str]) -> Result<()> {
    let is_root = program("id", &["--user"]).output().is_some_and(|id| id.trim() == "0");
    let command = if is_root { command.to_vec() } else { [&["sudo"], command].concat() };
    let (name, arguments) = command.split_first().context("a command")?;
    program(name, arguments).set("DEBIAN_FRONTEND", "noninteractive").run()
}

/// Installs a tool into `target/tools` and gives its path.
pub(crate) fn install_tool((name, version): Tool, reason: &str) -> Result<String> {
    let folder = workspace().join("target/tools");
    let wanted = format!("\"{name} {version} ");
    let listed = std::fs::read_to_string(folder.join(".crates.toml"));
    if !listed.is_ok_and(|text| text.contains(&wanted)) {
        say(&format!("Installing {name} {version} into target/tools: {reason}."));
        let root = folder.to_string_lossy().into_owned();
        cargo(&["install", name, "--version", version, "--locked", "--root", &root]).run()?;
    }
    Ok(folder.join("bin").join(name).to_string_lossy().into_owned())
}
