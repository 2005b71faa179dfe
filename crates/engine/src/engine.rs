//! The engine: a guideline, compiled once, that decides for any number of people.

use crate::decide::{Decision, Disposition};
use crate::error::FactProblem;
use crate::evaluate::{
    Broken, Evaluation, Facts, Known, broken_properties, evaluate, evaluate_properties, evaluate_urgency,
};
use crate::facts::PersonFacts;
use crate::program::{Program, Rank};
use crate::{Answer, Crowd};
use easeback_guideline::{Atom, Condition, Guideline, TreatmentId};
use easeback_logic::{Algebra, Kleene, OnePerson, Recorder, ThreeValued};
use std::collections::BTreeMap;

/// A guideline that decides. Same facts, same guideline: same decision, byte for byte.
#[derive(Clone, Debug)]
pub struct Engine {
    guideline: Guideline,
    program: Program,
}

impl Engine {
    /// Compiles a guideline.
    pub fn new(guideline: Guideline) -> Self {
        let program = Program::compile(&guideline);
        Self { guideline, program }
    }

    /// The guideline it decides by.
    pub fn guideline(&self) -> &Guideline {
        &self.guideline
    }

    pub(crate) fn program(&self) -> &Program {
        &self.program
    }

    /// Every rank that a decision can have, from least to most urgent.
    pub fn ranks(&self) -> &[Rank] {
        &self.program.ranks
    }

    /// Checks answers and turns them into facts. See [`PersonFacts::from_answers`].
    pub fn facts(&self, answers: &BTreeMap<String, Answer>) -> Result<PersonFacts, Vec<FactProblem>> {
        PersonFacts::from_answers(&self.guideline, answers)
    }

    /// Decides, and explains. It cannot fail: missing knowledge is part of the answer.
    pub fn decide(&self, facts: &PersonFacts) -> Decision<'_> {
        Decision::explain(self, facts, &self.evaluate(&Recorder, facts))
    }

    /// How soon, and whom to see: without treatments and without the explanation.
    pub fn disposition(&self, facts: &PersonFacts) -> Disposition {
        let evaluation = self.urgency(&OnePerson, facts);
        Disposition::of(self.ranks(), &evaluation.exactly)
    }

    /// Evaluates the whole guideline in any truth algebra: see [`PersonFacts`] for one person, [`Crowd`] for many.
    pub fn evaluate<A: Algebra>(&self, algebra: &A, facts: &impl Facts<A>) -> Evaluation<A::Truth> {
        evaluate(&self.program, algebra, facts)
    }

    /// Evaluates how urgent it is, and no treatment.
    pub(crate) fn urgency<A: Algebra>(&self, algebra: &A, facts: &impl Facts<A>) -> Evaluation<A::Truth> {
        evaluate_urgency(&self.program, algebra, facts)
    }

    /// What is known of each safety property, in the guideline's order; one that is known false is violated.
    ///
    /// `evaluation` is the one of the same facts.
    pub fn properties<A: Algebra>(
        &self,
        algebra: &A,
        facts: &impl Facts<A>,
        evaluation: &Evaluation<A::Truth>,
    ) -> Vec<Kleene<A::Truth>> {
        evaluate_properties(&self.program, algebra, facts, evaluation)
    }

    /// Where each safety property is broken, in the guideline's order: for a claim `a implies b`, where `a` is known true
    /// and `b` is not; for any other claim, where it is not known true. Stricter than "known false".
    ///
    /// `evaluation` is the one of the same facts.
    pub fn broken<A: Algebra>(
        &self,
        algebra: &A,
        facts: &impl Facts<A>,
        evaluation: &Evaluation<A::Truth>,
    ) -> Vec<Broken<A::Truth>> {
        broken_properties(&self.program, algebra, facts, evaluation)
    }

    /// Every atom over facts that the guideline's conditions speak of, each once.
    pub fn atoms(&self) -> &[Atom] {
        &self.program.atoms
    }

    /// Every atom that is always true or false, over the decision and over what was asked, each once.
    pub fn decided_atoms(&self) -> &[Atom] {
        &self.program.decided
    }

    /// What is known of each atom of [`Engine::atoms`], with conditional questions counted as the guideline says.
    pub fn known_atoms<'v, T>(&self, evaluation: &'v Evaluation<T>) -> &'v [Known<T>] {
        &evaluation.atoms
    }

    /// What is known of each red flag's condition, in the guideline's order.
    pub fn red_flags<T: Clone>(&self, evaluation: &Evaluation<T>) -> Vec<Kleene<T>> {
        self.program.flags.iter().filter_map(|plan| evaluation.value(plan.root).cloned()).collect()
    }

    /// What each red flag's condition could still become, in the guideline's order: true, false or both, if all that was
    /// not asked were answered that way.
    pub fn could_become<T: Clone>(&self, evaluation: &Evaluation<T>) -> Vec<Kleene<T>> {
        self.program.flags.iter().filter_map(|plan| evaluation.could.get(plan.root.index()).cloned()).collect()
    }

    /// For each atom of [`Engine::atoms`]: it was not asked, and asking it could still change how urgent it is.
    ///
    /// This is what the check asks for; what it leaves out never changes the disposition.
    pub fn live_atoms<A: Algebra>(&self, algebra: &A, evaluation: &Evaluation<A::Truth>) -> Vec<A::Truth> {
        crate::questions::live_atoms(self, algebra, evaluation, true)
    }

    /// For each treatment, what is known of each stop: its own in their order, then the stops for all that apply to it.
    pub fn stops<T: Clone>(&self, evaluation: &Evaluation<T>, treatment: TreatmentId) -> Vec<Kleene<T>> {
        let Some(plan) = self.program.treatments.get(treatment.index()) else { return Vec::new() };
        let for_all = plan.for_all.iter().filter_map(|place| self.program.stops_for_all.get(*place));
        plan.stops.iter().chain(for_all).filter_map(|root| evaluation.value(*root).cloned()).collect()
    }

    /// What is known of the condition under which a treatment is suggested once it is offered; known false where the
    /// guideline gives none.
    pub fn offer_when<T: Clone>(&self, evaluation: &Evaluation<T>, treatment: TreatmentId) -> Option<Kleene<T>> {
        let plan = self.program.treatments.get(treatment.index())?;
        evaluation.value(plan.suggest).cloned()
    }
}

/// Whether a condition over facts alone is known true for one person.
pub(crate) fn holds(condition: &Condition, facts: &PersonFacts) -> bool {
    value(condition, facts).yes
}

/// What is known of a condition over facts alone, for one person.
pub(crate) fn value(condition: &Condition, facts: &PersonFacts) -> Kleene<bool> {
    let logic = ThreeValued(OnePerson);
    match condition {
        Condition::Constant(value) => logic.constant(*value),
        Condition::Atom(atom) => {
            let known = facts.atom(&OnePerson, atom);
            Kleene { yes: known.yes, no: known.no }
        }
        Condition::Not(inner) => logic.not(&value(inner, facts)),
        Condition::And(parts) => {
            parts.iter().fold(logic.constant(true), |sum, part| logic.and(&sum, &value(part, facts)))
        }
        Condition::Or(parts) => {
            parts.iter().fold(logic.constant(false), |sum, part| logic.or(&sum, &value(part, facts)))
        }
    }
}

impl Engine {
    /// Evaluates a block of people at once, one lane each.
    pub fn evaluate_crowd<const WORDS: usize>(
        &self,
        people: &[PersonFacts],
    ) -> Evaluation<easeback_logic::Block<WORDS>> {
        self.evaluate(&easeback_logic::Lanes::<WORDS>, &Crowd(people))
    }
}
