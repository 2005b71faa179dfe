//! Who is impossible: bits that mean nothing, and answers that the input refuses.
//!
//! Everybody else is possible. A test holds each axiom against [`PersonFacts::from_answers`]: what it excludes is refused
//! there or cannot be written down, and what all of them allow is accepted.
//!
//! [`PersonFacts::from_answers`]: easeback_engine::PersonFacts::from_answers

use crate::diagrams::Diagram;
use crate::everyone::Everyone;
use easeback_logic::Algebra;

/// One reason why nobody can be like that.
#[derive(Clone, Debug)]
pub struct Axiom {
    /// `statuses.trauma` or `contradiction.pain_without_a_place`.
    pub id: String,
    /// What it says, in a sentence without a final stop.
    pub says: String,
    pub(crate) excluded: Diagram,
}

/// Every axiom, in the order of the facts; contradictions come last.
pub(crate) fn axioms(everyone: &Everyone<'_>) -> Vec<Axiom> {
    let (diagrams, guideline) = (everyone.diagrams(), everyone.guideline());
    let mut axioms = Vec::new();
    for fact in everyone.facts().iter().filter(|fact| fact.has_unused_codes()) {
        let meant = everyone.with(|other, _| other.id == fact.id);
        axioms.push(Axiom {
            id: format!("statuses.{}", fact.id),
            says: format!("`{}` has one of its {} statuses", fact.id, fact.statuses().count()),
            excluded: diagrams.not(&meant),
        });
    }
    for contradiction in &guideline.contradictions {
        axioms.push(Axiom {
            id: format!("contradiction.{}", contradiction.id),
            says: contradiction.because.clone(),
            excluded: everyone.value(contradiction.when.condition()).yes,
        });
    }
    axioms
}

/// Everybody whom no axiom excludes.
pub(crate) fn possible(everyone: &Everyone<'_>, axioms: &[Axiom]) -> Diagram {
    let diagrams = everyone.diagrams();
    axioms.iter().fold(diagrams.constant(true), |possible, axiom| diagrams.and_not(&possible, &axiom.excluded))
}

#[cfg(test)]
mod tests {
    use crate::{Prover, Status};
    use easeback_engine::Engine;
    use easeback_guideline::Guideline;
    use easeback_logic::Algebra;
    use num_bigint::BigUint;

    fn engine() -> Engine {
        Engine::new(Guideline::built_in().unwrap())
    }

    #[test]
    fn a_status_axiom_excludes_exactly_the_bits_that_mean_nothing() {
        let engine = engine();
        let prover = Prover::new(&engine);
        let diagrams = prover.everyone().diagrams();
        for axiom in prover.axioms().iter().filter(|axiom| axiom.id.starts_with("statuses.")) {
            let id = axiom.id.trim_start_matches("statuses.");
            let fact = prover.everyone().facts().iter().find(|fact| fact.id == id).unwrap();
            let width = fact.variables().len();
            let unused = (1_usize << width) - fact.statuses().count();
            let others = usize::from(diagrams.variables()) - width;
            assert_eq!(axiom.excluded.count(), BigUint::from(unused) << others, "{}", axiom.id);
            // No status means them, so no answers can be written down that do.
            assert!(prover.everyone().pick(&axiom.excluded).is_none(), "{}", axiom.id);
        }
    }

    #[test]
    fn every_status_can_be_written_down_and_is_read_back() {
        let engine = engine();
        let prover = Prover::new(&engine);
        let everyone = prover.everyone();
        for fact in everyone.facts() {
            for status in fact.statuses() {
                let people = everyone.with(|other, own| other.id == fact.id && own == status);
                let person = everyone.pick(&everyone.diagrams().and(&people, prover.possible())).unwrap();
                let answers = everyone.answers(&person);
                assert!(engine.facts(&answers).is_ok(), "{} {status:?}: {answers:?}", fact.id);
                assert_eq!(everyone.who_said(&answers), Some(person), "{} {status:?}: {answers:?}", fact.id);
            }
        }
    }

    #[test]
    fn whom_a_contradiction_excludes_the_input_refuses() {
        let engine = engine();
        let prover = Prover::new(&engine);
        let everyone = prover.everyone();
        let (contradictions, others): (Vec<_>, Vec<_>) =
            prover.axioms().iter().partition(|axiom| axiom.id.starts_with("contradiction."));
        assert_eq!(contradictions.len(), engine.guideline().contradictions.len());
        for axiom in contradictions {
            let mut people = axiom.excluded.clone();
            for other in &others {
                people = everyone.diagrams().and_not(&people, &other.excluded);
            }
            let person = everyone.pick(&people).unwrap();
            let problems = engine.facts(&everyone.answers(&person)).unwrap_err();
            assert!(problems.iter().any(|problem| problem.allowed == axiom.says), "{}: {problems:?}", axiom.id);
        }
    }

    #[test]
    fn the_quick_way_never_says_more_than_the_long_way() {
        let engine = engine();
        let prover = Prover::new(&engine);
        for claim in prover
            .claims()
            .iter()
            .filter(|claim| claim.id.starts_with("not_sure.leg") || claim.id.starts_with("worse.leg"))
        {
            assert_eq!(prover.prove(claim).status, Status::Proved);
            assert!(prover.holds_the_long_way(claim), "{}", claim.id);
        }
    }
}
