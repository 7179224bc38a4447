//! The interface's copy of these shapes, written as TypeScript.

use std::fmt::Write as _;

use ts_rs::{Config, TS};

use crate::event::AppEvent;

macro_rules! declarations {
    ($config:expr, $($shape:ty),+ $(,)?) => {
        [$(<$shape as TS>::decl($config)),+]
    };
}

/// The contents of `ui/src/lib/backend/types.ts`.
fn typescript() -> String {
    let config = Config::new().with_large_int("number");
    let declarations = declarations!(
        &config,
        // The domain's.
        sale::Money,
        sale::SaleState,
        sale::ChargeState,
        sale::UnknownCause,
        sale::UpsellId,
        sale::Point,
        sale::Difference,
        sale::SaleEvent,
        sale::Attention,
        sale::AttentionAction,
        sale::RequestState,
        sale::RefundLine,
        sale::ShippingRefund,
        sale::RefundChoice,
        sale::Interval,
        sale::Subscription,
        sale::SubscriptionOffer,
        sale::Customer,
        sale::CartChange,
        // What is printed.
        paper::PaperSize,
        paper::Align,
        paper::Block,
        paper::Document,
        // The views.
        super::ErrorCode,
        super::FieldMessage,
        super::ErrorView,
        sale::Stock,
        super::HitView,
        super::SearchResult,
        super::ScanResult,
        super::CatalogueState,
        super::CatalogueView,
        super::LineView,
        super::EstimateView,
        super::QuoteView,
        super::RefusalView,
        super::PaymentView,
        super::TaxView,
        super::DiscountView,
        super::OrderLineView,
        super::TransactionView,
        super::RefundedLineView,
        super::RefundView,
        super::NoteView,
        super::RefundStanding,
        super::RefundsSoFar,
        super::OrderView,
        super::PayBackView,
        super::QuotedLine,
        super::RefundQuote,
        super::RefundRequest,
        super::CancelChoice,
        super::UpsellView,
        super::CancellationView,
        super::AttentionView,
        super::TimelineEntry,
        super::SaleView,
        crate::orders::SaleQuery,
        super::SaleRow,
        super::SaleChoices,
        super::AttentionItem,
        super::ComparisonState,
        super::FindingKind,
        super::FindingView,
        super::ComparisonView,
        super::BackupView,
        super::RecoveryView,
        super::HeldSale,
        super::Figures,
        super::PartFigures,
        super::HourFigures,
        super::DayFigures,
        super::ProductFigures,
        super::UpsellFigures,
        super::CurrencyReportView,
        super::ReportView,
        sale::OpenKind,
        super::OpenMatterView,
        super::DaySheetRow,
        super::DaySheetView,
        super::CsvKind,
        super::CsvState,
        super::CsvView,
        super::TokenPlace,
        super::TestCustomer,
        super::CountryView,
        super::ShippingMethodView,
        super::StoreView,
        super::StoreChoice,
        super::PermissionCheck,
        super::ConnectionCheck,
        super::CustomerHit,
        super::CustomerDetails,
        super::RecentOrder,
        super::PrinterKind,
        super::PaperSettings,
        super::SettingsView,
        super::OfferCountView,
        super::OfferedProduct,
        super::OfferView,
        super::OffersView,
        super::OfferDraft,
        super::GatewayView,
        super::PaymentGateways,
        super::BackupEntry,
        super::BackupLook,
        super::BooksView,
        super::ExportView,
        super::ExportedView,
        super::FaultView,
        super::BooksProof,
        super::Snapshot,
        AppEvent,
    );
    let mut text = String::from(
        "// Written by `cargo xtask types` from crates/till/src/view; do not edit by hand.\n",
    );
    for declaration in declarations {
        let _ = write!(text, "\nexport {declaration}\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "../../ui/src/lib/backend/types.ts";

    /// With `TILLWAY_WRITE_TYPES` it writes the file: `cargo xtask types` sets that.
    #[test]
    fn the_interfaces_types_are_current() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
        let current = typescript();
        if std::env::var_os("TILLWAY_WRITE_TYPES").is_some() {
            std::fs::write(&path, &current).expect("writable");
        }
        let kept = std::fs::read_to_string(&path).expect("the interface's types");
        assert!(kept == current, "types.ts is stale: run `cargo xtask types`");
    }
}
