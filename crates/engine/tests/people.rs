//! Every example person gets the decision that they must get.

mod folder;

use easeback_engine::{Engine, refused_answers_of};
use easeback_guideline::Strength;

#[test]
fn every_example_person_gets_the_expected_decision() {
    let engine = Engine::new(folder::guideline());
    let people = engine.guideline().people.iter();
    let report: Vec<_> = people
        .flat_map(|person| engine.differences(person).into_iter().map(|line| format!("{}: {line}", person.id)))
        .collect();
    assert!(report.is_empty(), "\n{}", report.join("\n"));
}

#[test]
fn all_answers_that_must_be_refused_are() {
    let engine = Engine::new(folder::guideline());
    let guideline = engine.guideline();
    assert!(!guideline.refused.is_empty());
    for refused in &guideline.refused {
        assert!(engine.refuses(&refused_answers_of(guideline, refused), &refused.contradiction), "{}", refused.id);
        // Those of the person whom they start from are accepted.
        let like = guideline.person(&refused.like).unwrap();
        assert!(engine.facts_of(like).is_ok(), "{}", refused.id);
    }
}

#[test]
fn a_strength_that_is_not_the_expected_one_is_told() {
    let mut guideline = folder::guideline();
    for stop in guideline.treatments.iter_mut().flat_map(|treatment| &mut treatment.stops) {
        stop.strength = Strength::AskFirst;
    }
    for stop in &mut guideline.stops_for_all {
        stop.strength = Strength::AskFirst;
    }
    let engine = Engine::new(guideline);
    let person = engine.guideline().people.iter().find(|person| !person.expect.never.is_empty()).unwrap();
    let differences = engine.differences(person);
    assert!(differences.iter().all(|line| line.ends_with("is not held back as `never`")), "{differences:?}");
    assert_eq!(differences.len(), person.expect.never.len());
}
