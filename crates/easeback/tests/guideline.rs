//! `easeback guideline`: checking, showing, reviewing, and the schema.

mod program;

use program::{Folder, guideline, run};

#[test]
fn the_guideline_of_this_repository_is_fine_and_so_is_the_one_built_in() {
    let ran = run(&["guideline", "check", guideline().to_str().unwrap()], "");
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{}", ran.output);
    assert!(ran.output.contains("red flags") && ran.output.contains("example people are decided as expected"));
    assert_eq!(run(&["guideline", "check"], "").status, 0);
}

#[test]
fn every_planted_fault_is_shown_in_its_place_with_help() {
    let folder = Folder::with_guideline();
    folder.replace("red-flags.toml", "groin_numb or rectum_numb", "groin_num or rectum_numb");
    folder.replace("findings.toml", "\"B-BPCES\"", "\"B-BPCEX\"");
    let ran = run(&["guideline", "check", &folder.path("")], "");
    assert_eq!((ran.status, ran.errors.as_str()), (1, ""));
    insta::assert_snapshot!("planted_faults", ran.output);
}

#[test]
fn an_example_person_with_another_decision_is_a_problem() {
    let folder = Folder::with_guideline();
    folder.replace("people/everyday.toml", "disposition = \"home_care\"", "disposition = \"same_day\"");
    let ran = run(&["guideline", "check", &folder.path("")], "");
    assert_eq!(ran.status, 1);
    assert!(ran.output.contains("expected same_day, got home_care"), "{}", ran.output);
    assert!(ran.output.contains("decided differently"));
}

#[test]
fn a_guideline_with_problems_decides_nothing() {
    let folder = Folder::with_guideline();
    folder.replace("red-flags.toml", "groin_numb or rectum_numb", "groin_num or rectum_numb");
    let ran = run(&["--guideline", &folder.path(""), "decide"], "{\"facts\":{}}");
    assert_eq!((ran.status, ran.output.as_str()), (1, ""));
    assert!(ran.errors.contains("red-flags.toml:17: `groin_num` is neither"), "{}", ran.errors);
}

#[test]
fn a_folder_without_a_guideline_is_said_to_be_one() {
    let folder = Folder::new();
    for path in [folder.path(""), folder.path("missing")] {
        let ran = run(&["guideline", "check", &path], "");
        assert_eq!(ran.status, 2, "{ran:?}");
        let said = ran.errors.replace('\n', " ");
        assert!(said.contains("give the folder in which the guideline's files lie"), "{said}");
    }
}

#[test]
fn a_page_can_be_read_by_a_clinician() {
    insta::assert_snapshot!("show_saddle_numbness", run(&["guideline", "show", "saddle_numbness"], "").output);
    insta::assert_snapshot!("show_heat", run(&["guideline", "show", "heat"], "").output);
}

#[test]
fn what_is_in_the_table_of_contents_can_be_shown() {
    let contents = run(&["guideline", "show"], "").output;
    for id in ["saddle_numbness", "heat", "groin_numb", "B-NHSBACK", "I-01", "ibuprofen"] {
        assert!(contents.contains(id), "{id}");
        let ran = run(&["guideline", "show", id], "");
        assert_eq!(ran.status, 0);
        assert!(ran.output.contains(id));
    }
}

#[test]
fn an_unknown_id_is_answered_with_the_nearest_one() {
    let ran = run(&["guideline", "show", "sadle_numbness"], "");
    assert_eq!((ran.status, ran.output.as_str()), (1, ""));
    assert!(ran.errors.contains("did you mean"), "{}", ran.errors);
}

#[test]
fn example_people_stand_on_the_page_of_their_red_flag() {
    let folder = guideline();
    let ran = run(&["--guideline", folder.to_str().unwrap(), "guideline", "show", "RF01"], "");
    assert!(ran.output.contains("Example people for whom it fires"), "{}", ran.output);
}

#[test]
fn what_awaits_review_is_listed_and_counted() {
    let ran = run(&["guideline", "review"], "");
    assert_eq!(ran.status, 0);
    assert!(ran.output.contains("Red flags: ") && ran.output.contains("await review: "), "{}", ran.output);
}
