//! Errors as the interface gets them: a code to act on, a sentence, and fields where there are any.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong, for the interface. Never SQL, an HTTP body or a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ErrorView {
    /// What the interface acts on and has its own words for.
    pub code: ErrorCode,
    /// The attempt and its failure in English, for the log and for codes without words.
    pub message: String,
    /// The fields concerned, each with its message.
    pub details: Vec<FieldMessage>,
}

/// A message that belongs to a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldMessage {
    /// The field, in the interface's names (`email`, `address`, `lines`, `lines.0` for the first line, …), else as the store
    /// wrote its path.
    pub field: String,
    /// `missing`, `malformed`, `free_subscription`, or the store's own words.
    pub message: String,
}

/// The kinds of failure that the interface tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The store cannot be reached: no network, a wrong address, a cut connection.
    StoreUnreachable,
    /// The store did not answer in time.
    StoreTimedOut,
    /// The address is not that of a store's Admin API.
    NotAStore,
    /// What was typed is not a store address.
    BadAddress,
    /// The store does not accept the token.
    TokenRefused,
    /// The token may not do this.
    PermissionMissing,
    /// The store asks to slow down.
    TooManyRequests,
    /// The store has a trouble of its own (5xx).
    StoreTrouble,
    /// The store answered with something that is not the Admin API's.
    UnreadableAnswer,
    /// The store refused, naming fields or a reason.
    StoreRefused,
    /// The payment page's address is not https.
    UnsafePaymentPage,
    /// Fields of the sale must be mended first.
    FieldsToMend,
    /// The edit makes no sense; the cart is unchanged.
    CartRefused,
    /// The product cannot be sold now.
    Unavailable,
    /// The upsell has another price by now than the one that was shown: nothing was charged.
    PriceChanged,
    /// The sale is in a state that does not allow this.
    NotNow,
    /// The store holds an order of this sale already, which has not been paid through: charging
    /// again could charge the customer twice.
    HasOrder,
    /// Another upsell of this sale is being charged, or this one was.
    UpsellBusy,
    /// A refund of the order is on its way or not settled, or another one was asked for since.
    RefundBusy,
    /// The store pays back another amount now than was confirmed: it must be confirmed anew.
    RefundChanged,
    /// The order was never paid through.
    OrderNotPaid,
    /// There is no such sale, product or store here.
    NotFound,
    /// The disk is full.
    DiskFull,
    /// The data folder cannot be written to.
    ReadOnly,
    /// There is no space where a file was to be saved.
    FileDiskFull,
    /// A file cannot be written where it was to be saved.
    FileNotWritten,
    /// Another file is being written.
    CsvBusy,
    /// The database is damaged; it was set aside or cannot be opened.
    DatabaseDamaged,
    /// The keychain is locked, missing or refused.
    KeychainUnavailable,
    /// No store is connected yet.
    NoStore,
    /// The printer cannot be reached: nothing was printed.
    PrinterUnreachable,
    /// The printer stopped while it printed: a part may be on paper.
    PrinterStopped,
    /// It is not set where the printer is, or in no way that can be understood.
    PrinterNotSet,
    /// This machine has no font to write a PDF with.
    FontsMissing,
    /// Anything else.
    Internal,
}

impl ErrorCode {
    /// The code as it is sent: its name in snake case.
    #[must_use]
    pub fn word(self) -> String {
        let word = serde_json::to_value(self).ok();
        word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    }
}
