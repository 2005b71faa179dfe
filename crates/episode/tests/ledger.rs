//! What the ledger allows, refuses and warns of.

mod support;

use easeback_engine::Answer;
use easeback_episode::{Content, Event, Ledger, Rule, decision_at, passed};
use support::{ENGINE, Story, at, checked_in, dose, given, many_of, mixed, one_of, rows, told, used};

const IBU: &str = "ibuprofen";
const ACET: &str = "acetaminophen";

fn ibu(mg: f64) -> Event {
    dose(IBU, Some(mg))
}

#[test]
fn what_must_not_go_with_something_in_use_waits_until_it_is_in_use_no_more() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), dose("willow_bark", Some(120.0)));
    assert!(story.is_offered(at(1, "12:00"), "acetaminophen"), "the decision knows no doses");
    for (time, says) in [(at(1, "12:00"), "acetaminophen_willow_bark"), (at(2, "07:59"), "acetaminophen_willow_bark")] {
        let may = story.may(time, "acetaminophen");
        assert!(told(&may).starts_with("day 2 08:00: ") && told(&may).contains(says), "{}", told(&may));
    }
    assert!(story.may(at(2, "08:00"), "acetaminophen").now().is_some());
}

#[test]
fn the_first_dose_is_one_tablet_and_the_next_may_be_two_after_six_hours() {
    let mut story = Story::plain();
    assert_eq!(told(&story.may(at(1, "08:00"), IBU)), "now 200");
    story.add(at(1, "08:00"), ibu(200.0));
    assert_eq!(told(&story.may(at(1, "08:01"), IBU)), "day 1 14:00: gap_hours_min");
    assert_eq!(told(&story.may(at(1, "13:59"), IBU)), "day 1 14:00: gap_hours_min");
    assert_eq!(told(&story.may(at(1, "14:00"), IBU)), "now 400");
}

#[test]
fn the_instant_is_exact_to_the_minute_and_rounded_up() {
    let mut story = Story::plain();
    story.add("2026-03-02T08:00:30Z".parse().unwrap(), ibu(200.0));
    assert_eq!(told(&story.may(at(1, "09:00"), IBU)), "day 1 14:01: gap_hours_min");
    assert!(story.may(at(1, "14:01"), IBU).now().is_some());
}

#[test]
fn the_warning_comes_before_the_dose_that_reaches_the_limit() {
    let mut story = Story::plain();
    story.add(at(1, "07:00"), ibu(400.0));
    assert_eq!(told(&story.may(at(1, "13:00"), IBU)), "now 400");
    story.add(at(1, "13:00"), ibu(400.0));
    assert_eq!(told(&story.may(at(1, "19:00"), IBU)), "now 400 max_mg_24h");
    let log = story.log(at(1, "19:00"));
    let ledger = Ledger::at(ENGINE.guideline(), &log, at(1, "19:00"));
    assert!(ledger.reached_by(IBU, 200.0, at(1, "19:00")).is_empty(), "one tablet leaves room for one more");
    story.add(at(1, "19:00"), ibu(400.0));
    assert_eq!(told(&story.may(at(2, "01:00"), IBU)), "day 2 07:00: max_mg_24h");
    assert_eq!(told(&story.may(at(2, "07:00"), IBU)), "now 400 max_mg_24h");
}

#[test]
fn what_is_left_of_the_day_is_the_most_that_may_be_taken() {
    let mut story = Story::plain();
    story.add(at(1, "06:30"), ibu(400.0));
    story.add(at(1, "12:30"), ibu(400.0));
    story.add(at(1, "18:30"), ibu(200.0));
    assert_eq!(told(&story.may(at(2, "00:30"), IBU)), "now 200 max_mg_24h");
    // A tablet of another strength leaves less than one of 200 mg.
    story.add(at(2, "00:30"), ibu(100.0));
    assert_eq!(told(&story.may(at(2, "06:29"), IBU)), "day 2 06:30: gap_hours_min max_mg_24h");
}

#[test]
fn somebody_who_took_too_much_waits_until_enough_is_a_day_old() {
    let mut story = Story::plain();
    story.add(at(1, "07:00"), ibu(600.0));
    story.add(at(1, "09:00"), ibu(600.0));
    story.add(at(1, "11:00"), ibu(400.0));
    let decision = story.decision(at(1, "11:01"));
    assert!(decision.1.contains(&"daily_limit_passed".to_owned()), "{decision:?}");
    assert_eq!(told(&story.may(at(1, "12:00"), IBU)), "day 2 07:00: gap_hours_min max_mg_24h");
}

#[test]
fn a_dose_of_which_nobody_knows_how_much_refuses_the_next_for_a_day() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), dose(IBU, None));
    let may = story.may(at(1, "20:00"), IBU);
    assert!(may.reasons().iter().any(|why| matches!(why.rule, Rule::UnknownAmount(_))), "{}", told(&may));
    assert_eq!(may.reasons().iter().filter_map(|why| why.until).max(), Some(at(2, "08:00")));
    assert!(story.may(at(2, "08:00"), IBU).now().is_some());
}

#[test]
fn while_what_was_taken_before_is_unknown_nothing_may_be_taken() {
    let mut story = Story::plain();
    story.add(at(1, "06:30"), Event::AnswersWithdrawn { rows: vec!["taken_before".to_owned()] });
    assert!(told(&story.may(at(1, "08:00"), IBU)).starts_with("no: earlier_doses_not_known"));
    story.add(at(1, "07:00"), given(rows(&[("taken_before", one_of("none"))])));
    assert_eq!(told(&story.may(at(1, "08:00"), IBU)), "now 200");
}

#[test]
fn a_dose_that_was_told_of_and_never_written_down_counts_as_unknown_for_a_day() {
    let mut story = Story::plain();
    story.add(at(1, "07:00"), given(rows(&[("taken_before", one_of("yes_logged"))])));
    for fact in ["taken_ibu_mg_24h", "taken_acet_mg_24h", "hours_since_ibu", "hours_since_acet", "ibu_days"] {
        assert_eq!(story.fact(at(1, "08:00"), fact), Some(Answer::NotSure), "{fact}");
        assert_ne!(story.fact(at(2, "07:00"), fact), Some(Answer::NotSure), "{fact}");
    }
    assert!(!story.is_offered(at(1, "08:00"), IBU));
    let may = story.may(at(1, "08:00"), IBU);
    assert_eq!(told(&may), "day 2 07:00: taken_before");
    assert!(may.reasons()[0].rule.say().unwrap().contains("not counted yet"));
    assert_eq!(told(&story.may(at(2, "07:00"), IBU)), "now 200");
    // A dose after the answer is not the one that was told of; one before it is.
    story.add(at(1, "07:30"), dose(ACET, Some(500.0)));
    assert_eq!(told(&story.may(at(1, "08:00"), IBU)), "day 2 07:30: taken_before new_medicines_24h_max");
    story.add(at(1, "06:30"), dose(ACET, Some(500.0)));
    assert_eq!(told(&story.may(at(1, "08:00"), ACET)), "day 1 13:30: gap_hours_min");
    assert_eq!(story.fact(at(1, "08:00"), "taken_acet_mg_24h"), Some(Answer::Number(1000.0)));
}

#[test]
fn what_a_stop_holds_back_the_ledger_holds_back() {
    let mut story = Story::plain();
    story.add(at(1, "07:00"), given(rows(&[("conditions", many_of(&["kidney_disease"]))])));
    assert_eq!(told(&story.may(at(1, "08:00"), IBU)), "no: kidney_disease");
    let may = story.may(at(1, "08:00"), IBU);
    assert!(may.reasons()[0].rule.say().unwrap().contains("kidney"));
    story.add(at(1, "08:30"), checked_in(rows(&[("fever", true.into_answer())])));
    assert_eq!(told(&story.may(at(1, "09:00"), IBU)), "no: level");
}

trait IntoAnswer {
    fn into_answer(self) -> Answer;
}

impl IntoAnswer for bool {
    fn into_answer(self) -> Answer {
        Answer::YesNo(self)
    }
}

#[test]
fn a_second_medicine_waits_a_day() {
    let mut story = Story::plain();
    assert_eq!(told(&story.may(at(1, "08:00"), ACET)), "now 500");
    story.add(at(1, "08:00"), ibu(200.0));
    assert_eq!(
        told(&story.may(at(1, "09:00"), ACET)),
        "day 2 08:00: hours_of_ibuprofen_alone_first_min new_medicines_24h_max"
    );
    story.add(at(1, "20:00"), ibu(200.0));
    assert_eq!(told(&story.may(at(2, "08:00"), ACET)), "now 500", "ibuprofen alone has had its day");
    story.add(at(2, "08:00"), dose(ACET, Some(500.0)));
    assert_eq!(told(&story.may(at(2, "14:00"), ACET)), "now 1000", "it is not new any more");
}

#[test]
fn two_of_a_kind_never_come_together() {
    let mut story = Story::plain();
    story.add(at(1, "06:30"), given(rows(&[("wants", many_of(&["medicine", "herb"]))])));
    story.add(at(1, "08:00"), ibu(200.0));
    assert_eq!(
        told(&story.may(at(1, "10:00"), "devils_claw")),
        "day 2 08:00: gap_hours_after_ibuprofen_min new_medicines_24h_max"
    );
    assert_eq!(told(&story.may(at(2, "08:00"), "devils_claw")), "now 50 harpagoside_mg_24h_start");
}

#[test]
fn willow_bark_and_aspirin_keep_ibuprofen_away_for_a_week() {
    for (ingredient, limit) in
        [("willow_bark", "gap_days_after_willow_bark_min"), ("aspirin", "gap_days_after_aspirin_for_pain_min")]
    {
        let mut story = Story::plain();
        story.add(at(1, "08:00"), dose(ingredient, Some(60.0)));
        let told = told(&story.may(at(4, "10:00"), IBU));
        assert_eq!(told, format!("day 8 08:00: {limit}"), "{ingredient}");
        assert!(story.may(at(8, "08:00"), IBU).now().is_some());
    }
    let mut story = Story::plain();
    story.add(at(1, "08:00"), dose("naproxen_sodium", Some(220.0)));
    assert_eq!(
        told(&story.may(at(1, "10:00"), IBU)),
        "day 2 08:00: gap_hours_after_other_nsaid_min new_medicines_24h_max"
    );
    assert!(story.may(at(2, "08:00"), IBU).now().is_some());
}

#[test]
fn the_days_run_out() {
    let mut story = Story::plain();
    for day in 1..=7 {
        let may = story.may(at(day, "08:00"), IBU);
        let expected = if day == 7 {
            "now 400 days_max"
        } else if day == 1 {
            "now 200"
        } else {
            "now 400"
        };
        assert_eq!(told(&may), expected, "day {day}");
        story.add(at(day, "08:00"), ibu(200.0));
    }
    assert!(told(&story.may(at(7, "20:00"), IBU)).starts_with("no: "));
    assert!(told(&story.may(at(8, "20:00"), IBU)).starts_with("no: days_max"));
    story.add(at(9, "08:00"), Event::EpisodeEnded {});
    story.add(at(9, "09:00"), Event::EpisodeStarted {});
    story.add(at(9, "09:00"), given(support::answers("plain_spasm")));
    assert!(told(&story.may(at(9, "10:00"), IBU)).starts_with("no: days_max"), "a new spasm gives no new days");
}

#[test]
fn from_the_third_day_on_the_person_is_asked_whether_it_helps() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), ibu(200.0));
    let mind = |story: &Story, instant| {
        story.may(instant, IBU).now().unwrap().mind.iter().map(|limit| limit.id.clone()).collect::<Vec<_>>()
    };
    assert!(mind(&story, at(2, "08:00")).is_empty());
    assert_eq!(mind(&story, at(3, "08:00")), ["stop_if_no_help_day"]);
}

#[test]
fn neither_a_correction_nor_a_deletion_allows_a_dose_sooner() {
    let mut story = Story::plain();
    let id = story.add(at(1, "08:00"), ibu(400.0));
    story.add(at(1, "08:05"), Event::EventWithdrawn { event: id, reason: None });
    assert_eq!(told(&story.may(at(1, "09:00"), IBU)), "day 1 14:00: gap_hours_min");
    assert_eq!(told(&story.may(at(1, "14:00"), IBU)), "now 200", "and the first dose is still to come");
    assert_eq!(story.fact(at(1, "14:00"), "taken_ibu_mg_24h"), Some(Answer::Number(0.0)));

    let mut story = Story::plain();
    let id = story.add(at(1, "08:00"), ibu(400.0));
    let to = Box::new(ibu(200.0));
    story.add(at(1, "09:00"), Event::EventCorrected { event: id, at: at(1, "06:00"), to });
    assert_eq!(told(&story.may(at(1, "12:00"), IBU)), "day 1 14:00: gap_hours_min");
}

#[test]
fn two_tellings_of_one_dose_are_one_dose() {
    let mut story = Story::plain();
    story.add(at(1, "06:10"), ibu(200.0));
    let id = story.add(at(1, "12:10"), ibu(400.0));
    let to = Box::new(ibu(400.0));
    story.add(at(1, "12:20"), Event::EventCorrected { event: id, at: at(1, "12:15"), to });
    assert_eq!(told(&story.may(at(1, "18:15"), IBU)), "now 400");
}

#[test]
fn a_clock_that_went_back_does_not_forget_a_dose() {
    let mut story = Story::plain();
    story.add(at(3, "08:00"), ibu(200.0));
    // It is the first day again. The dose is dated ahead; it counts all the same.
    assert_eq!(told(&story.may(at(1, "10:00"), IBU)), "day 3 14:00: gap_hours_min");
}

#[test]
fn heat_has_a_break_and_a_number_a_day() {
    let mut story = Story::plain();
    assert_eq!(told(&story.may_use(at(1, "08:00"), "heat")), "now 30");
    story.add(at(1, "08:30"), used("heat", 30));
    assert_eq!(told(&story.may_use(at(1, "09:00"), "heat")), "day 1 09:30: gap_minutes");
    for hour in 10..=13 {
        story.add(at(1, &format!("{hour}:00")), used("heat", 20));
    }
    assert_eq!(told(&story.may_use(at(1, "15:00"), "heat")), "now 30 sessions_per_day_max");
    story.add(at(1, "15:20"), used("heat", 20));
    assert_eq!(told(&story.may_use(at(1, "17:00"), "heat")), "day 2 08:00: sessions_per_day_max");
}

#[test]
fn heat_and_chili_cream_stay_a_day_apart_in_either_order() {
    let cream = mixed(&[("capsaicin", None)], true);
    let mut story = Story::plain();
    story.add(at(1, "06:30"), given(rows(&[("wants", many_of(&["skin_treatment"]))])));
    assert_eq!(told(&story.may(at(1, "07:00"), "capsicum_topical")), "now");
    let mut heated = story.clone();
    heated.add(at(1, "08:00"), used("heat", 20));
    assert_eq!(told(&heated.may(at(1, "09:00"), "capsicum_topical")), "day 2 08:00: gap_hours_heat_min");
    let mut rubbed = story.clone();
    rubbed.add(at(1, "08:00"), cream);
    assert_eq!(told(&rubbed.may_use(at(1, "09:00"), "heat")), "day 2 08:00: capsicum_gap_hours");
    assert!(rubbed.may_use(at(2, "08:00"), "heat").now().is_some());

    // A session that is running, or was given up, was heat on the skin too.
    let begun = Event::SessionStarted { treatment: "heat".to_owned(), part: None, seconds: 1200, pain_before: None };
    let mut running = story.clone();
    let session = running.add(at(1, "08:00"), begun);
    assert_eq!(told(&running.may(at(1, "08:05"), "capsicum_topical")), "day 2 08:20: gap_hours_heat_min");
    running.add(at(1, "08:10"), Event::SessionAbandoned { session });
    assert_eq!(told(&running.may(at(1, "09:00"), "capsicum_topical")), "day 2 08:10: gap_hours_heat_min");
}

#[test]
fn patches_come_one_by_one_and_three_a_day() {
    let patch = Event::MedicineTaken {
        product: Some("us_salonpas_hot_patch".to_owned()),
        name: "Salonpas-Hot".to_owned(),
        units: Some(1.0),
        contents: vec![Content { ingredient: "capsaicin".to_owned(), mg: None }],
        on_skin: true,
        pain_before: None,
    };
    let mut story = Story::plain();
    story.add(at(1, "07:00"), patch.clone());
    assert_eq!(told(&story.may(at(1, "09:00"), "capsicum_topical")), "day 1 15:00: patch_hours_max");
    story.add(at(1, "15:00"), patch.clone());
    assert_eq!(told(&story.may(at(1, "23:00"), "capsicum_topical")), "now patches_24h_max");
    story.add(at(1, "23:00"), patch);
    assert_eq!(told(&story.may(at(2, "06:00"), "capsicum_topical")), "day 2 07:00: patches_24h_max patch_hours_max");
}

#[test]
fn a_product_is_asked_about_with_all_that_is_inside() {
    let story = Story::plain();
    let instant = at(1, "08:00");
    let log = story.log(instant);
    let decision = decision_at(&ENGINE, &log, instant);
    let ledger = Ledger::at(ENGINE.guideline(), &log, instant);
    let ask = |contents: &[(&str, Option<f64>)]| {
        let contents: Vec<_> =
            contents.iter().map(|&(ingredient, mg)| Content { ingredient: ingredient.to_owned(), mg }).collect();
        ledger.may_take_product(&decision, None, &contents, false, instant)
    };
    assert_eq!(told(&ask(&[(IBU, Some(200.0))]).may), "now");
    assert_eq!(told(&ask(&[(IBU, Some(400.0))]).may), "no: single_mg_min", "the first dose is one tablet");
    assert_eq!(told(&ask(&[(IBU, Some(800.0))]).may), "no: single_mg_max");
    assert_eq!(told(&ask(&[(IBU, None)]).may), "no: max_mg_24h");
    let night = ask(&[(ACET, Some(500.0)), ("diphenhydramine", Some(25.0))]);
    assert!(night.sedating && !night.nsaid_like);
    assert_eq!(night.counts, [(ACET, Some(500.0))]);
    assert_eq!(told(&night.may), "no: diphenhydramine");
    let aleve = ask(&[("naproxen_sodium", Some(220.0))]);
    assert!(aleve.nsaid_like);
    assert_eq!(told(&aleve.may), "no: naproxen_sodium");
    assert_eq!(told(&ask(&[]).may), "no: ");
    assert_eq!(told(&ask(&[("moon dust", None)]).may), "no: moon dust");
}

#[test]
fn every_number_of_a_medicine_is_one_that_the_ledger_reads_or_a_page_shows() {
    // What the ledger does not count: who may take it at all is for stops, strengths are for the box.
    let elsewhere = [
        "age_years_min",
        "tablet_mg",
        "single_mg_min",
        "poison_line_above_mg_24h",
        "hours_alone_before_acetaminophen_min",
        "patches_at_once_max",
        "gap_hours_before_bath_min",
    ];
    let read = [
        "single_mg_max",
        "gap_hours_min",
        "max_mg_24h",
        "doses_24h_max",
        "days_max",
        "stop_if_no_help_day",
        "new_medicines_24h_max",
        "salicin_mg_24h_start",
        "harpagoside_mg_24h_start",
        "hours_of_ibuprofen_alone_first_min",
        "gap_days_after_willow_bark_min",
        "gap_days_after_aspirin_for_pain_min",
        "gap_hours_after_devils_claw_min",
        "gap_hours_after_willow_bark_min",
        "gap_hours_after_ibuprofen_min",
        "gap_hours_after_other_nsaid_min",
        "cream_uses_24h_max",
        "patch_hours_max",
        "patches_24h_max",
        "gap_hours_heat_min",
        "cream_strength_percent_max",
        "patch_strength_percent_max",
        "weight_kg_min",
        "light_single_mg_max",
        "light_max_mg_24h",
        "light_single_mg_per_kg_max",
        "light_max_mg_per_kg_24h",
    ];
    for medicine in &ENGINE.guideline().medicines {
        let treatment = ENGINE.guideline().treatment(&medicine.id).unwrap();
        for limit in &treatment.limits {
            let id = limit.id.as_str();
            assert!(elsewhere.contains(&id) || read.contains(&id), "{}.{id} is counted by nobody", medicine.id);
        }
        if medicine.single_mg_max.is_some() {
            for id in ["single_mg_max", "gap_hours_min", "max_mg_24h", "days_max"] {
                assert!(treatment.limits.iter().any(|limit| limit.id == id), "{} has no {id}", medicine.id);
            }
        }
    }
}

/// What the doses passed, as "ibuprofen over gap_hours_min, reached max_mg_24h", and from when its limits allow
/// another.
fn passed_at(story: &Story, day: i64, time: &str) -> Vec<String> {
    let instant = at(day, time);
    let told = passed(ENGINE.guideline(), &story.log(instant), instant);
    let ids =
        |limits: &[&easeback_guideline::Limit]| limits.iter().map(|one| one.id.clone()).collect::<Vec<_>>().join(" ");
    let one = |one: &easeback_episode::Passed<'_>| {
        let again = one.again.map_or_else(|| "-".to_owned(), |at| at.strftime("%d %H:%M").to_string());
        format!("{} over [{}] reached [{}] again {again}", one.medicine, ids(&one.over), ids(&one.reached))
    };
    told.iter().map(one).collect()
}

#[test]
fn what_was_taken_is_held_against_its_limits_also_without_a_spasm() {
    let mut story = Story::default();
    assert!(passed_at(&story, 1, "08:00").is_empty());
    story.add(at(1, "08:00"), ibu(400.0));
    assert!(passed_at(&story, 1, "08:00").is_empty(), "a first dose of two tablets passes nothing");
    story.add(at(1, "14:00"), ibu(400.0));
    story.add(at(1, "20:00"), ibu(400.0));
    assert_eq!(passed_at(&story, 1, "20:00"), ["ibuprofen over [] reached [max_mg_24h] again 03 08:00"]);
    story.add(at(1, "23:00"), ibu(200.0));
    let over = ["ibuprofen over [gap_hours_min max_mg_24h] reached [] again 03 08:00"];
    assert_eq!(passed_at(&story, 1, "23:00"), over);
    // Told of later, a dose counts from when it was taken; and so does a mixed one.
    let mut story = Story::default();
    story.add(at(1, "08:00"), mixed(&[(ACET, Some(500.0)), ("caffeine", Some(50.0))], false));
    story.add(at(1, "06:00"), dose(ACET, Some(500.0)));
    assert_eq!(passed_at(&story, 1, "08:00"), ["acetaminophen over [gap_hours_min] reached [] again 02 14:00"]);
    story.add(at(1, "09:00"), dose(ACET, Some(3500.0)));
    let over = ["acetaminophen over [gap_hours_min single_mg_max max_mg_24h] reached [] again 03 09:00"];
    assert_eq!(passed_at(&story, 1, "09:00"), over);
    // A day later nothing of it is left to tell, and what was taken back is not told.
    assert!(passed_at(&story, 2, "09:00").is_empty());
    let mut story = Story::default();
    let event = story.add(at(1, "08:00"), ibu(2400.0));
    assert_eq!(passed_at(&story, 1, "08:00").len(), 1);
    story.add(at(1, "08:05"), Event::EventWithdrawn { event, reason: None });
    assert!(passed_at(&story, 1, "08:05").is_empty());
}

#[test]
fn the_days_of_a_medicine_are_counted_as_they_were() {
    let mut story = Story::default();
    for day in 1..=7 {
        story.add(at(day, "08:00"), ibu(200.0));
        story.add(at(day, "16:00"), ibu(200.0));
        let wanted: &[&str] = if day < 7 { &[] } else { &["ibuprofen over [] reached [days_max] again -"] };
        assert_eq!(passed_at(&story, day, "16:00"), wanted, "{day}");
    }
    story.add(at(8, "16:00"), ibu(200.0));
    assert_eq!(passed_at(&story, 8, "16:00"), ["ibuprofen over [days_max] reached [] again -"]);
}
