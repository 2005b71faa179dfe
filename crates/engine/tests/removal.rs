//! Nothing in the guideline can go without an example person noticing.

mod folder;

use easeback_engine::Engine;
use easeback_guideline::{ExamplePerson, Guideline};

/// Whether some example person notices; those that name the thing that is gone are tried first.
fn somebody_notices(changed: Guideline, likely: impl Fn(&ExamplePerson) -> bool) -> bool {
    let engine = Engine::new(changed);
    let (first, rest): (Vec<_>, Vec<_>) = engine.guideline().people.iter().partition(|person| likely(person));
    first.into_iter().chain(rest).any(|person| !engine.differences(person).is_empty())
}

#[test]
fn removing_any_red_flag_makes_some_example_fail() {
    let guideline = folder::guideline();
    let unnoticed: Vec<_> = (0..guideline.red_flags.len())
        .filter_map(|place| {
            let mut changed = guideline.clone();
            let gone = changed.red_flags.remove(place);
            (!somebody_notices(changed, |person| person.expect.reasons.contains(&gone.id))).then_some(gone.id)
        })
        .collect();
    assert!(unnoticed.is_empty(), "nobody notices that these are gone: {unnoticed:?}");
}

#[test]
fn removing_any_stop_makes_some_example_fail() {
    let guideline = folder::guideline();
    let mut unnoticed = Vec::new();
    for (place, treatment) in guideline.treatments.iter().enumerate() {
        for stop in 0..treatment.stops.len() {
            let mut changed = guideline.clone();
            let gone = changed.treatments[place].stops.remove(stop);
            let names_it = |person: &ExamplePerson| {
                let expect = [&person.expect.withheld, &person.expect.stops];
                expect.into_iter().filter_map(|held| held.get(&treatment.id)).any(|stops| stops.contains(&gone.id))
            };
            if !somebody_notices(changed, names_it) {
                unnoticed.push(format!("{}.{}", treatment.id, gone.id));
            }
        }
    }
    for place in 0..guideline.stops_for_all.len() {
        let mut changed = guideline.clone();
        let gone = changed.stops_for_all.remove(place);
        if !somebody_notices(changed, |person| person.expect.withheld.values().flatten().any(|stop| *stop == gone.id)) {
            unnoticed.push(gone.id);
        }
    }
    assert!(unnoticed.is_empty(), "nobody notices that these are gone: {unnoticed:?}");
}
