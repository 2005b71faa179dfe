//! Planted faults: each is found, with a person for whom the ordinary engine goes wrong too.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

mod support;

use easeback_engine::{Answer, Engine};
use easeback_guideline::{Floor, Guideline, LevelId, SourceFile};
use easeback_proof::{CounterExample, Prover};

/// The files with one text changed, which has to stand there once.
fn with(file: &str, from: &str, to: &str) -> Vec<SourceFile> {
    let mut files = support::files();
    let text = &mut files.iter_mut().find(|known| known.name == file).expect("the file exists").text;
    assert_eq!(text.matches(from).count(), 1, "`{from}` stands in {file} once");
    *text = text.replacen(from, to, 1);
    files
}

/// The files with one entry of a table changed: `from` is looked for between its id and the next entry.
fn with_entry(file: &str, id: &str, from: &str, to: &str) -> Vec<SourceFile> {
    let mut files = support::files();
    let text = &mut files.iter_mut().find(|known| known.name == file).expect("the file exists").text;
    let start = text.find(&format!("\nid = \"{id}\"\n")).expect("the entry exists");
    let at = start + text[start..].find(from).expect("the text stands in the entry");
    text.replace_range(at..at + from.len(), to);
    files
}

/// The files without one entry of a table.
fn without(file: &str, table: &str, after: &str, id: &str) -> Vec<SourceFile> {
    let mut files = support::files();
    let text = &mut files.iter_mut().find(|known| known.name == file).expect("the file exists").text;
    let from = text.find(after).expect("it stands there");
    let name = from + text[from..].find(&format!("\nid = \"{id}\"\n")).expect("the entry exists");
    let start = text[..name].rfind(&format!("[[{table}]]")).expect("it stands in a table");
    let end = text[name..].find("\n[[").map_or(text.len(), |end| name + end + 1);
    text.replace_range(start..end, "");
    files
}

/// The person whom a claim of a changed guideline finds, replayed and written down.
fn found(files: Vec<SourceFile>, claim: &str) -> CounterExample {
    let engine = Engine::new(Guideline::read(&files).unwrap_or_else(|problems| panic!("{problems}")));
    let prover = Prover::new(&engine);
    let claims = prover.claims();
    let claim = claims.iter().find(|known| known.id == claim).expect("the claim exists");
    let proof = prover.prove(claim);
    let person = proof.counter_example().unwrap_or_else(|| panic!("{} holds in spite of the fault", claim.id)).clone();
    assert!(person.replayed, "the ordinary engine does not go wrong for {:?}", person.answers);
    is_ready_to_be_saved(files, &person.to_toml(&engine, claim));
    person
}

/// Whether the person, put into the folder, gets the decision that was written down.
fn is_ready_to_be_saved(mut files: Vec<SourceFile>, text: &str) {
    files.push(SourceFile { name: "people/found.toml".to_owned(), text: text.to_owned() });
    let guideline = Guideline::read(&files).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    assert!(!guideline.people.is_empty());
    let engine = Engine::new(guideline);
    for person in &engine.guideline().people {
        assert_eq!(engine.differences(person), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_red_flag_that_is_deleted_is_missed() {
    let person = found(without("red-flags.toml", "red_flag", "", "major_trauma"), "I-07a");
    assert_eq!(person.answers["trauma"], Answer::OneOf("major".to_owned()));
}

#[test]
fn a_level_that_is_lowered_is_missed() {
    let lowered = "level = \"see_doctor_soon\"\nwithin_days = 1";
    found(with_entry("red-flags.toml", "fever", "level = \"same_day\"", lowered), "I-09b");
}

#[test]
fn and_for_or_is_found() {
    found(with("red-flags.toml", "groin_numb or rectum_numb", "groin_numb and rectum_numb"), "I-01");
}

#[test]
fn a_threshold_off_by_one_is_found_at_the_number_between() {
    let person =
        found(with_entry("red-flags.toml", "over_two_weeks", "duration_days > 14", "duration_days > 15"), "I-53a");
    assert_eq!(person.answers["duration_days"], Answer::Number(15.0));
}

#[test]
fn a_stop_that_is_removed_is_missed() {
    found(without("medicines.toml", "treatment.stop", "\nid = \"ibuprofen\"\n", "bleeding_disorder"), "I-36");
}

#[test]
fn a_stop_that_treats_unknown_as_false_is_found() {
    let kinder = "age_years < 18 and not (not_sure(age_years) or not_asked(age_years))";
    found(with("medicines.toml", "not (age_years >= 18)", kinder), "I-19a");
}

#[test]
fn a_gate_that_is_widened_is_found() {
    let (narrow, wide) = ("[\"home_care\", \"see_doctor_soon\"]", "[\"home_care\", \"see_doctor_soon\", \"same_day\"]");
    found(with_entry("treatments.toml", "heat", narrow, wide), "I-24");
}

#[test]
fn a_pair_of_interacting_treatments_that_is_allowed_is_found() {
    let person = found(
        with_entry("interactions.toml", "ibuprofen_willow_bark", "severity = \"never\"", "severity = \"caution\""),
        "I-33d",
    );
    let engine = Engine::new(Guideline::read(&support::files()).expect("it is checked on every build"));
    let decision = engine.decide(&engine.facts(&person.answers).expect("it was replayed"));
    assert!(decision.offer("ibuprofen").is_some_and(|offer| offer.not_with.contains(&"willow_bark")));
}

#[test]
fn an_emergency_screen_that_comes_later_is_found() {
    let mut guideline = Guideline::read(&support::files()).expect("it is checked on every build");
    let last = guideline.screens.iter().rposition(|screen| screen.emergency).expect("there are emergency screens");
    guideline.screens.swap(last, last + 1);
    let engine = Engine::new(guideline);
    let prover = Prover::new(&engine);
    let claims = prover.claims();
    let claim = claims.iter().find(|known| known.id == "signs_first").expect("the claim exists");
    assert!(prover.prove(claim).counter_example().expect("it is broken").replayed);
}

#[test]
fn a_floor_for_the_unknown_that_is_removed_is_refused() {
    let files =
        with("levels.toml", "unknown_costs = { level = \"same_day\" }", "unknown_costs = { level = \"home_care\" }");
    assert!(Guideline::read(&files).is_err());
}

#[test]
fn a_floor_for_the_unknown_that_is_removed_is_missed() {
    let mut guideline = Guideline::read(&support::files()).expect("it is checked on every build");
    for level in guideline.levels.iter_mut().filter(|level| level.id == LevelId::EmergencyNow) {
        level.unknown_costs = Some(Floor { level: LevelId::HomeCare, within_days: None });
    }
    let engine = Engine::new(guideline);
    let prover = Prover::new(&engine);
    let claims = prover.claims();
    let claim = claims.iter().find(|known| known.id == "I-03a").expect("the claim exists");
    let person = prover.prove(claim).counter_example().expect("it is broken").clone();
    assert!(person.replayed && person.answers.values().any(|answer| *answer == Answer::NotSure));
}

#[test]
fn a_conditional_question_that_is_asked_too_late_is_found() {
    found(with("findings.toml", "asked_when = \"mood_low >= 5\"", "asked_when = \"mood_low >= 8\""), "I-02c");
}

#[test]
fn a_worse_answer_that_lowers_the_urgency_is_found_as_a_pair() {
    let person = found(
        with_entry("red-flags.toml", "groin_pain", "when = \"groin_pain\"", "when = \"groin_pain and not nausea\""),
        "worse.nausea",
    );
    let after = person.after.expect("two people");
    assert_eq!((&person.answers["nausea"], &after["nausea"]), (&Answer::YesNo(false), &Answer::YesNo(true)));
}

#[test]
fn an_option_that_is_misspelt_is_refused() {
    let problems =
        Guideline::read(&with_entry("red-flags.toml", "bladder_change", "'leaking'", "'leeking'")).unwrap_err();
    let told: Vec<_> = problems.iter().filter_map(|problem| problem.help.clone()).collect();
    assert_eq!(told, ["did you mean `leaking`?"]);
}
