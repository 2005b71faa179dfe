//! What was said before and still counts (ruling 11): a visit that is overdue, and a warning sign that is latched.
//!
//! A check begun anew while one is open wipes neither: what the episodes before it showed is read with it. An episode
//! that the person closed is over; that is only possible while nothing is latched.

use super::course::onset;
use super::doctor::{DOCTOR_SEEN, NO, by_answers_alone, last_visit, taken_back};
use super::hours_before;
use crate::days::{Days, days_between};
use crate::{Episode, Log, ShownDecision};
use easeback_engine::{Engine, PersonFacts};
use easeback_guideline::{Answer, Guideline, LevelId, RedFlag};
use easeback_logic::OnePerson;
use jiff::Timestamp;

const OVERDUE: &str = "overdue";
const LATCHED: &str = "latched";

/// The two facts, as far as the guideline has them. `facts` are those of the answers and the rest of the log.
pub(super) fn warnings(
    engine: &Engine,
    log: &Log,
    facts: &PersonFacts,
    instant: Timestamp,
) -> Vec<(&'static str, Answer)> {
    let guideline = engine.guideline();
    if log.spell().all(|episode| episode.decisions.is_empty()) {
        return Vec::new();
    }
    let evaluation = engine.evaluate(&OnePerson, facts);
    let fired = || guideline.red_flags.iter().zip(&evaluation.fired).filter(|(_, fired)| **fired).map(|(flag, _)| flag);
    let not_seen = guideline
        .finding(DOCTOR_SEEN)
        .is_none_or(|(id, _)| facts.answer(guideline, id).is_none_or(|answer| answer == Answer::OneOf(NO.to_owned())));
    let mut warnings = Vec::new();
    let mut add = |finding: &'static str, option: &str| {
        if guideline.finding(finding).is_some_and(|(_, finding)| finding.option(option).is_some()) {
            warnings.push((finding, Answer::OneOf(option.to_owned())));
        }
    };
    if not_seen {
        add(OVERDUE, overdue(guideline, log, fired(), instant).unwrap_or(NO));
    }
    // A level that holds anyway needs no word about the past.
    let level = fired().map(|flag| flag.level).max();
    if let Some(latched) = latched(guideline, log, instant).filter(|latched| Some(*latched) > level) {
        add(LATCHED, latched.word());
    }
    warnings
}

/// How late the visit is that is latest: of a red flag that fires, the window has passed.
fn overdue<'g>(
    guideline: &Guideline,
    log: &Log,
    fired: impl Iterator<Item = &'g RedFlag>,
    instant: Timestamp,
) -> Option<&'static str> {
    let more_days = guideline.log_number("overdue_more_days")?;
    let mut days = Days::default();
    let today = days.day(instant, log.zone.as_deref().unwrap_or("UTC"));
    let late = fired.filter_map(|flag| {
        let window = i64::from(flag.within_days?);
        let (first, zone) = first_shown(guideline, log, &flag.id)?;
        Some(days_between(days.day(first, zone), today) - window)
    });
    match late.max()? {
        late if f64::from(i32::try_from(late).unwrap_or(i32::MAX)) >= more_days => Some("passed_3_days"),
        late if late > 0 => Some("passed"),
        _ => None,
    }
}

/// From when the window of a red flag counts, and the zone of then: the first time that it was on the screen, or the
/// last visit to a doctor where it was on the screen then, unless an answer behind it was a mistake.
///
/// Of a check before the one that is open a showing counts where the red flag was still shown at its end, and only if
/// the pain that is told of now had begun.
pub(crate) fn first_shown<'l>(guideline: &Guideline, log: &'l Log, flag: &str) -> Option<(Timestamp, &'l str)> {
    let names = |shown: &&ShownDecision| shown.red_flags.iter().any(|id| id == flag);
    let seen = log.spell().filter_map(last_visit).map(|visit| visit.at).max();
    let mut days = Days::default();
    let began = log.open().and_then(|episode| onset(episode, &mut days));
    let mut first = None;
    for (place, episode) in log.spell().enumerate() {
        let mut told = episode.decisions.iter().filter(|shown| shown.disposition != LevelId::Incomplete.word());
        if place > 0 && told.next_back().is_some_and(|last| !names(&last)) {
            break;
        }
        let counts = |(shown, end): &(&'l ShownDecision, Timestamp)| {
            names(shown)
                && seen.is_none_or(|seen| *end > seen)
                && !log.spell().any(|episode| taken_back(guideline, episode, flag, shown.at))
        };
        let earliest = showings(episode)
            .filter(counts)
            .map(|(shown, _)| shown)
            .find(|shown| place == 0 || began.is_none_or(|began| days.day(shown.at, &shown.zone) >= began));
        first = earliest.map(|shown| (seen.map_or(shown.at, |seen| seen.max(shown.at)), shown.zone.as_str())).or(first);
    }
    first
}

/// What was on the screen, oldest first, and until when: until something else was, or the end of the episode. The last
/// one of the open episode stands still.
fn showings(episode: &Episode) -> impl DoubleEndedIterator<Item = (&ShownDecision, Timestamp)> {
    let end = episode.ended_at.unwrap_or(Timestamp::MAX);
    let decisions = &episode.decisions;
    decisions
        .iter()
        .enumerate()
        .map(move |(place, shown)| (shown, decisions.get(place + 1).map_or(end, |next| next.at)))
}

/// The most urgent level shown in the last hours for something that the person said, that no doctor has looked at since
/// and that was not taken back.
fn latched(guideline: &Guideline, log: &Log, instant: Timestamp) -> Option<LevelId> {
    let since = hours_before(instant, guideline.log_number("latched_hours")?);
    let recent = || log.episodes.iter().rev().take_while(|episode| episode.ended_at.is_none_or(|ended| ended > since));
    let seen = recent().filter_map(last_visit).map(|visit| visit.at).max();
    let shown = recent().flat_map(|episode| showings(episode).rev().take_while(|(_, end)| *end > since));
    let shown = shown.map(|(shown, _)| shown).filter(|shown| seen.is_none_or(|seen| seen < shown.at));
    let flags = shown.flat_map(|shown| shown.red_flags.iter().map(move |flag| (shown.at, flag)));
    flags
        .filter_map(|(at, id)| {
            let flag = guideline.red_flag(id)?;
            let latches = matches!(flag.level, LevelId::SameDay | LevelId::EmergencyNow)
                && by_answers_alone(guideline, flag.when.condition(), true)
                && !recent().any(|episode| taken_back(guideline, episode, id, at));
            latches.then_some(flag.level)
        })
        .max()
}
