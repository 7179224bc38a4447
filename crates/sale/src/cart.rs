//! The cart: a sale's lines while it is built, with everything typed about it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contact::{Customer, FieldProblem, Problem};
use crate::money::{Currency, Money, MoneyError};

/// The most of one article in a line; a store's own limits are lower and its to say.
pub const MAX_QUANTITY: u32 = 9_999;

/// The most lines of a cart.
pub const MAX_LINES: usize = 200;

/// So many lines that were taken out can be put back.
const MAX_REMOVED: usize = 20;

/// Everything that was put together for a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cart {
    /// The currency of all its prices.
    pub currency: Currency,
    /// The lines, in the order they were added.
    pub lines: Vec<CartLine>,
    /// The customer, as typed.
    pub customer: Customer,
    /// The chosen shipping method; none leaves the choice to the store, which takes the cheapest.
    pub shipping_code: Option<String>,
    /// Voucher codes, to be judged by the store.
    pub vouchers: Vec<String>,
    /// The seller's note on the order.
    pub note: String,
    /// The lines taken out last, which can be put back.
    #[serde(default)]
    removed: Vec<CartLine>,
    /// The key that the next line gets.
    next_key: u32,
}

/// One line of a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CartLine {
    /// The line's key in its cart, never used twice in it.
    pub key: u32,
    /// What is sold.
    #[serde(flatten)]
    pub article: Article,
    /// How many, from 1 to [`MAX_QUANTITY`].
    pub quantity: u32,
    /// The seller's own price for one, where she set one.
    pub price_override: Option<Money>,
    /// The subscription the customer takes it in, if any.
    pub subscription: Option<Subscription>,
}

/// What the catalogue says of a variant when it is put into the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// The parent product.
    pub product_id: i64,
    /// The variant: what the API calls `product_id` in an order's lines.
    pub variant_id: i64,
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
    /// The SKU, if it has one.
    pub sku: Option<String>,
    /// Whether it needs an address.
    pub requires_shipping: bool,
    /// The store's price for one.
    pub list_price: Money,
    /// How it can be subscribed to, if it can.
    pub offer: Option<SubscriptionOffer>,
}

/// How a product can be subscribed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionOffer {
    /// The unit of its intervals.
    pub interval: Interval,
    /// The counts that the store suggests.
    pub counts: Vec<u32>,
    /// The store's price for one delivery, where it differs from the list price.
    pub price: Option<Money>,
}

/// The interval a customer chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// The unit.
    pub interval: Interval,
    /// How many units lie between two deliveries, at least 1.
    pub interval_count: u32,
}

/// The unit of a subscription's interval, in the API's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the API's own words")]
pub enum Interval {
    Day,
    Week,
    Month,
    Year,
}

/// One edit of a cart. A line is named by its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "each field is what its variant's sentence names")]
pub enum CartChange {
    /// Sets how many of a line.
    Quantity { line: u32, quantity: i64 },
    /// Sets or takes back the seller's own price, a decimal text in the cart's currency.
    Price { line: u32, price: Option<String> },
    /// Takes a line out.
    Remove { line: u32 },
    /// Puts a line that was taken out back to where it was.
    Restore { line: u32 },
    /// Makes a line a subscription, or a single purchase again.
    Subscribe { line: u32, subscription: Option<Subscription> },
    /// Replaces the customer's fields.
    Customer { customer: Box<Customer> },
    /// Chooses the shipping method.
    Shipping { code: Option<String> },
    /// Replaces the voucher codes.
    Vouchers { codes: Vec<String> },
    /// Replaces the note.
    Note { note: String },
}

/// Why an edit was not made. The cart is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CartRefusal {
    /// The line is gone, or never was.
    #[error("this line is no longer in the cart")]
    NoSuchLine,
    /// The quantity is not between 1 and [`MAX_QUANTITY`].
    #[error("the quantity must be between 1 and {MAX_QUANTITY}")]
    Quantity,
    /// The price is not an amount.
    #[error(transparent)]
    Price(#[from] MoneyError),
    /// The price is below zero.
    #[error("a price cannot be below zero")]
    NegativePrice,
    /// The product cannot be subscribed to, or not at this interval.
    #[error("the store does not offer this subscription for the product")]
    Subscription,
    /// The article is priced in another currency than the cart.
    #[error("the product has no price in {0}")]
    OtherCurrency(Currency),
    /// An article of the cart has no price in the currency asked for.
    #[error("{title} has no price in {currency}")]
    NoPrice {
        /// The article's title.
        title: String,
        /// The currency.
        currency: Currency,
    },
    /// The cart is full.
    #[error("a cart holds at most {MAX_LINES} lines")]
    Full,
}

/// What the cart comes to by the till's own reckoning: before tax and vouchers, which only the
/// store knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// The lines together.
    pub items: Money,
    /// The lines and the shipping, where its price is known.
    pub total: Money,
}

impl Interval {
    /// The API's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Reads the API's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Day, Self::Week, Self::Month, Self::Year].into_iter().find(|i| i.word() == word)
    }
}

impl CartLine {
    /// The price of one, as it will be charged before tax: the seller's own, else that of the
    /// subscription, else the list price.
    #[must_use]
    pub fn unit_price(&self) -> Money {
        self.price_override.unwrap_or_else(|| self.store_price())
    }

    /// The store's own price for one, as the line is sold.
    #[must_use]
    pub fn store_price(&self) -> Money {
        self.subscription
            .and(self.article.offer.as_ref())
            .and_then(|offer| offer.price)
            .unwrap_or(self.article.list_price)
    }
}

impl Cart {
    /// An empty cart.
    #[must_use]
    pub fn new(currency: Currency) -> Self {
        Self {
            currency,
            lines: Vec::new(),
            customer: Customer::default(),
            shipping_code: None,
            vouchers: Vec::new(),
            note: String::new(),
            removed: Vec::new(),
            next_key: 1,
        }
    }

    /// Adds one of an article: to the line that holds it already at the store's price and without
    /// a subscription, else in a line of its own. Gives the line's key.
    ///
    /// # Errors
    /// When the cart or the line is full, or the article is priced in another currency.
    pub fn add(&mut self, article: Article) -> Result<u32, CartRefusal> {
        if article.list_price.currency != self.currency {
            return Err(CartRefusal::OtherCurrency(self.currency));
        }
        let same = |line: &&mut CartLine| {
            line.article.variant_id == article.variant_id
                && line.price_override.is_none()
                && line.subscription.is_none()
        };
        let Some(line) = self.lines.iter_mut().find(same) else {
            return self.add_line(article);
        };
        line.quantity = quantity(i64::from(line.quantity) + 1)?;
        Ok(line.key)
    }

    fn add_line(&mut self, article: Article) -> Result<u32, CartRefusal> {
        if self.lines.len() >= MAX_LINES {
            return Err(CartRefusal::Full);
        }
        let key = self.next_key;
        self.next_key += 1;
        self.lines.push(CartLine {
            key,
            article,
            quantity: 1,
            price_override: None,
            subscription: None,
        });
        Ok(key)
    }

    /// Makes one edit.
    ///
    /// # Errors
    /// When the edit makes no sense; the cart is then unchanged.
    pub fn change(&mut self, change: CartChange) -> Result<(), CartRefusal> {
        match change {
            CartChange::Quantity { line, quantity: wanted } => {
                self.line(line)?.quantity = quantity(wanted)?;
            }
            CartChange::Price { line, price } => {
                let price = price.map(|text| self.price(&text)).transpose()?;
                let line = self.line(line)?;
                line.price_override = price.filter(|price| *price != line.store_price());
            }
            CartChange::Remove { line } => self.remove(line)?,
            CartChange::Restore { line } => self.restore(line)?,
            CartChange::Subscribe { line, subscription } => {
                self.line(line)?.subscribe(subscription)?
            }
            CartChange::Customer { customer } => self.customer = *customer,
            CartChange::Shipping { code } => {
                self.shipping_code = code.filter(|code| !code.is_empty())
            }
            CartChange::Vouchers { codes } => {
                self.vouchers = codes
                    .into_iter()
                    .map(|code| code.trim().to_owned())
                    .filter(|code| !code.is_empty())
                    .collect();
            }
            CartChange::Note { note } => self.note = note,
        }
        Ok(())
    }

    /// The same cart in another currency, at that currency's prices. The seller's own prices were
    /// meant for the old one and go.
    ///
    /// # Errors
    /// [`CartRefusal::NoPrice`] when one of its articles has none.
    pub fn in_currency(
        &self,
        currency: Currency,
        mut article: impl FnMut(i64) -> Option<Article>,
    ) -> Result<Self, CartRefusal> {
        let mut cart = Self { currency, removed: Vec::new(), ..self.clone() };
        for line in &mut cart.lines {
            let priced = article(line.article.variant_id)
                .filter(|article| article.list_price.currency == currency);
            line.article = priced.ok_or_else(|| CartRefusal::NoPrice {
                title: line.article.title.clone(),
                currency,
            })?;
            line.price_override = None;
        }
        Ok(cart)
    }

    /// Whether any of it is a subscription.
    #[must_use]
    pub fn subscribes(&self) -> bool {
        self.lines.iter().any(|line| line.subscription.is_some())
    }

    /// Whether anything in it needs an address.
    #[must_use]
    pub fn ships(&self) -> bool {
        self.lines.iter().any(|line| line.article.requires_shipping)
    }

    /// Whether nothing at all was put in or typed.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        // The form fills in a country by itself.
        let country = self.customer.country.clone();
        self.lines.is_empty()
            && self.customer == Customer { country, ..Customer::default() }
            && self.vouchers.is_empty()
            && self.note.is_empty()
    }

    /// What must be mended before an order can be placed from it.
    #[must_use]
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = self.customer.problems(self.ships());
        if self.lines.is_empty() {
            problems.push(FieldProblem { field: "lines".to_owned(), problem: Problem::Missing });
        }
        if self.subscribes() && self.estimate(None).is_ok_and(|estimate| estimate.total.minor == 0)
        {
            let problem = Problem::FreeSubscription;
            problems.push(FieldProblem { field: "lines".to_owned(), problem });
        }
        problems
    }

    /// The till's own reckoning, with the shipping's price where it is known.
    ///
    /// # Errors
    /// When the sum leaves the API's range.
    pub fn estimate(&self, shipping: Option<Money>) -> Result<Estimate, MoneyError> {
        let items = self.lines.iter().try_fold(Money::zero(self.currency), |sum, line| {
            sum.plus(line.unit_price().times(line.quantity)?)
        })?;
        let total = shipping.map_or(Ok(items), |shipping| items.plus(shipping))?;
        Ok(Estimate { items, total })
    }

    fn remove(&mut self, key: u32) -> Result<(), CartRefusal> {
        let place = self.lines.iter().position(|line| line.key == key);
        let line = self.lines.remove(place.ok_or(CartRefusal::NoSuchLine)?);
        self.removed.push(line);
        let forgotten = self.removed.len().saturating_sub(MAX_REMOVED);
        self.removed.drain(..forgotten);
        Ok(())
    }

    /// Keys rise in the order in which lines were added, so a key tells a line's place.
    fn restore(&mut self, key: u32) -> Result<(), CartRefusal> {
        let removed = self.removed.iter().position(|line| line.key == key);
        let removed = removed.ok_or(CartRefusal::NoSuchLine)?;
        if self.lines.len() == MAX_LINES {
            return Err(CartRefusal::Full);
        }
        let place = self.lines.partition_point(|line| line.key < key);
        self.lines.insert(place, self.removed.remove(removed));
        Ok(())
    }

    fn line(&mut self, key: u32) -> Result<&mut CartLine, CartRefusal> {
        self.lines.iter_mut().find(|line| line.key == key).ok_or(CartRefusal::NoSuchLine)
    }

    fn price(&self, text: &str) -> Result<Money, CartRefusal> {
        let price = Money::parse(text.trim(), self.currency)?;
        if price.minor < 0 { Err(CartRefusal::NegativePrice) } else { Ok(price) }
    }
}

impl CartLine {
    fn subscribe(&mut self, subscription: Option<Subscription>) -> Result<(), CartRefusal> {
        if let Some(wanted) = subscription {
            let offer = self.article.offer.as_ref().ok_or(CartRefusal::Subscription)?;
            if wanted.interval != offer.interval || wanted.interval_count == 0 {
                return Err(CartRefusal::Subscription);
            }
        }
        self.subscription = subscription;
        Ok(())
    }
}

fn quantity(wanted: i64) -> Result<u32, CartRefusal> {
    u32::try_from(wanted)
        .ok()
        .filter(|quantity| (1..=MAX_QUANTITY).contains(quantity))
        .ok_or(CartRefusal::Quantity)
}

#[cfg(test)]
mod tests;
