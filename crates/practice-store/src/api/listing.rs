//! Lists: pages with opaque cursors, and absolute links to the pages beside them.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use form_urlencoded::Serializer;
use serde_json::{Value, json};

use super::refusal::Refusal;
use crate::links::Links;
use crate::store::Store;

const PAGE_SIZE: usize = 20;

/// A request for a list: where it was sent and what its query asks for.
pub(super) struct ListRequest {
    pub(super) links: Links,
    path: String,
    /// All of the query but the cursor.
    query: Vec<(String, String)>,
    cursor: Option<String>,
}

impl FromRequestParts<Store> for ListRequest {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, store: &Store) -> Result<Self, Infallible> {
        let links = Links::from_request_parts(parts, store).await?;
        let OriginalUri(uri) = OriginalUri::from_request_parts(parts, store).await?;
        let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        let (cursors, query): (Vec<_>, Vec<_>) =
            query.into_owned().partition(|(name, _)| name == "cursor");
        let cursor = cursors.into_iter().next().map(|(_, cursor)| cursor);
        Ok(Self { links, path: uri.path().to_owned(), query, cursor })
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

    /// One page of `items`, which rise by `key`.
    pub(super) fn page<T>(
        &self,
        items: &[T],
        key: impl Fn(&T) -> u64,
        write: impl Fn(&T) -> Value,
    ) -> Result<Value, Refusal> {
        let (start, end) = match self.cursor.as_deref().map(Cursor::read) {
            None => (0, PAGE_SIZE),
            Some(None) => return Err(Refusal::NotFound("This cursor leads nowhere.".to_owned())),
            Some(Some(Cursor::After(last))) => {
                let start = items.partition_point(|item| key(item) <= last);
                (start, start + PAGE_SIZE)
            }
            Some(Some(Cursor::Before(first))) => {
                let end = items.partition_point(|item| key(item) < first);
                (end.saturating_sub(PAGE_SIZE), end)
            }
        };
        let end = end.min(items.len());
        let page = &items[start..end];
        let next = page.last().filter(|_| end < items.len()).map(|last| Cursor::After(key(last)));
        let previous = page.first().filter(|_| start > 0).map(|first| Cursor::Before(key(first)));
        Ok(json!({
            "next": next.map(|cursor| self.link(&cursor)),
            "previous": previous.map(|cursor| self.link(&cursor)),
            "results": page.iter().map(write).collect::<Vec<_>>(),
        }))
    }

    fn link(&self, cursor: &Cursor) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(&self.query).append_pair("cursor", &cursor.write());
        self.links.to(&format!("{}?{}", self.path, query.finish()))
    }
}

/// A place in a list: after or before the item with a key. It stays right when items are added.
#[derive(Debug, PartialEq, Eq)]
enum Cursor {
    After(u64),
    Before(u64),
}

impl Cursor {
    /// Written so that nobody is tempted to compose one.
    fn write(&self) -> String {
        let text = match self {
            Self::After(key) => format!("after {key}"),
            Self::Before(key) => format!("before {key}"),
        };
        text.bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    fn read(text: &str) -> Option<Self> {
        let digits = text.as_bytes().chunks(2).map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            u8::from_str_radix(pair, 16).ok()
        });
        let text = String::from_utf8(digits.collect::<Option<_>>()?).ok()?;
        match text.split_once(' ')? {
            ("after", key) => key.parse().ok().map(Self::After),
            ("before", key) => key.parse().ok().map(Self::Before),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_as_they_were_written() {
        for cursor in [Cursor::After(0), Cursor::Before(u64::MAX)] {
            assert_eq!(Cursor::read(&cursor.write()), Some(cursor));
        }
        for text in ["", "zz", "6", "é", "6166746572"] {
            assert_eq!(Cursor::read(text), None, "{text}");
        }
    }
}
