//! Whether a red flag is *open*: whether some answers to what was not asked would make it fire, while what is not sure
//! stays unknown (ruling 3). Decided by trying them all, one way of becoming true at a time.
//!
//! The values of each finding are its own: answers that would contradict each other are tried too. That asks more,
//! never less.

use super::evaluate::Truth;
use super::guideline::{Finding, Kind, RedFlag};
use super::language::Condition;
use super::person::{Fact, Person};
use serde_json::{Value, json};

impl Person<'_> {
    /// Whether a log fact that the red flag speaks of is not known.
    pub fn a_log_fact_is_unknown(&self, flag: &RedFlag) -> bool {
        self.guideline.findings_of(&flag.when).into_iter().any(|id| {
            self.guideline.finding(id).group == "log" && matches!(self.fact(id), Fact::NotLogged | Fact::NotSure)
        })
    }

    pub fn is_open(&self, flag: &RedFlag) -> bool {
        flag.ways.iter().any(|way| {
            let mut not_asked: Vec<&Finding> = Vec::new();
            for (condition, _) in way {
                let Some(id) = condition.finding() else { continue };
                let finding = self.guideline.finding(id);
                let asked = self.fact(id) != Fact::NotAsked || finding.after_plan || finding.group == "log";
                if !asked && !not_asked.iter().any(|other| other.id == finding.id) {
                    not_asked.push(finding);
                }
            }
            let mut supposing = Person::new(self.guideline, self.answers);
            !not_asked.is_empty() && supposing.some_answers_satisfy(way, &not_asked)
        })
    }

    fn some_answers_satisfy(&mut self, way: &[(Condition, bool)], not_asked: &[&Finding]) -> bool {
        let Some((first, rest)) = not_asked.split_first() else {
            let wanted = |(condition, wanted): &(Condition, bool)| self.check(condition) == Truth::known(*wanted);
            return way.iter().all(wanted);
        };
        answers_worth_trying(first, way).into_iter().any(|answer| {
            self.supposed.push((first.id.clone(), answer));
            let satisfied = self.some_answers_satisfy(way, rest);
            self.supposed.pop();
            satisfied
        })
    }
}

/// Every answer that could make a difference: each option, each set of the options named, and each number at, just
/// below and just above one that it is compared with.
fn answers_worth_trying(finding: &Finding, way: &[(Condition, bool)]) -> Vec<Value> {
    match finding.kind {
        Kind::YesNo => vec![json!(true), json!(false)],
        Kind::OneOf => finding.options.iter().map(|option| json!(option)).collect(),
        Kind::ManyOf => {
            let mut sets: Vec<Vec<&String>> = vec![Vec::new()];
            for (condition, _) in way {
                if let Condition::Contains(id, options) = condition
                    && *id == finding.id
                {
                    for option in options {
                        let with = sets.clone().into_iter().filter(|set| !set.contains(&option)).map(|mut set| {
                            set.push(option);
                            set
                        });
                        let with: Vec<_> = with.collect();
                        sets.extend(with);
                    }
                }
            }
            sets.iter().map(|set| json!(set)).collect()
        }
        Kind::Number => finding.numbers_worth_trying().iter().map(|number| json!(number)).collect(),
    }
}

impl Finding {
    /// Both ends of the range, and each number at, just below and just above one that it is compared with.
    pub fn numbers_worth_trying(&self) -> Vec<f64> {
        let step = if self.whole { 1.0 } else { 0.25 };
        let near = self.thresholds.iter().flat_map(|threshold| [-step, 0.0, step].map(|by| *threshold as f64 + by));
        let mut numbers: Vec<f64> =
            near.chain([self.min, self.max]).filter(|number| (self.min..=self.max).contains(number)).collect();
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        numbers
    }
}
