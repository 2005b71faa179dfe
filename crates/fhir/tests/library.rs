//! What stands in the exported library. That a reference engine agrees with it is the second opinion's work (`e2e/`).

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

use easeback_fhir::Library;
use easeback_guideline::Guideline;
use serde_json::Value;
use std::collections::BTreeSet;

fn guideline() -> Guideline {
    Guideline::built_in().unwrap()
}

/// The names that stand in `library.<part>.def`, in their order.
fn names(elm: &Value, part: &str) -> Vec<String> {
    let definitions = elm.pointer(&format!("/library/{part}/def")).and_then(Value::as_array).unwrap();
    definitions.iter().map(|definition| definition["name"].as_str().unwrap().to_owned()).collect()
}

/// Every name that an expression refers to.
fn references<'v>(of: &'v Value, kind: &str, found: &mut BTreeSet<&'v str>) {
    match of {
        Value::Array(parts) => parts.iter().for_each(|part| references(part, kind, found)),
        Value::Object(parts) => {
            if parts.get("type").is_some_and(|other| other == kind) {
                found.extend(parts.get("name").and_then(Value::as_str));
            }
            parts.values().for_each(|part| references(part, kind, found));
        }
        _ => {}
    }
}

#[test]
fn every_definition_red_flag_stop_and_suggestion_is_exported() {
    let guideline = guideline();
    let exported: BTreeSet<_> = names(&Library::of(&guideline).elm(), "statements").into_iter().collect();
    let mut expected: Vec<String> = guideline.definitions.iter().map(|definition| definition.id.clone()).collect();
    expected.extend(guideline.red_flags.iter().map(|flag| format!("red flag: {}", flag.id)));
    expected.extend(guideline.stops_for_all.iter().map(|stop| format!("stop for all: {}", stop.id)));
    for treatment in &guideline.treatments {
        expected.extend(treatment.stops.iter().map(|stop| format!("stop: {}.{}", treatment.id, stop.id)));
        expected.extend(treatment.offer_when.iter().map(|_| format!("offer: {}", treatment.id)));
    }
    for name in expected {
        assert!(exported.contains(&name), "{name}");
    }
}

#[test]
fn every_name_is_used_once_and_stands_before_it_is_referred_to() {
    let elm = Library::of(&guideline()).elm();
    let parameters: BTreeSet<_> = names(&elm, "parameters").into_iter().collect();
    assert_eq!(parameters.len(), names(&elm, "parameters").len());
    let mut known = BTreeSet::new();
    for definition in elm["library"]["statements"]["def"].as_array().unwrap() {
        let name = definition["name"].as_str().unwrap();
        let [mut expressions, mut of_parameters] = [const { BTreeSet::new() }; 2];
        references(definition, "ExpressionRef", &mut expressions);
        references(definition, "ParameterRef", &mut of_parameters);
        assert!(expressions.is_subset(&known), "{name} refers to {expressions:?}");
        assert!(of_parameters.iter().all(|other| parameters.contains(*other)), "{name} refers to {of_parameters:?}");
        assert!(!parameters.contains(name) && known.insert(name), "{name} is there twice");
    }
}

#[test]
fn cql_and_elm_name_the_same_things_and_the_guidelines_version() {
    let guideline = guideline();
    let library = Library::of(&guideline);
    let (cql, elm) = (library.cql(), library.elm());
    for (part, word) in [("parameters", "parameter"), ("statements", "define")] {
        let written = cql.lines().filter(|line| line.starts_with(&format!("{word} \"")));
        let written: Vec<_> = written.filter_map(|line| line.split('"').nth(1)).collect();
        assert_eq!(written, names(&elm, part));
    }
    assert!(cql.contains(&format!("library \"{}\" version '{}'", guideline.name, guideline.version)));
    assert_eq!(elm["library"]["identifier"]["version"], guideline.version.as_str());
}

#[test]
fn each_form_of_the_guideline_has_its_form_in_cql() {
    let cql = Library::of(&guideline()).cql();
    for (what, written) in [
        ("a name", "define \"red flag: saddle_numbness\":\n  \"groin_numb\" or \"rectum_numb\"\n"),
        (
            "in, as comparisons: a list of CQL does not know unknown",
            "\"bladder\" = 'leaking' or \"bladder\" = 'cannot_go'",
        ),
        ("an option of a list, as a Boolean", "\"conditions\".\"diabetes\""),
        ("a whole number", "\"age_years\" >= 50"),
        ("a stored not sure", "if \"not sure\".\"pregnancy\" is true then 'maybe' else \"pregnancy answer\""),
        ("a conditional question", "if (\"pregnancy\" != 'no') is false then false else \"pregnancy_warning answer\""),
        ("an empty log", "Coalesce(\"rest_days answer\", 0)"),
        ("no dose yet", "then maximum Decimal"),
        ("the decision", "'ibuprofen' in \"offered treatments\""),
        ("the code, the level and the sources", "// RF01, emergency_now\n"),
    ] {
        assert!(cql.contains(written), "{what}: {written}");
    }
    assert!(!cql.contains(" in {"), "a list of options is left");
}
