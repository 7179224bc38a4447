//! The receiver's life, and what to make of an arrival: it is committed first, judged later.

use std::collections::HashSet;

use admin_api::{Returned, read_return};
use return_receiver::{Answer, Arrival, Options, Receiver};
use sale::{ReturnToken, SaleEvent, SaleId, SaleState, TokenDigest, UnknownCause};
use std::sync::{Arc, Weak};
use tokio::sync::mpsc;
use url::Url;

use crate::attention::rejected_orders;
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::survive::survive;

/// How long the customer of a paid sale may still reload the thank-you page.
const PAID_LINGER_MS: i64 = 10 * 60 * 1_000;

/// The receiver while there is something to receive.
#[derive(Default)]
pub(crate) struct Receiving {
    running: Option<Receiver>,
    expected: HashSet<[u8; 32]>,
    store: Weak<OpenStore>,
}

impl Receiving {
    /// Ties the receiver to its store, so that arrivals find their way.
    pub(crate) fn belongs_to(&mut self, store: &Arc<OpenStore>) {
        self.store = Arc::downgrade(store);
    }

    pub(crate) async fn stop(&mut self) {
        self.expected.clear();
        if let Some(receiver) = self.running.take() {
            receiver.stop().await;
        }
    }

    /// The running receiver, started on `port` if that is free.
    async fn running(&mut self, port: Option<u16>) -> Result<&Receiver> {
        if self.running.is_none() {
            let options = Options { port, ..Options::default() };
            let (receiver, arrivals) =
                Receiver::start(options).await.map_err(TillError::Receiver)?;
            if let Some(store) = self.store.upgrade() {
                store.spawn(receive(self.store.clone(), arrivals));
            }
            self.running = Some(receiver);
        }
        self.running.as_ref().ok_or(TillError::NotFound("receiver"))
    }

    fn expect_only(&mut self, live: &[TokenDigest], origins: Vec<String>) {
        let Some(receiver) = &self.running else { return };
        let wanted: HashSet<[u8; 32]> = live.iter().map(|digest| *digest.as_bytes()).collect();
        for digest in self.expected.difference(&wanted) {
            receiver.forget(TokenDigest::from_bytes(*digest));
        }
        for digest in wanted.difference(&self.expected) {
            receiver.expect(TokenDigest::from_bytes(*digest));
        }
        receiver.accept_from(origins);
        self.expected = wanted;
    }
}

impl OpenStore {
    /// The port and the whole return address for a token.
    pub(crate) async fn return_address(&self, token: &ReturnToken) -> Result<(u16, String)> {
        let port = self.wanted_port().await?;
        let mut receiving = self.receiving.lock().await;
        let receiver = receiving.running(port).await?;
        Ok((receiver.port(), receiver.return_url(token)))
    }

    /// The origin customers come back to.
    pub(crate) async fn return_origin(&self) -> Result<String> {
        let port = self.wanted_port().await?;
        let mut receiving = self.receiving.lock().await;
        Ok(format!("http://127.0.0.1:{}", receiving.running(port).await?.port()))
    }

    /// Starts the receiver while customers may come back, tells it whom to expect, and stops it
    /// when nobody is left.
    pub(crate) async fn tend_receiver(&self) -> Result<()> {
        let now = now_ms();
        let live =
            self.ledger.look_up(move |books| books.live_attempts(now - PAID_LINGER_MS)).await?;
        let mut receiving = self.receiving.lock().await;
        if live.is_empty() {
            receiving.stop().await;
            return Ok(());
        }
        receiving.running(live.first().map(|attempt| attempt.port)).await?;
        let mut origins = vec![self.address.origin()];
        let domain = self.facts().primary_domain;
        if !domain.is_empty() {
            origins.push(format!("https://{domain}"));
        }
        let pages =
            live.iter().filter_map(|attempt| Url::parse(attempt.payment_url.as_deref()?).ok());
        origins.extend(pages.map(|page| page.origin().ascii_serialization()));
        let tokens: Vec<_> = live.iter().map(|attempt| attempt.token).collect();
        receiving.expect_only(&tokens, origins);
        Ok(())
    }

    /// The port that open sales named in their return addresses.
    async fn wanted_port(&self) -> Result<Option<u16>> {
        let now = now_ms();
        let live = self.ledger.look_up(move |books| books.live_attempts(now)).await?;
        Ok(live.first().map(|attempt| attempt.port))
    }

    async fn take(&self, arrival: Arrival) {
        match arrival {
            Arrival::Returned { token, response, body, answer } => {
                let said = match self.take_return(token, response, body.to_vec()).await {
                    Ok((sale, said)) => {
                        let _ = answer.send(said);
                        self.publish_sale(&sale).await;
                        return;
                    }
                    Err(error) => {
                        tracing::error!(error = %causes(&error), "a return could not be kept");
                        Answer::NotKept
                    }
                };
                let _ = answer.send(said);
            }
            Arrival::Visited { token } => {
                if let Err(error) = self.check_soon(token).await {
                    tracing::warn!(error = %causes(&error), "a visit led to no check");
                }
            }
        }
    }

    /// Commits a return and what it says, and gives what the customer may be told.
    async fn take_return(
        &self,
        token: TokenDigest,
        response: Option<String>,
        body: Vec<u8>,
    ) -> Result<(SaleId, Answer)> {
        let returned = response.as_deref().map_or(Returned::Unreadable, read_return);
        let (store, at) = (self.name(), now_ms());
        self.ledger
            .post(move |posting| {
                let kept = posting.keep_return(&token, &body, at)?;
                let (id, attempt) = (kept.attempt.sale_id, kept.attempt.attempt);
                let sale = posting.sale(&id)?;
                let Some(repeats) = kept.repeats else {
                    plan_soon(posting, &sale, at)?;
                    return Ok((id, Answer::Checking { store }));
                };
                if repeats <= 1 {
                    record_return(posting, &sale, attempt, &returned, repeats > 0, at)?;
                }
                // Elsewhere it may have been paid meanwhile.
                let elsewhere = kept.attempt.link_shared || posting.attempts(&id)?.len() > 1;
                Ok((id, answer(store, &sale, returned, elsewhere)))
            })
            .await
    }

    async fn check_soon(&self, token: TokenDigest) -> Result<()> {
        let at = now_ms();
        let plan = move |posting: &ledger::Posting<'_>| {
            if let Some(attempt) = posting.attempt_of(&token)? {
                plan_soon(posting, &posting.sale(&attempt.sale_id)?, at)?;
            }
            Result::Ok(())
        };
        self.ledger.post(plan).await?;
        self.wake.notify_one();
        Ok(())
    }
}

async fn receive(store: Weak<OpenStore>, mut arrivals: mpsc::Receiver<Arrival>) {
    while let Some(arrival) = arrivals.recv().await {
        let Some(store) = store.upgrade() else { return };
        // One arrival must not keep the others from being received.
        survive("a return", async move { store.take(arrival).await }).await;
    }
}

/// Has the store asked about a sale that it may know more of than the till.
fn plan_soon(posting: &ledger::Posting<'_>, sale: &ledger::SaleRecord, at: i64) -> Result<()> {
    // While it is being placed, whoever sent its order will say.
    if !matches!(sale.state, SaleState::Paid | SaleState::Placing) {
        posting.plan_check(&sale.id, Some(at), sale.checks)?;
    }
    Ok(())
}

/// What a return changes. An order leads to a check of the store's record; `{}` and what cannot be
/// read only mean that the store must be asked.
fn record_return(
    posting: &ledger::Posting<'_>,
    sale: &ledger::SaleRecord,
    attempt: u32,
    returned: &Returned,
    repeated: bool,
    at: i64,
) -> Result<()> {
    let (event, cause) = match returned {
        // A person said that it is not this sale's: its body is kept, and tells nothing.
        Returned::Order(order) if rejected_orders(posting, &sale.id)?.contains(&order.number) => {
            return plan_soon(posting, sale, at);
        }
        Returned::Order(order) => {
            let order_number = order.number.clone();
            (SaleEvent::OrderReturned { attempt, order_number, repeated }, None)
        }
        Returned::Nothing => {
            (SaleEvent::NothingReturned { attempt, repeated }, Some(UnknownCause::NothingReturned))
        }
        Returned::Unreadable => {
            (SaleEvent::UnreadableReturned { attempt }, Some(UnknownCause::UnreadableReturned))
        }
    };
    let state = posting.record(&sale.id, &event, at)?;
    let latest = posting.attempts(&sale.id)?.last().map(|last| last.attempt) == Some(attempt);
    if let Some(cause) = cause.filter(|_| latest && state == SaleState::Awaiting) {
        posting.record(&sale.id, &SaleEvent::OutcomeUnknown { cause }, at)?;
    }
    posting.plan_check(&sale.id, Some(at), 0)?;
    Ok(())
}

fn answer(store: String, sale: &ledger::SaleRecord, returned: Returned, elsewhere: bool) -> Answer {
    match returned {
        Returned::Order(order) if order.payment_status.went_through() => {
            Answer::Paid { store, order_number: Some(order.number) }
        }
        Returned::Nothing if sale.state == SaleState::Paid => {
            Answer::Paid { store, order_number: sale.order_number.clone() }
        }
        // An order has come back and is being confirmed.
        Returned::Nothing if matches!(sale.state, SaleState::Returned | SaleState::Attention) => {
            Answer::Checking { store }
        }
        Returned::Nothing if elsewhere => Answer::Checking { store },
        Returned::Nothing => Answer::NotCompleted { store },
        Returned::Order(_) | Returned::Unreadable => Answer::Checking { store },
    }
}
