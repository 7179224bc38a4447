//! Notes on orders: each is sent once, then looked up until it is known whether it stands there.
//!
//! What a note says may be personal, so it is kept beside the events and never in them.

use std::sync::Arc;
use std::time::Instant;

use admin_api::{ApiError, Client, OrderNote};
use ledger::NoteRecord;
use sale::{FieldProblem, Problem, RequestState, SaleEvent, SaleId};

use crate::app::App;
use crate::causes::causes;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::sell::sale_id;
use crate::verdict::LOOKS;
use crate::view::{NoteView, SaleView};

impl App {
    /// Adds a note to a sale's order (`ordersNotesCreate`), once. What came of it is told in the order.
    ///
    /// # Errors
    /// When the sale has no order, the note is empty, or the same one is on its way.
    pub async fn add_order_note(&self, sale_id: &str, message: &str) -> Result<SaleView> {
        let (store, id) = (self.store()?, self::sale_id(sale_id)?);
        let client = store.client()?;
        let message = message.trim().to_owned();
        if message.is_empty() {
            let field = "note".to_owned();
            return Err(TillError::Fields(vec![FieldProblem { field, problem: Problem::Missing }]));
        }
        let (sale, at) = (id.clone(), now_ms());
        let owe = move |posting: &ledger::Posting<'_>| {
            let number = posting.sale(&sale)?.order_number;
            let number = number.ok_or(TillError::NotFound("order"))?;
            Result::Ok(posting.owe_note(&sale, &number, &message, at)?)
        };
        let entry = store.ledger.post(owe).await?;
        store.publish_sale(&id).await;
        if let Err(error) = store.send_note(entry, &client).await {
            let word = error.word();
            store.write_later(move |store| {
                let word = word.clone();
                async move { store.note_unclear(entry, word).await }
            });
            return Err(error);
        }
        store.sale_view(&id).await
    }

    /// Reads the notes of a sale's order from the store (`ordersNotesList`).
    ///
    /// # Errors
    /// When the sale has no order, or the store cannot be asked.
    pub async fn read_order_notes(&self, sale_id: &str) -> Result<SaleView> {
        let (store, id) = (self.store()?, self::sale_id(sale_id)?);
        let client = store.client()?;
        let sale = id.clone();
        let number = store.ledger.look_up(move |books| Ok(books.sale(&sale)?.order_number)).await?;
        let number = number.ok_or(TillError::NotFound("order"))?;
        store.read_notes(&id, &number, &client).await?;
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }
}

impl OpenStore {
    /// Reads an order's notes and keeps them.
    pub(crate) async fn read_notes(
        &self,
        id: &SaleId,
        number: &str,
        client: &Client,
    ) -> Result<Vec<OrderNote>> {
        let notes = client.orders_notes_list(number).await?;
        let views: Vec<NoteView> = notes.iter().map(NoteView::of_store).collect();
        let text = serde_json::to_string(&views).map_err(std::io::Error::other)?;
        let (id, number, at) = (id.clone(), number.to_owned(), now_ms());
        let keep = move |posting: &ledger::Posting<'_>| {
            posting.keep_notes(&number, &text, at)?;
            Result::Ok(posting.touch(&id)?)
        };
        self.ledger.post(keep).await?;
        Ok(notes)
    }

    /// Sends the one request of an owed note and records what came of it.
    async fn send_note(&self, entry: i64, client: &Client) -> Result<()> {
        let begin = move |posting: &ledger::Posting<'_>| {
            let begun = posting.begin_note(entry)?;
            Result::Ok(begun.then_some(posting.note(entry)?))
        };
        let Some(note) = self.ledger.post(begin).await? else { return Ok(()) };
        self.silences.heard(&key(entry));
        match client.orders_notes_create(&note.order_number, &note.message).await {
            Ok(added) => {
                self.note_added(&note, added.id).await?;
                let read = self.read_notes(&note.sale_id, &note.order_number, client).await;
                if let Err(error) = read {
                    tracing::info!(error = %causes(&error), "an order's notes could not be read");
                }
            }
            Err(error) => self.note_failed(&note, error).await?,
        }
        self.publish_sale(&note.sale_id).await;
        Ok(())
    }

    async fn note_added(&self, note: &NoteRecord, id: i64) -> Result<()> {
        let done = RequestState::Done;
        self.move_note(note, done, Some(id), None, SaleEvent::NoteAdded).await
    }

    /// A note may be written again where it was surely not added; else the order's notes will tell.
    async fn note_failed(&self, note: &NoteRecord, error: ApiError) -> Result<()> {
        let surely_not_added = error.failure.surely_not_done();
        let words = error.failure.first_words();
        let cause = TillError::from(error).word();
        if !surely_not_added {
            return self.note_unclear(note.entry, cause).await;
        }
        let reason = Some(words.unwrap_or_else(|| cause.clone()));
        let event = SaleEvent::NoteNotAdded { cause };
        self.move_note(note, RequestState::NotDone, None, reason, event).await
    }

    async fn note_unclear(&self, entry: i64, cause: String) -> Result<()> {
        let note = self.ledger.look_up(move |books| books.note(entry)).await?;
        let event = SaleEvent::NoteUnclear { cause };
        self.move_note(&note, RequestState::Unknown, None, None, event).await?;
        self.silences.heard(&key(entry));
        Ok(())
    }

    async fn move_note(
        &self,
        note: &NoteRecord,
        state: RequestState,
        id: Option<i64>,
        reason: Option<String>,
        event: SaleEvent,
    ) -> Result<()> {
        let (entry, sale, at) = (note.entry, note.sale_id.clone(), now_ms());
        let next = at + self.timings.first_pause_ms;
        let record = move |posting: &ledger::Posting<'_>| {
            if posting.move_note(entry, state, id, reason.as_deref())? {
                posting.record(&sale, &event, at)?;
                if state == RequestState::Unknown {
                    posting.plan_note_check(entry, next, 0)?;
                }
            }
            Result::Ok(())
        };
        self.ledger.post(record).await?;
        self.publish_sale(&note.sale_id).await;
        Ok(())
    }

    /// Looks for a note among those of its order. It is never sent again.
    pub(crate) async fn ask_about_note(self: Arc<Self>, note: NoteRecord) -> Result<()> {
        let asked = Instant::now();
        let read = match self.client_about(&note.sale_id).await {
            Ok(client) => self.read_notes(&note.sale_id, &note.order_number, &client).await,
            Err(error) => Err(error),
        };
        match read {
            Ok(notes) => {
                self.silences.answered(&key(note.entry));
                self.settle_note(&note, &notes, asked).await
            }
            Err(error) => {
                tracing::info!(error = %causes(&error), "a note could not be looked up");
                let failures = self.silences.failed(&key(note.entry));
                self.plan_note_look(&note, failures, note.checks).await
            }
        }
    }

    /// Records what the order's notes say. One that another note of this till became is not this one.
    async fn settle_note(
        &self,
        note: &NoteRecord,
        notes: &[OrderNote],
        asked: Instant,
    ) -> Result<()> {
        let sale = note.sale_id.clone();
        let own = self.ledger.look_up(move |books| books.notes_of(&sale)).await?;
        let is_anothers = |id: i64| own.iter().any(|other| other.note == Some(id));
        let is_it = |there: &&OrderNote| {
            there.message.trim() == note.message.trim() && !is_anothers(there.id)
        };
        if let Some(there) = notes.iter().find(is_it) {
            return self.note_added(note, there.id).await;
        }
        let silent_ms = self.silences.until(&key(note.entry), asked);
        if note.checks < LOOKS || silent_ms < self.timings.upsell_ms {
            return self.plan_note_look(note, note.checks, note.checks.saturating_add(1)).await;
        }
        let cause = "not_in_the_order".to_owned();
        let (reason, event) = (Some(cause.clone()), SaleEvent::NoteNotAdded { cause });
        self.move_note(note, RequestState::NotDone, None, reason, event).await
    }

    async fn plan_note_look(&self, note: &NoteRecord, so_far: u32, checks: u32) -> Result<()> {
        let (entry, pause) = (note.entry, self.timings.look_pause_ms(so_far));
        let plan = move |posting: &ledger::Posting<'_>| {
            Result::Ok(posting.plan_note_check(entry, now_ms() + pause, checks)?)
        };
        self.ledger.post(plan).await
    }

    /// Adds the notes that are owed: those of a sale that was just paid, and those that could not be
    /// sent before the till stopped, or was without a token. They are no part of the payment: what
    /// goes wrong is noted and nothing more.
    pub(crate) async fn add_owed_notes(&self) {
        let added = async {
            let client = self.client()?.in_background();
            for note in self.ledger.look_up(|books| books.owed_notes()).await? {
                self.send_note(note.entry, &client).await?;
            }
            Result::Ok(())
        };
        if let Err(error) = added.await {
            tracing::warn!(error = %causes(&error), "owed notes could not be added");
        }
    }
}

/// The key of the questions about a note.
pub(crate) fn key(entry: i64) -> String {
    format!("note/{entry}")
}
