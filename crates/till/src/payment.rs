//! While the customer pays: the window, the link, and giving the sale up.

use ledger::Attempt;
use sale::{SaleEvent, SaleId, SaleState, UnknownCause};
use url::Url;

use crate::app::App;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::sell::sale_id;
use crate::silence;
use crate::surroundings::PaymentPage;
use crate::view::SaleView;

impl App {
    /// Brings the customer's window to the front, or opens it again.
    ///
    /// # Errors
    /// When the sale awaits no payment, or the window cannot be opened.
    pub async fn show_window(&self, sale_id: &str) -> Result<()> {
        let store = self.store()?;
        let id = self::sale_id(sale_id)?;
        let _staying = store.stay().await?;
        let (attempt, url) = store.payment_page(&id).await?;
        if store.surroundings.show_payment_window(&id, attempt) {
            return Ok(());
        }
        store.open_window(&id, attempt, url).await?;
        store.publish_sale(&id).await;
        Ok(())
    }

    /// Opens the payment page in the system's browser.
    ///
    /// # Errors
    /// When the sale awaits no payment, or no browser can be opened.
    pub async fn open_in_browser(&self, sale_id: &str) -> Result<()> {
        let store = self.store()?;
        let url = store.share_link(&self::sale_id(sale_id)?).await?;
        store.surroundings.open_in_browser(&url).map_err(TillError::Desktop)
    }

    /// Puts the payment page's address on the clipboard.
    ///
    /// # Errors
    /// When the sale awaits no payment, or there is no clipboard.
    pub async fn copy_link(&self, sale_id: &str) -> Result<()> {
        let store = self.store()?;
        let url = store.share_link(&self::sale_id(sale_id)?).await?;
        store.surroundings.copy(url.as_str()).map_err(TillError::Desktop)
    }

    /// Asks the store at once what became of the payment, and of whatever else of the sale is open. A
    /// store that cannot be asked is told in the sale.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn check_now(&self, sale_id: &str) -> Result<SaleView> {
        let store = self.store()?;
        let id = self::sale_id(sale_id)?;
        let (sale, at) = (id.clone(), now_ms());
        let hasten =
            move |posting: &ledger::Posting<'_>| Result::Ok(posting.hasten_checks_of(&sale, at)?);
        store.ledger.post(hasten).await?;
        store.wake.notify_one();
        match store.client() {
            Ok(client) => store.check(&id, &client).await.map(drop).or_else(only_the_store)?,
            Err(error) => store.note_check_error(&id, &error).await?,
        }
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }

    /// Gives the sale up. It is watched for a day, in case the customer pays after all.
    ///
    /// # Errors
    /// When it was paid, or its payment is being confirmed.
    pub async fn cancel_sale(&self, sale_id: &str) -> Result<SaleView> {
        let store = self.store()?;
        let id = self::sale_id(sale_id)?;
        let (sale, at) = (id.clone(), now_ms());
        let (watch, next) = (at + store.timings.watch_ms, at + store.timings.first_poll_ms);
        let cancel = move |posting: &ledger::Posting<'_>| {
            posting.record(&sale, &SaleEvent::SaleCancelled, at)?;
            if posting.attempts(&sale)?.is_empty() {
                return Result::Ok(());
            }
            posting.watch(&sale, Some(watch))?;
            Ok(posting.plan_check(&sale, Some(next), 0)?)
        };
        store.ledger.post(cancel).await?;
        store.surroundings.close_payment_window(&id);
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }

    /// Takes note that the customer's window of one placing is gone. Without a return nobody knows
    /// what became of the payment: the store is asked. The window of an earlier placing says nothing
    /// of the one that is being paid.
    ///
    /// # Errors
    /// When the books cannot be written.
    pub async fn payment_window_closed(&self, sale_id: &SaleId, attempt: u32) -> Result<()> {
        let store = self.store()?;
        let (id, at) = (sale_id.clone(), now_ms());
        store.silences.heard(&silence::page(sale_id, attempt));
        let noted = store.ledger.post(move |posting| {
            let state = posting.sale_state(&id)?;
            let latest = posting.attempts(&id)?.pop().filter(|last| last.attempt == attempt);
            let Some(latest) = latest else { return Result::Ok(false) };
            if !matches!(state, SaleState::Awaiting | SaleState::Unknown) {
                posting.touch(&id)?;
                return Ok(true);
            }
            posting.record(&id, &SaleEvent::PaymentWindowClosed { attempt }, at)?;
            if state == SaleState::Awaiting && !latest.link_shared {
                let cause = UnknownCause::WindowClosed;
                posting.record(&id, &SaleEvent::OutcomeUnknown { cause }, at)?;
            }
            posting.plan_check(&id, Some(at), 0)?;
            Ok(true)
        });
        if noted.await? {
            store.publish_sale(sale_id).await;
        }
        Ok(())
    }
}

impl OpenStore {
    /// Opens the customer's window. If the desktop cannot, the sale goes on without it: the page's
    /// address can still be opened elsewhere.
    pub(crate) async fn open_window(&self, id: &SaleId, attempt: u32, url: Url) -> Result<()> {
        let page = PaymentPage {
            sale: id.clone(),
            attempt,
            address: url,
            return_origin: self.return_origin().await?,
            store_origin: self.address.is_loopback().then(|| self.address.origin()),
        };
        self.surroundings.open_payment_window(&page).map_err(TillError::Desktop)?;
        self.silences.heard(&silence::page(id, attempt));
        let (sale, at) = (id.clone(), now_ms());
        let next = at + self.timings.first_poll_ms;
        let record = move |posting: &ledger::Posting<'_>| {
            posting.record(&sale, &SaleEvent::PaymentWindowOpened { attempt }, at)?;
            Result::Ok(posting.plan_check(&sale, Some(next), 0)?)
        };
        match self.ledger.post(record).await {
            Err(TillError::Ledger(ledger::LedgerError::NotAllowed(_))) => {
                self.close_unless_returned(id, attempt).await
            }
            recorded => recorded,
        }
    }

    /// A sale that moved on while its window was opened must not be paid there any more, unless its
    /// customer was faster than the note and has come back already.
    async fn close_unless_returned(&self, id: &SaleId, attempt: u32) -> Result<()> {
        let sale = id.clone();
        let bodies = self.ledger.look_up(move |books| books.returned_bodies(&sale)).await?;
        if bodies.iter().all(|(returned, _)| *returned != attempt) {
            self.surroundings.close_payment_window(id);
        }
        Ok(())
    }

    async fn share_link(&self, id: &SaleId) -> Result<Url> {
        let _staying = self.stay().await?;
        let (attempt, url) = self.payment_page(id).await?;
        self.silences.heard(&silence::page(id, attempt));
        let (sale, at) = (id.clone(), now_ms());
        let next = at + self.timings.first_poll_ms;
        let record = move |posting: &ledger::Posting<'_>| {
            posting.set_link_shared(&sale, attempt)?;
            posting.record(&sale, &SaleEvent::PaymentLinkShared { attempt }, at)?;
            Result::Ok(posting.plan_check(&sale, Some(next), 0)?)
        };
        self.ledger.post(record).await?;
        self.publish_sale(id).await;
        Ok(url)
    }

    /// The payment page of the sale's latest placing.
    async fn payment_page(&self, id: &SaleId) -> Result<(u32, Url)> {
        let sale = id.clone();
        let (state, attempt) = self
            .ledger
            .look_up(move |books| Ok((books.sale_state(&sale)?, books.attempts(&sale)?.pop())))
            .await?;
        if !matches!(state, SaleState::Awaiting | SaleState::Unknown) {
            return Err(sale::NotAllowed(state).into());
        }
        let page = attempt.and_then(|Attempt { attempt, payment_url, .. }| {
            Some((attempt, Url::parse(&payment_url?).ok()?))
        });
        page.ok_or(TillError::NotFound("payment page"))
    }
}

/// A store that could not be asked has been noted in the sale; everything else is an error.
pub(crate) fn only_the_store(error: TillError) -> Result<()> {
    match error {
        TillError::Store(_) => Ok(()),
        error => Err(error),
    }
}
