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
            let mut not_asked: Vec<(String, Vec<Value>)> = Vec::new();
            for (condition, _) in way {
                let Some(id) = condition.finding() else { continue };
                let finding = self.guideline.finding(id);
                if finding.after_plan || finding.group == "log" {
                    continue;
                }
                for (row, answers) in self.answers_worth_trying(finding, condition) {
                    if !not_asked.iter().any(|(other, _)| *other == row) {
                        not_asked.push((row, answers));
                    }
                }
            }
            let mut supposing = Person::new(self.guideline, self.answers);
            !not_asked.is_empty() && supposing.some_answers_satisfy(way, &not_asked)
        })
    }

    fn some_answers_satisfy(&mut self, way: &[(Condition, bool)], not_asked: &[(String, Vec<Value>)]) -> bool {
        let Some(((row, answers), rest)) = not_asked.split_first() else {
            let wanted = |(condition, wanted): &(Condition, bool)| self.check(condition) == Truth::known(*wanted);
            return way.iter().all(wanted);
        };
        answers.iter().any(|answer| {
            self.supposed.push((row.clone(), answer.clone()));
            let satisfied = self.some_answers_satisfy(way, rest);
            self.supposed.pop();
            satisfied
        })
    }

    /// What a condition speaks of and was not asked, each with every answer that could make a difference: each option, yes
    /// and no to each option of a list, and each number at, just below and just above one that it is compared with.
    fn answers_worth_trying(&self, finding: &Finding, condition: &Condition) -> Vec<(String, Vec<Value>)> {
        let yes_or_no = || vec![json!(true), json!(false)];
        if let Condition::Contains(id, options) = condition {
            let not_asked = options.iter().filter(|option| self.option(id, option) == Fact::NotAsked);
            return not_asked.map(|option| (format!("{id}.{option}"), yes_or_no())).collect();
        }
        if self.fact(&finding.id) != Fact::NotAsked {
            return Vec::new();
        }
        let answers = match finding.kind {
            Kind::YesNo => yes_or_no(),
            Kind::OneOf => finding.options.iter().map(|option| json!(option)).collect(),
            Kind::Number => finding.numbers_worth_trying().iter().map(|number| json!(number)).collect(),
            Kind::ManyOf => Vec::new(),
        };
        vec![(finding.id.clone(), answers)]
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
