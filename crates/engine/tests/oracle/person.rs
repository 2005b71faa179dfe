//! One person: what was said, and what therefore is known of each finding.

use super::evaluate::Truth;
use super::guideline::{Finding, Guideline, Kind};
use super::language::Condition;
use serde_json::{Map, Value};

/// What was said, as in the contract for programs: finding, or option of a list, to answer. What is absent was not asked.
pub type Answers = Map<String, Value>;

/// What is known of a finding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fact<'a> {
    Yes,
    No,
    Option(&'a str),
    /// The chosen options, and `not_sure` among them when that stands in the list.
    Options(&'a [Value]),
    Number(f64),
    NotSure,
    NotAsked,
    /// A fact from the log that nobody can know yet.
    NotLogged,
}

/// A person, and perhaps answers that we only suppose.
pub struct Person<'a> {
    pub guideline: &'a Guideline,
    pub answers: &'a Answers,
    pub supposed: Vec<(String, Value)>,
}

impl<'a> Person<'a> {
    pub fn new(guideline: &'a Guideline, answers: &'a Answers) -> Self {
        Self { guideline, answers, supposed: Vec::new() }
    }

    fn given(&self, finding: &str) -> Option<&Value> {
        let supposed = self.supposed.iter().rev().find(|(id, _)| id == finding);
        supposed.map(|(_, value)| value).or_else(|| self.answers.get(finding))
    }

    /// What is known of a finding (rulings 1, 4, 6 and 7).
    pub fn fact(&self, id: &str) -> Fact<'_> {
        let finding = self.guideline.finding(id);
        let given = self.given(id);
        if let Some(asked_when) = &finding.asked_when {
            // Ruling 4: "when that is known false the finding counts as `no`".
            let asked = self.check(asked_when);
            if asked == Truth::False {
                return Fact::No;
            }
            // `until_then = "no"`: "counts as no until it is asked"; but not sure leads to the question.
            if given.is_none() && finding.counts_as_no_until_asked && asked == Truth::Unknown {
                return if self.mentions_not_sure(asked_when) { Fact::NotAsked } else { Fact::No };
            }
        }
        if let Some(value) = given {
            if value == "not_sure" {
                return finding.not_sure_is.as_deref().map_or(Fact::NotSure, Fact::Option);
            }
            return read(value, finding.kind);
        }
        if let Some(value) = &finding.when_absent {
            return read(value, finding.kind);
        }
        if let Some((other, answer, value)) = &finding.when_absent_after {
            let settled = self.given(other).is_some_and(|given| given == answer.as_str());
            return if settled && !self.a_dose_shows(id) { read(value, finding.kind) } else { Fact::NotLogged };
        }
        Fact::NotAsked
    }

    /// What is known of one option of a list: as it was answered by itself, or with the whole list.
    pub fn option(&self, id: &str, option: &str) -> Fact<'_> {
        if let Some(alone) = self.given(&format!("{id}.{option}")) {
            return if alone == "not_sure" { Fact::NotSure } else { read(alone, Kind::YesNo) };
        }
        match self.fact(id) {
            Fact::Options(list) if list.iter().any(|chosen| chosen == option) => Fact::Yes,
            Fact::Options(list) if list.iter().any(|chosen| chosen == "not_sure") => Fact::NotSure,
            Fact::Options(_) => Fact::No,
            other => other,
        }
    }

    /// What is known of `fever`, of `conditions.diabetes`, or of each option of `conditions`.
    pub fn parts(&self, row: &str) -> Vec<Fact<'_>> {
        if let Some((id, option)) = row.split_once('.') {
            return vec![self.option(id, option)];
        }
        let finding = self.guideline.finding(row);
        if finding.kind != Kind::ManyOf {
            return vec![self.fact(row)];
        }
        let options = finding.options.iter().filter(|option| Some(*option) != finding.none.as_ref());
        options.map(|option| self.option(row, option)).collect()
    }

    /// `not_asked(x)`: also of a question that counts as `no` until it is asked. Facts from the log are never not asked.
    pub fn was_not_asked(&self, row: &str) -> bool {
        let finding = self.guideline.finding(row.split('.').next().unwrap_or(row));
        let not_given = match finding.kind {
            Kind::ManyOf => self.parts(row).contains(&Fact::NotAsked),
            _ => self.given(row).is_none(),
        };
        not_given && finding.group != "log"
    }

    /// Whether the condition speaks of a finding that is not sure.
    fn mentions_not_sure(&self, condition: &Condition) -> bool {
        let mut found = false;
        condition.leaves(&mut |leaf| {
            found |= leaf.finding().is_some_and(|id| self.fact(id) == Fact::NotSure);
        });
        found
    }

    /// Whether the log may hold a dose of the medicine that this log fact is about: some fact of that medicine was
    /// given, and it is not a plain 0 mg or 0 days.
    fn a_dose_shows(&self, id: &str) -> bool {
        ["acet", "ibu"].iter().any(|medicine| {
            let facts =
                [format!("taken_{medicine}_mg_24h"), format!("{medicine}_days"), format!("hours_since_{medicine}")];
            let shows = |fact: &String| {
                let none = if fact.starts_with("hours") { None } else { Some(0.0) };
                self.given(fact).is_some_and(|given| given.as_f64().is_none() || given.as_f64() != none)
            };
            facts.iter().any(|fact| fact == id) && facts.iter().any(shows)
        })
    }

    /// Why these answers cannot all be true (ruling 7), if so.
    pub fn contradiction(&self) -> Option<&str> {
        let alone = |finding: &&Finding| match (&finding.none, self.fact(&finding.id)) {
            (Some(none), Fact::Options(list)) => list.len() > 1 && list.iter().any(|option| option == none.as_str()),
            _ => false,
        };
        if let Some(finding) = self.guideline.findings.iter().find(alone) {
            return Some(&finding.id);
        }
        let told = self.guideline.contradictions.iter().find(|(_, when)| self.check(when) == Truth::True);
        told.map(|(id, _)| id.as_str())
    }
}

fn read(value: &Value, kind: Kind) -> Fact<'_> {
    match (kind, value) {
        (Kind::YesNo, Value::Bool(true)) => Fact::Yes,
        (Kind::YesNo, Value::Bool(false)) => Fact::No,
        (Kind::OneOf, Value::String(option)) => Fact::Option(option),
        (Kind::ManyOf, Value::Array(options)) => Fact::Options(options),
        (Kind::Number, Value::Number(number)) => Fact::Number(number.as_f64().unwrap()),
        // Hours since the last dose, when there was none.
        (Kind::Number, Value::String(word)) if word == "never" => Fact::Number(f64::INFINITY),
        _ => panic!("`{value}` is no answer to a {kind:?}"),
    }
}
