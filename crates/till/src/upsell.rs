//! Upsells: one charge for one click, and what became of it.

mod click;

use std::sync::Arc;
use std::time::Instant;

use admin_api::{
    AddLineItems, ApiError, Client, Failure, NewLine, OrderRead, UpsellPaymentDetails,
};
use ledger::{NewUpsell, Settlement, UpsellRecord};
use sale::{
    Attention, ChargeState, Money, SaleEvent, SaleId, UpsellEvidence, UpsellId,
    upsell::{evidence, failed_since},
};

use crate::app::App;
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::sell::sale_id;
use crate::verdict::LOOKS;
use crate::view::SaleView;

impl App {
    /// Charges one upsell to a paid order (`ordersAddLineItemsCreate`): one click, at most one
    /// charge. What came of it is told in the sale. `price` is the one that was shown.
    ///
    /// # Errors
    /// When the sale is not paid, its order takes no upsells, the product cannot be sold or has
    /// another price by now, another charge of the sale is on its way, or this one's last is
    /// unsettled or was charged.
    pub async fn add_upsell(
        &self,
        sale_id: &str,
        variant_id: i64,
        price: Money,
    ) -> Result<SaleView> {
        let store = self.store()?;
        let id = self::sale_id(sale_id)?;
        let client = store.client()?;
        let order = store.order_before_upsell(&id, &client).await?;
        let intended = store.intend(&id, variant_id, price, &order).await;
        if let Err(TillError::PriceChanged) = intended {
            store.show_anew(&id).await?;
        }
        let (charge, line) = intended?;
        store.publish_sale(&id).await;
        if let Err(error) = Arc::clone(&store).send(&charge, line, &client).await {
            let (charge, cause) = (charge.id, error.word());
            store.write_later(move |store| {
                let (charge, cause) = (charge.clone(), cause.clone());
                async move { store.leave_unclear(&charge, cause).await }
            });
            return Err(error);
        }
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }
}

impl OpenStore {
    /// Sends the one request of a charge, and records what came of it.
    async fn send(
        self: Arc<Self>,
        charge: &NewUpsell,
        line: NewLine,
        client: &Client,
    ) -> Result<()> {
        let settings = self.settings().await?;
        let wanted = settings.payment_gateway.is_some() || settings.payment_gateway_group.is_some();
        let request = AddLineItems {
            lines: vec![line],
            payment_details: wanted.then_some(UpsellPaymentDetails {
                payment_gateway: settings.payment_gateway,
                payment_gateway_group: settings.payment_gateway_group,
            }),
        };
        let (id, sale_id, at) = (charge.id.clone(), charge.sale_id.clone(), now_ms());
        let leaving = move |posting: &ledger::Posting<'_>| {
            posting.move_upsell(&id, ChargeState::Sent, &Settlement::default(), at)?;
            Result::Ok(posting.record(&sale_id, &SaleEvent::UpsellSent { upsell: id }, at)?)
        };
        self.ledger.post(leaving).await?;
        self.silences.heard(charge.id.as_str());
        self.publish_sale(&charge.sale_id).await;
        match client.orders_add_line_items_create(&charge.order_number, &request).await {
            Ok(read) => self.settle_by_order(&charge.id, read).await,
            Err(error) => {
                let declined =
                    matches!(&error.failure, Failure::Refused(why) if why.decline.is_some());
                self.settle_by_error(&charge.id, &charge.sale_id, error).await?;
                if declined {
                    let (charge, client) = (charge.clone(), client.clone());
                    self.spawn(Arc::clone(&self).explain_decline(charge, client));
                }
                Ok(())
            }
        }
    }

    /// Finds the failed transaction that a decline left in the order, so that it is not taken for
    /// another charge's. Without it that charge would only be called declined for not charged.
    async fn explain_decline(self: Arc<Self>, charge: NewUpsell, client: Client) {
        let explained = async {
            let read = client.orders_retrieve(&charge.order_number).await?;
            let (_, others) = self.charge_and_others(&charge.id).await?;
            if let Some(failed) = failed_since(&charge.shape, &read.order, &others) {
                let id = charge.id.clone();
                let explain = move |posting: &ledger::Posting<'_>| {
                    Result::Ok(posting.explain_upsell(&id, failed)?)
                };
                self.ledger.post(explain).await?;
            }
            self.keep_order(&charge.sale_id, read).await
        };
        if let Err(error) = explained.await {
            tracing::info!(error = %causes(&error), "a decline's transaction could not be looked up");
        }
        self.publish_sale(&charge.sale_id).await;
    }

    /// A charge, and the transactions that belong to the sale's other ones.
    async fn charge_and_others(&self, id: &UpsellId) -> Result<(UpsellRecord, Vec<i64>)> {
        let upsell = id.clone();
        let look = self.ledger.look_up(move |books| {
            let charge = books.upsell(&upsell)?;
            let others = books.upsells(&charge.sale_id)?.into_iter();
            let others = others.filter(|other| other.id != upsell);
            let explained = others.filter_map(|other| other.transaction).collect();
            Ok((charge, explained))
        });
        Ok(look.await?)
    }

    /// Notes of a charge whose outcome could not be written down that it must be looked up; or, if
    /// not even its leaving could be, that it never left.
    async fn leave_unclear(&self, id: &UpsellId, cause: String) -> Result<()> {
        let upsell = id.clone();
        let charge = self.ledger.look_up(move |books| books.upsell(&upsell)).await?;
        let (upsell, sale, next) = (id.clone(), &charge.sale_id, Some(now_ms()));
        match charge.state {
            ChargeState::Intended => {
                let settlement =
                    Settlement { reason: Some(cause.clone()), ..Settlement::default() };
                let event = SaleEvent::UpsellNotCharged { upsell, cause };
                self.move_on(id, sale, ChargeState::NotCharged, settlement, event, None).await
            }
            ChargeState::Sent => {
                let (none, event) =
                    (Settlement::default(), SaleEvent::UpsellUnclear { upsell, cause });
                self.move_on(id, sale, ChargeState::Unknown, none, event, next).await
            }
            _ => Ok(()),
        }
    }

    /// Records a refusal as what it is, and everything unclear as unknown.
    async fn settle_by_error(
        &self,
        id: &UpsellId,
        sale_id: &SaleId,
        error: ApiError,
    ) -> Result<()> {
        let surely_not_done = error.failure.surely_not_done();
        let decline = match &error.failure {
            Failure::Refused(refusal) => refusal.decline.clone(),
            _ => None,
        };
        let words = error.failure.first_words();
        let cause = TillError::from(error).word();
        let (upsell, next) = (id.clone(), now_ms() + self.timings.first_pause_ms);
        let (state, settlement, event) = if let Some(decline) = decline {
            let response_code = Some(decline.code);
            let settlement = Settlement {
                reason: Some(decline.reason),
                response_code: response_code.clone(),
                ..Settlement::default()
            };
            let event = SaleEvent::UpsellDeclined { upsell, response_code };
            (ChargeState::Declined, settlement, event)
        } else if surely_not_done {
            let reason = Some(words.unwrap_or_else(|| cause.clone()));
            let settlement = Settlement { reason, ..Settlement::default() };
            (ChargeState::NotCharged, settlement, SaleEvent::UpsellNotCharged { upsell, cause })
        } else {
            let unclear = SaleEvent::UpsellUnclear { upsell, cause };
            (ChargeState::Unknown, Settlement::default(), unclear)
        };
        self.move_on(id, sale_id, state, settlement, event, Some(next)).await
    }

    /// Records what the store's own order says of a charge.
    async fn settle_by_order(&self, id: &UpsellId, read: OrderRead) -> Result<()> {
        let (charge, explained) = self.charge_and_others(id).await?;
        let found = evidence(&charge.shape, &read.order, charge.variant_id, &explained);
        self.keep_order(&charge.sale_id, read).await?;
        let upsell = id.clone();
        match found {
            UpsellEvidence::Charged { amount, transaction } => {
                let settlement = Settlement { amount, transaction, ..Settlement::default() };
                let event = SaleEvent::UpsellCharged { upsell, amount };
                let (sale, state) = (&charge.sale_id, ChargeState::Charged);
                self.move_on(id, sale, state, settlement, event, None).await
            }
            // The failed transaction may be another's, and this charge still on its way.
            UpsellEvidence::Declined { .. } if !self.is_over(&charge) => {
                self.look_again(&charge).await
            }
            UpsellEvidence::Declined { response_code, transaction } => {
                let response_code = response_code.map(|code| code.to_string());
                let settlement = Settlement {
                    transaction: Some(transaction),
                    response_code: response_code.clone(),
                    ..Settlement::default()
                };
                let event = SaleEvent::UpsellDeclined { upsell, response_code };
                let (sale, state) = (&charge.sale_id, ChargeState::Declined);
                self.move_on(id, sale, state, settlement, event, None).await
            }
            UpsellEvidence::Nothing => self.nothing_yet(&charge).await,
            UpsellEvidence::Contradiction => self.contradiction(&charge).await,
        }
    }

    /// Neither line nor money. After a while, and after more than one look, it was not charged.
    async fn nothing_yet(&self, charge: &UpsellRecord) -> Result<()> {
        if !self.is_over(charge) {
            return self.look_again(charge).await;
        }
        let cause = "not_in_the_order".to_owned();
        let settlement = Settlement { reason: Some(cause.clone()), ..Settlement::default() };
        let event = SaleEvent::UpsellNotCharged { upsell: charge.id.clone(), cause };
        let (sale, state) = (&charge.sale_id, ChargeState::NotCharged);
        self.move_on(&charge.id, sale, state, settlement, event, None).await
    }

    /// Whether a charge without a clear answer can no longer come to pass at the store.
    pub(crate) fn is_over(&self, charge: &UpsellRecord) -> bool {
        let silent_ms = self.silences.until(charge.id.as_str(), Instant::now());
        charge.checks >= LOOKS && silent_ms >= self.timings.upsell_ms
    }

    /// A line without its money or the reverse: the store may still be at it; if it stays so, a
    /// person must look.
    async fn contradiction(&self, charge: &UpsellRecord) -> Result<()> {
        if self.is_over(charge) {
            let matter = Attention::UpsellUnclear {
                order_number: charge.order_number.clone(),
                variant_id: charge.variant_id,
            };
            let sale = charge.sale_id.clone();
            let raise = move |posting: &ledger::Posting<'_>| {
                Result::Ok(posting.raise(&sale, &matter, now_ms())?)
            };
            if self.ledger.post(raise).await? {
                self.publish_sale(&charge.sale_id).await;
            }
        }
        self.look_again(charge).await
    }

    /// Leaves the charge unknown, and plans the next look.
    async fn look_again(&self, charge: &UpsellRecord) -> Result<()> {
        if charge.state != ChargeState::Unknown {
            let cause = "not_in_the_order".to_owned();
            let event = SaleEvent::UpsellUnclear { upsell: charge.id.clone(), cause };
            let next = Some(now_ms() + self.timings.first_pause_ms);
            let (sale, none) = (&charge.sale_id, Settlement::default());
            return self.move_on(&charge.id, sale, ChargeState::Unknown, none, event, next).await;
        }
        let pause = self.timings.look_pause_ms(charge.checks);
        let (id, checks) = (charge.id.clone(), charge.checks.saturating_add(1));
        let plan = move |posting: &ledger::Posting<'_>| {
            Result::Ok(posting.plan_upsell_check(&id, Some(now_ms() + pause), checks)?)
        };
        self.ledger.post(plan).await
    }

    /// Plans the next look after one that failed, which counts as none.
    async fn look_later(&self, charge: &UpsellRecord) -> Result<()> {
        let pause = self.timings.look_pause_ms(self.silences.failed(charge.id.as_str()));
        let (id, checks) = (charge.id.clone(), charge.checks);
        let plan = move |posting: &ledger::Posting<'_>| {
            Result::Ok(posting.plan_upsell_check(&id, Some(now_ms() + pause), checks)?)
        };
        self.ledger.post(plan).await
    }

    async fn move_on(
        &self,
        id: &UpsellId,
        sale: &SaleId,
        state: ChargeState,
        settlement: Settlement,
        event: SaleEvent,
        next: Option<i64>,
    ) -> Result<()> {
        let (upsell, sale_id, at) = (id.clone(), sale.clone(), now_ms());
        let record = move |posting: &ledger::Posting<'_>| {
            posting.move_upsell(&upsell, state, &settlement, at)?;
            if state == ChargeState::Unknown {
                posting.plan_upsell_check(&upsell, next, 0)?;
            }
            Result::Ok(posting.record(&sale_id, &event, at)?)
        };
        self.ledger.post(record).await?;
        if state == ChargeState::Unknown {
            // The store's grace begins now, not when it was sent.
            self.silences.heard(id.as_str());
        }
        self.publish_sale(sale).await;
        Ok(())
    }

    /// Looks an unclear charge up in its order. It is never sent again.
    pub(crate) async fn ask_about_upsell(&self, charge: &UpsellRecord) -> Result<()> {
        let read = match self.client_about(&charge.sale_id).await {
            Ok(client) => client.orders_retrieve(&charge.order_number).await.map_err(Into::into),
            Err(error) => Err(error),
        };
        match read {
            Ok(read) => {
                self.silences.answered(charge.id.as_str());
                self.settle_by_order(&charge.id, read).await
            }
            Err(error) => {
                tracing::info!(error = %causes(&error), "an upsell could not be looked up");
                self.look_later(charge).await
            }
        }
    }
}
