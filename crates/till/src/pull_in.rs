//! Pulling an order in by its number: one that was made elsewhere, to be looked at and looked after
//! here.

use admin_api::{OrderRead, read_customer};
use sale::{Currency, SaleId, SaleState};

use crate::app::App;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::sell::new_sale_id;
use crate::view::SaleView;

impl App {
    /// Opens the order of this number (`ordersRetrieve`). One that is here already is simply shown. One
    /// of this till's own that its books miss is taken over, as a comparison does. Any other becomes a
    /// sale of its own that is in nobody's takings here.
    ///
    /// # Errors
    /// When the store has no such order, [`TillError::OrderNotPaid`] when it was never paid through,
    /// and when the store cannot be asked.
    pub async fn pull_in_order(&self, number: &str) -> Result<SaleView> {
        let store = self.store()?;
        let number = number.trim().trim_start_matches('#').trim();
        if let Some(id) = store.sale_here(number, None).await? {
            return store.sale_view(&id).await;
        }
        let read = store.client()?.orders_retrieve(number).await?;
        let id = store.pull_in(read).await?;
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }
}

impl OpenStore {
    /// The sale here that this order belongs to, or that it says it is of.
    async fn sale_here(&self, number: &str, named: Option<SaleId>) -> Result<Option<SaleId>> {
        let number = number.to_owned();
        let look = move |books: &ledger::Books<'_>| {
            if let Some(id) = books.sale_of_order(&number)? {
                return Ok(Some(id));
            }
            let Some(named) = named else { return Ok(None) };
            match books.sale_state(&named) {
                Err(ledger::LedgerError::NotFound(_)) => Ok(None),
                state => state.map(|_| Some(named)),
            }
        };
        Ok(self.ledger.look_up(look).await?)
    }

    async fn pull_in(&self, read: OrderRead) -> Result<SaleId> {
        let order = &read.order;
        let named: Option<SaleId> = order.sale_reference.as_deref().and_then(|id| id.parse().ok());
        let here = self.sale_here(&order.number, named).await?;
        let is_own = order.till_reference.as_deref() == Some(&self.till_id);
        if !order.was_paid() {
            return here.ok_or(TillError::OrderNotPaid);
        }
        let may_be_taken_over = order.payment_status.went_through() && !order.is_cancelled();
        if (is_own || here.is_some()) && may_be_taken_over {
            // None where its record is not as it should be: that is a matter for its own sale.
            if let Some(id) = self.take_over(read.clone()).await? {
                return Ok(id);
            }
        }
        match here {
            Some(id) => Ok(id),
            None => self.begin_sale_of(read).await,
        }
    }

    /// A sale of these books for an order that was made elsewhere.
    async fn begin_sale_of(&self, read: OrderRead) -> Result<SaleId> {
        let (id, now) = (new_sale_id(), now_ms());
        let customer = read_customer(&read.raw);
        let currency = read.order.currency.unwrap_or(Currency::USD);
        let total = read.order.total.ok_or(TillError::OrderNotPaid)?;
        let paid_at = read.order.placed_at.unwrap_or(now);
        let (sale, number, raw) = (id.clone(), read.order.number.clone(), read.raw.clone());
        let begin = move |posting: &ledger::Posting<'_>| {
            if let Some(here) = posting.sale_of_order(&number)? {
                return Ok(here);
            }
            posting.find_sale(&sale, &customer, currency, now)?;
            posting.keep_order(&sale, &number, &raw, now)?;
            posting.pull_in(&sale, &number, total, paid_at, now)?;
            debug_assert_eq!(posting.sale_state(&sale)?, SaleState::Paid);
            Result::Ok(sale)
        };
        let id = self.ledger.post(begin).await?;
        self.keep_order(&id, read).await?;
        Ok(id)
    }
}
