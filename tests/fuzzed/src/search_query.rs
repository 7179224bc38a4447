//! What a seller types, page by page.

use std::collections::BTreeSet;

use ledger::{Books, CatalogueItem, Found, Place, SearchQuery};
use sale::Currency;

use crate::catalogue::{CATALOGUE, VARIANTS};

/// What one query gives.
struct Answers {
    /// All hits on one page.
    whole: Found,
    /// All hits, page by page.
    pages: Vec<Found>,
    /// What a scanned code of this text stands for.
    scanned: Vec<CatalogueItem>,
}

/// Searches for a text. The first byte gives the length of a page; what stands behind a line's end
/// is the place that a page begins behind, as an interface may send any.
///
/// # Panics
/// When something does not hold.
pub fn search_query(bytes: &[u8]) {
    let Some((length, text)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(text).into_owned();
    let length = u32::from(*length) % 16 + 1;
    let Answers { whole, pages, scanned } =
        CATALOGUE.look_up(move |books| ask(books, &text, length));

    assert_eq!(whole.next, None, "all of it fits");
    assert_eq!(whole.total as usize, whole.items.len(), "and the total counts it");
    for page in &pages {
        assert!(page.items.len() <= length as usize, "no page is too long");
        let told = (page.total, page.uncounted, page.forgiven);
        assert_eq!(told, (whole.total, whole.uncounted, whole.forgiven), "each tells the same");
    }
    let paged: Vec<_> = pages.iter().flat_map(|page| &page.items).collect();
    assert!(paged.iter().copied().eq(&whole.items), "the pages are the whole");
    check_once(&whole.items);
    check_once(&scanned);
}

fn check_once(items: &[CatalogueItem]) {
    let once: BTreeSet<i64> = items.iter().map(|item| item.variant_id).collect();
    assert_eq!(once.len(), items.len(), "no hit comes twice");
}

fn ask(books: &Books<'_>, text: &str, length: u32) -> ledger::Result<Answers> {
    let (text, place) = text.split_once('\n').unwrap_or((text, ""));
    let search = |after: Option<Place>, limit| {
        let text = text.to_owned();
        books.search(&SearchQuery { text, currency: Currency::USD, after, limit })
    };
    let whole = search(None, 200)?;
    let mut pages = vec![search(None, length)?];
    while let Some(next) = pages.last().and_then(|page| page.next) {
        assert!(pages.len() <= VARIANTS, "paging ends");
        assert_eq!(next.to_string().parse(), Ok(next), "a place survives its text");
        pages.push(search(Some(next), length)?);
    }
    if let Ok(place) = place.parse() {
        search(Some(place), length)?;
    }
    Ok(Answers { whole, pages, scanned: books.find_code(text, Currency::USD)? })
}
