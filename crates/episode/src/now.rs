//! What everything that follows from a log at an instant is made from: the log, the facts, the decision, and the
//! person's day.
//!
//! Days are the person's: a day begins at midnight in their zone, whatever the clocks do in that night.

use crate::days::{add_days, days_between};
use crate::facts::{COURSE, DOCTOR_SEEN, NO, WORSE};
use crate::{Episode, Log};
use easeback_engine::{Answer, Decision, Engine, PersonFacts};
use easeback_guideline::{Guideline, Rule, Treatment};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The finding that counts the days since the pain began.
const DURATION: &str = "duration_days";
/// The finding that lists what was used within a day.
const USING: &str = "using";
/// Settings by which a person says their own hours.
const WAKES: &str = "wakes_at_hour";
const SLEEPS: &str = "sleeps_at_hour";

/// One person at one instant.
#[derive(Clone, Copy, Debug)]
pub struct Now<'a> {
    /// The engine that decided.
    pub engine: &'a Engine,
    /// What happened until now.
    pub log: &'a Log,
    /// What is known now.
    pub facts: &'a PersonFacts,
    /// What is decided on it.
    pub decision: &'a Decision<'a>,
    /// The instant.
    pub at: Timestamp,
    /// The zone that the person is in.
    pub zone: &'a TimeZone,
}

/// The waking hours of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waking {
    /// From here …
    pub from: Timestamp,
    /// … to here.
    pub until: Timestamp,
}

impl<'a> Now<'a> {
    /// The guideline it is decided by.
    pub fn guideline(&self) -> &'a Guideline {
        self.engine.guideline()
    }

    /// The episode that has not ended.
    pub fn episode(&self) -> Option<&'a Episode> {
        self.log.open()
    }

    /// The person's date at an instant.
    pub fn date_of(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// The person's date now.
    pub fn today(&self) -> Date {
        self.date_of(self.at)
    }

    /// The instant at which the person's clock shows this. Of a time that it shows twice, the first; a time that it
    /// skips is as much later as the clock leaps, so that 02:30 becomes 03:30.
    pub fn instant(&self, date: Date, time: Time) -> Timestamp {
        self.zone.to_timestamp(date.to_datetime(time)).unwrap_or(self.at)
    }

    /// The day of the spasm: 0 is the day on which the pain began. While that is not known, days count from the day on
    /// which it began to be looked after.
    pub fn day(&self) -> i64 {
        match (self.number(DURATION), self.episode()) {
            (Some(days), _) => whole(days),
            (None, Some(episode)) => days_between(self.date_of(episode.started_at), self.today()),
            (None, None) => 0,
        }
    }

    /// The date of day 0.
    pub fn onset(&self) -> Date {
        add_days(self.today(), -self.day())
    }

    /// The day of the spasm on a date.
    pub(crate) fn day_on(&self, date: Date) -> i64 {
        days_between(self.onset(), date)
    }

    /// A number that is known now.
    pub fn number(&self, finding: &str) -> Option<f64> {
        let (id, _) = self.guideline().finding(finding)?;
        match self.facts.answer(self.guideline(), id)? {
            Answer::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Whether a rule is known to hold.
    pub fn holds(&self, rule: &Rule) -> bool {
        self.facts.knows(rule).yes
    }

    /// Whether a doctor has looked, and nothing is new or worse since.
    pub(crate) fn doctor_has_looked(&self) -> bool {
        let seen = self.guideline().finding(DOCTOR_SEEN).and_then(|(id, _)| self.facts.answer(self.guideline(), id));
        matches!(seen, Some(Answer::OneOf(said)) if said != NO)
    }

    /// Whether it gets worse, by the answer or by the readings.
    pub(crate) fn is_getting_worse(&self) -> bool {
        let course = self.guideline().finding(COURSE).and_then(|(id, _)| self.facts.answer(self.guideline(), id));
        course == Some(Answer::OneOf(WORSE.to_owned()))
    }

    /// Whether a treatment was used within the last day.
    pub fn uses(&self, treatment: &str) -> bool {
        let using = self.guideline().finding(USING).and_then(|(id, _)| self.facts.answer(self.guideline(), id));
        matches!(using, Some(Answer::ManyOf { chosen, .. }) if chosen.iter().any(|one| one == treatment))
    }

    /// The hours in which things are planned: those of today while they last, and then those of tomorrow.
    pub fn waking(&self) -> Waking {
        let (wakes, sleeps) = self.hours();
        let hours = |date: Date| Waking { from: self.instant(date, wakes), until: self.instant(date, sleeps) };
        let today = hours(self.today());
        if self.at < today.until { today } else { hours(add_days(self.today(), 1)) }
    }

    /// The hours of the day after the one that [`waking`](Self::waking) tells of.
    pub(crate) fn next_waking(&self) -> Timestamp {
        let (wakes, _) = self.hours();
        self.instant(add_days(self.date_of(self.waking().from), 1), wakes)
    }

    /// When the person gets up tomorrow.
    pub(crate) fn tomorrow(&self) -> Timestamp {
        let (wakes, _) = self.hours();
        self.instant(add_days(self.today(), 1), wakes)
    }

    pub(crate) fn hours(&self) -> (Time, Time) {
        let (from, to) = self.log.hours(self.guideline());
        let time = |hour: u32| i8::try_from(hour).ok().and_then(|hour| Time::new(hour, 0, 0, 0).ok());
        (time(from).unwrap_or(Time::MIN), time(to).unwrap_or(Time::MAX))
    }
}

impl Log {
    /// The hours at which the person's day begins and ends: their own, or the usual ones where those make no day.
    pub fn hours(&self, guideline: &Guideline) -> (u32, u32) {
        let frame = guideline.day_frames.first();
        let usual = frame.map_or((0, 23), |frame| (frame.wakes_at_hour, frame.sleeps_at_hour));
        let set = |setting: &str| self.settings.get(setting).and_then(|hour| hour.parse::<u32>().ok());
        let own = (set(WAKES).unwrap_or(usual.0), set(SLEEPS).unwrap_or(usual.1));
        if own.0 < own.1 && own.1 <= 23 { own } else { usual }
    }
}

/// The limit of this id.
pub(crate) fn limit(treatment: &Treatment, id: &str) -> Option<f64> {
    treatment.limit(id).map(|limit| limit.value)
}

/// A number without what follows the point; limits and days are small.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and the numbers are small")]
pub(crate) const fn whole(number: f64) -> i64 {
    number as i64
}

/// A number of minutes, or of repeats, that is never below 0.
pub(crate) fn count(number: f64) -> u32 {
    u32::try_from(whole(number).max(0)).unwrap_or(u32::MAX)
}

/// The instant so many seconds later.
pub(crate) fn later(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

/// The whole seconds from one instant to another, never below 0.
pub(crate) fn seconds_between(from: Timestamp, to: Timestamp) -> u32 {
    u32::try_from(to.duration_since(from).as_secs().max(0)).unwrap_or(u32::MAX)
}
