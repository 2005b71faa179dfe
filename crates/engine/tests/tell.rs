//! What a decision tells: never nothing to do, nothing twice, and no warning lost behind a more urgent one.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]

mod folder;

use easeback_engine::{Answer, Decision, Disposition, Engine, StillOpen, answers_of, sentences};
use easeback_guideline::LevelId;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(folder::guideline()));

/// The answers of somebody with a plain spasm, but for these.
fn but(answers: &[(&str, Answer)]) -> BTreeMap<String, Answer> {
    let guideline = ENGINE.guideline();
    let mut all = answers_of(guideline, guideline.person("plain_spasm").unwrap());
    all.extend(answers.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())));
    all
}

fn decide(answers: &BTreeMap<String, Answer>) -> Decision<'static> {
    ENGINE.decide(&ENGINE.facts(answers).unwrap())
}

fn phone(answers: &BTreeMap<String, Answer>) -> Vec<String> {
    decide(answers).say_on_the_phone(&ENGINE.facts(answers).unwrap())
}

fn action(id: &str) -> Vec<&'static str> {
    sentences(&ENGINE.guideline().action(id).unwrap().say)
}

fn many(option: &str) -> Answer {
    Answer::ManyOf { chosen: vec![option.to_owned()], not_sure: false }
}

#[test]
fn every_example_person_who_needs_a_doctor_is_told_what_to_do_each_sentence_once() {
    for person in &ENGINE.guideline().people {
        let decision = ENGINE.decide(&ENGINE.facts_of(person).unwrap());
        let steps = decision.what_to_do();
        let open = matches!(decision.disposition, Disposition::HomeCare | Disposition::Incomplete);
        assert!(open || !steps.is_empty(), "{}", person.id);
        for (place, step) in steps.iter().enumerate() {
            assert!(!steps[..place].contains(step), "{}: {step}", person.id);
        }
    }
}

#[test]
fn no_example_person_loses_what_a_reason_adds_or_a_stop() {
    let guideline = ENGINE.guideline();
    for person in &guideline.people {
        let decision = ENGINE.decide(&ENGINE.facts_of(person).unwrap());
        let steps = decision.what_to_do();
        let deciding: Vec<_> = decision.deciding().map(|reason| reason.red_flag).collect();
        let ranks = deciding.iter().map(|flag| guideline.action(&flag.action).unwrap());
        let highest = ranks.filter(|action| !action.always_shown).map(|action| action.rank).max();
        for flag in decision.reasons.iter().map(|reason| reason.red_flag) {
            let action = guideline.action(&flag.action).unwrap();
            let decides = deciding.iter().any(|one| one.id == flag.id);
            // While answers are missing nothing decides, and what weighs most so far is told in full.
            let so_far = decision.at_least.map(|rank| (rank.level, rank.within_days));
            let weighs_most = so_far == Some((flag.level, flag.within_days));
            let say = match decides {
                true if action.always_shown || Some(action.rank) == highest => Some(action.say.as_str()),
                false if action.always_shown && weighs_most => Some(action.say.as_str()),
                false if action.always_shown => Some(action.say_beside()),
                _ => None,
            };
            let also = flag.also.as_deref().filter(|_| decides || !flag.also_only_deciding);
            for sentence in say.into_iter().chain(also).flat_map(sentences) {
                assert!(steps.contains(&sentence), "{}: {sentence}", person.id);
            }
        }
    }
}

#[test]
fn of_several_emergencies_one_order_stands_and_no_other_contradicts_it() {
    let (numb, fall) = (("groin_numb", Answer::YesNo(true)), ("trauma", Answer::OneOf("major".to_owned())));
    let vessel = ("aaa", Answer::OneOf("pulsing".to_owned()));
    let order = |answers: &[(&str, Answer)]| decide(&but(answers)).what_to_do();
    assert!(order(std::slice::from_ref(&numb)).starts_with(&action("go")));
    // Who fell stays still, whatever else there is.
    let steps = order(&[numb.clone(), fall.clone(), vessel.clone()]);
    assert_eq!(steps, action("call_stay_still"));
    // An ambulance wins over going there.
    let steps = order(&[numb, vessel]);
    assert_eq!(steps, action("ambulance"));
    assert!(!steps.iter().any(|step| step.starts_with("Go now")), "{steps:?}");
}

#[test]
fn no_two_orders_of_one_level_have_the_same_rank() {
    let guideline = ENGINE.guideline();
    for one in &guideline.red_flags {
        for other in guideline.red_flags.iter().filter(|other| other.level == one.level && other.action != one.action) {
            let rank = |id: &str| guideline.action(id).unwrap().rank;
            assert_ne!(rank(&one.action), rank(&other.action), "{} and {}", one.id, other.id);
        }
    }
}

#[test]
fn what_must_not_be_lost_is_told_briefly_behind_a_more_urgent_order() {
    let steps = decide(&but(&[("fever", Answer::YesNo(true)), ("bad_reaction", many("rash"))])).what_to_do();
    assert!(steps.starts_with(&action("today")), "{steps:?}");
    assert!(
        steps.contains(&"Stop that treatment.") && !steps.iter().any(|step| step.contains("within 1 day")),
        "{steps:?}"
    );
}

#[test]
fn doubt_alone_asks_for_the_usual_action_of_its_level() {
    let unsure = but(&[("groin_numb", Answer::NotSure)]);
    let decision = decide(&unsure);
    assert_eq!(decision.disposition, Disposition::SameDay);
    assert!(decision.reasons.is_empty());
    assert_eq!(decision.what_to_do(), action("today"));
    let phone = phone(&unsure);
    assert!(
        phone.iter().any(|line| line.starts_with("I am not sure about this: ") && line.contains("groin")),
        "{phone:?}"
    );
}

#[test]
fn doubt_about_thoughts_of_self_harm_names_the_crisis_line_first() {
    let decision = decide(&but(&[("mood_low", Answer::Number(9.0)), ("self_harm_thoughts", Answer::NotSure)]));
    assert_eq!(decision.disposition, Disposition::SameDay);
    let steps = decision.what_to_do();
    assert!(steps.starts_with(&action("crisis")), "{steps:?}");
    assert!(action("today").iter().all(|step| steps.contains(step)), "{steps:?}");
    // Beside an emergency it stays in sight, behind what cannot wait.
    let unsure = ("self_harm_thoughts", Answer::NotSure);
    let both = decide(&but(&[("mood_low", Answer::Number(9.0)), unsure, ("groin_numb", Answer::YesNo(true))]));
    let steps = both.what_to_do();
    assert!(steps.starts_with(&action("go")), "{steps:?}");
    assert!(action("crisis").iter().all(|step| steps.contains(step)), "{steps:?}");
}

#[test]
fn what_was_never_asked_names_no_line_to_call() {
    let nothing = ENGINE.decide(&easeback_engine::PersonFacts::nothing_asked(ENGINE.guideline()));
    assert_eq!(nothing.doubts_with_a_line().count(), 0);
    assert!(nothing.what_to_do().is_empty());
}

#[test]
fn doses_that_cannot_be_counted_are_told_as_such() {
    let guideline = ENGINE.guideline();
    let wants = ("wants", many("medicine"));
    let says = |taken: Option<Answer>| {
        let mut answers = but(std::slice::from_ref(&wants));
        answers.remove("taken_before");
        answers.extend(taken.map(|taken| ("taken_before".to_owned(), taken)));
        let facts = ENGINE.facts(&answers).unwrap();
        let decision = ENGINE.decide(&facts);
        decision.withheld.iter().map(|held| decision.still_open(&facts, held)).collect::<Vec<_>>()
    };
    let taken_before = guideline.finding("taken_before").unwrap().0;
    let asks = |open: &StillOpen<'_>| matches!(open, StillOpen::Answers(ids) if ids.contains(&taken_before));
    assert!(says(None).iter().any(asks), "{:?}", says(None));
    let doses = |open: &StillOpen<'_>| matches!(open, StillOpen::Doses(say) if say.starts_with("You took"));
    let yes = says(Some(Answer::OneOf("yes_logged".to_owned())));
    assert!(!yes.iter().any(asks), "{yes:?}");
    assert!(yes.iter().any(|open| doses(open) || matches!(open, StillOpen::Answers(_))), "{yes:?}");
}

#[test]
fn a_stop_is_told_after_a_more_urgent_action() {
    let decision = decide(&but(&[("groin_numb", Answer::YesNo(true)), ("bad_reaction", many("rash"))]));
    assert_eq!(decision.disposition, Disposition::EmergencyNow);
    let steps = decision.what_to_do();
    assert!(steps.starts_with(&action("go")), "{steps:?}");
    assert!(steps.contains(&"Stop that treatment."), "{steps:?}");
}

#[test]
fn what_only_fits_a_lesser_reason_is_not_told_in_an_emergency() {
    let walk = "Get up and walk a little each hour.";
    let rest = ("rest_days", Answer::Number(5.0));
    assert!(decide(&but(std::slice::from_ref(&rest))).what_to_do().contains(&walk));
    let fall = ("trauma", Answer::OneOf("major".to_owned()));
    let decision = decide(&but(&[rest, fall]));
    assert_eq!(decision.disposition, Disposition::EmergencyNow);
    let steps = decision.what_to_do();
    assert!(steps.contains(&"Stay still.") && !steps.contains(&walk), "{steps:?}");
}

#[test]
fn the_words_for_the_phone_hold_the_window_the_age_and_since_when() {
    let leg = but(&[("leg_pain", Answer::YesNo(true))]);
    let days = decide(&leg).disposition.within_days().unwrap();
    let phone = phone(&leg);
    let level = ENGINE.guideline().level(LevelId::SeeDoctorSoon).unwrap();
    assert!(level.say_to_the_phone.as_ref().unwrap().contains("{days}"));
    assert!(phone.first().unwrap().contains(&format!("{days} days")), "{phone:?}");
    assert!(phone.ends_with(&["I am 35 years old.".to_owned(), "It began 2 days ago.".to_owned()]), "{phone:?}");
}

#[test]
fn a_window_of_one_day_is_one_day() {
    let soon = |within_days| Disposition::SeeDoctorSoon { within_days };
    assert_eq!(soon(1).filled("within {days}"), "within 1 day");
    assert_eq!(soon(3).filled("within {days}"), "within 3 days");
}

#[test]
fn below_18_and_of_unknown_age_one_sentence_stands_in_place_of_a_plan() {
    for age in [Answer::Number(15.0), Answer::NotSure] {
        let decision = decide(&but(&[("age_years", age)]));
        assert!(!decision.withheld.is_empty());
        let says = decision.instead_of_a_plan().unwrap();
        assert!(says.starts_with("This plan is for adults"), "{says}");
    }
    assert_eq!(decide(&but(&[])).instead_of_a_plan(), None);
    assert_eq!(decide(&but(&[("groin_numb", Answer::YesNo(true))])).instead_of_a_plan(), None);
}

#[test]
fn a_floor_of_the_contract_says_what_to_do() {
    let facts = ENGINE.facts(&but(&[("groin_numb", Answer::NotSure)])).unwrap();
    let decision = easeback_engine::DecisionOut::new(None, &ENGINE.decide(&facts), &facts);
    let today = &ENGINE.guideline().action("today").unwrap().say;
    assert!(!decision.floors.is_empty() && decision.floors.iter().all(|floor| &floor.action == today));
}
