//! Asking the store what became of a sale, and recording what it says.

use admin_api::{ApiError, Client, Failure, OrderRead, Returned, read_return};
use ledger::{Attempt, SaleRecord};
use sale::{Difference, Order, PaymentStatus, Point, SaleEvent, SaleId, SaleState, differences};
use url::form_urlencoded;

use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::settle::Page;

/// How many orders that may be a sale's are read whole.
const MOST_CANDIDATES: usize = 5;

/// How often a record that is not there yet, or still pending, is asked for again before a person
/// is called: a store may need a moment to show its own order.
const PATIENCE: u32 = 4;

/// All that is known here of a sale's payment when the store is asked.
struct Case {
    asked_at: i64,
    sale: SaleRecord,
    attempts: Vec<Attempt>,
    /// The orders that came back, newest first.
    claims: Vec<Order>,
    /// Whether the latest placing's page said that nothing was paid.
    nothing_paid: bool,
}

impl OpenStore {
    /// Asks the store about one sale and records its answer. Asking twice at once does no harm:
    /// what is recorded is decided inside the transaction.
    ///
    /// # Errors
    /// [`TillError::Store`] when the store could not be asked; that is noted in the sale, and the
    /// next question planned.
    pub(crate) async fn check(&self, id: &SaleId, client: &Client) -> Result<()> {
        let case = self.case(id).await?;
        let result = match case.sale.state {
            SaleState::Returned | SaleState::Attention => self.check_claim(&case, client).await,
            _ if case.attempts.is_empty() => Ok(()),
            _ => self.check_by_reference(&case, client).await,
        };
        if let Err(error @ TillError::Store(_)) = &result {
            self.note_check_error(id, error).await?;
        }
        result
    }

    async fn case(&self, id: &SaleId) -> Result<Case> {
        let (id, asked_at) = (id.clone(), now_ms());
        let (sale, attempts, bodies) = self
            .ledger
            .look_up(move |books| {
                Ok((books.sale(&id)?, books.attempts(&id)?, books.returned_bodies(&id)?))
            })
            .await?;
        let latest = attempts.last().map(|attempt| attempt.attempt);
        let mut case = Case { asked_at, sale, attempts, claims: Vec::new(), nothing_paid: false };
        for (attempt, body) in bodies {
            match returned(&body) {
                Returned::Order(order) => case.claims.push(*order),
                Returned::Nothing => case.nothing_paid |= Some(attempt) == latest,
                Returned::Unreadable => {}
            }
        }
        Ok(case)
    }

    /// Compares the newest order that came back with the store's own record of it.
    async fn check_claim(&self, case: &Case, client: &Client) -> Result<()> {
        let id = &case.sale.id;
        let Some(claim) = case.claims.first() else {
            // Created at once, without a return: the sale's reference finds it.
            return self.check_by_reference(case, client).await;
        };
        match client.orders_retrieve(&claim.number).await {
            Ok(read) => {
                let found = differences(id, Some(claim), &read.order);
                if found.is_empty() {
                    self.confirm(id, read).await
                } else if only_pending(&found, &read.order) && case.sale.checks < PATIENCE {
                    self.plan_next(id, None).await
                } else {
                    self.differ(id, &claim.number, found).await
                }
            }
            Err(ApiError { failure: Failure::NotFound, .. }) if case.sale.checks >= PATIENCE => {
                let missing = Difference {
                    point: Point::OrderMissing,
                    expected: claim.number.clone(),
                    found: String::new(),
                };
                self.differ(id, &claim.number, vec![missing]).await
            }
            Err(error @ ApiError { failure: Failure::PermissionMissing, .. }) => {
                self.blocked(id, &claim.number).await?;
                Err(error.into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Looks for the sale's order by the sale's own id.
    async fn check_by_reference(&self, case: &Case, client: &Client) -> Result<()> {
        let id = &case.sale.id;
        let mut belongs = false;
        for number in client.orders_list_of(id).await?.into_iter().take(MOST_CANDIDATES) {
            let read = client.orders_retrieve(&number).await?;
            if read.order.sale_reference.as_deref() != Some(id.as_str()) {
                continue;
            }
            belongs = true;
            if differences(id, None, &read.order).is_empty() {
                self.confirm(id, read).await?;
            }
        }
        if belongs { self.plan_next(id, None).await } else { self.no_order(case).await }
    }

    /// The store knew no order of this sale when it was asked. What that means depends on whether
    /// its payment page can still be paid. Of a sale that moved on meanwhile it says nothing: that
    /// is to be asked again.
    async fn no_order(&self, case: &Case) -> Result<()> {
        let (id, now, asked_at) = (case.sale.id.clone(), now_ms(), case.asked_at);
        let timings = self.timings.clone();
        let asked_of = (case.sale.state, case.attempts.len());
        let opened_at = self.opened_at;
        let page = Page {
            nothing_paid: case.nothing_paid,
            in_window: case.attempts.last().is_some_and(|last| {
                self.surroundings.payment_window_is_open(&case.sale.id, last.attempt)
            }),
        };
        let changed = self.ledger.post(move |posting| {
            let sale = posting.sale(&id)?;
            let mut attempts = posting.attempts(&id)?;
            if (sale.state, attempts.len()) != asked_of {
                return Ok(false);
            }
            let attempt = attempts.pop();
            let in_this_run = attempt.as_ref().is_some_and(|last| last.started_at >= opened_at);
            if sale.state == SaleState::Placing && in_this_run {
                // Its request is still on its way: whoever sent it will say.
                posting.plan_check(&id, None, 0)?;
                return Ok(false);
            }
            posting.set_check_error(&id, None)?;
            let next = timings.verdict(&sale, attempt.as_ref(), page, asked_at);
            if let Some(event) = &next.event {
                posting.record(&id, event, now)?;
            }
            if let Some(attempt) = attempt.filter(|_| next.alive) {
                posting.set_last_alive(&id, attempt.attempt, now)?;
            }
            if next.watch {
                posting.watch(&id, Some(now + timings.watch_ms))?;
            }
            posting.plan_check(&id, next.check_in.map(|pause| now + pause), next.checks)?;
            Result::Ok(next.event.is_some() || sale.check_error.is_some())
        });
        if changed.await? {
            self.tend_receiver().await?;
            self.publish_sale(&case.sale.id).await;
        }
        Ok(())
    }

    /// A matter for a person. For a day the true order may still come back, or the store's record
    /// come right.
    async fn differ(&self, id: &SaleId, number: &str, found: Vec<Difference>) -> Result<()> {
        let (sale, number, now) = (id.clone(), number.to_owned(), now_ms());
        let watch_until = now + self.timings.watch_ms;
        let event =
            SaleEvent::DifferenceFound { order_number: number.clone(), differences: found.clone() };
        let matter = sale::Attention::RecordDiffers { order_number: number, differences: found };
        let record = move |posting: &ledger::Posting<'_>| {
            if posting.raise(&sale, &matter, now)? {
                posting.record(&sale, &event, now)?;
                posting.watch(&sale, Some(watch_until))?;
            }
            Result::Ok(())
        };
        self.ledger.post(record).await?;
        self.plan_next(id, None).await
    }

    async fn blocked(&self, id: &SaleId, number: &str) -> Result<()> {
        let (sale, order_number, now) = (id.clone(), number.to_owned(), now_ms());
        let record = move |posting: &ledger::Posting<'_>| {
            let matter =
                sale::Attention::ConfirmationBlocked { order_number: order_number.clone() };
            if posting.raise(&sale, &matter, now)? {
                let cause = "permission_missing".to_owned();
                posting.record(
                    &sale,
                    &SaleEvent::ConfirmationBlocked { order_number, cause },
                    now,
                )?;
            }
            Result::Ok(())
        };
        self.ledger.post(record).await
    }

    /// Plans the next question, with why this one failed.
    pub(crate) async fn note_check_error(&self, id: &SaleId, error: &TillError) -> Result<()> {
        tracing::info!(%error, "the store could not be asked about a sale");
        let text = serde_json::to_string(&error.view()).map_err(std::io::Error::other)?;
        self.plan_next(id, Some(text)).await
    }

    async fn plan_next(&self, id: &SaleId, error: Option<String>) -> Result<()> {
        let (sale, now, timings) = (id.clone(), now_ms(), self.timings.clone());
        let plan = move |posting: &ledger::Posting<'_>| {
            let record = posting.sale(&sale)?;
            posting.set_check_error(&sale, error.as_deref())?;
            let rests = matches!(record.state, SaleState::Paid | SaleState::Attention)
                && record.watch_until.is_none_or(|until| until <= now);
            let at = (!rests).then(|| now + timings.pause_ms(record.state, record.checks));
            Result::Ok(posting.plan_check(&sale, at, record.checks.saturating_add(1))?)
        };
        self.ledger.post(plan).await?;
        self.publish_sale(id).await;
        Ok(())
    }

    /// Keeps the order that a person waits for, whatever it says.
    pub(crate) async fn keep_order(&self, id: &SaleId, read: OrderRead) -> Result<()> {
        let (sale, now) = (id.clone(), now_ms());
        let keep = move |posting: &ledger::Posting<'_>| {
            posting.keep_order(&sale, &read.order.number, &read.raw, now)?;
            if let Some(total) = read.order.total {
                posting.set_total(&sale, total.minor)?;
            }
            Result::Ok(())
        };
        self.ledger.post(keep).await
    }
}

/// Reads what came back out of a kept body.
fn returned(body: &[u8]) -> Returned {
    let mut responses = form_urlencoded::parse(body).filter(|(name, _)| name == "response");
    match (responses.next(), responses.next()) {
        (Some((_, response)), None) => read_return(&response),
        _ => Returned::Unreadable,
    }
}

fn only_pending(found: &[Difference], record: &Order) -> bool {
    found.iter().all(|difference| difference.point == Point::PaymentStatus)
        && record.payment_status == PaymentStatus::Pending
}
