//! What was said before and still counts (ruling 11): a visit that is overdue, and a warning sign that is latched.

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
    let Some(episode) = log.open().filter(|episode| !episode.decisions.is_empty()) else { return Vec::new() };
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
        add(OVERDUE, overdue(guideline, log, episode, fired(), instant).unwrap_or(NO));
    }
    // A level that holds anyway needs no word about the past.
    let level = fired().map(|flag| flag.level).max();
    if let Some(latched) = latched(guideline, episode, instant).filter(|latched| Some(*latched) > level) {
        add(LATCHED, latched.word());
    }
    warnings
}

/// How late the visit is that is latest: for a red flag that fires, from the first day on which it was shown after the last
/// visit, its window has passed.
fn overdue<'g>(
    guideline: &Guideline,
    log: &Log,
    episode: &Episode,
    fired: impl Iterator<Item = &'g RedFlag>,
    instant: Timestamp,
) -> Option<&'static str> {
    let more_days = guideline.log_number("overdue_more_days")?;
    let mut days = Days::default();
    let today = days.day(instant, log.zone.as_deref().unwrap_or("UTC"));
    let from = last_visit(episode).map(|visit| visit.at);
    let shown: Vec<&ShownDecision> = episode.decisions.iter().filter(|shown| Some(shown.at) >= from).collect();
    let late = fired.filter_map(|flag| {
        let window = i64::from(flag.within_days?);
        let first = shown.iter().find(|shown| shown.red_flags.contains(&flag.id))?;
        Some(i64::from(days_between(days.day(first.at, &first.zone), today)) - window)
    });
    match late.max()? {
        late if f64::from(i32::try_from(late).unwrap_or(i32::MAX)) >= more_days => Some("passed_3_days"),
        late if late > 0 => Some("passed"),
        _ => None,
    }
}

/// The most urgent level shown in the last hours for something that the person said, that no doctor has looked at since and
/// that was not taken back.
fn latched(guideline: &Guideline, episode: &Episode, instant: Timestamp) -> Option<LevelId> {
    let since = hours_before(instant, guideline.log_number("latched_hours")?);
    let seen = last_visit(episode).map(|visit| visit.at);
    let shown = episode.decisions.iter().rev().take_while(|shown| shown.at > since);
    let shown = shown.filter(|shown| seen.is_none_or(|seen| seen < shown.at));
    let flags = shown.flat_map(|shown| shown.red_flags.iter().map(move |flag| (shown.at, flag)));
    flags
        .filter_map(|(at, id)| {
            let flag = guideline.red_flag(id)?;
            let latches = matches!(flag.level, LevelId::SameDay | LevelId::EmergencyNow)
                && by_answers_alone(guideline, flag.when.condition(), true)
                && !taken_back(guideline, episode, id, at);
            latches.then_some(flag.level)
        })
        .max()
}
