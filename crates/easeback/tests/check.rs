//! `easeback check --plain`: the interview in lines.

mod program;

use program::{Ran, run};

/// Answers for a plain spasm, line by line, until the question of what to use.
const PLAIN_SPASM: &str = "n\nn\nn\nn\nn\n35\n1\n1\n1\n2\n5\n1\nn\n1\nn\nn\n0\n";

fn check(lines: &str) -> Ran {
    run(&["check", "--plain"], lines)
}

/// How often a screen was shown.
fn times(ran: &Ran, text: &str) -> usize {
    ran.output.matches(text).count()
}

/// The result without the digest, which changes with every word of the guideline.
fn without_digest(result: &str) -> String {
    let line = |line: &str| match line.split_once(" (") {
        Some((guideline, _)) if line.starts_with("Guideline ") => format!("{guideline} ([digest])\n"),
        _ => format!("{line}\n"),
    };
    result.lines().map(line).collect()
}

#[test]
fn a_plain_spasm_is_cared_for_at_home_with_a_plan() {
    let ran = check(&format!("{PLAIN_SPASM}n\nn\n"));
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{}", ran.output);
    let (_, result) = ran.output.split_once("AT HOME: ").unwrap();
    for part in [
        "Your plan for today",
        "Warm pack",
        "How to do it",
        "Limits",
        "Held back",
        "Get emergency help if this starts",
        "not a medical device",
        "not kept",
    ] {
        assert!(result.contains(part), "{part}");
    }
    insta::assert_snapshot!("plain_spasm", without_digest(ran.output.split_once("AT HOME: ").unwrap().1));
}

#[test]
fn it_takes_at_most_18_answers_to_the_plan_of_a_plain_spasm() {
    assert!(PLAIN_SPASM.lines().count() + "n\n".lines().count() <= 18);
}

#[test]
fn numbness_between_the_legs_is_an_emergency_after_the_first_screen() {
    let ran = check("1\n");
    assert_eq!((ran.status, times(&ran, "\n> ")), (0, 1), "{}", ran.output);
    assert!(!ran.output.contains("Step 2"));
    let result = ran.output.split_once("EMERGENCY: ").unwrap().1;
    assert!(!result.contains("Warm pack"));
    insta::assert_snapshot!("saddle_numbness", without_digest(result));
}

#[test]
fn an_emergency_does_not_wait_for_the_details_of_another_sign() {
    let ran = check("1 3\n");
    assert!(ran.output.contains("EMERGENCY: ") && !ran.output.contains("which one?"));
}

#[test]
fn a_sign_with_choices_asks_which_one() {
    assert!(check("3\n1\n").output.contains("EMERGENCY: "));
    let old = check("3\n4\nq\n");
    assert!(old.output.contains("which one?") && !old.output.contains("EMERGENCY: "));
}

#[test]
fn not_sure_is_kept_apart_from_no_and_costs_one_step() {
    let ran = check(&format!("1?\n{}n\n", PLAIN_SPASM.split_once('\n').unwrap().1));
    assert!(ran.output.contains("TODAY: "), "{}", ran.output);
    assert!(ran.output.contains("Could not be ruled out"));
    assert!(ran.output.contains("To find out: Is the skin of your groin"));
}

#[test]
fn doubt_alone_still_says_what_to_do_and_what_to_say() {
    let ran = check(&format!("1?\n{}n\n", PLAIN_SPASM.split_once('\n').unwrap().1));
    let (_, to_do) = ran.output.split_once("\nWhat to do\n").unwrap();
    let (to_do, rest) = to_do.split_once("\nWhat to say on the phone\n").unwrap();
    assert!(to_do.contains("today"), "{to_do}");
    let (phone, _) = rest.split_once("\n\n").unwrap();
    assert!(phone.contains("I am 35 years old.") && phone.contains("It began 2 days ago."), "{phone}");
}

#[test]
fn an_empty_line_answers_nothing() {
    let ran = check("\n\n1\n");
    assert_eq!(times(&ran, "An empty line is no answer."), 2, "{}", ran.output);
    let unwrapped = ran.output.replace('\n', " ");
    assert!(unwrapped.contains("n: none of these. ?: not sure about any. b: back. q: quit."), "{unwrapped}");
    assert!(!unwrapped.contains("Enter"), "{unwrapped}");
    assert!(ran.output.contains("EMERGENCY: ") && !ran.output.contains("Step 2"));
    // A question with a list of options, and a single one.
    let ran = check("n\nn\nn\nn\nn\n\n35\n\n1\n\n1\n");
    assert_eq!(times(&ran, "An empty line is no answer."), 3, "{}", ran.output);
}

#[test]
fn below_18_and_of_unknown_age_there_is_no_plan_and_no_list_of_what_is_held_back() {
    for age in ["15", "?"] {
        let ran = check(&PLAIN_SPASM.replacen("35", age, 1));
        let (_, result) = ran.output.split_once("SOON: ").unwrap_or_else(|| panic!("{}", ran.output));
        assert!(result.contains("This plan is for adults") && !result.contains("Held back"), "{result}");
    }
}

#[test]
fn back_takes_the_last_answers_away() {
    let ran = check("n\n1\nb\nb\nq\n");
    assert_eq!(times(&ran, "Is it an emergency?"), 2, "{}", ran.output);
    let corrected = check(&format!("3\nb\n{PLAIN_SPASM}n\nn\n"));
    assert!(corrected.output.contains("AT HOME: "), "{}", corrected.output);
}

#[test]
fn what_cannot_be_read_is_asked_again() {
    let ran = check("nonsense\n99\n0\n1\n");
    assert_eq!(times(&ran, "is no answer here"), 3);
    assert!(ran.output.contains("EMERGENCY: "));
}

#[test]
fn a_contradiction_is_asked_again() {
    // No place of the pain, and then pain of 5.
    let ran = check("n\nn\nn\nn\nn\n35\n1\nn\n1\n2\n5\nq\n");
    assert!(ran.output.contains("That does not go together: "), "{}", ran.output);
}

#[test]
fn what_is_wanted_is_asked_about_before_it_is_offered() {
    let ran = check(&format!("{PLAIN_SPASM}1\nn\nn\nn\nn\nn\n1\n75\nn\n"));
    assert!(ran.output.contains("Stomach, liver and kidneys"), "{}", ran.output);
    assert!(ran.output.split_once("AT HOME: ").unwrap().1.contains(". Ibuprofen\n"), "{}", ran.output);
}

#[test]
fn stopping_early_decides_nothing_and_still_says_what_to_watch_for() {
    let ran = check("n\nq\n");
    assert_eq!(ran.status, 0);
    assert!(
        ran.output.contains("Stopped. Nothing was decided") && ran.output.contains("Get emergency help if this starts")
    );
}

#[test]
fn input_that_ends_early_is_not_taken_for_no() {
    for lines in ["", "n\n", "n\nn\nn\n"] {
        let ran = check(lines);
        assert_eq!(ran.status, 1);
        assert!(ran.output.contains("NOT FINISHED: ") && ran.output.contains("Still to be answered"), "{}", ran.output);
    }
}

#[test]
fn no_line_is_wider_than_80_columns_and_none_is_coloured() {
    let ran = run(&["check"], format!("{PLAIN_SPASM}n\ny\n7\nn\n3\nn\nn\n"));
    for line in ran.output.lines() {
        assert!(line.chars().count() <= 80 && !line.contains('\u{1b}'), "{line}");
    }
}
