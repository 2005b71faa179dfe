//! One person from JSON, or everything that is wrong with it: each time the field, the value and what is allowed.

use easeback_engine::{Answer, AnswersIn, Engine, Id, PersonIn};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// As much of a value as a message shows.
const SHOWN: usize = 60;

/// Reads one object, which begins on this line of the input.
pub(super) fn read(engine: &Engine, text: &[u8], line: u64) -> Result<PersonIn, Vec<String>> {
    let Ok(text) = std::str::from_utf8(text) else {
        return Err(vec!["this is not written in UTF-8; allowed: JSON in UTF-8".to_owned()]);
    };
    let entries: Entries<'_> = serde_json::from_str(text).map_err(|error| vec![no_json(engine, text, &error, line)])?;
    let mut problems = Vec::new();
    let (mut id, mut facts) = (None, None);
    for (field, value) in entries.0 {
        let known = match field.as_str() {
            "id" => &mut id,
            "facts" => &mut facts,
            _ => {
                problems.push(format!("field `{field}`: there is no such field; allowed: `id` and `facts`"));
                continue;
            }
        };
        if known.replace(value).is_some() {
            problems.push(twice(&field));
        }
    }
    let id = match id.map(|value| serde_json::from_str::<Option<Id>>(value.get())) {
        Some(Err(_)) => {
            let value = id.map(RawValue::get).unwrap_or_default();
            problems.push(format!("field `id`: {} is no id; allowed: a text or a whole number", shown(value)));
            None
        }
        Some(Ok(id)) => id,
        None => None,
    };
    let answers = facts.map(|facts| read_facts(engine, facts, &mut problems));
    let answers = answers.unwrap_or_else(|| {
        problems.push("field `facts` is missing; allowed: an object like {\"pain_now\": 5}".to_owned());
        BTreeMap::new()
    });
    if problems.is_empty() { Ok(PersonIn { id, facts: AnswersIn(answers) }) } else { Err(problems) }
}

/// Every answer that has the shape of one. When there are others, all that is wrong is told at once.
fn read_facts(engine: &Engine, facts: &RawValue, problems: &mut Vec<String>) -> BTreeMap<String, Answer> {
    let Ok(entries) = serde_json::from_str::<Entries<'_>>(facts.get()) else {
        let value = shown(facts.get());
        problems.push(format!("field `facts`: {value} holds no facts; allowed: an object like {{\"pain_now\": 5}}"));
        return BTreeMap::new();
    };
    let before = problems.len();
    let mut answers = BTreeMap::new();
    let mut given = BTreeSet::new();
    for (finding, value) in entries.0 {
        if !given.insert(finding.clone()) {
            problems.push(twice(&finding));
            continue;
        }
        match serde_json::from_str::<Answer>(value.get()) {
            Ok(answer) => drop(answers.insert(finding, answer)),
            Err(_) => problems.push(no_answer(engine, &finding, value.get())),
        }
    }
    if problems.len() > before
        && let Err(more) = engine.facts(&answers)
    {
        problems.extend(more.iter().map(|problem| format!("field {problem}")));
    }
    answers
}

fn twice(field: &str) -> String {
    format!("field `{field}` is given twice; allowed: once")
}

/// What to say of a value that has not even the shape of an answer.
fn no_answer(engine: &Engine, finding: &str, value: &str) -> String {
    // The engine knows what this finding allows, and says so of an answer that no finding allows.
    let probe = BTreeMap::from([(finding.to_owned(), Answer::OneOf(format!("\0{value}")))]);
    let problem = engine.facts(&probe).err().and_then(|problems| problems.into_iter().next());
    match problem {
        Some(problem) if engine.row(finding).is_none() => format!("field {problem}"),
        Some(problem) => {
            format!("field `{finding}`: {} is no answer to it; allowed: {}", shown(value), problem.allowed)
        }
        None => format!("field `{finding}`: {} is no answer to it", shown(value)),
    }
}

/// A value as a message shows it: on one line, and not all of a long one.
fn shown(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN { line } else { line.chars().take(SHOWN).chain(['…']).collect() }
}

/// What to say of an object that is no JSON.
fn no_json(engine: &Engine, text: &str, error: &serde_json::Error, first: u64) -> String {
    let offset = offset(text, error);
    if let Some((finding, value)) = bare_word(text, offset) {
        return if matches!(finding, "id" | "facts") {
            format!("field `{finding}`: `{value}` is no JSON; allowed there: a text stands in double quotes")
        } else {
            no_answer(engine, finding, value)
        };
    }
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    let line = first + u64::try_from(error.line()).unwrap_or(1).saturating_sub(1);
    let line = if line == first { String::new() } else { format!("line {line}, ") };
    let place = format!("at {line}column {}", error.column());
    format!(
        "this is no JSON {place}: {message}; allowed: an object like {{\"id\": \"a1\", \"facts\": {{\"pain_now\": 5}}}}"
    )
}

/// What to say of an object that breaks off.
pub(super) fn why_cut(text: &[u8]) -> String {
    let missing = match serde_json::from_slice::<serde::de::IgnoredAny>(text) {
        Err(error) if error.classify() == Category::Eof && !error.to_string().contains("string") => "a `}` is missing",
        Err(error) if error.classify() == Category::Eof => "a `\"` is missing",
        Err(error) if error.to_string().starts_with("control character") => "a `\"` is missing",
        _ => "its braces do not close",
    };
    format!("the object breaks off: {missing}; allowed: whole JSON objects, one after another")
}

/// Where in the text an error stands.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    (before + error.column().saturating_sub(1)).min(text.len())
}

/// The field and the word, where a word stands instead of a value: `"pain_now": NaN`.
fn bare_word(text: &str, offset: usize) -> Option<(&str, &str)> {
    let is_word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '+' | '.');
    let before = text.get(..offset)?;
    let start = before.trim_end_matches(is_word).len();
    let word = text.get(start..)?;
    let word = word.get(..word.find(|char| !is_word(char)).unwrap_or(word.len()))?;
    let key = text.get(..start)?.trim_end().strip_suffix(':')?.trim_end().strip_suffix('"')?;
    let key = key.get(key.rfind('"')? + 1..)?;
    (!word.is_empty()).then_some((key, word))
}

/// The entries of an object in their order, those that stand there twice too.
struct Entries<'t>(Vec<(String, &'t RawValue)>);

impl<'de: 't, 't> Deserialize<'de> for Entries<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(All).map(Entries)
    }
}
