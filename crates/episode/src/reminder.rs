//! What is worth a line in a calendar: check-ins, the time from which a medicine is possible again, the end of a session,
//! and the last day for a visit.
//!
//! The usual titles tell nobody who looks over a shoulder anything about health, and neither do the names of the entries,
//! which a calendar hands on: they hold places in the guideline, never words of it.

use crate::Now;
use crate::check_in::schedule;
use crate::escalation::visits;
use crate::plan::{Doses, Shown, plan};
use crate::session::{Progress, running};
use easeback_guideline::{CalendarKind, Treatment};
use jiff::Timestamp;

/// An entry for the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Its name, the same whenever it is worked out again, so that a calendar moves it instead of doubling it.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// What it is about.
    pub kind: CalendarKind,
    /// Its title.
    pub title: String,
}

/// What is to come, in order. `with_health` chooses the titles that say what it is about.
pub fn reminders(now: &Now<'_>, doses: &dyn Doses, with_health: bool) -> Vec<Reminder> {
    let Some(episode) = now.episode() else { return Vec::new() };
    let mut list: Vec<Reminder> = Vec::new();
    let mut add = |kind: CalendarKind, what: &str, at: Timestamp, name: &str| {
        let mut entries = now.guideline().calendar_entries.iter().enumerate();
        let entry = entries.find(|(_, entry)| entry.kind == kind).filter(|_| at > now.at);
        let Some((place, entry)) = entry else { return };
        let title = if with_health { entry.title_with_health.replace("{name}", name) } else { entry.title.clone() };
        list.push(Reminder { id: format!("{}-{place}-{what}", episode.id), at, kind, title });
    };
    for slot in schedule(now).ahead {
        let name = slot.check_in.map_or_else(|| format!("day {}", slot.day), |check_in| check_in.title.clone());
        add(CalendarKind::CheckIn, &slot.day.to_string(), slot.at, &name);
    }
    let plan = plan(now, doses);
    if plan.shown == Shown::Yes {
        for item in plan.items.iter().filter(|item| !item.done_by.is_empty() && item.mg.is_some()) {
            if let Some(treatment) = item.treatment {
                add(CalendarKind::Dose, &place_of(now, treatment), item.from, &treatment.name);
            }
        }
        for waiting in &plan.not_yet {
            add(CalendarKind::Dose, &place_of(now, waiting.treatment), waiting.from, &waiting.treatment.name);
        }
    }
    for standing in running(now).iter().filter(|one| matches!(one.progress, Progress::Going { .. })) {
        let id = &standing.running.treatment;
        let name = now.guideline().treatment(id).map_or(id, |treatment| &treatment.name);
        add(CalendarKind::SessionEnd, &standing.running.id.to_string(), standing.ends_at, name);
    }
    if let Some(by) = visits(now).iter().find_map(|visit| visit.by) {
        let (wakes, _) = now.hours();
        add(CalendarKind::Visit, "0", now.instant(by, wakes), "");
    }
    list.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    list
}

/// The place of a treatment in the guideline.
fn place_of(now: &Now<'_>, treatment: &Treatment) -> String {
    let place = now.guideline().treatments.iter().position(|one| one.id == treatment.id);
    place.map_or_else(String::new, |place| place.to_string())
}
