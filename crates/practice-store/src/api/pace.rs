//! How often a token may call: so many requests within any second.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

const WINDOW: Duration = Duration::from_secs(1);

/// The requests of the last second. Those that were turned away do not count.
#[derive(Debug)]
pub(crate) struct Pace {
    limit: Option<usize>,
    admitted: VecDeque<Instant>,
}

impl Pace {
    /// `None` admits all.
    pub(crate) fn new(requests_per_second: Option<u32>) -> Self {
        let limit = requests_per_second.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX));
        Self { limit, admitted: VecDeque::new() }
    }

    /// Admits a request, or says how long to wait for the next place.
    pub(crate) fn admit(&mut self, now: Instant) -> Result<(), Duration> {
        let Some(limit) = self.limit else { return Ok(()) };
        let age = |then: &Instant| now.saturating_duration_since(*then);
        while self.admitted.front().is_some_and(|then| age(then) >= WINDOW) {
            self.admitted.pop_front();
        }
        if self.admitted.len() < limit {
            self.admitted.push_back(now);
            return Ok(());
        }
        Err(self.admitted.front().map_or(WINDOW, |then| WINDOW.saturating_sub(age(then))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_second_holds_as_many_as_the_limit() {
        let start = Instant::now();
        let at = |ms: u64| start + Duration::from_millis(ms);
        let mut pace = Pace::new(Some(2));
        assert_eq!(pace.admit(at(0)), Ok(()));
        assert_eq!(pace.admit(at(400)), Ok(()));
        assert_eq!(pace.admit(at(900)), Err(Duration::from_millis(100)));
        assert_eq!(pace.admit(at(1000)), Ok(()));
        assert_eq!(pace.admit(at(1001)), Err(Duration::from_millis(399)));
    }

    #[test]
    fn without_a_limit_all_are_admitted() {
        let mut pace = Pace::new(None);
        let now = Instant::now();
        assert!((0..100).all(|_| pace.admit(now).is_ok()));
    }
}
