//! What the till tells its interface unasked.

use serde::Serialize;
use ts_rs::TS;

use crate::view::{CatalogueView, ComparisonView, ExportView, SaleView, Snapshot};

/// One event. The interface holds a snapshot and keeps it current with these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "each field is what its variant's sentence names")]
pub enum AppEvent {
    /// A sale changed; it may or may not be the one on show.
    SaleChanged { sale: Box<SaleView> },
    /// The catalogue's copy changed.
    CatalogueChanged { catalogue: CatalogueView },
    /// The number of held sales or of matters for a person changed.
    CountsChanged { held: u32, attention: u32 },
    /// A comparison with the store went on, or something that it found was mended.
    ComparisonChanged { comparison: ComparisonView },
    /// An export went on; none once it is over.
    ExportChanged { export: Option<ExportView> },
    /// Another store is in use, or something about it changed: begin again from this.
    StoreChanged { snapshot: Box<Snapshot> },
}
