//! Whether a doctor has seen this, and which answers were a mistake.

use super::doses::MEDICINES;
use super::finding_of;
use crate::{Episode, Log, Rows, Visit};
use easeback_guideline::{Answer, Atom, Condition, Finding, FindingId, Guideline, Kind, Worse};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// The finding that says whether a doctor has looked, and the option for "no".
pub(crate) const DOCTOR_SEEN: &str = "doctor_seen";
pub(crate) const NO: &str = "no";

/// How long the pain has lasted grows by itself: that is no new sign.
const NO_SIGN: &str = crate::log::DURATION;

pub(super) fn add(guideline: &Guideline, log: &Log, rows: &mut Rows) {
    if guideline.finding(DOCTOR_SEEN).is_some() {
        rows.insert(DOCTOR_SEEN.to_owned(), Answer::OneOf(doctor_seen(guideline, log)));
    }
}

/// What the last doctor said; "no" again once an answer that red flags ask about is new or worse than it was then.
fn doctor_seen(guideline: &Guideline, log: &Log) -> String {
    let visit = log.open().and_then(last_visit);
    let known = |visit: &&Visit| {
        guideline.finding(DOCTOR_SEEN).is_some_and(|(_, finding)| finding.option(&visit.said).is_some())
    };
    let holds = visit.filter(known).filter(|visit| still_holds(guideline, log, visit));
    holds.map_or(NO, |visit| visit.said.as_str()).to_owned()
}

/// Whether nothing is new or worse since this visit.
pub(super) fn still_holds(guideline: &Guideline, log: &Log, visit: &Visit) -> bool {
    !log.harms.iter().any(|harm| harm.at > visit.at) && !is_new_or_worse(guideline, visit)
}

/// The last visit at which a doctor did look.
pub(super) fn last_visit(episode: &Episode) -> Option<&Visit> {
    episode.visits.iter().rev().find(|visit| visit.said != NO)
}

/// Whether any answer since the visit is new or worse than it was then.
fn is_new_or_worse(guideline: &Guideline, visit: &Visit) -> bool {
    let asked: BTreeSet<FindingId> =
        guideline.red_flags.iter().flat_map(|flag| flag.when.condition().findings()).collect();
    // A medicine that the doctor gave is named after the visit, and is nothing that they did not know.
    let given =
        |row: &str, answer: &Answer| row == MEDICINES && matches!(answer, Answer::ManyOf { not_sure: true, .. });
    let gave = visit.since.first().is_some_and(|(row, answer)| given(row, answer));
    visit.since.iter().any(|(row, answer)| {
        let Some((id, finding)) = guideline.finding(finding_of(row)) else { return false };
        let counts = asked.contains(&id) && !finding.is_logged() && finding.id != NO_SIGN;
        let counts = counts && !(gave && finding.id == MEDICINES);
        counts && worse(finding, visit, row, answer)
    })
}

fn worse(finding: &Finding, visit: &Visit, row: &str, now: &Answer) -> bool {
    let before = visit.rows.get(row);
    match (finding.kind, now, before) {
        // One option of a list, answered by itself; it may have stood in the whole list before.
        (Kind::ManyOf, Answer::YesNo(true), before) => {
            before != Some(now) && !chosen(finding, visit).contains(option(row))
        }
        (Kind::ManyOf, Answer::ManyOf { chosen: new, .. }, _) => {
            let (none, old) = (finding.none.as_ref(), chosen(finding, visit));
            new.iter().any(|one| !old.contains(one.as_str()) && none != Some(&Answer::OneOf(one.clone())))
        }
        (Kind::YesNo, Answer::YesNo(yes), before) => {
            let bad = !finding.none.as_ref().is_some_and(|none| *none == Answer::YesNo(true));
            *yes == bad && before != Some(now)
        }
        (Kind::OneOf, Answer::OneOf(new), before) => match (&finding.worse, before) {
            (Some(Worse::Steps(steps)), before) => {
                let place = |option: &String| steps.iter().position(|step| step.contains(option));
                let before = match before {
                    Some(Answer::OneOf(before)) => place(before),
                    _ => None,
                };
                place(new) > before.or(Some(0))
            }
            // No answer is better than another: a change is new.
            (_, Some(before)) => before != now,
            (_, None) => true,
        },
        (Kind::Number, Answer::Number(new), Some(Answer::Number(before))) => {
            matches!(&finding.worse, Some(Worse::Word(word)) if word == "higher") && new > before
        }
        _ => false,
    }
}

fn option(row: &str) -> &str {
    row.split_once('.').map_or(row, |(_, option)| option)
}

/// What was chosen of a list at the visit, in whichever form it was answered.
fn chosen<'v>(finding: &Finding, visit: &'v Visit) -> BTreeSet<&'v str> {
    let rows = visit.rows.iter().filter(|(row, _)| finding_of(row) == finding.id);
    rows.flat_map(|(row, answer)| match answer {
        Answer::ManyOf { chosen, .. } => chosen.iter().map(String::as_str).collect(),
        Answer::YesNo(true) => vec![option(row)],
        _ => Vec::new(),
    })
    .collect()
}

/// Whether an answer that this red flag asks about was taken back as a mistake since it was shown.
pub(crate) fn taken_back(guideline: &Guideline, episode: &Episode, red_flag: &str, shown: Timestamp) -> bool {
    let Some(flag) = guideline.red_flag(red_flag) else { return false };
    let findings = flag.when.condition().findings();
    let named = |row: &String| guideline.finding(finding_of(row)).is_some_and(|(id, _)| findings.contains(&id));
    episode.taken_back.iter().any(|back| back.at >= shown && back.rows.iter().any(named))
}

/// Whether a red flag can fire though no fact from the log holds: what the person said is then enough.
pub(super) fn by_answers_alone(guideline: &Guideline, condition: &Condition, wanted: bool) -> bool {
    let logged = |atom: &Atom| atom.finding().and_then(|id| guideline.finding_at(id)).is_some_and(Finding::is_logged);
    match condition {
        Condition::Constant(value) => *value == wanted,
        Condition::Atom(atom) => !(logged(atom) && wanted),
        Condition::Not(inner) => by_answers_alone(guideline, inner, !wanted),
        Condition::And(parts) if wanted => parts.iter().all(|part| by_answers_alone(guideline, part, wanted)),
        Condition::Or(parts) if !wanted => parts.iter().all(|part| by_answers_alone(guideline, part, wanted)),
        Condition::And(parts) | Condition::Or(parts) => {
            parts.iter().any(|part| by_answers_alone(guideline, part, wanted))
        }
    }
}
