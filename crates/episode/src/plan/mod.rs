//! The plan for today: from the decision, the log and the phase, a short list with times.
//!
//! It adds nothing to what the decision offers: a line stands here only while its treatment is offered, and suggested
//! or a medicine that is in use. It never sends to a pharmacist while the ledger allows such a medicine. Of what must
//! not go together it holds one, and of medicines that were not used in the last day one at most.

mod choose;
mod times;

use crate::check_in::{expired, schedule};
use crate::escalation::{VisitAdvised, escalations, visits};
use crate::phase::{phase, relapse};
use crate::{EventId, Now, Visit};
use easeback_engine::Disposition;
use easeback_guideline::{
    Escalation, Level, Limit, MissedCheckIn, Note, Phase, PlanItem, PlanKind, Relapse, Treatment, TreatmentKind,
};
use jiff::Timestamp;
use jiff::civil::Date;

/// When a medicine may be taken next and how much, or anything else be used; the dose ledger knows it.
pub trait Doses {
    /// The next dose or use of a treatment that is offered now, or that only time holds back.
    fn next_dose(&self, medicine: &str) -> NextDose;
}

impl<F: Fn(&str) -> NextDose> Doses for F {
    fn next_dose(&self, medicine: &str) -> NextDose {
        self(medicine)
    }
}

/// When a medicine may be taken next, or something else be used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NextDose {
    /// From when; none where time alone does not allow it.
    pub from: Option<Timestamp>,
    /// How much at most then, in milligrams.
    pub mg: Option<f64>,
    /// Why not now, in words.
    pub why_not: Vec<String>,
}

/// Whether there is a plan, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown<'a> {
    /// There is one.
    Yes,
    /// No spasm is being looked after.
    NoEpisode,
    /// At this level only help is shown.
    NotAtThisLevel(&'a Level),
    /// One stop holds back everything; this is said instead.
    Instead(&'a str),
    /// It is too old: a check-in comes first.
    Expired(&'a MissedCheckIn),
    /// The pain is back: the whole check comes first.
    Relapsed(&'a Relapse),
    /// The plan for new pain has ended; what keeps the next one away may go on.
    Ended(&'a Escalation),
}

/// The plan for today.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan<'a> {
    /// Whether there is one.
    pub shown: Shown<'a>,
    /// The phase of the spasm.
    pub phase: Option<&'a Phase>,
    /// The day of the spasm.
    pub day: i64,
    /// Its lines, in the order in which to look at them.
    pub items: Vec<Item<'a>>,
    /// Medicines in use that only time holds back.
    pub not_yet: Vec<NotYet<'a>>,
    /// When the day of the plan ends.
    pub until: Timestamp,
}

/// A line of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<'a> {
    /// Its words, and what kind of line it is.
    pub line: &'a PlanItem,
    /// The treatment.
    pub treatment: Option<&'a Treatment>,
    /// From when it may be done next.
    pub from: Timestamp,
    /// When it is suggested, after what stands before it.
    pub at: Timestamp,
    /// The last day for it.
    pub by: Option<Date>,
    /// The least and the most minutes.
    pub minutes: Option<(u32, u32)>,
    /// How much at most, in milligrams.
    pub mg: Option<f64>,
    /// The events of today that did it.
    pub done_by: Vec<EventId>,
    /// How often more today, by its limit alone; none where nothing counts it.
    pub left_today: Option<u32>,
    /// Whether it waits for another day without being done: it no longer fits into this one, or is not for it.
    pub waits: bool,
    /// Limits whose sentences stand beside it.
    pub limits: Vec<&'a Limit>,
    /// What to say beside it for this person.
    pub notes: Vec<&'a Note>,
    /// What else stands there: a doctor's words, why a visit, the step of a walk.
    pub words: Vec<&'a str>,
}

impl Item<'_> {
    /// Whether it was done, and nothing more of it is left today.
    pub fn is_done(&self) -> bool {
        self.left_today == Some(0) && !self.waits
    }

    /// What it says now.
    pub fn say(&self) -> &str {
        self.line.say_done.as_deref().filter(|_| self.is_done()).unwrap_or(&self.line.say)
    }
}

/// A medicine in use that only time holds back.
#[derive(Clone, Debug, PartialEq)]
pub struct NotYet<'a> {
    /// The treatment.
    pub treatment: &'a Treatment,
    /// From when it may be possible again.
    pub from: Timestamp,
    /// Why not now, in words.
    pub why_not: Vec<String>,
}

/// The plan for today.
pub fn plan<'a>(now: &Now<'a>, doses: &dyn Doses) -> Plan<'a> {
    let shown = shown(now);
    let mut plan = Plan {
        shown,
        phase: phase(now),
        day: now.day(),
        items: Vec::new(),
        not_yet: Vec::new(),
        until: now.waking().until,
    };
    match shown {
        Shown::NoEpisode | Shown::NotAtThisLevel(_) => return plan,
        Shown::Instead(_) | Shown::Expired(_) | Shown::Relapsed(_) => {}
        Shown::Yes | Shown::Ended(_) => {
            let ended = matches!(shown, Shown::Ended(_));
            let kept = |treatment: &Treatment| !ended || treatment.kind == TreatmentKind::Prevention;
            let chosen = choose::chosen(now, kept);
            plan.items = times::timed(now, doses, &chosen);
            plan.not_yet = if ended { Vec::new() } else { choose::not_yet(now, doses) };
        }
    }
    let pharmacist = plan.not_yet.is_empty()
        && plan.items.iter().all(|item| item.line.kind != PlanKind::Dose)
        && !choose::has_a_medicine(now, doses);
    plan.items.extend(others(now, shown, pharmacist));
    plan.items.sort_by_key(|item| (goes_first(item), item.is_done(), item.at, item.line.order));
    plan
}

/// The doctor's plan goes first, and then what must come before anything else.
fn goes_first(item: &Item<'_>) -> u8 {
    match item.line.kind {
        PlanKind::DoctorsPlan => 0,
        PlanKind::NewCheck => 1,
        PlanKind::Visit => 2,
        // A limit for the whole day has no time of its own.
        PlanKind::AllDay | PlanKind::AskPharmacist => 4,
        _ => 3,
    }
}

fn shown<'a>(now: &Now<'a>) -> Shown<'a> {
    let disposition = now.decision.disposition;
    // A dose or a reaction can need help though no spasm is looked after.
    let help_first = disposition == Disposition::EmergencyNow
        || disposition == Disposition::Incomplete && (now.episode().is_some() || !now.decision.reasons.is_empty());
    if help_first && let Some(level) = now.guideline().level(disposition.level()) {
        return Shown::NotAtThisLevel(level);
    }
    if now.episode().is_none() {
        return Shown::NoEpisode;
    }
    if let Some((relapse, _)) = relapse(now) {
        return Shown::Relapsed(relapse);
    }
    if let Some(missed) = expired(now) {
        return Shown::Expired(missed);
    }
    if let Some(instead) = now.decision.instead_of_a_plan() {
        return Shown::Instead(instead);
    }
    let ends = escalations(now).into_iter().map(|one| one.escalation).find(|escalation| escalation.ends_plan);
    ends.map_or(Shown::Yes, Shown::Ended)
}

/// The lines that are no treatment: the doctor's plan, a new check, a visit, a check-in, the pharmacist.
fn others<'a>(now: &Now<'a>, shown: Shown<'a>, pharmacist: bool) -> Vec<Item<'a>> {
    let holds = |line: &PlanItem| line.when.as_ref().is_none_or(|when| now.holds(when));
    let today = now.decision.disposition == Disposition::SameDay;
    let mut items = Vec::new();
    for line in now.guideline().plan_items.iter().filter(|line| line.treatment.is_none() && holds(line)) {
        let item = times::plain(now, line, None);
        match line.kind {
            PlanKind::DoctorsPlan => {
                items.extend(doctors_plan(now).map(|visit| Item { words: words_of(visit), ..item }));
            }
            PlanKind::NewCheck if matches!(shown, Shown::Relapsed(_)) => items.push(item),
            PlanKind::Visit => {
                let visits = visits(now);
                match visits.first() {
                    Some(VisitAdvised { made: true, .. }) => items.push(Item { left_today: Some(0), ..item }),
                    Some(VisitAdvised { by, .. }) => {
                        let words = visits.iter().flat_map(|visit| visit.because.iter().copied()).collect();
                        items.push(Item { by: *by, words, ..item });
                    }
                    None => {}
                }
            }
            PlanKind::CheckIn if !matches!(shown, Shown::Relapsed(_)) => items.extend(check_in(now, item)),
            // Whoever is to be seen today asks there.
            PlanKind::AskPharmacist if shown == Shown::Yes && pharmacist && !today => items.push(item),
            PlanKind::AllDay if shown == Shown::Yes => {
                let held = |id: &String| now.decision.withheld.iter().any(|withheld| withheld.treatment.id == *id);
                if line.instead_of.as_ref().is_some_and(held) {
                    items.push(item);
                }
            }
            _ => {}
        }
    }
    items
}

/// The last visit at which a doctor made a plan of their own.
fn doctors_plan<'a>(now: &Now<'a>) -> Option<&'a Visit> {
    now.episode()?.visits.last().filter(|visit| visit.plan.is_some() || visit.said == OTHER_PLAN)
}

/// The option of `doctor_seen` that says that a doctor made another plan.
const OTHER_PLAN: &str = "yes_other_plan";

fn words_of(visit: &Visit) -> Vec<&str> {
    visit.plan.as_deref().into_iter().collect()
}

/// The check-in that is due, or the next one if it is today, or the one that was done today.
fn check_in<'a>(now: &Now<'a>, item: Item<'a>) -> Option<Item<'a>> {
    let schedule = schedule(now);
    let title = |slot: &crate::Slot<'a>| slot.check_in.map(|check_in| check_in.title.as_str()).into_iter().collect();
    if let Some(due) = &schedule.due {
        return Some(Item { words: title(due), left_today: Some(1), ..item });
    }
    if schedule.silent.is_some() {
        return Some(Item { left_today: Some(1), ..item });
    }
    let next = schedule.next?;
    if schedule.done_today {
        let checks = now.episode()?.check_ins.iter().filter(|one| now.date_of(one.at) == now.today());
        let done_by = checks.map(|one| one.id).collect();
        return Some(Item { from: next.at, at: next.at, left_today: Some(0), done_by, ..item });
    }
    let today = next.at <= now.waking().until;
    today.then(|| Item { from: next.at, at: next.at, words: title(&next), left_today: Some(1), ..item })
}
