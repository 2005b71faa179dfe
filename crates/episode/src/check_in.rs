//! When to look again, and what is asked then.
//!
//! A check-in that was missed never counts as being well: it stays due, and in the first days the plan stops being
//! shown.

use crate::days::{add_days, days_between};
use crate::now::later;
use crate::phase::{in_prevention, prevention_since};
use crate::{Episode, Now};
use easeback_engine::Row;
use easeback_guideline::{CheckIn, CheckInQuestion, Finding, MissedCheckIn, Prognosis, Screen};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use std::collections::{BTreeMap, BTreeSet};

/// How many days ahead check-ins are told.
const AHEAD: i64 = 31;

/// A time to look again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot<'a> {
    /// The day of the spasm.
    pub day: i64,
    /// When.
    pub at: Timestamp,
    /// Which check-in of the guideline; none for a short one in between.
    pub check_in: Option<&'a CheckIn>,
}

/// All times to look again.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule<'a> {
    /// The one to do now.
    pub due: Option<Slot<'a>>,
    /// The one after that.
    pub next: Option<Slot<'a>>,
    /// Those since the last check-in that nobody did, the one that is due aside.
    pub missed: Vec<Slot<'a>>,
    /// Those that are still to come, the next one included.
    pub ahead: Vec<Slot<'a>>,
    /// When warning signs were last asked about.
    pub heard_at: Option<Timestamp>,
    /// The reminder for somebody who has not been heard from.
    pub silent: Option<&'a MissedCheckIn>,
    /// Whether a check-in was done today.
    pub done_today: bool,
}

impl Schedule<'_> {
    const EMPTY: Self = Self {
        due: None,
        next: None,
        missed: Vec::new(),
        ahead: Vec::new(),
        heard_at: None,
        silent: None,
        done_today: false,
    };
}

/// When to look again. Empty where there is no open episode.
pub fn schedule<'a>(now: &Now<'a>) -> Schedule<'a> {
    let Some(episode) = now.episode() else { return Schedule::EMPTY };
    let done: BTreeSet<Date> = episode.check_ins.iter().map(|one| now.date_of(one.at)).collect();
    let last_done = episode.check_ins.iter().map(|one| one.at).max();
    let covered =
        |slot: &Slot<'_>| last_done.is_some_and(|last| last >= slot.at) || done.contains(&now.date_of(slot.at));
    let mut missed: Vec<Slot<'a>> = Vec::new();
    let mut ahead = Vec::new();
    for slot in slots(now, episode).into_iter().filter(|slot| !covered(slot)) {
        if slot.at <= now.at { missed.push(slot) } else { ahead.push(slot) }
    }
    let due = missed.pop();
    Schedule {
        due,
        next: ahead.first().copied(),
        missed,
        ahead,
        heard_at: Some(heard_at(now, episode)),
        silent: silent(now, episode),
        done_today: done.contains(&now.today()),
    }
}

/// How many check-ins nobody did in the open episode, the one that is due aside: none came from the day of one until
/// that of the next.
pub fn nobody_did(now: &Now<'_>) -> usize {
    let Some(episode) = now.episode() else { return 0 };
    let due = schedule(now).due.map(|due| due.at);
    let slots: Vec<Slot<'_>> = slots(now, episode).into_iter().filter(|slot| slot.at <= now.at).collect();
    let days: Vec<Timestamp> = slots.iter().map(|slot| now.instant(now.date_of(slot.at), Time::MIN)).collect();
    let ends = days.iter().skip(1).copied().chain([Timestamp::MAX]);
    let done: BTreeSet<Timestamp> = episode.check_ins.iter().map(|done| done.at).collect();
    let none = |(from, until): (Timestamp, Timestamp)| done.range(from..).next().is_none_or(|done| *done >= until);
    let not_due = slots.iter().map(|slot| Some(slot.at) != due);
    not_due.zip(days.iter().copied().zip(ends)).filter(|(not_due, day)| *not_due && none(*day)).count()
}

/// Whether pain was noted since the last check-in that is worse than what was told there, by as much as the guideline
/// calls up: then it is time to look again.
pub fn felt_worse(now: &Now<'_>) -> bool {
    let Some(episode) = now.episode() else { return false };
    let mut escalations = now.guideline().check_ins.iter().flat_map(|check_in| &check_in.escalations);
    let Some(points) = escalations.find_map(|escalation| escalation.pain_up_points_min) else { return false };
    let in_it = || now.log.pains.iter().rev().take_while(|pain| episode.holds(pain.at));
    let Some(told) = in_it().find(|pain| pain.asked) else { return false };
    in_it().take_while(|pain| !pain.asked).any(|felt| felt.pain >= told.pain + points)
}

/// Every time to look again, in order: those of the guideline's check-ins, and the short ones in between.
fn slots<'a>(now: &Now<'a>, episode: &Episode) -> Vec<Slot<'a>> {
    let until = now.day() + AHEAD;
    let mut days: BTreeMap<i64, Option<&'a CheckIn>> = BTreeMap::new();
    let since = in_prevention(now).then(|| prevention_since(now)).flatten().map(|date| now.day_on(date));
    let before_prevention = |day: i64| since.is_none_or(|since| day < since);
    for reminder in &now.guideline().reminders {
        let every = i64::from(reminder.every_days.max(1));
        let (from, to) = match (reminder.from_day, reminder.to_day, since) {
            (Some(from), Some(to), _) => (i64::from(from), i64::from(to).min(until)),
            (None, None, Some(since)) => (since + every, until),
            _ => continue,
        };
        let in_its_time = |day: i64| reminder.phase.is_some() || before_prevention(day);
        days.extend(every_so(from, to, every).filter(|day| in_its_time(*day)).map(|day| (day, None)));
    }
    for prognosis in prognosis(now).into_iter().filter(|prognosis| prognosis.extra_check_ins) {
        let every = i64::from(prognosis.check_in_every_days.unwrap_or(1).max(1));
        let to = i64::from(prognosis.check_in_until_day.unwrap_or(0));
        days.extend(every_so(every, to, every).filter(|day| before_prevention(*day)).map(|day| (day, None)));
    }
    for check_in in &now.guideline().check_ins {
        let day = i64::from(check_in.day);
        if let Some(every) = check_in.every_days.map(|every| i64::from(every.max(1))) {
            for again in every_so(day + every, until, every).filter(|day| before_prevention(*day)) {
                days.entry(again).and_modify(|slot| *slot = slot.or(Some(check_in))).or_insert(Some(check_in));
            }
        }
        if day <= until {
            days.insert(day, Some(check_in));
        }
    }
    // Check-ins that come again give way to one with a day of its own.
    for check_in in now.guideline().check_ins.iter().filter(|check_in| i64::from(check_in.day) <= until) {
        days.insert(i64::from(check_in.day), Some(check_in));
    }
    let time = time_of_day(now, episode);
    let slot = |(day, check_in)| Slot { day, at: now.instant(add_days(now.onset(), day), time), check_in };
    days.into_iter().map(slot).filter(|slot| slot.at > episode.started_at).collect()
}

fn every_so(from: i64, to: i64, every: i64) -> impl Iterator<Item = i64> {
    std::iter::successors(Some(from), move |day| Some(day + every)).take_while(move |day| *day <= to)
}

/// The time of day at which the episode began, within waking hours: so "after one day" is a day later.
fn time_of_day(now: &Now<'_>, episode: &Episode) -> Time {
    let (wakes, sleeps) = now.hours();
    let last = sleeps.saturating_sub(jiff::SignedDuration::from_hours(1));
    now.zone.to_datetime(episode.started_at).time().clamp(wakes, last.max(wakes))
}

/// Who may take longer, so far as it is known.
pub fn prognosis<'a>(now: &Now<'a>) -> Vec<&'a Prognosis> {
    now.guideline().prognosis.iter().filter(|prognosis| now.holds(&prognosis.when)).collect()
}

/// When the person last said how they are: at the last check-in, or when they went through the warning signs.
fn heard_at(now: &Now<'_>, episode: &Episode) -> Timestamp {
    let check_in = episode.check_ins.iter().map(|one| one.at).max();
    let check = checked_in_full(now, episode);
    check_in.into_iter().chain(check).max().unwrap_or(episode.started_at).max(episode.started_at)
}

/// When the emergency signs were gone through on their screens: the earliest of those that still stand there.
pub(crate) fn checked_in_full(now: &Now<'_>, episode: &Episode) -> Option<Timestamp> {
    let emergency = |id: &str| now.guideline().screens.iter().any(|screen| screen.emergency && screen.id == id);
    episode.screens.iter().filter(|answered| emergency(&answered.screen)).map(|answered| answered.at).min()
}

/// The reminder for somebody who has been silent for too long in the first days.
fn silent<'a>(now: &Now<'a>, episode: &Episode) -> Option<&'a MissedCheckIn> {
    now.guideline().missed_check_ins.iter().find(|missed| passed(now, episode, missed, missed.after_hours))
}

/// A plan that is too old to be shown: in the first days, and for as long as no check-in was done since.
pub fn expired<'a>(now: &Now<'a>) -> Option<&'a MissedCheckIn> {
    let episode = now.episode()?;
    now.guideline().missed_check_ins.iter().find(|missed| passed(now, episode, missed, missed.plan_expires_hours))
}

fn passed(now: &Now<'_>, episode: &Episode, missed: &MissedCheckIn, hours: u32) -> bool {
    let ends = later(heard_at(now, episode), i64::from(hours) * 3600);
    let day = now.date_of(ends);
    // The first days of the pain, and those of a plan that was begun later.
    let of_the_plan = days_between(now.date_of(episode.started_at), day);
    now.at >= ends && now.day_on(day).min(of_the_plan) <= i64::from(missed.until_day)
}

/// Warning signs that are asked again on one screen.
#[derive(Clone, Debug)]
pub struct AskedAgain<'a> {
    /// The screen.
    pub screen: &'a Screen,
    /// Its rows.
    pub rows: Vec<Row<'a>>,
}

/// What a check-in asks.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Its id in the guideline; none for a short one.
    pub check_in: Option<&'a CheckIn>,
    /// How it opens.
    pub says: Vec<&'a str>,
    /// The warning signs, those of an emergency first.
    pub warning_signs: Vec<AskedAgain<'a>>,
    /// The findings besides.
    pub findings: Vec<&'a Finding>,
    /// What is asked only here.
    pub questions: &'a [CheckInQuestion],
    /// Whether the medicines taken are gone through.
    pub medicine_log: bool,
}

/// What a check-in asks: all warning signs again, what every check-in asks, and what this one does.
pub fn asked<'a>(now: &Now<'a>, check_in: Option<&'a CheckIn>) -> Asked<'a> {
    let guideline = now.guideline();
    let always = &guideline.check_in_always;
    let mut screens: Vec<&Screen> = guideline
        .screens
        .iter()
        .filter(|screen| always.iter().any(|always| always.screens.contains(&screen.id)))
        .collect();
    screens.sort_by_key(|screen| !screen.emergency);
    let warning_signs = screens.into_iter().filter_map(|screen| {
        let rows: Vec<Row<'a>> = now.engine.rows(screen).filter(|row| may_be_asked(now, row.finding)).collect();
        (!rows.is_empty()).then_some(AskedAgain { screen, rows })
    });
    let ids = always.iter().flat_map(|always| &always.asks).chain(check_in.iter().flat_map(|check_in| &check_in.asks));
    Asked {
        check_in,
        says: always.iter().map(|always| always.say.as_str()).chain(check_in.map(|one| one.say.as_str())).collect(),
        warning_signs: warning_signs.collect(),
        findings: ids.filter_map(|id| Some(guideline.finding(id)?.1)).collect(),
        questions: check_in.map_or(&[], |check_in| &check_in.questions),
        medicine_log: always.iter().any(|always| always.medicine_log),
    }
}

/// Whether a question that depends on another one may be asked.
fn may_be_asked(now: &Now<'_>, finding: &Finding) -> bool {
    let Some(when) = &finding.asked_when else { return true };
    let known = now.facts.knows(when);
    known.yes || !known.no && finding.until_then.is_none()
}
