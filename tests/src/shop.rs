//! The store that a till sells from: the practice store, started in the test's own process, with
//! its books open.

use practice_store::{Books, Merchant, Options, Order, PracticeStore};
use serde_json::Value;

use crate::http;
use crate::wire::API;

/// A kettle for 64.00 USD, which ships. The store recommends [`TEA`] with it.
pub const KETTLE: &str = "KET-WAL-BR";
/// Tea for 9.50 USD, which ships.
pub const TEA: &str = "TEA-BRE-LO";
/// Coffee for 28.00 USD, which ships and can be subscribed to every 14, 30 or 60 days.
pub const COFFEE: &str = "COF-HOU-WB";
/// An e-book for 9.00 USD: nothing of it ships.
pub const E_BOOK: &str = "EBO-SLO-PDF";

/// A store, for as long as it is held.
pub struct Shop {
    store: PracticeStore,
}

impl Shop {
    /// A store that admits any number of requests.
    pub async fn open() -> Self {
        Self::with(|_| {}).await
    }

    /// A store that is set up otherwise.
    pub async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let mut options = Options { requests_per_second: None, ..Options::default() };
        change(&mut options);
        Self { store: PracticeStore::start(options).await.expect("a store on a free port") }
    }

    /// A store whose token lacks this permission.
    pub async fn without(scope: &str) -> Self {
        Self::with(|options| {
            assert!(options.scopes.remove(scope), "{scope} is a permission that a till has");
        })
        .await
    }

    /// Where it listens: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.store.origin()
    }

    /// The token of its Admin API.
    #[must_use]
    pub fn token(&self) -> &str {
        self.store.token()
    }

    /// The merchant's own door to its catalogue.
    #[must_use]
    pub fn merchant(&self) -> Merchant<'_> {
        self.store.merchant()
    }

    /// Every cursor that it gave out so far leads nowhere from now on.
    pub fn expire_cursors(&self) {
        self.store.expire_cursors();
    }

    /// A copy of its books.
    #[must_use]
    pub fn books(&self) -> Books {
        self.store.books()
    }

    /// How many orders were placed with it: each got a payment page.
    #[must_use]
    pub fn placings(&self) -> usize {
        self.books().payment_pages.len()
    }

    /// The orders that say they are this sale's.
    #[must_use]
    pub fn orders_of(&self, sale: &str) -> Vec<Order> {
        let mut orders = self.books().orders;
        orders.retain(|order| order.utm_content.as_deref() == Some(sale));
        orders
    }

    /// The one order of this sale.
    ///
    /// # Panics
    /// When there is none, or more than one.
    #[must_use]
    pub fn order_of(&self, sale: &str) -> Order {
        let orders = self.orders_of(sale);
        let [order] = <[Order; 1]>::try_from(orders).unwrap_or_else(|orders| {
            panic!("the store has {} orders of the sale {sale}: {orders:#?}", orders.len())
        });
        order
    }

    /// What the store tells anybody with its token at this path of the Admin API.
    ///
    /// # Panics
    /// When it tells nothing.
    pub async fn read(&self, path: &str) -> Value {
        let token = format!("Bearer {}", self.token());
        let headers = [("authorization", token.as_str()), ("x-29next-api-version", "2024-04-01")];
        let answer = http::get(&format!("{}{API}{path}", self.origin()), &headers).await;
        let answer = answer.expect("the store answers");
        assert!(answer.status.is_success(), "{path}: {}", answer.text());
        answer.read_json()
    }

    /// What the store says that a refund of this order comes to.
    ///
    /// # Panics
    /// When it does not say.
    pub async fn calculate_refund(&self, number: &str, wanted: &Value) -> Value {
        self.post(&format!("/orders/{number}/refund/calculate/"), wanted).await
    }

    /// Somebody else with its token posts this at a path of the Admin API.
    ///
    /// # Panics
    /// When the store refuses it.
    pub async fn write(&self, path: &str, body: &Value) {
        self.post(path, body).await;
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let token = format!("Bearer {}", self.token());
        let headers = [("authorization", token.as_str()), ("x-29next-api-version", "2024-04-01")];
        let url = format!("{}{API}{path}", self.origin());
        let answer = http::post_json(&url, &headers, body).await.expect("the store answers");
        assert!(answer.status.is_success(), "{path}: {}", answer.text());
        answer.read_json()
    }
}
