//! From log to facts: what the answers and the log together say at an instant, ready for the engine.
//!
//! Every fact from the log that the guideline names is worked out here, by its id; every number it is counted with
//! stands in the guideline. What was taken before the log began is unknown until the person has said (ruling 6).

mod course;
mod doctor;
mod doses;
mod warnings;

pub(crate) use course::{COURSE, WORSE};
pub(crate) use doctor::{DOCTOR_SEEN, NO, taken_back};
pub(crate) use doses::{TAKEN_BEFORE, days_with_a_dose, uncounted_until};
pub(crate) use warnings::first_shown;

use crate::{Log, Rows};
use easeback_engine::{Allowed, Answer, Decision, Engine, PersonFacts};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// What is known at `instant`: the answers of the open episode, and on top of them the facts from the log.
///
/// `log` is the one of the same instant. An answer that the guideline does not know any more is left out.
pub fn rows_at(engine: &Engine, log: &Log, instant: Timestamp) -> BTreeMap<String, Answer> {
    let mut rows = base_rows(engine, log, instant);
    for (finding, answer) in warnings::warnings(engine, log, &facts(engine, &rows), instant) {
        rows.insert(finding.to_owned(), answer);
    }
    rows
}

/// The decision at `instant`: with what is overdue, with what was said before and still counts, and with what a doctor
/// or pharmacist has said yes to.
///
/// `log` is the one of the same instant.
pub fn decision_at<'e>(engine: &'e Engine, log: &Log, instant: Timestamp) -> Decision<'e> {
    let facts = facts(engine, &rows_at(engine, log, instant));
    engine.decide_allowing(&facts, &allowed_at(engine, log))
}

/// What a doctor or pharmacist has said yes to and what still holds: until an answer or a medicine changes, or
/// something bad follows from one.
pub(crate) fn allowed_at(engine: &Engine, log: &Log) -> Vec<Allowed> {
    let Some(episode) = log.open() else { return Vec::new() };
    let holds = episode.allowances.iter().filter(|allowance| {
        !doses::changed_since(engine.guideline(), log, allowance.at, &allowance.treatment)
            && !log.harms.iter().any(|harm| harm.at > allowance.at)
    });
    holds.map(|yes| Allowed { treatment: yes.treatment.clone(), stop: yes.stop.clone() }).collect()
}

/// The facts that follow from rows. A stored answer that this guideline no longer knows or allows counts as not asked,
/// so that it is asked again.
pub fn facts(engine: &Engine, rows: &Rows) -> PersonFacts {
    let problems = match engine.facts(rows) {
        Ok(facts) => return facts,
        Err(problems) => problems,
    };
    let (mut rows, mut problems) = (rows.clone(), problems);
    loop {
        let before = rows.len();
        rows.retain(|row, _| !problems.iter().any(|problem| is_about(&problem.field, row)));
        match engine.facts(&rows) {
            Ok(facts) => return facts,
            Err(_) if rows.len() == before => return PersonFacts::nothing_asked(engine.guideline()),
            Err(more) => problems = more,
        }
    }
}

/// Whether a row belongs to this field: it is the field, an option of it, or the whole of which it is an option.
fn is_about(field: &str, row: &str) -> bool {
    row == field || finding_of(row) == finding_of(field)
}

/// The finding that a row belongs to.
fn finding_of(row: &str) -> &str {
    row.split_once('.').map_or(row, |(finding, _)| finding)
}

/// Everything but what is overdue or said before: those need a decision over these.
fn base_rows(engine: &Engine, log: &Log, instant: Timestamp) -> BTreeMap<String, Answer> {
    let guideline = engine.guideline();
    let mut rows = log.open().map(|episode| episode.rows.clone()).unwrap_or_default();
    doses::add(guideline, log, instant, &mut rows);
    course::add(guideline, log, instant, &mut rows);
    doctor::add(guideline, log, &mut rows);
    rows
}

/// So many hours before an instant; the earliest instant there is, when that is longer ago than time goes.
pub(crate) fn hours_before(instant: Timestamp, hours: f64) -> Timestamp {
    let duration = SignedDuration::try_from_secs_f64(hours * 3600.0).unwrap_or(SignedDuration::MAX);
    instant.checked_sub(duration).unwrap_or(Timestamp::MIN)
}

/// So many hours after an instant.
pub(crate) fn hours_after(instant: Timestamp, hours: f64) -> Timestamp {
    let duration = SignedDuration::try_from_secs_f64(hours * 3600.0).unwrap_or(SignedDuration::MAX);
    instant.checked_add(duration).unwrap_or(Timestamp::MAX)
}
