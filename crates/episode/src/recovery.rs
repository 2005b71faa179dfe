//! How it goes: pain day by day, beside what most people see; what helped; steps on the way; several spasms side by
//! side.
//!
//! Nothing here promises anything. What too few readings cannot tell is said to be unknown.

use crate::days::{add_days, days_between};
use crate::now::count;
use crate::{Episode, EventId, Now, Pain};
use easeback_guideline::{ExpectedCourse, Guideline, HelpRule, Milestone, MilestoneKind, Simulation};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The readings of the pain in the open episode; those right after a dose or a session stand beside that, not here.
pub fn readings<'a>(now: &Now<'a>) -> impl Iterator<Item = &'a Pain> {
    let episode = now.episode();
    let in_it = move |pain: &&Pain| episode.is_some_and(|episode| episode.holds(pain.at));
    now.log.pains.iter().filter(in_it).filter(|pain| pain.after.is_none())
}

/// The pain of one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PainDay {
    /// The date.
    pub date: Date,
    /// The day of the episode, from 0.
    pub day: i64,
    /// The worst that was said on it.
    pub worst: f64,
    /// How often something was said.
    pub readings: usize,
}

/// The pain of each day of an episode on which something was said.
pub fn pain_by_day(now: &Now<'_>, episode: &Episode) -> Vec<PainDay> {
    let start = now.date_of(episode.started_at);
    let mut days: BTreeMap<Date, PainDay> = BTreeMap::new();
    for pain in now.log.pains.iter().filter(|pain| episode.holds(pain.at)) {
        let date = now.date_of(pain.at);
        let day = days_between(start, date);
        let one = days.entry(date).or_insert(PainDay { date, day, worst: pain.pain, readings: 0 });
        one.worst = one.worst.max(pain.pain);
        one.readings += 1;
    }
    days.into_values().collect()
}

/// Days of low pain in a row, taken in reading by reading, oldest first. Days between two low readings count when the
/// two are not too far apart; a reading that is not low ends the stretch.
#[derive(Debug)]
pub(crate) struct LowStretch {
    most: f64,
    gap_days: f64,
    days: Option<(Date, Date)>,
}

impl LowStretch {
    /// None yet, of pain of at most this.
    pub(crate) fn of(guideline: &Guideline, most: f64) -> Self {
        Self { most, gap_days: guideline.log_number("low_pain_gap_days").unwrap_or(0.0), days: None }
    }

    /// Takes in a reading; then the first and the last day of the stretch that reaches to it.
    pub(crate) fn take(&mut self, day: Date, pain: f64) -> Option<(Date, Date)> {
        self.days = match self.days {
            _ if pain > self.most => None,
            Some((first, last)) if !self.is_far(last, day) => Some((first, last.max(day))),
            _ => Some((day, day)),
        };
        self.days
    }

    /// The stretch, unless its last reading is too old by this day.
    pub(crate) fn lasts_to(&self, day: Date) -> Option<(Date, Date)> {
        self.days.filter(|(_, last)| !self.is_far(*last, day))
    }

    #[expect(clippy::cast_precision_loss, reason = "days are far fewer than 2^52")]
    fn is_far(&self, earlier: Date, later: Date) -> bool {
        days_between(earlier, later) as f64 > self.gap_days
    }
}

/// The stretch of low pain that reaches to the last reading of the open episode.
pub(crate) fn low_stretch(now: &Now<'_>, most: f64) -> Option<(Date, Date)> {
    let mut stretch = LowStretch::of(now.guideline(), most);
    readings(now).fold(None, |_, pain| stretch.take(now.date_of(pain.at), pain.pain))
}

/// What most people see on a day, on the scale of 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// The day of the episode, from 0.
    pub day: i64,
    /// The published mean.
    pub mean: f64,
    /// Between those who get well …
    pub low: Option<f64>,
    /// … and those whose pain stays, by the assumed curve; none where there is none for this group.
    pub high: Option<f64>,
}

/// The course of people like this one, and what it says of each day up to a last one.
pub fn expected<'a>(now: &Now<'a>, until: i64) -> Option<(&'a ExpectedCourse, Vec<Expected>)> {
    let episode = now.episode()?;
    let weeks_at_start = now.day_on(now.date_of(episode.started_at)).max(0) / 7;
    let shown = || now.guideline().expected_courses.iter().filter(|course| course.shown);
    let of_its_weeks = |course: &&ExpectedCourse| {
        i64::from(course.entry_weeks_min) <= weeks_at_start && weeks_at_start < i64::from(course.entry_weeks_max)
    };
    let course = shown().find(of_its_weeks).or_else(|| shown().max_by_key(|course| course.entry_weeks_max))?;
    // The assumed curve was fitted to the group with new pain.
    let first = shown().min_by_key(|course| course.entry_weeks_min);
    let curve = now.guideline().simulations.first().filter(|_| first == Some(course));
    let days = (0..=until.max(0)).map(|day| {
        let (low, high) = curve.map_or((None, None), |curve| {
            let (low, high) = spread(curve, days(day));
            (Some(low / 10.0), Some(high / 10.0))
        });
        Expected { day, mean: between(course, days(day) / 7.0) / 10.0, low, high }
    });
    Some((course, days.collect()))
}

#[expect(clippy::cast_precision_loss, reason = "days are far fewer than 2^52")]
const fn days(day: i64) -> f64 {
    day as f64
}

/// The published mean at a time, drawn between the weeks that were published.
fn between(course: &ExpectedCourse, weeks: f64) -> f64 {
    let before = course.points.iter().rfind(|point| f64::from(point.week) <= weeks);
    let after = course.points.iter().find(|point| f64::from(point.week) > weeks);
    match (before, after) {
        (Some(before), Some(after)) => {
            let share = (weeks - f64::from(before.week)) / f64::from(after.week - before.week);
            before.pain + (after.pain - before.pain) * share
        }
        (Some(only), None) | (None, Some(only)) => only.pain,
        (None, None) => 0.0,
    }
}

/// The assumed curve of those who get well, and of those whose pain stays, both from the mean pain at the start.
fn spread(curve: &Simulation, day: f64) -> (f64, f64) {
    let start = curve.start_pain.mean;
    let at = |end: f64| end + (start - end) * (-day / curve.tau_days.median).exp();
    let slow = f64::midpoint(curve.slow.end_pain_min, curve.slow.end_pain_max).min(start);
    (at(curve.recoverers.end_pain_mean), at(slow))
}

/// What the readings before and after something say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Too few to tell.
    TooFew,
    /// Mostly lower after it.
    Lower,
    /// Mostly the same.
    Same,
    /// Mostly higher.
    Higher,
}

impl Verdict {
    /// How it is said.
    pub fn say(self, rule: &HelpRule) -> &str {
        match self {
            Self::TooFew => &rule.say_too_few,
            Self::Lower => &rule.say_lower,
            Self::Same => &rule.say_same,
            Self::Higher => &rule.say_higher,
        }
    }
}

/// How often something was used in the open episode, and how the pain was before and after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Helped {
    /// The treatment, or the name of a medicine that is none of ours.
    pub what: String,
    /// How often it was used.
    pub times: usize,
    /// How often the pain before and after is known.
    pub pairs: usize,
    /// The middle of the changes in points of 10; below 0 is less pain after it.
    pub median_change: Option<f64>,
    /// What that says.
    pub verdict: Verdict,
}

/// What was used in the open episode and how the pain changed with it, by name.
pub fn helped(now: &Now<'_>) -> Vec<Helped> {
    noted(now, None)
}

/// Whether the pain was mostly lower after this treatment.
pub(crate) fn helps(now: &Now<'_>, treatment: &str) -> bool {
    noted(now, Some(treatment)).iter().any(|one| one.verdict == Verdict::Lower)
}

/// What was used and how the pain changed with it: all of it, or one thing only.
fn noted(now: &Now<'_>, only: Option<&str>) -> Vec<Helped> {
    let Some(episode) = now.episode() else { return Vec::new() };
    let mut times: BTreeMap<String, (usize, Vec<f64>)> = BTreeMap::new();
    let mut first_after: BTreeMap<EventId, f64> = BTreeMap::new();
    for (id, pain) in now.log.pains.iter().filter_map(|pain| Some((pain.after?, pain.pain))) {
        first_after.entry(id).or_insert(pain);
    }
    let after = |id: EventId| first_after.get(&id).copied();
    let mut note = |what: &str, before: Option<f64>, after: Option<f64>| {
        if only.is_some_and(|only| only != what) {
            return;
        }
        if !times.contains_key(what) {
            times.insert(what.to_owned(), (0, Vec::new()));
        }
        let Some((times, changes)) = times.get_mut(what) else { return };
        *times += 1;
        changes.extend(after.zip(before).map(|(after, before)| after - before));
    };
    for one in now.log.uses.iter().filter(|one| episode.holds(one.at)) {
        note(&one.treatment, one.pain_before, one.pain_after.or_else(|| after(one.id)));
    }
    for dose in now.log.doses.iter().filter(|dose| dose.stands && episode.holds(dose.at)) {
        let medicines = dose.treatments(now.guideline());
        let own = medicines.is_empty().then_some(dose.name.as_str());
        for what in medicines.into_iter().chain(own) {
            note(what, dose.pain_before, after(dose.id));
        }
    }
    let rule = now.guideline().help_rules.first();
    let judged = times.into_iter().map(|(what, (times, changes))| {
        let (pairs, median_change) = (changes.len(), median(changes));
        Helped { what, times, pairs, median_change, verdict: verdict(rule, pairs, median_change) }
    });
    judged.collect()
}

fn verdict(rule: Option<&HelpRule>, pairs: usize, change: Option<f64>) -> Verdict {
    match (rule, change) {
        (Some(rule), Some(change)) if pairs >= usize::try_from(rule.times_min).unwrap_or(usize::MAX) => {
            if change <= -rule.points_min {
                Verdict::Lower
            } else if change >= rule.points_min {
                Verdict::Higher
            } else {
                Verdict::Same
            }
        }
        _ => Verdict::TooFew,
    }
}

fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let upper = numbers.get(numbers.len() / 2).copied()?;
    let lower = numbers.get(numbers.len().checked_sub(1)? / 2).copied()?;
    Some(f64::midpoint(lower, upper))
}

/// Whether a treatment was used on so many days of the open episode.
pub(crate) fn used_on_days(now: &Now<'_>, treatment: &str, least: u32) -> bool {
    let Some(episode) = now.episode() else { return false };
    let uses = now.log.uses.iter().filter(|one| one.treatment == treatment && episode.holds(one.at));
    let doses = now.log.doses.iter().filter(|dose| dose.stands && episode.holds(dose.at));
    let doses = doses.filter(|dose| dose.is_of(now.guideline(), treatment));
    let least = usize::try_from(least).unwrap_or(usize::MAX);
    let mut dates: BTreeSet<Date> = BTreeSet::new();
    uses.map(|one| one.at).chain(doses.map(|dose| dose.at)).any(|at| {
        dates.insert(now.date_of(at));
        dates.len() >= least
    })
}

/// A step on the way, and the date on which it was reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step<'a> {
    /// The step.
    pub milestone: &'a Milestone,
    /// When; none while it lies ahead.
    pub on: Option<Date>,
}

/// The steps on the way of the open episode, in the order of the guideline.
pub fn milestones<'a>(now: &Now<'a>) -> Vec<Step<'a>> {
    let Some(episode) = now.episode() else { return Vec::new() };
    let days = pain_by_day(now, episode);
    let step = |milestone: &'a Milestone| Step { milestone, on: reached(now, milestone, &days) };
    now.guideline().milestones.iter().map(step).collect()
}

fn reached(now: &Now<'_>, milestone: &Milestone, days: &[PainDay]) -> Option<Date> {
    let value = milestone.value;
    match milestone.kind {
        MilestoneKind::Day => {
            let date = add_days(now.onset(), i64::from(count(value)));
            (date <= now.today()).then_some(date)
        }
        MilestoneKind::PainAtMost => days.iter().find(|day| day.worst <= value).map(|day| day.date),
        MilestoneKind::PainDownPercent => {
            let first = days.first().filter(|day| day.worst > 0.0)?.worst;
            days.iter().find(|day| (first - day.worst) * 100.0 >= first * value).map(|day| day.date)
        }
        MilestoneKind::LowPainDays => {
            let most = now.guideline().relapses.first()?.low_pain_max;
            let mut stretch = LowStretch::of(now.guideline(), most);
            days.iter().find_map(|day| {
                let (first, last) = stretch.take(day.date, day.worst)?;
                let in_a_row = days_between(first, last) + 1;
                (in_a_row >= i64::from(count(value))).then_some(day.date)
            })
        }
    }
}

/// One spasm in a row of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Spasm {
    /// The event that began it.
    pub id: EventId,
    /// The date on which it began to be looked after.
    pub from: Date,
    /// The date on which it ended; none while it is open.
    pub to: Option<Date>,
    /// The worst pain that was said.
    pub worst: Option<f64>,
    /// Days until the first day with little pain.
    pub days_to_low: Option<i64>,
    /// Days with a medicine.
    pub medicine_days: usize,
}

/// Every spasm, oldest first.
pub fn spasms(now: &Now<'_>) -> Vec<Spasm> {
    let low = now.guideline().milestones.iter().find(|one| one.kind == MilestoneKind::PainAtMost).map(|one| one.value);
    let spasm = |episode: &Episode| {
        let days = pain_by_day(now, episode);
        let doses = now.log.doses.iter().filter(|dose| dose.stands && !dose.on_skin && episode.holds(dose.at));
        Spasm {
            id: episode.id,
            from: now.date_of(episode.started_at),
            to: episode.ended_at.map(|at| now.date_of(at)),
            worst: days.iter().map(|day| day.worst).reduce(f64::max),
            days_to_low: low.and_then(|low| days.iter().find(|day| day.worst <= low)).map(|day| day.day),
            medicine_days: doses.map(|dose| now.date_of(dose.at)).collect::<BTreeSet<_>>().len(),
        }
    };
    now.log.episodes.iter().map(spasm).collect()
}
