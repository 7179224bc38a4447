//! What a span of time came to.

use sale::report::{CurrencyReport, reports};

use crate::app::App;
use crate::calendar::Calendar;
use crate::error::Result;
use crate::open_store::OpenStore;
use crate::view::ReportView;

impl App {
    /// What was paid and paid back from `from` until before `to` (milliseconds since 1970), for each
    /// currency, with its hours and days as they are where the till stands.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn report(&self, from: i64, to: i64) -> Result<ReportView> {
        let currencies = self.store()?.count_span(from, to).await?;
        Ok(ReportView::of(from, to, &currencies))
    }
}

impl OpenStore {
    /// What was counted in a span, summed up.
    pub(crate) async fn count_span(&self, from: i64, to: i64) -> Result<Vec<CurrencyReport>> {
        let counted = self.ledger.look_up(move |books| books.count_span(from, to)).await?;
        let calendar = Calendar::here();
        Ok(reports(counted, &calendar.days(from, to), |at| calendar.hour(at)))
    }
}
