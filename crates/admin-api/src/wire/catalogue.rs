//! Products, page by page.

use sale::{Interval, Price, Product, Stock, Variant};
use serde_json::Value;
use url::Url;

use super::pages::results;
use crate::client::Client;
use crate::error::ApiError;
use crate::read::{currency, filled, integer, items, money, text, words, yes};

/// A page of products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The products; what cannot be sold from a till for want of an id is left out.
    pub products: Vec<Product>,
    /// Where the next page is, if there is one.
    pub next: Option<Url>,
}

impl Client {
    /// A page of `productsList`: the first, or the one at `next`.
    ///
    /// # Errors
    /// See [`crate::Failure`].
    pub async fn products_list(&self, next: Option<&Url>) -> Result<Page, ApiError> {
        let attempt = "reading the catalogue";
        let url = match next {
            Some(next) => next.clone(),
            None => self.api(attempt, "products/")?,
        };
        let mut page = self.get_url(attempt, url).await?;
        let next = self.next_page(attempt, &page)?;
        let products = results(attempt, &mut page)?.iter().filter_map(product).collect();
        Ok(Page { products, next })
    }
}

fn product(value: &Value) -> Option<Product> {
    let subscribable = yes(value, "enable_subscription");
    Some(Product {
        id: integer(value, "id")?,
        title: words(value, "title"),
        picture: value.get("images").and_then(picture),
        recommended: items(value, "recommended_products").filter_map(Value::as_i64).collect(),
        interval: text(value, "interval")
            .filter(|_| subscribable)
            .as_deref()
            .and_then(Interval::parse),
        interval_counts: items(value, "interval_counts")
            .filter_map(|count| count.as_u64().and_then(|count| u32::try_from(count).ok()))
            .filter(|count| *count > 0)
            .collect(),
        variants: items(value, "variants").filter_map(variant).collect(),
    })
}

fn variant(value: &Value) -> Option<Variant> {
    let stock = words(value, "inventory_availability");
    Some(Variant {
        id: integer(value, "id")?,
        title: words(value, "title"),
        sku: filled(value, "sku"),
        barcode: filled(value, "upc"),
        requires_shipping: value.get("requires_shipping").and_then(Value::as_bool).unwrap_or(true),
        sellable: words(value, "purchase_availability") != "unavailable",
        stock: Stock::parse(&stock),
        stock_count: stock_count(value),
        prices: items(value, "prices").filter_map(price).collect(),
    })
}

fn stock_count(value: &Value) -> Option<i64> {
    if value.get("track_stock").and_then(Value::as_bool) == Some(false) {
        return None;
    }
    items(value, "stockrecords")
        .filter_map(|record| {
            let allocated = integer(record, "num_allocated").unwrap_or(0);
            Some(integer(record, "num_in_stock")?.saturating_sub(allocated))
        })
        .reduce(i64::saturating_add)
}

fn price(value: &Value) -> Option<Price> {
    let currency = currency(value, "currency");
    Some(Price {
        price: money(value, "price", currency)?,
        retail: money(value, "retail", currency),
        subscription: money(value, "subscription", currency),
    })
}

/// Pictures are typed inconsistently: an address, or an array of addresses or of objects.
fn picture(images: &Value) -> Option<String> {
    let address = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    match images {
        Value::String(text) => address(text),
        Value::Array(list) => list.iter().find_map(picture),
        Value::Object(_) => ["src", "attachment", "url"]
            .into_iter()
            .find_map(|key| filled(images, key))
            .filter(|text| !text.starts_with("data:")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn pictures_are_found_in_every_shape() {
        let check = |images: Value, expected: Option<&str>| {
            assert_eq!(picture(&images).as_deref(), expected, "{images}");
        };
        check(json!("/media/a.jpg"), Some("/media/a.jpg"));
        check(json!(["", "/media/a.jpg"]), Some("/media/a.jpg"));
        check(
            json!([{"id": 1, "attachment": "https://cdn.example.com/a.jpg"}]),
            Some("https://cdn.example.com/a.jpg"),
        );
        check(json!([{"id": 1, "attachment": "data:image/png;base64,AAAA"}]), None);
        check(json!(null), None);
        check(json!([]), None);
    }

    #[test]
    fn a_variant_is_read_whatever_is_missing() {
        let read = variant(&json!({"id": 7, "prices": [{"price": "1.00"}, null]})).expect("an id");
        assert!(read.sellable && read.requires_shipping && read.prices.is_empty());
        assert_eq!(read.stock, Stock::Untracked);
        let counted = json!({"id": 7, "stockrecords": [
            {"num_in_stock": 5, "num_allocated": 2}, {"num_in_stock": null}, {"num_in_stock": 4}]});
        assert_eq!(variant(&counted).expect("an id").stock_count, Some(7));
        assert_eq!(variant(&json!({"title": "no id"})), None);
    }
}
