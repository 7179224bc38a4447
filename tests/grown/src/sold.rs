//! One sale: all that is known of it, from its number alone.

use sale::{Article, Cart, CartChange, Currency, Customer, Money, SaleEvent, SaleState};

use crate::{END, Growth, SPAN, goods, people};

const CURRENCIES: [&str; 4] = ["USD", "EUR", "JPY", "GBP"];

const METHODS: [&str; 3] = ["link", "paypal", "klarna"];

/// What a test may want to know of a sale before it looks for it.
#[derive(Debug, Clone)]
pub struct Sold {
    /// Its id.
    pub id: String,
    /// Its state.
    pub state: SaleState,
    /// When it was started.
    pub started_at: i64,
    /// Who placed its order; empty where none was placed.
    pub seller: String,
    /// The customer.
    pub customer: Customer,
    /// The order's number, where it is paid.
    pub order_number: Option<String>,
    /// What is in the cart.
    pub articles: Vec<Article>,
    /// The variants that a paid one was offered afterwards.
    pub offered: Vec<i64>,
    /// What was added by an upsell.
    pub upsell: Option<Article>,
    /// The store's total, upsells included, else the estimate.
    pub total: Money,
    /// Whether the store cancelled the order and paid it back.
    pub is_cancelled: bool,
}

/// A sale with what goes into the ledger's rows.
#[derive(Debug, Clone)]
pub struct Grown {
    /// The sale.
    pub sold: Sold,
    /// Its cart.
    pub cart: Cart,
    /// How many articles.
    pub items: u32,
    /// How it was paid.
    pub method: &'static str,
    /// What happened to it, and when.
    pub events: Vec<(i64, SaleEvent)>,
}

impl Growth {
    /// The sale of this number, from 0.
    #[must_use]
    pub fn sale(&self, number: u32) -> Sold {
        self.grown(number).sold
    }

    /// The sale of this number with all that its rows hold.
    #[must_use]
    pub fn grown(&self, number: u32) -> Grown {
        let mut chance = fastrand::Rng::with_seed(self.seed.rotate_left(32) ^ u64::from(number));
        // The generator's first numbers are alike where seeds are.
        for _ in 0..4 {
            chance.u64(..);
        }
        let step = (SPAN / i64::from(self.sales.max(1))).max(1);
        let started_at = END - SPAN + i64::from(number) * step + chance.i64(0..step);
        let currency = CURRENCIES[skewed(&mut chance, CURRENCIES.len())];
        let currency = currency.parse().unwrap_or(Currency::USD);
        let state = state(&mut chance, number);
        let is_paid = state == SaleState::Paid;
        let customers = u64::from(self.sales / 3 + 1);
        let customer = people::customer(self.seed * 1_000_000_000 + chance.u64(..customers));
        let (cart, articles) = cart(&mut chance, currency, &customer);
        let upsell = (is_paid && chance.u8(..10) == 0).then(|| pick(&mut chance, currency));
        let upsell = upsell.filter(|added| articles.iter().all(|one| one.title != added.title));
        let minor =
            cart.lines.iter().map(|line| line.article.list_price.minor * i64::from(line.quantity));
        let added = upsell.as_ref().map_or(0, |added| added.list_price.minor);
        let items: u32 = cart.lines.iter().map(|line| line.quantity).sum();
        let mut sold = Sold {
            id: id(started_at, self.seed, number),
            state,
            started_at,
            seller: if matches!(state, SaleState::Held) {
                String::new()
            } else {
                people::SELLERS[skewed(&mut chance, people::SELLERS.len())].to_owned()
            },
            order_number: is_paid.then(|| format!("{}{:07}", self.seed, 1_000_000 + number)),
            total: Money::new(minor.sum::<i64>() + added, currency),
            is_cancelled: is_paid && chance.u8(..50) == 0,
            customer,
            articles,
            offered: Vec::new(),
            upsell,
        };
        let method = METHODS[skewed(&mut chance, METHODS.len())];
        if is_paid {
            sold.offered = offered(&mut chance, &sold);
        }
        let events = events(&sold);
        let items = items + u32::from(sold.upsell.is_some());
        Grown { sold, cart, items, method, events }
    }
}

/// The first are drawn most.
fn skewed(chance: &mut fastrand::Rng, count: usize) -> usize {
    let (one, other) = (chance.usize(..count), chance.usize(..count));
    one.min(other)
}

fn pick(chance: &mut fastrand::Rng, currency: Currency) -> Article {
    goods::article(skewed(chance, goods::ARTICLES), currency)
}

/// Up to three articles that are not in the cart, and whatever was taken.
fn offered(chance: &mut fastrand::Rng, sold: &Sold) -> Vec<i64> {
    let mut offered: Vec<i64> = sold.upsell.iter().map(|taken| taken.variant_id).collect();
    for _ in 0..chance.usize(0..3) {
        let variant = pick(chance, sold.total.currency).variant_id;
        let in_cart = sold.articles.iter().any(|article| article.variant_id == variant);
        if !in_cart && !offered.contains(&variant) {
            offered.push(variant);
        }
    }
    offered
}

fn state(chance: &mut fastrand::Rng, number: u32) -> SaleState {
    // What waits for somebody is rare in any books.
    match (number % 10_000, chance.u8(..20)) {
        (77, _) => SaleState::Held,
        (78, _) => SaleState::Attention,
        (_, 0) => SaleState::NotPaid,
        (_, 1) => SaleState::Cancelled,
        _ => SaleState::Paid,
    }
}

fn cart(
    chance: &mut fastrand::Rng,
    currency: Currency,
    customer: &Customer,
) -> (Cart, Vec<Article>) {
    let mut cart = Cart::new(currency);
    let mut articles = Vec::new();
    for _ in 0..chance.usize(1..4) {
        let article = pick(chance, currency);
        // One that is there already becomes two of it.
        if cart.add(article.clone()).is_ok() {
            articles.push(article);
        }
    }
    let customer = CartChange::Customer { customer: Box::new(customer.clone()) };
    let _ = cart.change(customer);
    (cart, articles)
}

fn id(started_at: i64, seed: u64, number: u32) -> String {
    let (high, low) = (started_at >> 16, started_at & 0xffff);
    format!("{high:08x}-{low:04x}-7000-8{:03x}-{:012x}", seed & 0xfff, number)
}

fn events(sold: &Sold) -> Vec<(i64, SaleEvent)> {
    let mut all = vec![SaleEvent::SaleStarted];
    let number = sold.order_number.clone().unwrap_or_default();
    match sold.state {
        SaleState::Held => all.push(SaleEvent::SaleHeld),
        SaleState::Cancelled => all.push(SaleEvent::SaleCancelled),
        SaleState::NotPaid => {
            let lines = u32::try_from(sold.articles.len()).unwrap_or(u32::MAX);
            all.push(SaleEvent::PlacingStarted { attempt: 1, lines, estimate: sold.total });
            all.push(SaleEvent::OrderPlaced { attempt: 1, host: "pay.example.com".to_owned() });
            all.push(SaleEvent::NotPaidConfirmed);
        }
        SaleState::Attention => all.push(SaleEvent::DifferenceFound {
            order_number: "999".to_owned(),
            differences: Vec::new(),
        }),
        _ => all.push(SaleEvent::PaymentConfirmed {
            order_number: number.clone(),
            total: sold.total,
            late: false,
        }),
    }
    if sold.is_cancelled {
        all.push(SaleEvent::CancellationSent { order_number: number.clone(), full_refund: true });
        let refunded = Some(sold.total);
        all.push(SaleEvent::OrderCancelled { order_number: number, refunded });
    }
    // A minute each.
    (0..).map(|minutes| sold.started_at + minutes * 60_000).zip(all).collect()
}
