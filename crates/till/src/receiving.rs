//! The receiver's life, and what its customers are told: an arrival is committed first, and judged later
//! by `judging`.

use std::collections::HashSet;

use admin_api::Returned;
use ledger::{KeptReturn, SaleRecord};
use return_receiver::{Answer, Arrival, Body, Options, Receiver};
use sale::{ReturnToken, SaleState, TokenDigest};
use std::sync::{Arc, Weak};
use tokio::sync::{mpsc, oneshot};
use url::Url;

use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::judging::{self, judge_kept, plan_soon};
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

    /// Has a body kept.
    fn keep(
        &self,
        token: TokenDigest,
        body: Body,
    ) -> impl Future<Output = Result<KeptReturn>> + Send + use<> {
        let at = now_ms();
        self.ledger.begin(move |posting| Ok(posting.keep_return(&token, &body, at)?))
    }

    /// Answers a customer once her return is on the disk, and makes of it what follows.
    async fn take(
        self: &Arc<Self>,
        body: &[u8],
        keeping: impl Future<Output = Result<KeptReturn>>,
        answer: oneshot::Sender<Answer>,
    ) {
        // While the disk is waited for.
        let returned = judging::read(body);
        let kept = match keeping.await {
            Ok(kept) => kept,
            Err(error) => {
                tracing::error!(error = %causes(&error), "a return could not be kept");
                let _ = answer.send(Answer::NotKept);
                return;
            }
        };
        let sale = kept.attempt.sale_id.clone();
        match paid_order(&returned).filter(|_| kept.repeats.is_some()) {
            Some(order_number) => {
                let order_number = Some(order_number);
                let _ = answer.send(Answer::Paid { store: self.name(), order_number });
                // Whoever writes the answer goes first.
                tokio::task::yield_now().await;
                self.judge_returns().await;
            }
            None => {
                let _ = answer.send(self.judge_and_say(kept, returned).await);
            }
        }
        self.publish_sale(&sale).await;
    }

    /// Judges a return whose words depend on how the sale stands, and gives those.
    async fn judge_and_say(self: &Arc<Self>, kept: KeptReturn, returned: Returned) -> Answer {
        let (store, at, is_kept) = (self.name(), now_ms(), kept.repeats.is_some());
        let judging = self.ledger.post(move |posting| {
            let sale = &kept.attempt.sale_id;
            if !is_kept {
                plan_soon(posting, &posting.sale(sale)?, at)?;
                return Ok(Answer::Checking { store });
            }
            judge_kept(posting, at)?;
            // Elsewhere it may have been paid meanwhile.
            let elsewhere = kept.attempt.link_shared || posting.attempts(sale)?.len() > 1;
            Result::Ok(answer(store, &posting.sale(sale)?, &returned, elsewhere))
        });
        match judging.await {
            Ok(said) => said,
            Err(error) => {
                tracing::error!(error = %causes(&error), "a return could not be judged");
                if !is_kept {
                    return Answer::NotKept;
                }
                self.judge_later();
                Answer::Checking { store: self.name() }
            }
        }
    }

    async fn visited(&self, token: TokenDigest) {
        if let Err(error) = self.check_soon(token).await {
            tracing::warn!(error = %causes(&error), "a visit led to no check");
        }
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
        match arrival {
            Arrival::Returned { token, body, answer } => {
                // Its body is on its way to the disk before anything is made of it.
                let keeping = store.keep(token, body.clone());
                let take = async move { store.take(&body, keeping, answer).await };
                survive("a return", take).await;
            }
            Arrival::Visited { token } => {
                survive("a visit", async move { store.visited(token).await }).await;
            }
        }
    }
}

/// The number of an order that went through, if that is what came back.
fn paid_order(returned: &Returned) -> Option<String> {
    match returned {
        Returned::Order(order) if order.payment_status.went_through() => Some(order.number.clone()),
        _ => None,
    }
}

/// What a customer is told whose words depend on how the sale stands.
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
