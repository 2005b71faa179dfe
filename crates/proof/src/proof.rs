//! What came of a claim.

use easeback_engine::Answer;
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// A claim that was put to the proof.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The id of the claim.
    pub id: String,
    /// The claim in a sentence.
    pub claim: String,
    /// How many people it covers, of those whom the guideline can tell apart.
    pub people: BigUint,
    /// Whether it holds.
    pub status: Status,
    /// How long it took, where somebody with a clock has measured it.
    pub milliseconds: Option<f64>,
}

/// Whether a claim holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// It holds for every possible person.
    Proved,
    /// It does not hold for this person.
    Refuted(Box<CounterExample>),
}

/// A person for whom a claim does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct CounterExample {
    /// What they said.
    pub answers: BTreeMap<String, Answer>,
    /// For a claim about a change: what they said after it.
    pub after: Option<BTreeMap<String, Answer>>,
    /// Whether the ordinary engine, given these answers, breaks the claim too. It always does, unless this crate is wrong.
    pub replayed: bool,
}

impl Proof {
    /// Whether the claim holds.
    pub fn holds(&self) -> bool {
        self.status == Status::Proved
    }

    /// The person for whom it does not hold.
    pub fn counter_example(&self) -> Option<&CounterExample> {
        match &self.status {
            Status::Proved => None,
            Status::Refuted(person) => Some(person),
        }
    }

    /// The same proof, with how long it took.
    #[must_use]
    pub fn took(mut self, milliseconds: f64) -> Self {
        self.milliseconds = Some(milliseconds);
        self
    }
}
