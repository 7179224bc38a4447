//! Sheets of the end of a day: what a span came to, and what is still open of it, under a number of
//! its own. A sheet closes nothing and changes nothing; it is kept as it was made.

use ledger::{DaySheet, SheetKin};
use sale::OpenMatter;
use sale::report::CurrencyReport;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::{Result, TillError};
use crate::open_store::now_ms;
use crate::report::summed_up;
use crate::view::{DaySheetRow, DaySheetView, OpenMatterView, ReportView};

/// The most rows of one page of sheets.
const MOST_ROWS: u32 = 200;

/// What a sheet says, as it is kept for good: nothing of customers is in it.
#[derive(Debug, Serialize, Deserialize)]
struct Content {
    store: String,
    practice: bool,
    till: String,
    currencies: Vec<CurrencyReport>,
    open: Vec<OpenMatter>,
    repeats: Option<i64>,
    continues: Option<i64>,
    overlaps: Option<i64>,
}

impl App {
    /// Makes a sheet of a span (milliseconds since 1970, the end exclusive) under the next number, also
    /// where there is one of it already, which it then names.
    ///
    /// # Errors
    /// When the books cannot be written.
    pub async fn make_day_sheet(&self, from: i64, to: i64) -> Result<DaySheetView> {
        let store = self.store()?;
        let (settings, name, made_at) = (store.settings().await?, store.name(), now_ms());
        let practice = store.is_practice();
        // Of one moment: what is paid between the two would be neither counted nor open.
        let look = move |books: &ledger::Books<'_>| {
            Ok((books.count_span(from, to)?, books.open_matters(to)?))
        };
        let (counted, open) = store.ledger.look_up(look).await?;
        let currencies = summed_up(counted, from, to);
        let made = store.ledger.post(move |posting| {
            let SheetKin { repeats, continues, overlaps } = posting.sheet_kin(from, to)?;
            let content = Content {
                store: name,
                practice,
                till: settings.till_name,
                currencies,
                open,
                repeats,
                continues,
                overlaps,
            };
            let text = serde_json::to_string(&content).map_err(std::io::Error::other)?;
            let seller = settings.seller.trim().to_owned();
            let number = posting.keep_day_sheet((from, to), made_at, &seller, &text)?;
            let sheet = DaySheet { number, from, to, made_at, seller };
            Result::Ok(sheet_view(sheet, content))
        });
        made.await
    }

    /// A page of sheets, the latest first, from the one before `before`.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn day_sheets(&self, before: Option<i64>, limit: u32) -> Result<Vec<DaySheetRow>> {
        let limit = limit.clamp(1, MOST_ROWS);
        let look = move |books: &ledger::Books<'_>| books.day_sheets(before, limit);
        let sheets = self.store()?.ledger.look_up(look).await?;
        Ok(sheets.into_iter().map(sheet_row).collect())
    }

    /// One sheet, as it was made.
    ///
    /// # Errors
    /// When there is none of this number, or the books cannot be read.
    pub async fn day_sheet(&self, number: i64) -> Result<DaySheetView> {
        let kept = self.store()?.ledger.look_up(move |books| books.day_sheet(number)).await?;
        let (sheet, text) = kept.ok_or(TillError::NotFound("sheet"))?;
        let content =
            serde_json::from_str(&text).map_err(|_| ledger::LedgerError::Unreadable("sheet"))?;
        Ok(sheet_view(sheet, content))
    }
}

fn sheet_row(sheet: DaySheet) -> DaySheetRow {
    let DaySheet { number, from, to, made_at, seller } = sheet;
    DaySheetRow { number, from, to, made_at, seller }
}

fn sheet_view(sheet: DaySheet, content: Content) -> DaySheetView {
    DaySheetView {
        over: sheet.made_at >= sheet.to,
        report: ReportView::of(sheet.from, sheet.to, &content.currencies),
        sheet: sheet_row(sheet),
        store: content.store,
        practice: content.practice,
        till: content.till,
        open: content.open.into_iter().map(open_matter).collect(),
        repeats: content.repeats,
        continues: content.continues,
        overlaps: content.overlaps,
    }
}

fn open_matter(matter: OpenMatter) -> OpenMatterView {
    let OpenMatter { kind, sale_id, order_number, since, amount } = matter;
    OpenMatterView { kind, sale_id, order_number, since, amount }
}
