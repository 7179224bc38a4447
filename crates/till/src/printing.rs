//! Printing: receipts now, and whatever else is a [`Document`].
//!
//! What fails here never touches a sale: a receipt is made from the books and only read. Whatever is
//! printed is counted, so that the next one of the same says that it is a copy; what the system's own
//! dialog was asked to print counts as printed, since it does not tell.

mod amount;
mod day_sheet;
mod receipt;
mod sample;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::tz::TimeZone;
use ledger::Books;
use paper::{Document, Handling, PaperError, Printer, Typesetter};
use sale::SaleId;

use crate::app::App;
use crate::error::{Result, TillError};
use crate::open_store::{OpenStore, now_ms};
use crate::sell::sale_id;
use crate::view::{PaperSettings, PrinterKind};
use receipt::Facts;

/// How long a printer may take for a document, over all.
const PRINTED_WITHIN: Duration = Duration::from_secs(60);

/// The kind under which receipts are counted.
const RECEIPT: &str = "receipt";

/// What printing keeps for as long as the program runs.
#[derive(Clone, Default)]
pub(crate) struct Printing {
    /// Made when it is first needed: it reads all fonts of the machine.
    typesetter: Arc<Mutex<Option<Typesetter>>>,
    /// Held while something is printed, so that of two at once the second is a copy.
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl App {
    /// The receipt of a sale's order, as the next print of it says.
    ///
    /// # Errors
    /// When the sale has no order that the store confirmed.
    pub async fn receipt(&self, sale_id: &str) -> Result<Document> {
        let store = self.store()?;
        let (facts, _) = store.receipt_facts(&self::sale_id(sale_id)?).await?;
        Ok(receipt::receipt(&facts, &TimeZone::system()))
    }

    /// Prints a sale's receipt: on the receipt printer, or whatever the interface has laid out with the
    /// system's printing.
    ///
    /// # Errors
    /// When the sale has no order that the store confirmed, or the printer fails.
    pub async fn print_receipt(&self, sale_id: &str) -> Result<()> {
        let store = self.store()?;
        let id = self::sale_id(sale_id)?;
        let _turn = self.printing().turn.lock_owned().await;
        let (facts, paper) = store.receipt_facts(&id).await?;
        let document = receipt::receipt(&facts, &TimeZone::system());
        self.print_document(document, &paper, facts.printed == 0).await?;
        let subject = id.to_string();
        store
            .ledger
            .post(move |posting| Result::Ok(posting.note_print(RECEIPT, &subject, now_ms())?))
            .await
    }

    /// Saves a sale's receipt as a PDF where a person says. Gives the file, or none where she thought
    /// better of it.
    ///
    /// # Errors
    /// When the sale has no order that the store confirmed, or the file cannot be written.
    pub async fn save_receipt_pdf(&self, sale_id: &str) -> Result<Option<String>> {
        let store = self.store()?;
        let (facts, paper) = store.receipt_facts(&self::sale_id(sale_id)?).await?;
        // A file is no copy of another: it can be copied itself.
        let facts = Facts { printed: 0, ..facts };
        self.save_pdf(receipt::receipt(&facts, &TimeZone::system()), &paper).await
    }

    /// A receipt of nothing that shows these settings.
    ///
    /// # Errors
    /// When no store is open.
    pub async fn sample_receipt(&self, paper: PaperSettings) -> Result<Document> {
        let store = self.store()?;
        let settings = store.settings().await?;
        let (name, currency) = (store.view().name, store.currency().await?);
        let facts = sample::facts(&paper, name, settings.seller, currency);
        let facts = facts.ok_or(TillError::NotFound("sample"))?;
        Ok(sample::document(&facts, &TimeZone::system()))
    }

    /// Prints that receipt with these settings, which need not be saved.
    ///
    /// # Errors
    /// When the printer fails.
    pub async fn test_print(&self, paper: PaperSettings) -> Result<()> {
        let document = self.sample_receipt(paper.clone()).await?;
        let _turn = self.printing().turn.lock_owned().await;
        self.print_document(document, &paper, true).await
    }

    /// Prints a document. `first` says whether the drawer may open for it. With the system's printing,
    /// the interface has laid the document out before.
    pub(crate) async fn print_document(
        &self,
        document: Document,
        paper: &PaperSettings,
        first: bool,
    ) -> Result<()> {
        let Some(printer) = printer(paper)? else {
            return self.surroundings().print_page().map_err(TillError::Desktop);
        };
        let handling = Handling { cut: paper.cut, open_drawer: paper.drawer && first };
        let (size, printing) = (paper.size, self.printing());
        let printed = off_thread(move || {
            // A machine without fonts still prints what the printer has letters for.
            let bytes = match paper::needs_pictures(&document) {
                true => printing.with_typesetter(|setter| {
                    paper::escpos(&document, size, handling, setter.ok())
                }),
                false => paper::escpos(&document, size, handling, None),
            };
            printer.send(&bytes?)
        });
        let Ok(printed) = tokio::time::timeout(PRINTED_WITHIN, printed).await else {
            return Err(PaperError::Stopped(std::io::ErrorKind::TimedOut.into()).into());
        };
        printed
    }

    /// Saves a document as a PDF where a person says; none where she thought better of it.
    pub(crate) async fn save_pdf(
        &self,
        document: Document,
        paper: &PaperSettings,
    ) -> Result<Option<String>> {
        let (size, printing, name) = (paper.size, self.printing(), file_name(&document.title));
        let written = off_thread(move || {
            printing.with_typesetter(|setter| paper::pdf(&document, size, setter?))
        });
        let written = written.await?;
        let surroundings = self.surroundings();
        let Some(path) = surroundings.ask_where_to_save(&name).await else { return Ok(None) };
        tokio::fs::write(&path, written).await?;
        Ok(Some(path.display().to_string()))
    }
}

impl Printing {
    fn with_typesetter<T>(
        &self,
        work: impl FnOnce(std::result::Result<&mut Typesetter, PaperError>) -> T,
    ) -> T {
        let mut kept = self.typesetter.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() {
            match Typesetter::of_this_machine() {
                Ok(setter) => *kept = Some(setter),
                Err(error) => return work(Err(error)),
            }
        }
        work(kept.as_mut().ok_or(PaperError::NoFonts))
    }
}

impl OpenStore {
    /// What a sale's receipt says, and how it is printed.
    async fn receipt_facts(&self, id: &SaleId) -> Result<(Facts, PaperSettings)> {
        let paper = self.settings().await?.paper;
        let view = self.view();
        let (id, head, foot) = (id.clone(), paper.head.clone(), paper.foot.clone());
        let facts = self.ledger.look_up(move |books| {
            let Some(mut facts) = facts(books, &id)? else { return Ok(None) };
            (facts.store, facts.practice) = (view.name, view.practice);
            (facts.head, facts.foot) = (head, foot);
            Ok(Some(facts))
        });
        Ok((facts.await?.ok_or(TillError::NotFound("order"))?, paper))
    }
}

/// What the books know of a sale's receipt; none before the store has confirmed an order.
fn facts(books: &Books<'_>, id: &SaleId) -> ledger::Result<Option<Facts>> {
    let sale = books.sale(id)?;
    let record = match &sale.order_number {
        Some(number) => books.order(number)?,
        None => None,
    };
    let order = record.and_then(|record| admin_api::read_order(&record.raw));
    let Some(order) = order else { return Ok(None) };
    Ok(Some(Facts {
        store: String::new(),
        practice: false,
        head: String::new(),
        foot: String::new(),
        seller: books.seller(id)?,
        paid_at: sale.paid_at.unwrap_or(sale.changed_at),
        vouchers: sale.cart.vouchers,
        method: books.attempts(id)?.pop().map(|last| last.method).unwrap_or_default(),
        printed: books.prints(RECEIPT, id.as_str())?,
        order,
    }))
}

/// The receipt printer of these settings; none for the system's printing.
fn printer(paper: &PaperSettings) -> Result<Option<Printer>> {
    let place = paper.place.trim();
    if paper.printer != PrinterKind::System && place.is_empty() {
        return Err(PaperError::NoPlace.into());
    }
    Ok(match paper.printer {
        PrinterKind::System => None,
        PrinterKind::Network => Some(Printer::in_network(place)?),
        PrinterKind::Usb => Some(Printer::Device(PathBuf::from(place))),
        PrinterKind::Serial => Some(Printer::Serial(place.to_owned(), paper.baud)),
        PrinterKind::File => Some(Printer::File(PathBuf::from(place))),
    })
}

/// A file's name that every system takes.
fn file_name(title: &str) -> String {
    let forbidden = |letter: char| letter.is_control() || r#"/\:*?"<>|"#.contains(letter);
    title.replace(forbidden, "-") + ".pdf"
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> std::result::Result<T, PaperError> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|_| PaperError::NotWritten("the printing broke off".to_owned()))??)
}
