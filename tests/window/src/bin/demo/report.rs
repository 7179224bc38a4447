//! What the demo leaves behind: numbered pictures and `report.json`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};
use serde::Serialize;
use window_tests::{Customer, Desktop};

/// The album and the figures of one run.
#[derive(Debug)]
pub(crate) struct Album {
    folder: PathBuf,
    began: Instant,
    report: Report,
}

/// `report.json`.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    /// The program's version, as the program says it.
    pub(crate) version: String,
    /// The sales that were made, in their order.
    pub(crate) sales: Vec<SaleReport>,
    /// The pictures, in the order they were taken.
    pub(crate) pictures: Vec<String>,
    /// How long the whole run took.
    pub(crate) seconds: f64,
    /// What differed from what was expected; empty when all went well.
    pub(crate) failure: Option<String>,
}

/// What became of one sale.
#[derive(Debug, Default, Serialize)]
pub(crate) struct SaleReport {
    /// What it was to show.
    pub(crate) story: String,
    /// The order number, once there was one.
    pub(crate) order_number: Option<String>,
    /// What the seller's window showed as paid.
    pub(crate) shown_total: String,
    /// What the store has written down, with its currency.
    pub(crate) store_total: String,
    /// Each state that *Payment state* showed, with the seconds since the demo began.
    pub(crate) states: Vec<(String, f64)>,
    /// What the upsell's status said in the end.
    pub(crate) upsell: Option<String>,
    /// Charges of this sale's order that the store counts.
    pub(crate) charges_at_store: usize,
}

impl Album {
    /// An empty album in `folder`, in place of an older one.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        if folder.exists() {
            std::fs::remove_dir_all(folder).context("clearing the last demo")?;
        }
        std::fs::create_dir_all(folder)?;
        let (folder, began) = (folder.to_owned(), Instant::now());
        Ok(Self { folder, began, report: Report::default() })
    }

    /// Where pictures and report go.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes a picture of the seller's window.
    pub(crate) async fn seller(&mut self, desktop: &Desktop, name: &str) -> Result<()> {
        let path = self.next(name);
        desktop.picture_of_till(&path).await
    }

    /// Takes a picture of the customer's window.
    pub(crate) async fn customer(&mut self, customer: &Customer<'_>, name: &str) -> Result<()> {
        let path = self.next(name);
        customer.screenshot(&path).await
    }

    /// Begins the report of another sale.
    pub(crate) fn sale(&mut self, story: &str) -> &mut SaleReport {
        self.report.sales.push(SaleReport { story: story.to_owned(), ..SaleReport::default() });
        self.last()
    }

    /// The sale that was begun last.
    pub(crate) fn last(&mut self) -> &mut SaleReport {
        if self.report.sales.is_empty() {
            self.report.sales.push(SaleReport::default());
        }
        let last = self.report.sales.len() - 1;
        &mut self.report.sales[last]
    }

    /// Notes that *Payment state* showed this.
    pub(crate) fn state(&mut self, state: &str) {
        let seconds = (self.began.elapsed().as_secs_f64() * 1_000.0).round() / 1_000.0;
        self.last().states.push((state.to_owned(), seconds));
    }

    /// Writes the report.
    pub(crate) fn close(mut self, outcome: &Result<()>, version: String) -> Result<()> {
        self.report.version = version;
        self.report.seconds = self.began.elapsed().as_secs_f64().round();
        self.report.failure = outcome.as_ref().err().map(|error| format!("{error:#}"));
        let text = serde_json::to_string_pretty(&self.report)?;
        std::fs::write(self.folder.join("report.json"), text).context("the report")
    }

    fn next(&mut self, name: &str) -> PathBuf {
        let file = format!("{:02}-{name}.png", self.report.pictures.len() + 1);
        self.report.pictures.push(file.clone());
        self.folder.join(file)
    }
}
