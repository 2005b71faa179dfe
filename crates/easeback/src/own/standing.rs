//! How a snapshot is told in a terminal: instants in words, and what somebody types as one.

use easeback_engine::Engine;
use easeback_episode::{Recorded, Snapshot};
use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use std::ops::Deref;

/// Where a person stands, and how that is told in a terminal.
pub(super) struct Standing<'e>(Snapshot<'e>);

impl<'e> Deref for Standing<'e> {
    type Target = Snapshot<'e>;

    fn deref(&self) -> &Snapshot<'e> {
        &self.0
    }
}

impl<'e> Standing<'e> {
    pub(super) fn new(engine: &'e Engine, events: &[Recorded], clock: Timestamp, zone: &str) -> Self {
        Self(Snapshot::by_clock(engine, events, clock, zone))
    }

    /// The country that the person chose.
    pub(super) fn country(&self) -> Option<&str> {
        self.log.settings.get("country").map(String::as_str)
    }

    /// As in "14:30", "tomorrow 07:00" and "22 Nov 14:30".
    pub(super) fn told(&self, at: Timestamp) -> String {
        let (then, today) = (self.zone.to_datetime(at), self.zone.to_datetime(self.at).date());
        let time = then.strftime("%H:%M");
        if then.date() == today {
            time.to_string()
        } else if today.tomorrow().is_ok_and(|tomorrow| tomorrow == then.date()) {
            format!("tomorrow {time}")
        } else if today.yesterday().is_ok_and(|yesterday| yesterday == then.date()) {
            format!("yesterday {time}")
        } else if then.year() == today.year() {
            then.strftime("%-d %b %H:%M").to_string()
        } else {
            then.strftime("%-d %b %Y %H:%M").to_string()
        }
    }

    /// How long it is until then, as in "2 h 10 min"; rounded up, so that nobody comes too early.
    pub(super) fn until(&self, at: Timestamp) -> String {
        let minutes = (at.duration_since(self.at).as_secs().max(0) + 59) / 60;
        match (minutes / 60, minutes % 60) {
            (0, minutes) => format!("{minutes} min"),
            (hours, _) if hours >= 48 => format!("{} days", (hours + 23) / 24),
            (hours, 0) => format!("{hours} h"),
            (hours, minutes) => format!("{hours} h {minutes} min"),
        }
    }

    /// The instant that somebody typed: `14:30` is today, `2026-11-22 14:30` that day. Of a time that the clock shows
    /// twice it is the later one, so that no dose counts as older than it is. None for anything else.
    pub(super) fn read(&self, typed: &str) -> Option<Timestamp> {
        let today = self.zone.to_datetime(self.at).date();
        let typed = typed.trim();
        // The library reads a time out of a date with a time too, and would lose the date.
        let civil: DateTime = match typed.len() {
            4..=8 if typed.contains(':') => today.to_datetime(padded(typed).parse::<Time>().ok()?),
            11.. => typed.replacen(' ', "T", 1).parse().ok()?,
            _ => return None,
        };
        self.zone.to_ambiguous_timestamp(civil).later().ok()
    }
}

/// `9:30` as `09:30`.
pub(super) fn padded(time: &str) -> String {
    if time.find(':') == Some(1) { format!("0{time}") } else { time.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use easeback_guideline::Guideline;
    use std::sync::LazyLock;

    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Guideline::built_in().unwrap()));

    fn paris(now: &str) -> Standing<'static> {
        Standing::new(&ENGINE, &[], now.parse().unwrap(), "Europe/Paris")
    }

    #[test]
    fn a_time_is_read_as_the_clock_on_the_wall_shows_it() {
        let standing = paris("2026-10-25T12:00:00Z");
        let read = |typed: &str| standing.read(typed).map(|at| at.to_string());
        assert_eq!(read("08:05").as_deref(), Some("2026-10-25T07:05:00Z"));
        assert_eq!(read("8:05").as_deref(), Some("2026-10-25T07:05:00Z"));
        assert_eq!(read("2026-10-24 08:05").as_deref(), Some("2026-10-24T06:05:00Z"));
        assert_eq!(read("2026-10-24T08:05").as_deref(), Some("2026-10-24T06:05:00Z"));
        // The clock shows half past two twice; the later one counts.
        assert_eq!(read("02:30").as_deref(), Some("2026-10-25T01:30:00Z"));
        for wrong in ["", "soon", "25:00", "2026-10-24", "8", "0805", "20261024", "yesterday", "8:5:5:5"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_instant_is_told_with_its_day_where_that_is_not_today() {
        let standing = paris("2026-10-25T12:00:00Z");
        let told = |at: &str| standing.told(at.parse().unwrap());
        assert_eq!(told("2026-10-25T13:00:00Z"), "14:00");
        assert_eq!(told("2026-10-25T23:00:00Z"), "tomorrow 00:00");
        assert_eq!(told("2026-10-24T13:00:00Z"), "yesterday 15:00");
        assert_eq!(told("2026-01-02T13:00:00Z"), "2 Jan 14:00");
        assert_eq!(told("2027-01-02T13:00:00Z"), "2 Jan 2027 14:00");
        let until = |at: &str| standing.until(at.parse().unwrap());
        assert_eq!(until("2026-10-25T12:00:01Z"), "1 min");
        assert_eq!(until("2026-10-25T18:10:00Z"), "6 h 10 min");
        assert_eq!(until("2026-10-25T14:00:00Z"), "2 h");
        assert_eq!(until("2026-10-28T12:00:00Z"), "3 days");
    }
}
