//! Puts claims to the proof over all possible people of one guideline.

use crate::axioms::{self, Axiom};
use crate::claims::{self, Claim, Inclusion, Kind, One, Relation, Two};
use crate::diagrams::{Diagram, Diagrams, included};
use crate::everyone::Everyone;
use crate::fact::Status as FactStatus;
use crate::listing::{self, Change};
use crate::outcome::Outcome;
use crate::person::Person;
use crate::proof::{CounterExample, Proof, Status};
use easeback_engine::{Answer, Engine, Evaluation, Facts};
use easeback_logic::{Algebra, OnePerson};
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// One guideline, evaluated for all possible people at once.
#[derive(Debug)]
pub struct Prover<'e> {
    engine: &'e Engine,
    everyone: Everyone<'e>,
    axioms: Vec<Axiom>,
    possible: Diagram,
    people: BigUint,
    evaluation: Evaluation<Diagram>,
    outcome: Outcome<Diagram>,
    written: Vec<Diagram>,
    concerned: Vec<Diagram>,
    relations: Vec<(Relation, Vec<Inclusion<Diagram>>)>,
    /// Whether the claims on gates, stops and offers hold.
    offers_as_allowed: bool,
}

impl<'e> Prover<'e> {
    /// Evaluates the guideline of an engine for all possible people.
    pub fn new(engine: &'e Engine) -> Self {
        let everyone = Everyone::new(engine);
        let diagrams = everyone.diagrams();
        let axioms = axioms::axioms(&everyone);
        let possible = axioms::possible(&everyone, &axioms);
        let evaluation = engine.evaluate(diagrams, &everyone);
        let outcome = Outcome::new(engine, diagrams, &everyone, &evaluation);
        let (written, concerned) = broken(engine, diagrams, &everyone, &evaluation);
        let relations = [Relation::Worse, Relation::NotSure, Relation::NotAsked, Relation::PassedOver]
            .map(|relation| (relation, claims::inclusions(engine, diagrams, &outcome, relation)));
        let mut prover = Self {
            engine,
            people: possible.count(),
            axioms,
            possible,
            evaluation,
            outcome,
            written,
            concerned,
            relations: relations.to_vec(),
            offers_as_allowed: false,
            everyone,
        };
        prover.offers_as_allowed = (0..engine.guideline().treatments.len()).all(|treatment| {
            let holds = |claim| prover.broken(claim).is_nobody();
            holds(One::Gate(treatment)) && holds(One::Stops(treatment)) && holds(One::Offers(treatment))
        });
        prover
    }

    /// The engine whose guideline is judged.
    pub fn engine(&self) -> &'e Engine {
        self.engine
    }

    /// The facts of all possible people.
    pub fn everyone(&self) -> &Everyone<'e> {
        &self.everyone
    }

    /// Why some people are impossible.
    pub fn axioms(&self) -> &[Axiom] {
        &self.axioms
    }

    /// How many possible people the guideline can tell apart.
    pub fn people(&self) -> &BigUint {
        &self.people
    }

    /// Whether no axiom excludes a person.
    pub fn is_possible(&self, person: &Person) -> bool {
        self.everyone.holds(&self.possible, person)
    }

    /// The decision for all possible people.
    pub fn evaluation(&self) -> &Evaluation<Diagram> {
        &self.evaluation
    }

    /// How many nodes the diagrams of the decision have: of everybody possible, of each disposition from least to most
    /// urgent, of the incomplete ones, and of each treatment's offer.
    pub fn nodes(&self) -> Vec<(String, usize)> {
        let ranks = self.engine.ranks().iter().zip(&self.evaluation.exactly);
        let ranks = ranks.map(|(rank, people)| {
            let days = rank.within_days.map(|days| format!(" {days}")).unwrap_or_default();
            (format!("{}{days}", rank.level.word()), people)
        });
        let offers = self.engine.guideline().treatments.iter().zip(&self.evaluation.offered);
        let offers = offers.map(|(treatment, people)| (format!("offer of {}", treatment.id), people));
        let all = [("possible".to_owned(), &self.possible), ("incomplete".to_owned(), &self.evaluation.incomplete)];
        all.into_iter().chain(ranks).chain(offers).map(|(name, people)| (name, people.nodes())).collect()
    }

    pub(crate) fn outcome(&self) -> &Outcome<Diagram> {
        &self.outcome
    }

    pub(crate) fn possible(&self) -> &Diagram {
        &self.possible
    }

    pub(crate) fn diagrams(&self) -> &Diagrams {
        self.everyone.diagrams()
    }

    /// Whom each written property speaks of.
    pub(crate) fn concerned(&self) -> &[Diagram] {
        &self.concerned
    }

    /// Everything that must hold for every possible person.
    pub fn claims(&self) -> Vec<Claim> {
        listing::claims(&self.everyone)
    }

    /// Puts one claim to the proof.
    pub fn prove(&self, claim: &Claim) -> Proof {
        let (people, found) = match claim.kind {
            Kind::One(one) => (self.people.clone(), self.one(one)),
            Kind::Two(two) => self.two(two),
        };
        let status = found.map_or(Status::Proved, |(person, after)| {
            let answers = self.everyone.answers(&person);
            let after = after.map(|after| self.everyone.answers(&after));
            let replayed = self.replays(claim, &answers, after.as_ref());
            Status::Refuted(Box::new(CounterExample { answers, after, replayed }))
        });
        Proof { id: claim.id.clone(), claim: claim.says.clone(), people, status, milliseconds: None }
    }

    /// The possible people for whom a claim about one person is broken.
    fn broken(&self, claim: One) -> Diagram {
        let diagrams = self.diagrams();
        let broken = claims::broken(self.engine, diagrams, &self.outcome, &self.written, claim);
        // A claim that cannot be worked out holds for nobody.
        broken.map_or(self.possible.clone(), |broken| diagrams.and(&broken, &self.possible))
    }

    fn one(&self, claim: One) -> Option<(Person, Option<Person>)> {
        self.everyone.pick(&self.broken(claim)).map(|person| (person, None))
    }

    /// How many people a claim about a change covers, and a person before and after one that breaks it.
    fn two(&self, two: Two) -> (BigUint, Option<(Person, Option<Person>)>) {
        let diagrams = self.diagrams();
        let inclusions = self.inclusions(two.relation);
        let mut covered = diagrams.constant(false);
        let mut found = None;
        let swept = self.sweeps(two);
        for change in listing::changes(&self.everyone, two) {
            let before = self.before(&change);
            covered = diagrams.or(&covered, &before);
            for inclusion in inclusions {
                if found.is_none() && !swept && !self.is_kept(inclusion, &change) {
                    found = self.breaks(inclusion, &change, &before);
                }
            }
        }
        (covered.count(), found)
    }

    /// Whether a question that was passed over keeps every inclusion whatever is answered, all answers at once; quick, and
    /// if it does not, nothing is said.
    fn sweeps(&self, two: Two) -> bool {
        let fact = two.fact.and_then(|place| self.everyone.facts().get(place));
        let (Relation::PassedOver, Some(fact)) = (two.relation, fact) else { return false };
        let before = self.everyone.fixed([(fact, FactStatus::NotAsked)]);
        let anything = self.everyone.fixed([]);
        let kept =
            |inclusion: &Inclusion<Diagram>| included((&inclusion.before, &before), (&inclusion.after, &anything));
        self.inclusions(two.relation).iter().all(kept)
    }

    fn inclusions(&self, relation: Relation) -> &[Inclusion<Diagram>] {
        self.relations.iter().find(|(known, _)| *known == relation).map_or(&[], |(_, list)| list)
    }

    /// Who may change in this way.
    fn before(&self, change: &Change<'_>) -> Diagram {
        let diagrams = self.diagrams();
        let mut before = self.possible.clone();
        for (fact, statuses) in &change.among {
            let among = self.everyone.with(|other, status| other.id == fact.id && statuses.contains(&status));
            before = diagrams.and(&before, &among);
        }
        for finding in &change.asked {
            before = diagrams.and_not(&before, &self.everyone.not_asked(diagrams, *finding, None));
        }
        before
    }

    /// Whether a claim about a change holds, worked out without any short cut.
    #[cfg(test)]
    pub(crate) fn holds_the_long_way(&self, claim: &Claim) -> bool {
        let Kind::Two(two) = claim.kind else { return self.prove(claim).holds() };
        listing::changes(&self.everyone, two).iter().all(|change| {
            let before = self.before(change);
            self.inclusions(two.relation).iter().all(|inclusion| self.breaks(inclusion, change, &before).is_none())
        })
    }

    /// Whether an inclusion holds for all bits, possible people or not; quick, and if it does not hold, nothing is said.
    fn is_kept(&self, inclusion: &Inclusion<Diagram>, change: &Change<'_>) -> bool {
        let before = self.everyone.fixed(change.from);
        let after = self.everyone.fixed(change.to.iter().copied());
        let kept = |one: &Diagram, other: &Diagram| included((one, &before), (other, &after));
        let enough = self.offers_as_allowed && !inclusion.enough.is_empty();
        enough && inclusion.enough.iter().all(|(one, other)| kept(one, other))
            || kept(&inclusion.before, &inclusion.after)
    }

    /// A possible person who breaks an inclusion, before and after.
    fn breaks(
        &self,
        inclusion: &Inclusion<Diagram>,
        change: &Change<'_>,
        before: &Diagram,
    ) -> Option<(Person, Option<Person>)> {
        let diagrams = self.diagrams();
        let to = self.everyone.fixed(change.to.iter().copied());
        let still_possible = self.possible.fixed(&to);
        let people = diagrams.and(&diagrams.and(before, &still_possible), &inclusion.before);
        let people = diagrams.and_not(&people, &inclusion.after.fixed(&to));
        let person = self.everyone.pick(&people)?;
        let after = self.everyone.changed(&person, &change.to);
        Some((person, Some(after)))
    }

    /// Whether the ordinary engine breaks a claim for these answers.
    fn replays(
        &self,
        claim: &Claim,
        answers: &BTreeMap<String, Answer>,
        after: Option<&BTreeMap<String, Answer>>,
    ) -> bool {
        let Some((outcome, written)) = self.alone(answers) else { return false };
        match claim.kind {
            Kind::One(one) => claims::broken(self.engine, &OnePerson, &outcome, &written, one).unwrap_or(true),
            Kind::Two(two) => {
                let Some((after, _)) = after.and_then(|after| self.alone(after)) else { return false };
                let inclusions = |outcome| claims::inclusions(self.engine, &OnePerson, outcome, two.relation);
                inclusions(&outcome).iter().zip(inclusions(&after)).any(|(before, after)| before.before && !after.after)
            }
        }
    }

    /// What the ordinary engine says of one person, and which written properties it breaks.
    fn alone(&self, answers: &BTreeMap<String, Answer>) -> Option<(Outcome<bool>, Vec<bool>)> {
        let facts = self.engine.facts(answers).ok()?;
        let evaluation = self.engine.evaluate(&OnePerson, &facts);
        let outcome = Outcome::new(self.engine, &OnePerson, &facts, &evaluation);
        let (written, _) = broken(self.engine, &OnePerson, &facts, &evaluation);
        Some((outcome, written))
    }
}

/// Where each written property is broken, and whom it speaks of.
fn broken<A: Algebra>(
    engine: &Engine,
    algebra: &A,
    facts: &impl Facts<A>,
    evaluation: &Evaluation<A::Truth>,
) -> (Vec<A::Truth>, Vec<A::Truth>) {
    let claims = engine.properties(algebra, facts, evaluation);
    claims.iter().map(|claim| (claim.broken(algebra), claim.concerned(algebra))).unzip()
}
