//! How long a till waits for what, and what follows from a store that knows no order of a sale.

use ledger::{Attempt, SaleRecord};
use sale::{SaleEvent, SaleState, UnknownCause};

/// How often an order is looked at before what it does not show can count as not done.
pub(crate) const LOOKS: u32 = 2;

/// How long a till waits for what, in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timings {
    /// From the payment page's opening to the first question to the store, should nothing return.
    pub first_poll_ms: i64,
    /// How long a page that was closed may still turn into an order at the store.
    pub closed_page_ms: i64,
    /// How long a page that was opened elsewhere is waited for.
    pub shared_page_ms: i64,
    /// How long a payment window is waited for before nobody is sure any more.
    pub time_out_ms: i64,
    /// How long a given-up payment is watched.
    pub watch_ms: i64,
    /// How long an upsell without an answer may still turn into a charge at the store.
    pub upsell_ms: i64,
    /// The first pause between two questions about something unknown.
    pub first_pause_ms: i64,
    /// From one complete reading of the catalogue to the next.
    pub catalogue_ms: i64,
    /// From one comparison with the store's orders to the next.
    pub comparison_ms: i64,
    /// From one backup of the books to the next.
    pub backup_ms: i64,
    /// Whether the catalogue is read at the store's pace: off only to measure the till itself.
    pub catalogue_is_paced: bool,
    /// Whether everything else is asked at the store's pace: off only to measure the till itself.
    pub calls_are_paced: bool,
}

impl Default for Timings {
    fn default() -> Self {
        const SECOND: i64 = 1_000;
        const MINUTE: i64 = 60 * SECOND;
        Self {
            first_poll_ms: 20 * SECOND,
            closed_page_ms: 30 * SECOND,
            shared_page_ms: 30 * MINUTE,
            time_out_ms: 30 * MINUTE,
            watch_ms: 24 * 60 * MINUTE,
            upsell_ms: 90 * SECOND,
            first_pause_ms: SECOND,
            catalogue_ms: 15 * MINUTE,
            comparison_ms: 24 * 60 * MINUTE,
            backup_ms: 24 * 60 * MINUTE,
            catalogue_is_paced: true,
            calls_are_paced: true,
        }
    }
}

/// What is known of a payment page besides what its placing says.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    /// Whether it said itself that nothing was paid.
    pub(crate) nothing_paid: bool,
    /// Whether the till's own window stands with it.
    pub(crate) in_window: bool,
    /// How long nothing had been heard of it when the store was asked, in milliseconds.
    pub(crate) silent_ms: i64,
}

/// What follows from the store knowing no order of a sale.
pub(crate) struct Verdict {
    pub(crate) event: Option<SaleEvent>,
    /// The time to the next question; none ends them.
    pub(crate) check_in: Option<i64>,
    pub(crate) checks: u32,
    pub(crate) watch: bool,
    /// Whether the page may still be paid, so that the grace has yet to begin.
    pub(crate) alive: bool,
}

impl Timings {
    /// The pause after `checks` questions about a sale in this state.
    pub(crate) fn pause_ms(&self, state: SaleState, checks: u32) -> i64 {
        let doubled = |first: i64, most: i64| (first << checks.min(12)).min(most);
        match state {
            SaleState::Returned | SaleState::Unknown | SaleState::Placing => {
                doubled(self.first_pause_ms, 60_000)
            }
            SaleState::Awaiting => doubled(self.first_poll_ms, 60_000),
            // A day's watch: from a minute to an hour.
            _ => doubled(self.first_poll_ms * 3, 3_600_000),
        }
    }

    /// The pause before the next look at an order that may or may not have been acted on.
    pub(crate) fn look_pause_ms(&self, looks: u32) -> i64 {
        (self.first_pause_ms << looks.min(12)).min(600_000)
    }

    /// Whether a sale is still watched. Both the time must be over and as many questions asked as fit
    /// into it: a clock that jumps, or a machine that sleeps, must not end the watch.
    pub(crate) fn is_watched(&self, sale: &SaleRecord, now: i64) -> bool {
        let questions = || {
            let pauses = (0..1_000).map(|checks| self.pause_ms(SaleState::Cancelled, checks));
            let ends = pauses.scan(0, |end: &mut i64, pause| {
                *end = end.saturating_add(pause);
                Some(*end)
            });
            ends.take_while(|end| *end <= self.watch_ms).count()
        };
        let asked = usize::try_from(sale.checks).unwrap_or(usize::MAX);
        sale.watch_until.is_some_and(|until| until > now || asked < questions())
    }

    /// What to make of a store that knew no order of this sale when it was asked.
    pub(crate) fn verdict(
        &self,
        sale: &SaleRecord,
        attempt: Option<&Attempt>,
        page: Page,
        asked_at: i64,
    ) -> Verdict {
        let shared = attempt.is_some_and(|attempt| attempt.link_shared);
        let silent_ms = page.silent_ms;
        let event = match sale.state {
            SaleState::Placing => {
                let attempt = attempt.map_or(1, |attempt| attempt.attempt);
                Some(SaleEvent::PlacingFailed { attempt, cause: "till_restarted".to_owned() })
            }
            SaleState::Awaiting if silent_ms >= self.time_out_ms => {
                Some(SaleEvent::OutcomeUnknown { cause: UnknownCause::TimedOut })
            }
            SaleState::Unknown => {
                let grace = if shared { self.shared_page_ms } else { self.closed_page_ms };
                let over = !page.in_window && silent_ms >= grace;
                (page.nothing_paid || over).then_some(SaleEvent::NotPaidConfirmed)
            }
            _ => None,
        };
        let state = event.as_ref().and_then(|event| sale.state.after(event).ok());
        let given_up = state.unwrap_or(sale.state).was_given_up();
        let newly_given_up = given_up && state.is_some();
        let watched = newly_given_up || self.is_watched(sale, asked_at);
        let checks = if state.is_some() { 0 } else { sale.checks.saturating_add(1) };
        let settled = matches!(sale.state, SaleState::Paid | SaleState::Attention);
        let rests = (given_up || settled) && !watched;
        let pause = self.pause_ms(state.unwrap_or(sale.state), checks);
        let check_in = (!rests).then_some(pause);
        // After a time-out the page has the whole grace before it.
        let alive = state.unwrap_or(sale.state) == SaleState::Unknown
            && (page.in_window || state.is_some());
        Verdict { event, check_in, checks, watch: newly_given_up, alive }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sale::{Cart, Currency, Money, TokenDigest};

    const NOW: i64 = 1_000_000_000;
    const ID: &str = "0192f0c1-7a3b-7c4d-8e5f-001122334455";

    fn sale(state: SaleState) -> SaleRecord {
        SaleRecord {
            id: ID.parse().expect("an id"),
            state,
            started_at: 0,
            changed_at: 0,
            cart: Cart::new(Currency::USD),
            revision: 0,
            refusal: None,
            order_number: None,
            total: Money::zero(Currency::USD),
            paid_at: None,
            next_check_at: None,
            checks: 3,
            check_error: None,
            watch_until: None,
            elsewhere: false,
        }
    }

    fn attempt(link_shared: bool) -> Attempt {
        Attempt {
            sale_id: ID.parse().expect("an id"),
            attempt: 1,
            token: TokenDigest::from_bytes([0; 32]),
            port: 1,
            method: "link".to_owned(),
            estimate_minor: 0,
            started_at: 0,
            payment_url: None,
            placed_at: None,
            link_shared,
        }
    }

    const GONE: Page = Page { nothing_paid: false, in_window: false, silent_ms: 1_800_000 };
    const NOTHING_PAID: Page = Page { nothing_paid: true, in_window: false, silent_ms: 0 };
    const IN_WINDOW: Page = Page { in_window: true, ..GONE };

    fn gone_for(silent_ms: i64) -> Page {
        Page { silent_ms, ..GONE }
    }

    fn check(state: SaleState, link_shared: bool, page: Page, expected: Option<SaleEvent>) {
        let timings = Timings::default();
        let verdict = timings.verdict(&sale(state), Some(&attempt(link_shared)), page, NOW);
        assert_eq!(verdict.event, expected, "{state:?}");
    }

    #[test]
    fn only_a_page_that_is_surely_over_ends_in_not_paid() {
        let unpaid = Some(SaleEvent::NotPaidConfirmed);
        check(SaleState::Unknown, false, gone_for(29_999), None);
        check(SaleState::Unknown, false, gone_for(30_000), unpaid.clone());
        check(SaleState::Unknown, false, IN_WINDOW, None);
        check(SaleState::Unknown, false, NOTHING_PAID, unpaid.clone());
        check(SaleState::Unknown, true, gone_for(60_000), None);
        check(SaleState::Unknown, true, GONE, unpaid);
        check(SaleState::Awaiting, false, NOTHING_PAID, None);
        let timed_out = SaleEvent::OutcomeUnknown { cause: UnknownCause::TimedOut };
        for page in [GONE, IN_WINDOW] {
            check(SaleState::Awaiting, false, page, Some(timed_out.clone()));
        }
        check(SaleState::Cancelled, false, GONE, None);
    }

    #[test]
    fn the_grace_begins_when_the_page_is_gone_or_timed_out() {
        let alive = |state, page| {
            Timings::default().verdict(&sale(state), Some(&attempt(true)), page, NOW).alive
        };
        assert!(alive(SaleState::Awaiting, GONE), "a time-out");
        assert!(alive(SaleState::Unknown, IN_WINDOW));
        assert!(!alive(SaleState::Unknown, GONE));
    }

    #[test]
    fn what_was_given_up_is_watched_and_then_rests() {
        let timings = Timings::default();
        let unpaid = sale(SaleState::Unknown);
        let verdict = timings.verdict(&unpaid, Some(&attempt(false)), NOTHING_PAID, NOW);
        assert!(verdict.watch && verdict.check_in.is_some());
        let is_asked_again = |watch_until, checks| {
            let watched =
                SaleRecord { watch_until: Some(watch_until), checks, ..sale(SaleState::Cancelled) };
            let verdict = timings.verdict(&watched, Some(&attempt(false)), GONE, NOW);
            assert!(!verdict.watch);
            verdict.check_in.is_some()
        };
        assert!(is_asked_again(NOW + 1, 1_000));
        assert!(is_asked_again(NOW, 20), "the clock has jumped");
        assert!(!is_asked_again(NOW, 28), "a day's questions were asked");
    }

    #[test]
    fn pauses_grow_to_a_bound() {
        let timings = Timings::default();
        for state in SaleState::ALL {
            let pauses: Vec<_> = (0..40).map(|checks| timings.pause_ms(state, checks)).collect();
            assert!(pauses.is_sorted() && pauses[39] <= 3_600_000, "{state:?}");
        }
    }
}
