//! Comparing one order with its sale.

use admin_api::{ApiError, Failure, OrderRead};
use ledger::{Compared, Comparison, NewFinding, SaleRecord};
use sale::{Money, Order, SaleId, SaleState};

use crate::answers::keep_record;
use crate::error::Result;
use crate::open_store::{OpenStore, now_ms};
use crate::view::FindingKind;

impl OpenStore {
    /// Compares the next order, or ends the comparison.
    pub(super) async fn compare_next(&self, comparison: &Comparison) -> Result<()> {
        let id = comparison.id;
        let Some(number) = self.ledger.look_up(move |books| books.next_compared(id)).await? else {
            let at = now_ms();
            let finish =
                move |posting: &ledger::Posting<'_>| Result::Ok(posting.finish_comparison(id, at)?);
            return self.ledger.post(finish).await;
        };
        let client = self.client()?.in_background();
        let outcome = match client.orders_retrieve(&number).await {
            Ok(read) => self.compare_order(read, comparison.mends).await?,
            Err(ApiError { failure: Failure::NotFound, .. }) => self.missing_there(&number).await?,
            Err(ApiError { failure: Failure::Unreadable(_) | Failure::Refused(_), .. }) => {
                // One order must not keep the others from being compared.
                let sale = self.sale_of(&number, None).await?;
                let here = sale.as_ref().map(|sale| sale.total);
                Compared::Found(vec![finding(FindingKind::Unreadable, sale.as_ref(), here, None)])
            }
            Err(error) => return Err(error.into()),
        };
        let end = move |posting: &ledger::Posting<'_>| {
            Result::Ok(posting.end_compared(id, &number, &outcome)?)
        };
        self.ledger.post(end).await
    }

    async fn missing_there(&self, number: &str) -> Result<Compared> {
        let sale = self.sale_of(number, None).await?;
        let paid_by_it = |sale: &SaleRecord| sale.order_number.as_deref() == Some(number);
        Ok(sale.filter(paid_by_it).map_or(Compared::Other, |sale| {
            let here = Some(sale.total);
            Compared::Found(vec![finding(FindingKind::MissingThere, Some(&sale), here, None)])
        }))
    }

    async fn compare_order(&self, read: OrderRead, mends: bool) -> Result<Compared> {
        let order = &read.order;
        match self.sale_of(&order.number, order.sale_reference.as_deref()).await? {
            None if order.till_reference.as_deref() != Some(&self.till_id) => Ok(Compared::Other),
            Some(sale) if sale.order_number.as_deref() == Some(order.number.as_str()) => {
                let found = amounts(&sale, order);
                self.keep_record(&sale.id, read).await?;
                Ok(found)
            }
            _ if !order.payment_status.went_through() || order.is_cancelled() => {
                // Nothing was paid for it that stands; what is still open is being settled.
                Ok(Compared::Matched)
            }
            // A second order of a sale is a matter for a person.
            Some(sale) if sale.state == SaleState::Paid => {
                self.confirm(&sale.id, read).await?;
                Ok(Compared::Matched)
            }
            sale => self.missing_here(sale, read, mends).await,
        }
    }

    async fn missing_here(
        &self,
        sale: Option<SaleRecord>,
        read: OrderRead,
        mends: bool,
    ) -> Result<Compared> {
        let there = read.order.total;
        let mut found = finding(FindingKind::MissingHere, sale.as_ref(), None, there);
        if mends {
            found.sale_id = self.take_over(read).await?.or(found.sale_id);
            found.mended_at = found.sale_id.as_ref().map(|_| now_ms());
        }
        Ok(Compared::Found(vec![found]))
    }

    /// The sale here that an order belongs to, or says it does.
    pub(super) async fn sale_of(
        &self,
        number: &str,
        reference: Option<&str>,
    ) -> Result<Option<SaleRecord>> {
        let number = number.to_owned();
        let named: Option<SaleId> = reference.and_then(|named| named.parse().ok());
        let look = move |books: &ledger::Books<'_>| {
            let Some(id) = books.sale_of_order(&number)?.or(named) else { return Ok(None) };
            match books.sale(&id) {
                Err(ledger::LedgerError::NotFound(_)) => Ok(None),
                sale => sale.map(Some),
            }
        };
        Ok(self.ledger.look_up(look).await?)
    }

    /// Keeps the store's record as it is now; what the sale came to stays until somebody mends it.
    async fn keep_record(&self, id: &SaleId, read: OrderRead) -> Result<()> {
        let (id, now) = (id.clone(), now_ms());
        let keep =
            move |posting: &ledger::Posting<'_>| Result::Ok(keep_record(posting, &id, &read, now)?);
        self.ledger.post(keep).await.map(drop)
    }
}

/// Whether the sale's total is the order's, and the order's what its transactions took.
fn amounts(sale: &SaleRecord, order: &Order) -> Compared {
    let mut found = Vec::new();
    if order.total != Some(sale.total) {
        let here = Some(sale.total);
        found.push(finding(FindingKind::TotalDiffers, Some(sale), here, order.total));
    }
    let taken = order.taken();
    let stands = order.payment_status.went_through() || order.is_paid_back_whole();
    if !stands || (taken.is_some() && taken != order.total) {
        found.push(finding(FindingKind::TakenDiffers, Some(sale), order.total, taken));
    }
    if found.is_empty() { Compared::Matched } else { Compared::Found(found) }
}

fn finding(
    kind: FindingKind,
    sale: Option<&SaleRecord>,
    here: Option<Money>,
    there: Option<Money>,
) -> NewFinding {
    let sale_id = sale.map(|sale| sale.id.clone());
    NewFinding { kind: kind.word().to_owned(), sale_id, here, there, mended_at: None }
}
