//! One person, the same person in a lane, and the same person among all people in a diagram get the same decision.

mod support;

use easeback_engine::{Evaluation, PersonFacts};
use easeback_logic::{Block, OnePerson};
use easeback_proof::Diagram;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use support::{ENGINE, PROVER};

/// Every list of truths of an evaluation.
fn lists<T: Clone>(evaluation: &Evaluation<T>) -> Vec<Vec<T>> {
    vec![
        evaluation.fired.clone(),
        evaluation.floors.clone(),
        evaluation.open.clone(),
        evaluation.fired_at_least.clone(),
        evaluation.at_least.clone(),
        vec![evaluation.incomplete.clone()],
        evaluation.exactly.clone(),
        evaluation.allowed.clone(),
        evaluation.offered.clone(),
        evaluation.suggested.clone(),
    ]
}

/// Where each written property is broken, among all possible people.
static BROKEN: LazyLock<Vec<Diagram>> = LazyLock::new(|| {
    let everyone = PROVER.everyone();
    let claims = ENGINE.properties(everyone.diagrams(), everyone, PROVER.evaluation());
    claims.iter().map(|claim| claim.broken(everyone.diagrams())).collect()
});

#[test]
fn the_people_reach_every_disposition() {
    let mut random = 20_261_122_u32;
    let mut reached = BTreeMap::new();
    for _ in 0..400 {
        let seeds = std::iter::repeat_with(|| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u16::try_from(random >> 16).expect("sixteen bits are left")
        });
        let Ok(facts) = ENGINE.facts(&support::answers(&seeds.take(400).collect::<Vec<_>>())) else { continue };
        *reached.entry(ENGINE.disposition(&facts).level().word()).or_insert(0) += 1;
    }
    assert!(reached.len() == 5 && reached.values().all(|times| *times >= 10), "{reached:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn one_person_a_lane_and_a_diagram_agree(seeds in prop::collection::vec(any::<u16>(), 400)) {
        let answers = support::answers(&seeds);
        let Ok(facts) = ENGINE.facts(&answers) else { return Ok(()) };
        let person = PROVER.everyone().who_said(&answers).expect("all that was said is told apart");
        prop_assert!(PROVER.is_possible(&person), "an axiom excludes somebody whom the input accepts");

        let alone = ENGINE.evaluate(&OnePerson, &facts);
        let mut people = vec![PersonFacts::nothing_asked(ENGINE.guideline()); 41];
        people.push(facts.clone());
        let crowd = ENGINE.evaluate_crowd::<1>(&people);
        let in_a_lane = |truth: &Block<1>| truth.holds(41);
        let among_all = |truth: &Diagram| PROVER.everyone().holds(truth, &person);
        for (((one, many), all), list) in
            lists(&alone).into_iter().zip(lists(&crowd)).zip(lists(PROVER.evaluation())).zip(0..)
        {
            prop_assert_eq!(&one, &many.iter().map(in_a_lane).collect::<Vec<_>>(), "list {} in a lane", list);
            prop_assert_eq!(&one, &all.iter().map(among_all).collect::<Vec<_>>(), "list {} in a diagram", list);
        }
        let claims = ENGINE.properties(&OnePerson, &facts, &alone);
        for (one, all) in claims.iter().zip(BROKEN.iter()) {
            prop_assert_eq!(one.broken(&OnePerson), among_all(all));
        }
    }

    #[test]
    fn whoever_is_read_back_from_a_diagram_gives_the_same_decision(seeds in prop::collection::vec(any::<u16>(), 400)) {
        let answers = support::answers(&seeds);
        let Ok(facts) = ENGINE.facts(&answers) else { return Ok(()) };
        let person = PROVER.everyone().who_said(&answers).expect("all that was said is told apart");
        let told = PROVER.everyone().answers(&person);
        let again = ENGINE.facts(&told).expect("what a possible person says is accepted");
        let back = PROVER.everyone().who_said(&told);
        prop_assert_eq!(back.as_ref(), Some(&person));
        let (one, other) = (ENGINE.evaluate(&OnePerson, &facts), ENGINE.evaluate(&OnePerson, &again));
        prop_assert_eq!(lists(&one), lists(&other));
    }
}
