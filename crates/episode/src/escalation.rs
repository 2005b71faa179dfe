//! What a check-in finds that has to lead somewhere: whom to see, what to stop, and where the plan ends.
//!
//! A warning sign is not found here but in the decision; what stands here for it is only the words.

use crate::check_in::prognosis;
use crate::days::add_days;
use crate::phase::relapse;
use crate::recovery::{helps, readings, used_on_days};
use crate::{Now, Pain};
use easeback_guideline::{CheckIn, Escalation, RedFlag, VisitKind};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// An escalation that is set off now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SetOff<'a> {
    /// The check-in it belongs to.
    pub check_in: &'a CheckIn,
    /// What to do.
    pub escalation: &'a Escalation,
    /// The last day for the visit it asks for.
    pub by: Option<Date>,
}

/// What is set off now, in the order of the check-ins: of several for one red flag, or with one id, the first that
/// fits; of several that hang on one question, the last.
pub fn escalations<'a>(now: &Now<'a>) -> Vec<SetOff<'a>> {
    let mut set_off: Vec<SetOff<'a>> = Vec::new();
    if now.episode().is_none() {
        return set_off;
    }
    let reached = now.guideline().check_ins.iter().filter(|check_in| i64::from(check_in.day) <= now.day());
    for check_in in reached {
        for escalation in &check_in.escalations {
            let Some(Window { by }) = fits(now, escalation) else { continue };
            let same_question =
                |other: &SetOff<'_>| escalation.question.is_some() && other.escalation.question == escalation.question;
            set_off.retain(|other| !same_question(other));
            let shown = set_off.iter().any(|other| {
                let same_flag = escalation.red_flag.is_some() && other.escalation.red_flag == escalation.red_flag;
                same_flag || other.escalation.id == escalation.id
            });
            if !shown {
                set_off.push(SetOff { check_in, escalation, by });
            }
        }
    }
    set_off
}

/// What is set off now and is to be told. Of visits only the most urgent one is: beside it a longer window would
/// contradict it.
pub fn to_tell<'a>(now: &Now<'a>) -> Vec<SetOff<'a>> {
    let decides = |flag: &String| now.decision.deciding().any(|reason| reason.red_flag.id == *flag);
    let visits = visits(now);
    let comes_first = |escalation: &Escalation| {
        let visit = escalation.level.is_some() || escalation.visit_kind.is_some();
        !visit || visits.first().is_some_and(|first| first.because.contains(&escalation.say.as_str()))
    };
    let mut told = escalations(now);
    told.retain(|one| one.escalation.red_flag.as_ref().map_or_else(|| comes_first(one.escalation), decides));
    told
}

/// Until when the visit of an escalation may be made.
struct Window {
    by: Option<Date>,
}

/// Whether everything that sets it off is there; then, the last day for its visit, if it has one.
fn fits(now: &Now<'_>, escalation: &Escalation) -> Option<Window> {
    let episode = now.episode()?;
    let mut since = now.at;
    if let Some(flag) = &escalation.red_flag {
        now.decision.reasons.iter().find(|reason| reason.red_flag.id == *flag)?;
    }
    if escalation.when.as_ref().is_some_and(|when| !now.holds(when)) {
        return None;
    }
    if let (Some(points), Some(hours)) = (escalation.pain_up_points_min, escalation.for_hours) {
        let pains: Vec<&Pain> = readings(now).collect();
        since = up_since(&pains, points, hours)?;
    }
    if let Some(percent) = escalation.pain_down_percent_min {
        let pains: Vec<&Pain> = readings(now).collect();
        let (first, last) = (pains.first()?, pains.last()?);
        let is_down = |pain: &Pain| (first.pain - pain.pain) * 100.0 >= percent * first.pain;
        // Pain that came down and is back, or is getting worse, is another matter, and it would not be true.
        let is_back = pains.iter().any(|pain| is_down(pain)) && (now.is_getting_worse() || relapse(now).is_some());
        if first.pain <= 0.0 || is_down(last) || is_back {
            return None;
        }
    }
    if escalation.new_warning {
        let shown = episode.decisions.last()?;
        now.decision.reasons.iter().find(|reason| !shown.red_flags.contains(&reason.red_flag.id))?;
    }
    if let (Some(question), Some(answer)) = (&escalation.question, &escalation.answer) {
        let latest = episode.check_ins.iter().rev().find_map(|done| done.questions.get(question))?;
        let used = |treatment: &String| used_on_days(now, treatment, 1);
        if latest != answer || !(escalation.stop_treatments.is_empty() || escalation.stop_treatments.iter().any(used)) {
            return None;
        }
    }
    if let Some(days) = escalation.used_days_min {
        let counts = |treatment: &String| {
            used_on_days(now, treatment, days) && !(escalation.unless_it_helps && helps(now, treatment))
        };
        if !escalation.stop_treatments.iter().any(counts) {
            return None;
        }
    }
    let by = match (escalation.visit_by_day, escalation.within_days) {
        (Some(day), _) => Some(add_days(now.onset(), i64::from(day))),
        (None, Some(days)) => Some(add_days(now.date_of(since), i64::from(days))),
        (None, None) => None,
    };
    // A visit by a day has been made, or that day is over and what comes after it stands at the next check-in.
    let over =
        escalation.visit_by_day.is_some() && (!episode.visits.is_empty() || by.is_some_and(|by| by < now.today()));
    (!over).then_some(Window { by })
}

/// Since which reading the pain has been up by so much for so long: every reading after an earlier one is higher by
/// that, and the last of them came so many hours after it.
pub(crate) fn up_since(pains: &[&Pain], points: f64, hours: u32) -> Option<Timestamp> {
    let long = SignedDuration::from_hours(i64::from(hours));
    pains.iter().enumerate().find_map(|(place, base)| {
        let after = pains.get(place + 1..).unwrap_or_default();
        let up = !after.is_empty() && after.iter().all(|pain| pain.pain >= base.pain + points);
        let reached = after.iter().find(|pain| pain.at.duration_since(base.at) >= long)?;
        up.then_some(reached.at)
    })
}

/// A visit that is advised.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitAdvised<'a> {
    /// The last day for it, where there is one.
    pub by: Option<Date>,
    /// To whom, where it is said.
    pub to: Option<VisitKind>,
    /// Whether a doctor has looked since, and only what would lead there again is to be told.
    pub made: bool,
    /// Why, in the words of the guideline.
    pub because: Vec<&'a str>,
}

/// The visits that are advised now, the most urgent first: by the decision, by what a check-in found, by what is held
/// back, and by who may take longer.
pub fn visits<'a>(now: &Now<'a>) -> Vec<VisitAdvised<'a>> {
    let Some(episode) = now.episode() else { return Vec::new() };
    let mut visits = Vec::new();
    let decision = now.decision;
    if let Some(days) = decision.disposition.within_days() {
        // The window counts from the first day on which it was said. Once a doctor has looked it has no day any more.
        let first = |flag: &RedFlag| crate::facts::first_shown(now.guideline(), now.log, &flag.id).map(|(at, _)| at);
        let since = decision.deciding().filter_map(|reason| first(reason.red_flag)).min().unwrap_or(now.at);
        let by = add_days(now.date_of(since), i64::from(days)).max(now.today());
        visits.push(VisitAdvised {
            by: (!now.doctor_has_looked()).then_some(by),
            to: None,
            made: now.doctor_has_looked(),
            because: decision.deciding().map(|reason| reason.red_flag.because.as_str()).collect(),
        });
    } else if decision.disposition == easeback_engine::Disposition::SameDay {
        let because = decision.deciding().map(|reason| reason.red_flag.because.as_str()).collect();
        visits.push(VisitAdvised { by: Some(now.today()), to: None, made: false, because });
    }
    for SetOff { escalation, by, .. } in escalations(now) {
        if escalation.red_flag.is_none() && (escalation.level.is_some() || escalation.visit_kind.is_some()) {
            visits.push(VisitAdvised { by, to: escalation.visit_kind, made: false, because: vec![&escalation.say] });
        }
    }
    let held = |id: &String| decision.withheld.iter().any(|withheld| withheld.treatment.id == *id);
    for line in now.guideline().plan_items.iter().filter(|line| line.visit && episode.visits.is_empty()) {
        if line.instead_of.as_ref().is_some_and(held) {
            visits.push(VisitAdvised { by: None, to: None, made: false, because: vec![&line.say] });
        }
    }
    for prognosis in prognosis(now) {
        let by = prognosis.visit_by_day.map(|day| add_days(now.onset(), i64::from(day)));
        if prognosis.visit_kind.is_some() && episode.visits.is_empty() && by.is_none_or(|by| now.today() <= by) {
            visits.push(VisitAdvised { by, to: prognosis.visit_kind, made: false, because: vec![&prognosis.say] });
        }
    }
    visits.sort_by_key(|visit| (visit.by.is_none(), visit.by));
    visits
}
