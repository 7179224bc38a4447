//! Lists: pages with opaque cursors, and absolute links to the pages beside them.
//!
//! A cursor names the item at the edge of a page, as in the cursor pagination of Django REST
//! framework: a page is found without counting those before it, and a walk stays right when items
//! come or go meanwhile.

mod cursor;
mod keys;

use std::num::NonZeroUsize;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use form_urlencoded::Serializer;
use serde::Serialize;

use super::refusal::Refusal;
use crate::links::Links;
use crate::store::Store;
use cursor::Cursor;
pub(super) use keys::{Keys, newest_first, rising};

/// A request for a list: where it was sent and what its query asks for.
pub(super) struct ListRequest {
    pub(super) links: Links,
    path: String,
    /// All of the query but the cursor.
    query: Vec<(String, String)>,
    cursor: Option<Cursor>,
    page_size: NonZeroUsize,
    generation: u32,
}

/// One page of a list.
#[derive(Debug, Serialize)]
pub(super) struct Page<T> {
    next: Option<String>,
    previous: Option<String>,
    results: Vec<T>,
}

impl<T> Page<T> {
    /// The page with each of its items written.
    pub(super) fn write<U>(self, write: impl FnMut(T) -> U) -> Page<U> {
        let results = self.results.into_iter().map(write).collect();
        Page { next: self.next, previous: self.previous, results }
    }
}

impl FromRequestParts<Store> for ListRequest {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, store: &Store) -> Result<Self, Refusal> {
        let Ok(links) = Links::from_request_parts(parts, store).await;
        let Ok(OriginalUri(uri)) = OriginalUri::from_request_parts(parts, store).await;
        let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        let (cursors, query): (Vec<_>, Vec<_>) =
            query.into_owned().partition(|(name, _)| name == "cursor");
        let generation = store.cursor_generation();
        let cursor = match cursors.first() {
            Some((_, text)) => Some(Cursor::read(text, generation).ok_or(Refusal::InvalidCursor)?),
            None => None,
        };
        let (path, page_size) = (uri.path().to_owned(), store.page_size());
        Ok(Self { links, path, query, cursor, page_size, generation })
    }
}

impl ListRequest {
    /// The value of a filter; an empty one does not filter.
    pub(super) fn filter(&self, name: &str) -> Option<&str> {
        self.filters(name).next()
    }

    /// All values of a filter that may be repeated.
    pub(super) fn filters(&self, name: &str) -> impl Iterator<Item = &str> {
        let named =
            self.query.iter().filter(move |(given, value)| given == name && !value.is_empty());
        named.map(|(_, value)| value.as_str())
    }

    /// The page that is asked for. `items` answers those between two keys, rising by key; no more
    /// of them are looked at than the page needs.
    pub(super) fn page<T, I>(&self, items: impl FnOnce(Keys) -> I) -> Page<T>
    where
        I: DoubleEndedIterator<Item = (u64, T)>,
    {
        let size = self.page_size.get();
        // One item more than the page holds tells whether another page follows.
        let looked_at = size.saturating_add(1);
        let mut found: Vec<(u64, T)> = match self.cursor {
            None => items(Keys::ALL).take(looked_at).collect(),
            Some(Cursor::After(key)) => items(Keys::after(key)).take(looked_at).collect(),
            Some(Cursor::Before(key)) => items(Keys::before(key)).rev().take(looked_at).collect(),
        };
        let goes_on = found.len() > size;
        found.truncate(size);
        if matches!(self.cursor, Some(Cursor::Before(_))) {
            found.reverse();
        }
        let (previous, next) = self.neighbours(&found, goes_on);
        Page {
            next: next.map(|cursor| self.link(cursor)),
            previous: previous.map(|cursor| self.link(cursor)),
            results: found.into_iter().map(|(_, item)| item).collect(),
        }
    }

    /// The cursors of the pages before and after. On the side that the request came from there was
    /// a page; on the other there is one if the list goes on.
    fn neighbours<T>(&self, found: &[(u64, T)], goes_on: bool) -> (Option<Cursor>, Option<Cursor>) {
        let first = found.first().map(|(key, _)| Cursor::Before(*key));
        let last = found.last().map(|(key, _)| Cursor::After(*key));
        // A page can be empty when all that it would have held is gone.
        match self.cursor {
            None => (None, last.filter(|_| goes_on)),
            Some(Cursor::After(key)) => {
                let back = first.unwrap_or(Cursor::Before(key.saturating_add(1)));
                (Some(back), last.filter(|_| goes_on))
            }
            Some(Cursor::Before(key)) => {
                let on = last.unwrap_or(Cursor::After(key.saturating_sub(1)));
                (first.filter(|_| goes_on), Some(on))
            }
        }
    }

    fn link(&self, cursor: Cursor) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(&self.query).append_pair("cursor", &cursor.write(self.generation));
        self.links.to(&format!("{}?{}", self.path, query.finish()))
    }
}
