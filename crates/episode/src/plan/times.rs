//! When each line of the plan may be done, and when it is suggested.

use super::choose::Chosen;
use super::{Doses, Item};
use crate::now::{count, later, limit};
use crate::prevention::{programme, walking};
use crate::session::minutes;
use crate::{EventId, Now};
use easeback_engine::Offer;
use easeback_guideline::{PlanItem, PlanKind, Treatment, TreatmentKind};
use jiff::Timestamp;
use jiff::civil::Date;

const MINUTES_AN_HOUR: u32 = 60;
const SECONDS_A_MINUTE: i64 = 60;

/// The lines with their times. Of what takes time, the next one is always what can begin first, and of several the one that the
/// guideline names first; so nothing that has to wait holds up what may be done now. What no longer fits today waits for
/// tomorrow.
pub(super) fn timed<'a>(now: &Now<'a>, doses: &dyn Doses, chosen: &[Chosen<'a>]) -> Vec<Item<'a>> {
    let takes_time = |item: &Item<'_>| {
        matches!(item.line.kind, PlanKind::Session | PlanKind::Hourly | PlanKind::Exercises | PlanKind::Walk)
    };
    let items = chosen.iter().filter_map(|(line, offer)| item(now, doses, line, offer));
    let (mut waiting, mut items): (Vec<Item<'a>>, Vec<Item<'a>>) = items.partition(takes_time);
    let until = now.waking().until;
    let mut free_from = now.at.max(busy_until(now));
    while let Some(place) = first_to_begin(&waiting, free_from) {
        let mut item = waiting.remove(place);
        item.at = item.from.max(free_from);
        let least = item.minutes.map_or(0, |(least, _)| i64::from(least));
        let ends = later(item.at, least * SECONDS_A_MINUTE);
        if ends > until {
            let tomorrow = now.next_waking();
            (item.from, item.at) = (item.from.max(tomorrow), item.at.max(tomorrow));
            item.waits |= !item.is_done();
        } else if !item.is_done() {
            free_from = ends;
        }
        items.push(item);
    }
    items
}

fn first_to_begin(waiting: &[Item<'_>], free_from: Timestamp) -> Option<usize> {
    let by_time = |(place, item): &(usize, &Item<'_>)| (item.from.max(free_from), *place);
    waiting.iter().enumerate().min_by_key(by_time).map(|(place, _)| place)
}

/// When the session that runs now is over.
fn busy_until(now: &Now<'_>) -> Timestamp {
    let ends = crate::session::running(now).into_iter().map(|standing| standing.ends_at);
    ends.max().unwrap_or(now.at)
}

/// A line that may be done at any time.
pub(super) fn plain<'a>(now: &Now<'a>, line: &'a PlanItem, offer: Option<&'a Offer<'a>>) -> Item<'a> {
    let treatment = offer.map(|offer| offer.treatment);
    let limits = treatment.map_or(&[][..], |treatment| &treatment.limits);
    Item {
        line,
        treatment,
        from: now.at,
        at: now.at,
        by: None,
        minutes: treatment.and_then(|treatment| minutes(now, line, treatment)),
        mg: None,
        done_by: Vec::new(),
        left_today: None,
        waits: false,
        limits: line.limits.iter().filter_map(|id| limits.iter().find(|limit| limit.id == *id)).collect(),
        notes: offer.map(|offer| offer.notes.clone()).unwrap_or_default(),
        words: Vec::new(),
    }
}

fn item<'a>(now: &Now<'a>, doses: &dyn Doses, line: &'a PlanItem, offer: &'a Offer<'a>) -> Option<Item<'a>> {
    let item = plain(now, line, Some(offer));
    let treatment = offer.treatment;
    if line.kind == PlanKind::AllDay {
        return Some(item);
    }
    let next = doses.next_dose(&treatment.id);
    let from = next.from?.max(now.at);
    match line.kind {
        PlanKind::Session => Some(in_sessions(now, item, treatment, from)),
        PlanKind::Hourly => {
            let an_hour = count(limit(treatment, line.times_an_hour.as_ref()?)?).max(1);
            let gap = i64::from(MINUTES_AN_HOUR / an_hour) * SECONDS_A_MINUTE;
            let last = uses(now, &treatment.id).map(|(_, at)| at).max();
            let from = last.map_or(now.at, |last| later(last, gap)).max(now.at).max(now.waking().from);
            Some(Item { from, at: from, done_by: today(now, &treatment.id), ..item })
        }
        PlanKind::Dose => {
            let taken = now.log.doses.iter().filter(|dose| dose.stands && now.date_of(dose.at) == now.today());
            let of_it = taken.filter(|dose| dose.treatments(now.guideline()).contains(treatment.id.as_str()));
            Some(Item { from, at: from, mg: next.mg, done_by: of_it.map(|dose| dose.id).collect(), ..item })
        }
        PlanKind::Exercises => {
            let programme = programme(now)?;
            let on_day = now.log.exercises.iter().filter(|one| now.date_of(one.at) == now.today());
            let done_by = on_day.map(|one| one.id).collect();
            let words = vec![programme.level.name.as_str()];
            Some(on(now, Item { done_by, words, ..item }, programme.next_on))
        }
        PlanKind::Walk => {
            let walking = walking(now, treatment)?;
            let minutes = Some((walking.step.minutes_min, walking.step.minutes_max));
            let item = Item { minutes, words: vec![&walking.step.say], done_by: today(now, &treatment.id), ..item };
            Some(on(now, item, walking.next_on))
        }
        _ => None,
    }
}

/// A line for a day: today once more, or not before that day.
fn on<'a>(now: &Now<'a>, item: Item<'a>, date: Date) -> Item<'a> {
    let (wakes, _) = now.hours();
    if date <= now.date_of(now.waking().from) {
        let from = now.at.max(now.waking().from);
        return Item { from, at: from, left_today: Some(1), ..item };
    }
    let from = now.instant(date, wakes);
    Item { from, at: from, left_today: Some(0), waits: item.done_by.is_empty(), ..item }
}

/// A line that comes again after a gap, and not more often a day than its limit. Days are the person's; what the ledger allows
/// counts any 24 hours, so it goes first.
fn in_sessions<'a>(now: &Now<'a>, item: Item<'a>, treatment: &Treatment, allowed_from: Timestamp) -> Item<'a> {
    let number = |id: &Option<String>| id.as_ref().and_then(|id| limit(treatment, id));
    let gap = number(&item.line.gap).map_or(0, |minutes| i64::from(count(minutes)) * SECONDS_A_MINUTE);
    let last = uses(now, &treatment.id).map(|(_, at)| at).max();
    // At night only what eases the pain lying down.
    let opens = if treatment.kind == TreatmentKind::Position { now.at } else { now.at.max(now.waking().from) };
    let from = last.map_or(opens, |last| later(last, gap)).max(opens).max(allowed_from);
    let done_by = today(now, &treatment.id);
    let done = u32::try_from(done_by.len()).unwrap_or(u32::MAX);
    let left_today = number(&item.line.times_a_day).map(|most| count(most).saturating_sub(done));
    let from = if left_today == Some(0) { from.max(now.tomorrow()) } else { from };
    Item { from, at: from, done_by, left_today, ..item }
}

/// Every use of a treatment with its end; one that runs ends when its time is over.
fn uses<'a>(now: &Now<'a>, treatment: &'a str) -> impl Iterator<Item = (EventId, Timestamp)> + use<'a> {
    let running = crate::session::running(now).into_iter().filter(move |one| one.running.treatment == treatment);
    let running: Vec<_> = running.map(|one| (one.running.id, one.ends_at)).collect();
    let used = now.log.uses.iter().filter(move |one| one.treatment == treatment);
    used.map(|one| (one.id, one.at)).chain(running)
}

/// The uses of a treatment today; a session that runs is one of them.
fn today(now: &Now<'_>, treatment: &str) -> Vec<EventId> {
    uses(now, treatment).filter(|(_, at)| now.date_of(*at) == now.today()).map(|(id, _)| id).collect()
}
