//! The click on an upsell: what it is for, and that it is written down before anything is sent.

use admin_api::{Client, NewLine};
use ledger::NewUpsell;
use sale::{
    Money, Order, OrderLine, OrderShape, RequestState, SaleEvent, SaleId, SaleState, UpsellId,
};
use uuid::Uuid;

use crate::error::{Result, TillError};
use crate::offers::{self, Standing};
use crate::open_store::{OpenStore, now_ms};

impl OpenStore {
    /// Shows a sale anew for a reason that its own rows don't tell: an offer of it has changed.
    pub(crate) async fn show_anew(&self, id: &SaleId) -> Result<()> {
        let sale = id.clone();
        self.ledger.post(move |posting| Result::Ok(posting.touch(&sale)?)).await?;
        self.publish_sale(id).await;
        Ok(())
    }

    /// The order as it stands at the store: whatever it holds by now is no work of the click.
    pub(super) async fn order_before_upsell(&self, id: &SaleId, client: &Client) -> Result<Order> {
        let sale_id = id.clone();
        let sale = self.ledger.look_up(move |books| books.sale(&sale_id)).await?;
        if sale.state != SaleState::Paid {
            return Err(sale::NotAllowed(sale.state).into());
        }
        let number = sale.order_number.ok_or(TillError::NotFound("order"))?;
        let read = client.orders_retrieve(&number).await?;
        let order = read.order.clone();
        self.keep_order(id, read).await?;
        Ok(order)
    }

    /// Writes the click down; gives it with the line to send. The schema refuses a second one.
    pub(super) async fn intend(
        &self,
        id: &SaleId,
        variant_id: i64,
        shown: Money,
        order: &Order,
    ) -> Result<(NewUpsell, NewLine)> {
        if !order.supports_upsells || order.is_cancelled() {
            return Err(no_upsells());
        }
        // Books from a backup, or a store that was slow, may not know of its charge.
        let is_it = |line: &OrderLine| line.is_upsell && line.variant_id == Some(variant_id);
        if order.lines.iter().any(is_it) {
            return Err(ledger::LedgerError::UpsellBusy.into());
        }
        let (sale_id, upsell_id, at) = (id.clone(), new_upsell_id(), now_ms());
        let order = order.clone();
        self.ledger
            .post(move |posting| {
                let (order_number, shape) = (order.number.clone(), OrderShape::of(&order));
                let cancelling = posting.cancellation(&order_number)?.map(|asked| asked.state);
                if cancelling.is_some_and(|state| state != RequestState::NotDone) {
                    return Err(no_upsells());
                }
                let standing = offers::standing_offer(posting, &sale_id, &order, variant_id)?;
                let Some(Standing { item, price, is_own_price }) = standing else {
                    return Err(TillError::Unavailable("This product".to_owned()));
                };
                if price != shown {
                    return Err(TillError::PriceChanged);
                }
                let new = NewUpsell {
                    id: upsell_id,
                    sale_id,
                    order_number,
                    variant_id,
                    title: item.title,
                    variant_title: item.variant_title,
                    price,
                    shape,
                };
                posting.intend_upsell(&new, at)?;
                let upsell = new.id.clone();
                let intended = SaleEvent::UpsellIntended { upsell, variant_id, price };
                posting.record(&new.sale_id, &intended, at)?;
                Ok((new, NewLine::upsell(variant_id, is_own_price.then_some(price))))
            })
            .await
    }
}

fn no_upsells() -> TillError {
    TillError::Unavailable("An upsell for this order".to_owned())
}

fn new_upsell_id() -> UpsellId {
    let text = Uuid::now_v7().hyphenated().to_string();
    text.parse().expect("a UUID in lower case is an id")
}
