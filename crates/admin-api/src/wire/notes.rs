//! Notes on an order.

use serde_json::Value;

use super::orders::order_path;
use crate::client::{Client, json};
use crate::error::{ApiError, Failure};
use crate::read::{filled, integer, moment, words};
use crate::retry::Retry;

/// How many pages of notes are read.
const MOST_PAGES: usize = 5;

/// A note on an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderNote {
    /// Its id at the store.
    pub id: i64,
    /// What it says.
    pub message: String,
    /// Who wrote it: a person's name or email address, else the program's name; empty where the store
    /// does not say.
    pub author: String,
    /// When it was written, in milliseconds since 1970.
    pub at: Option<i64>,
}

impl Client {
    /// `ordersNotesCreate`. Sent once, and again only where the store surely did nothing.
    ///
    /// # Errors
    /// See [`Failure`].
    pub async fn orders_notes_create(
        &self,
        number: &str,
        message: &str,
    ) -> Result<OrderNote, ApiError> {
        let attempt = "adding the note";
        let path =
            order_path(number, "notes/").ok_or(ApiError { attempt, failure: Failure::NotFound })?;
        let note = serde_json::json!({ "message": message });
        let answer = self.post(attempt, &path, &note, Retry::IfSurelyNotDone, 30).await?;
        note_of(&json(attempt, &answer)?)
            .ok_or(ApiError { attempt, failure: Failure::Unreadable("a note without an id") })
    }

    /// `ordersNotesList`: the notes of an order, in the store's sequence.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] where there are more than can be read; see [`Failure`].
    pub async fn orders_notes_list(&self, number: &str) -> Result<Vec<OrderNote>, ApiError> {
        let attempt = "reading the order's notes";
        let path =
            order_path(number, "notes/").ok_or(ApiError { attempt, failure: Failure::NotFound })?;
        let (notes, complete) = self.first_items(attempt, &path, MOST_PAGES).await?;
        if !complete {
            return Err(ApiError { attempt, failure: Failure::Unreadable("too many notes") });
        }
        Ok(notes.iter().filter_map(note_of).collect())
    }
}

fn note_of(value: &Value) -> Option<OrderNote> {
    Some(OrderNote {
        id: integer(value, "id")?,
        message: words(value, "message"),
        author: author_of(value),
        at: moment(value, "date_created"),
    })
}

fn author_of(value: &Value) -> String {
    let person = value.get("author").and_then(|author| {
        let names = [filled(author, "first_name"), filled(author, "last_name")];
        let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
        if name.is_empty() { filled(author, "email") } else { Some(name) }
    });
    person.or_else(|| filled(value.get("app")?, "name")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_author_is_a_person_or_a_program() {
        let check = |author: Value, app: Value, expected: &str| {
            let note = json!({ "id": 1, "message": "m", "author": author, "app": app });
            assert_eq!(note_of(&note).expect("a note").author, expected, "{note}");
        };
        check(json!({ "first_name": "Ana", "last_name": "" }), json!({ "name": "till" }), "Ana");
        check(json!({ "first_name": "", "email": "a@b.c" }), json!(null), "a@b.c");
        check(json!({ "email": null }), json!({ "name": "till" }), "till");
        check(json!(null), json!(null), "");
    }
}
