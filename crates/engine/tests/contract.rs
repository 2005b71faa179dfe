//! The contract for programs: what is refused, and how the answer looks.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use easeback_engine::{Engine, PersonIn};
use easeback_guideline::Guideline;
use serde_json::{Value, json};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Guideline::built_in().unwrap()));

fn answer(person: &Value) -> Value {
    let person: PersonIn = serde_json::from_value(person.clone()).unwrap();
    serde_json::to_value(ENGINE.answer(&person).unwrap()).unwrap()
}

/// What is wrong with these facts, in one text.
fn refused(facts: &str) -> String {
    match serde_json::from_str::<PersonIn>(&format!("{{\"facts\": {facts}}}")) {
        Err(error) => error.to_string(),
        Ok(person) => match ENGINE.answer(&person) {
            Ok(decision) => panic!("{facts} was not refused but got {:?}", decision.disposition),
            Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        },
    }
}

/// I-58: nonsense is refused with the field, the value and what is allowed; it is never taken for a safe answer.
#[test]
fn every_kind_of_bad_input_is_refused_by_name() {
    for (facts, field, value, allowed) in [
        (r#"{"age_years": 200}"#, "age_years", "200", "from 0 to 120 years"),
        (r#"{"age_years": -1}"#, "age_years", "-1", "from 0 to 120"),
        (r#"{"age_years": 29.5}"#, "age_years", "29.5", "a whole number"),
        (r#"{"pain_now": 11}"#, "pain_now", "11", "from 0 to 10"),
        (r#"{"pain_now": "strong"}"#, "pain_now", "strong", "from 0 to 10"),
        (r#"{"taken_acet_mg_24h": -500}"#, "taken_acet_mg_24h", "-500", "from 0 to 20000"),
        (r#"{"fever": "yes"}"#, "fever", "yes", "true, false or \"not_sure\""),
        (r#"{"fever": 1}"#, "fever", "1", "true, false"),
        (r#"{"fever": null}"#, "fever", "null", "true, false"),
        (r#"{"bladder": "leaky"}"#, "bladder", "leaky", "\"leaking\""),
        (r#"{"bladder": ["leaking"]}"#, "bladder", "leaking", "one of"),
        (r#"{"medicines": "lithium"}"#, "medicines", "lithium", "a list of any of"),
        (r#"{"medicines": ["lithium", "lithium"]}"#, "medicines", "lithium", "each option once"),
        (r#"{"medicines": ["lithum"]}"#, "medicines", "lithum", "\"lithium\""),
        (r#"{"skin_area": ["normal", "broken"]}"#, "skin_area", "`normal` with `broken`", "stands alone"),
        (r#"{"skin_area": ["normal", "not_sure"]}"#, "skin_area", "`normal` with `not_sure`", "stands alone"),
        (r#"{"pain_now": 4, "pain_sites": []}"#, "pain_", "pain_sites", "at least one place"),
        (r#"{"pain_sites": ["side"], "pain_sites.side": false}"#, "pain_sites.side", "whole list", "one by one"),
        (r#"{"skin_area.normal": true}"#, "skin_area.normal", "no such option", "options of `skin_area`"),
        (r#"{"conditions.diabets": true}"#, "conditions.diabets", "no such option", "`diabetes`"),
        (r#"{"fevr": true}"#, "fevr", "no such finding", "`fever`"),
        (r#"{"fever": true, "fever": false}"#, "fever", "twice", "once"),
    ] {
        let message = refused(facts);
        for part in [field, value, allowed] {
            assert!(message.contains(part), "{facts}: `{message}` does not say `{part}`");
        }
    }
}

#[test]
fn not_a_number_and_infinity_are_refused() {
    for number in ["NaN", "Infinity", "-Infinity", "1e999"] {
        assert!(
            serde_json::from_str::<PersonIn>(&format!("{{\"facts\": {{\"pain_now\": {number}}}}}")).is_err(),
            "{number}"
        );
    }
}

#[test]
fn fields_that_the_contract_does_not_have_are_refused() {
    assert!(serde_json::from_value::<PersonIn>(json!({"facts": {}, "name": "somebody"})).is_err());
    assert!(serde_json::from_value::<PersonIn>(json!({"id": "a1"})).is_err());
    assert!(serde_json::from_value::<PersonIn>(json!({"id": 1.5, "facts": {}})).is_err());
}

#[test]
fn all_problems_of_a_person_are_reported_at_once() {
    let message = refused(r#"{"age_years": 200, "fever": "yes", "bladder": "leaky"}"#);
    for field in ["`age_years`", "`fever`", "`bladder`"] {
        assert!(message.contains(field), "{message}");
    }
}

#[test]
fn the_example_of_the_contract_gets_its_answer() {
    let decision = answer(&json!({"id": "a1", "facts": {
        "age_years": 29, "bladder": "normal", "groin_numb": "not_sure", "medicines": ["anticoagulant"],
        "conditions": [], "taken_ibu_mg_24h": 400,
    }}));
    assert_eq!(decision["id"], "a1");
    assert_eq!(decision["disposition"], "incomplete");
    assert_eq!(decision["at_least"], "home_care");
    assert_eq!(decision["within_days"], Value::Null);
    let asked: Vec<_> = decision["ask"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert!(asked.contains(&"bowel") && !asked.contains(&"bladder") && !asked.contains(&"groin_numb"));
    assert!(!asked.contains(&"pregnancy_warning"), "it is asked only once a pregnancy is not ruled out");
    assert_eq!(decision["offers"], json!([]));
    assert_eq!(decision["withheld"], json!([]));
    assert_eq!(decision["guideline"]["name"], "back-spasm");
    assert!(decision["safety_net"].as_array().unwrap().len() > 8);
}

#[test]
fn a_reason_names_the_answers_behind_it_and_no_others() {
    let decision = answer(&json!({"facts": {"groin_numb": true, "rectum_numb": false, "bladder": "leaking"}}));
    assert_eq!(decision["disposition"], "emergency_now");
    let reasons = decision["reasons"].as_array().unwrap();
    assert_eq!(reasons.len(), 2);
    assert_eq!(reasons[0]["red_flag"], "saddle_numbness");
    assert_eq!(reasons[0]["code"], "RF01");
    assert_eq!(reasons[0]["facts"], json!({"groin_numb": true}));
    assert_eq!(reasons[1]["facts"], json!({"bladder": "leaking"}));
    assert!(!reasons[0]["sources"].as_array().unwrap().is_empty());
    assert_eq!(decision["ask"], json!([]));
}

#[test]
fn an_id_is_optional_and_may_be_a_number() {
    assert_eq!(answer(&json!({"id": 7, "facts": {}}))["id"], 7);
    assert!(answer(&json!({"facts": {}})).get("id").is_none());
}

/// An incomplete decision always says what to ask.
#[test]
fn facts_of_the_log_are_never_waited_for() {
    let decision = answer(&json!({"facts": {"groin_numb": false, "bad_reaction.rash": false}}));
    let asked = decision["ask"].as_array().unwrap();
    assert!(!asked.is_empty() && !asked.contains(&json!("bad_reaction")));
}
