//! What the program takes on a disk once its package is installed.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::figure::{Figure, Limit};

/// Names the package, where one could be made.
const PACKAGE: &str = "TILLWAY_DEB";

/// Reads the package's own word for it, and unpacks it to see whether that is true.
pub(crate) fn measure(figures: &mut Vec<Figure>) -> Result<()> {
    let Ok(package) = std::env::var(PACKAGE) else {
        figures.push(Figure::not_measured("installed size", "no package could be made here"));
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let unpacked = Command::new("dpkg-deb").arg("-x").arg(&package).arg(folder.path()).status()?;
    ensure!(unpacked.success(), "the package cannot be unpacked");
    let asked = Command::new("dpkg-deb").args(["--field", &package, "Installed-Size"]).output()?;
    let kilobytes: u64 = String::from_utf8(asked.stdout)?.trim().parse().context("its size")?;
    let bytes = size(folder.path())?;
    ensure!(kilobytes * 1_024 + 1_024 >= bytes, "it says {kilobytes} KB, and has {bytes} bytes");
    let megabytes = [kilobytes as f64 * 1_024.0 / 1e6];
    let figure = Figure::alone("installed size", "MB", &megabytes, Limit::AtMost(20.0));
    let packed = std::fs::metadata(&package)?.len();
    figures.push(figure.remark(format!("the package itself has {:.1} MB", packed as f64 / 1e6)));
    Ok(())
}

fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        bytes += if about.is_dir() { size(&entry.path())? } else { about.len() };
    }
    Ok(bytes)
}
