//! Refunds: what one would come to, and making it.

use sale::{Currency, Money, Refund, RefundChoice, RefundLine, RefundedLine, ShippingRefund};
use serde::Serialize;
use serde_json::Value;

use super::orders::order_path;
use crate::client::{Client, json};
use crate::error::{ApiError, Failure};
use crate::read::{currency, integer, items, moment, money, text, words};
use crate::retry::Retry;

/// The body of `ordersRefundCalculateCreate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalculateRefund {
    refund_lines: Vec<LineToCalculate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refund_shipping: Option<ShippingToRefund>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct LineToCalculate {
    line_id: i64,
    quantity: u32,
}

/// `RefundShippingRequest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum ShippingToRefund {
    FullRefund(bool),
    AmountExclTax(String),
}

/// The body of `ordersRefundCreate`, made from what was calculated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewRefund {
    refund_lines: Vec<LineToRefund>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refund_shipping: Option<ShippingToRefund>,
    transactions: Vec<TransactionToRefund>,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    send_refund_notification: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct LineToRefund {
    line_id: i64,
    quantity: u32,
    restock_type: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct TransactionToRefund {
    id: i64,
    amount: String,
}

/// What the store says a refund comes to (`CalculateRefundResponse`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundCalculation {
    /// What is taken back, with tax.
    pub value: Money,
    /// The tax in it.
    pub tax: Option<Money>,
    /// The lines.
    pub lines: Vec<CalculatedLine>,
    /// The delivery.
    pub shipping: CalculatedShipping,
    /// The payments through which it is paid back.
    pub pay_backs: Vec<CalculatedPayBack>,
}

/// A line of a calculation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalculatedLine {
    /// The line's id.
    pub line_id: i64,
    /// How many are taken back.
    pub quantity: i64,
    /// How many could be.
    pub refundable: Option<i64>,
    /// What becomes of the goods: to be handed back as it is.
    pub restock_type: String,
    /// What they come to, with tax.
    pub amount: Option<Money>,
}

/// The delivery in a calculation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CalculatedShipping {
    /// What is paid back of it, with tax.
    pub amount: Option<Money>,
    /// How much of it could be.
    pub refundable: Option<Money>,
}

/// A payment in a calculation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalculatedPayBack {
    /// The payment's transaction.
    pub id: i64,
    /// How much is paid back through it.
    pub amount: Money,
    /// Its `payment_method`.
    pub method: String,
    /// The gateway's name.
    pub gateway: String,
}

impl CalculateRefund {
    /// The question for what was chosen.
    #[must_use]
    pub fn of(choice: &RefundChoice) -> Self {
        let line =
            |line: &RefundLine| LineToCalculate { line_id: line.line_id, quantity: line.quantity };
        Self {
            refund_lines: choice.lines.iter().map(line).collect(),
            refund_shipping: shipping(choice.shipping),
        }
    }
}

impl NewRefund {
    /// A refund as it was calculated for this choice. None where the calculation does not hold just
    /// the lines that were chosen: that would be another refund.
    #[must_use]
    pub fn of(
        choice: &RefundChoice,
        calculation: &RefundCalculation,
        note: &str,
        notify: bool,
    ) -> Option<Self> {
        let line = |chosen: &RefundLine| {
            let calculated =
                calculation.lines.iter().find(|line| line.line_id == chosen.line_id)?;
            let same = calculated.quantity == i64::from(chosen.quantity);
            same.then(|| LineToRefund {
                line_id: chosen.line_id,
                quantity: chosen.quantity,
                restock_type: calculated.restock_type.clone(),
            })
        };
        let transaction = |made: &CalculatedPayBack| TransactionToRefund {
            id: made.id,
            amount: made.amount.decimal(),
        };
        Some(Self {
            refund_lines: choice.lines.iter().map(line).collect::<Option<_>>()?,
            refund_shipping: shipping(choice.shipping),
            transactions: calculation.pay_backs.iter().map(transaction).collect(),
            note: note.trim().to_owned(),
            send_refund_notification: notify,
        })
    }
}

fn shipping(wanted: ShippingRefund) -> Option<ShippingToRefund> {
    match wanted {
        ShippingRefund::None => None,
        ShippingRefund::Part { amount } => Some(ShippingToRefund::AmountExclTax(amount.decimal())),
        ShippingRefund::All => Some(ShippingToRefund::FullRefund(true)),
    }
}

impl Client {
    /// `ordersRefundCalculateCreate`: what a refund would come to. Moves no money, so it may be
    /// repeated.
    ///
    /// # Errors
    /// [`Failure::Refused`] with the store's words by field; see [`Failure`].
    pub async fn orders_refund_calculate_create(
        &self,
        number: &str,
        wanted: &CalculateRefund,
    ) -> Result<RefundCalculation, ApiError> {
        let attempt = "calculating the refund";
        let path = order_path(number, "refund/calculate/")
            .ok_or(ApiError { attempt, failure: Failure::NotFound })?;
        let answer = self.post(attempt, &path, wanted, Retry::Freely, 30).await?;
        calculation_of(&json(attempt, &answer)?)
            .ok_or(ApiError { attempt, failure: Failure::Unreadable("a refund without amounts") })
    }

    /// `ordersRefundCreate`: pays back. Sent once, and again only where the store surely did nothing.
    ///
    /// # Errors
    /// [`Failure::Refused`] with the store's words by field; see [`Failure`].
    pub async fn orders_refund_create(
        &self,
        number: &str,
        refund: &NewRefund,
    ) -> Result<Refund, ApiError> {
        let attempt = "refunding the order";
        let path = order_path(number, "refund/")
            .ok_or(ApiError { attempt, failure: Failure::NotFound })?;
        let answer = self.post(attempt, &path, refund, Retry::IfSurelyNotDone, 60).await?;
        let answer = json(attempt, &answer)?;
        let unreadable =
            || ApiError { attempt, failure: Failure::Unreadable("a refund without an id") };
        let currency = answer.get("report_values").and_then(|values| currency(values, "currency"));
        refund_of(&answer, currency).ok_or_else(unreadable)
    }
}

/// None where an amount is missing that somebody would have to confirm.
fn calculation_of(value: &Value) -> Option<RefundCalculation> {
    let currency = currency(value, "currency");
    let delivery = value.get("refund_shipping");
    let of_delivery = |key| delivery.and_then(|delivery| money(delivery, key, currency));
    let pay_backs = items(value, "transactions").map(|made| pay_back_of(made, currency));
    Some(RefundCalculation {
        value: money(value, "amount_incl_tax", currency)?,
        tax: money(value, "total_tax", currency),
        lines: items(value, "refund_lines").filter_map(|line| line_of(line, currency)).collect(),
        shipping: CalculatedShipping {
            amount: of_delivery("amount_incl_tax"),
            refundable: of_delivery("refundable_amount"),
        },
        pay_backs: pay_backs.collect::<Option<Vec<_>>>()?,
    })
}

fn line_of(value: &Value, currency: Option<Currency>) -> Option<CalculatedLine> {
    Some(CalculatedLine {
        line_id: integer(value, "line_id")?,
        quantity: integer(value, "quantity")?,
        refundable: integer(value, "refundable_quantity"),
        restock_type: words(value, "restock_type"),
        amount: money(value, "amount_incl_tax", currency),
    })
}

fn pay_back_of(value: &Value, currency: Option<Currency>) -> Option<CalculatedPayBack> {
    Some(CalculatedPayBack {
        id: integer(value, "id")?,
        amount: money(value, "amount", currency)?,
        method: words(value, "payment_method"),
        gateway: words(value, "gateway_name"),
    })
}

/// Reads a `Refund`; none where it has no id. Where it says no sum, it paid what its transactions did:
/// nothing, if all of them failed.
pub(super) fn refund_of(value: &Value, currency: Option<Currency>) -> Option<Refund> {
    let paid: Vec<&Value> = items(value, "transactions").collect();
    let succeeded =
        || paid.iter().filter(|made| text(made, "status").as_deref() == Some("succeeded"));
    let sum = || {
        let nothing = currency.filter(|_| !paid.is_empty()).map(Money::zero)?;
        succeeded().try_fold(nothing, |sum, made| sum.plus(money(made, "amount", currency)?).ok())
    };
    Some(Refund {
        id: integer(value, "id")?,
        at: moment(value, "created_at"),
        note: words(value, "note"),
        amount: money(value, "total_refund_amount", currency).or_else(sum),
        lines: items(value, "refund_line_items")
            .filter_map(|line| {
                Some(RefundedLine {
                    line_id: integer(line, "line_item_id")?,
                    quantity: integer(line, "quantity")?,
                    amount: money(line, "amount_incl_tax", currency),
                })
            })
            .collect(),
        shipping: items(value, "adjustments")
            .filter(|adjustment| text(adjustment, "type").as_deref() == Some("refund_shipping"))
            .find_map(|adjustment| money(adjustment, "amount_incl_tax", currency)),
        transactions: paid.iter().filter_map(|made| integer(made, "id")).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn choice(shipping: ShippingRefund) -> RefundChoice {
        RefundChoice { lines: vec![RefundLine { line_id: 5, quantity: 2 }], shipping }
    }

    fn calculation() -> Value {
        json!({
            "currency": "USD", "amount_incl_tax": "24.00", "total_tax": "2.00",
            "refund_lines": [{ "line_id": 5, "quantity": 2, "restock_type": "cancel" }],
            "refund_shipping": null,
            "transactions": [{ "id": 9, "amount": "24.00" }],
        })
    }

    #[test]
    fn the_delivery_is_refunded_whole_in_part_or_not_at_all() {
        let check = |shipping, expected: Value| {
            let body = serde_json::to_value(CalculateRefund::of(&choice(shipping))).expect("JSON");
            assert_eq!(body["refund_shipping"], expected);
        };
        check(ShippingRefund::None, json!(null));
        check(ShippingRefund::All, json!({ "full_refund": true }));
        let amount = Money::new(150, Currency::USD);
        check(ShippingRefund::Part { amount }, json!({ "amount_excl_tax": "1.50" }));
    }

    #[test]
    fn a_refund_is_made_of_what_was_calculated() {
        let choice = choice(ShippingRefund::None);
        let calculated = calculation_of(&calculation()).expect("readable");
        let body = NewRefund::of(&choice, &calculated, " ", true).expect("the same lines");
        let expected = json!({
            "refund_lines": [{ "line_id": 5, "quantity": 2, "restock_type": "cancel" }],
            "transactions": [{ "id": 9, "amount": "24.00" }],
            "send_refund_notification": true,
        });
        assert_eq!(serde_json::to_value(body).expect("JSON"), expected);
        let mut fewer = calculated;
        fewer.lines[0].quantity = 1;
        assert_eq!(NewRefund::of(&choice, &fewer, "", true), None);
    }

    #[test]
    fn a_calculation_without_an_amount_is_none() {
        for missing in ["amount_incl_tax", "currency"] {
            let mut value = calculation();
            value[missing] = json!(null);
            assert_eq!(calculation_of(&value), None, "{missing}");
        }
        let mut value = calculation();
        value["transactions"][0]["amount"] = json!("?");
        assert_eq!(calculation_of(&value), None);
    }

    #[test]
    fn a_refund_that_says_no_sum_is_what_its_transactions_paid() {
        let refund = json!({ "id": 3, "transactions": [
            { "id": 1, "amount": "1.00", "status": "succeeded" },
            { "id": 2, "amount": "2.00", "status": "failed" },
            { "id": 3, "amount": "0.50", "status": "succeeded" },
        ]});
        let read = refund_of(&refund, Some(Currency::USD)).expect("readable");
        assert_eq!(read.amount, Some(Money::new(150, Currency::USD)));
        assert_eq!(refund_of(&json!({ "note": "?" }), None), None);
    }

    #[test]
    fn a_refund_whose_transactions_all_failed_paid_nothing() {
        let refund =
            json!({ "id": 3, "transactions": [{ "id": 2, "amount": "2.00", "status": "failed" }] });
        let read = refund_of(&refund, Some(Currency::USD)).expect("readable");
        assert_eq!(read.amount, Some(Money::zero(Currency::USD)));
        let read = refund_of(&json!({ "id": 3 }), Some(Currency::USD)).expect("readable");
        assert_eq!(read.amount, None, "it does not say");
    }
}
