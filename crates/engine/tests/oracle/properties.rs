//! What must hold for every person (`safety.toml`).

use super::decide::Outcome;
use super::evaluate::Truth;
use super::guideline::Guideline;
use super::language::Condition;
use super::person::{Answers, Person};

impl Guideline {
    /// The properties that this person and this decision break.
    ///
    /// "What stands over findings counts as true only when it is known true": so where the first part of a claim is known
    /// true, the second must be known true.
    pub fn broken(&self, answers: &Answers, outcome: &Outcome) -> Vec<&str> {
        let person = Person::new(self, answers);
        let holds = |condition: &Condition| person.check_with(condition, Some(outcome)) == Truth::True;
        let kept = |claim: &Condition| match claim {
            Condition::Implies(given, then) => !holds(given) || holds(then),
            claim => holds(claim),
        };
        self.properties.iter().filter(|(_, claim)| !kept(claim)).map(|(id, _)| id.as_str()).collect()
    }

    /// Every claim in Kleene's logic, in the order of the guideline.
    pub fn claims(&self, answers: &Answers, outcome: &Outcome) -> Vec<Truth> {
        let person = Person::new(self, answers);
        self.properties.iter().map(|(_, claim)| person.check_with(claim, Some(outcome))).collect()
    }
}
