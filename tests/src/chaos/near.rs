//! What the till's ledger says, read from its file when no till has it open.

use std::path::Path;

use ledger::{
    Attempt, Cancellation, Ledger, NoteRecord, Recorded, RefundRecord, SaleRecord, UpsellRecord,
};
use sale::{Attention, SaleEvent, SaleState};

use crate::books;

/// All that a till's ledger says about its sales.
#[derive(Debug, Clone)]
pub struct Near {
    /// Every sale.
    pub sales: Vec<NearSale>,
    /// What is wrong with the books themselves.
    pub faults: Vec<String>,
}

/// A sale with all that belongs to it.
#[derive(Debug, Clone)]
pub struct NearSale {
    /// Its row.
    pub record: SaleRecord,
    /// Its placings.
    pub attempts: Vec<Attempt>,
    /// The raw bodies that came back for it.
    pub bodies: Vec<Vec<u8>>,
    /// What happened.
    pub events: Vec<Recorded>,
    /// Its upsell charges.
    pub upsells: Vec<UpsellRecord>,
    /// The refunds that were asked for.
    pub refunds: Vec<RefundRecord>,
    /// The cancellings that were asked for.
    pub cancellations: Vec<Cancellation>,
    /// The notes that were written.
    pub notes: Vec<NoteRecord>,
    /// Its open matters.
    pub matters: Vec<Attention>,
}

impl Near {
    /// Reads the one ledger of a data folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn read(data_dir: &Path) -> anyhow::Result<Self> {
        let ledgers = books::ledgers(data_dir);
        let [path] = ledgers.as_slice() else {
            anyhow::bail!("{} ledgers in {}", ledgers.len(), data_dir.display());
        };
        let ledger = Ledger::open(path)?;
        let (sales, proof) = ledger.look_up(|books| Ok((sales(books)?, books.verify()?))).await?;
        let mut faults = set_aside(path);
        faults.extend(proof.err().map(|fault| format!("the chain is broken: {fault:?}")));
        Ok(Self { sales, faults })
    }

    /// A sale by its id.
    #[must_use]
    pub fn sale(&self, id: &str) -> Option<&NearSale> {
        self.sales.iter().find(|sale| sale.record.id.as_str() == id)
    }
}

impl NearSale {
    /// How many of its events are so.
    #[must_use]
    pub fn times(&self, so: impl Fn(&SaleEvent) -> bool) -> usize {
        self.events.iter().filter(|recorded| so(&recorded.event)).count()
    }
}

fn sales(books: &ledger::Books<'_>) -> ledger::Result<Vec<NearSale>> {
    let sales = books.sales_in(&SaleState::ALL)?.into_iter();
    sales
        .map(|record| {
            let id = record.id.clone();
            Ok(NearSale {
                attempts: books.attempts(&id)?,
                bodies: books.returned_bodies(&id)?.into_iter().map(|(_, body)| body).collect(),
                events: books.events(&id)?,
                upsells: books.upsells(&id)?,
                refunds: books.refunds_of(&id)?,
                cancellations: books.cancellations_of(&id)?,
                notes: books.notes_of(&id)?,
                matters: books.matters(&id)?.into_iter().map(|matter| matter.matter).collect(),
                record,
            })
        })
        .collect()
}

/// Books that the till took for damaged: nothing that happens to it may damage them.
fn set_aside(ledger: &Path) -> Vec<String> {
    let folder = ledger.parent().map(std::fs::read_dir);
    let files = folder.into_iter().flatten().flatten().flatten();
    let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
    names
        .filter(|name| name.contains("damaged"))
        .map(|name| format!("the books were set aside as damaged: {name}"))
        .collect()
}
