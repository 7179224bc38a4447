//! How long nothing was heard of something: of a payment page, of a charge without an answer; and how
//! often it was asked about in vain.
//!
//! Graces are measured by a clock that nobody sets. The wall clock may jump while a customer pays,
//! and then must neither end a grace early nor keep it for days. In a new run every silence begins
//! anew: whether something went on while the till was stopped cannot be known.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use sale::SaleId;

/// When something was last heard of, by its key.
#[derive(Default)]
pub(crate) struct Silences {
    heard: Mutex<HashMap<String, Instant>>,
    failures: Mutex<HashMap<String, u32>>,
}

impl Silences {
    /// Something was heard of it now.
    pub(crate) fn heard(&self, key: &str) {
        self.map(|heard| heard.insert(key.to_owned(), Instant::now()));
    }

    /// How long nothing had been heard of it at `asked`, in milliseconds. Who asks for the first time
    /// in this run begins the silence.
    pub(crate) fn until(&self, key: &str, asked: Instant) -> i64 {
        let heard = self.map(|heard| *heard.entry(key.to_owned()).or_insert(asked));
        let silent = asked.saturating_duration_since(heard);
        i64::try_from(silent.as_millis()).unwrap_or(i64::MAX)
    }

    /// One more question about it failed; gives how many did in a row. A question without an answer
    /// counts as no question, and yet the next must come later.
    pub(crate) fn failed(&self, key: &str) -> u32 {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let count = failures.entry(key.to_owned()).or_default();
        *count = count.saturating_add(1);
        *count
    }

    /// A question about it was answered.
    pub(crate) fn answered(&self, key: &str) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    fn map<T>(&self, act: impl FnOnce(&mut HashMap<String, Instant>) -> T) -> T {
        act(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The key of one placing's payment page.
pub(crate) fn page(sale: &SaleId, attempt: u32) -> String {
    format!("{sale}/{attempt}")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn failures_are_counted_until_an_answer() {
        let silences = Silences::default();
        assert_eq!((silences.failed("a"), silences.failed("a"), silences.failed("b")), (1, 2, 1));
        silences.answered("a");
        assert_eq!(silences.failed("a"), 1);
    }

    #[test]
    fn silence_begins_with_the_last_word_and_at_the_latest_with_the_first_question() {
        let silences = Silences::default();
        let asked = Instant::now();
        assert_eq!(silences.until("a", asked), 0);
        assert_eq!(silences.until("a", asked + Duration::from_secs(2)), 2_000);
        silences.heard("a");
        assert_eq!(silences.until("a", asked), 0, "it was heard of after the question");
    }
}
