//! Every kind of change is tried; what nobody notices is found with a person; what makes no difference is proved so.

#![expect(clippy::panic, reason = "a test may panic, its helpers too")]

use easeback_engine::Engine;
use easeback_guideline::{Guideline, SourceFile};
use easeback_proof::{Effect, Judge, Mutation, Noticed, Verdict, mutations};
use std::collections::BTreeSet;

/// A small guideline with something of every kind.
const SMALL: &str = r#"
[guideline]
name = "small"
version = "1"
title = "A small guideline"
scope = "Nobody."
status = "For tests."

[[source]]
id = "B-ONE"
cite = "A book."
status = "verified"

[[level]]
id = "home_care"
title = "Care at home"
lead = "Stay."
[[level]]
id = "see_doctor_soon"
title = "Within {days}"
lead = "Go soon."
[[level]]
id = "same_day"
title = "Today"
lead = "Go today."
unknown_costs = { level = "see_doctor_soon", within_days = 1 }
[[level]]
id = "emergency_now"
title = "Now"
lead = "Go now."
unknown_costs = { level = "same_day" }
[[level]]
id = "incomplete"
title = "More to ask"
lead = "Go on."

[[action]]
id = "go"
say = "Go."

[[finding]]
id = "fever"
group = "emergency"
ask = "Do you have a fever?"
tick = "I have a fever"
kind = "yes_no"
sources = ["B-ONE"]

[[finding]]
id = "chills"
group = "emergency"
ask = "Do you shiver?"
tick = "I shiver"
kind = "yes_no"
asked_when = "fever"
sources = ["B-ONE"]

[[finding]]
id = "trauma"
group = "emergency"
ask = "Did you fall?"
tick = "I fell"
kind = "one_of"
none = "none"
worse = [["none"], ["minor"], ["major"]]
sources = ["B-ONE"]
[[finding.option]]
id = "none"
say = "No"
[[finding.option]]
id = "minor"
say = "A little"
[[finding.option]]
id = "major"
say = "From high up"

[[finding]]
id = "pain_now"
group = "pain"
ask = "How strong is it?"
kind = "number"
min = 0
max = 10
whole = true
sources = ["B-ONE"]

[[finding]]
id = "weight_kg"
group = "medicine"
ask = "How heavy are you?"
kind = "number"
min = 20
max = 300
sources = ["B-ONE"]

[[screen]]
id = "one"
title = "One"
style = "tick"
rows = ["fever", "chills", "trauma"]
[[screen]]
id = "two"
title = "Two"
style = "one"
rows = ["pain_now"]
[[screen]]
id = "three"
title = "Three"
style = "one"
rows = ["weight_kg"]

[[definition]]
id = "hurt"
says = "a fall"
when = "trauma != 'none'"

[[contradiction]]
id = "well_and_hurt"
when = "pain_now = 0 and trauma = 'major'"
because = "a fall from high up hurts"
review = "judgement"

[[red_flag]]
id = "hot"
code = "RF01"
when = "fever and chills"
level = "emergency_now"
because = "Heat is a sign."
action = "go"
sources = ["B-ONE"]
[[red_flag]]
id = "fell"
code = "RF02"
when = "hurt or pain_now >= 9"
level = "see_doctor_soon"
within_days = 3
because = "A fall may break a bone."
action = "go"
sources = ["B-ONE"]

[[treatment]]
id = "heat"
name = "Warm pack"
kind = "comfort"
summary = "It warms."
shown_at = ["home_care"]
also_shown = [{ level = "see_doctor_soon", when = "trauma = 'minor'" }]
offer_when = "pain_now >= 1"
steps = ["Warm it."]
sources = ["B-ONE"]
[[treatment.stop]]
id = "hot_body"
strength = "never"
when = "fever or weight_kg < 40"
because = "Heat adds to heat."
sources = ["B-ONE"]

[[stop_for_all]]
id = "light"
code = "G1"
kinds = ["comfort"]
strength = "ask_first"
when = "not_asked(weight_kg)"
because = "Ask first."
sources = ["B-ONE"]
"#;

fn engine(people: &str) -> Engine {
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), text: text.to_owned() };
    let files = [file("small.toml", SMALL), file("people/some.toml", people)];
    Engine::new(Guideline::read(&files).unwrap_or_else(|problems| panic!("{problems}")))
}

fn mutation<'m>(list: &'m [Mutation], of: &str, says: &str) -> &'m Mutation {
    let found = list.iter().find(|mutation| mutation.id.starts_with(of) && mutation.says == says);
    found.unwrap_or_else(|| panic!("{of} {says}: {list:#?}"))
}

fn verdict(engine: &Engine, mutation: &Mutation) -> Verdict {
    let judge = Judge::new(engine);
    match judge.by_people(mutation) {
        Some(noticed) => Verdict::Noticed(noticed),
        None => judge.over_everybody(&[mutation]).verdicts([mutation]).remove(0),
    }
}

#[test]
fn every_kind_of_change_is_tried() {
    let engine = engine("");
    let list = mutations(engine.guideline());
    let expected = [
        ("red_flag.hot.when", "`and` becomes `or` between `fever` and `chills`"),
        ("red_flag.hot.when", "`fever` becomes `not fever`"),
        ("red_flag.hot.level", "`emergency_now` becomes `same_day`"),
        ("red_flag.hot.if_unknown", "while a fact from the log is unknown it sets no floor"),
        ("red_flag.fell.when", "`pain_now >= 9` becomes `pain_now < 9`"),
        ("red_flag.fell.when", "`pain_now >= 9` becomes `pain_now >= 10`"),
        ("red_flag.fell.when", "`pain_now >= 9` becomes `pain_now >= 8`"),
        ("red_flag.fell.within_days", "a window of 3 becomes 2 days"),
        ("red_flag.fell.within_days", "a window of 3 becomes 4 days"),
        ("definition.hurt.when", "`trauma != 'none'` becomes `trauma = 'none'`"),
        ("definition.hurt.when", "`trauma != 'none'` becomes `trauma != 'minor'`"),
        ("contradiction.well_and_hurt.when", "`trauma = 'major'` becomes `trauma = 'none'`"),
        ("finding.chills.asked_when", "`fever` becomes `not fever`"),
        ("finding.chills.asked_when", "until it is asked it counts as no, not as unknown"),
        ("level.same_day.unknown_costs", "an unknown red flag costs a visit within 2 days instead of 1"),
        ("treatment.heat.offer_when", "`pain_now >= 1` becomes `pain_now >= 2`"),
        ("treatment.heat.shown_at", "it is no longer shown at `home_care`"),
        ("treatment.heat.shown_at", "it is shown at `same_day` too"),
        ("treatment.heat.also_shown.0", "`see_doctor_soon` is open under no condition"),
        ("treatment.heat.also_shown.0.when", "`trauma = 'minor'` becomes `trauma = 'major'`"),
        ("stop.heat.hot_body.when", "`or` becomes `and` between `fever` and `weight_kg < 40`"),
        ("stop.heat.hot_body.when", "`weight_kg < 40` becomes `weight_kg <= 40`"),
        ("stop.heat.hot_body.strength", "`never` becomes `ask_first`"),
        ("stop_for_all.light.when", "`not_asked(weight_kg)` becomes `not_sure(weight_kg)`"),
        ("stop_for_all.light.strength", "`ask_first` becomes `never`"),
        ("stop_for_all.light.kinds", "it no longer holds back `comfort`"),
    ];
    for (of, says) in expected {
        let changed = mutation(&list, of, says).apply(engine.guideline());
        assert!(changed.is_ok_and(|changed| changed != *engine.guideline()), "{of}: {says}");
    }
}

#[test]
fn every_change_of_the_built_in_guideline_changes_it_and_has_a_name_of_its_own() {
    let guideline = Guideline::built_in().unwrap();
    let list = mutations(&guideline);
    assert!(list.len() > 1500, "{}", list.len());
    let ids: BTreeSet<_> = list.iter().map(|mutation| &mutation.id).collect();
    assert_eq!(ids.len(), list.len());
    for mutation in &list {
        assert_ne!(mutation.apply(&guideline).as_ref(), Ok(&guideline), "{}: {}", mutation.id, mutation.says);
    }
}

#[test]
fn a_change_that_nobody_notices_comes_with_a_person_who_is_decided_differently() {
    let engine = engine("");
    let list = mutations(engine.guideline());
    let mutation = mutation(&list, "red_flag.fell.when", "`pain_now >= 9` becomes `pain_now >= 10`");
    let Verdict::Survives(witness) = verdict(&engine, mutation) else { panic!("somebody notices") };
    assert!(witness.no_longer.contains(&Effect::Reason("fell".to_owned())), "{witness:?}");
    let changed = Engine::new(mutation.apply(engine.guideline()).unwrap());
    let disposition = |engine: &Engine| engine.disposition(&engine.facts(&witness.answers).unwrap());
    assert_ne!(disposition(&engine), disposition(&changed), "{witness:?}");
    assert!(witness.toml.contains("pain_now = 9"), "{}", witness.toml);
}

#[test]
fn an_example_person_on_the_line_notices_that_it_moved() {
    let engine = engine(
        r#"
[[person]]
id = "nine"
who = "A person with pain of 9."
why = "It is the least that needs a doctor."
answers = { fever = false, trauma = "none", pain_now = 9, weight_kg = 70 }
[person.expect]
disposition = "see_doctor_soon"
within_days = 3
reasons = ["fell"]
"#,
    );
    let list = mutations(engine.guideline());
    let moved = mutation(&list, "red_flag.fell.when", "`pain_now >= 9` becomes `pain_now >= 10`");
    assert_eq!(verdict(&engine, moved), Verdict::Noticed(Noticed::Person("nine".to_owned())));
    // Of the treatment nothing is expected.
    let closed = mutation(&list, "treatment.heat.shown_at", "it is shown at `see_doctor_soon` too");
    let Verdict::Survives(witness) = verdict(&engine, closed) else { panic!("somebody notices") };
    assert_eq!(witness.known.as_deref(), Some("nine"));
    assert_eq!(
        witness.instead,
        [Effect::Offer("heat".to_owned()), Effect::Suggestion("heat".to_owned())],
        "{witness:?}"
    );
}

#[test]
fn a_change_that_makes_no_difference_is_proved_so() {
    let engine = engine("");
    let list = mutations(engine.guideline());
    // No fact from the log stands in it.
    let unknown = mutation(&list, "red_flag.hot.if_unknown", "while a fact from the log is unknown it sets no floor");
    assert!(matches!(verdict(&engine, unknown), Verdict::Equivalent(_)));
    // Nothing at these levels is held back by a stop for all of this kind.
    let herb = mutation(&list, "stop_for_all.light.kinds", "it holds back `herb` too");
    assert!(matches!(verdict(&engine, herb), Verdict::Equivalent(_)));
}

#[test]
fn what_the_checks_refuse_is_noticed() {
    let engine = engine("");
    let list = mutations(engine.guideline());
    let below = mutation(&list, "contradiction.well_and_hurt.when", "`pain_now = 0` becomes `pain_now = -1`");
    assert!(matches!(verdict(&engine, below), Verdict::Noticed(Noticed::Checks(_))));
}
