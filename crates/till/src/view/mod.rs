//! What the interface is told: plain data, ready to show. Money is decimal text, times are
//! milliseconds since 1970 (UTC), and every state is the word the domain uses for it.
//!
//! `typescript` writes the same shapes for the interface; the file is checked in at
//! `ui/src/lib/backend/types.ts`, and a test fails when it is stale.

mod catalogue;
mod comparison;
mod csv;
mod data;
mod day_sheet;
mod error;
mod money_back;
mod offers;
mod order;
mod orders;
mod printing;
mod recovery;
mod report;
mod sale;
mod show;
mod show_order;
mod store;
#[cfg(test)]
mod typescript;
mod verify;

pub use catalogue::{CatalogueState, CatalogueView, HitView, ScanResult, SearchResult};
pub use comparison::{ComparisonState, ComparisonView, FindingKind, FindingView};
pub use csv::{CsvKind, CsvState, CsvView};
pub use data::{BackupEntry, BackupLook, BooksView, ExportView, ExportedView};
pub use day_sheet::{DaySheetRow, DaySheetView, OpenMatterView};
pub use error::{ErrorCode, ErrorView, FieldMessage};
pub use money_back::{
    CancelChoice, CancellationView, PayBackView, QuotedLine, RefundQuote, RefundRequest,
    RefundStanding, RefundsSoFar,
};
pub use offers::{OfferCountView, OfferDraft, OfferView, OfferedProduct, OffersView};
pub use order::{
    DiscountView, NoteView, OrderLineView, OrderView, RefundView, RefundedLineView, TaxView,
    TransactionView,
};
pub use orders::{AttentionItem, HeldSale, SaleChoices, SaleRow};
pub use paper::Document;
pub use printing::{PaperSettings, PrinterKind};
pub use recovery::{BackupView, RecoveryView};
pub use report::{
    CurrencyReportView, DayFigures, Figures, HourFigures, PartFigures, ProductFigures, ReportView,
    UpsellFigures,
};
pub use sale::{
    AttentionView, EstimateView, LineView, PaymentView, QuoteView, RefusalView, SaleView,
    TimelineEntry, UpsellView,
};
pub(crate) use show::attention;
pub use store::{
    ConnectionCheck, CountryView, CustomerDetails, CustomerHit, GatewayView, PaymentGateways,
    PermissionCheck, RecentOrder, SettingsView, ShippingMethodView, Snapshot, StoreChoice,
    StoreView, TestCustomer, TokenPlace,
};
pub use verify::{BooksProof, FaultView};
