//! Cancelling an order, with or without paying all of it back: asked of the store once, then looked
//! up until it is known what became of it. There are two doors to it: a matter for a person, and the
//! order's own page.

use std::time::Instant;

use admin_api::{ApiError, CancelOrder, OrderRead, read_order};
use ledger::Cancellation;
use sale::{AttentionAction, RequestState, SaleEvent, SaleId};

use crate::app::App;
use crate::attention::open_matter;
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::sell::sale_id;
use crate::verdict::LOOKS;
use crate::view::{CancelChoice, SaleView};

/// What the merchant reads in the order where nobody said why.
const REASON: &str = "Cancelled at the till";

impl App {
    /// Has the store cancel an order (`ordersCancelCreate`): that of a matter, else the one that paid
    /// the sale. What came of it is told in the sale.
    ///
    /// # Errors
    /// When the matter does not offer this, the sale has no order, the order is being cancelled or
    /// was, a refund of it is not settled, or the store cannot be asked about it first.
    pub async fn cancel_order(
        &self,
        sale_id: &str,
        attention_id: Option<i64>,
        choice: CancelChoice,
    ) -> Result<SaleView> {
        let (store, id) = (self.store()?, self::sale_id(sale_id)?);
        let client = store.client()?;
        let number = store.order_to_cancel(&id, attention_id).await?;
        let read = client.orders_retrieve(&number).await?;
        store.check_owner(&id, &read).await?;
        let full_refund = choice.full_refund;
        store.begin_cancellation(&id, attention_id, &number, full_refund).await?;
        store.publish_sale(&id).await;
        let cancelled = if read.order.is_cancelled() {
            Ok(read)
        } else {
            client.orders_cancel_create(&number, &body(&choice)).await
        };
        let noted = match cancelled {
            Ok(read) => store.settle_cancellation(&id, &number, read, Instant::now()).await,
            Err(error) => store.cancellation_failed(&id, &number, error).await,
        };
        if let Err(error) = noted {
            let (sale, word) = (id.clone(), error.word());
            store.write_later(move |store| {
                let (sale, number, word) = (sale.clone(), number.clone(), word.clone());
                async move { store.cancellation_unclear(&sale, &number, word).await }
            });
            return Err(error);
        }
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }
}

impl OpenStore {
    async fn order_to_cancel(&self, id: &SaleId, matter: Option<i64>) -> Result<String> {
        if let Some(matter) = matter {
            return self.matters_order(id, matter, AttentionAction::CancelOrder).await;
        }
        let sale = id.clone();
        let sale = self.ledger.look_up(move |books| books.sale(&sale)).await?;
        sale.order_number.ok_or(TillError::NotFound("order"))
    }

    /// An order that names another sale is only to be cancelled where it was pulled in into this one.
    async fn check_owner(&self, id: &SaleId, read: &OrderRead) -> Result<()> {
        let sale = id.clone();
        let sale = self.ledger.look_up(move |books| books.sale(&sale)).await?;
        let pulled_in = sale.elsewhere && sale.order_number.as_ref() == Some(&read.order.number);
        let named = read.order.sale_reference.as_deref();
        if named.is_some_and(|named| named != id.as_str()) && !pulled_in {
            return Err(TillError::OrderOfAnother);
        }
        Ok(())
    }

    /// Writes down that the one request is about to leave.
    async fn begin_cancellation(
        &self,
        id: &SaleId,
        matter: Option<i64>,
        number: &str,
        full_refund: bool,
    ) -> Result<()> {
        let (sale, order_number, at) = (id.clone(), number.to_owned(), now_ms());
        let begin = move |posting: &ledger::Posting<'_>| {
            if let Some(matter) = matter {
                open_matter(posting, &sale, matter, AttentionAction::CancelOrder)?
                    .ok_or(TillError::NotForThisMatter)?;
            } else if posting.upsells(&sale)?.iter().any(|charge| charge.state.is_open()) {
                // What the store charges after it has cancelled would stay charged.
                return Err(ledger::LedgerError::UpsellBusy.into());
            }
            posting.begin_cancellation(&sale, &order_number, full_refund, at)?;
            let event = SaleEvent::CancellationSent { order_number, full_refund };
            Result::Ok(posting.record(&sale, &event, at)?)
        };
        self.ledger.post(begin).await?;
        self.silences.heard(&key(number));
        Ok(())
    }

    /// Records a refusal as what it is, and everything unclear as unknown.
    async fn cancellation_failed(&self, id: &SaleId, number: &str, error: ApiError) -> Result<()> {
        let surely_not_done = error.failure.surely_not_done();
        let words = error.failure.first_words();
        let cause = TillError::from(error).word();
        if !surely_not_done {
            return self.cancellation_unclear(id, number, cause).await;
        }
        let reason = words.unwrap_or_else(|| cause.clone());
        let event = SaleEvent::OrderNotCancelled { order_number: number.to_owned(), cause };
        self.move_cancellation(id, number, RequestState::NotDone, Some(reason), event).await
    }

    /// Nobody can say what became of it: the order will tell.
    async fn cancellation_unclear(&self, id: &SaleId, number: &str, cause: String) -> Result<()> {
        let event = SaleEvent::CancellationUnclear { order_number: number.to_owned(), cause };
        self.move_cancellation(id, number, RequestState::Unknown, None, event).await?;
        self.silences.heard(&key(number));
        Ok(())
    }

    /// Records what the order itself says.
    async fn settle_cancellation(
        &self,
        id: &SaleId,
        number: &str,
        read: OrderRead,
        asked: Instant,
    ) -> Result<()> {
        let order = read.order.clone();
        self.keep_order(id, read).await?;
        let order_number = number.to_owned();
        if order.is_cancelled() {
            let event = SaleEvent::OrderCancelled { order_number, refunded: order.paid_back() };
            return self.move_cancellation(id, number, RequestState::Done, None, event).await;
        }
        let look = order_number.clone();
        let open = self.ledger.look_up(move |books| books.cancellation(&look)).await?;
        let Some(open) = open.filter(|cancellation| cancellation.state.is_open()) else {
            return Ok(());
        };
        if open.checks < LOOKS || self.silences.until(&key(number), asked) < self.timings.upsell_ms
        {
            return self.look_at_cancellation_again(&open).await;
        }
        let cause = "not_cancelled".to_owned();
        let event = SaleEvent::OrderNotCancelled { order_number, cause: cause.clone() };
        self.move_cancellation(id, number, RequestState::NotDone, Some(cause), event).await
    }

    async fn look_at_cancellation_again(&self, open: &Cancellation) -> Result<()> {
        if open.state != RequestState::Unknown {
            let (sale, cause) = (&open.sale_id, "not_cancelled_yet".to_owned());
            return self.cancellation_unclear(sale, &open.order_number, cause).await;
        }
        self.plan_look(open, open.checks, open.checks.saturating_add(1)).await
    }

    /// Plans the next look: the later, the more there were. Those that failed count as none.
    async fn plan_look(&self, open: &Cancellation, so_far: u32, checks: u32) -> Result<()> {
        let pause = self.timings.look_pause_ms(so_far);
        let number = open.order_number.clone();
        let plan = move |posting: &ledger::Posting<'_>| {
            Result::Ok(posting.plan_cancellation_check(&number, now_ms() + pause, checks)?)
        };
        self.ledger.post(plan).await
    }

    async fn move_cancellation(
        &self,
        id: &SaleId,
        number: &str,
        state: RequestState,
        reason: Option<String>,
        event: SaleEvent,
    ) -> Result<()> {
        let (sale, number, at) = (id.clone(), number.to_owned(), now_ms());
        let next = at + self.timings.first_pause_ms;
        let record = move |posting: &ledger::Posting<'_>| {
            if posting.move_cancellation(&number, state, reason.as_deref())? {
                posting.record(&sale, &event, at)?;
                if state == RequestState::Unknown {
                    posting.plan_cancellation_check(&number, next, 0)?;
                }
                settle_if_nothing_is_left(posting, &sale, &number, at)?;
            }
            Result::Ok(())
        };
        self.ledger.post(record).await?;
        self.publish_sale(id).await;
        Ok(())
    }

    /// Looks up an order that may have been cancelled. It is never asked for again.
    pub(crate) async fn ask_about_cancellation(&self, open: &Cancellation) -> Result<()> {
        let asked = Instant::now();
        let read = match self.client_about(&open.sale_id).await {
            Ok(client) => client.orders_retrieve(&open.order_number).await.map_err(Into::into),
            Err(error) => Err(error),
        };
        match read {
            Ok(read) => {
                self.silences.answered(&key(&open.order_number));
                self.settle_cancellation(&open.sale_id, &open.order_number, read, asked).await
            }
            Err(error) => {
                tracing::info!(error = %causes(&error), "a cancelled order could not be looked up");
                let failures = self.silences.failed(&key(&open.order_number));
                self.plan_look(open, failures, open.checks).await
            }
        }
    }
}

fn body(choice: &CancelChoice) -> CancelOrder {
    let reason = choice.reason.trim();
    CancelOrder {
        cancel_reason: if reason.is_empty() { REASON } else { reason }.to_owned(),
        full_refund: choice.full_refund,
        send_cancel_notification: choice.notify,
    }
}

/// Settles every matter about an order that was cancelled here and is paid back whole: nothing about
/// it needs a person any more.
pub(crate) fn settle_if_nothing_is_left(
    posting: &ledger::Posting<'_>,
    sale: &SaleId,
    number: &str,
    at: i64,
) -> Result<()> {
    let asked = posting.cancellation(number)?;
    if asked.is_none_or(|asked| asked.state != RequestState::Done) {
        return Ok(());
    }
    let order = posting.order(number)?.and_then(|record| read_order(&record.raw));
    if order.is_some_and(|order| order.is_paid_back_whole()) {
        posting.settle_matters_about(sale, number, at)?;
    }
    Ok(())
}

/// The key of the questions about a cancelling.
pub(crate) fn key(number: &str) -> String {
    format!("cancel/{number}")
}
