//! The course of pain: curves, check-ins and what follows from them, reminders and phases.

use super::draft::Draft;
use super::entries::{Known, bare};
use super::{resolve, resolve_when};
use crate::condition::resolve::{Names, Place};
use crate::model::{CheckIn, CoursePoint, Escalation, ExpectedCourse, Kind, LevelId, Reminder, Simulation};
use crate::problem::Problem;
use crate::read::Entry;

/// Gives the rules of the course their meaning and checks what its tables name.
pub(super) fn check(draft: &mut Draft<'_>, names: &Names<'_>, problems: &mut Vec<Problem>) {
    let findings = Known::of("finding", &draft.findings);
    let treatments = Known::of("treatment", &draft.treatments);
    let red_flags = Known::of("red flag", &draft.red_flags);
    let phases = Known::of("phase", &draft.phases);
    resolve_when!(draft.phases, names, problems);
    resolve_when!(draft.prognosis, names, problems);
    check_order(&draft.phases, |phase| phase.order, problems);
    for entry in &draft.prognosis {
        treatments.expect_all(entry, &["offer"], &entry.value.offer, problems);
        let often = entry.value.check_in_every_days.is_some_and(|days| days > 0);
        if entry.value.extra_check_ins != (often && entry.value.check_in_until_day.is_some()) {
            let help = Some("give `check_in_every_days` of 1 or more and `check_in_until_day`, or leave all three out");
            problems.push(entry.problem(&["extra_check_ins"], "it does not say how often and how long").help(help));
        }
    }
    let screens = Known::of("screen", &draft.screens);
    for entry in &draft.check_in_always {
        screens.expect_all(entry, &["screens"], &entry.value.screens, problems);
        findings.expect_all(entry, &["asks"], &entry.value.asks, problems);
    }
    for entry in &mut draft.check_ins {
        findings.expect_all(entry, &["asks"], &entry.value.asks, problems);
        check_questions(entry, problems);
        check_escalations(entry, names, &treatments, &red_flags, problems);
    }
    for entry in &draft.reminders {
        check_reminder(entry, &phases, problems);
    }
    for entry in &draft.expected_courses {
        check_curve(entry, problems);
    }
    for entry in &draft.simulations {
        check_simulation(entry, problems);
    }
}

/// Every entry has a place of its own, from 1.
pub(super) fn check_order<T>(entries: &[Entry<'_, T>], order: impl Fn(&T) -> u32, problems: &mut Vec<Problem>) {
    for (place, entry) in entries.iter().enumerate() {
        let own = order(&entry.value);
        if own == 0 || entries.iter().take(place).any(|other| order(&other.value) == own) {
            let help = Some("every entry of this table has its own place, from 1");
            problems.push(entry.problem(&["order"], format!("the place {own} is taken, or 0")).help(help));
        }
    }
}

fn check_questions(entry: &Entry<'_, CheckIn>, problems: &mut Vec<Problem>) {
    for (place, question) in entry.value.questions.iter().enumerate() {
        let place = place.to_string();
        let has_options = matches!(question.kind, Kind::OneOf | Kind::ManyOf);
        let has_range = question.min.is_some() && question.max.is_some();
        if has_options == question.options.is_empty() || (question.kind == Kind::Number) != has_range {
            let message = format!("what `{}` has does not go with its kind", question.id);
            let help = Some("options for one_of and many_of, `min` and `max` for number, nothing for yes_no");
            problems.push(entry.problem(&["question", &place, "kind"], message).help(help));
        }
    }
    let ids: Vec<_> = entry.value.questions.iter().map(|question| question.id.as_str()).collect();
    entry.twice("question", &ids, problems);
}

fn check_escalations(
    entry: &mut Entry<'_, CheckIn>,
    names: &Names<'_>,
    treatments: &Known,
    red_flags: &Known,
    problems: &mut Vec<Problem>,
) {
    for place in 0..entry.value.escalations.len() {
        resolve(
            entry,
            &["escalation", &place.to_string(), "when"],
            |check_in| check_in.escalations.get_mut(place).and_then(|escalation| escalation.when.as_mut()),
            names,
            Place::Facts,
            problems,
        );
    }
    for (place, escalation) in entry.value.escalations.iter().enumerate() {
        let place = place.to_string();
        treatments.expect_all(entry, &["escalation", &place, "stop_treatments"], &escalation.stop_treatments, problems);
        if let Some(flag) = &escalation.red_flag {
            red_flags.expect(entry, &["escalation", &place, "red_flag"], flag, problems);
        }
        if escalation.sources.is_empty() && escalation.review.is_none() {
            problems.push(bare(entry, &["escalation", &place], &escalation.id));
        }
        if let Some(message) = trigger_problem(&entry.value, escalation) {
            problems.push(entry.problem(&["escalation", &place, "trigger"], message));
        }
        if let Some(message) = level_problem(escalation) {
            problems.push(entry.problem(&["escalation", &place, "level"], message));
        }
    }
    let ids: Vec<_> = entry.value.escalations.iter().map(|escalation| escalation.id.as_str()).collect();
    entry.twice("escalation", &ids, problems);
}

/// Facts, numbers or an answer say when it is set off; words alone do not.
fn trigger_problem(check_in: &CheckIn, escalation: &Escalation) -> Option<&'static str> {
    let asked = |id: &String| check_in.questions.iter().any(|question| question.id == *id);
    if escalation.question.is_some() != escalation.answer.is_some() || !escalation.question.as_ref().is_none_or(asked) {
        return Some("`question` is one of this check-in, and stands with its `answer`");
    }
    if escalation.pain_up_points_min.is_some() != escalation.for_hours.is_some() {
        return Some("`pain_up_points_min` and `for_hours` stand together");
    }
    if escalation.used_days_min.is_some() && escalation.stop_treatments.is_empty()
        || escalation.unless_it_helps && escalation.used_days_min.is_none()
    {
        return Some("`used_days_min` counts the days of `stop_treatments`, and `unless_it_helps` goes with it");
    }
    let sets_off = escalation.when.is_some()
        || escalation.red_flag.is_some()
        || escalation.pain_up_points_min.is_some()
        || escalation.pain_down_percent_min.is_some()
        || escalation.new_warning
        || escalation.question.is_some()
        || escalation.used_days_min.is_some();
    (!sets_off).then_some("nothing but words says when this is set off")
}

/// The level stands once: here, or at the red flag.
fn level_problem(escalation: &Escalation) -> Option<&'static str> {
    match (escalation.level, escalation.within_days) {
        (Some(_), _) | (_, Some(_)) if escalation.red_flag.is_some() => {
            Some("the level and its window stand at the red flag")
        }
        (Some(LevelId::SeeDoctorSoon), None) => Some("`see_doctor_soon` needs `within_days`"),
        (Some(LevelId::SeeDoctorSoon), Some(_)) | (_, None) => None,
        (_, Some(_)) => Some("only `see_doctor_soon` has a window"),
    }
}

fn check_reminder(entry: &Entry<'_, Reminder>, phases: &Known, problems: &mut Vec<Problem>) {
    let reminder = &entry.value;
    match (reminder.from_day, reminder.to_day, &reminder.phase) {
        (Some(from), Some(to), None) if from <= to => {}
        (None, None, Some(phase)) => phases.expect(entry, &["phase"], phase, problems),
        _ => {
            let help = Some("give `from_day` and a `to_day` that is not before it, or `phase`");
            problems.push(entry.problem(&["id"], format!("`{}` does not say when it runs", reminder.id)).help(help));
        }
    }
    if reminder.every_days == 0 || reminder.every_days_max.is_some_and(|most| most < reminder.every_days) {
        problems.push(entry.problem(&["every_days"], "the days between reminders are 1 or more, and the most is last"));
    }
}

fn check_curve(entry: &Entry<'_, ExpectedCourse>, problems: &mut Vec<Problem>) {
    let course = &entry.value;
    if course.entry_weeks_min >= course.entry_weeks_max {
        problems.push(entry.problem(&["entry_weeks_max"], "the weeks at entry do not go up"));
    }
    if course.points.is_empty() || !course.points.is_sorted_by(|a, b| a.week < b.week) {
        problems.push(entry.problem(&["points"], format!("the weeks of `{}` do not go up", course.id)));
    }
    let on_scale = |point: &CoursePoint| {
        let (low, high) = (point.low.unwrap_or(point.pain), point.high.unwrap_or(point.pain));
        0.0 <= low && low <= point.pain && point.pain <= high && high <= 100.0
    };
    for (place, _) in course.points.iter().enumerate().filter(|(_, point)| !on_scale(point)) {
        let help = Some("pain goes from 0 to 100 here, and lies between `low` and `high`");
        problems.push(entry.problem(&["points", &place.to_string()], "this is no pain of a course").help(help));
    }
}

fn check_simulation(entry: &Entry<'_, Simulation>, problems: &mut Vec<Problem>) {
    let Simulation { start_pain: start, recoverers, slow, tau_days, .. } = &entry.value;
    if (recoverers.share + slow.share - 1.0).abs() > 1e-9 || recoverers.share < 0.0 || slow.share < 0.0 {
        problems.push(entry.problem(&["slow", "share"], "the two shares do not add up to 1"));
    }
    let fits = start.min < start.max
        && slow.end_pain_min < slow.end_pain_max
        && [start.sd, recoverers.end_pain_sd, tau_days.median, tau_days.sigma].iter().all(|spread| *spread > 0.0);
    if !fits {
        problems.push(entry.problem(&["id"], "a range goes down, or a spread or median is not above 0"));
    }
}
