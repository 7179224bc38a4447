//! Lists: pages tied by a `next` address, followed as given and only on the store's own site.

use serde_json::Value;
use url::Url;

use crate::client::Client;
use crate::error::{ApiError, Failure};
use crate::read::text;

impl Client {
    /// The address of the page after `page`, if there is one.
    pub(crate) fn next_page(
        &self,
        attempt: &'static str,
        page: &Value,
    ) -> Result<Option<Url>, ApiError> {
        let Some(next) = text(page, "next").filter(|next| !next.is_empty()) else {
            return Ok(None);
        };
        let failed = |what| ApiError { attempt, failure: Failure::Unreadable(what) };
        let url = self.address().resolve(&next).ok_or_else(|| failed("a next page"))?;
        if self.address().owns(&url) {
            Ok(Some(url))
        } else {
            Err(failed("a next page on another site"))
        }
    }

    /// Every item of a list, over at most `most_pages` pages.
    pub(crate) async fn all_items(
        &self,
        attempt: &'static str,
        path: &str,
        most_pages: usize,
    ) -> Result<Vec<Value>, ApiError> {
        Ok(self.first_items(attempt, path, most_pages).await?.0)
    }

    /// The items of a list's first pages, and whether those were all.
    pub(crate) async fn first_items(
        &self,
        attempt: &'static str,
        path: &str,
        most_pages: usize,
    ) -> Result<(Vec<Value>, bool), ApiError> {
        let mut items = Vec::new();
        let mut next = Some(self.api(attempt, path)?);
        for _ in 0..most_pages {
            let Some(url) = next else { break };
            let mut page = self.get_url(attempt, url).await?;
            next = self.next_page(attempt, &page)?;
            items.append(&mut results(attempt, &mut page)?);
        }
        Ok((items, next.is_none()))
    }
}

/// The results of a page, taken out of it.
pub(crate) fn results(attempt: &'static str, page: &mut Value) -> Result<Vec<Value>, ApiError> {
    match page.get_mut("results").map(Value::take) {
        Some(Value::Array(items)) => Ok(items),
        _ => Err(ApiError { attempt, failure: Failure::Unreadable("a list without results") }),
    }
}
