//! `easeback guideline schema`: that it says what `easeback decide` does.
//!
//! The validator below knows the few keywords that the schema uses, and refuses any other.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic, its helpers too")]

mod program;

use easeback_engine::{Engine, answers_of};
use easeback_guideline::{Guideline, SourceFile};
use program::run;
use serde_json::{Value, json};

struct Schema(Value);

impl Schema {
    fn of_the_program() -> Self {
        Self(serde_json::from_str(&run(&["guideline", "schema"], "").output).unwrap())
    }

    /// Whether a value is a `person` or a `decision`.
    fn is(&self, kind: &str, value: &Value) -> bool {
        self.fits(&self.0["$defs"][kind], value)
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let Value::Object(keywords) = schema else { return schema == &json!(true) };
        keywords.iter().all(|(keyword, wanted)| self.holds(keyword, wanted, schema, value))
    }

    fn holds(&self, keyword: &str, wanted: &Value, schema: &Value, value: &Value) -> bool {
        let number = |compare: fn(f64, f64) -> bool| {
            value.as_f64().is_none_or(|number| compare(number, wanted.as_f64().unwrap()))
        };
        let each = |check: &dyn Fn(&Value) -> bool| value.as_array().is_none_or(|items| items.iter().all(check));
        match keyword {
            "description" | "title" | "if" => true,
            "$ref" => self.fits(self.0.pointer(wanted.as_str().unwrap().strip_prefix('#').unwrap()).unwrap(), value),
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|one| is_of(one.as_str().unwrap(), value)),
                one => is_of(one.as_str().unwrap(), value),
            },
            "enum" => wanted.as_array().unwrap().contains(value),
            "const" => wanted == value,
            "anyOf" => wanted.as_array().unwrap().iter().any(|schema| self.fits(schema, value)),
            "then" => !self.fits(&schema["if"], value) || self.fits(wanted, value),
            "minimum" => number(|number, least| number >= least),
            "maximum" => number(|number, most| number <= most),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= wanted.as_u64().unwrap()),
            "items" => each(&|item| self.fits(wanted, item)),
            "contains" => value.as_array().is_none_or(|items| items.iter().any(|item| self.fits(wanted, item))),
            "uniqueItems" => value
                .as_array()
                .is_none_or(|items| items.iter().enumerate().all(|(place, item)| !items[..place].contains(item))),
            // The only pattern there is: a digest.
            "pattern" => value.as_str().is_none_or(|text| text.len() == 64),
            "required" => wanted.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
            "propertyNames" => {
                value.as_object().is_none_or(|fields| fields.keys().all(|name| self.fits(wanted, &json!(name))))
            }
            "properties" => value.as_object().is_none_or(|fields| {
                fields.iter().all(|(name, value)| wanted.get(name).is_none_or(|schema| self.fits(schema, value)))
            }),
            "additionalProperties" => value.as_object().is_none_or(|fields| {
                let known = |name: &str| schema.get("properties").is_some_and(|fields| fields.get(name).is_some());
                fields.iter().filter(|(name, _)| !known(name)).all(|(_, value)| self.fits(wanted, value))
            }),
            other => panic!("the validator does not know `{other}`"),
        }
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        other => panic!("there is no type `{other}`"),
    }
}

fn people() -> Vec<Value> {
    let folder = program::guideline();
    let mut files = Vec::new();
    for below in ["", "people"] {
        for entry in std::fs::read_dir(folder.join(below)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
                files.push(SourceFile { name, text: std::fs::read_to_string(&path).unwrap() });
            }
        }
    }
    let engine = Engine::new(Guideline::read(&files).unwrap_or_else(|problems| panic!("{problems}")));
    let guideline = engine.guideline();
    guideline.people.iter().map(|person| json!({"id": person.id, "facts": answers_of(guideline, person)})).collect()
}

#[test]
fn every_example_person_and_every_decision_fits() {
    let (schema, people) = (Schema::of_the_program(), people());
    assert!(people.len() > 100);
    let lines = people.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    for person in &people {
        assert!(schema.is("person", person), "{person}");
    }
    let ran = run(&["decide"], lines);
    assert_eq!((ran.status, ran.output.lines().count()), (0, people.len()), "{}", ran.errors);
    for line in ran.output.lines() {
        assert!(schema.is("decision", &serde_json::from_str(line).unwrap()), "{line}");
    }
}

#[test]
fn what_decide_refuses_does_not_fit() {
    let schema = Schema::of_the_program();
    for bad in [
        json!({}),
        json!({"id": 1.5, "facts": {}}),
        json!({"facts": {}, "fact": 1}),
        json!({"facts": {"pain_now": 11}}),
        json!({"facts": {"pain_now": 3.5}}),
        json!({"facts": {"fever": 1}}),
        json!({"facts": {"fever": null}}),
        json!({"facts": {"fevr": true}}),
        json!({"facts": {"bladder": "leeking"}}),
        json!({"facts": {"medicines": ["lithium", "lithium"]}}),
        json!({"facts": {"conditions.diabetes": "maybe"}}),
    ] {
        assert!(!schema.is("person", &bad), "{bad}");
        assert_eq!(run(&["decide"], bad.to_string()).status, 1, "{bad}");
    }
}

#[test]
fn each_finding_comes_with_its_question() {
    let schema = Schema::of_the_program();
    let facts = &schema.0["$defs"]["person"]["properties"]["facts"]["properties"];
    assert!(facts["groin_numb"]["description"].as_str().unwrap().starts_with("Is the skin of your groin"));
    assert!(facts["bladder"]["enum"].as_array().unwrap().contains(&json!("leaking")));
    assert_eq!(facts["pain_now"]["anyOf"][0], json!({"type": "integer", "minimum": 0, "maximum": 10}));
}
