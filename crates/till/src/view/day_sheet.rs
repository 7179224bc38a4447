//! Sheets of the end of a day.

use sale::{Money, OpenKind};
use serde::Serialize;
use ts_rs::TS;

use super::ReportView;

/// A sheet in the list of sheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DaySheetRow {
    /// Its number.
    pub number: i64,
    /// The span's start, inclusive.
    pub from: i64,
    /// Its end, exclusive.
    pub to: i64,
    /// When it was made.
    pub made_at: i64,
    /// Who was selling then; empty where nobody was set.
    pub seller: String,
}

/// A sheet: what a span had come to when it was made. It is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DaySheetView {
    /// Its number, span and seller.
    pub sheet: DaySheetRow,
    /// The store's name then.
    pub store: String,
    /// Whether that is the practice store.
    pub practice: bool,
    /// The till's name then.
    pub till: String,
    /// Whether the span was over when it was made; more may have been paid in it since otherwise.
    pub over: bool,
    /// What the span had come to.
    pub report: ReportView,
    /// What had begun before the span's end and was not settled yet.
    pub open: Vec<OpenMatterView>,
    /// The sheet of the same span that was made before it.
    pub repeats: Option<i64>,
    /// The sheet whose span ended where this one begins.
    pub continues: Option<i64>,
    /// A sheet of another span that counted some of the same moments.
    pub overlaps: Option<i64>,
}

/// Something that was not settled yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenMatterView {
    /// What was open.
    pub kind: OpenKind,
    /// The sale.
    pub sale_id: String,
    /// Its order, where one was known.
    pub order_number: Option<String>,
    /// Since when.
    pub since: i64,
    /// What it is about: the sale's total, the upsell's price.
    pub amount: Money,
}
