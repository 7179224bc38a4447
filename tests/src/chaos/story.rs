//! One sale from its charge to its last upsell and what goes back in the end, as its plan has it.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::time::sleep;

use super::diary::Said;
use super::fate::End;
use super::plan::{Click, Conduct, MoneyBack, SalePlan};
use super::seller::{AGAIN, done, variant};
use super::shopper::Shopper;
use super::stage::Stage;

/// How often a seller charges again, looks for a payment, or waits for a till that is started again.
const TRIES: usize = 20;

/// A sale with its plan.
pub(super) struct Story {
    stage: Arc<Stage>,
    sale: String,
    plan: SalePlan,
}

impl Story {
    pub(super) fn new(stage: Arc<Stage>, sale: String, plan: SalePlan) -> Self {
        Self { stage, sale, plan }
    }

    /// Charges, lets the customer do what is planned, and offers more to whoever has paid.
    pub(super) async fn tell(self) {
        let Some(page) = self.charge(None).await else { return };
        self.customer_acts(&page).await;
        if self.plan.impatient {
            for _ in 0..3 {
                self.stage.ask_of("check_now", &self.sale).await;
            }
        }
        let nothing_follows = self.plan.clicks.is_empty() && self.plan.money_back.is_empty();
        if nothing_follows || !self.is_paid().await {
            return;
        }
        for click in &self.plan.clicks {
            self.click(*click).await;
        }
        for back in &self.plan.money_back {
            self.pay_back(*back).await;
        }
    }

    /// Charges until there is a page that the customer was sent to, other than the last one.
    async fn charge(&self, last: Option<&str>) -> Option<String> {
        for _ in 0..TRIES {
            let charged = self.stage.ask_of("charge", &self.sale).await;
            if charged.is_some_and(|sale| sale.state() == "paid") {
                return None;
            }
            let page = self.stage.page_of(&self.sale).await;
            if let Some(page) = page.filter(|page| Some(page.as_str()) != last) {
                return Some(page);
            }
            if last.is_none() {
                // A page that was placed before the till ended can be shown again.
                let _ = self.stage.ask("show_window", json!({ "saleId": self.sale })).await;
            }
            sleep(AGAIN).await;
        }
        None
    }

    async fn customer_acts(&self, page: &str) {
        let mut customer = self.shopper(page).await;
        self.pause().await;
        match self.plan.conduct {
            Conduct::ComesBack => {
                customer.pay().await;
                self.pause().await;
                customer.come_back().await;
            }
            Conduct::ComesBackTwice => {
                customer.pay().await;
                tokio::join!(customer.come_back(), customer.come_back());
            }
            Conduct::NeverReturns => customer.pay().await,
            Conduct::PaysAndCloses => {
                customer.pay().await;
                tokio::join!(customer.come_back(), self.close());
            }
            Conduct::Closes => self.close().await,
            Conduct::ClosesThenPays => {
                self.close().await;
                self.pause().await;
                customer.pay().await;
                self.pause().await;
                customer.come_back().await;
            }
            Conduct::Cancels => {
                customer.cancel().await;
                customer.come_back().await;
            }
            Conduct::IsDeclined => {
                customer.be_declined().await;
                customer.come_back().await;
            }
            Conduct::NothingAfterOrder => self.nothing_after_order(customer).await,
            Conduct::NothingBeforeOrder => self.nothing_before_order(customer).await,
            Conduct::PaysWhatWasCancelled => {
                self.stage.ask_of("cancel_sale", &self.sale).await;
                self.pause().await;
                customer.pay().await;
                customer.come_back().await;
            }
            Conduct::PaysByLink => self.pay_by_link(customer).await,
            Conduct::PaysTwoPages => self.pay_two_pages(customer, page).await,
            Conduct::Leaves => {}
        }
    }

    /// An old `{}` comes after the order was thanked for: it must be told nothing else.
    async fn nothing_after_order(&self, mut customer: Shopper<'_>) {
        customer.pay().await;
        let thanked = customer.come_back().await == Some(Said::Paid);
        if let Some(way_back) = customer.way_back().filter(|_| thanked) {
            self.pause().await;
            customer.post(&way_back.with_response("{}"), true).await;
        }
    }

    /// A `{}` comes before the page is paid after all.
    async fn nothing_before_order(&self, mut customer: Shopper<'_>) {
        if let Some(nothing) = customer.nothing() {
            customer.post(&nothing, false).await;
        }
        self.pause().await;
        customer.pay().await;
        customer.come_back().await;
    }

    async fn pay_by_link(&self, mut customer: Shopper<'_>) {
        let copied = json!({ "saleId": self.sale });
        let _ = self.stage.ask("copy_link", copied).await;
        self.close().await;
        let (how, down) = (self.plan.how, self.plan.pause);
        let end = End { how, down, again: None, name: "while a link was shared" };
        self.stage.end(self.stage.starts(), end, || {}).await;
        customer.pay().await;
        customer.come_back().await;
    }

    /// Two pages of one sale are paid, and come back in the wrong order.
    async fn pay_two_pages(&self, mut first: Shopper<'_>, page: &str) {
        self.close().await;
        let Some(page) = self.charge(Some(page)).await else {
            first.pay().await;
            return;
        };
        let mut second = self.shopper(&page).await;
        first.pay().await;
        second.pay().await;
        second.come_back().await;
        self.pause().await;
        first.come_back().await;
    }

    /// Waits until the till says that the sale is paid.
    async fn is_paid(&self) -> bool {
        for _ in 0..TRIES {
            let sale = self.stage.ask_of("sale_detail", &self.sale).await;
            if sale.is_some_and(|sale| sale.state() == "paid") {
                return true;
            }
            sleep(AGAIN).await;
        }
        false
    }

    /// What the upsell costs where it is on show; the seller's own guess where it is not.
    async fn shown_price(&self, variant: i64) -> Value {
        let shown = self.stage.ask_of("sale_detail", &self.sale).await;
        let price =
            shown.and_then(|sale| sale.upsell(variant).map(|upsell| upsell["price"].clone()));
        price.unwrap_or_else(|| json!({ "amount": "9.50", "currency": "USD" }))
    }

    async fn click(&self, click: Click) {
        let Some(variant) = variant(&self.stage, click.sku).await else { return };
        let once = || async {
            let price = self.shown_price(variant).await;
            self.stage.diary.note(|seen| seen.clicks.push((self.sale.clone(), variant)));
            let arguments = json!({ "saleId": self.sale, "variantId": variant, "price": price });
            let _ = self.stage.ask("add_upsell", arguments).await;
        };
        match click.doubled {
            true => drop(tokio::join!(once(), once())),
            false => once().await,
        }
        if click.repeated {
            self.pause().await;
            once().await;
        }
    }

    async fn pay_back(&self, back: MoneyBack) {
        let (command, arguments, doubled) = match back {
            MoneyBack::Cancel { full_refund, doubled } => {
                let choice = json!({ "reason": "", "fullRefund": full_refund, "notify": true });
                let sale = &self.sale;
                let cancel = json!({ "saleId": sale, "attentionId": null, "choice": choice });
                ("cancel_order", cancel, doubled)
            }
            MoneyBack::Refund { line, all_delivery, doubled } => {
                let Some(confirmed) = self.confirm_refund(line, all_delivery).await else { return };
                ("refund_order", confirmed, doubled)
            }
        };
        let once = || async {
            self.stage.diary.note(|seen| seen.confirmed.push((self.sale.clone(), command)));
            let _ = self.stage.ask(command, arguments.clone()).await;
        };
        match doubled {
            true => drop(tokio::join!(once(), once())),
            false => once().await,
        }
    }

    /// Chooses, has the store calculate, and confirms its amount; none where that does not go.
    async fn confirm_refund(&self, line: Option<usize>, all_delivery: bool) -> Option<Value> {
        let sale = self.stage.ask_of("sale_detail", &self.sale).await?;
        let lines = sale.view()["order"]["lines"].as_array()?;
        let line = line.and_then(|line| lines.get(line.min(lines.len().checked_sub(1)?)));
        let lines: Vec<Value> =
            line.iter().map(|line| json!({ "lineId": line["id"], "quantity": 1 })).collect();
        let some = json!({ "amount": "0.01", "currency": "USD" });
        let shipping = match all_delivery {
            true => json!({ "kind": "all" }),
            false => json!({ "kind": "part", "amount": some }),
        };
        let choice = json!({ "lines": lines, "shipping": shipping });
        let asked = json!({ "saleId": self.sale, "choice": choice });
        let quote = done(self.stage.ask("calculate_refund", asked).await)?;
        let request = json!({
            "choice": choice, "confirmed": quote["amount"], "soFar": quote["soFar"],
            "note": "", "notify": false,
        });
        Some(json!({ "saleId": self.sale, "request": request }))
    }

    async fn shopper<'s>(&'s self, page: &str) -> Shopper<'s> {
        Shopper::at(&self.stage, page, &self.sale, self.plan.email, self.plan.tries).await
    }

    async fn close(&self) {
        let _ = self.stage.ask("payment_window_closed", json!({ "saleId": self.sale })).await;
    }

    async fn pause(&self) {
        sleep(self.plan.pause).await;
    }
}
