//! Mending what a comparison found, by the store's record as it is now.

use admin_api::{OrderRead, read_customer};
use sale::{Currency, SaleId, differences};

use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::view::FindingKind;

impl OpenStore {
    pub(super) async fn mend(&self, finding_id: i64) -> Result<()> {
        let client = self.client()?;
        let finding = self.ledger.look_up(move |books| books.finding(finding_id)).await?;
        if finding.what.mended_at.is_some() {
            return Ok(());
        }
        let read = client.orders_retrieve(&finding.order_number).await?;
        match (FindingKind::parse(&finding.what.kind), finding.what.sale_id) {
            (Some(FindingKind::MissingHere), _) => {
                self.take_over(read).await?.ok_or(TillError::OrderOfAnother)?;
            }
            (Some(FindingKind::TotalDiffers), Some(sale)) => {
                let currency = |money: sale::Money| money.currency;
                if read.order.total.map(currency) != finding.what.here.map(currency) {
                    return Err(TillError::NotForThisMatter);
                }
                self.keep_order(&sale, read).await?;
                self.publish_sale(&sale).await;
            }
            _ => return Err(TillError::NotForThisMatter),
        }
        let at = now_ms();
        let mended =
            move |posting: &ledger::Posting<'_>| Result::Ok(posting.mend_finding(finding_id, at)?);
        self.ledger.post(mended).await
    }

    /// Takes a paid order of this till over: its sale, which these books may not know, is paid. None
    /// where the order does not say which sale it is of, or is not paid through.
    pub(crate) async fn take_over(&self, read: OrderRead) -> Result<Option<SaleId>> {
        let order = &read.order;
        let named: Option<SaleId> = order.sale_reference.as_deref().and_then(|id| id.parse().ok());
        let Some(id) = named.filter(|id| differences(id, None, order).is_empty()) else {
            return Ok(None);
        };
        let sale = id.clone();
        let at = order.placed_at.unwrap_or_else(now_ms);
        let currency = order.currency.unwrap_or(Currency::USD);
        let customer = read_customer(&read.raw);
        let find = move |posting: &ledger::Posting<'_>| {
            match posting.sale(&sale) {
                Err(ledger::LedgerError::NotFound(_)) => {
                    posting.find_sale(&sale, &customer, currency, at)?;
                }
                known => drop(known?),
            }
            Result::Ok(())
        };
        self.ledger.post(find).await?;
        self.confirm(&id, read.clone()).await?;
        self.keep_order(&id, read).await?;
        self.publish_sale(&id).await;
        Ok(Some(id))
    }
}
