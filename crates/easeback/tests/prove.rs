//! `easeback prove`: a line a claim, and a person for whatever does not hold.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod program;

use program::{Folder, run};
use serde_json::Value;

fn lines(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn everything_is_proved_of_every_possible_person_and_told_as_objects() {
    let ran = run(&["prove", "--json", "--dead", "--axioms"], "");
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
    let lines = lines(&ran.output);
    let proofs: Vec<_> = lines.iter().filter(|line| line.get("claim").is_some()).collect();
    assert!(proofs.len() > 700, "only {} claims", proofs.len());
    let everybody = proofs[0]["people"].as_str().unwrap();
    assert!(everybody.len() > 80 && everybody.chars().all(|digit| digit.is_ascii_digit()), "{everybody}");
    for proof in proofs {
        assert_eq!((proof["status"].as_str(), &proof["counter_example"]), (Some("proved"), &Value::Null), "{proof}");
        assert!(proof["ms"].as_f64().is_some(), "{proof}");
    }
    assert!(lines.iter().any(|line| line["axiom"] == "contradiction.pain_without_a_place"));
    assert!(lines.iter().any(|line| line["dead"] == "stop.heat.fever" && line["status"] == "known"));
}

#[test]
fn what_does_not_hold_comes_with_a_person_ready_to_be_saved() {
    let folder = Folder::with_guideline();
    folder.replace("red-flags.toml", "when = \"groin_numb or rectum_numb\"", "when = \"groin_numb and rectum_numb\"");
    let guideline = folder.0.to_str().unwrap();
    let ran = run(&["prove", "--guideline", guideline, "--only", "I-01"], "");
    assert_eq!((ran.status, ran.errors.as_str()), (1, ""));
    assert!(ran.output.contains("1 claim, 1 refuted"), "{}", ran.output);
    let start = ran.output.find("[[person]]").unwrap();
    let end = ran.output.find("only = true\n").unwrap() + "only = true\n".len();
    let person = &ran.output[start..end];
    assert!(person.contains("groin_numb = true") || person.contains("rectum_numb = true"), "{person}");
    std::fs::write(folder.0.join("people/found.toml"), person).unwrap();
    let checked = run(&["guideline", "check", guideline], "");
    assert!(!checked.output.contains("against_i_01"), "{}", checked.output);

    let told = run(&["prove", "--guideline", guideline, "--only", "I-01", "--json"], "");
    assert_eq!(told.status, 1);
    let told = &lines(&told.output)[0];
    assert_eq!(told["status"], "refuted");
    assert!(told["counter_example"]["facts"].is_object(), "{told}");
}

#[test]
fn knowledge_without_effect_that_nobody_named_is_an_error() {
    let folder = Folder::with_guideline();
    folder.replace("shadowed.toml", "  \"stop.heat.fever\",\n", "");
    let ran = run(&["prove", "--guideline", folder.0.to_str().unwrap(), "--only", "total", "--dead"], "");
    assert_eq!(ran.status, 1);
    assert!(ran.output.contains("NEW") && ran.output.contains("stop.heat.fever"), "{}", ran.output);
}

#[test]
fn a_claim_that_does_not_exist_offers_the_nearest_one() {
    let ran = run(&["prove", "--only", "worse.fevr"], "");
    assert_eq!(ran.status, 1);
    assert!(ran.errors.contains("`worse.fever`?"), "{}", ran.errors);
}
