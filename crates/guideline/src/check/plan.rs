//! The plan for today, sessions, what helped, the calendar and the report: what their tables name, and that each is whole.

use super::course::check_order;
use super::draft::Draft;
use super::entries::Known;
use super::resolve;
use crate::condition::resolve::{Names, Place};
use crate::model::{CalendarKind, MilestoneKind, PartOfReport, PlanItem, PlanKind};
use crate::problem::Problem;
use crate::read::Entry;
use std::collections::BTreeSet;

/// Gives the rules of the plan their meaning and checks what its tables name.
pub(super) fn check(draft: &mut Draft<'_>, names: &Names<'_>, problems: &mut Vec<Problem>) {
    for entry in &mut draft.plan_items {
        resolve(entry, &["when"], |item| item.when.as_mut(), names, Place::Facts, problems);
        resolve(entry, &["less_when"], |item| item.less_when.as_mut(), names, Place::Facts, problems);
    }
    check_order(&draft.plan_items, |item| item.order, problems);
    check_order(&draft.report_parts, |part| part.order, problems);
    let treatments = Known::of("treatment", &draft.treatments);
    let medicines = Known::of("medicine", &draft.medicines);
    for entry in &draft.plan_items {
        let item = &entry.value;
        for (key, id) in [("treatment", &item.treatment), ("instead_of", &item.instead_of), ("needs", &item.needs)] {
            if let Some(id) = id {
                treatments.expect(entry, &[key], id, problems);
            }
        }
        if let (PlanKind::Dose, Some(id)) = (item.kind, &item.treatment) {
            medicines.expect(entry, &["treatment"], id, problems);
        }
        check_kind(entry, problems);
        let treatment = draft.treatments.iter().find(|one| Some(&one.value.id) == item.treatment.as_ref());
        let limits = treatment.map_or(&[][..], |treatment| &treatment.value.limits);
        let limits = Known::from_ids("limit of the treatment", limits.iter().map(|limit| limit.id.as_str()));
        for (key, ids) in named_limits(item) {
            for (place, id) in ids.into_iter().enumerate() {
                limits.expect(entry, &[key, &place.to_string()], id, problems);
            }
        }
    }
    check_once(draft, problems);
    for entry in &draft.milestones {
        let whole_days = entry.value.value.fract() == 0.0 && entry.value.value >= 1.0;
        let fits = match entry.value.kind {
            MilestoneKind::Day | MilestoneKind::LowPainDays => whole_days,
            MilestoneKind::PainAtMost => (0.0..=10.0).contains(&entry.value.value),
            MilestoneKind::PainDownPercent => (1.0..=100.0).contains(&entry.value.value),
        };
        if !fits {
            problems.push(entry.problem(&["value"], "this number does not go with its kind"));
        }
    }
}

/// Every limit that a line names, with its key.
fn named_limits(item: &PlanItem) -> Vec<(&'static str, Vec<&String>)> {
    vec![
        ("minutes", item.minutes.iter().flatten().collect()),
        ("gap", item.gap.iter().collect()),
        ("times_a_day", item.times_a_day.iter().collect()),
        ("times_an_hour", item.times_an_hour.iter().collect()),
        ("less_minutes", item.less_minutes.iter().collect()),
        ("limits", item.limits.iter().collect()),
    ]
}

fn check_kind(entry: &Entry<'_, PlanItem>, problems: &mut Vec<Problem>) {
    let item = &entry.value;
    let (treated, timed) = match item.kind {
        PlanKind::Session => (true, item.times_an_hour.is_none()),
        PlanKind::Hourly => (true, item.times_an_hour.is_some() && item.times_a_day.is_none()),
        PlanKind::Dose | PlanKind::Walk => (true, named_limits(item).iter().take(4).all(|(_, ids)| ids.is_empty())),
        PlanKind::Exercises => (true, item.minutes.is_some()),
        PlanKind::AllDay => (item.instead_of.is_none(), item.minutes.is_none() && item.times_a_day.is_none()),
        PlanKind::DoctorsPlan | PlanKind::NewCheck | PlanKind::Visit | PlanKind::CheckIn | PlanKind::AskPharmacist => {
            (false, item.minutes.is_none() && item.times_a_day.is_none())
        }
    };
    let less =
        item.less_when.is_some() == item.less_minutes.is_some() && (item.less_when.is_none() || item.minutes.is_some());
    if item.treatment.is_some() != treated || !timed || !less {
        let help = Some("see `[[plan_item]]` in guideline/README.md for what goes with which kind");
        let message = format!("what `{}` has does not go with its kind", item.id);
        problems.push(entry.problem(&["kind"], message).help(help));
    }
}

/// What has to be there exactly once.
fn check_once(draft: &Draft<'_>, problems: &mut Vec<Problem>) {
    for (table, count) in [
        ("day_frame", draft.day_frames.len()),
        ("session_pace", draft.session_paces.len()),
        ("help_rule", draft.help_rules.len()),
    ] {
        if count > 1 {
            problems.push(Problem::new(format!("there is more than one `[[{table}]]`")).help(Some("keep one")));
        }
    }
    for entry in &draft.day_frames {
        if !(entry.value.wakes_at_hour < entry.value.sleeps_at_hour && entry.value.sleeps_at_hour <= 23) {
            problems.push(entry.problem(&["sleeps_at_hour"], "the day does not end after it begins, by hour 23"));
        }
    }
    let mut kinds = BTreeSet::new();
    for entry in &draft.calendar_entries {
        if !kinds.insert(entry.value.kind) {
            let kind: CalendarKind = entry.value.kind;
            problems.push(entry.problem(&["kind"], format!("`{}` stands twice", kind.word())));
        }
    }
    let mut parts = BTreeSet::new();
    for entry in &draft.report_parts {
        if !parts.insert(entry.value.part) {
            let part: PartOfReport = entry.value.part;
            problems.push(entry.problem(&["part"], format!("`{}` stands twice", part.word())));
        }
    }
}
