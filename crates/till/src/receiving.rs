//! The receiver's life, and what its customers are told: an arrival is committed first, and judged later
//! by `judging`.

use std::collections::HashSet;

use admin_api::{Returned, read_return};
use ledger::{Posting, SaleRecord};
use return_receiver::{Answer, Arrival, Body, Options, Receiver};
use sale::{ReturnToken, SaleId, SaleState, TokenDigest};
use std::sync::{Arc, Weak};
use tokio::sync::mpsc;
use url::Url;

use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::judging::{judge_kept, plan_soon};
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

    async fn take(self: &Arc<Self>, arrival: Arrival) {
        match arrival {
            Arrival::Returned { token, response, body, answer } => {
                let (sale, said) = match self.take_return(token, response, body).await {
                    Ok(taken) => taken,
                    Err(error) => {
                        tracing::error!(error = %causes(&error), "a return could not be kept");
                        let _ = answer.send(Answer::NotKept);
                        return;
                    }
                };
                let _ = answer.send(said);
                // Whoever writes the answer goes first.
                tokio::task::yield_now().await;
                self.judge_returns().await;
                self.publish_sale(&sale).await;
            }
            Arrival::Visited { token } => {
                if let Err(error) = self.check_soon(token).await {
                    tracing::warn!(error = %causes(&error), "a visit led to no check");
                }
            }
        }
    }

    /// Commits a return, and gives what the customer may be told. Whose order went through is thanked
    /// however the sale stands, and waits for nothing but the body. Other words depend on what is known
    /// of the sale, so before they are chosen everything is judged that came back.
    async fn take_return(
        &self,
        token: TokenDigest,
        response: Option<String>,
        body: Body,
    ) -> Result<(SaleId, Answer)> {
        let returned = response.as_deref().map_or(Returned::Unreadable, read_return);
        let (store, at) = (self.name(), now_ms());
        self.ledger
            .post(move |posting| match paid_order(&returned) {
                Some(number) => keep(posting, &token, &body, store, number, at),
                None => keep_and_judge(posting, &token, &body, store, &returned, at),
            })
            .await
    }

    async fn check_soon(&self, token: TokenDigest) -> Result<()> {
        let at = now_ms();
        let plan = move |posting: &Posting<'_>| {
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

/// The number of an order that went through, if that is what came back.
fn paid_order(returned: &Returned) -> Option<String> {
    match returned {
        Returned::Order(order) if order.payment_status.went_through() => Some(order.number.clone()),
        _ => None,
    }
}

fn keep(
    posting: &Posting<'_>,
    token: &TokenDigest,
    body: &[u8],
    store: String,
    order_number: String,
    at: i64,
) -> Result<(SaleId, Answer)> {
    let kept = posting.keep_return(token, body, at)?;
    let id = kept.attempt.sale_id;
    if kept.repeats.is_none() {
        return ask_instead(posting, id, store, at);
    }
    Ok((id, Answer::Paid { store, order_number: Some(order_number) }))
}

fn keep_and_judge(
    posting: &Posting<'_>,
    token: &TokenDigest,
    body: &[u8],
    store: String,
    returned: &Returned,
    at: i64,
) -> Result<(SaleId, Answer)> {
    judge_kept(posting, at)?;
    let kept = posting.keep_return(token, body, at)?;
    let id = kept.attempt.sale_id;
    if kept.repeats.is_none() {
        return ask_instead(posting, id, store, at);
    }
    let sale = posting.sale(&id)?;
    judge_kept(posting, at)?;
    // Elsewhere it may have been paid meanwhile.
    let elsewhere = kept.attempt.link_shared || posting.attempts(&id)?.len() > 1;
    Ok((id, answer(store, &sale, returned, elsewhere)))
}

/// What is not kept tells nothing: the store is asked.
fn ask_instead(
    posting: &Posting<'_>,
    id: SaleId,
    store: String,
    at: i64,
) -> Result<(SaleId, Answer)> {
    plan_soon(posting, &posting.sale(&id)?, at)?;
    Ok((id, Answer::Checking { store }))
}

fn answer(store: String, sale: &SaleRecord, returned: &Returned, elsewhere: bool) -> Answer {
    match returned {
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
