//! The page for the doctor: what was asked and answered, what happened, what was advised, and what nobody knows.
//!
//! It judges nothing and sums up only what can be added. The person chooses what to leave out; what was left out is
//! said.

use crate::check_in::{nobody_did, schedule};
use crate::escalation::{VisitAdvised, visits};
use crate::facts::taken_back;
use crate::recovery::{Helped, PainDay, helped, pain_by_day};
use crate::{DoneCheckIn, Dose, GuidelineStamp, Harm, Now, Visit};
use easeback_engine::Answer;
use easeback_guideline::{Finding, Group, PartOfReport, RedFlag, ReportPart};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// The page for the doctor. A part that the person leaves out is empty and stands in `left_out`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report<'a> {
    /// The parts with their headings, in order; those left out are not among them.
    pub parts: Vec<&'a ReportPart>,
    /// The parts that the person leaves out.
    pub left_out: Vec<&'a ReportPart>,
    /// The date on which it is made.
    pub on: Option<Date>,
    /// When the spasm began to be looked after.
    pub started_at: Option<Timestamp>,
    /// The day of the spasm.
    pub day: i64,
    /// Every warning sign.
    pub warning_signs: Vec<SignAsked<'a>>,
    /// Red flags of warning signs that were shown in this spell and do not fire any more, with when they were shown first.
    pub earlier: Vec<(&'a RedFlag, Timestamp)>,
    /// When warning signs were asked about last.
    pub asked_at: Option<Timestamp>,
    /// Health, medicines and the rest that was told: whatever says something.
    pub background: Vec<(&'a Finding, Answer)>,
    /// What was asked besides, and is not so.
    pub background_no: Vec<&'a Finding>,
    /// What was not asked of it, and may be.
    pub background_not_asked: Vec<&'a Finding>,
    /// Pain, day by day.
    pub pain: Vec<PainDay>,
    /// Check-ins that were done.
    pub check_ins: Vec<&'a DoneCheckIn>,
    /// Check-ins that nobody did.
    pub missed: usize,
    /// Visits to a doctor.
    pub visits: Vec<&'a Visit>,
    /// Every dose of the spell and of the week before it, day by day.
    pub medicines: Vec<Day>,
    /// The same doses one by one.
    pub doses: Vec<&'a Dose>,
    /// What was used, and how the pain was before and after.
    pub helped: Vec<Helped>,
    /// What was advised, when and by which guideline.
    pub advice: Vec<GivenAdvice<'a>>,
    /// Visits that are advised and open.
    pub open: Vec<VisitAdvised<'a>>,
    /// Bad reactions that nobody has cleared.
    pub harms: Vec<&'a Harm>,
    /// Findings that were asked and not known, or not asked at all, among what a decision could hang on.
    pub not_known: Vec<&'a Finding>,
}

/// A warning sign, and what was said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct SignAsked<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// What was said.
    pub answered: Answered,
}

/// What was said about a warning sign.
#[derive(Clone, Debug, PartialEq)]
pub enum Answered {
    /// It is there, as it was answered.
    Yes(Answer),
    /// It is not.
    No,
    /// The person was not sure.
    NotSure,
    /// It was not asked.
    NotAsked,
}

/// The medicines of one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// The date.
    pub date: Date,
    /// How much of each ingredient, on the skin apart from the rest.
    pub intake: Vec<Intake>,
}

/// How much of an ingredient on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Intake {
    /// The ingredient, by its id in the guideline or by its name.
    pub ingredient: String,
    /// What it was called on the boxes.
    pub names: Vec<String>,
    /// How many times.
    pub times: usize,
    /// What is known of it, added up in milligrams.
    pub mg: f64,
    /// How many times the amount is not known.
    pub unknown: usize,
    /// Whether it was put on the skin; what was swallowed stands apart from it.
    pub on_skin: bool,
}

/// A decision that was on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GivenAdvice<'a> {
    /// When it was first shown like that.
    pub at: Timestamp,
    /// How soon and whom to see, by its id.
    pub disposition: &'a str,
    /// Within how many days.
    pub within_days: Option<u32>,
    /// The ids of the red flags that had fired.
    pub red_flags: &'a [String],
    /// What it was decided by.
    pub guideline: &'a GuidelineStamp,
}

/// The page for the doctor on the open episode, without the parts that the person leaves out.
pub fn report<'a>(now: &Now<'a>, leave_out: &[PartOfReport]) -> Report<'a> {
    let mut parts: Vec<&ReportPart> = now.guideline().report_parts.iter().collect();
    parts.sort_by_key(|part| part.order);
    let (left_out, parts): (Vec<&ReportPart>, Vec<&ReportPart>) =
        parts.into_iter().partition(|part| leave_out.contains(&part.part));
    let mut report = Report { parts, left_out, on: Some(now.today()), day: now.day(), ..Report::default() };
    let Some(episode) = now.episode() else { return report };
    report.started_at = Some(episode.started_at);
    for part in PartOfReport::ALL.into_iter().filter(|part| !leave_out.contains(part)) {
        match part {
            PartOfReport::WarningSigns => {
                report.warning_signs = warning_signs(now);
                report.earlier = earlier(now);
                report.asked_at = schedule(now).heard_at;
            }
            PartOfReport::Background => {
                (report.background, report.background_no) = background(now);
                report.background_not_asked = not_asked(now);
            }
            PartOfReport::Pain => report.pain = pain_by_day(now, episode),
            PartOfReport::Timeline => {
                report.check_ins = episode.check_ins.iter().collect();
                report.visits = episode.visits.iter().collect();
                report.missed = nobody_did(now);
            }
            PartOfReport::Medicines => {
                report.doses = doses(now);
                report.medicines = medicines(now, &report.doses);
            }
            PartOfReport::WhatHelped => report.helped = helped(now),
            PartOfReport::Advice => (report.advice, report.open) = (advice(now), visits(now)),
            PartOfReport::Harms => report.harms = now.log.harms.iter().collect(),
            PartOfReport::NotKnown => report.not_known = not_known(now),
        }
    }
    report
}

/// Whether a finding is a warning sign: one that is asked as such, not a fact from the log.
const fn is_sign(finding: &Finding) -> bool {
    matches!(finding.group, Group::Emergency | Group::Warning)
}

fn answer(now: &Now<'_>, finding: &Finding) -> Option<Answer> {
    let (id, _) = now.guideline().finding(&finding.id)?;
    now.facts.answer(now.guideline(), id)
}

fn warning_signs<'a>(now: &Now<'a>) -> Vec<SignAsked<'a>> {
    let signs = now.guideline().findings.iter().filter(|finding| is_sign(finding));
    signs
        .map(|finding| {
            let answered = match answer(now, finding) {
                None => Answered::NotAsked,
                Some(Answer::NotSure) => Answered::NotSure,
                Some(answer) if is_none(finding, &answer) => Answered::No,
                Some(answer) => Answered::Yes(answer),
            };
            SignAsked { finding, answered }
        })
        .collect()
}

/// What was shown because of a warning sign, and was neither a mistake nor fires still.
fn earlier<'a>(now: &Now<'a>) -> Vec<(&'a RedFlag, Timestamp)> {
    let of_a_sign = |flag: &RedFlag| {
        let findings = flag.when.condition().findings();
        findings.iter().any(|id| now.guideline().finding_at(*id).is_some_and(is_sign))
    };
    let mut earlier: Vec<(&RedFlag, Timestamp)> = Vec::new();
    let spell: Vec<_> = now.log.spell().collect();
    for (episode, shown) in
        spell.iter().rev().flat_map(|episode| episode.decisions.iter().map(move |one| (*episode, one)))
    {
        for flag in shown.red_flags.iter().filter_map(|id| now.guideline().red_flag(id)) {
            let fires = now.decision.reasons.iter().any(|reason| reason.red_flag.id == flag.id);
            let known = earlier.iter().any(|(one, _)| one.id == flag.id);
            if !fires && !known && of_a_sign(flag) && !taken_back(now.guideline(), episode, &flag.id, shown.at) {
                earlier.push((flag, shown.at));
            }
        }
    }
    earlier
}

/// Whether an answer says that there is nothing.
fn is_none(finding: &Finding, answer: &Answer) -> bool {
    match &finding.none {
        Some(none) => none == answer,
        None => *answer == Answer::YesNo(false),
    }
}

/// What was told besides the warning signs: the answers that say something, and the findings that are not so.
fn background<'a>(now: &Now<'a>) -> (Vec<(&'a Finding, Answer)>, Vec<&'a Finding>) {
    let others = now.guideline().findings.iter().filter(|finding| !is_sign(finding) && !finding.is_logged());
    let (mut told, mut no) = (Vec::new(), Vec::new());
    for (finding, answer) in others.filter_map(|finding| Some((finding, answer(now, finding)?))) {
        if is_none(finding, &answer) { no.push(finding) } else { told.push((finding, answer)) }
    }
    (told, no)
}

/// What was not asked besides the warning signs, so far as it can matter before the plan.
fn not_asked<'a>(now: &Now<'a>) -> Vec<&'a Finding> {
    let others = now.guideline().finding_ids().filter(|(_, finding)| !is_sign(finding) && !finding.after_plan);
    let open = others.filter(|(id, _)| now.engine.may_be_asked(now.facts, *id));
    open.map(|(_, finding)| finding).filter(|finding| answer(now, finding).is_none()).collect()
}

/// What was taken on a day, by ingredient and whether it was put on the skin.
type OfDay<'d> = BTreeMap<(&'d str, bool), (Intake, BTreeSet<&'d str>)>;

/// How long before a spell a dose still matters to a doctor.
const BEFORE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The doses of the spell, and of the week before it.
fn doses<'a>(now: &Now<'a>) -> Vec<&'a Dose> {
    let Some(first) = now.log.spell().last() else { return Vec::new() };
    let from = first.started_at.saturating_sub(BEFORE).unwrap_or(Timestamp::MIN);
    now.log.doses.iter().filter(|dose| dose.stands && dose.at >= from && dose.at <= now.at).collect()
}

fn medicines(now: &Now<'_>, doses: &[&Dose]) -> Vec<Day> {
    let mut days: BTreeMap<Date, OfDay<'_>> = BTreeMap::new();
    for dose in doses {
        let day = days.entry(now.date_of(dose.at)).or_default();
        for content in &dose.contents {
            let (intake, names) = day.entry((&content.ingredient, dose.on_skin)).or_insert_with(|| {
                let (ingredient, on_skin) = (content.ingredient.clone(), dose.on_skin);
                let none = Intake { ingredient, names: Vec::new(), times: 0, mg: 0.0, unknown: 0, on_skin };
                (none, BTreeSet::new())
            });
            names.insert(&dose.name);
            intake.times += 1;
            match content.mg {
                Some(mg) => intake.mg += mg,
                None => intake.unknown += 1,
            }
        }
    }
    let told = |(intake, names): (Intake, BTreeSet<&str>)| Intake {
        names: names.into_iter().map(str::to_owned).collect(),
        ..intake
    };
    days.into_iter().map(|(date, day)| Day { date, intake: day.into_values().map(told).collect() }).collect()
}

/// What was advised; the same advice shown again and again stands there once.
fn advice<'a>(now: &Now<'a>) -> Vec<GivenAdvice<'a>> {
    let mut list: Vec<GivenAdvice<'a>> = Vec::new();
    let spell: Vec<_> = now.log.spell().collect();
    for shown in spell.into_iter().rev().flat_map(|episode| &episode.decisions) {
        let one = GivenAdvice {
            at: shown.at,
            disposition: &shown.disposition,
            within_days: shown.within_days,
            red_flags: &shown.red_flags,
            guideline: &shown.guideline,
        };
        if !list.last().is_some_and(|last| GivenAdvice { at: one.at, ..*last } == one) {
            list.push(one);
        }
    }
    list
}

/// What a red flag or a stop that is not settled hangs on.
fn not_known<'a>(now: &Now<'a>) -> Vec<&'a Finding> {
    let floors = now.decision.floors.iter().flat_map(|floor| &floor.settled_by);
    let stops = now.decision.withheld.iter().flat_map(|withheld| &withheld.stops).filter(|stop| !stop.known);
    let ids: BTreeSet<_> = floors.chain(stops.flat_map(|stop| &stop.facts)).chain(&now.decision.ask).copied().collect();
    let findings = ids.into_iter().filter_map(|id| now.guideline().finding_at(id));
    // What the log tells is known as well as what was put into it.
    findings.filter(|finding| !finding.is_logged()).collect()
}
