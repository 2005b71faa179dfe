//! Where a person stands at an instant, and how instants are told in a terminal.

use easeback_engine::{Decision, Engine, PersonFacts};
use easeback_episode::{Ledger, Log, Now, Plan, Recorded, decision_at, facts, plan, rows_at};
use easeback_guideline::Guideline;
use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;

/// Where a person stands.
pub(super) struct Standing<'e> {
    pub(super) engine: &'e Engine,
    pub(super) log: Log,
    /// What the clock shows.
    pub(super) at: Timestamp,
    /// When a new event happens: now, or at the time of the latest event where the clock has gone back. A later answer must
    /// win.
    pub(super) next: Timestamp,
    pub(super) zone: TimeZone,
    facts: PersonFacts,
    pub(super) decision: Decision<'e>,
}

impl<'e> Standing<'e> {
    pub(super) fn new(engine: &'e Engine, events: &[Recorded], at: Timestamp, zone: &str) -> Self {
        let next = events.iter().map(|event| event.at).fold(at, Timestamp::max);
        let log = Log::by_clock(events, at);
        let facts = facts(engine, &rows_at(engine, &log, at));
        let decision = decision_at(engine, &log, at);
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        Self { engine, log, at, next, zone, facts, decision }
    }

    pub(super) fn guideline(&self) -> &'e Guideline {
        self.engine.guideline()
    }

    pub(super) fn now(&self) -> Now<'_> {
        Now {
            engine: self.engine,
            log: &self.log,
            facts: &self.facts,
            decision: &self.decision,
            at: self.at,
            zone: &self.zone,
        }
    }

    pub(super) fn ledger(&self) -> Ledger<'_> {
        Ledger::of(&self.now())
    }

    pub(super) fn plan(&self) -> Plan<'_> {
        let ledger = self.ledger();
        plan(&self.now(), &ledger.next_doses(&self.decision, self.at))
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
