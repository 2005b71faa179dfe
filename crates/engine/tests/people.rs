//! Every example person gets the decision that they must get.

mod folder;

use easeback_engine::Engine;

#[test]
fn every_example_person_gets_the_expected_decision() {
    let engine = Engine::new(folder::guideline());
    let people = engine.guideline().people.iter();
    let report: Vec<_> = people
        .flat_map(|person| engine.differences(person).into_iter().map(|line| format!("{}: {line}", person.id)))
        .collect();
    assert!(report.is_empty(), "\n{}", report.join("\n"));
}
