//! Putting a cart together as a seller does.

use serde_json::{Value, json};

use super::Till;
use crate::customer::Customer;
use crate::sale::Sale;

/// Who buys: the fields of the form.
#[derive(Debug, Clone)]
pub struct Buyer(Value);

impl Buyer {
    /// A customer in the state of New York, by the email address that decides what happens.
    #[must_use]
    pub fn new(email: &str) -> Self {
        Self(json!({
            "email": email, "firstName": "Grace", "lastName": "Okafor",
            "phone": "(845) 555-0123", "address": "5 Oak Street", "city": "Monsey",
            "state": "NY", "postcode": "10952", "country": "US",
        }))
    }

    /// Somebody of whom only the email address is known.
    #[must_use]
    pub fn without_address(email: &str) -> Self {
        Self(json!({ "email": email }))
    }

    /// The fields of the form.
    #[must_use]
    pub fn fields(&self) -> &Value {
        &self.0
    }

    /// The same with another field.
    #[must_use]
    pub fn with(mut self, field: &str, value: &str) -> Self {
        self.0[field] = json!(value);
        self
    }
}

impl Till {
    /// The id of the variant with this SKU, as soon as the catalogue's copy holds it.
    ///
    /// # Panics
    /// When the store does not sell it.
    pub async fn variant(&self, sku: &str) -> i64 {
        let mut heard = 0;
        loop {
            let found = self
                .ask("search_products", json!({ "query": sku, "after": null, "limit": 5 }))
                .await;
            let hits = found["hits"].as_array().into_iter().flatten();
            if let Some(hit) = hits.into_iter().find(|hit| hit["sku"] == sku) {
                return hit["variantId"].as_i64().expect("a hit names its variant");
            }
            self.until_told_after(&mut heard, "more of the catalogue", |event| {
                event["kind"] == "catalogue_changed"
            })
            .await;
        }
    }

    /// Puts one of a SKU into the cart.
    pub async fn add(&self, sku: &str) -> Sale {
        let variant = self.variant(sku).await;
        Sale::new(self.ask("add_article", json!({ "variantId": variant })).await)
    }

    /// Makes one edit of the cart.
    pub async fn change(&self, change: Value) -> Sale {
        Sale::new(self.ask("change_cart", json!({ "change": change })).await)
    }

    /// A cart with one of each SKU for this buyer. Gives the sale's id.
    pub async fn cart(&self, skus: &[&str], buyer: Buyer) -> String {
        for sku in skus {
            self.add(sku).await;
        }
        let sale = self.change(json!({ "kind": "customer", "customer": buyer.0 })).await;
        sale.id().to_owned()
    }

    /// A sale whose customer is in front of the payment page.
    pub async fn awaiting(&self, skus: &[&str], buyer: Buyer) -> String {
        let sale = self.cart(skus, buyer).await;
        let charged = self.charge(&sale).await;
        assert_eq!(charged.state(), "awaiting", "{charged}");
        sale
    }

    /// A sale whose customer has paid and not come back yet.
    pub async fn paid_but_not_back(&self, skus: &[&str], email: &str) -> (String, Customer) {
        let sale = self.awaiting(skus, Buyer::new(email)).await;
        let mut customer = self.customer_of(&sale).await;
        customer.pay().await;
        (sale, customer)
    }

    /// A sale whose customer has paid, closed the window and never comes back.
    pub async fn paid_and_gone(&self, skus: &[&str]) -> String {
        let (sale, _) = self.paid_but_not_back(skus, "never-returns@example.com").await;
        self.close_window(&sale).await;
        sale
    }

    /// A sale that was paid, its customer come back.
    pub async fn paid(&self, skus: &[&str], buyer: Buyer) -> Sale {
        let sale = self.awaiting(skus, buyer).await;
        let mut customer = self.customer_of(&sale).await;
        customer.pay().await;
        customer.come_back().await;
        self.until_paid(&sale).await
    }

    /// The merchant offers one more SKU, with any order and at the store's price.
    pub async fn offer(&self, sku: &str) {
        self.offer_as(sku, json!({})).await;
    }

    /// The merchant offers one more SKU in her own way. Gives the offers as they are then.
    pub async fn offer_as(&self, sku: &str, terms: Value) -> Value {
        let mut offer = json!({
            "id": null, "variantId": self.variant(sku).await, "currency": "USD",
            "price": "", "minTotal": "", "products": [], "enabled": true,
        });
        for (name, value) in terms.as_object().into_iter().flatten() {
            offer[name] = value.clone();
        }
        self.ask("save_offer", json!({ "offer": offer })).await
    }

    /// Clicks an upsell that is on show. Gives the sale as it then stands.
    pub async fn add_upsell(&self, sale: &str, variant: i64) -> Sale {
        let shown = self.sale(sale).await;
        Sale::new(self.ask("add_upsell", shown.click(variant)).await)
    }

    /// Waits until the charge of an upsell is in this state.
    pub async fn until_charge(&self, sale: &str, variant: i64, state: &str) -> Sale {
        self.until(sale, state, |sale| sale.charge_state(variant) == Some(state)).await
    }
}
