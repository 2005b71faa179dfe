//! What is on the skin: rubs, patches, heat and massage keep their distance, and only the weak chili cream is allowed.

mod support;

use easeback_engine::Answer;
use easeback_guideline::TakenAs;
use std::collections::BTreeSet;
use support::{ENGINE, Story, at, given, many_of, mixed, of_product, rows, told, used};

const CHILI: &str = "capsicum_topical";
const CHILI_PATCH: &str = "us_salonpas_hot_patch";

fn wants_a_rub() -> Story {
    let mut story = Story::plain();
    story.add(at(1, "06:00"), given(rows(&[("wants", many_of(&["skin_treatment"]))])));
    story
}

#[test]
fn after_a_logged_dose_a_product_is_every_medicine_that_the_guideline_says_it_is() {
    let guideline = ENGINE.guideline();
    for product in &guideline.products {
        let mut story = Story::plain();
        story.add(at(1, "08:00"), of_product(&product.id, 1.0));
        let Some(Answer::ManyOf { chosen, .. }) = story.fact(at(1, "09:00"), "medicines") else { panic!() };
        let chosen: BTreeSet<&str> = chosen.iter().map(String::as_str).collect();
        let counts = guideline.counts_as(product);
        assert_eq!(chosen, counts.medicines_options, "{}", product.id);
        let by_ingredient = product.ingredients.iter().filter_map(|content| guideline.ingredient(&content.ingredient));
        let by_ingredient: BTreeSet<&str> =
            by_ingredient.flat_map(|one| one.medicines_options(TakenAs::on_the_box(product))).collect();
        assert_eq!(by_ingredient, counts.medicines_options, "{}", product.id);
    }
}

#[test]
fn a_logged_patch_with_medicine_stops_heat_for_a_day() {
    let guideline = ENGINE.guideline();
    let patches: Vec<_> = guideline
        .products
        .iter()
        .filter(|product| product.medicines_options.iter().any(|option| option == "skin_patch_medicine"))
        .collect();
    assert_eq!(patches.len(), 11);
    for patch in patches {
        let mut story = Story::plain();
        assert!(story.is_offered(at(1, "07:59"), "heat"));
        story.add(at(1, "08:00"), of_product(&patch.id, 1.0));
        assert!(!story.is_offered(at(1, "09:00"), "heat"), "{}", patch.id);
        assert_eq!(told(&story.may_use(at(1, "09:00"), "heat")), "day 2 08:00: rub_gap_hours", "{}", patch.id);
        assert_eq!(told(&story.may_use(at(2, "08:00"), "heat")), "now 30", "{}", patch.id);
    }
}

#[test]
fn a_patch_that_the_person_told_of_stops_heat_for_good() {
    let mut story = Story::plain();
    story.add(at(1, "07:00"), given(rows(&[("medicines", many_of(&["skin_patch_medicine"]))])));
    story.add(at(1, "08:00"), of_product("us_icy_hot_original_patch", 1.0));
    assert_eq!(told(&story.may_use(at(2, "09:00"), "heat")), "no: skin_patch");
}

#[test]
fn no_heat_over_any_rub_for_a_day() {
    for rub in [
        "gb_deep_heat_max_strength_cream",
        "us_voltaren_arthritis_pain_gel",
        "us_salonpas_lidocaine_4_patch",
        "us_icy_hot_original_cream",
        "us_biofreeze_gel",
        "gb_ibuleve_gel",
    ] {
        let mut story = Story::plain();
        story.add(at(1, "08:00"), of_product(rub, 1.0));
        assert_eq!(told(&story.may_use(at(2, "07:59"), "heat")), "day 2 08:00: rub_gap_hours", "{rub}");
        assert!(story.may_use(at(2, "08:00"), "heat").now().is_some(), "{rub}");
    }
    for unknown in [mixed(&[("a cream of my aunt", None)], true), mixed(&[], true)] {
        let mut story = Story::plain();
        story.add(at(1, "08:00"), unknown);
        assert!(story.may_use(at(2, "07:59"), "heat").reasons().iter().any(|why| why.rule.id() == "rub_gap_hours"));
    }
}

#[test]
fn no_rub_over_heat_for_a_day() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), used("heat", 20));
    for (id, instant, expected) in
        [("us_biofreeze_gel", at(2, "07:59"), true), ("us_biofreeze_gel", at(2, "08:00"), false)]
    {
        let may = story.may_product(instant, id, 1.0);
        assert_eq!(may.reasons().iter().any(|why| why.rule.id() == "rub_gap_hours"), expected, "{}", told(&may));
    }
}

#[test]
fn no_massage_over_chili_cream_for_a_day() {
    let mut story = wants_a_rub();
    assert!(story.may_use(at(1, "07:00"), "massage").now().is_some());
    story.add(at(1, "08:00"), mixed(&[("capsaicin", None)], true));
    assert_eq!(told(&story.may_use(at(1, "09:00"), "massage")), "day 2 08:00: capsicum_gap_hours");
    assert!(story.may_use(at(2, "08:00"), "massage").now().is_some());
}

#[test]
fn a_chili_patch_counts_from_when_it_came_off() {
    let mut story = wants_a_rub();
    story.add(at(1, "08:00"), of_product(CHILI_PATCH, 1.0));
    assert_eq!(told(&story.may_use(at(2, "09:00"), "heat")), "day 2 16:00: capsicum_gap_hours");
    assert_eq!(story.fact(at(2, "15:59"), "capsaicin_on_skin_24h"), Some(Answer::YesNo(true)));
    assert_eq!(story.fact(at(2, "16:00"), "capsaicin_on_skin_24h"), Some(Answer::YesNo(false)));
    assert!(story.may_use(at(2, "16:00"), "heat").now().is_some());
    // A cream is off as soon as it is on.
    let mut story = wants_a_rub();
    story.add(at(1, "08:00"), of_product("es_capsidol_cream", 1.0));
    assert!(story.may_use(at(2, "08:00"), "heat").now().is_some());
}

#[test]
fn only_the_weak_chili_cream_is_allowed() {
    let story = wants_a_rub();
    let may = |id: &str| story.may_product(at(1, "08:00"), id, 1.0);
    for weak in ["au_zostrix_cream", "es_capsidol_cream", CHILI_PATCH] {
        assert!(may(weak).now().is_some(), "{weak}: {}", told(&may(weak)));
    }
    for strong in ["us_capzasin_hp_cream", "us_capzasin_p_cream", "us_zostrix_hp_cream", "au_zostrix_hp_cream"] {
        assert_eq!(told(&may(strong)), "no: cream_strength_percent_max", "{strong}");
        assert!(may(strong).reasons()[0].rule.say().unwrap().contains("0.025%"));
    }
    // A strength that nobody knows is not guessed.
    assert!(told(&may("ca_lakota_back_pain_roll_on")).contains("cream_strength_percent_max"));
    assert!(story.may_use(at(1, "08:00"), CHILI).now().is_some(), "the plan says which strength");
}

#[test]
fn a_session_that_was_told_twice_is_one() {
    let mut story = Story::plain();
    for hour in ["08:00", "10:00", "12:00", "14:00"] {
        story.add(at(1, hour), used("heat", 20));
    }
    let last = story.add(at(1, "16:00"), used("heat", 20));
    let to = Box::new(used("heat", 10));
    story.add(at(1, "16:30"), easeback_episode::Event::EventCorrected { event: last, at: at(1, "16:05"), to });
    assert_eq!(told(&story.may_use(at(1, "18:00"), "heat")), "now 30 sessions_per_day_max");
}
