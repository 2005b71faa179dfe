//! Nothing unsafe builds: every claim holds for every possible person.

mod support;

use easeback_engine::Engine;
use easeback_proof::Prover;
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
fn what_makes_no_difference_is_known_and_what_stands_before_it_is_told() {
    let shadows = PROVER.shadows();
    assert_eq!((shadows.new.as_slice(), shadows.gone.as_slice()), (&[][..], &[][..]));
    let behind = |id: &str| shadows.known.iter().find(|dead| dead.id == id).unwrap().behind.clone();
    assert_eq!(behind("red_flag.belly_pain_in_late_pregnancy"), ["late_pregnancy_backache"]);
    assert_eq!(behind("stop.heat.under_18"), ["stop.heat.adults_only"]);
    assert_eq!(behind("stop.heat.fever"), ["red_flag.fever"]);
}

#[test]
fn what_makes_no_difference_and_is_not_named_is_new_and_what_is_named_and_makes_one_is_gone() {
    let mut guideline = ENGINE.guideline().clone();
    let place = guideline.shadowed.iter().position(|shadowed| shadowed.what.contains(&"stop.heat.fever".to_owned()));
    let what = &mut guideline.shadowed[place.unwrap()].what;
    what.retain(|id| id != "stop.heat.fever");
    what.push("stop.heat.broken_skin".to_owned());
    let engine = Engine::new(guideline);
    let shadows = Prover::new(&engine).shadows();
    assert!(!shadows.are_known());
    assert_eq!(shadows.new.iter().map(|dead| dead.id.as_str()).collect::<Vec<_>>(), ["stop.heat.fever"]);
    assert_eq!(shadows.gone, ["stop.heat.broken_skin"]);
}
