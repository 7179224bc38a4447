//! What a span of time came to.

use sale::report::{Counted, CurrencyReport, reports};

use crate::app::App;
use crate::calendar::Calendar;
use crate::error::Result;
use crate::view::ReportView;

impl App {
    /// What was paid and paid back from `from` until before `to` (milliseconds since 1970), for each
    /// currency, with its hours and days as they are where the till stands.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn report(&self, from: i64, to: i64) -> Result<ReportView> {
        let count = move |books: &ledger::Books<'_>| books.count_span(from, to);
        let counted = self.store()?.ledger.look_up(count).await?;
        Ok(ReportView::of(from, to, &summed_up(counted, from, to)))
    }
}

/// What was counted in a span, summed up.
pub(crate) fn summed_up(counted: Counted, from: i64, to: i64) -> Vec<CurrencyReport> {
    let calendar = Calendar::here();
    reports(counted, &calendar.days(from, to), |at| calendar.hour(at))
}
