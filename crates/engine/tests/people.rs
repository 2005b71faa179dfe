//! Every example person gets the decision that they must get.

mod folder;

use easeback_engine::Engine;

#[test]
fn every_example_person_gets_the_expected_decision() {
    let engine = Engine::new(folder::guideline());
    let mut report = String::new();
    for person in &engine.guideline().people {
        for line in engine.differences(person) {
            report += &format!("{}: {line}\n", person.id);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
