//! Definitions, levels and red flags.

use super::resolve;
use crate::condition::Literals;
use crate::condition::parse::parse;
use crate::condition::resolve::{Names, Place, did_you_mean};
use crate::condition::syntax::Syntax;
use crate::model::{Action, Definition, Finding, Level, LevelId, Property, RedFlag};
use crate::problem::Problem;
use crate::read::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Makes every definition known to `names`, those that others use first.
pub(super) fn define<'g>(
    entries: &mut [Entry<'_, Definition>],
    ids: &'g [String],
    names: &mut Names<'g>,
    problems: &mut Vec<Problem>,
) {
    let known: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let mut waiting: BTreeMap<usize, BTreeSet<String>> = entries
        .iter()
        .enumerate()
        .map(|(place, entry)| {
            let mut used = BTreeSet::new();
            if let Ok(syntax) = parse(entry.value.when.text()) {
                collect_names(&syntax, &known, &mut used);
            }
            (place, used)
        })
        .collect();
    while let Some(ready) = waiting.iter().find(|(_, uses)| uses.is_empty()).map(|(place, _)| *place) {
        waiting.remove(&ready);
        let (Some(entry), Some(id)) = (entries.get_mut(ready), ids.get(ready)) else { continue };
        let before = problems.len();
        resolve(entry, &["when"], |definition| Some(&mut definition.when), names, Place::Facts, problems);
        names.define(id, (problems.len() == before).then(|| entry.value.when.condition().clone()));
        for uses in waiting.values_mut() {
            uses.remove(id.as_str());
        }
    }
    for place in waiting.keys() {
        let (Some(entry), Some(id)) = (entries.get(*place), ids.get(*place)) else { continue };
        problems.push(entry.problem(&["when"], format!("the definition `{id}` leads back to itself")));
        names.define(id, None);
        names.doubt();
    }
}

fn collect_names(syntax: &Syntax, known: &BTreeSet<&str>, used: &mut BTreeSet<String>) {
    match syntax {
        Syntax::Name(name) if known.contains(name.value.as_str()) => {
            used.insert(name.value.clone());
        }
        Syntax::Not(inner) => collect_names(inner, known, used),
        Syntax::And(parts) | Syntax::Or(parts) => parts.iter().for_each(|part| collect_names(part, known, used)),
        Syntax::Implies(left, right) => {
            collect_names(left, known, used);
            collect_names(right, known, used);
        }
        _ => {}
    }
}

/// All five levels are there, and what an unknown costs is never more than the level itself.
pub(super) fn check_levels(entries: &[Entry<'_, Level>], problems: &mut Vec<Problem>) {
    for id in [LevelId::HomeCare, LevelId::SeeDoctorSoon, LevelId::SameDay, LevelId::EmergencyNow, LevelId::Incomplete]
    {
        if !entries.iter().any(|entry| entry.value.id == id) {
            problems.push(
                Problem::new(format!("there is no level `{}`", id.word())).help(Some("it stands in levels.toml")),
            );
        }
    }
    for entry in entries {
        let Some(floor) = entry.value.unknown_costs else { continue };
        let window_fits = (floor.level == LevelId::SeeDoctorSoon) == floor.within_days.is_some();
        if floor.level >= entry.value.id || floor.level == LevelId::Incomplete || !window_fits {
            let message = format!("this floor does not lie one step below `{}`", entry.value.id.word());
            let help = Some("a lower level; with `within_days` for see_doctor_soon and only there");
            problems.push(entry.problem(&["unknown_costs"], message).help(help));
        }
    }
}

/// Levels, windows, actions and codes of the red flags; and that each can be asked about exactly.
pub(super) fn check_red_flags(
    entries: &mut [Entry<'_, RedFlag>],
    names: &Names<'_>,
    actions: &[Entry<'_, Action>],
    findings: &[Finding],
    problems: &mut Vec<Problem>,
) {
    let mut codes = BTreeSet::new();
    for entry in entries.iter_mut() {
        resolve(entry, &["when"], |flag| Some(&mut flag.when), names, Place::Facts, problems);
        let flag = &entry.value;
        match (flag.level, flag.within_days) {
            (LevelId::SeeDoctorSoon, Some(1..=365)) | (LevelId::SameDay | LevelId::EmergencyNow, None) => {}
            (LevelId::SeeDoctorSoon, _) => {
                problems.push(entry.problem(&["level"], format!("`{}` needs `within_days`, from 1 to 365", flag.id)));
            }
            (LevelId::SameDay | LevelId::EmergencyNow, Some(_)) => {
                let message = format!("`{}` has a window, but its level has none", flag.id);
                problems.push(entry.problem(&["within_days"], message));
            }
            (LevelId::HomeCare | LevelId::Incomplete, _) => {
                problems.push(entry.problem(&["level"], "a red flag is see_doctor_soon, same_day or emergency_now"));
            }
        }
        if !actions.iter().any(|action| action.value.id == flag.action) {
            let help = did_you_mean(&flag.action, actions.iter().map(|action| action.value.id.as_str()));
            problems.push(entry.problem(&["action"], format!("`{}` is no action", flag.action)).help(help));
        }
        if !codes.insert(flag.code.clone()) {
            problems.push(entry.problem(&["code"], format!("two red flags have the code `{}`", flag.code)));
        }
        if let Some(finding) = Literals::of(flag.when.condition()).contradicted(findings) {
            let id = findings.get(finding.index()).map_or("", |finding| finding.id.as_str());
            let message = format!("no single answer to `{id}` can satisfy all that `{}` asks of it", flag.id);
            problems.push(entry.problem(&["when"], message).help(Some("write two red flags instead")));
        }
    }
}

/// Gives every property its meaning.
pub(super) fn check_properties(entries: &mut [Entry<'_, Property>], names: &Names<'_>, problems: &mut Vec<Problem>) {
    for entry in entries {
        resolve(entry, &["claim"], |property| Some(&mut property.claim), names, Place::Property, problems);
    }
}

/// Reports every definition that no condition used; to be called when all conditions have their meaning.
pub(super) fn report_unused(entries: &[Entry<'_, Definition>], names: &Names<'_>, problems: &mut Vec<Problem>) {
    // A condition that was not understood may use any of them.
    for entry in entries.iter().filter(|entry| !names.in_doubt() && !names.was_used(&entry.value.id)) {
        let message = format!("nothing uses the definition `{}`", entry.value.id);
        problems.push(entry.problem(&["id"], message).help(Some("use it in a condition, or take it out")));
    }
}
