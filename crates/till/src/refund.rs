//! Paying back some of an order: the store calculates, a person confirms its amount, and it is asked
//! for once; then it is looked up in the order until it is known what became of it.

use std::sync::Arc;
use std::time::Instant;

use admin_api::{
    ApiError, CalculateRefund, Client, NewRefund as RefundBody, OrderRead, RefundCalculation,
};
use ledger::{NewRefund, RefundOutcome, RefundRecord};
use sale::{
    Money, Order, PayBack, Refund, RefundChoice, RefundEvidence, RefundPlan, RefundShape,
    RequestState, SaleEvent, SaleId, SaleState,
};

use crate::app::App;
use crate::cancellation::settle_if_nothing_is_left;
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::sell::sale_id;
use crate::verdict::LOOKS;
use crate::view::{RefundQuote, RefundRequest, RefundsSoFar, SaleView};

impl App {
    /// What the store would pay back for this choice (`ordersRefundCalculateCreate`). Moves no money.
    ///
    /// # Errors
    /// When the sale has no paid order, or the store refuses, naming what of the choice.
    pub async fn calculate_refund(
        &self,
        sale_id: &str,
        choice: RefundChoice,
    ) -> Result<RefundQuote> {
        let (store, id) = (self.store()?, self::sale_id(sale_id)?);
        let client = store.client()?;
        let (number, so_far) = store.refundable_order(&id).await?;
        let calculated = calculate(&client, &number, &choice.without_nothings()).await?;
        let amount = amount_of(&calculated).unwrap_or(Money::zero(calculated.value.currency));
        Ok(RefundQuote::new(calculated, amount, so_far))
    }

    /// Has the store pay back what was chosen and confirmed (`ordersRefundCreate`). What came of it is
    /// told in the order.
    ///
    /// # Errors
    /// [`TillError::RefundChanged`] when the store calculates another amount now than was confirmed,
    /// or the order was refunded meanwhile; [`ledger::LedgerError::RefundBusy`] while a refund of it
    /// is not settled. Nothing was asked for then.
    pub async fn refund_order(&self, sale_id: &str, request: RefundRequest) -> Result<SaleView> {
        let (store, id) = (self.store()?, self::sale_id(sale_id)?);
        let client = store.client()?;
        let asked = store.begin_refund(&id, request, &client).await?;
        store.publish_sale(&id).await;
        let noted = match client.orders_refund_create(&asked.number, &asked.body).await {
            Ok(made) => store.refund_made(asked.entry, &made, &client).await,
            Err(error) => store.refund_failed(asked.entry, error).await,
        };
        if let Err(error) = noted {
            let (entry, word) = (asked.entry, error.word());
            store.write_later(move |store| {
                let word = word.clone();
                async move { store.refund_unclear(entry, word).await }
            });
            return Err(error);
        }
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }
}

/// A refund that is written down and about to leave.
struct Asked {
    entry: i64,
    number: String,
    body: RefundBody,
}

impl OpenStore {
    /// The number of a paid sale's order, and the refunds of it that are known.
    async fn refundable_order(&self, id: &SaleId) -> Result<(String, RefundsSoFar)> {
        let sale = id.clone();
        let look = move |books: &ledger::Books<'_>| {
            let sale = books.sale(&sale)?;
            let number = sale.order_number.ok_or(ledger::LedgerError::NotFound("order"))?;
            let asked_here = books.refunds_of_order(&number)?.len();
            let order = books.order(&number)?.and_then(|kept| admin_api::read_order(&kept.raw));
            let in_record = order.map(|order| RefundShape::of(&order).refunds).unwrap_or_default();
            Ok((sale.state, number, RefundsSoFar { asked_here, in_record }))
        };
        match self.ledger.look_up(look).await? {
            (SaleState::Paid, number, so_far) => Ok((number, so_far)),
            (state, ..) => Err(sale::NotAllowed(state).into()),
        }
    }

    /// Asks once more what it comes to, and writes down that the one request is about to leave.
    async fn begin_refund(
        &self,
        id: &SaleId,
        request: RefundRequest,
        client: &Client,
    ) -> Result<Asked> {
        let (number, _) = self.refundable_order(id).await?;
        let choice = request.choice.without_nothings();
        let calculated = calculate(client, &number, &choice).await?;
        let RefundsSoFar { asked_here, in_record } = request.so_far;
        let order = self.order_before_refund(id, &number, &in_record, client).await?;
        if amount_of(&calculated) != Some(request.confirmed) {
            return Err(TillError::RefundChanged);
        }
        let body = RefundBody::of(&choice, &calculated, &request.note, request.notify);
        let body = body.ok_or(TillError::RefundChanged)?;
        let pay_back = |part: &admin_api::CalculatedPayBack| PayBack {
            transaction: part.id,
            amount: part.amount,
        };
        let new = NewRefund {
            sale_id: id.clone(),
            order_number: number.clone(),
            amount: request.confirmed,
            plan: RefundPlan {
                lines: choice.lines,
                pay_backs: calculated.pay_backs.iter().map(pay_back).collect(),
                before: RefundShape::of(&order),
            },
        };
        let at = now_ms();
        let begin = move |posting: &ledger::Posting<'_>| {
            let entry = posting.begin_refund(&new, asked_here, at)?;
            let (order_number, amount) = (new.order_number, new.amount);
            let event = SaleEvent::RefundSent { order_number, amount };
            posting.record(&new.sale_id, &event, at)?;
            Result::Ok(entry)
        };
        let entry = self.ledger.post(begin).await?;
        self.silences.heard(&key(entry));
        Ok(Asked { entry, number, body })
    }

    /// The order as it stands at the store: whatever refunds it has by now are no work of this one. One
    /// that nobody knew of when the amount was calculated must be looked at first.
    async fn order_before_refund(
        &self,
        id: &SaleId,
        number: &str,
        known: &[i64],
        client: &Client,
    ) -> Result<Order> {
        let read = client.orders_retrieve(number).await?;
        let order = read.order.clone();
        self.keep_order(id, read).await?;
        if order.refunds.iter().any(|refund| !known.contains(&refund.id)) {
            self.publish_sale(id).await;
            return Err(TillError::RefundChanged);
        }
        Ok(order)
    }

    /// The store's own word that it has made the refund. The order is read again to show it; should
    /// that fail, what the store said stands all the same.
    async fn refund_made(&self, entry: i64, made: &Refund, client: &Client) -> Result<()> {
        let asked = self.ledger.look_up(move |books| books.refund(entry)).await?;
        self.refund_done(&asked, Some(made.id), made.amount.or(asked.plan.amount())).await?;
        let read = async {
            let read = client.orders_retrieve(&asked.order_number).await?;
            self.keep_order(&asked.sale_id, read).await?;
            self.see_what_is_left(&asked).await
        };
        if let Err(error) = read.await {
            tracing::info!(error = %causes(&error), "a refunded order could not be read again");
        }
        Ok(())
    }

    /// Records a refusal as what it is, and everything unclear as unknown.
    async fn refund_failed(&self, entry: i64, error: ApiError) -> Result<()> {
        let surely_not_done = error.failure.surely_not_done();
        let error = TillError::from(error);
        if !surely_not_done {
            return self.refund_unclear(entry, error.word()).await;
        }
        let asked = self.ledger.look_up(move |books| books.refund(entry)).await?;
        let said = serde_json::to_string(&error.view()).map_err(std::io::Error::other)?;
        self.refund_not_done(&asked, error.word(), Some(said)).await
    }

    /// Nobody can say what became of it: the order will tell.
    async fn refund_unclear(&self, entry: i64, cause: String) -> Result<()> {
        let asked = self.ledger.look_up(move |books| books.refund(entry)).await?;
        let order_number = asked.order_number.clone();
        let event = SaleEvent::RefundUnclear { order_number, cause };
        self.move_refund(&asked, RequestState::Unknown, RefundOutcome::default(), event).await?;
        self.silences.heard(&key(entry));
        Ok(())
    }

    async fn refund_done(
        &self,
        asked: &RefundRecord,
        refund: Option<i64>,
        amount: Option<Money>,
    ) -> Result<()> {
        let outcome = RefundOutcome { refund, refunded: amount, error: None };
        let event = SaleEvent::OrderRefunded { order_number: asked.order_number.clone(), amount };
        self.move_refund(asked, RequestState::Done, outcome, event).await
    }

    async fn refund_not_done(
        &self,
        asked: &RefundRecord,
        cause: String,
        error: Option<String>,
    ) -> Result<()> {
        let order_number = asked.order_number.clone();
        let event = SaleEvent::OrderNotRefunded { order_number, cause };
        let outcome = RefundOutcome { error, ..RefundOutcome::default() };
        self.move_refund(asked, RequestState::NotDone, outcome, event).await
    }

    /// Records what the order itself says.
    async fn settle_refund(
        &self,
        asked: &RefundRecord,
        read: OrderRead,
        at: Instant,
    ) -> Result<()> {
        let evidence = asked.plan.evidence(&read.order);
        self.keep_order(&asked.sale_id, read).await?;
        match evidence {
            RefundEvidence::Done { refund, amount } => {
                self.refund_done(asked, refund, amount).await?;
                self.see_what_is_left(asked).await
            }
            RefundEvidence::Nothing => self.no_refund_yet(asked, at).await,
        }
    }

    /// After a while, and after more than one look, what the order does not show was not done.
    async fn no_refund_yet(&self, asked: &RefundRecord, at: Instant) -> Result<()> {
        let silent_ms = self.silences.until(&key(asked.entry), at);
        if asked.checks < LOOKS || silent_ms < self.timings.upsell_ms {
            return self
                .plan_refund_look(asked, asked.checks, asked.checks.saturating_add(1))
                .await;
        }
        self.refund_not_done(asked, "not_in_the_order".to_owned(), None).await
    }

    /// Plans the next look: the later, the more there were. Those that failed count as none.
    async fn plan_refund_look(&self, asked: &RefundRecord, so_far: u32, checks: u32) -> Result<()> {
        let (entry, pause) = (asked.entry, self.timings.look_pause_ms(so_far));
        let plan = move |posting: &ledger::Posting<'_>| {
            Result::Ok(posting.plan_refund_check(entry, now_ms() + pause, checks)?)
        };
        self.ledger.post(plan).await
    }

    async fn move_refund(
        &self,
        asked: &RefundRecord,
        state: RequestState,
        outcome: RefundOutcome,
        event: SaleEvent,
    ) -> Result<()> {
        let (entry, sale, at) = (asked.entry, asked.sale_id.clone(), now_ms());
        let next = at + self.timings.first_pause_ms;
        let record = move |posting: &ledger::Posting<'_>| {
            if posting.move_refund(entry, state, &outcome)? {
                posting.record(&sale, &event, at)?;
                if state == RequestState::Unknown {
                    posting.plan_refund_check(entry, next, 0)?;
                }
            }
            Result::Ok(())
        };
        self.ledger.post(record).await?;
        self.publish_sale(&asked.sale_id).await;
        Ok(())
    }

    /// Of a cancelled order whose last money went back nothing needs a person any more.
    async fn see_what_is_left(&self, asked: &RefundRecord) -> Result<()> {
        let (sale, number) = (asked.sale_id.clone(), asked.order_number.clone());
        let settle = move |posting: &ledger::Posting<'_>| {
            settle_if_nothing_is_left(posting, &sale, &number, now_ms())
        };
        self.ledger.post(settle).await
    }

    /// Looks up an order that may have been refunded. It is never asked for again.
    pub(crate) async fn ask_about_refund(self: Arc<Self>, asked: RefundRecord) -> Result<()> {
        let at = Instant::now();
        let read = match self.client_about(&asked.sale_id).await {
            Ok(client) => client.orders_retrieve(&asked.order_number).await.map_err(Into::into),
            Err(error) => Err(error),
        };
        match read {
            Ok(read) => {
                self.silences.answered(&key(asked.entry));
                self.settle_refund(&asked, read, at).await
            }
            Err(error) => {
                tracing::info!(error = %causes(&error), "a refund could not be looked up");
                let failures = self.silences.failed(&key(asked.entry));
                self.plan_refund_look(&asked, failures, asked.checks).await
            }
        }
    }
}

async fn calculate(
    client: &Client,
    number: &str,
    choice: &RefundChoice,
) -> Result<RefundCalculation> {
    let wanted = CalculateRefund::of(choice);
    Ok(client.orders_refund_calculate_create(number, &wanted).await?)
}

/// What is paid back in all; none where it is nothing.
fn amount_of(calculated: &RefundCalculation) -> Option<Money> {
    let (first, rest) = calculated.pay_backs.split_first()?;
    let sum = rest.iter().try_fold(first.amount, |sum, part| sum.plus(part.amount).ok())?;
    (sum.minor > 0).then_some(sum)
}

/// The key of the questions about a refund.
pub(crate) fn key(entry: i64) -> String {
    format!("refund/{entry}")
}
