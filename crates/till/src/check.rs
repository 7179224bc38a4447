//! Asking the store what became of a sale, and recording what it says.

use std::collections::HashSet;
use std::time::Instant;

use admin_api::{Client, Returned, read_order};
use ledger::{Attempt, Books, SaleRecord};
use sale::{
    Difference, Order, RequestState, SaleEvent, SaleId, SaleState, differences, lines_difference,
};

use crate::attention::rejected_orders;
use crate::candidates::Search;
use crate::claims::Claimed;
use crate::error::{Result, TillError};
use crate::judging;
use crate::open_store::{OpenStore, now_ms};
use crate::recovery::RESTORED_AT;

/// How often a record that is not there yet, or still pending, is asked for again before a person
/// is called: a store may need a moment to show its own order.
pub(crate) const PATIENCE: u32 = 4;

/// All that is known here of a sale's payment when the store is asked.
pub(crate) struct Case {
    pub(crate) asked_at: i64,
    pub(crate) asked: Instant,
    pub(crate) sale: SaleRecord,
    pub(crate) attempts: Vec<Attempt>,
    /// The orders that came back, newest first, then those that the placing itself gave.
    pub(crate) claims: Vec<Order>,
    /// Whether the latest placing's page said that nothing was paid.
    pub(crate) nothing_paid: bool,
    /// The orders that a person said are not the sale's.
    pub(crate) rejected: HashSet<String>,
    /// The orders of the sale that the store has cancelled when it was asked to.
    pub(crate) cancelled: HashSet<String>,
    /// Whether the books that it is in may be older than its payment.
    restored: bool,
}

impl Case {
    /// How an order differs from the sale, and from what came back, if that did. Where an earlier page
    /// of the sale may have been paid, the cart may have changed since.
    pub(crate) fn faults(&self, claim: Option<&Order>, record: &Order) -> Vec<Difference> {
        let mut faults = differences(&self.sale.id, claim, record);
        if self.attempts.len() > 1 {
            faults.extend(lines_difference(&self.sale.cart, record));
        }
        faults
    }
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
        if case.attempts.is_empty() && !case.restored {
            return Ok(false);
        }
        let result = self.ask_store(&case, client).await;
        if let Err(error @ TillError::Store(_)) = &result {
            self.note_failed_question(&case, error).await?;
        }
        result
    }

    async fn case(&self, id: &SaleId) -> Result<Case> {
        let (id, asked_at, asked) = (id.clone(), now_ms(), Instant::now());
        let look = move |books: &Books<'_>| {
            let case = Case {
                asked_at,
                asked,
                sale: books.sale(&id)?,
                attempts: books.attempts(&id)?,
                claims: Vec::new(),
                nothing_paid: false,
                rejected: rejected_orders(books, &id)?.into_iter().collect(),
                cancelled: cancelled_orders(books, &id)?,
                restored: is_older_than_backup(books, &id)?,
            };
            Ok((case, books.returned_bodies(&id)?, created_at_once(books, &id)?))
        };
        let (mut case, bodies, created) = self.ledger.look_up(look).await?;
        let latest = case.attempts.last().map(|attempt| attempt.attempt);
        for (attempt, body) in bodies {
            match judging::read(&body) {
                Returned::Order(order) => case.claims.push(*order),
                Returned::Nothing => case.nothing_paid |= Some(attempt) == latest,
                Returned::Unreadable => {}
            }
        }
        case.claims.extend(created);
        let over = &case.rejected | &case.cancelled;
        case.claims.retain(|claim| !over.contains(&claim.number));
        Ok(case)
    }

    /// What came back is looked up first, then the sale by its own id: neither a false return nor
    /// a lost reference may hide the order.
    async fn ask_store(&self, case: &Case, client: &Client) -> Result<bool> {
        let (claimed, failed) = match self.claimed(case, client).await {
            Ok(claimed) => (claimed, None),
            Err(error @ TillError::Store(_)) => (Claimed::default(), Some(error)),
            Err(error) => return Err(error),
        };
        if claimed.confirmed {
            return Ok(true);
        }
        match (self.search(case, client, &claimed.numbers).await, claimed.doubt, failed) {
            (Ok(Search::Confirmed), ..) => self.plan_next(case).await?,
            (_, Some((number, found)), _) => self.differ(case, &number, found).await?,
            (_, None, Some(error)) | (Err(error), None, None) => return Err(error),
            (Ok(Search::Doubtful(number, found)), None, None) => {
                self.doubt(case, &number, found).await?;
            }
            (Ok(Search::Nothing), None, None) if claimed.numbers.is_empty() => {
                self.no_order(case).await?;
                return Ok(false);
            }
            (Ok(Search::Nothing), None, None) => self.plan_next(case).await?,
        }
        Ok(true)
    }

    async fn claimed(&self, case: &Case, client: &Client) -> Result<Claimed> {
        match case.sale.state {
            SaleState::Returned | SaleState::Attention => self.look_up_claims(case, client).await,
            _ => Ok(Claimed::default()),
        }
    }

    /// The store holds an order of the sale that was not paid through. It may still be; if it stays
    /// so, a person must look. What a paid sale's other pages came to is told once it is paid.
    async fn doubt(&self, case: &Case, number: &str, found: Vec<Difference>) -> Result<()> {
        if case.sale.state == SaleState::Paid || case.sale.checks < PATIENCE {
            return self.plan_next(case).await;
        }
        self.differ(case, number, found).await
    }
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

/// The sale's orders that the store has cancelled when it was asked to: nothing of them counts.
fn cancelled_orders(books: &Books<'_>, id: &SaleId) -> ledger::Result<HashSet<String>> {
    let done = books.cancellations_of(id)?.into_iter();
    let done = done.filter(|cancellation| cancellation.state == RequestState::Done);
    Ok(done.map(|cancellation| cancellation.order_number).collect())
}

/// Whether a sale was begun before its books were taken from a backup: what they say of it may be
/// older than its payment.
pub(crate) fn is_older_than_backup(books: &Books<'_>, id: &SaleId) -> ledger::Result<bool> {
    let restored_at: Option<i64> = books.setting(RESTORED_AT)?;
    let started_at = books.sale(id)?.started_at;
    Ok(restored_at.is_some_and(|restored_at| started_at <= restored_at))
}
