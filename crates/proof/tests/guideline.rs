//! Nothing unsafe builds: every claim holds for every possible person.

mod support;

use support::{ENGINE, PROVER};

#[test]
fn every_claim_holds_for_every_possible_person() {
    let mut refuted = Vec::new();
    for claim in PROVER.claims() {
        let proof = PROVER.prove(&claim);
        if let Some(person) = proof.counter_example() {
            assert!(person.replayed, "{}: the ordinary engine does not go wrong for {:?}", proof.id, person.answers);
            println!("{}\n{}", proof.claim, person.to_toml(&ENGINE, &claim));
            refuted.push(proof.id);
        }
    }
    assert_eq!(refuted, Vec::<String>::new());
}

#[test]
fn claims_have_names_of_their_own() {
    let mut ids: Vec<_> = PROVER.claims().into_iter().map(|claim| claim.id).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(ids.len() > 600, "only {} claims", ids.len());
}

#[test]
fn what_makes_no_difference_is_known() {
    let red_flags: Vec<_> = PROVER
        .dead_knowledge()
        .into_iter()
        .filter(|dead| !dead.id.starts_with("stop.") && !dead.id.starts_with("option.using."))
        .collect();
    let ids: Vec<_> = red_flags.iter().map(|dead| dead.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "red_flag.belly_pain_in_late_pregnancy",
            "option.pain_sites.low",
            "option.pain_sites.buttock",
            "answer.mood_low.7",
            "answer.worry_persist.5",
            "answer.worry_persist.7",
        ]
    );
    assert_eq!(red_flags[0].behind, ["late_pregnancy_backache"]);
}
