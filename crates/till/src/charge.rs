//! Placing: from the cart to the customer's payment page.

use std::sync::PoisonError;

use admin_api::{
    Attribution, CreateOrder, NewLine, NewUser, PaymentDetails, Placed, ShippingAddress,
};
use ledger::{NewAttempt, SaleRecord};
use sale::{Cart, Email, Money, ReturnToken, SaleEvent, SaleId, SaleState};
use url::Url;

use crate::app::App;
use crate::causes::causes;
use crate::check::is_older_than_backup;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::payment::only_the_store;
use crate::sell::{sale_id, shipping_price};
use crate::silence;
use crate::view::{ErrorView, RefusalView, SaleView, SettingsView};

/// What `utm_source` says of every till's orders.
pub(crate) const UTM_SOURCE: &str = "tillway";

/// A placing whose request is about to leave.
struct Placing {
    attempt: u32,
    order: CreateOrder,
}

impl App {
    /// Places the sale's order (`ordersCreate`) and opens the customer's window. A refusal, or any
    /// other reason for which it could not be placed, is told in the sale: nothing is charged by
    /// placing.
    ///
    /// # Errors
    /// [`TillError::Fields`] when fields must be mended first, [`TillError::HasOrder`] when an
    /// earlier page of this sale came to an order that may still be paid, when the sale is being
    /// paid already, and when the store cannot say what became of an earlier page.
    pub async fn charge(&self, sale_id: &str) -> Result<SaleView> {
        let store = self.store()?;
        let id = self::sale_id(sale_id)?;
        let state = store.state_of(&id).await?;
        if !state.is_editable() {
            return Err(sale::NotAllowed(state).into());
        }
        // The page of an earlier placing may have been paid since: never charge again blindly.
        let has_order =
            store.may_have_been_paid(&id).await? && store.check(&id, &store.client()?).await?;
        if store.state_of(&id).await?.is_editable() {
            if has_order {
                return Err(TillError::HasOrder);
            }
            let _under_way = UnderWay::begin(&store, &id)?;
            let placing = store.begin_placing(&id).await?;
            store.surroundings.expect_payment_window(true);
            // Only the page that is about to come may be paid.
            store.surroundings.close_payment_window(&id);
            store.publish_sale(&id).await;
            let attempt = placing.attempt;
            let placed = store.place(&id, placing).await;
            if let Err(error @ TillError::Ledger(_)) = &placed {
                let (id, error) = (id.clone(), error.view());
                store.write_later(move |store| {
                    let (id, error) = (id.clone(), error.clone());
                    async move { store.give_back(&id, attempt, error).await }
                });
            }
            store.publish_sale(&id).await;
            placed?;
        }
        store.sale_view(&id).await
    }
}

/// A sale's order on its way: until this goes, whoever sent it will say what became of it.
struct UnderWay<'s> {
    store: &'s OpenStore,
    sale: SaleId,
}

impl<'s> UnderWay<'s> {
    fn begin(store: &'s OpenStore, sale: &SaleId) -> Result<Self> {
        let mut placing = store.placing.lock().unwrap_or_else(PoisonError::into_inner);
        if !placing.insert(sale.clone()) {
            return Err(sale::NotAllowed(SaleState::Placing).into());
        }
        drop(placing);
        Ok(Self { store, sale: sale.clone() })
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        let mut placing = self.store.placing.lock().unwrap_or_else(PoisonError::into_inner);
        placing.remove(&self.sale);
    }
}

impl OpenStore {
    async fn state_of(&self, id: &SaleId) -> Result<SaleState> {
        let id = id.clone();
        Ok(self.ledger.look_up(move |books| books.sale_state(&id)).await?)
    }

    /// Whether a page of the sale was ever opened, or may have been since its books were backed up.
    async fn may_have_been_paid(&self, id: &SaleId) -> Result<bool> {
        let id = id.clone();
        let look = move |books: &ledger::Books<'_>| {
            Ok(!books.attempts(&id)?.is_empty() || is_older_than_backup(books, &id)?)
        };
        Ok(self.ledger.look_up(look).await?)
    }

    /// Writes the placing down: its return token, and that it is on its way.
    async fn begin_placing(&self, id: &SaleId) -> Result<Placing> {
        let _staying = self.stay().await?;
        let settings = self.settings().await?;
        let (facts, till_id) = (self.facts(), self.till_id.clone());
        let token = new_token()?;
        let (port, return_url) = self.return_address(&token).await?;
        let (sale_id, at) = (id.clone(), now_ms());
        let placing = self.ledger.post(move |posting| {
            let sale = posting.sale(&sale_id)?;
            let problems = sale.cart.problems();
            if !problems.is_empty() {
                return Err(TillError::Fields(problems));
            }
            let estimate = sale.cart.estimate(shipping_price(&sale, &facts))?.total;
            let order = create_order(&sale, &settings, till_id, return_url)?;
            let new = NewAttempt {
                token: token.digest(),
                port,
                method: order.payment_method.clone(),
                estimate_minor: estimate.minor,
            };
            let attempt = posting.begin_attempt(&sale_id, &new, at)?;
            posting.set_seller(&sale_id, settings.seller.trim())?;
            posting.record(&sale_id, &placing_started(attempt, &sale.cart, estimate), at)?;
            posting.set_refusal(&sale_id, None)?;
            posting.plan_check(&sale_id, None, 0)?;
            Ok(Placing { attempt, order })
        });
        placing.await
    }

    async fn place(&self, id: &SaleId, placing: Placing) -> Result<()> {
        let attempt = placing.attempt;
        if let Err(error) = self.tend_receiver().await {
            // There is no way back: nobody may be sent away.
            return self.not_placed(id, attempt, &error).await;
        }
        let placed = match self.client() {
            Ok(client) => client.orders_create(&placing.order).await.map_err(TillError::from),
            Err(error) => Err(error),
        };
        match placed {
            Ok(Placed::PaymentPage(url)) if self.is_safe(&url) => {
                self.open_payment_page(id, attempt, url).await
            }
            Ok(Placed::PaymentPage(_)) => {
                self.not_placed(id, attempt, &TillError::UnsafePaymentPage).await
            }
            Ok(Placed::Created(read)) => {
                let number = read.order.number.clone();
                let (sale_id, at) = (id.clone(), now_ms());
                let record = move |posting: &ledger::Posting<'_>| {
                    posting.keep_order(&sale_id, &number, &read.raw, at)?;
                    let event = SaleEvent::OrderCreatedAtOnce { attempt, order_number: number };
                    posting.record(&sale_id, &event, at)?;
                    Result::Ok(posting.plan_check(&sale_id, Some(at), 0)?)
                };
                self.ledger.post(record).await?;
                // The order is there: what keeps the store from confirming it is told in the sale.
                self.check(id, &self.client()?).await.map(drop).or_else(only_the_store)
            }
            Err(error) => self.not_placed(id, attempt, &error).await,
        }
    }

    /// Keeps the payment page's address, then opens it. A sale that was cancelled meanwhile, or
    /// whose earlier page was paid, keeps its state and opens nothing.
    async fn open_payment_page(&self, id: &SaleId, attempt: u32, url: Url) -> Result<()> {
        self.silences.heard(&silence::page(id, attempt));
        let (sale_id, at) = (id.clone(), now_ms());
        let (address, next) = (url.clone(), at + self.timings.first_poll_ms);
        let placed = self.ledger.post(move |posting| {
            posting.set_payment_page(&sale_id, attempt, address.as_str(), at)?;
            let host = address.host_str().unwrap_or_default().to_owned();
            posting.record(&sale_id, &SaleEvent::OrderPlaced { attempt, host }, at)?;
            Result::Ok(posting.plan_check(&sale_id, Some(next), 0)?)
        });
        match placed.await {
            Ok(()) => self.open_window(id, attempt, url).await,
            Err(TillError::Ledger(ledger::LedgerError::NotAllowed(_))) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn not_placed(&self, id: &SaleId, attempt: u32, error: &TillError) -> Result<()> {
        tracing::info!(error = %causes(error), "the order was not placed");
        self.give_back(id, attempt, error.view()).await
    }

    /// Back to the cart, with the reason kept for the seller.
    async fn give_back(&self, id: &SaleId, attempt: u32, error: ErrorView) -> Result<()> {
        let view = RefusalView { at: now_ms(), error };
        let text = serde_json::to_string(&view).map_err(std::io::Error::other)?;
        let fields: Vec<String> =
            view.error.details.iter().map(|detail| detail.field.clone()).collect();
        let event = if fields.is_empty() {
            SaleEvent::PlacingFailed { attempt, cause: view.error.code.word() }
        } else {
            SaleEvent::OrderRefused { attempt, fields }
        };
        let (sale_id, at) = (id.clone(), view.at);
        let next = at + self.timings.pause_ms(SaleState::Building, 0);
        let timings = self.timings.clone();
        let recorded = self.ledger.post(move |posting| {
            posting.set_refusal(&sale_id, Some(&text))?;
            posting.record(&sale_id, &event, at)?;
            // The page of an earlier placing may still be paid.
            if timings.is_watched(&posting.sale(&sale_id)?, at) {
                posting.plan_check(&sale_id, Some(next), 0)?;
            }
            Result::Ok(())
        });
        match recorded.await {
            // The sale moved on while the store was asked: its new state stands.
            Ok(()) | Err(TillError::Ledger(ledger::LedgerError::NotAllowed(_))) => {
                self.publish_sale(id).await;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Whether a payment page may be opened: https, or the store's own where the store is on this
    /// machine.
    pub(crate) fn is_safe(&self, url: &Url) -> bool {
        url.scheme() == "https" || (self.address.is_loopback() && self.address.owns(url))
    }
}

fn placing_started(attempt: u32, cart: &Cart, estimate: Money) -> SaleEvent {
    let lines = u32::try_from(cart.lines.len()).unwrap_or(u32::MAX);
    SaleEvent::PlacingStarted { attempt, lines, estimate }
}

fn new_token() -> Result<ReturnToken> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits)
        .map_err(|_| TillError::Desktop("the system gives no random bits"))?;
    Ok(ReturnToken::new(bits))
}

/// The order as the store gets it (guide: *Create Order on Admin API*).
fn create_order(
    sale: &SaleRecord,
    settings: &SettingsView,
    till_id: String,
    payment_return_url: String,
) -> Result<CreateOrder> {
    let cart = &sale.cart;
    let problems = || TillError::Fields(cart.problems());
    let email = Email::parse(&cart.customer.email).map_err(|_| problems())?;
    Ok(CreateOrder {
        lines: cart.lines.iter().map(NewLine::of).collect(),
        currency: cart.currency.to_string(),
        payment_method: settings.payment_method.clone(),
        payment_details: PaymentDetails {
            payment_return_url,
            payment_gateway: settings.payment_gateway,
            payment_gateway_group: settings.payment_gateway_group,
        },
        user: NewUser::of(&email, &cart.customer),
        shipping_address: cart.ships().then(|| shipping_address(cart)),
        billing_same_as_shipping_address: cart.ships(),
        shipping_code: cart.shipping_code.clone().filter(|_| cart.ships()),
        vouchers: cart.vouchers.clone(),
        send_receipt: settings.send_receipt,
        attribution: Attribution {
            agent: settings.seller_agent,
            utm_source: UTM_SOURCE,
            utm_medium: "pos",
            utm_campaign: settings.till_name.clone(),
            utm_content: sale.id.to_string(),
            utm_term: till_id,
        },
    })
}

fn shipping_address(cart: &Cart) -> ShippingAddress {
    let text = |field: &str| field.trim().to_owned();
    let customer = &cart.customer;
    ShippingAddress {
        first_name: text(&customer.first_name),
        last_name: text(&customer.last_name),
        line1: text(&customer.address),
        line4: text(&customer.city),
        state: text(&customer.state),
        postcode: text(&customer.postcode),
        country: text(&customer.country),
        phone_number: text(&customer.phone),
    }
}
