//! Definitions, levels and red flags.

use super::resolve;
use crate::condition::Literals;
use crate::condition::parse::{KEYWORDS, parse};
use crate::condition::resolve::{Names, Place, did_you_mean};
use crate::condition::syntax::Syntax;
use crate::model::{Action, Definition, Finding, Level, LevelId, Property, RedFlag};
use crate::problem::Problem;
use crate::read::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Makes every definition known to `names`, those that others use first. One whose name means something else already is
/// reported and stays unknown: it would silently take the other's place.
pub(super) fn define<'g>(
    entries: &mut [Entry<'_, Definition>],
    ids: &'g [String],
    names: &mut Names<'g>,
    problems: &mut Vec<Problem>,
) {
    let known: BTreeSet<&str> = ids.iter().map(String::as_str).filter(|id| taken(id, names).is_none()).collect();
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
        if let Some(what) = taken(id, names) {
            problems.push(entry.problem(&["id"], format!("`{id}` is {what} already")).help(Some("give it another id")));
            names.doubt();
            continue;
        }
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

/// What a name means before any definition takes it.
fn taken(id: &str, names: &Names<'_>) -> Option<&'static str> {
    if names.is_finding(id) {
        return Some("a finding");
    }
    KEYWORDS.contains(&id).then_some("a word of the condition language")
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

/// All five levels are there, what they ask for exists, and an unknown costs exactly one step.
pub(super) fn check_levels(entries: &[Entry<'_, Level>], actions: &[Entry<'_, Action>], problems: &mut Vec<Problem>) {
    for id in [LevelId::HomeCare, LevelId::SeeDoctorSoon, LevelId::SameDay, LevelId::EmergencyNow, LevelId::Incomplete]
    {
        if !entries.iter().any(|entry| entry.value.id == id) {
            problems.push(
                Problem::new(format!("there is no level `{}`", id.word())).help(Some("it stands in levels.toml")),
            );
        }
    }
    for entry in entries {
        if let Some(action) = &entry.value.usual_action {
            expect_action(entry, &["usual_action"], action, actions, problems);
        }
        let Some(floor) = entry.value.unknown_costs else { continue };
        let id = entry.value.id;
        let (message, help) = match (id, floor.level, floor.within_days) {
            (LevelId::EmergencyNow, LevelId::SameDay, None)
            | (LevelId::SameDay, LevelId::SeeDoctorSoon, Some(1..=365)) => continue,
            (LevelId::EmergencyNow, ..) => {
                (format!("this floor does not lie one step below `{}`", id.word()), "it is `{ level = \"same_day\" }`")
            }
            (LevelId::SameDay, ..) => (
                format!("this floor does not lie one step below `{}`", id.word()),
                "it is `{ level = \"see_doctor_soon\", within_days = 1 }`, or another window from 1 to 365 days",
            ),
            _ => (
                format!("`unknown_costs` may not stand at `{}`", id.word()),
                "only at emergency_now and same_day; an unknown red flag of see_doctor_soon keeps its level and window",
            ),
        };
        problems.push(entry.problem(&["unknown_costs"], message).help(Some(help)));
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
        expect_action(entry, &["action"], &flag.action, actions, problems);
        if flag.also_only_deciding && flag.also.is_none() {
            problems.push(entry.problem(&["also_only_deciding"], format!("`{}` has no `also`", flag.id)));
        }
        if !codes.insert(flag.code.clone()) {
            problems.push(entry.problem(&["code"], format!("two red flags have the code `{}`", flag.code)));
        }
        if let Some(finding) = Literals::of(flag.when.condition()).contradicted(findings) {
            let id = findings.get(finding.index()).map_or("", |finding| finding.id.as_str());
            let message = format!("no single answer to `{id}` can satisfy all that `{}` asks of it", flag.id);
            problems.push(
                entry
                    .problem(&["when"], message)
                    .help(Some("write two red flags instead, each of what can hold together")),
            );
        }
    }
}

fn expect_action<T>(
    entry: &Entry<'_, T>,
    path: &[&str],
    id: &str,
    actions: &[Entry<'_, Action>],
    problems: &mut Vec<Problem>,
) {
    if !actions.iter().any(|action| action.value.id == id) {
        let help = did_you_mean(id, actions.iter().map(|action| action.value.id.as_str()));
        problems.push(entry.problem(path, format!("`{id}` is no action")).help(help));
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
