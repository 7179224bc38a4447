//! What a seller types, page by page.

use std::collections::BTreeSet;

use ledger::{Found, Place, SearchQuery};
use sale::Currency;

use crate::catalogue::{CATALOGUE, VARIANTS};

/// Searches for a text. The first byte gives the length of a page; what stands behind a line's end
/// is the place that a page begins behind, as an interface may send any.
///
/// # Panics
/// When something does not hold.
pub fn search_query(bytes: &[u8]) {
    let Some((length, text)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let (text, place) = text.split_once('\n').unwrap_or((&text, ""));
    let length = u32::from(*length) % 16 + 1;

    let whole = search(text, None, 200);
    assert_eq!(whole.next, None, "all of it fits");
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let page = search(text, after, length);
        assert!(page.items.len() <= length as usize, "no page is too long");
        let told = (page.total, page.uncounted, page.forgiven);
        assert_eq!(
            told,
            (whole.total, whole.uncounted, whole.forgiven),
            "each page tells the same"
        );
        pages.extend(page.items);
        assert!(pages.len() <= VARIANTS, "paging ends");
        let Some(next) = page.next else { break };
        assert_ne!(Some(next), after, "paging goes on");
        assert_eq!(next.to_string().parse(), Ok(next), "a place survives its text");
        after = Some(next);
    }
    assert_eq!(pages, whole.items, "the pages are the whole");
    assert_eq!(whole.total as usize, pages.len(), "and the total counts it");
    let once: BTreeSet<i64> = pages.iter().map(|item| item.variant_id).collect();
    assert_eq!(once.len(), pages.len(), "no hit comes twice");

    if let Ok(place) = place.parse() {
        search(text, Some(place), length);
    }
    let (code, known) = (text.to_owned(), |item: &ledger::CatalogueItem| item.variant_id > 0);
    let found = CATALOGUE.look_up(move |books| books.find_code(&code, Currency::USD));
    assert!(found.iter().all(known));
}

fn search(text: &str, after: Option<Place>, limit: u32) -> Found {
    let query = SearchQuery { text: text.to_owned(), currency: Currency::USD, after, limit };
    CATALOGUE.look_up(move |books| books.search(&query))
}
