//! A sheet of the end of a day on paper: what it said when it was made.

use jiff::tz::TimeZone;
use paper::{Align, Block, Document};
use sale::OpenKind;

use super::amount::{amount, taken_off};
use super::receipt::{method_name, time};
use crate::app::App;
use crate::error::Result;
use crate::open_store::now_ms;
use crate::view::{CurrencyReportView, DaySheetView, OpenMatterView, PartFigures};

/// The kind under which its prints are counted.
const DAY_SHEET: &str = "day_sheet";

impl App {
    /// A sheet of the end of a day, as the next print of it says.
    ///
    /// # Errors
    /// When there is none of this number.
    pub async fn day_sheet_document(&self, number: i64) -> Result<Document> {
        let sheet = self.day_sheet(number).await?;
        Ok(document(&sheet, self.printed(number).await?, &TimeZone::system()))
    }

    /// Prints a sheet of the end of a day: on the receipt printer, or whatever the interface has laid
    /// out with the system's printing. It opens no drawer.
    ///
    /// # Errors
    /// When there is none of this number, or the printer fails.
    pub async fn print_day_sheet(&self, number: i64) -> Result<()> {
        let store = self.store()?;
        let _turn = self.printing().turn.lock_owned().await;
        let document = self.day_sheet_document(number).await?;
        let paper = store.settings().await?.paper;
        self.print_document(document, &paper, false).await?;
        let note = move |posting: &ledger::Posting<'_>| {
            Result::Ok(posting.note_print(DAY_SHEET, &number.to_string(), now_ms())?)
        };
        store.ledger.post(note).await
    }

    async fn printed(&self, number: i64) -> Result<u32> {
        let look = move |books: &ledger::Books<'_>| books.prints(DAY_SHEET, &number.to_string());
        Ok(self.store()?.ledger.look_up(look).await?)
    }
}

/// The sheet as a document, its times those of `zone`.
fn document(sheet: &DaySheetView, printed: u32, zone: &TimeZone) -> Document {
    let mut blocks = head(sheet, printed, zone);
    for report in &sheet.report.currencies {
        blocks.push(Block::Rule);
        blocks.extend(figures(report));
        blocks.extend(parts("By payment method", &report.methods, |name| match name {
            "" => "Not known".to_owned(),
            code => method_name(code),
        }));
        blocks.extend(parts("By seller", &report.sellers, |name| match name {
            "" => "No seller".to_owned(),
            name => name.to_owned(),
        }));
    }
    if sheet.report.currencies.is_empty() {
        blocks.extend([Block::Rule, Block::text("Nothing was taken or paid back.")]);
    }
    blocks.push(Block::Rule);
    blocks.extend(open(&sheet.open, zone));
    Document { title: format!("Day sheet {}", sheet.sheet.number), blocks }
}

fn head(sheet: &DaySheetView, printed: u32, zone: &TimeZone) -> Vec<Block> {
    let row = &sheet.sheet;
    let mut blocks = Vec::new();
    if sheet.practice {
        blocks.push(Block::mark("PRACTICE – no money was taken"));
    }
    if printed > 0 {
        blocks.push(Block::mark(format!("COPY {printed}")));
    }
    if !sheet.over {
        blocks.push(Block::mark("Made before these days were over"));
    }
    blocks.push(Block::heading(&sheet.store));
    blocks.push(Block::Space);
    blocks.push(Block::strong_row(format!("Day sheet {}", row.number), &sheet.till));
    blocks.push(Block::row("From", time(row.from, zone)));
    blocks.push(Block::row("Until before", time(row.to, zone)));
    blocks.push(Block::row("Made", time(row.made_at, zone)));
    if !row.seller.is_empty() {
        blocks.push(Block::row("Made by", &row.seller));
    }
    let kin = [
        sheet.repeats.map(|number| format!("Made again for the same days as sheet {number}.")),
        sheet.continues.map(|number| format!("Goes on where sheet {number} ended.")),
        sheet.overlaps.map(|number| format!("Sheet {number} counted some of the same days.")),
    ];
    blocks.extend(kin.into_iter().flatten().map(Block::text));
    blocks
}

fn figures(report: &CurrencyReportView) -> Vec<Block> {
    let (figures, upsells) = (&report.figures, &report.upsells);
    let count = |count: u32| count.to_string();
    let mut blocks = vec![
        Block::strong_row(format!("Takings {}", report.currency), amount(figures.takings)),
        Block::row(format!("Paid back ({})", figures.refunds), taken_off(figures.refunded)),
        Block::strong_row("Left after that", amount(figures.net)),
        Block::row("Orders", count(figures.orders)),
    ];
    if report.cancelled > 0 {
        blocks.push(Block::row("Cancelled since", count(report.cancelled)));
    }
    blocks.push(Block::row("Articles", count(figures.items)));
    if let Some(average) = figures.average {
        blocks.push(Block::row("Average order", amount(average)));
    }
    blocks.push(Block::row("Tax in the takings", amount(report.tax)));
    if report.untaxed > 0 {
        blocks.push(Block::row("Orders that do not say their tax", count(report.untaxed)));
    }
    blocks.push(Block::row("Upsells offered", count(upsells.offered)));
    blocks.push(Block::row("Upsells charged", count(upsells.taken)));
    blocks.push(Block::row("Brought by upsells", amount(upsells.total)));
    blocks
}

/// Takings and orders of each part; what was paid back stands below where there is any.
fn parts(title: &str, rows: &[PartFigures], name: impl Fn(&str) -> String) -> Vec<Block> {
    let mut blocks = vec![Block::Space, strong(title)];
    for row in rows {
        let (name, figures) = (name(&row.name), &row.figures);
        blocks.push(Block::row(format!("{name} ({})", figures.orders), amount(figures.takings)));
        if figures.refunds > 0 {
            blocks.push(Block::row(format!("{name}, paid back"), taken_off(figures.refunded)));
        }
    }
    blocks
}

fn open(matters: &[OpenMatterView], zone: &TimeZone) -> Vec<Block> {
    if matters.is_empty() {
        return vec![Block::text("Nothing is open: everything is settled.")];
    }
    let mut blocks = vec![strong("Still open, and not in the figures above")];
    blocks.extend(matters.iter().map(|matter| {
        let order = matter.order_number.as_deref();
        let order = order.map(|number| format!("order {number}, ")).unwrap_or_default();
        Block::Item {
            quantity: String::new(),
            title: words(matter.kind).to_owned(),
            detail: format!("{order}since {}", time(matter.since, zone)),
            amount: format!("{} {}", amount(matter.amount), matter.amount.currency),
        }
    }));
    blocks
}

fn words(kind: OpenKind) -> &'static str {
    match kind {
        OpenKind::Placing => "Order on its way to the store",
        OpenKind::Awaiting => "Not paid yet",
        OpenKind::Returned => "Came back, not confirmed yet",
        OpenKind::Unknown => "Nobody can say yet whether it was paid",
        OpenKind::Attention => "Somebody must decide whether it was paid",
        OpenKind::Upsell => "Upsell that may or may not have been charged",
        OpenKind::Cancellation => "Cancelling that may or may not have been done",
        OpenKind::Refund => "Refund that may or may not have been made",
        OpenKind::Matter => "Paid, and something about it needs a person",
    }
}

fn strong(text: &str) -> Block {
    Block::Text { text: text.to_owned(), align: Align::Left, strong: true }
}

#[cfg(test)]
mod tests;
