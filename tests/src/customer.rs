//! The customer, in front of the store's payment page, with a browser that runs no scripts.
//!
//! Each step is the test's to take: paying, coming back, coming back twice, coming back with
//! something else. A [`WayBack`] is what the page would post to the till by itself; it can be kept,
//! changed and sent whenever and as often as a test likes.

mod form;

use serde_json::Value;

use crate::http::{self, Answer};
use form::{Form, forms};

/// Steps that a payment page can ask for, and a few more.
const MOST_STEPS: usize = 8;

/// A customer with the payment page open.
pub struct Customer {
    address: String,
    page: Answer,
}

/// The post that brings an order back to the till.
#[derive(Debug, Clone)]
pub struct WayBack {
    /// The return address.
    pub url: String,
    /// The form's `response`: an order in JSON, or `{}`.
    pub response: String,
    /// Where the page came from, as the browser tells it.
    pub origin: String,
}

impl Customer {
    /// Opens a payment page.
    pub async fn open(address: &str) -> Self {
        let page = http::get(address, &[]).await.expect("the payment page is there");
        assert_eq!(page.status, 200, "{address}: {}", page.text());
        Self { address: address.to_owned(), page }
    }

    /// Walks through the page's steps and pays. Nothing goes back to the till by it.
    ///
    /// # Panics
    /// When the page takes no payment.
    pub async fn pay(&mut self) {
        self.walk(None).await;
        assert!(self.has_paid(), "the page takes no payment: {}", self.page.text());
    }

    /// Pays under another email address than the sale's.
    ///
    /// # Panics
    /// When the page takes no payment.
    pub async fn pay_as(&mut self, email: &str) {
        self.walk(Some(email)).await;
        assert!(self.has_paid(), "the page takes no payment: {}", self.page.text());
    }

    /// Tries to pay, which this customer's bank declines.
    ///
    /// # Panics
    /// When the payment goes through.
    pub async fn be_declined(&mut self) {
        self.walk(None).await;
        assert!(!self.has_paid(), "this customer was not declined");
    }

    /// Walks through the page's steps and presses the button.
    async fn walk(&mut self, email: Option<&str>) {
        for _ in 0..MOST_STEPS {
            let steps = forms(&self.page.text());
            let ends = |ending| steps.iter().find(|form| form.action.ends_with(ending)).cloned();
            if let Some(step) = ends("/email/") {
                let own = step.field("email").unwrap_or_default().to_owned();
                self.submit(&step.filled("email", email.unwrap_or(&own))).await;
            } else if let Some(code) = ends("/code/") {
                self.submit(&code.filled("code", "123456")).await;
            } else if let Some(pay) = ends("/pay/") {
                return self.submit(&pay).await;
            } else {
                return;
            }
        }
        panic!("the payment page does not come to an end: {}", self.page.text());
    }

    /// Pays, and confirms it in the bank's own window.
    ///
    /// # Panics
    /// When the page takes no payment.
    pub async fn pay_with_bank(&mut self) {
        self.walk(None).await;
        let url = format!("{}bank/", self.address);
        let confirmed = http::post_form(&url, "", &origin_of(&self.address)).await;
        assert_eq!(confirmed.expect("the bank answers").status, 200, "{url}");
        *self = Self::open(&self.address).await;
        assert!(self.has_paid(), "the page takes no payment: {}", self.page.text());
    }

    /// Goes back without paying, as far as the store is concerned.
    pub async fn cancel(&mut self) {
        let steps = forms(&self.page.text());
        let cancel = steps.iter().find(|form| form.action.ends_with("/cancel/"));
        self.submit(cancel.expect("a page that can be cancelled")).await;
    }

    /// Whether the page says that the payment was received.
    #[must_use]
    pub fn has_paid(&self) -> bool {
        self.page.text().contains("Payment received")
    }

    /// What the page would now post to the till.
    ///
    /// # Panics
    /// When the page is not over.
    #[must_use]
    pub fn way_back(&self) -> WayBack {
        let form = forms(&self.page.text()).into_iter().find(|form| form.has("response"));
        let form = form.unwrap_or_else(|| panic!("no way back from {}", self.page.text()));
        let response = form.field("response").expect("it has one").to_owned();
        WayBack { url: form.action, response, origin: origin_of(&self.address) }
    }

    /// Goes back to the till.
    pub async fn come_back(&self) -> Answer {
        self.way_back().go().await
    }

    async fn submit(&mut self, form: &Form) {
        let url = format!("{}{}", origin_of(&self.address), form.action);
        let answer = http::post_form(&url, &form.body(), &origin_of(&self.address)).await;
        let answer = answer.expect("the payment page answers");
        assert_eq!(answer.status, 303, "{url}: {}", answer.text());
        *self = Self::open(&self.address).await;
    }
}

impl WayBack {
    /// Posts it, and shows the till's page.
    ///
    /// # Panics
    /// When nobody answers at the return address.
    pub async fn go(&self) -> Answer {
        self.try_to_go().await.expect("the till answers at its return address")
    }

    /// Posts it.
    ///
    /// # Errors
    /// When nobody answers at the return address.
    pub async fn try_to_go(&self) -> anyhow::Result<Answer> {
        http::post_form(&self.url, &self.body(), &self.origin).await
    }

    /// The form as it is posted.
    #[must_use]
    pub fn body(&self) -> String {
        Form::new(&self.url, &[("response", &self.response)]).body()
    }

    /// Posts this body in its place.
    pub async fn go_with_body(&self, body: &str) -> Answer {
        let answer = http::post_form(&self.url, body, &self.origin).await;
        answer.expect("the till answers at its return address")
    }

    /// The order that it brings.
    #[must_use]
    pub fn order(&self) -> Value {
        serde_json::from_str(&self.response).expect("an order in JSON")
    }

    /// The same with another response.
    #[must_use]
    pub fn with_response(&self, response: &str) -> Self {
        Self { response: response.to_owned(), ..self.clone() }
    }

    /// The same with its order changed.
    #[must_use]
    pub fn tampered(&self, change: impl FnOnce(&mut Value)) -> Self {
        let mut order = self.order();
        change(&mut order);
        self.with_response(&order.to_string())
    }
}

/// Scheme, host and port of an address.
fn origin_of(address: &str) -> String {
    let url = url::Url::parse(address).expect("an address");
    url.origin().ascii_serialization()
}
