//! A store with a client that may do all a till may.

use std::num::NonZeroUsize;

use practice_store::{Books, CatalogueSize, Options, PracticeStore};
use serde_json::{Value, json};

use super::contract::contract;
use super::{Answer, Browser, Call};

pub(crate) struct Shop {
    pub(crate) store: PracticeStore,
}

impl Shop {
    /// A store in memory that admits any number of requests.
    pub(crate) async fn open() -> Self {
        Self::with(Options { requests_per_second: None, ..Options::default() }).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        Self { store: PracticeStore::start(options).await.unwrap() }
    }

    /// A store that a seed has grown to so many variants, with large pages.
    pub(crate) async fn grown(variants: u32, seed: u64) -> Self {
        Self::with(Options {
            catalogue: CatalogueSize::Grown { variants, seed },
            page_size: NonZeroUsize::new(500).unwrap(),
            requests_per_second: None,
            ..Options::default()
        })
        .await
    }

    pub(crate) fn books(&self) -> Books {
        self.store.books()
    }

    /// The address of a path of the Admin API.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/api/admin{path}", self.store.origin())
    }

    /// A call with everything that the gate asks for.
    pub(crate) fn admit(&self, call: Call) -> Call {
        call.header("authorization", &format!("Bearer {}", self.store.token()))
            .header("X-29next-API-Version", "2024-04-01")
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let answer = self.admit(Call::get(self.url(path))).send().await;
        check("get", path, &answer);
        answer
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        let answer = self.admit(Call::post(self.url(path))).json(body).send().await;
        check("post", path, &answer);
        answer
    }

    /// What a path answers when all is well.
    pub(crate) async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// All results of a list, walked along its links from the first page.
    pub(crate) async fn walk(&self, path: &str) -> Vec<Value> {
        let mut page = self.read(path).await;
        let mut results = Vec::new();
        loop {
            results.extend(page["results"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => page = self.read(self.path_of(next)).await,
                None => return results,
            }
        }
    }

    /// The path of the Admin API that a link leads to.
    pub(crate) fn path_of<'a>(&self, link: &'a str) -> &'a str {
        link.strip_prefix(&self.url("")).expect("links stay at the store")
    }

    /// Opens a payment page, and answers its address.
    pub(crate) async fn place(&self, order: &Value) -> String {
        let answer = self.post("/orders/", order).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()["payment_complete_url"].as_str().unwrap().to_owned()
    }

    /// Places an order for a customer whose page acts by itself, and answers the order as the Admin
    /// API tells it.
    pub(crate) async fn sell(&self, order: &Value) -> Value {
        let returned = Browser::open(&self.place(order).await).await.act_alone().await;
        let returned: Value = serde_json::from_str(returned.first().unwrap()).unwrap();
        let number = returned["number"].as_str().expect("an order came back");
        let order = self.read(&format!("/orders/{number}/")).await;
        assert_eq!(order, returned, "what came back is what the store says");
        order
    }

    /// The id of a variant by its SKU, and its price in US hundredths.
    pub(crate) async fn variant(&self, sku: &str) -> u64 {
        let page = self.read(&format!("/products/?sku={sku}")).await;
        let variants = page["results"][0]["variants"].as_array().unwrap();
        let variant = variants.iter().find(|variant| variant["sku"] == sku).expect(sku);
        variant["id"].as_u64().unwrap()
    }
}

/// Every good answer is what the specification promises.
fn check(method: &str, path: &str, answer: &Answer) {
    if let (200..=299, Some(contract)) = (answer.status, contract()) {
        let path = path.split('?').next().unwrap();
        contract.check(method, path, answer.status, &answer.json());
    }
}

pub(crate) fn line(variant: u64, quantity: u32) -> Value {
    json!({ "product_id": variant, "quantity": quantity })
}

/// An order to an American address, paid by Link.
pub(crate) fn american_order(email: &str, lines: Value) -> Value {
    json!({
        "currency": "USD",
        "user": { "email": email, "first_name": "Grace", "last_name": "Okafor" },
        "lines": lines,
        "shipping_address": {
            "first_name": "Grace", "last_name": "Okafor", "line1": "5 Oak Street",
            "line4": "Monsey", "state": "NY", "postcode": "10952", "country": "US", "phone_number": "(845) 555-0123",
        },
        "billing_same_as_shipping_address": true,
        "payment_method": "link",
        "payment_details": { "payment_return_url": "http://127.0.0.1:9/return/token" },
    })
}
