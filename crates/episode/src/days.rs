//! Days of the calendar: which day it was where the person was.
//!
//! Zones come from the table that is built into the program, never from the machine, so the same log gives the same
//! facts everywhere. A zone that the table does not know counts as UTC.

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};
use std::sync::LazyLock;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The day of an instant, zone by zone; it remembers the last zone, as most of a log lies in one.
#[derive(Debug, Default)]
pub(crate) struct Days {
    last: Option<(String, TimeZone)>,
}

impl Days {
    /// The day that this instant lies in, in the zone of this name.
    pub(crate) fn day(&mut self, at: Timestamp, zone: &str) -> Date {
        match &self.last {
            Some((name, known)) if name == zone => known.to_datetime(at).date(),
            _ => {
                let found = time_zone(zone);
                let date = found.to_datetime(at).date();
                self.last = Some((zone.to_owned(), found));
                date
            }
        }
    }
}

/// The zone of this name, as everything here reckons with it.
pub fn time_zone(name: &str) -> TimeZone {
    ZONES.get(name).unwrap_or(TimeZone::UTC)
}

/// The days from one date to another; below 0 when the other one is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// The date so many days later.
pub(crate) fn add_days(date: Date, days: i64) -> Date {
    let hours = SignedDuration::try_from_hours(days.saturating_mul(24)).unwrap_or(SignedDuration::ZERO);
    date.saturating_add(hours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_is_the_one_where_the_person_was() {
        let at: Timestamp = "2026-02-01T23:30:00Z".parse().unwrap();
        let mut days = Days::default();
        assert_eq!(days.day(at, "Europe/Paris"), date(2026, 2, 2));
        assert_eq!(days.day(at, "America/New_York"), date(2026, 2, 1));
        assert_eq!(days.day(at, "Pacific/Kiritimati"), date(2026, 2, 2));
        assert_eq!(days.day(at, "Nowhere/At_All"), date(2026, 2, 1));
        assert_eq!(days_between(date(2026, 2, 27), date(2026, 3, 1)), 2);
        assert_eq!(days_between(date(2026, 3, 1), date(2026, 2, 27)), -2);
    }
}
