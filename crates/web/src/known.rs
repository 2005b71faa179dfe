//! What is known of a person when a request comes in.

use crate::memory::Remembered;
use crate::pages::done::Done;
use crate::pages::trouble::Trouble as Kind;
use crate::units::{WEIGHT_UNIT, WeightUnit};
use easeback_engine::{Answer, Decision, Engine, PersonFacts};
pub(crate) use easeback_episode::Rows;
use easeback_episode::{Episode, Event, Log, Recorded, Sequence, decision_at, facts, rows_at};
use easeback_guideline::{Country, Guideline};
use easeback_store::PersonId;
use jiff::Timestamp;
use std::sync::Arc;

/// The setting that holds the country.
pub(crate) const COUNTRY: &str = "country";

/// The setting that holds the theme: `light`, `dark` or `system`.
pub(crate) const THEME: &str = "theme";

/// The setting that holds what the others call this person.
pub(crate) const NAME: &str = "name";

/// The fact from the log that says that a sign told before still counts.
const LATCHED: &str = "latched";

/// What is said of somebody who has no name yet.
const NAMELESS: &str = "the first person here";

/// Whose log it is, and how it stands with it.
#[derive(Debug)]
pub(crate) struct About {
    /// Whose.
    pub(crate) person: PersonId,
    /// Whether nobody else has a log here, so that it goes without saying whose it is.
    pub(crate) alone: bool,
    /// Why nothing that is entered would be kept; none while all is well.
    pub(crate) not_kept: Option<Kind>,
    /// What was done just now, as the address says.
    pub(crate) done: Option<Done>,
}

/// What is known of the person.
#[derive(Debug)]
pub(crate) struct Known {
    /// Every event.
    pub(crate) events: Arc<Vec<Recorded>>,
    /// The last of them.
    pub(crate) sequence: Sequence,
    /// What they come to.
    pub(crate) log: Arc<Log>,
    /// What the clock shows.
    pub(crate) now: Timestamp,
    /// When a new event happens: now, or at the time of the latest event where the clock has gone back. A later answer
    /// must win.
    pub(crate) next: Timestamp,
    /// Whose log it is.
    pub(crate) about: About,
}

impl Known {
    pub(crate) fn new(Remembered { events, latest, log }: Remembered, now: Timestamp, about: About) -> Self {
        let sequence = events.last().map(|event| event.sequence).unwrap_or_default();
        let next = latest.max(now);
        let log = if next > now { Arc::new(Log::by_clock(&events, now)) } else { log };
        Self { events, sequence, log, now, next, about }
    }

    /// What the person is called, where there are several.
    pub(crate) fn whose(&self) -> Option<&str> {
        (!self.about.alone).then(|| self.log.settings.get(NAME).map_or(NAMELESS, String::as_str))
    }

    /// The open episode, once something was answered in it.
    pub(crate) fn episode(&self) -> Option<&Episode> {
        self.log.open().filter(|episode| !episode.rows.is_empty())
    }

    /// The latest answer of each row in the open episode.
    pub(crate) fn rows(&self) -> Rows {
        self.log.open().map(|episode| episode.rows.clone()).unwrap_or_default()
    }

    /// What is known now: the answers, and what follows from the log.
    pub(crate) fn facts(&self, engine: &Engine) -> PersonFacts {
        facts(engine, &rows_at(engine, &self.log, self.now))
    }

    /// The same with other answers in place of those in the log.
    pub(crate) fn facts_with(&self, engine: &Engine, answers: &Rows) -> PersonFacts {
        let stored = self.rows();
        let mut rows = rows_at(engine, &self.log, self.now);
        rows.retain(|row, _| answers.contains_key(row) || !stored.contains_key(row));
        let new = answers.iter().filter(|(row, answer)| stored.get(*row) != Some(*answer));
        rows.extend(new.map(|(row, answer)| (row.clone(), answer.clone())));
        facts(engine, &rows)
    }

    /// Whether a sign that was told before still counts, though it is not told any more.
    pub(crate) fn is_latched(&self, engine: &Engine) -> bool {
        rows_at(engine, &self.log, self.now).contains_key(LATCHED)
    }

    /// What the answers alone say, without what follows from the log.
    pub(crate) fn facts_of(engine: &Engine, answers: &Rows) -> PersonFacts {
        facts(engine, answers)
    }

    /// Every answer that was given in this spell, oldest first, also those that were changed later or before the check
    /// was begun anew.
    pub(crate) fn said_in_this_spell(&self) -> impl Iterator<Item = (&String, &Answer)> {
        let since = self.log.spell().last().map_or(Timestamp::MAX, |episode| episode.started_at);
        let told = self.events.iter().filter(move |event| event.at >= since);
        told.filter_map(|event| match &event.event {
            Event::AnswersGiven { answers, .. } | Event::CheckedIn { answers, .. } => Some(answers),
            _ => None,
        })
        .flatten()
    }

    /// The decision now.
    pub(crate) fn decision<'e>(&self, engine: &'e Engine) -> Decision<'e> {
        decision_at(engine, &self.log, self.now)
    }

    /// The theme that was chosen; none to follow the system.
    pub(crate) fn theme(&self) -> Option<&str> {
        self.log.settings.get(THEME).map(String::as_str).filter(|theme| matches!(*theme, "light" | "dark"))
    }

    /// The unit in which a weight is typed: the chosen one, else the usual one of the country.
    pub(crate) fn weight_unit(&self, guideline: &Guideline, zone: &str) -> WeightUnit {
        let chosen = self.log.settings.get(WEIGHT_UNIT).and_then(|word| WeightUnit::from_word(word));
        let usual = || WeightUnit::of_country(Place::of(guideline, self.country(guideline), zone).country);
        chosen.unwrap_or_else(usual)
    }

    /// The country that was chosen.
    pub(crate) fn country<'g>(&self, guideline: &'g Guideline) -> Option<&'g Country> {
        self.log.settings.get(COUNTRY).and_then(|id| guideline.country(id))
    }
}

/// Zones by the country whose numbers to show until one is chosen. A guess, and shown as one.
const ZONES: &[(&str, &[&str])] = &[
    (
        "us",
        &[
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Los_Angeles",
            "America/Phoenix",
            "America/Detroit",
            "America/Boise",
            "America/Anchorage",
            "America/Juneau",
            "America/Indiana/",
            "America/Kentucky/",
            "America/North_Dakota/",
            "Pacific/Honolulu",
            "US/",
        ],
    ),
    (
        "ca",
        &[
            "America/Toronto",
            "America/Vancouver",
            "America/Edmonton",
            "America/Winnipeg",
            "America/Halifax",
            "America/Regina",
            "America/Moncton",
            "America/St_Johns",
            "Canada/",
        ],
    ),
    ("gb", &["Europe/London", "Europe/Belfast", "GB"]),
    ("ie", &["Europe/Dublin", "Eire"]),
    ("au", &["Australia/"]),
    ("nz", &["Pacific/Auckland", "NZ"]),
    ("in", &["Asia/Kolkata", "Asia/Calcutta"]),
    ("de", &["Europe/Berlin", "Europe/Busingen"]),
    ("fr", &["Europe/Paris"]),
    ("es", &["Europe/Madrid", "Atlantic/Canary"]),
    ("it", &["Europe/Rome"]),
    ("nl", &["Europe/Amsterdam"]),
    ("za", &["Africa/Johannesburg"]),
    ("sg", &["Asia/Singapore"]),
];

/// Whom to call, and whether the country is only a guess.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'g> {
    /// The country, unless the guideline has none at all.
    pub(crate) country: Option<&'g Country>,
    /// Whether nobody has chosen it.
    pub(crate) guessed: bool,
}

impl<'g> Place<'g> {
    /// The country that was chosen; else a guess from the zone; else "another country".
    pub(crate) fn of(guideline: &'g Guideline, chosen: Option<&'g Country>, zone: &str) -> Self {
        let by_zone = || ZONES.iter().find(|(_, zones)| zones.iter().any(|start| zone.starts_with(start)));
        let guess = || by_zone().and_then(|(id, _)| guideline.country(id)).or_else(|| guideline.country("other"));
        Self { country: chosen.or_else(guess), guessed: chosen.is_none() }
    }

    /// The emergency number.
    pub(crate) fn emergency(&self) -> &'g str {
        // The number of the GSM standard, for a guideline without countries.
        self.country.map_or("112", |country| country.emergency.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guess_is_a_country_of_the_guideline() {
        let guideline = Guideline::built_in().unwrap();
        for (id, zones) in ZONES {
            let place = Place::of(&guideline, None, zones[0]);
            assert_eq!(place.country.map(|country| country.id.as_str()), Some(*id));
            assert!(place.guessed);
        }
        assert_eq!(Place::of(&guideline, None, "UTC").country.map(|country| country.id.as_str()), Some("other"));
    }
}
