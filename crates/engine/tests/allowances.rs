//! What a yes from a doctor or pharmacist changes, and what it never changes.

mod folder;

use easeback_engine::{Allowed, Answer, Engine, PersonFacts, answers_of};
use easeback_guideline::{Guideline, Kind, Strength};
use easeback_logic::OnePerson;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(folder::guideline()));

/// A yes to every stop there is, whatever its strength.
fn everything(guideline: &Guideline) -> Vec<Allowed> {
    let own = guideline.treatments.iter().flat_map(|treatment| {
        treatment.stops.iter().map(|stop| Allowed { treatment: treatment.id.clone(), stop: stop.id.clone() })
    });
    let for_all = guideline.treatments.iter().flat_map(|treatment| {
        let stops = guideline.stops_for_all.iter();
        stops.map(|stop| Allowed { treatment: treatment.id.clone(), stop: stop.id.clone() })
    });
    own.chain(for_all).collect()
}

/// Holds a decision with allowances against the stops themselves.
fn check(facts: &PersonFacts, allowed: &[Allowed]) {
    let (engine, guideline) = (&*ENGINE, ENGINE.guideline());
    let (without, with) = (engine.decide(facts), engine.decide_allowing(facts, allowed));
    assert_eq!(without.disposition, with.disposition, "a yes never changes how urgent it is");
    let evaluation = engine.evaluate(&OnePerson, facts);
    for ((id, treatment), shown) in guideline.treatment_ids().zip(&evaluation.allowed) {
        let stops = engine.stops(&evaluation, id);
        let own = treatment.stops.iter().map(|stop| {
            let yes = allowed.iter().any(|yes| (&yes.treatment, &yes.stop) == (&treatment.id, &stop.id));
            (Some(stop), stop.strength == Strength::AskFirst && yes)
        });
        let rests_on: Vec<_> = own
            .clone()
            .zip(&stops)
            .filter(|((_, lifted), value)| *lifted && value.yes)
            .filter_map(|((stop, _), _)| stop.map(|stop| stop.id.as_str()))
            .collect();
        let all = own.chain(std::iter::repeat((None, false))).zip(&stops);
        // Known not to hold; or known to hold, to be asked about, and allowed.
        let clear = all.clone().all(|((_, lifted), value)| value.no || (lifted && value.yes));
        let offer = with.offer(&treatment.id);
        assert_eq!(offer.is_some(), *shown && clear, "{}", treatment.id);
        if let Some(offer) = offer {
            assert_eq!(offer.allowed.iter().map(|stop| stop.id.as_str()).collect::<Vec<_>>(), rests_on);
            assert_eq!(rests_on.is_empty(), without.offer(&treatment.id).is_some(), "{}", treatment.id);
        } else {
            assert!(without.offer(&treatment.id).is_none(), "a yes takes no offer away: {}", treatment.id);
        }
        if let Some(withheld) = with.withheld.iter().find(|withheld| withheld.treatment.id == treatment.id) {
            let still = all.filter(|((_, lifted), value)| !(value.no || (*lifted && value.yes))).count();
            assert_eq!(withheld.stops.len(), still, "{}", treatment.id);
        }
    }
}

#[test]
fn no_example_person_gets_more_from_a_yes_than_the_stops_it_is_for() {
    let guideline = ENGINE.guideline();
    let everything = everything(guideline);
    let mut added = 0;
    for person in &guideline.people {
        let facts = ENGINE.facts(&answers_of(guideline, person)).unwrap();
        check(&facts, &everything);
        added += ENGINE.decide_allowing(&facts, &everything).offers.len() - ENGINE.decide(&facts).offers.len();
        for withheld in &ENGINE.decide(&facts).withheld {
            for one in everything.iter().filter(|one| one.treatment == withheld.treatment.id) {
                check_one(&facts, one);
            }
        }
    }
    assert!(added > 50, "a yes must be able to do something: {added}");
}

/// One yes changes the offer of its own treatment and of no other.
fn check_one(facts: &PersonFacts, one: &Allowed) {
    let ids = |decision: easeback_engine::Decision<'_>| -> Vec<String> {
        let others = decision.offers.iter().filter(|offer| offer.treatment.id != one.treatment);
        others.map(|offer| offer.treatment.id.clone()).collect()
    };
    let allowed = ENGINE.decide_allowing(facts, std::slice::from_ref(one));
    assert_eq!(ids(allowed), ids(ENGINE.decide(facts)), "{one:?}");
}

#[test]
fn a_yes_to_what_is_not_there_or_not_to_be_asked_about_changes_nothing() {
    let guideline = ENGINE.guideline();
    let nobody = ["", "no_such_treatment"]
        .map(|treatment| Allowed { treatment: treatment.to_owned(), stop: "no_such_stop".to_owned() });
    let never: Vec<_> = everything(guideline)
        .into_iter()
        .filter(|yes| {
            let stop = guideline.treatment(&yes.treatment).and_then(|t| t.stops.iter().find(|s| s.id == yes.stop));
            stop.is_none_or(|stop| stop.strength == Strength::Never)
        })
        .chain(nobody)
        .collect();
    for person in &guideline.people {
        let facts = ENGINE.facts(&answers_of(guideline, person)).unwrap();
        let ids = |decision: &easeback_engine::Decision<'_>| -> Vec<String> {
            decision.offers.iter().map(|offer| offer.treatment.id.clone()).collect()
        };
        assert_eq!(ids(&ENGINE.decide(&facts)), ids(&ENGINE.decide_allowing(&facts, &never)), "{}", person.id);
    }
}

#[test]
fn a_yes_does_not_lift_what_is_not_known() {
    let guideline = ENGINE.guideline();
    let person = guideline.person("plain_spasm").unwrap();
    let mut answers = answers_of(guideline, person);
    let allowed = [Allowed { treatment: "ibuprofen".to_owned(), stop: "age_60_or_over".to_owned() }];
    let offered = |answers: &BTreeMap<String, Answer>, allowed: &[Allowed]| {
        let facts = ENGINE.facts(answers).unwrap();
        ENGINE.decide_allowing(&facts, allowed).offer("ibuprofen").is_some()
    };
    answers.insert("age_years".to_owned(), Answer::Number(64.0));
    assert!(!offered(&answers, &[]));
    assert!(offered(&answers, &allowed));
    answers.insert("age_years".to_owned(), Answer::NotSure);
    assert!(!offered(&answers, &allowed));
}

/// A random answer to a finding: any allowed one, not sure, or none.
fn answer(finding: &easeback_guideline::Finding) -> BoxedStrategy<Option<Answer>> {
    let options: Vec<String> = finding.options.iter().map(|option| option.id.clone()).collect();
    let none = match &finding.none {
        Some(Answer::OneOf(none)) => Some(none.clone()),
        _ => None,
    };
    let known = match finding.kind {
        Kind::YesNo => any::<bool>().prop_map(Answer::YesNo).boxed(),
        Kind::OneOf => prop::sample::select(options).prop_map(Answer::OneOf).boxed(),
        Kind::ManyOf => {
            let some: Vec<_> = options.into_iter().filter(|option| Some(option) != none.as_ref()).collect();
            let most = some.len().min(3);
            (prop::sample::subsequence(some, 0..=most), prop::bool::weighted(0.1))
                .prop_map(|(chosen, not_sure)| Answer::ManyOf { chosen, not_sure })
                .boxed()
        }
        Kind::Number => {
            let (min, max) = (finding.min.unwrap_or(0.0), finding.max.unwrap_or(100.0));
            let most = finding.typical.map_or(max, |typical| (typical.mean + 3.0 * typical.sd).min(max));
            (min..=most).prop_map(|number| Answer::Number(number.round())).boxed()
        }
    };
    prop_oneof![8 => known.prop_map(Some), 1 => Just(Some(Answer::NotSure)), 1 => Just(None)].boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_gets_more_from_a_yes_than_the_stops_it_is_for(
        changes in prop::collection::vec(any::<prop::sample::Index>(), 0..8)
            .prop_flat_map(|places| {
                let findings = &ENGINE.guideline().findings;
                places.into_iter().map(|place| {
                    let finding = place.get(findings);
                    answer(finding).prop_map(|answer| (finding.id.clone(), answer))
                }).collect::<Vec<_>>()
            }),
        person in any::<prop::sample::Index>(),
        some in prop::collection::vec(any::<bool>(), 4096),
    ) {
        let guideline = ENGINE.guideline();
        let mut answers = answers_of(guideline, person.get(&guideline.people));
        for (row, answer) in changes {
            answers.retain(|known, _| known.split('.').next() != Some(&row));
            answers.extend(answer.map(|answer| (row, answer)));
        }
        prop_assume!(ENGINE.facts(&answers).is_ok());
        let facts = ENGINE.facts(&answers).unwrap();
        let everything = everything(guideline);
        let some: Vec<_> = everything.iter().zip(some).filter(|(_, take)| *take).map(|(yes, _)| yes.clone()).collect();
        check(&facts, &everything);
        check(&facts, &some);
    }
}
