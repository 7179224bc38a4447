//! What is sold.

use sale::{Article, Currency, Money};

const KINDS: [&str; 24] = [
    "Kettle",
    "Teapot",
    "Cup",
    "Saucer",
    "Tray",
    "Strainer",
    "Caddy",
    "Scale",
    "Spoon",
    "Whisk",
    "Bowl",
    "Mug",
    "Filter",
    "Timer",
    "Grinder",
    "Jug",
    "Plate",
    "Napkin",
    "Cloth",
    "Basket",
    "急須",
    "Чайник",
    "Porcelain dish",
    "Thermometer",
];

const MAKES: [&str; 20] = [
    "Walnut", "Copper", "Glass", "Steel", "Oak", "Linen", "Bamboo", "Stone", "Marble", "Brass",
    "Cherry", "Maple", "Slate", "Cotton", "Cork", "Enamel", "Clay", "Crème", "黒", "Silver",
];

/// An article of the catalogue; the first are sold most.
pub(crate) fn article(number: usize, currency: Currency) -> Article {
    let (make, kind) = (MAKES[number % MAKES.len()], KINDS[number % KINDS.len()]);
    let code = |word: &str| word.chars().take(3).collect::<String>().to_uppercase();
    let id = i64::try_from(number).unwrap_or_default();
    Article {
        product_id: 10_000 + id,
        variant_id: 20_000 + id,
        title: format!("{make} {kind}"),
        variant_title: if number.is_multiple_of(3) { "Large".to_owned() } else { String::new() },
        sku: Some(format!("{}-{}-{number}", code(make), code(kind))),
        requires_shipping: true,
        list_price: Money::new(500 + (id * 137) % 20_000, currency),
        offer: None,
    }
}

/// How many articles there are: every make of every kind.
pub(crate) const ARTICLES: usize = 120;
