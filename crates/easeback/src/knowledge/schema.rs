//! JSON Schema of what `easeback decide` reads and writes, made from the guideline.

use easeback_engine::NOT_SURE;
use easeback_guideline::{Answer, Finding, Guideline, Kind, LevelId, Strength};
use serde_json::{Map, Value, json};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema, as a document that is nice to read.
pub(super) fn text(guideline: &Guideline) -> String {
    format!("{:#}\n", schema(guideline))
}

fn schema(guideline: &Guideline) -> Value {
    json!({
        "$schema": DIALECT,
        "title": format!("easeback decide, by {} {}", guideline.name, guideline.version),
        "description": "Each line in is a person, each line out a decision, in the same order.",
        "anyOf": [{"$ref": "#/$defs/person"}, {"$ref": "#/$defs/decision"}],
        "$defs": {
            "person": person(guideline),
            "decision": decision(guideline),
            "id": {"type": ["string", "integer"], "description": "Whatever the caller uses to know the answer again."},
            "answer": {
                "description": "An answer as the person gave it.",
                "type": ["boolean", "string", "number", "array"],
                "items": {"type": "string"},
            },
            "answers": {
                "type": "object",
                "propertyNames": {"$ref": "#/$defs/finding"},
                "additionalProperties": {"$ref": "#/$defs/answer"},
            },
            "finding": {"enum": ids(guideline.findings.iter().map(|finding| &finding.id))},
            "red_flag": {"enum": ids(guideline.red_flags.iter().map(|flag| &flag.id))},
            "treatment": {"enum": ids(guideline.treatments.iter().map(|treatment| &treatment.id))},
            "level": {"enum": levels(&LEVELS)},
            "days": {"type": ["integer", "null"], "minimum": 0},
            "strength": {"enum": [Strength::Never.word(), Strength::AskFirst.word()]},
        },
    })
}

const LEVELS: [LevelId; 4] = [LevelId::EmergencyNow, LevelId::SameDay, LevelId::SeeDoctorSoon, LevelId::HomeCare];

fn levels(levels: &[LevelId]) -> Vec<&'static str> {
    levels.iter().map(|level| level.word()).collect()
}

fn ids<'g>(ids: impl Iterator<Item = &'g String>) -> Vec<&'g str> {
    ids.map(String::as_str).collect()
}

fn person(guideline: &Guideline) -> Value {
    let mut facts = Map::new();
    for finding in &guideline.findings {
        facts.insert(finding.id.clone(), answer(finding));
        for option in finding.options.iter().filter(|_| finding.kind == Kind::ManyOf) {
            facts.insert(
                format!("{}.{}", finding.id, option.id),
                json!({
                    "description": format!("{} {}", finding.ask, option.say),
                    "enum": [true, false, NOT_SURE],
                }),
            );
        }
    }
    json!({
        "type": "object",
        "description": "One person: whatever is known. What is left out was not asked, which is never read as no.",
        "required": ["facts"],
        "additionalProperties": false,
        "properties": {
            "id": {"anyOf": [{"$ref": "#/$defs/id"}, {"type": "null"}]},
            "facts": {"type": "object", "additionalProperties": false, "properties": facts},
        },
    })
}

fn answer(finding: &Finding) -> Value {
    let mut words = finding.ask.clone();
    words.extend(finding.help.iter().map(|help| format!(" {help}")));
    words.extend(finding.options.iter().map(|option| format!("\n{}: {}", option.id, option.say)));
    let options = || finding.options.iter().map(|option| option.id.as_str()).chain([NOT_SURE]).collect::<Vec<_>>();
    let mut schema = match finding.kind {
        Kind::YesNo => json!({"enum": [true, false, NOT_SURE]}),
        Kind::OneOf => json!({"enum": options()}),
        Kind::ManyOf => {
            let mut list = json!({"type": "array", "uniqueItems": true, "items": {"enum": options()}});
            if let (Some(Answer::OneOf(none)), Some(list)) = (&finding.none, list.as_object_mut()) {
                list.insert("if".to_owned(), json!({"contains": {"const": none}}));
                list.insert("then".to_owned(), json!({"maxItems": 1}));
            }
            json!({"anyOf": [list, {"const": NOT_SURE}]})
        }
        Kind::Number => {
            let mut number = Map::new();
            number.insert("type".to_owned(), json!(if finding.whole { "integer" } else { "number" }));
            number.extend(finding.min.map(|min| ("minimum".to_owned(), json!(Answer::Number(min)))));
            number.extend(finding.max.map(|max| ("maximum".to_owned(), json!(Answer::Number(max)))));
            json!({"anyOf": [number, {"const": NOT_SURE}]})
        }
    };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(words));
    }
    schema
}

/// An object with these fields and no others, all of them always there but for the optional ones.
fn object(description: &str, fields: &Value, optional: &[&str]) -> Value {
    let names = fields.as_object().into_iter().flat_map(Map::keys);
    let required: Vec<_> = names.filter(|name| !optional.contains(&name.as_str())).collect();
    json!({
        "type": "object",
        "description": description,
        "required": required,
        "additionalProperties": false,
        "properties": fields,
    })
}

fn list(of: &Value) -> Value {
    json!({"type": "array", "items": of})
}

fn decision(guideline: &Guideline) -> Value {
    let reference = |to: &str| json!({"$ref": format!("#/$defs/{to}")});
    let text = json!({"type": "string"});
    let texts = list(&text);
    let findings = list(&reference("finding"));
    let reason = object(
        "A red flag that fired.",
        &json!({
            "red_flag": reference("red_flag"), "code": text, "level": reference("level"), "within_days": reference("days"),
            "because": text, "action": text, "facts": reference("answers"), "sources": texts,
        }),
        &[],
    );
    let floor = object(
        "A red flag that could not be ruled out, and the answers that would settle it.",
        &json!({
            "red_flag": reference("red_flag"), "code": text, "level": reference("level"), "within_days": reference("days"),
            "because": text, "action": text, "settled_by": findings,
        }),
        &[],
    );
    let offer = object(
        "A treatment that may be used now. The unit of a limit stands in its name.",
        &json!({
            "treatment": reference("treatment"), "suggested": {"type": "boolean"},
            "limits": {"type": "object", "additionalProperties": {"type": "number"}},
            "not_with": list(&reference("treatment")),
        }),
        &[],
    );
    let stop = object(
        "A stop that holds: known, or not ruled out.",
        &json!({
            "stop": text, "strength": reference("strength"), "known": {"type": "boolean"}, "facts": reference("answers"),
            "settled_by": findings,
        }),
        &[],
    );
    let withheld = object(
        "A treatment that the level allows and a stop holds back.",
        &json!({
            "treatment": reference("treatment"), "strength": reference("strength"), "because": texts, "stops": list(&stop),
        }),
        &[],
    );
    let mut dispositions = levels(&LEVELS);
    dispositions.push(LevelId::Incomplete.word());
    object(
        "How soon and whom to see, and the reasons for all of it.",
        &json!({
            "id": reference("id"),
            "disposition": {"enum": dispositions},
            "within_days": reference("days"),
            "at_least": reference("level"),
            "at_least_within_days": reference("days"),
            "ask": findings,
            "reasons": list(&reason),
            "floors": list(&floor),
            "offers": list(&offer),
            "withheld": list(&withheld),
            "safety_net": texts,
            "guideline": object("What it was decided by.", &json!({
                "name": {"const": guideline.name}, "version": text,
                "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            }), &[]),
        }),
        &["id", "at_least", "at_least_within_days"],
    )
}
