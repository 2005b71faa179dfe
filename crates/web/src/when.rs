//! Instants and spans as people say them, in the person's zone.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// How a person reads a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// As in "3:45 pm".
    Twelve,
    /// As in "15:45".
    TwentyFour,
}

/// Countries in which clocks go to twelve.
const TWELVE: &[&str] = &["us", "ca", "au", "nz", "in", "mx"];

/// How instants are told to a person.
#[derive(Clone, Debug)]
pub(crate) struct When {
    pub(crate) zone: TimeZone,
    pub(crate) clock: Clock,
    pub(crate) now: Timestamp,
}

impl When {
    /// For a person in a zone; the country says how they read a clock.
    pub(crate) fn new(now: Timestamp, zone: TimeZone, country: Option<&str>) -> Self {
        Self { zone, clock: Clock::of_country(country), now }
    }

    /// The person's date at an instant.
    pub(crate) fn date(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// As in "3:45 pm".
    pub(crate) fn time(&self, at: Timestamp) -> String {
        self.clock.of(self.zone.to_datetime(at).time())
    }

    /// As in "3:45 pm", "tomorrow, 7:00 am", or "Mon 23 Nov, 7:00 am".
    pub(crate) fn at(&self, at: Timestamp) -> String {
        let (date, today) = (self.date(at), self.date(self.now));
        let time = self.time(at);
        if date == today {
            time
        } else if today.tomorrow().is_ok_and(|tomorrow| tomorrow == date) {
            format!("tomorrow, {time}")
        } else if today.yesterday().is_ok_and(|yesterday| yesterday == date) {
            format!("yesterday, {time}")
        } else {
            format!("{}, {time}", self.day(date))
        }
    }

    /// As in "today", "yesterday", or "Mon 23 Nov".
    pub(crate) fn on(&self, date: Date) -> String {
        let today = self.date(self.now);
        let is = |other: Result<Date, jiff::Error>| other.is_ok_and(|other| other == date);
        match date {
            date if date == today => "today".to_owned(),
            _ if is(today.tomorrow()) => "tomorrow".to_owned(),
            _ if is(today.yesterday()) => "yesterday".to_owned(),
            date => self.day(date),
        }
    }

    /// As in "Mon 23 Nov"; with the year where it is not this one.
    fn day(&self, date: Date) -> String {
        let this_year = date.year() == self.date(self.now).year();
        date.strftime(if this_year { "%a %-d %b" } else { "%a %-d %b %Y" }).to_string()
    }

    /// How long from now, as in "2 h 10 min"; rounded up, so that nobody comes too early.
    pub(crate) fn until(&self, at: Timestamp) -> String {
        let seconds = at.duration_since(self.now).as_secs().max(0);
        span((seconds + 59) / 60)
    }

    /// The value of a field for a date and a time: `2026-11-22T15:45`.
    pub(crate) fn field(&self, at: Timestamp) -> String {
        self.zone.to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The instant that such a field names. It is never later than now; of a time that the clock shows twice, it is the
    /// later one that has been, so that no dose counts as older than it is.
    pub(crate) fn typed(&self, text: &str) -> Result<Timestamp, NotTyped> {
        let civil: jiff::civil::DateTime = text.parse().map_err(|_| NotTyped::Unreadable)?;
        let both = self.zone.to_ambiguous_timestamp(civil);
        let both = [both.later(), both.earlier()].map(|at| at.map_err(|_| NotTyped::Unreadable));
        let [later, earlier] = both;
        [later?, earlier?].into_iter().find(|at| *at <= self.now).ok_or(NotTyped::Ahead)
    }
}

/// Why a field names no instant at which something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotTyped {
    /// It is no date with a time.
    Unreadable,
    /// It lies ahead.
    Ahead,
}

impl NotTyped {
    /// What to type instead.
    pub(crate) const fn says(self) -> &'static str {
        match self {
            Self::Unreadable => "Type a date and a time.",
            Self::Ahead => "Type a time that is not later than now.",
        }
    }
}

impl Clock {
    /// How most people of a country read a clock.
    pub(crate) fn of_country(country: Option<&str>) -> Self {
        if country.is_some_and(|country| TWELVE.contains(&country)) { Self::Twelve } else { Self::TwentyFour }
    }

    fn of(self, time: Time) -> String {
        match self {
            Self::Twelve => time.strftime("%-I:%M %P").to_string(),
            Self::TwentyFour => time.strftime("%H:%M").to_string(),
        }
    }
}

/// Minutes as in "45 min" and "2 h 10 min"; days from 48 hours on.
pub(crate) fn span(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, _) if hours >= 48 => format!("{} days", (hours + 23) / 24),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris(country: &str) -> When {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        When::new("2026-03-28T21:30:00Z".parse().unwrap(), zone, Some(country))
    }

    #[test]
    fn an_instant_is_told_as_people_say_it() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(paris("us").at(at("2026-03-28T22:05:00Z")), "11:05 pm");
        assert_eq!(paris("fr").at(at("2026-03-28T22:05:00Z")), "23:05");
        assert_eq!(paris("fr").at(at("2026-03-29T06:00:00Z")), "tomorrow, 08:00");
        assert_eq!(paris("fr").at(at("2026-03-27T06:00:00Z")), "yesterday, 07:00");
        assert_eq!(paris("us").at(at("2026-04-06T06:00:00Z")), "Mon 6 Apr, 8:00 am");
        assert_eq!(paris("us").on("2027-01-01".parse().unwrap()), "Fri 1 Jan 2027");
    }

    #[test]
    fn the_time_that_is_left_is_never_told_too_short() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(paris("us").until(at("2026-03-28T21:30:01Z")), "1 min");
        assert_eq!(paris("us").until(at("2026-03-29T03:30:00Z")), "6 h");
        assert_eq!(paris("us").until(at("2026-03-29T03:31:30Z")), "6 h 2 min");
        assert_eq!(paris("us").until(at("2026-03-20T03:31:30Z")), "0 min");
        assert_eq!(span(48 * 60 + 1), "2 days");
    }

    #[test]
    fn a_field_reads_back_and_a_time_that_comes_twice_is_the_later() {
        let when = paris("fr");
        let at = "2026-03-28T20:15:00Z".parse().unwrap();
        assert_eq!(when.typed(&when.field(at)), Ok(at));
        assert_eq!(when.typed("half past nine"), Err(NotTyped::Unreadable));
        assert_eq!(when.typed("2026-03-28T22:31"), Err(NotTyped::Ahead));
        let after = |now: &str| When { now: now.parse().unwrap(), ..paris("fr") };
        let twice = |now: &str| after(now).typed("2026-10-25T02:30").map(|at| at.to_string());
        assert_eq!(twice("2026-10-25T09:00:00Z").as_deref(), Ok("2026-10-25T01:30:00Z"));
        assert_eq!(twice("2026-10-25T00:45:00Z").as_deref(), Ok("2026-10-25T00:30:00Z"), "the other is still to come");
        assert_eq!(twice("2026-10-25T00:15:00Z"), Err(NotTyped::Ahead));
    }
}
