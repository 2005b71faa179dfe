//! `easeback mutate` says who notices, and ends with 1 where nobody does.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod program;

use program::run;
use std::path::Path;

fn guideline() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../guideline").to_str().unwrap().to_owned()
}

#[test]
fn a_sample_of_changes_is_noticed_or_makes_no_difference() {
    let ran = run(&["mutate", "--guideline", &guideline(), "--sample", "20", "--seed", "3"], "");
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{}", ran.output);
    assert!(ran.output.contains("20 of "), "{}", ran.output);
    let again = run(&["mutate", "--guideline", &guideline(), "--sample", "20", "--seed", "3"], "");
    assert_eq!(ran.output, again.output);
}

#[test]
fn without_its_example_people_nobody_notices_much_and_it_ends_with_1() {
    let folder = std::env::temp_dir().join(format!("easeback-mutate-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for entry in std::fs::read_dir(guideline()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            std::fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
    }
    let folder_name = folder.to_str().unwrap();
    let ran = run(&["mutate", "--guideline", folder_name, "--sample", "2", "--seed", "1", "--json"], "");
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(ran.status, 1, "{}", ran.output);
    let lines: Vec<serde_json::Value> = ran.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    let unnoticed = lines.iter().find(|line| line["outcome"] == "nobody").unwrap();
    assert!(unnoticed["detail"]["toml"].as_str().unwrap().contains("[person.expect]"), "{unnoticed}");
}

#[test]
fn the_built_in_guideline_has_nobody_who_could_notice() {
    let ran = run(&["mutate"], "");
    assert_eq!(ran.status, 2);
    assert!(ran.errors.contains("--guideline"), "{}", ran.errors);
}
