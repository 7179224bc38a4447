//! How goods are delivered, to which countries, and for how much.

use crate::money::{Amount, Currency};

/// A way of delivering an order.
#[derive(Debug)]
pub(crate) struct Method {
    pub(crate) id: u64,
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) delivery_time: &'static str,
    pub(crate) countries: &'static [&'static str],
    /// Cents, euro cents and yen.
    prices: (i64, i64, i64),
}

const AMERICA: &[&str] = &["US", "CA"];
const EUROPE: &[&str] = &["GB", "DE", "FR", "AT", "BE", "ES", "IE", "IT", "NL"];
const PACIFIC: &[&str] = &["JP", "AU", "NZ"];
const EVERYWHERE: &[&str] =
    &["US", "CA", "GB", "DE", "FR", "JP", "AU", "AT", "BE", "ES", "IE", "IT", "NL", "NZ"];

/// All methods, in the order of their ids.
pub(crate) static METHODS: [Method; 5] = [
    Method {
        id: 1,
        code: "standard",
        name: "Standard delivery",
        description: "Left at the door or with a neighbour.",
        delivery_time: "3-5 days",
        countries: AMERICA,
        prices: (499, 460, 750),
    },
    Method {
        id: 2,
        code: "europe",
        name: "Parcel to Europe",
        description: "By the national post, with tracking.",
        delivery_time: "4-7 days",
        countries: EUROPE,
        prices: (850, 790, 1280),
    },
    Method {
        id: 3,
        code: "pacific",
        name: "Parcel to Asia and the Pacific",
        description: "By air mail, with tracking.",
        delivery_time: "6-10 days",
        countries: PACIFIC,
        prices: (990, 910, 1500),
    },
    Method {
        id: 4,
        code: "express",
        name: "Express",
        description: "Handed over against a signature.",
        delivery_time: "1-2 days",
        countries: EVERYWHERE,
        prices: (1900, 1750, 2900),
    },
    Method {
        id: 5,
        code: "pickup",
        name: "Collect from the shop",
        description: "Ready at the counter, no address needed.",
        delivery_time: "today",
        countries: EVERYWHERE,
        prices: (0, 0, 0),
    },
];

impl Method {
    pub(crate) fn with_code(code: &str) -> Option<&'static Self> {
        METHODS.iter().find(|method| method.code == code)
    }

    /// The cheapest one that brings goods to a country. Collecting is free, but a customer who
    /// gives an address is not asked to come for the goods.
    pub(crate) fn cheapest(country: &str, currency: Currency) -> Option<&'static Self> {
        METHODS
            .iter()
            .filter(|method| !method.is_pickup() && method.delivers_to(country))
            .min_by_key(|method| method.price(currency))
    }

    pub(crate) fn is_pickup(&self) -> bool {
        self.code == "pickup"
    }

    pub(crate) fn delivers_to(&self, country: &str) -> bool {
        self.countries.contains(&country)
    }

    pub(crate) fn price(&self, currency: Currency) -> Amount {
        let (usd, eur, yen) = self.prices;
        Amount::from_minor(match currency {
            Currency::Usd => usd,
            Currency::Eur => eur,
            Currency::Jpy => yen * 100,
        })
    }
}

/// The countries this store delivers to, with their names.
const COUNTRIES: &[(&str, &str)] = &[
    ("US", "United States"),
    ("CA", "Canada"),
    ("GB", "United Kingdom"),
    ("DE", "Germany"),
    ("FR", "France"),
    ("JP", "Japan"),
    ("AU", "Australia"),
    ("AT", "Austria"),
    ("BE", "Belgium"),
    ("ES", "Spain"),
    ("IE", "Ireland"),
    ("IT", "Italy"),
    ("NL", "Netherlands"),
    ("NZ", "New Zealand"),
];

/// A country's name; its code when the store has no name for it.
pub(crate) fn country_name(code: &str) -> &str {
    COUNTRIES.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}
