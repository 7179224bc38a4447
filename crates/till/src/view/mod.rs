//! What the interface is told: plain data, ready to show. Money is decimal text, times are
//! milliseconds since 1970 (UTC), and every state is the word the domain uses for it.
//!
//! `typescript` writes the same shapes for the interface; the file is checked in at
//! `ui/src/lib/backend/types.ts`, and a test fails when it is stale.

mod catalogue;
mod comparison;
mod data;
mod error;
mod offers;
mod orders;
mod recovery;
mod sale;
mod show;
mod store;
#[cfg(test)]
mod typescript;
mod verify;

pub use catalogue::{CatalogueState, CatalogueView, HitView, ScanResult, SearchResult};
pub use comparison::{ComparisonState, ComparisonView, FindingKind, FindingView};
pub use data::{BackupEntry, BackupLook, BooksView, ExportView, ExportedView};
pub use error::{ErrorCode, ErrorView, FieldMessage};
pub use offers::{OfferCountView, OfferDraft, OfferView, OfferedProduct, OffersView};
pub use orders::{AttentionItem, DayReport, HeldSale, SaleChoices, SaleRow, Takings};
pub use recovery::{BackupView, RecoveryView};
pub use sale::{
    AttentionView, CancellationView, EstimateView, LineView, OrderLineView, OrderView, PaymentView,
    QuoteView, RefusalView, SaleView, TimelineEntry, TransactionView, UpsellView,
};
pub(crate) use show::attention;
pub use store::{
    ConnectionCheck, CountryView, CustomerDetails, CustomerHit, GatewayView, PaymentGateways,
    PermissionCheck, RecentOrder, SettingsView, ShippingMethodView, Snapshot, StoreChoice,
    StoreView, TestCustomer, TokenPlace,
};
pub use verify::{BooksProof, FaultView};
