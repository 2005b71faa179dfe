//! Keeping the next spasm away: the exercise programme and the walking plan, level by level and step by step.
//!
//! Moving up is only ever proposed; stepping back after too much pain is not asked about. Neither begins before the
//! phase in which it belongs, and both end when the pain is back.

use crate::days::{add_days, days_between};
use crate::escalation::up_since;
use crate::now::{count, limit};
use crate::{ExerciseSession, Now, Pain};
use easeback_guideline::{Exercise, ExerciseDose, ExerciseKind, ExerciseLevel, Treatment, WalkingStep};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;

const DAYS_A_WEEK: i64 = 7;
const HOURS_A_DAY: u32 = 24;

/// Where the person is in the exercise programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme<'a> {
    /// The level to exercise at today.
    pub level: &'a ExerciseLevel,
    /// The level that the person chose, which is higher after a step back.
    pub chosen: &'a ExerciseLevel,
    /// The last day of a step back, where one is being made.
    pub back_until: Option<Date>,
    /// Half as much, since there is no level below.
    pub half: bool,
    /// The level to move up to, when all that it takes has been reached.
    pub may_move_up: Option<&'a ExerciseLevel>,
    /// The week of the programme, from 1; none before the first session.
    pub week: Option<i64>,
    /// Sessions in the last 7 days, today included.
    pub done_this_week: u32,
    /// The next day for a session.
    pub next_on: Date,
    /// The exercises with how much of each.
    pub exercises: Vec<Set<'a>>,
    /// The exercises that this person leaves out, with the reason.
    pub left_out: Vec<(&'a Exercise, &'a str)>,
}

/// How much of one exercise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Set<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Its dose at this level.
    pub dose: &'a ExerciseDose,
    /// Sets, at least.
    pub sets_min: u32,
    /// Sets, at most.
    pub sets_max: u32,
    /// Repeats in one set.
    pub repeats: u32,
}

/// Where the person is in the exercise programme; none where the guideline has none.
pub fn programme<'a>(now: &Now<'a>) -> Option<Programme<'a>> {
    let levels = &now.guideline().exercise_levels;
    let lowest = levels.iter().min_by_key(|level| level.level)?;
    let of = |number: u32| levels.iter().find(|level| level.level == number);
    let begun = now.log.levels.last();
    let chosen = begun.and_then(|(_, number)| of(*number)).unwrap_or(lowest);
    let sessions: Vec<&ExerciseSession> = now.log.exercises.iter().collect();
    let back_until = sessions.iter().rev().filter(|one| one.level == chosen.level).find_map(|session| {
        let until = stepped_back(now, chosen, session)?;
        (until >= now.today()).then_some(until)
    });
    let below = levels.iter().filter(|level| level.level < chosen.level).max_by_key(|level| level.level);
    let (level, half) = match (back_until, below) {
        (Some(_), Some(below)) => (below, false),
        (Some(_), None) => (chosen, true),
        (None, _) => (chosen, false),
    };
    let first = sessions.first().map(|session| now.date_of(session.at));
    let week = first.map(|first| days_between(first, now.today()) / DAYS_A_WEEK + 1);
    let above = levels.iter().filter(|level| level.level > chosen.level).min_by_key(|level| level.level);
    let since = begun.map_or(Timestamp::MIN, |(at, _)| *at);
    let may_move_up = above.filter(|above| {
        let in_its_week = week.is_some_and(|week| week >= i64::from(above.weeks_from));
        back_until.is_none() && in_its_week && went_well(now, chosen, &sessions, since)
    });
    let in_week = |at: Timestamp| days_between(now.date_of(at), now.today()) < DAYS_A_WEEK;
    let dates: BTreeSet<Date> = sessions.iter().filter(|one| in_week(one.at)).map(|one| now.date_of(one.at)).collect();
    let a_week = level.sessions_per_week.max(1);
    let (exercises, left_out) = exercises(now, level, half);
    Some(Programme {
        level,
        chosen,
        back_until,
        half,
        may_move_up,
        week,
        done_this_week: u32::try_from(dates.len()).unwrap_or(u32::MAX),
        next_on: next_day(now, &dates, a_week, DAYS_A_WEEK / i64::from(a_week)),
        exercises,
        left_out,
    })
}

/// The next day for something that is done so many days a week, and so many days after the last time at the earliest.
fn next_day(now: &Now<'_>, dates: &BTreeSet<Date>, a_week: u32, apart: i64) -> Date {
    let apart = apart.max(1);
    let after_last = dates.last().map_or(now.today(), |last| add_days(*last, apart));
    // The week that is full becomes free again on the day on which its first time is seven days old.
    let full = dates.len().checked_sub(usize::try_from(a_week).unwrap_or(usize::MAX));
    let free = full.and_then(|over| dates.iter().nth(over)).map_or(now.today(), |first| add_days(*first, DAYS_A_WEEK));
    after_last.max(free).max(now.today())
}

/// The last day of the step back that a session leads to, where it does.
fn stepped_back(now: &Now<'_>, level: &ExerciseLevel, session: &ExerciseSession) -> Option<Date> {
    let weeks = i64::from(level.step_back_weeks) * DAYS_A_WEEK;
    let until = |at: Timestamp| add_days(now.date_of(at), weeks);
    if session.pain_during >= level.step_back_pain_min {
        return Some(until(session.at));
    }
    let before = before(now, session.at)?;
    let long = SignedDuration::from_hours(i64::from(level.step_back_worse_hours));
    let after = now.log.pains.iter().filter(|pain| pain.at > session.at && pain.after.is_none());
    let still_up = after.take_while(|pain| pain.pain > before.pain);
    still_up.filter(|pain| pain.at.duration_since(session.at) > long).map(|pain| until(pain.at)).next()
}

fn before<'a>(now: &Now<'a>, at: Timestamp) -> Option<&'a Pain> {
    now.log.pains.iter().rev().find(|pain| pain.at <= at && pain.after.is_none())
}

/// Whether the last sessions at this level went as moving up asks for. One with no pain noted the next day tells
/// nothing, neither for nor against it.
fn went_well(now: &Now<'_>, level: &ExerciseLevel, sessions: &[&ExerciseSession], since: Timestamp) -> bool {
    let (Some(effort), Some(pain), Some(rise), Some(times)) = (
        level.move_up_effort_max,
        level.move_up_pain_max,
        level.move_up_next_morning_rise_max,
        level.move_up_times_in_a_row,
    ) else {
        return false;
    };
    let of_level = sessions.iter().rev().filter(|one| one.level == level.level && one.at >= since);
    let mut well = 0;
    for session in of_level {
        if session.effort > effort || session.pain_during > pain {
            break;
        }
        match next_morning_rise(now, session) {
            Some(up) if up > rise => break,
            Some(_) => well += 1,
            None => {}
        }
    }
    well >= times
}

/// How much more pain was noted on the day after a session than before it.
fn next_morning_rise(now: &Now<'_>, session: &ExerciseSession) -> Option<f64> {
    let next = add_days(now.date_of(session.at), 1);
    let morning = now.log.pains.iter().find(|pain| now.date_of(pain.at) == next && pain.after.is_none())?;
    Some(morning.pain - before(now, session.at)?.pain)
}

type LeftOut<'a> = Vec<(&'a Exercise, &'a str)>;

fn exercises<'a>(now: &Now<'a>, level: &'a ExerciseLevel, half: bool) -> (Vec<Set<'a>>, LeftOut<'a>) {
    let (mut sets, mut left_out) = (Vec::new(), Vec::new());
    for exercise in &now.guideline().exercises {
        let Some(dose) = exercise.doses.iter().find(|dose| dose.level == level.level) else { continue };
        // Unknown is a reason to leave it out.
        if exercise.leave_out_when.as_ref().is_some_and(|when| !now.facts.knows(when).no) {
            left_out.push((exercise, exercise.leave_out_because.as_deref().unwrap_or_default()));
            continue;
        }
        let repeats = if half { dose.reps.div_ceil(2) } else { dose.reps };
        // The sets of a level are those of its strength exercises; a stretch is done once.
        let (least, most) = match exercise.kind {
            ExerciseKind::Strength => (level.sets_min, level.sets_max),
            ExerciseKind::Stretch => (1, 1),
        };
        sets.push(Set { exercise, dose, sets_min: least, sets_max: if half { least } else { most }, repeats });
    }
    (sets, left_out)
}

/// Where the person is in the walking plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Walking<'a> {
    /// The step to walk at.
    pub step: &'a WalkingStep,
    /// A step back was made, since the pain went up by too much for a day.
    pub back: bool,
    /// The week of the plan, from 1.
    pub week: i64,
    /// Days with a walk in the last 7, today included.
    pub days_this_week: u32,
    /// The next day for a walk.
    pub next_on: Date,
}

/// Where the person is in the walking plan; none while no step of it is open.
pub fn walking<'a>(now: &Now<'a>, treatment: &Treatment) -> Option<Walking<'a>> {
    let walks = now.log.uses.iter().filter(|one| one.treatment == treatment.id);
    let dates: Vec<Date> = walks.map(|walk| now.date_of(walk.at)).collect();
    let first = dates.iter().min().copied().unwrap_or(now.today());
    let week = days_between(first, now.today()) / DAYS_A_WEEK + 1;
    let mut open: Vec<&WalkingStep> = now
        .guideline()
        .walking_steps
        .iter()
        .filter(|step| i64::from(step.weeks_from) <= week && now.holds(&step.when))
        .collect();
    open.sort_by_key(|step| step.weeks_from);
    let current = open.pop()?;
    let lower = open.pop().filter(|_| rose(now, treatment));
    let step = lower.unwrap_or(current);
    let this_week: BTreeSet<Date> =
        dates.into_iter().filter(|date| days_between(*date, now.today()) < DAYS_A_WEEK).collect();
    Some(Walking {
        step,
        back: lower.is_some(),
        week,
        days_this_week: u32::try_from(this_week.len()).unwrap_or(u32::MAX),
        next_on: next_day(now, &this_week, step.days_per_week.max(1), 1),
    })
}

/// Whether the pain is up by more than walking may raise it, and has been for as long as that may last.
fn rose(now: &Now<'_>, treatment: &Treatment) -> bool {
    let points = limit(treatment, "pain_rise_points_max");
    let days = limit(treatment, "pain_rise_days_max");
    let (Some(points), Some(days)) = (points, days) else { return false };
    let since = |pain: &&Pain| days_between(now.date_of(pain.at), now.today()) < DAYS_A_WEEK;
    let pains: Vec<&Pain> = crate::recovery::readings(now).filter(since).collect();
    // More than this many points, so any number above them.
    up_since(&pains, points + f64::EPSILON * 16.0, count(days).saturating_mul(HOURS_A_DAY)).is_some()
}
