//! What a till in a browser would search with: MiniSearch and FlexSearch in Node, each in a process of
//! its own that holds the same catalogue in its memory.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context as _, Result, ensure};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// The libraries, by the names that the program knows them by.
pub(crate) const LIBRARIES: [&str; 2] = ["minisearch", "flexsearch"];

/// Everything that the till shows of a variant.
const ROWS: &str = "
    SELECT variants.id, products.title, variants.title, sku, barcode, sellable, stock, stock_count,
           picture, prices
    FROM variants JOIN products ON products.id = product_id ORDER BY variants.id";

/// A library with a catalogue in its memory.
pub(crate) struct Library {
    pub(crate) loaded: Loaded,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

/// What it says once it has taken the catalogue in.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Loaded {
    pub(crate) library: String,
    pub(crate) version: String,
    items: usize,
    pub(crate) load_ms: f64,
    pub(crate) heap_bytes: f64,
    pub(crate) rss_bytes: f64,
}

/// Every keystroke answered once.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Round {
    pub(crate) times_ms: Vec<f64>,
    pub(crate) hits: Vec<usize>,
}

/// Writes the files that libraries are loaded from: each variant a line, and the keystrokes. Gives how
/// many variants those are.
pub(crate) fn write(folder: &Path, books: &Connection, keystrokes: &[String]) -> Result<usize> {
    serde_json::to_writer(File::create(folder.join("keystrokes.json"))?, keystrokes)?;
    let mut file = BufWriter::new(File::create(folder.join("catalogue.jsonl"))?);
    let mut statement = books.prepare(ROWS)?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let line = json!({
            "id": row.get::<_, i64>(0)?,
            "title": row.get::<_, String>(1)?,
            "variant": row.get::<_, String>(2)?,
            "sku": row.get::<_, Option<String>>(3)?,
            "barcode": row.get::<_, Option<String>>(4)?,
            "sellable": row.get::<_, bool>(5)?,
            "stock": row.get::<_, String>(6)?,
            "stockCount": row.get::<_, Option<i64>>(7)?,
            "picture": row.get::<_, Option<String>>(8)?,
            "prices": row.get::<_, String>(9)?,
        });
        writeln!(file, "{line}")?;
        count += 1;
    }
    file.flush()?;
    Ok(count)
}

impl Library {
    /// Starts one and has it take in what lies in `folder`.
    pub(crate) async fn load(name: &str, folder: &Path, variants: usize) -> Result<Self> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser/search.mjs");
        let mut process = Command::new("node")
            .args(["--expose-gc", "--max-old-space-size=12000"])
            .arg(program)
            .arg(name)
            .args([folder.join("catalogue.jsonl"), folder.join("keystrokes.json")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("node")?;
        let input = process.stdin.take().context("its input")?;
        let output = BufReader::new(process.stdout.take().context("its output")?);
        let mut output = output.lines();
        let line = output.next_line().await?.with_context(|| format!("{name} took nothing in"))?;
        let loaded: Loaded = serde_json::from_str(&line)?;
        ensure!(loaded.items == variants, "{name} holds {} of {variants} variants", loaded.items);
        Ok(Self { loaded, input, output, _process: process })
    }

    /// Has it answer every keystroke once.
    pub(crate) async fn round(&mut self) -> Result<Round> {
        self.input.write_all(b"round\n").await?;
        let line = self.output.next_line().await?.context("it has ended")?;
        Ok(serde_json::from_str(&line)?)
    }
}
