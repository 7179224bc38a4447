//! Paying back as a seller does: choosing, seeing the store's amount, confirming it.

use serde_json::{Value, json};

use super::{Refused, Till};
use crate::sale::Sale;

/// What is taken back of an order: `(line, quantity)` each, and of the delivery.
#[derive(Debug, Clone)]
pub struct TakenBack(Value);

impl TakenBack {
    /// Of the order's lines, counted from 0, so many each; nothing of the delivery.
    #[must_use]
    pub fn lines(sale: &Sale, lines: &[(usize, u32)]) -> Self {
        let line = |(index, quantity): &(usize, u32)| {
            let id = &sale.view()["order"]["lines"][index]["id"];
            json!({ "lineId": id, "quantity": quantity })
        };
        let lines: Vec<Value> = lines.iter().map(line).collect();
        Self(json!({ "lines": lines, "shipping": { "kind": "none" } }))
    }

    /// The same with all of the delivery.
    #[must_use]
    pub fn and_the_delivery(mut self) -> Self {
        self.0["shipping"] = json!({ "kind": "all" });
        self
    }

    /// The same with so much of the delivery.
    #[must_use]
    pub fn and_of_the_delivery(mut self, amount: &str) -> Self {
        let amount = json!({ "amount": amount, "currency": "USD" });
        self.0["shipping"] = json!({ "kind": "part", "amount": amount });
        self
    }
}

impl Till {
    /// What the store says that it comes to.
    pub async fn calculate(&self, sale: &str, back: &TakenBack) -> Result<Value, Refused> {
        let arguments = json!({ "saleId": sale, "choice": back.0 });
        self.call("calculate_refund", arguments).await
    }

    /// The arguments of a refund whose amount was calculated and confirmed.
    ///
    /// # Panics
    /// When the store does not calculate it.
    pub async fn confirmed(&self, sale: &str, back: &TakenBack) -> Value {
        let quote = self.calculate(sale, back).await.expect("a calculation");
        let request = json!({
            "choice": back.0, "confirmed": quote["amount"], "soFar": quote["soFar"],
            "note": "", "notify": true,
        });
        json!({ "saleId": sale, "request": request })
    }

    /// Calculates, confirms, and asks for a refund. Gives the sale as it then stands.
    pub async fn refund(&self, sale: &str, back: &TakenBack) -> Sale {
        let confirmed = self.confirmed(sale, back).await;
        Sale::new(self.ask("refund_order", confirmed).await)
    }

    /// Waits until it is known what became of the last refund: `done` or `not_done`.
    pub async fn until_refund(&self, sale: &str, state: &str) -> Sale {
        self.until(sale, state, |sale| sale.refund_state() == state).await
    }

    /// Has the store cancel the order that paid a sale.
    pub async fn cancel(&self, sale: &str, full_refund: bool) -> Sale {
        let choice =
            json!({ "reason": "Ordered twice", "fullRefund": full_refund, "notify": true });
        let arguments = json!({ "saleId": sale, "attentionId": null, "choice": choice });
        Sale::new(self.ask("cancel_order", arguments).await)
    }

    /// Adds a note to a sale's order.
    pub async fn note(&self, sale: &str, message: &str) -> Sale {
        let arguments = json!({ "saleId": sale, "message": message });
        Sale::new(self.ask("add_order_note", arguments).await)
    }
}
