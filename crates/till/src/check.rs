//! Asking the store what became of a sale, and recording what it says.

use std::collections::{HashMap, HashSet};
use std::sync::PoisonError;
use std::time::Instant;

use admin_api::{
    ApiError, Candidates, Client, Failure, OrderRead, Returned, read_order, read_return,
};
use ledger::{Attempt, Books, SaleRecord};
use sale::{Difference, Order, PaymentStatus, Point, SaleEvent, SaleId, SaleState, differences};

use crate::attention::rejected_orders;
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::settle::Page;
use crate::silence;

/// How many orders that may be a sale's are read whole.
const MOST_CANDIDATES: usize = 5;

/// How often a record that is not there yet, or still pending, is asked for again before a person
/// is called: a store may need a moment to show its own order.
const PATIENCE: u32 = 4;

/// All that is known here of a sale's payment when the store is asked.
struct Case {
    asked_at: i64,
    asked: Instant,
    sale: SaleRecord,
    attempts: Vec<Attempt>,
    /// The orders that came back, newest first, then those that the placing itself gave.
    claims: Vec<Order>,
    /// Whether the latest placing's page said that nothing was paid.
    nothing_paid: bool,
    /// The orders that a person said are not the sale's.
    rejected: HashSet<String>,
}

/// What the store says of the orders that came back.
#[derive(Default)]
struct Claimed {
    confirmed: bool,
    numbers: HashSet<String>,
    /// An order that a person must look at, with what is wrong about it.
    doubt: Option<(String, Vec<Difference>)>,
}

/// What the store has under a sale's own id.
enum Search {
    Nothing,
    Confirmed,
    /// An order whose payment has not gone through.
    Doubtful(String, Vec<Difference>),
}

impl OpenStore {
    /// Asks the store about one sale and records its answer; gives whether the store holds an order
    /// of it. Asking twice at once does no harm: what is recorded is decided inside the transaction.
    ///
    /// # Errors
    /// [`TillError::Store`] when the store could not be asked, or did not tell all that it was
    /// asked; that is noted in the sale, and the next question planned.
    pub(crate) async fn check(&self, id: &SaleId, client: &Client) -> Result<bool> {
        let case = self.case(id).await?;
        if case.attempts.is_empty() {
            return Ok(false);
        }
        let result = self.ask_store(&case, client).await;
        if let Err(error @ TillError::Store(_)) = &result {
            self.note_failed_question(id, error, Some(case.sale.state)).await?;
        }
        result
    }

    async fn case(&self, id: &SaleId) -> Result<Case> {
        let (id, asked_at, asked) = (id.clone(), now_ms(), Instant::now());
        let (sale, attempts, bodies, created, rejected) = self
            .ledger
            .look_up(move |books| {
                let created = created_at_once(books, &id)?;
                let rejected = rejected_orders(books, &id)?.into_iter().collect();
                let bodies = books.returned_bodies(&id)?;
                Ok((books.sale(&id)?, books.attempts(&id)?, bodies, created, rejected))
            })
            .await?;
        let latest = attempts.last().map(|attempt| attempt.attempt);
        let claims = Vec::new();
        let nothing_paid = false;
        let mut case = Case { asked_at, asked, sale, attempts, claims, nothing_paid, rejected };
        for (attempt, body) in bodies {
            match returned(&body) {
                Returned::Order(order) => case.claims.push(*order),
                Returned::Nothing => case.nothing_paid |= Some(attempt) == latest,
                Returned::Unreadable => {}
            }
        }
        case.claims.extend(created);
        case.claims.retain(|claim| !case.rejected.contains(&claim.number));
        Ok(case)
    }

    /// What came back is looked up first, then the sale by its own id: neither a false return nor
    /// a lost reference may hide the order.
    async fn ask_store(&self, case: &Case, client: &Client) -> Result<bool> {
        let id = &case.sale.id;
        let claimed = match case.sale.state {
            SaleState::Returned | SaleState::Attention => self.look_up_claims(case, client).await?,
            _ => Claimed::default(),
        };
        if claimed.confirmed {
            return Ok(true);
        }
        match (self.search(case, client, &claimed.numbers).await, claimed.doubt) {
            (Ok(Search::Confirmed), _) => self.plan_next(id).await?,
            (_, Some((number, found))) => self.differ(id, &number, found).await?,
            (Ok(Search::Doubtful(number, found)), None) => {
                self.doubt(case, &number, found).await?;
            }
            (Ok(Search::Nothing), None) if claimed.numbers.is_empty() => {
                self.no_order(case).await?;
                return Ok(false);
            }
            (Ok(Search::Nothing), None) => self.plan_next(id).await?,
            (Err(error), None) => return Err(error),
        }
        Ok(true)
    }

    /// Compares the orders that came back, newest first, with the store's own records of them. The
    /// first that agrees is believed.
    async fn look_up_claims(&self, case: &Case, client: &Client) -> Result<Claimed> {
        let (id, mut claimed) = (&case.sale.id, Claimed::default());
        let mut records: HashMap<&str, Option<OrderRead>> = HashMap::new();
        for claim in &case.claims {
            let number = claim.number.as_str();
            if !records.contains_key(number) {
                let read = self.claimed_record(id, number, client).await?;
                claimed.numbers.insert(number.to_owned());
                records.insert(number, read);
            }
            let Some(Some(record)) = records.get(number) else {
                if case.sale.checks >= PATIENCE {
                    claimed.doubt.get_or_insert_with(|| missing(number));
                }
                continue;
            };
            let found = differences(id, Some(claim), &record.order);
            if found.is_empty() {
                self.confirm(id, record.clone()).await?;
                return Ok(Claimed { confirmed: true, ..claimed });
            }
            if !only_pending(&found, &record.order) || case.sale.checks >= PATIENCE {
                claimed.doubt.get_or_insert_with(|| (number.to_owned(), found));
            }
        }
        Ok(claimed)
    }

    /// The store's record of an order that came back; none while it has none.
    async fn claimed_record(
        &self,
        id: &SaleId,
        number: &str,
        client: &Client,
    ) -> Result<Option<OrderRead>> {
        match client.orders_retrieve(number).await {
            Ok(read) => Ok(Some(read)),
            Err(ApiError { failure: Failure::NotFound, .. }) => Ok(None),
            Err(error @ ApiError { failure: Failure::PermissionMissing, .. }) => {
                self.blocked(id, number).await?;
                Err(error.into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Looks for the sale's order by the sale's own id, among those that were not looked up yet.
    async fn search(
        &self,
        case: &Case,
        client: &Client,
        looked_up: &HashSet<String>,
    ) -> Result<Search> {
        let (id, mut found) = (&case.sale.id, Search::Nothing);
        let candidates = client.orders_list_of(id).await?;
        let told_all = candidates.complete && candidates.numbers.len() <= MOST_CANDIDATES;
        let mut seen = looked_up | &case.rejected;
        for number in candidates.numbers.iter().take(MOST_CANDIDATES) {
            if !seen.insert(number.clone()) {
                continue;
            }
            let read = match client.orders_retrieve(number).await {
                Err(ApiError { failure: Failure::NotFound, .. }) => continue,
                read => read?,
            };
            if read.order.sale_reference.as_deref() != Some(id.as_str()) {
                continue;
            }
            let faults = differences(id, None, &read.order);
            if faults.is_empty() {
                self.confirm(id, read).await?;
                found = Search::Confirmed;
            } else if matches!(found, Search::Nothing) {
                found = Search::Doubtful(read.order.number, faults);
            }
        }
        match found {
            Search::Nothing if !told_all => Err(Candidates::too_many().into()),
            Search::Nothing => self.search_unreferenced(case, client, &seen).await,
            found => Ok(found),
        }
    }

    /// Looks for an order of the sale's customer that names no sale: not to be believed, and yet not
    /// to be passed over.
    async fn search_unreferenced(
        &self,
        case: &Case,
        client: &Client,
        ruled_out: &HashSet<String>,
    ) -> Result<Search> {
        let (sale, attempts) = (&case.sale, &case.attempts);
        let found = self.unreferenced_order(sale, attempts, ruled_out, client).await?;
        Ok(found.map_or(Search::Nothing, |read| {
            let faults = differences(&sale.id, None, &read.order);
            Search::Doubtful(read.order.number, faults)
        }))
    }

    /// The store holds an order of the sale that was not paid through. It may still be; if it stays
    /// so, a person must look. What a paid sale's other pages came to is told once it is paid.
    async fn doubt(&self, case: &Case, number: &str, found: Vec<Difference>) -> Result<()> {
        if case.sale.state == SaleState::Paid || case.sale.checks < PATIENCE {
            return self.plan_next(&case.sale.id).await;
        }
        self.differ(&case.sale.id, number, found).await
    }

    /// The store knew no order of this sale when it was asked. What that means depends on whether
    /// its payment page can still be paid. Of a sale that moved on meanwhile it says nothing: that
    /// is to be asked again.
    async fn no_order(&self, case: &Case) -> Result<()> {
        let (id, now, asked_at) = (case.sale.id.clone(), now_ms(), case.asked_at);
        let timings = self.timings.clone();
        let asked_of = (case.sale.state, case.attempts.len());
        let placing = self.placing.lock().unwrap_or_else(PoisonError::into_inner).contains(&id);
        let latest = case.attempts.last().map_or(0, |last| last.attempt);
        let key = silence::page(&id, latest);
        let page = Page {
            nothing_paid: case.nothing_paid,
            in_window: self.surroundings.payment_window_is_open(&id, latest),
            silent_ms: self.silences.until(&key, case.asked),
        };
        let changed = self.ledger.post(move |posting| {
            let sale = posting.sale(&id)?;
            let mut attempts = posting.attempts(&id)?;
            if (sale.state, attempts.len()) != asked_of {
                return Ok((false, false));
            }
            let attempt = attempts.pop();
            if sale.state == SaleState::Placing && placing {
                // Its request is still on its way: whoever sent it will say.
                posting.plan_check(&id, None, 0)?;
                return Ok((false, false));
            }
            posting.set_check_error(&id, None)?;
            let next = timings.verdict(&sale, attempt.as_ref(), page, asked_at);
            if let Some(event) = &next.event {
                posting.record(&id, event, now)?;
            }
            if next.watch {
                posting.watch(&id, Some(now + timings.watch_ms))?;
            }
            posting.plan_check(&id, next.check_in.map(|pause| now + pause), next.checks)?;
            Result::Ok((next.event.is_some() || sale.check_error.is_some(), next.alive))
        });
        let (changed, alive) = changed.await?;
        if alive {
            self.silences.heard(&key);
        }
        if changed {
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
            let paid_meanwhile = posting.sale_state(&sale)? == SaleState::Paid;
            if !paid_meanwhile && posting.raise(&sale, &matter, now)? {
                posting.record(&sale, &event, now)?;
                posting.watch(&sale, Some(watch_until))?;
            }
            Result::Ok(())
        };
        self.ledger.post(record).await?;
        self.plan_next(id).await
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

    /// Plans the next question, with why this one could not even be asked.
    pub(crate) async fn note_check_error(&self, id: &SaleId, error: &TillError) -> Result<()> {
        self.note_failed_question(id, error, None).await
    }

    /// Plans the next question, with why this one failed that was asked of a sale in this state.
    async fn note_failed_question(
        &self,
        id: &SaleId,
        error: &TillError,
        asked_of: Option<SaleState>,
    ) -> Result<()> {
        tracing::info!(error = %causes(error), "the store could not be asked about a sale");
        let text = serde_json::to_string(&error.view()).map_err(std::io::Error::other)?;
        self.plan(id, Some(text), asked_of).await
    }

    async fn plan_next(&self, id: &SaleId) -> Result<()> {
        self.plan(id, None, None).await
    }

    async fn plan(
        &self,
        id: &SaleId,
        error: Option<String>,
        asked_of: Option<SaleState>,
    ) -> Result<()> {
        let (sale, now, timings) = (id.clone(), now_ms(), self.timings.clone());
        let plan = move |posting: &ledger::Posting<'_>| {
            let record = posting.sale(&sale)?;
            // A question that the payment's confirmation has overtaken leaves no trouble behind.
            let overtaken = record.state == SaleState::Paid
                && asked_of.is_some_and(|state| state != SaleState::Paid);
            posting.set_check_error(&sale, error.as_deref().filter(|_| !overtaken))?;
            let rests = matches!(record.state, SaleState::Paid | SaleState::Attention)
                && !timings.is_watched(&record, now);
            let at = (!rests).then(|| now + timings.pause_ms(record.state, record.checks));
            Result::Ok(posting.plan_check(&sale, at, record.checks.saturating_add(1))?)
        };
        self.ledger.post(plan).await?;
        self.publish_sale(id).await;
        Ok(())
    }

    /// Keeps the order that a person waits for, whatever it says, unless a newer record of it is there.
    pub(crate) async fn keep_order(&self, id: &SaleId, read: OrderRead) -> Result<()> {
        let (sale, now) = (id.clone(), now_ms());
        let keep = move |posting: &ledger::Posting<'_>| {
            let kept = posting.keep_order(&sale, &read.order.number, &read.raw, now)?;
            if let Some(total) = read.order.total.filter(|_| kept) {
                let quantities = read.order.lines.iter().map(|line| line.quantity.max(0));
                let items = quantities.fold(0, i64::saturating_add);
                let items = u32::try_from(items).unwrap_or(u32::MAX);
                posting.set_total(&sale, &read.order.number, total.minor, items)?;
            }
            Result::Ok(())
        };
        self.ledger.post(keep).await
    }
}

/// Reads what came back out of a kept body.
fn returned(body: &[u8]) -> Returned {
    return_receiver::response(body).map_or(Returned::Unreadable, |response| read_return(&response))
}

/// The orders that the store created without a payment page, as it answered.
fn created_at_once(books: &Books<'_>, id: &SaleId) -> ledger::Result<Vec<Order>> {
    let mut orders = Vec::new();
    for recorded in books.events(id)? {
        if let SaleEvent::OrderCreatedAtOnce { order_number, .. } = recorded.event {
            orders.extend(books.order(&order_number)?.and_then(|record| read_order(&record.raw)));
        }
    }
    Ok(orders)
}

fn missing(number: &str) -> (String, Vec<Difference>) {
    let expected = number.to_owned();
    let missing = Difference { point: Point::OrderMissing, expected, found: String::new() };
    (number.to_owned(), vec![missing])
}

fn only_pending(found: &[Difference], record: &Order) -> bool {
    found.iter().all(|difference| difference.point == Point::PaymentStatus)
        && record.payment_status == PaymentStatus::Pending
}
