//! `easeback diff`: exit status, counts and witnesses, for the guideline of this repository.

mod program;

use program::{Folder, guideline, run};
use serde_json::Value;

#[test]
fn a_guideline_decides_as_itself_and_other_words_are_no_other_decision() {
    let folder = Folder::with_guideline();
    folder.replace("red-flags.toml", "because = \"", "because = \"Look: ");
    let ran = run(&["diff", guideline().to_str().unwrap(), folder.0.to_str().unwrap()], "");
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
    assert!(ran.output.contains("Nobody is decided differently."), "{}", ran.output);
}

#[test]
fn a_threshold_that_moves_by_one_is_told_with_exact_counts_and_a_person_whom_both_decide() {
    let folder = Folder::with_guideline();
    folder.replace("red-flags.toml", "duration_days > 14", "duration_days > 15");
    let (old, new) = (guideline(), folder.0.to_str().unwrap().to_owned());
    let arguments = ["diff", old.to_str().unwrap(), &new];
    let ran = run(&arguments, "");
    assert_eq!((ran.status, ran.errors.as_str()), (1, ""));
    assert!(ran.output.contains("Less urgent") && !ran.output.contains("More urgent"), "{}", ran.output);
    assert!(ran.output.lines().all(|line| line.chars().count() <= 80), "{}", ran.output);

    let ran = run(&[&arguments[..], &["--json"]].concat(), "");
    let told: Value = serde_json::from_str(&ran.output).unwrap();
    let changes = told["changes"].as_array().unwrap();
    let lower = changes.iter().find(|change| change["direction"] == "less_urgent").unwrap();
    assert!(lower["people"].as_str().unwrap().len() > 20 && lower["share"].as_f64().unwrap() > 0.0, "{lower}");
    // The person gets what is told, by each guideline.
    for (side, wanted, folder) in [("old", "from", old.to_str().unwrap()), ("new", "to", new.as_str())] {
        let decided = run(&["decide", "--guideline", folder], lower["witness"][side].to_string());
        let decided: Value = serde_json::from_str(&decided.output).unwrap();
        assert_eq!(decided["disposition"], lower[wanted]["disposition"]);
        assert_eq!(decided["within_days"], lower[wanted]["within_days"]);
    }
}

#[test]
fn a_guideline_that_cannot_be_read_ends_with_two() {
    let folder = Folder::with_guideline();
    folder.replace("red-flags.toml", "groin_numb or rectum_numb", "groin_nub or rectum_numb");
    let ran = run(&["diff", guideline().to_str().unwrap(), folder.0.to_str().unwrap()], "");
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("has 1 problem"), "{}", ran.errors);
    assert_eq!(run(&["diff", "/nowhere/at/all", folder.0.to_str().unwrap()], "").status, 2);
}
