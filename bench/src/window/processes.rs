//! What a program and all that it started take of the machine.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

/// A process and its descendants.
fn family(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        if let Some(parent) = field(id, 1).and_then(|parent| u32::try_from(parent).ok()) {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut family = vec![root];
    let mut next = 0;
    while let Some(id) = family.get(next) {
        family.extend(children.remove(id).unwrap_or_default());
        next += 1;
    }
    family
}

/// The memory of them all, each page that several share counted once, in bytes.
pub(crate) fn memory(root: u32) -> Result<u64> {
    let kilobytes = family(root).into_iter().filter_map(|id| {
        let text = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        line.split_whitespace().next()?.parse::<u64>().ok()
    });
    let sum: u64 = kilobytes.sum();
    ensure!(sum > 0, "the process {root} is gone");
    Ok(sum * 1_024)
}

/// The time that the processors have worked for those who live, to the hundredth of a second that
/// Linux counts in.
pub(crate) fn processor_time(root: u32) -> Result<Duration> {
    const TICKS_A_SECOND: f64 = 100.0;
    let ticks = family(root).into_iter().filter_map(|id| Some(field(id, 11)? + field(id, 12)?));
    let sum: i64 = ticks.sum();
    field(root, 11).context("the process is gone")?;
    Ok(Duration::from_secs_f64(sum as f64 / TICKS_A_SECOND))
}

/// A number behind the name in `/proc/ID/stat`: proc(5) counts them from the state on.
fn field(id: u32, place: usize) -> Option<i64> {
    let text = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, behind) = text.rsplit_once(')')?;
    behind.split_whitespace().nth(place)?.parse().ok()
}
