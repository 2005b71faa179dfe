//! Facts that count on with the days: how long the pain has lasted, days of rest, days of low pain, a visit advised.

use super::doctor::{last_visit, still_holds, taken_back};
use crate::days::{Days, days_between};
use crate::escalation::up_since;
use crate::log::{DURATION, PAIN, REST};
use crate::recovery::LowStretch;
use crate::{Episode, Log, Pain, Rows};
use easeback_guideline::{Answer, Finding, Guideline, LevelId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeSet;

const LOW_PAIN_DAYS: &str = "low_pain_days";
const VISIT_ADVISED: &str = "visit_advised";

/// The finding that says whether it gets better or worse, and its option for "worse".
pub(crate) const COURSE: &str = "course";
pub(crate) const WORSE: &str = "worse";

pub(super) fn add(guideline: &Guideline, log: &Log, instant: Timestamp, rows: &mut Rows) {
    let mut days = Days::default();
    let today = days.day(instant, log.zone.as_deref().unwrap_or("UTC"));
    let episode = log.open();
    let mut add = |id: &str, number: Option<f64>| {
        if let Some((number, (_, finding))) = number.zip(guideline.finding(id)) {
            rows.insert(id.to_owned(), in_range(finding, number));
        }
    };
    add(DURATION, episode.and_then(|episode| duration(episode, &mut days, today)));
    add(REST, Some(rest_days(log, episode, &mut days, today)));
    add(PAIN, episode.and_then(|episode| felt(log, episode)));
    add(LOW_PAIN_DAYS, episode.map(|episode| low_pain_days(guideline, log, episode, &mut days, today)));
    if episode.is_some_and(|episode| is_up(guideline, log, episode)) && guideline.finding(COURSE).is_some() {
        rows.insert(COURSE.to_owned(), Answer::OneOf(WORSE.to_owned()));
    }
    if guideline.finding(VISIT_ADVISED).is_some() {
        let advised = visit_advised(guideline, log, &mut days);
        rows.insert(VISIT_ADVISED.to_owned(), Answer::YesNo(advised));
    }
}

fn in_range(finding: &Finding, number: f64) -> Answer {
    Answer::Number(number.clamp(finding.min.unwrap_or(f64::MIN), finding.max.unwrap_or(f64::MAX)))
}

fn number(days: i64) -> f64 {
    f64::from(i32::try_from(days).unwrap_or(i32::MAX))
}

/// How long the pain has lasted: the answer, and the days since it was given.
fn duration(episode: &Episode, days: &mut Days, today: Date) -> Option<f64> {
    let Some(Answer::Number(told)) = episode.rows.get(DURATION) else { return None };
    let dated = episode.dated.get(DURATION)?;
    Some(told + number(days_between(days.day(dated.at, &dated.zone), today).max(0)))
}

/// The day on which the pain began, as it was told.
pub(super) fn onset(episode: &Episode, days: &mut Days) -> Option<Date> {
    let Some(Answer::Number(told)) = episode.rows.get(DURATION) else { return None };
    let dated = episode.dated.get(DURATION)?;
    Some(crate::days::add_days(days.day(dated.at, &dated.zone), crate::now::whole(*told).saturating_neg()))
}

/// The run of days spent mostly lying down that ends today or yesterday. A day counts when it was logged, or when it
/// lies in the run that was told at a check-in.
fn rest_days(log: &Log, episode: Option<&Episode>, days: &mut Days, today: Date) -> f64 {
    let mut lying: BTreeSet<Date> = log.rest.iter().filter(|(_, lying)| **lying).map(|(date, _)| *date).collect();
    if let Some((episode, dated)) = episode.and_then(|episode| Some((episode, episode.dated.get(REST)?)))
        && let Some(Answer::Number(told)) = episode.rows.get(REST)
    {
        let mut day = days.day(dated.at, &dated.zone);
        let mut left = *told;
        while left >= 1.0 && lying.len() < 4_000 {
            lying.insert(day);
            let Ok(before) = day.checked_sub(1.day()) else { break };
            (day, left) = (before, left - 1.0);
        }
    }
    let mut day = Some(today).filter(|day| lying.contains(day)).or_else(|| today.checked_sub(1.day()).ok());
    let mut run = 0.0;
    while let Some(lying) = day.filter(|day| lying.contains(day)) {
        run += 1.0;
        day = lying.checked_sub(1.day()).ok();
    }
    run
}

/// The pain, where it was felt to be worse since it was asked. The question is about the worst of the last day, so less
/// pain right now is no answer to it.
fn felt(log: &Log, episode: &Episode) -> Option<f64> {
    let Some(Answer::Number(told)) = episode.rows.get(PAIN) else { return None };
    let since = log.pains.iter().rev().take_while(|pain| !pain.asked && episode.holds(pain.at));
    since.map(|pain| pain.pain).reduce(f64::max).filter(|felt| felt > told)
}

/// Whether the readings of this spasm have been up by as much and for as long as the guideline says, and no doctor has
/// looked since: then it gets worse, whatever the person makes of it.
fn is_up(guideline: &Guideline, log: &Log, episode: &Episode) -> bool {
    let mut escalations = guideline.check_ins.iter().flat_map(|check_in| &check_in.escalations);
    let numbers = escalations.find_map(|one| one.pain_up_points_min.zip(one.for_hours));
    let seen = last_visit(episode).map(|visit| visit.at);
    let counts = |pain: &&Pain| pain.after.is_none() && episode.holds(pain.at) && Some(pain.at) > seen;
    let pains: Vec<&Pain> = log.pains.iter().filter(counts).collect();
    numbers.is_some_and(|(points, hours)| up_since(&pains, points, hours).is_some())
}

/// For how many days in a row the pain has been low, by the readings of this episode; a stretch whose last reading is
/// too old counts no more.
fn low_pain_days(guideline: &Guideline, log: &Log, episode: &Episode, days: &mut Days, today: Date) -> f64 {
    let Some(low) = guideline.log_number("low_pain_max") else { return 0.0 };
    let mut stretch = LowStretch::of(guideline, low);
    for reading in log.pains.iter().filter(|pain| pain.at >= episode.started_at) {
        stretch.take(days.day(reading.at, &reading.zone), reading.pain);
    }
    stretch.lasts_to(today).map_or(0.0, |(first, last)| number(days_between(first, last) + 1))
}

/// Whether a decision was shown that sends to a doctor, and not only through answers that were a mistake.
///
/// A check begun anew does not wipe it: what the checks before it showed counts too, back to one in which a doctor
/// looked and nothing was new or worse after that, and only if the pain that is told of now had begun.
fn visit_advised(guideline: &Guideline, log: &Log, days: &mut Days) -> bool {
    let at_home = [LevelId::HomeCare.word(), LevelId::Incomplete.word()];
    let began = log.open().and_then(|episode| onset(episode, days));
    let mistaken =
        |flag: &String, shown: Timestamp| log.spell().any(|episode| taken_back(guideline, episode, flag, shown));
    let seen = |episode: &Episode| last_visit(episode).is_some_and(|visit| still_holds(guideline, log, visit));
    let unseen = log.spell().enumerate().take_while(|(place, episode)| *place == 0 || !seen(episode));
    let shown = unseen.flat_map(|(place, episode)| episode.decisions.iter().map(move |shown| (place, shown)));
    let mut advises = shown.filter(|(_, shown)| !at_home.contains(&shown.disposition.as_str()));
    advises.any(|(place, shown)| {
        let of_this_pain = place == 0 || began.is_none_or(|began| days.day(shown.at, &shown.zone) >= began);
        of_this_pain && (shown.red_flags.is_empty() || shown.red_flags.iter().any(|flag| !mistaken(flag, shown.at)))
    })
}
