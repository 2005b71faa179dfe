//! `easeback decide`: the contract for programs, and every kind of bad input.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic, its helpers too")]

mod program;

use program::{Folder, Ran, command, run};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

fn decide(input: impl AsRef<[u8]>) -> Ran {
    run(&["decide"], input)
}

/// The ids of the decisions, in their order.
fn ids(ran: &Ran) -> Vec<String> {
    let decisions = ran.output.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    decisions.map(|decision| decision["id"].to_string()).collect()
}

/// What is wrong with one person, without the line before it.
#[track_caller]
fn trouble(person: &str) -> String {
    let ran = decide(person);
    assert_eq!((ran.status, ran.output.as_str()), (1, ""), "{person}: {ran:?}");
    let lines: Vec<_> = ran.errors.lines().map(|line| line.strip_prefix("line 1: ").unwrap()).collect();
    lines.join(" | ")
}

#[test]
fn a_person_in_is_a_decision_out() {
    let ran = decide(
        r#"{"id": "a1", "facts": {"age_years": 29, "bladder": "normal", "groin_numb": "not_sure", "medicines": ["anticoagulant"], "conditions": [], "taken_ibu_mg_24h": 400}}"#,
    );
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
    assert_eq!(ran.output.lines().count(), 1);
    assert!(ran.output.starts_with(
        r#"{"id":"a1","disposition":"incomplete","within_days":null,"at_least":"home_care","ask":["rectum_numb","#
    ));
    let decision: Value = serde_json::from_str(&ran.output).unwrap();
    let asked = decision["ask"].as_array().unwrap();
    assert!(
        asked.contains(&"fever".into()) && !asked.contains(&"bladder".into()) && !asked.contains(&"age_years".into())
    );
    assert_eq!(decision["offers"], serde_json::json!([]));
    assert!(!decision["safety_net"].as_array().unwrap().is_empty());
    assert_eq!(decision["guideline"]["digest"].as_str().unwrap().len(), 64);
}

#[test]
fn an_emergency_comes_with_its_reason_and_the_answers_behind_it() {
    let ran = decide(r#"{"id": 7, "facts": {"groin_numb": true}}"#);
    let decision: Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!(decision["id"], 7);
    assert_eq!(decision["disposition"], "emergency_now");
    let reason = &decision["reasons"][0];
    assert_eq!((&reason["red_flag"], &reason["code"]), (&"saddle_numbness".into(), &"RF01".into()));
    assert_eq!(reason["facts"], serde_json::json!({"groin_numb": true}));
    assert!(!reason["sources"].as_array().unwrap().is_empty());
}

#[test]
fn an_id_may_be_left_out() {
    let ran = decide(r#"{"facts": {}}"#);
    assert_eq!(ran.status, 0);
    assert!(ran.output.starts_with(r#"{"disposition":"incomplete""#));
}

#[test]
fn nothing_in_is_nothing_out() {
    for input in ["", "\n", " \r\n\t\n", "\u{feff}"] {
        let ran = decide(input);
        assert_eq!((ran.status, ran.output.as_str(), ran.errors.as_str()), (0, "", ""));
    }
}

#[test]
fn people_come_in_any_layout_and_leave_in_their_order() {
    let ran = decide(
        "\u{feff}{\"id\":1,\"facts\":{}}\r\n\r\n{\"id\":2,\"facts\":{}} {\"id\":3,\"facts\":{}}{\n  \"id\": 4,\n  \"facts\": {\n    \"fever\": true\n  }\n}\n{\n\"id\": 5,\n\"facts\":\n{\n}\n}",
    );
    assert_eq!((ran.status, ran.errors.as_str()), (0, ""));
    assert_eq!(ids(&ran), ["1", "2", "3", "4", "5"]);
}

#[test]
fn a_bad_answer_is_told_with_its_field_its_value_and_what_is_allowed() {
    assert!(
        trouble(r#"{"facts":{"pain_now":11}}"#)
            .starts_with("field `pain_now`: 11 is no answer to it; allowed: a whole number from 0 to 10")
    );
    assert!(
        trouble(r#"{"facts":{"pain_now":3.5}}"#)
            .starts_with("field `pain_now`: 3.5 is no answer to it; allowed: a whole number")
    );
    assert!(trouble(r#"{"facts":{"age_years":-1}}"#).starts_with("field `age_years`: -1 is no answer to it; allowed:"));
    assert!(
        trouble(r#"{"facts":{"bladder":"leeking"}}"#)
            .starts_with("field `bladder`: `leeking` is no answer to it; allowed: one of \"normal\", \"leaking\"")
    );
    assert_eq!(
        trouble(r#"{"facts":{"fever":1}}"#),
        "field `fever`: 1 is no answer to it; allowed: true, false or \"not_sure\""
    );
    assert_eq!(
        trouble(r#"{"facts":{"fever":"no"}}"#),
        "field `fever`: \"no\" is no answer to it; allowed: true, false or \"not_sure\""
    );
    assert!(
        trouble(r#"{"facts":{"fevr":true}}"#)
            .starts_with("field `fevr`: there is no such finding; allowed: did you mean `fever`?")
    );
    assert!(
        trouble(r#"{"facts":{"medicines":["lithium","lithium"]}}"#)
            .starts_with("field `medicines`: `lithium` stands twice in the list")
    );
    assert!(trouble(r#"{"facts":{"pain_sites":[],"pain_now":3}}"#).contains("contradict each other"));
}

#[test]
fn what_has_not_the_shape_of_an_answer_is_told_in_the_same_way() {
    for value in ["NaN", "null", "{}", "[1]", "Infinity", "1e999", "True", "undefined"] {
        let told = trouble(&format!(r#"{{"facts":{{"pain_now":{value}}}}}"#));
        assert!(
            told.starts_with(&format!("field `pain_now`: {value} is no answer to it; allowed: a whole number from 0")),
            "{told}"
        );
    }
    assert!(trouble(r#"{"facts":{"pain_now":-Infinity}}"#).starts_with("field `pain_now`: -Infinity is no answer"));
    let long = trouble(&format!(r#"{{"facts":{{"pain_now":{{"a":"{}"}}}}}}"#, "x".repeat(500)));
    assert!(long.len() < 300, "{long}");
}

#[test]
fn everything_wrong_with_a_person_is_told_at_once() {
    let told = trouble(r#"{"id":1.5,"x":0,"facts":{"pain_now":{},"fevr":true,"fever":true,"fever":false}}"#);
    for part in ["`x`", "`id`: 1.5 is no id", "`pain_now`", "`fevr`", "`fever` is given twice; allowed: once"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn no_key_stands_twice() {
    assert_eq!(trouble(r#"{"facts":{"fever":true,"fever":true}}"#), "field `fever` is given twice; allowed: once");
    assert_eq!(trouble(r#"{"facts":{},"facts":{}}"#), "field `facts` is given twice; allowed: once");
    assert_eq!(trouble(r#"{"id":1,"id":1,"facts":{}}"#), "field `id` is given twice; allowed: once");
}

#[test]
fn a_person_has_facts_and_perhaps_an_id() {
    assert!(trouble("{}").starts_with("field `facts` is missing; allowed:"));
    assert!(trouble(r#"{"id":1}"#).starts_with("field `facts` is missing"));
    assert!(trouble(r#"{"facts":[]}"#).starts_with("field `facts`: [] holds no facts; allowed:"));
    assert!(trouble(r#"{"facts":null}"#).starts_with("field `facts`: null holds no facts"));
    assert_eq!(trouble(r#"{"facts":{},"fact":1}"#), "field `fact`: there is no such field; allowed: `id` and `facts`");
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    assert!(
        trouble(r#"{"facts":{"fever":true,}}"#)
            .starts_with("this is no JSON at column 24: key must be a string; allowed:")
    );
    assert!(trouble("{\"facts\":{\n\"fever\" true}}").starts_with("this is no JSON at line 2, column 9: expected `:`"));
    assert!(trouble("hello").starts_with("`hello` does not belong here; allowed: JSON objects"));
    assert!(trouble(r#"{"id":"#).starts_with("the object breaks off: a `}` is missing"));
    assert!(trouble(r#"{"id":"a"#).starts_with("the object breaks off: a `\"` is missing"));
    let latin = [b"{\"id\":\"".as_slice(), b"\xe9", b"\",\"facts\":{}}"].concat();
    let ran = decide(latin);
    assert_eq!(ran.status, 1);
    assert!(ran.errors.contains("UTF-8"), "{}", ran.errors);
}

#[test]
fn the_good_ones_are_answered_whatever_stands_between_them() {
    let good = |id: u32| format!("{{\"id\":{id},\"facts\":{{}}}}");
    for bad in [
        r#"{"id":0,"facts":{"pain_now":"#,
        r#"{"id":0,"facts":{"medicines":["lith"#,
        r#"{"id":0,"facts":{"pain_now":11}}"#,
        r#"{"id":0,"facts":{"a":1}"#,
        "{",
        "NaN",
        "[",
        "{\n  \"id\": 0,\n  \"facts\": {",
    ] {
        let ran = decide(format!("{}\n{bad}\n{}\n{bad}\n\n{}\n", good(1), good(2), good(3)));
        assert_eq!(ids(&ran), ["1", "2", "3"], "{bad}: {ran:?}");
        assert_eq!(ran.status, 1, "{bad}");
        assert!(ran.errors.starts_with("line 2: ") && !ran.errors.contains("line 1:"), "{bad}: {ran:?}");
    }
}

#[test]
fn a_line_without_end_is_refused_and_the_next_one_answered() {
    let long = format!("{{\"id\":\"{}\",\"facts\":{{}}}}", "x".repeat(2_000_000));
    let ran = decide(format!("{long}\n{{\"id\":2,\"facts\":{{}}}}\n"));
    assert_eq!((ran.status, ids(&ran)), (1, vec!["2".to_owned()]));
    assert_eq!(ran.errors, "line 1: the object is longer than 1000000 bytes; allowed: at most that many\n");
}

#[test]
fn it_reads_a_file_and_says_when_it_cannot() {
    let folder = Folder::new();
    std::fs::write(folder.path("people.jsonl"), "{\"id\":1,\"facts\":{}}\n").unwrap();
    assert_eq!(ids(&run(&["decide", &folder.path("people.jsonl")], "")), ["1"]);
    assert_eq!(ids(&run(&["decide", "-"], "{\"id\":2,\"facts\":{}}")), ["2"]);
    for missing in [folder.path("nothing.jsonl"), folder.path("")] {
        let ran = run(&["decide", &missing], "");
        assert_eq!(ran.status, 2);
        assert!(ran.errors.contains("cannot be read"), "{}", ran.errors);
    }
}

#[test]
fn whoever_waits_for_an_answer_gets_it_before_the_input_ends() {
    let mut child = command(&["decide"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for id in 1..=2 {
        writeln!(input, "{{\"id\":{id},\"facts\":{{}}}}").unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("{{\"id\":{id},")));
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child =
        command(&["decide"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    // It may be gone before all of this is written.
    let _ = input.write_all("{\"facts\":{}}\n".repeat(2000).as_bytes());
    drop(input);
    let status = child.wait().unwrap();
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!((status.code(), errors.as_str()), (Some(0), ""));
}
