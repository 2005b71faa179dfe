//! What the ledger refuses whatever the doses leave room for: what nobody knows or weighed, what a check-in found, what did
//! harm, two new medicines at once, and a grown-up dose for somebody who weighs little.

mod support;

use easeback_engine::Answer;
use easeback_episode::{Event, Rule};
use support::{ENGINE, Story, at, checked_in, dose, given, many_of, mixed, of_product, one_of, rows, told};

const IBU: &str = "ibuprofen";
const ACET: &str = "acetaminophen";

fn number(value: f64) -> Answer {
    Answer::Number(value)
}

#[test]
fn a_dose_that_nobody_knows_makes_the_sums_unknown_for_a_day() {
    let unknown = [
        dose("moonshine", Some(10_000.0)),
        mixed(&[], false),
        of_product("mx_tabcin_capsule_or_effervescent_tablet", 1.0),
    ];
    for dose in unknown {
        let mut story = Story::plain();
        story.add(at(1, "08:00"), dose.clone());
        for fact in ["taken_acet_mg_24h", "taken_ibu_mg_24h", "hours_since_acet", "hours_since_ibu"] {
            if !(fact.ends_with("acet") && matches!(&dose, Event::MedicineTaken { product: Some(_), .. })) {
                assert_eq!(story.fact(at(2, "07:59"), fact), Some(Answer::NotSure), "{fact} {dose:?}");
            }
            assert_ne!(story.fact(at(2, "08:00"), fact), Some(Answer::NotSure), "{fact} {dose:?}");
        }
        for medicine in [IBU, ACET] {
            assert!(!story.is_offered(at(2, "07:59"), medicine));
            let may = story.may(at(2, "07:59"), medicine);
            let unknown = may.reasons().iter().find(|why| matches!(why.rule, Rule::UnknownAmount(_)));
            assert_eq!(unknown.unwrap().until, Some(at(2, "08:00")), "{}", told(&may));
        }
    }
}

#[test]
fn a_name_that_means_one_thing_is_counted_as_it_whoever_wrote_it_down() {
    for name in ["Tylenol extra strength", "APAP 500mg", "Paracetamol tablets"] {
        let mut story = Story::plain();
        story.add(at(1, "08:00"), dose(name, Some(10_000.0)));
        assert_eq!(story.fact(at(1, "09:00"), "taken_acet_mg_24h"), Some(number(10_000.0)), "{name}");
        assert_eq!(story.decision(at(1, "09:00")).0, "emergency_now", "{name}");
        assert_eq!(story.fact(at(1, "09:00"), "taken_ibu_mg_24h"), Some(number(0.0)), "{name}");
    }
}

#[test]
fn a_medicine_of_the_lists_is_what_its_list_says() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), dose("Eliquis", Some(5.0)));
    assert_eq!(story.fact(at(1, "09:00"), "taken_ibu_mg_24h"), Some(number(0.0)), "a blood thinner hides no ibuprofen");
    let Some(Answer::ManyOf { chosen, .. }) = story.fact(at(1, "09:00"), "medicines") else { panic!() };
    assert_eq!(chosen, ["anticoagulant"]);
    assert!(told(&story.may(at(1, "09:00"), IBU)).contains("anticoagulant"));
    let mut story = Story::plain();
    story.add(at(1, "08:00"), dose("Percocet", None));
    assert_eq!(story.fact(at(1, "09:00"), "taken_acet_mg_24h"), Some(Answer::NotSure));
    assert_eq!(story.fact(at(1, "09:00"), "taken_ibu_mg_24h"), Some(number(0.0)));
}

#[test]
fn a_rub_that_nobody_knows_hides_no_pill() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), mixed(&[("moonshine", None)], true));
    assert_eq!(story.fact(at(1, "09:00"), "taken_ibu_mg_24h"), Some(number(0.0)));
}

#[test]
fn what_nobody_weighed_is_never_allowed() {
    let mut story = Story::plain();
    let may = |story: &Story, instant, id: &str| told(&story.may_product(instant, id, 1.0));
    assert_eq!(may(&story, at(1, "08:00"), "us_biofreeze_gel"), "no: menthol");
    assert_eq!(may(&story, at(1, "08:00"), "us_aspercreme_with_lidocaine_cream"), "no: lidocaine");
    assert_eq!(may(&story, at(1, "08:00"), "us_tiger_balm_red_extra_strength_ointment"), "no: menthol camphor");
    story.add(at(1, "08:30"), given(rows(&[("groin_numb", Answer::YesNo(true))])));
    assert_eq!(story.decision(at(1, "09:00")).0, "emergency_now");
    for product in &ENGINE.guideline().products {
        let may = story.may_product(at(1, "09:00"), &product.id, 1.0);
        assert!(may.now().is_none(), "{} at an emergency", product.id);
    }
}

#[test]
fn a_product_that_may_hold_more_than_is_known_is_refused() {
    let story = Story::plain();
    let open: Vec<_> = ENGINE.guideline().products.iter().filter(|product| product.more_inside).collect();
    assert!(!open.is_empty());
    for product in open {
        let may = story.may_product(at(1, "08:00"), &product.id, 1.0);
        assert!(may.reasons().iter().any(|why| why.rule.id() == product.name), "{}: {}", product.id, told(&may));
    }
}

#[test]
fn a_mix_never_starts_two_new_medicines() {
    let dual = "us_advil_dual_action_caplet";
    let mut story = Story::plain();
    let may = |story: &Story, instant| told(&story.may_product(instant, dual, 1.0));
    let refused = may(&story, at(1, "08:00"));
    assert!(refused.contains("new_medicines_24h_max"), "{refused}");
    assert!(refused.contains("hours_of_ibuprofen_alone_first_min"), "{refused}");
    story.add(at(1, "08:00"), dose(IBU, Some(125.0)));
    let refused = may(&story, at(1, "20:00"));
    assert!(refused.contains("hours_of_ibuprofen_alone_first_min"), "{refused}");
    // Ibuprofen is new, and the other is not: it still has to be tried alone.
    let mut story = Story::plain();
    story.add(at(1, "08:00"), dose(ACET, Some(500.0)));
    let refused = may(&story, at(1, "20:00"));
    assert!(refused.contains("hours_of_ibuprofen_alone_first_min"), "{refused}");
}

fn weighing(kg: f64, stop: &str, treatment: &str) -> Story {
    let mut story = Story::plain();
    let wants = many_of(&["medicine", "other_than_ibuprofen"]);
    story.add(at(1, "06:30"), given(rows(&[("weight_kg", number(kg)), ("wants", wants)])));
    let (treatment, stop) = (treatment.to_owned(), stop.to_owned());
    story.add(at(1, "06:45"), Event::TreatmentAllowed { treatment, stop });
    story
}

#[test]
fn somebody_who_weighs_little_gets_a_dose_by_weight() {
    let mut story = weighing(44.0, "weight_under_50kg", ACET);
    let first = story.may(at(1, "07:00"), ACET);
    assert_eq!(told(&first), "now 500");
    let why: Vec<&str> = first.now().unwrap().mind.iter().map(|limit| limit.id.as_str()).collect();
    assert_eq!(why, ["light_single_mg_per_kg_max", "light_max_mg_per_kg_24h"]);
    for hour in ["07:00", "13:00", "19:00"] {
        story.add(at(1, hour), dose(ACET, Some(660.0)));
    }
    // 15 mg for each of 44 kg, and 60 mg in 24 hours: 2,640 mg, of which 660 are left.
    assert_eq!(told(&story.may(at(2, "01:00"), ACET)), "now 660 light_max_mg_per_kg_24h");
    let over = |story: &Story, mg| {
        let log = story.log(at(2, "01:00"));
        let decision = easeback_episode::decision_at(&ENGINE, &log, at(2, "01:00"));
        let ledger = easeback_episode::Ledger::at(ENGINE.guideline(), &log, at(2, "01:00"));
        let contents = [easeback_episode::Content { ingredient: ACET.to_owned(), mg: Some(mg) }];
        told(&ledger.may_take_product(&decision, None, &contents, false, at(2, "01:00")).may)
    };
    assert_eq!(over(&story, 1000.0), "no: light_single_mg_per_kg_max");
    assert_eq!(over(&story, 661.0), "no: light_single_mg_per_kg_max");
    assert!(over(&story, 660.0).starts_with("now"));
    assert_eq!(
        told(&weighing(30.0, "weight_under_50kg", ACET).may(at(1, "07:00"), ACET)),
        "no: light_single_mg_per_kg_max"
    );
    assert_eq!(told(&weighing(50.0, "weight_under_50kg", ACET).may(at(1, "07:00"), ACET)), "now 500");
}

#[test]
fn under_40_kg_ibuprofen_stays_at_one_tablet_three_times() {
    let mut story = weighing(38.0, "weight_under_40kg", IBU);
    for (day, hour) in [(1, "07:00"), (1, "13:00"), (1, "19:00")] {
        let may = story.may(at(day, hour), IBU);
        assert_eq!(may.now().and_then(|room| room.most_mg), Some(200.0), "{}", told(&may));
        story.add(at(day, hour), dose(IBU, Some(200.0)));
    }
    assert_eq!(told(&story.may(at(2, "01:00"), IBU)), "day 2 07:00: light_max_mg_24h");
}

fn by_plan(story: &Story, instant: jiff::Timestamp, treatment: &str) -> String {
    story.by_plan(instant, |ledger, decision| match ENGINE.guideline().medicine(treatment) {
        Some(_) => told(&ledger.may_take(decision, treatment, instant)),
        None => told(&ledger.may_use(decision, treatment, instant)),
    })
}

#[test]
fn what_a_check_in_says_to_stop_is_refused() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), dose(IBU, Some(200.0)));
    for day in [2, 3] {
        story.add(at(day, "07:00"), checked_in(rows(&[("pain_now", number(5.0))])));
    }
    assert_eq!(by_plan(&story, at(4, "07:30"), IBU), "now 400");
    let questions = rows(&[("medicine_helping", Answer::YesNo(false))]);
    let answers = rows(&[("pain_now", number(5.0))]);
    story.add(at(4, "07:45"), Event::CheckedIn { check_in: Some("day_3".to_owned()), answers, questions });
    assert_eq!(by_plan(&story, at(4, "08:00"), IBU), "no: medicine_not_helping");
    let words = story.by_plan(at(4, "08:00"), |ledger, decision| {
        let may = ledger.may_take(decision, IBU, at(4, "08:00"));
        may.reasons()[0].rule.say().unwrap().to_owned()
    });
    assert!(words.starts_with("Stop the medicine."), "{words}");
}

#[test]
fn what_did_harm_is_refused_until_it_is_cleared_and_what_was_given_up_is_not() {
    let mut story = Story::plain();
    let reactions = vec!["strong_stomach_pain".to_owned()];
    let treatment = Some("progressive_relaxation".to_owned());
    assert_eq!(by_plan(&story, at(1, "07:00"), "progressive_relaxation").split(' ').next(), Some("now"));
    story.add(at(1, "08:00"), Event::HarmNoticed { reactions: reactions.clone(), treatment });
    assert!(by_plan(&story, at(1, "09:00"), "progressive_relaxation").contains("bad_reaction"));
    story.add(at(1, "10:00"), Event::HarmCleared { reactions });
    assert!(!by_plan(&story, at(1, "11:00"), "progressive_relaxation").contains("bad_reaction"));
    let stopped = Event::TreatmentStopped { treatment: "heat".to_owned(), reason: "not_wanted".to_owned() };
    story.add(at(1, "11:00"), stopped);
    assert_eq!(by_plan(&story, at(1, "12:00"), "heat"), "now 30");
}

#[test]
fn nothing_is_started_while_a_check_in_comes_first() {
    let mut story = Story::plain();
    assert_eq!(by_plan(&story, at(3, "05:59"), IBU), "now 200");
    assert_eq!(by_plan(&story, at(3, "06:00"), IBU), "no: first_week");
    assert_eq!(by_plan(&story, at(3, "06:00"), "heat"), "no: first_week");
    story.add(at(3, "07:00"), checked_in(rows(&[("pain_now", number(5.0)), ("course", one_of("same"))])));
    assert_eq!(by_plan(&story, at(3, "07:30"), IBU), "now 200");
}
