//! How a practice store is opened.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::catalogue::CatalogueSize;

/// Every permission that a till needs.
const TILL_SCOPES: [&str; 7] = [
    "carts:write",
    "catalogue:read",
    "gateways:read",
    "orders:read",
    "orders:write",
    "store:read",
    "users:read",
];

/// How many items a page of a list holds, where nobody asks for another size.
const PAGE_SIZE: NonZeroUsize = NonZeroUsize::new(20).expect("20 is not 0");

/// How a practice store is opened. The default is a store in memory, on a free port.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the books are kept. Without a folder they are in memory and end with the store.
    pub folder: Option<PathBuf>,
    /// The port to listen on; starting fails when it is taken. Without one, the port of the kept
    /// books is taken again if it is free, else any free port.
    pub port: Option<u16>,
    /// The access token. Without one, that of the kept books, else a random one.
    pub token: Option<String>,
    /// How many requests a second the Admin API admits. `None` admits all.
    pub requests_per_second: Option<u32>,
    /// The permissions of the token, such as `orders:read`.
    pub scopes: BTreeSet<String>,
    /// The store's name, as customers see it.
    pub name: String,
    /// How many goods the store sells.
    pub catalogue: CatalogueSize,
    /// The texts of an order's `attribution` that the store forgets, such as `utm_content`. The API
    /// does not promise to keep any.
    pub forgets: BTreeSet<String>,
    /// How many items a page of a list holds, at most. The API does not say how many it is.
    pub page_size: NonZeroUsize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            folder: None,
            port: None,
            token: None,
            requests_per_second: Some(4),
            scopes: TILL_SCOPES.map(str::to_owned).into(),
            name: "Larch Lane Goods".to_owned(),
            catalogue: CatalogueSize::Standard,
            forgets: BTreeSet::new(),
            page_size: PAGE_SIZE,
        }
    }
}
