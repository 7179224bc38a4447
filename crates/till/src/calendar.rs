//! Days and hours as they are where the till stands.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use sale::report::Day;

use crate::open_store::DAY_MS;

/// Of how many days at most a report says what each came to: a year, and a month before it.
const MOST_DAYS: i64 = 400;

/// The calendar of one time zone.
pub(crate) struct Calendar {
    zone: TimeZone,
}

impl Calendar {
    /// The system's, or the one that `TZ` names.
    pub(crate) fn here() -> Self {
        Self { zone: TimeZone::system() }
    }

    /// The days that a span has moments of, whole. None of a span that is too long to be told by days.
    pub(crate) fn days(&self, from: i64, to: i64) -> Vec<Day> {
        let mut days = Vec::new();
        if to.saturating_sub(from) > MOST_DAYS * DAY_MS {
            return days;
        }
        let mut day = self.at(from).and_then(|at| at.start_of_day().ok());
        while let Some(begin) = day {
            let begins = begin.timestamp().as_millisecond();
            if begins >= to {
                break;
            }
            day = begin.tomorrow().and_then(|next| next.start_of_day()).ok();
            let ends = day.as_ref().map_or(to, |next| next.timestamp().as_millisecond());
            days.push(Day { from: begins, to: ends });
        }
        days
    }

    /// The hour of the day, from 0, that a moment is of.
    pub(crate) fn hour(&self, at: i64) -> u8 {
        self.at(at).and_then(|at| u8::try_from(at.hour()).ok()).unwrap_or_default()
    }

    /// The day of a moment: `2026-11-23`.
    pub(crate) fn date(&self, at: i64) -> String {
        self.at(at).map(|at| at.date().to_string()).unwrap_or_default()
    }

    /// A moment to the second, with the zone's distance from UTC: `2026-11-23T09:30:00+01:00`.
    pub(crate) fn stamp(&self, at: i64) -> String {
        let format = |at: Zoned| at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        self.at(at).map(format).unwrap_or_default()
    }

    fn at(&self, at: i64) -> Option<Zoned> {
        Timestamp::from_millisecond(at).ok().map(|at| at.to_zoned(self.zone.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(zone: &str) -> Calendar {
        Calendar { zone: TimeZone::get(zone).expect("a zone of the system") }
    }

    fn ms(at: &str) -> i64 {
        at.parse::<Timestamp>().expect("a moment").as_millisecond()
    }

    #[test]
    fn days_have_the_hours_that_the_clocks_give_them() {
        let check = |zone, from, to, hours: &[i64]| {
            let days = calendar(zone).days(ms(from), ms(to));
            let lengths: Vec<i64> =
                days.iter().map(|day| (day.to - day.from) / 3_600_000).collect();
            assert_eq!(lengths, hours, "{zone} {from}");
            for pair in days.windows(2) {
                assert_eq!(pair[0].to, pair[1].from, "no moment is lost");
            }
        };
        let new_york = "America/New_York";
        check(new_york, "2026-10-31T04:00:00Z", "2026-11-03T05:00:00Z", &[24, 25, 24]);
        check(new_york, "2026-03-07T17:00:00Z", "2026-03-08T17:00:00Z", &[24, 23]);
        check("Asia/Kathmandu", "2026-03-07T18:15:00Z", "2026-03-08T18:15:00Z", &[24]);
        // On this day the clocks of Beirut went from 23:59 to 01:00: it began at one.
        check("Asia/Beirut", "2022-03-26T12:00:00Z", "2022-03-27T12:00:00Z", &[24, 23]);
        check(new_york, "2026-11-03T05:00:00Z", "2026-11-03T05:00:00Z", &[]);
    }

    #[test]
    fn a_span_of_all_times_is_not_told_by_days() {
        assert_eq!(calendar("UTC").days(0, i64::MAX), []);
    }

    #[test]
    fn moments_are_written_as_the_clocks_there_show_them() {
        let there = calendar("America/New_York");
        let check = |at, stamp: &str, hour| {
            assert_eq!((there.stamp(ms(at)).as_str(), there.hour(ms(at))), (stamp, hour));
        };
        check("2026-11-01T05:30:00Z", "2026-11-01T01:30:00-04:00", 1);
        check("2026-11-01T06:30:00Z", "2026-11-01T01:30:00-05:00", 1);
        assert_eq!(there.date(ms("2026-11-01T03:59:59Z")), "2026-10-31");
    }
}
