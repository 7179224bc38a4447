//! Matters for a person: all of them in one place, and what she decides.

use ledger::Books;
use sale::{Attention, AttentionAction, SaleEvent, SaleId};

use crate::app::App;
use crate::error::TillError::NotForThisMatter;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::orders::sale_row;
use crate::sell::sale_id;
use crate::view::{AttentionItem, SaleView};

/// Of so many sales the matters are shown at most.
const MOST_SALES: u32 = 100;

impl App {
    /// Every open matter, those of the sale with the latest first.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn list_attention(&self) -> Result<Vec<AttentionItem>> {
        let look = |books: &Books<'_>| {
            let mut items = Vec::new();
            for sale in books.sales_with_matters(MOST_SALES)? {
                let summary = books.summary(&sale)?;
                for matter in books.matters(&sale)?.into_iter().rev() {
                    let attention = crate::view::attention(books, &matter)?;
                    items.push(AttentionItem { sale: sale_row(summary.clone()), attention });
                }
            }
            Ok(items)
        };
        Ok(self.store()?.ledger.look_up(look).await?)
    }

    /// A person has looked at a matter and leaves everything as it is.
    ///
    /// # Errors
    /// When it is not open, or its order is being cancelled.
    pub async fn settle_attention(&self, sale_id: &str, attention_id: i64) -> Result<SaleView> {
        let (store, id) = (self.store()?, self::sale_id(sale_id)?);
        let (sale, at) = (id.clone(), now_ms());
        let settle = move |posting: &ledger::Posting<'_>| {
            open_matter(posting, &sale, attention_id, AttentionAction::Keep)?
                .ok_or(NotForThisMatter)?;
            posting.settle_matter(&sale, attention_id, at)?;
            let event = SaleEvent::AttentionSettled { decision: "keep".to_owned() };
            Result::Ok(posting.record(&sale, &event, at)?)
        };
        store.ledger.post(settle).await?;
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }

    /// A person says that an order is the sale's, though its record is not as expected. The store is
    /// asked once more (`ordersRetrieve`): only what it says was paid through makes the sale paid.
    ///
    /// # Errors
    /// When the matter does not offer this, [`TillError::HasOrder`] when the order is not paid through
    /// now, and when the store cannot be asked.
    pub async fn accept_order(&self, sale_id: &str, attention_id: i64) -> Result<SaleView> {
        let (store, id) = (self.store()?, self::sale_id(sale_id)?);
        let client = store.client()?;
        let number = store.matters_order(&id, attention_id, AttentionAction::Accept).await?;
        let read = client.orders_retrieve(&number).await?;
        if !read.order.payment_status.went_through() || read.order.is_cancelled() {
            return Err(TillError::HasOrder);
        }
        let (sale, order, at) = (id.clone(), read.order.clone(), now_ms());
        let accept = move |posting: &ledger::Posting<'_>| {
            open_matter(posting, &sale, attention_id, AttentionAction::Accept)?
                .ok_or(NotForThisMatter)?;
            let other = posting.sale_of_order(&order.number)?.is_some_and(|owner| owner != sale);
            let named = order.sale_reference.is_some_and(|named| named != sale.as_str());
            if other || named {
                return Err(TillError::OrderOfAnother);
            }
            let event = SaleEvent::OrderAccepted { order_number: order.number };
            Ok(posting.record(&sale, &event, at)?)
        };
        store.ledger.post(accept).await?;
        store.confirm(&id, read).await?;
        store.sale_view(&id).await
    }

    /// A person says that an order is not the sale's: the sale is asked about without it from now on.
    ///
    /// # Errors
    /// When the matter does not offer this.
    pub async fn reject_order(&self, sale_id: &str, attention_id: i64) -> Result<SaleView> {
        let (store, id) = (self.store()?, self::sale_id(sale_id)?);
        let (sale, at) = (id.clone(), now_ms());
        let reject = move |posting: &ledger::Posting<'_>| {
            let matter = open_matter(posting, &sale, attention_id, AttentionAction::Reject)?
                .ok_or(NotForThisMatter)?;
            let order_number = matter.order_number().to_owned();
            posting.settle_matters_about(&sale, &order_number, at)?;
            posting.record(&sale, &SaleEvent::OrderRejected { order_number }, at)?;
            Result::Ok(posting.plan_check(&sale, Some(at), 0)?)
        };
        store.ledger.post(reject).await?;
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }
}

impl OpenStore {
    /// The order of an open matter that offers this.
    pub(crate) async fn matters_order(
        &self,
        id: &SaleId,
        attention_id: i64,
        action: AttentionAction,
    ) -> Result<String> {
        let sale = id.clone();
        let look = move |books: &Books<'_>| open_matter(books, &sale, attention_id, action);
        let matter = self.ledger.look_up(look).await?.ok_or(NotForThisMatter)?;
        Ok(matter.order_number().to_owned())
    }
}

/// An open matter, if it offers this. While its order is being cancelled it offers nothing.
pub(crate) fn open_matter(
    books: &Books<'_>,
    sale: &SaleId,
    id: i64,
    action: AttentionAction,
) -> ledger::Result<Option<Attention>> {
    let matter = books.matter(sale, id)?.matter;
    let cancelling = books.cancellation(matter.order_number())?.map(|asked| asked.state);
    Ok(Some(matter).filter(|matter| matter.actions(cancelling).contains(&action)))
}

/// The orders that a person said are not this sale's.
pub(crate) fn rejected_orders(books: &Books<'_>, sale: &SaleId) -> ledger::Result<Vec<String>> {
    let events = books.events(sale)?.into_iter();
    Ok(events
        .filter_map(|recorded| match recorded.event {
            SaleEvent::OrderRejected { order_number } => Some(order_number),
            _ => None,
        })
        .collect())
}
