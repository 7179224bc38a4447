//! Transactions.

use serde_json::{Value, json};

use super::text;
use crate::books::{Order, Transaction, TransactionKind};
use crate::payments;
use crate::time::at_store;

/// `TransactionObject`.
pub(super) fn transaction(transaction: &Transaction, order: &Order) -> Value {
    let currency = order.terms.currency.code();
    let gateway = payments::gateway(transaction.gateway_id);
    json!({
        "id": transaction.id,
        "amount": text(transaction.amount),
        "currency": currency,
        "type": kind(transaction.kind),
        "status": if transaction.succeeded() { "succeeded" } else { "failed" },
        "response_code": transaction.response_code,
        "payment_method": order.terms.payment.method,
        "auth_code": null,
        "external_id": transaction.external_id,
        "network_transaction_id": null,
        "parent_id": transaction.parent_id,
        "is_disputed": false,
        "is_external": transaction.is_external,
        "is_initial_retry": false,
        "is_test": false,
        "statement_descriptor": order.terms.payment.statement_descriptor,
        "date_created": at_store(transaction.at),
        "payment_details": {
            "bankcard_first_six": null,
            "bankcard_last_four": null,
            "card_token": "",
            "gateway": {
                "id": transaction.gateway_id,
                "name": gateway.map_or("", |gateway| gateway.name),
                "type": gateway.map_or("", |gateway| gateway.kind),
            },
            "is_3ds": false,
            "optimized_3ds": false,
            "paypal_vault_id": "",
            "sca_flow": "",
        },
        "report_values": { "amount": text(transaction.amount), "currency": currency },
    })
}

pub(super) fn kind(kind: TransactionKind) -> &'static str {
    match kind {
        TransactionKind::Debit => "debit",
        TransactionKind::Refund => "refund",
    }
}
