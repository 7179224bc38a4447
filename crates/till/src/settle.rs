//! Settling: every open sale, and all that its order was asked for, is looked up at the store until it
//! is settled, with growing pauses, over restarts.

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use admin_api::Client;
use sale::SaleId;

use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::sell::CURRENT;
use crate::survive::survive;
use crate::{cancellation, order_notes, refund};

/// The pause after something that should not fail did.
const AFTER_A_FAILURE: Duration = Duration::from_secs(2);

/// From so many milliseconds on, the two clocks of a machine do not differ by their own doing.
const CLOCK_WAS_SET_MS: i64 = 5_000;

/// A question that is being asked. Whatever becomes of it, it may be asked again afterwards.
struct Asking {
    store: Arc<OpenStore>,
    key: String,
}

impl Drop for Asking {
    fn drop(&mut self) {
        let mut asking = self.store.asking.lock().unwrap_or_else(PoisonError::into_inner);
        asking.remove(&self.key);
        self.store.wake.notify_one();
    }
}

impl OpenStore {
    /// Asks whatever is due, for as long as the store is open.
    pub(crate) async fn settle(self: Arc<Self>) {
        let mut clocks = (Instant::now(), now_ms());
        loop {
            if let Err(error) = self.mind_the_clock(&mut clocks).await {
                tracing::error!(error = %causes(&error), "the plans could not be mended");
            }
            let pause = match self.ask_what_is_due().await {
                Ok(pause) => pause,
                Err(error) => {
                    tracing::error!(error = %causes(&error), "settling failed");
                    AFTER_A_FAILURE
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.wake.notified() => {}
            }
        }
    }

    /// What was planned by a clock that has been set since, or before the machine slept, is due now.
    async fn mind_the_clock(&self, clocks: &mut (Instant, i64)) -> Result<()> {
        let (steady, set) = (Instant::now(), now_ms());
        let passed = i64::try_from(steady.duration_since(clocks.0).as_millis()).unwrap_or(i64::MAX);
        if (set - clocks.1 - passed).abs() >= CLOCK_WAS_SET_MS {
            let hasten = move |posting: &ledger::Posting<'_>| Ok(posting.hasten_checks(set)?);
            self.ledger.post::<_, TillError>(hasten).await?;
        }
        *clocks = (steady, set);
        Ok(())
    }

    /// Begins a question about everything that is due; gives the time until more will be.
    async fn ask_what_is_due(self: &Arc<Self>) -> Result<Duration> {
        let now = now_ms();
        let due = move |books: &ledger::Books<'_>| {
            let sales = (books.due_checks(now)?, books.due_upsells(now)?);
            let orders = (books.due_cancellations(now)?, books.due_refunds(now)?);
            Ok((sales, orders, books.due_notes(now)?))
        };
        let (sales, orders, (notes, next_note)) = self.ledger.look_up(due).await?;
        let ((sales, next_sale), (charges, next_charge)) = sales;
        let ((cancellings, next_cancelling), (refunds, next_refund)) = orders;
        for id in sales {
            self.ask(id.to_string(), move |store| async move { store.ask_about_sale(&id).await });
        }
        for charge in charges {
            self.ask(charge.id.to_string(), move |store| async move {
                store.ask_about_upsell(&charge).await
            });
        }
        for open in cancellings {
            self.ask(cancellation::key(&open.order_number), move |store| async move {
                store.ask_about_cancellation(&open).await
            });
        }
        for open in refunds {
            self.ask(refund::key(open.entry), move |store| store.ask_about_refund(open));
        }
        for open in notes {
            self.ask(order_notes::key(open.entry), move |store| store.ask_about_note(open));
        }
        self.tend_receiver().await?;
        let next = [next_sale, next_charge, next_cancelling, next_refund, next_note];
        let next = next.into_iter().flatten().min();
        let pause = next.map_or(60_000, |next| (next - now).clamp(10, 60_000));
        Ok(Duration::from_millis(pause.unsigned_abs()))
    }

    /// Runs a question unless the same one is being asked.
    fn ask<F>(self: &Arc<Self>, key: String, question: impl FnOnce(Arc<Self>) -> F)
    where
        F: Future<Output = Result<()>> + Send + 'static,
    {
        if !self.asking.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone()) {
            return;
        }
        let asking = Asking { store: Arc::clone(self), key };
        let question = question(Arc::clone(self));
        self.spawn(async move {
            let _asking = asking;
            let asked = survive("a question to the store", question).await;
            if let Some(Err(error)) = &asked {
                tracing::info!(error = %causes(error), "a question to the store failed");
            }
            if !matches!(asked, Some(Ok(()))) {
                // What failed may still be due: it must not be asked in a tight circle.
                tokio::time::sleep(AFTER_A_FAILURE).await;
            }
        });
    }

    /// The client for a question that nobody asked: whoever charges goes first, except where a
    /// person looks at the very sale that it is about.
    pub(crate) async fn client_about(&self, id: &SaleId) -> Result<Client> {
        let client = self.client()?;
        let shown = self.ledger.look_up(|books| books.setting::<Option<SaleId>>(CURRENT)).await?;
        let on_show = shown.flatten().is_some_and(|shown| shown == *id);
        Ok(if on_show { client } else { client.to_settle() })
    }

    async fn ask_about_sale(&self, id: &SaleId) -> Result<()> {
        let client = match self.client_about(id).await {
            Ok(client) => client,
            Err(error @ TillError::Keychain(_)) => return self.note_check_error(id, &error).await,
            Err(error) => return Err(error),
        };
        self.check(id, &client).await.map(drop)
    }
}
