//! A sale as the till shows it to its interface.

use std::fmt;

use serde_json::{Value, json};

/// A sale at one moment: the interface's `SaleView`.
#[derive(Debug, Clone, PartialEq)]
pub struct Sale(Value);

impl Sale {
    /// A sale as the till wrote it.
    ///
    /// # Panics
    /// When it is no sale.
    #[must_use]
    pub fn new(view: Value) -> Self {
        assert!(view["state"].is_string(), "this is no sale: {view}");
        Self(view)
    }

    /// All of it.
    #[must_use]
    pub fn view(&self) -> &Value {
        &self.0
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        text(&self.0["id"])
    }

    /// Its state's word.
    #[must_use]
    pub fn state(&self) -> &str {
        text(&self.0["state"])
    }

    /// The order's number, empty while there is none.
    #[must_use]
    pub fn order_number(&self) -> &str {
        text(&self.0["order"]["number"])
    }

    /// The order's total in hundredths; none while there is no order.
    #[must_use]
    pub fn total_minor(&self) -> Option<i64> {
        minor(&self.0["order"]["total"])
    }

    /// The kinds of its events, oldest first.
    #[must_use]
    pub fn story(&self) -> Vec<&str> {
        self.timeline().map(|entry| text(&entry["event"]["kind"])).collect()
    }

    /// How often an event of this kind happened.
    #[must_use]
    pub fn times(&self, kind: &str) -> usize {
        self.story().into_iter().filter(|happened| *happened == kind).count()
    }

    /// The latest event of a kind.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn event(&self, kind: &str) -> &Value {
        let mut events = self.timeline().map(|entry| &entry["event"]);
        events
            .rfind(|event| event["kind"] == kind)
            .unwrap_or_else(|| panic!("no {kind} in\n{self}"))
    }

    /// The kinds of the matters that a person must look at.
    #[must_use]
    pub fn matters(&self) -> Vec<&str> {
        items(&self.0["attention"]).map(|matter| text(&matter["matter"]["kind"])).collect()
    }

    /// The points in which the store's record differs, over all matters.
    #[must_use]
    pub fn differences(&self) -> Vec<&str> {
        items(&self.0["attention"])
            .flat_map(|matter| items(&matter["matter"]["differences"]))
            .map(|difference| text(&difference["point"]))
            .collect()
    }

    /// The code of why the last placing failed, empty when it did not.
    #[must_use]
    pub fn refusal(&self) -> &str {
        text(&self.0["refusal"]["error"]["code"])
    }

    /// The fields that the store found fault with.
    #[must_use]
    pub fn refused_fields(&self) -> Vec<&str> {
        items(&self.0["refusal"]["error"]["details"]).map(|detail| text(&detail["field"])).collect()
    }

    /// The code of why the last question to the store failed, empty when it did not.
    #[must_use]
    pub fn check_error(&self) -> &str {
        text(&self.0["payment"]["checkError"]["code"])
    }

    /// An upsell on offer or charged.
    #[must_use]
    pub fn upsell(&self, variant: i64) -> Option<&Value> {
        items(&self.0["upsells"]).find(|upsell| upsell["variantId"] == variant)
    }

    /// The arguments of a click on an upsell that is on show.
    ///
    /// # Panics
    /// When it is not.
    #[must_use]
    pub fn click(&self, variant: i64) -> Value {
        let shown =
            self.upsell(variant).unwrap_or_else(|| panic!("{variant} is not on show\n{self}"));
        json!({ "saleId": self.id(), "variantId": variant, "price": shown["price"] })
    }

    /// The state of an upsell's charge; none while it is only on offer.
    #[must_use]
    pub fn charge_state(&self, variant: i64) -> Option<&str> {
        self.upsell(variant)?["state"].as_str()
    }

    /// How the last refund of its order stands, empty while none was asked for.
    #[must_use]
    pub fn refund_state(&self) -> &str {
        text(&self.0["order"]["refunding"]["state"])
    }

    /// How the cancelling of its order stands, empty while it was not asked for.
    #[must_use]
    pub fn cancel_state(&self) -> &str {
        text(&self.0["order"]["cancellation"]["state"])
    }

    /// What all its events say was paid back by refunds, in hundredths.
    #[must_use]
    pub fn refunded_minor(&self) -> i64 {
        let events = self.timeline().map(|entry| &entry["event"]);
        let refunds = events.filter(|event| event["kind"] == "order_refunded");
        refunds.filter_map(|event| minor(&event["amount"])).sum()
    }

    /// The notes of its order, each with how its adding stands, empty for one that stands there.
    #[must_use]
    pub fn notes(&self) -> Vec<(&str, &str)> {
        items(&self.0["order"]["notes"])
            .map(|note| (text(&note["message"]), text(&note["state"])))
            .collect()
    }

    /// What was typed and put in: all that must not be lost.
    #[must_use]
    pub fn cart(&self) -> Value {
        let typed = ["currency", "lines", "customer", "shippingCode", "vouchers", "note"];
        typed.iter().map(|field| ((*field).to_owned(), self.0[*field].clone())).collect()
    }

    fn timeline(&self) -> impl DoubleEndedIterator<Item = &Value> {
        items(&self.0["timeline"])
    }
}

/// State and timeline, for whoever reads why a test failed.
impl fmt::Display for Sale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "sale {}: {}", self.id(), self.state())?;
        for entry in self.timeline() {
            writeln!(f, "  {} {} {}", entry["sequence"], entry["at"], entry["event"])?;
        }
        for part in ["payment", "refusal", "attention", "upsells"] {
            writeln!(f, "  {part}: {}", self.0[part])?;
        }
        Ok(())
    }
}

/// Money of the interface in hundredths.
#[must_use]
pub fn minor(money: &Value) -> Option<i64> {
    let amount = money["amount"].as_str()?;
    let (whole, fraction) = amount.split_once('.')?;
    assert_eq!(fraction.len(), 2, "{amount}");
    format!("{whole}{fraction}").parse().ok()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn items(value: &Value) -> impl DoubleEndedIterator<Item = &Value> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter()
}
