//! Example people: that they speak of findings, red flags and treatments that exist.

use super::draft::Draft;
use super::entries::Known;
use super::findings::in_range;
use crate::Answer;
use crate::condition::resolve::did_you_mean;
use crate::model::{ExamplePerson, Finding, Kind, StopForAll, Treatment};
use crate::problem::Problem;
use crate::read::Entry;
use std::collections::BTreeMap;

/// The word that takes away an answer of the person whom one is like.
const NOT_ASKED: &str = "not_asked";

/// Everything that an example person names exists, and every answer fits its finding.
pub(super) fn check(draft: &Draft<'_>, problems: &mut Vec<Problem>) {
    let findings = Known::of("finding", &draft.findings);
    let red_flags = Known::of("red flag", &draft.red_flags);
    let treatments = Known::of("treatment", &draft.treatments);
    for entry in &draft.people {
        let ExamplePerson { answers, expect, .. } = &entry.value;
        check_answers(entry, answers, draft, &findings, problems);
        for (list, known, ids) in [
            ("reasons", &red_flags, &expect.reasons),
            ("floors", &red_flags, &expect.floors),
            ("ask", &findings, &expect.ask),
            ("offers", &treatments, &expect.offers),
            ("suggested", &treatments, &expect.suggested),
            ("not_suggested", &treatments, &expect.not_suggested),
            ("not_offered", &treatments, &expect.not_offered),
            ("never", &treatments, &expect.never),
            ("ask_first", &treatments, &expect.ask_first),
        ] {
            known.expect_all(entry, &["expect", list], ids, problems);
        }
        for (list, held) in [("withheld", &expect.withheld), ("stops", &expect.stops)] {
            for (treatment, stops) in held {
                let path = ["expect", list, treatment];
                treatments.expect(entry, &path, treatment, problems);
                if let Some(known) = draft.treatments.iter().find(|known| known.value.id == *treatment) {
                    stops_of(&known.value, &draft.stops_for_all).expect_all(entry, &path, stops, problems);
                }
            }
        }
        check_like(entry, &draft.people, problems);
    }
    let people = Known::of("example person", &draft.people);
    let contradictions = Known::of("contradiction", &draft.contradictions);
    for entry in &draft.refused {
        check_answers(entry, &entry.value.answers, draft, &findings, problems);
        people.expect(entry, &["like"], &entry.value.like, problems);
        contradictions.expect(entry, &["contradiction"], &entry.value.contradiction, problems);
    }
}

/// Every answer is one to a finding that exists.
fn check_answers<T>(
    entry: &Entry<'_, T>,
    answers: &BTreeMap<String, Answer>,
    draft: &Draft<'_>,
    findings: &Known,
    problems: &mut Vec<Problem>,
) {
    for (row, answer) in answers {
        let (id, option) = row.split_once('.').map_or((row.as_str(), None), |(id, option)| (id, Some(option)));
        findings.expect(entry, &["answers", row], id, problems);
        let finding = draft.findings.iter().find(|finding| finding.value.id == id);
        if finding.is_some_and(|finding| !fits(&finding.value, option, answer)) {
            let message = format!("this is no answer to `{row}`");
            let help = Some("an answer of its kind, within its options and its range, or \"not_sure\"");
            problems.push(entry.problem(&["answers", row], message).help(help));
        }
    }
}

/// Whether this answers the finding, or this option of it.
fn fits(finding: &Finding, option: Option<&str>, answer: &Answer) -> bool {
    let exists = |id: &str| finding.option(id).is_some();
    match (answer, option) {
        (Answer::OneOf(word), None) if word == NOT_ASKED => true,
        (Answer::YesNo(_) | Answer::NotSure, Some(option)) => finding.kind == Kind::ManyOf && exists(option),
        (_, Some(_)) => false,
        (Answer::NotSure, None) => true,
        (Answer::YesNo(_), None) => finding.kind == Kind::YesNo,
        (Answer::OneOf(option), None) => finding.kind == Kind::OneOf && exists(option),
        (Answer::ManyOf { chosen, .. }, None) => {
            finding.kind == Kind::ManyOf && chosen.iter().all(|option| exists(option))
        }
        (Answer::Number(number), None) => finding.kind == Kind::Number && in_range(finding, *number),
    }
}

fn stops_of(treatment: &Treatment, for_all: &[Entry<'_, StopForAll>]) -> Known {
    let own = treatment.stops.iter().map(|stop| stop.id.as_str());
    Known::from_ids("stop of this treatment", own.chain(for_all.iter().map(|stop| stop.value.id.as_str())))
}

/// Who a person is like exists, and nobody is like themselves in the end.
fn check_like(entry: &Entry<'_, ExamplePerson>, people: &[Entry<'_, ExamplePerson>], problems: &mut Vec<Problem>) {
    let mut like = entry.value.like.as_deref();
    for _ in 0..=people.len() {
        let Some(id) = like else { return };
        let Some(other) = people.iter().find(|other| other.value.id == *id) else {
            let help = did_you_mean(id, people.iter().map(|other| other.value.id.as_str()));
            problems.push(entry.problem(&["like"], format!("`{id}` is no example person")).help(help));
            return;
        };
        like = other.value.like.as_deref();
    }
    problems.push(entry.problem(&["like"], format!("`{}` is like itself in the end", entry.value.id)));
}
