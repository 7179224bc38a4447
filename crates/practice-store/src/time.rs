//! Timestamps as the store writes them: with an offset, and not always the same one.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Where the store keeps its hours.
pub(crate) const STORE_ZONE: &str = "America/New_York";

fn store_zone() -> TimeZone {
    TimeZone::get(STORE_ZONE).unwrap_or(TimeZone::UTC)
}

/// `2026-08-20T14:05:12.301000-04:00`: an instant at the store's own offset.
pub(crate) fn at_store(instant: Timestamp) -> String {
    format(instant, store_zone())
}

/// `2026-08-20T18:05:12.301000+00:00`: the same instant as lists write it, so that a client
/// which compares timestamps as text is found out here rather than at a real store.
pub(crate) fn in_utc(instant: Timestamp) -> String {
    format(instant, TimeZone::UTC)
}

/// The day of an instant by the store's calendar.
pub(crate) fn day_at_store(instant: Timestamp) -> Date {
    instant.to_zoned(store_zone()).date()
}

fn format(instant: Timestamp, zone: TimeZone) -> String {
    instant.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%.6f%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_instant_is_written_at_two_offsets() {
        let instant: Timestamp = "2026-08-20T18:05:12.301Z".parse().unwrap();
        assert_eq!(at_store(instant), "2026-08-20T14:05:12.301000-04:00");
        assert_eq!(in_utc(instant), "2026-08-20T18:05:12.301000+00:00");
        assert_eq!(day_at_store(instant).to_string(), "2026-08-20");
    }
}
