//! Everything that can go wrong for a person, and how the interface is told.

use admin_api::{ApiError, BadAddress, Failure, Refusal};
use ledger::LedgerError;
use paper::PaperError;
use sale::{CartRefusal, FieldProblem, MoneyError, NotAllowed, Problem};

use crate::surroundings::KeychainError;
use crate::view::{ErrorCode, ErrorView, FieldMessage};

/// What use cases give.
pub type Result<T> = std::result::Result<T, TillError>;

/// A use case that could not be done.
#[derive(Debug, thiserror::Error)]
pub enum TillError {
    /// The books.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The store.
    #[error(transparent)]
    Store(#[from] ApiError),
    /// The edit of the cart.
    #[error(transparent)]
    Cart(#[from] CartRefusal),
    /// The cart's sum.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// Fields must be mended before the sale can be charged.
    #[error("some fields must be mended first")]
    Fields(Vec<FieldProblem>),
    /// The product cannot be sold.
    #[error("{0} cannot be sold now")]
    Unavailable(String),
    /// The upsell has another price than the one that was shown.
    #[error("the price has changed since it was shown; nothing was charged")]
    PriceChanged,
    /// The backup is not sound; the books in use are as they were.
    #[error("the backup is damaged; the books in use stay as they are")]
    UnsoundBackup,
    /// A charge, a refund or a cancelling is on its way to the store, or its outcome is not known yet.
    #[error("the outcome of a charge, a refund or a cancelling is not known yet")]
    OnItsWay,
    /// An export is being written already.
    #[error("an export is being written already")]
    Exporting,
    /// The sale's state does not allow it.
    #[error(transparent)]
    NotNow(#[from] NotAllowed),
    /// The store holds an order of this sale already, which has not been paid through.
    #[error("the store holds an order of this sale already")]
    HasOrder,
    /// The order names another sale, or belongs to one here.
    #[error("the order is another sale's")]
    OrderOfAnother,
    /// The order was never paid through.
    #[error("the order was not paid through")]
    OrderNotPaid,
    /// The store pays back another amount now than was confirmed, or the order was refunded meanwhile.
    #[error("what the store pays back is not what was confirmed")]
    RefundChanged,
    /// The matter does not offer this, or not while its order is being cancelled.
    #[error("this cannot be done about the matter now")]
    NotForThisMatter,
    /// The payment page is not https.
    #[error("the store answered with a payment page that is not secure")]
    UnsafePaymentPage,
    /// The store's address.
    #[error(transparent)]
    Address(#[from] BadAddress),
    /// The keychain.
    #[error(transparent)]
    Keychain(#[from] KeychainError),
    /// No store was chosen yet.
    #[error("no store is connected")]
    NoStore,
    /// There is no such thing here.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The receiver could not listen.
    #[error("the receiver could not be started")]
    Receiver(#[source] std::io::Error),
    /// A file of the data folder.
    #[error("a file of the data folder could not be used")]
    File(#[from] std::io::Error),
    /// A file that sales are to be written into.
    #[error("the file could not be written")]
    CsvFile(#[source] std::io::Error),
    /// One file after the other.
    #[error("a file is being written already")]
    CsvBusy,
    /// The printer, or what was to be printed.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The desktop could not do it.
    #[error("{0}")]
    Desktop(&'static str),
}

impl TillError {
    /// The code that the interface acts on.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Ledger(error) => ledger_code(error),
            Self::Store(error) => store_code(&error.failure),
            Self::Cart(_) | Self::Money(_) => ErrorCode::CartRefused,
            Self::Fields(_) => ErrorCode::FieldsToMend,
            Self::Unavailable(_) => ErrorCode::Unavailable,
            Self::PriceChanged => ErrorCode::PriceChanged,
            Self::CsvBusy => ErrorCode::CsvBusy,
            Self::NotNow(_)
            | Self::OrderOfAnother
            | Self::NotForThisMatter
            | Self::OnItsWay
            | Self::Exporting => ErrorCode::NotNow,
            Self::UnsoundBackup => ErrorCode::DatabaseDamaged,
            Self::HasOrder => ErrorCode::HasOrder,
            Self::OrderNotPaid => ErrorCode::OrderNotPaid,
            Self::RefundChanged => ErrorCode::RefundChanged,
            Self::UnsafePaymentPage => ErrorCode::UnsafePaymentPage,
            Self::Address(_) => ErrorCode::BadAddress,
            Self::Keychain(_) => ErrorCode::KeychainUnavailable,
            Self::NoStore => ErrorCode::NoStore,
            Self::NotFound(_) => ErrorCode::NotFound,
            Self::File(error) => file_code(error),
            Self::CsvFile(error) => csv_code(error),
            Self::Paper(error) => paper_code(error),
            Self::Receiver(_) | Self::Desktop(_) => ErrorCode::Internal,
        }
    }

    /// As the interface gets it.
    #[must_use]
    pub fn view(&self) -> ErrorView {
        ErrorView { code: self.code(), message: self.to_string(), details: self.details() }
    }

    /// The code's word, as events note it.
    #[must_use]
    pub fn word(&self) -> String {
        self.code().word()
    }

    fn details(&self) -> Vec<FieldMessage> {
        match self {
            Self::Fields(problems) => problems.iter().map(problem).collect(),
            Self::Store(ApiError { failure: Failure::Refused(refusal), .. }) => refused(refusal),
            _ => Vec::new(),
        }
    }
}

fn problem(problem: &FieldProblem) -> FieldMessage {
    let message = match problem.problem {
        Problem::Missing => "missing",
        Problem::Malformed => "malformed",
        Problem::FreeSubscription => "free_subscription",
    };
    FieldMessage { field: problem.field.clone(), message: message.to_owned() }
}

fn refused(refusal: &Refusal) -> Vec<FieldMessage> {
    refusal
        .messages
        .iter()
        .map(|message| FieldMessage {
            field: field_of(&message.path),
            message: message.message.clone(),
        })
        .collect()
}

/// The interface's name for a field of `ordersCreate`; a path it has no field for stays as it is.
fn field_of(path: &str) -> String {
    if let Some(line) = line_of(path) {
        return format!("lines.{line}");
    }
    let name = match path {
        "user" | "user.email" => "email",
        "shipping_address.line1" => "address",
        "shipping_address.line4" => "city",
        "user.phone_number" | "shipping_address.phone_number" => "phone",
        path if path.starts_with("lines") => "lines",
        path if path.starts_with("vouchers") => "vouchers",
        path => path
            .strip_prefix("shipping_address.")
            .or_else(|| path.strip_prefix("user."))
            .unwrap_or(path),
    };
    name.to_owned()
}

/// The number of the line that a path is about, from 0.
fn line_of(path: &str) -> Option<usize> {
    path.strip_prefix("lines.")?.split('.').next()?.parse().ok()
}

fn store_code(failure: &Failure) -> ErrorCode {
    match failure {
        Failure::Unreachable(_) | Failure::Cut(_) => ErrorCode::StoreUnreachable,
        Failure::TimedOut => ErrorCode::StoreTimedOut,
        Failure::TokenRefused => ErrorCode::TokenRefused,
        Failure::PermissionMissing => ErrorCode::PermissionMissing,
        Failure::NotFound => ErrorCode::NotFound,
        Failure::NotAStore => ErrorCode::NotAStore,
        Failure::TooManyRequests(_) => ErrorCode::TooManyRequests,
        Failure::Refused(_) => ErrorCode::StoreRefused,
        Failure::Trouble(_) => ErrorCode::StoreTrouble,
        Failure::Unreadable(_) => ErrorCode::UnreadableAnswer,
    }
}

fn ledger_code(error: &LedgerError) -> ErrorCode {
    match error {
        LedgerError::NotAllowed(_) => ErrorCode::NotNow,
        LedgerError::NotFound(_) => ErrorCode::NotFound,
        LedgerError::UpsellBusy => ErrorCode::UpsellBusy,
        LedgerError::CancellationBusy | LedgerError::NoteBusy => ErrorCode::NotNow,
        LedgerError::RefundBusy => ErrorCode::RefundBusy,
        LedgerError::DiskFull => ErrorCode::DiskFull,
        LedgerError::ReadOnly => ErrorCode::ReadOnly,
        LedgerError::Damaged(_) | LedgerError::Newer | LedgerError::Foreign => {
            ErrorCode::DatabaseDamaged
        }
        LedgerError::File(error) => file_code(error),
        LedgerError::InUse
        | LedgerError::Unreadable(_)
        | LedgerError::Closed
        | LedgerError::Sqlite(_) => ErrorCode::Internal,
    }
}

/// A file beside the books: what keeps it from being written says nothing of them.
fn csv_code(error: &std::io::Error) -> ErrorCode {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            ErrorCode::FileDiskFull
        }
        _ => ErrorCode::FileNotWritten,
    }
}

fn paper_code(error: &PaperError) -> ErrorCode {
    match error {
        PaperError::Unreachable(_) => ErrorCode::PrinterUnreachable,
        PaperError::Stopped(_) => ErrorCode::PrinterStopped,
        PaperError::NoPlace => ErrorCode::PrinterNotSet,
        PaperError::NoFonts => ErrorCode::FontsMissing,
        PaperError::NotWritten(_) => ErrorCode::Internal,
    }
}

fn file_code(error: &std::io::Error) -> ErrorCode {
    match error.kind() {
        std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            ErrorCode::ReadOnly
        }
        _ => ErrorCode::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stores_fields_get_the_names_they_have_in_the_form() {
        let check = |path: &str, expected: &str| assert_eq!(field_of(path), expected, "{path:?}");
        check("user.email", "email");
        check("shipping_address.line4", "city");
        check("shipping_address.postcode", "postcode");
        check("lines.1.product_id", "lines.1");
        check("lines.non_field_errors", "lines");
        check("shipping_code", "shipping_code");
        check("payment_details.payment_gateway", "payment_details.payment_gateway");
        check("", "");
    }
}
