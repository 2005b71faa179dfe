//! What the log says of a person at an instant: every fact that the guideline counts, and what is decided by them.

mod support;

use easeback_engine::Answer::{self, NotSure, Number, YesNo};
use easeback_episode::{Event, Log, decision_at, facts, rows_at};
use jiff::civil::date;
use std::collections::BTreeMap;
use support::{ENGINE, Story, at, checked_in, dose, given, many_of, mixed, one_of, rows, seen, used};

fn chosen(answer: Option<Answer>) -> Vec<String> {
    let Some(Answer::ManyOf { chosen, .. }) = answer else { return Vec::new() };
    chosen
}

fn corrected(rows: easeback_episode::Rows) -> Event {
    Event::AnswersCorrected { answers: rows, reason: "a slip".to_owned() }
}

#[test]
fn doses_of_every_product_count_over_24_hours() {
    let mut story = Story::plain();
    assert_eq!(story.fact(at(1, "07:00"), "taken_acet_mg_24h"), Some(Number(0.0)));
    story.add(at(1, "08:00"), dose("acetaminophen", Some(500.0)));
    story.add(at(1, "20:00"), mixed(&[("acetaminophen", Some(650.0)), ("doxylamine", Some(12.5))], false));
    let sum = |story: &Story, instant| story.fact(instant, "taken_acet_mg_24h");
    assert_eq!(sum(&story, at(1, "20:00")), Some(Number(1150.0)));
    assert_eq!(sum(&story, at(2, "07:59")), Some(Number(1150.0)));
    assert_eq!(sum(&story, at(2, "08:00")), Some(Number(650.0)));
    assert_eq!(sum(&story, at(2, "20:00")), Some(Number(0.0)));
    assert_eq!(story.fact(at(2, "02:00"), "hours_since_acet"), Some(Number(6.0)));
    assert_eq!(story.fact(at(2, "02:00"), "acet_days"), Some(Number(1.0)));
    assert_eq!(story.fact(at(2, "02:00"), "taken_ibu_mg_24h"), Some(Number(0.0)));
    let at_night = story.fact(at(2, "02:00"), "medicines");
    assert_eq!(chosen(at_night), ["contains_acetaminophen", "opioid_or_sedative"], "the night pill is a medicine");
    assert!(chosen(story.fact(at(2, "20:00"), "medicines")).is_empty(), "a day later it is not");
}

#[test]
fn an_amount_that_is_not_known_makes_the_sum_not_sure_unless_enough_is_known() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), dose("acetaminophen", Some(1000.0)));
    story.add(at(1, "09:00"), dose("acetaminophen", None));
    assert_eq!(story.fact(at(1, "10:00"), "taken_acet_mg_24h"), Some(NotSure));
    assert!(!story.is_offered(at(1, "20:00"), "acetaminophen"));
    story.add(at(1, "10:00"), dose("acetaminophen", Some(3200.0)));
    assert_eq!(story.fact(at(1, "10:00"), "taken_acet_mg_24h"), Some(Number(4200.0)));
    assert_eq!(story.decision(at(1, "10:00")).0, "emergency_now");
}

#[test]
fn overdose_fires_though_nobody_said_what_was_taken_before() {
    let mut story = Story::plain();
    story.add(at(1, "06:30"), Event::AnswersWithdrawn { rows: vec!["taken_before".to_owned()] });
    story.add(at(1, "08:00"), dose("ibuprofen", Some(800.0)));
    assert_eq!(story.fact(at(1, "09:00"), "taken_ibu_mg_24h"), None, "what was taken before is not known");
    assert_eq!(story.fact(at(1, "09:00"), "ibu_days"), None);
    story.add(at(1, "09:00"), dose("ibuprofen", Some(800.0)));
    assert_eq!(story.fact(at(1, "09:00"), "taken_ibu_mg_24h"), Some(Number(1600.0)));
    assert!(story.decision(at(1, "09:00")).1.contains(&"daily_limit_passed".to_owned()));
    story.add(at(1, "10:00"), dose("ibuprofen", Some(1000.0)));
    assert_eq!(story.decision(at(1, "10:00")).0, "same_day");
}

#[test]
fn a_sum_beyond_all_bounds_is_as_large_as_can_be_said() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), dose("acetaminophen", Some(900_000.0)));
    assert_eq!(story.fact(at(1, "08:00"), "taken_acet_mg_24h"), Some(Number(20_000.0)));
    assert_eq!(story.decision(at(1, "08:00")).0, "emergency_now");
}

#[test]
fn days_with_a_dose_are_counted_over_thirty_days_where_the_person_was() {
    let mut story = Story::plain();
    story.zone = Some("America/New_York".to_owned());
    // 23:30 and 00:30 in New York: two days there, one in UTC.
    story.add(at(2, "04:30"), dose("ibuprofen", Some(200.0)));
    story.add(at(2, "05:30"), dose("ibuprofen", Some(200.0)));
    assert_eq!(story.fact(at(2, "06:00"), "ibu_days"), Some(Number(2.0)));
    assert_eq!(story.fact(at(32, "04:00"), "ibu_days"), Some(Number(2.0)));
    assert_eq!(story.fact(at(32, "05:00"), "ibu_days"), Some(Number(1.0)));
    story.add(at(10, "08:00"), Event::EpisodeStarted {});
    story.add(at(10, "08:00"), given(support::answers("plain_spasm")));
    assert_eq!(story.fact(at(10, "09:00"), "ibu_days"), Some(Number(2.0)), "days count across episodes");
}

#[test]
fn a_pill_that_works_like_ibuprofen_is_a_medicine_until_it_is_washed_out() {
    for (ingredient, day) in [("naproxen_sodium", 2), ("aspirin", 8)] {
        let mut story = Story::plain();
        assert!(story.is_offered(at(1, "07:00"), "ibuprofen"));
        story.add(at(1, "08:00"), dose(ingredient, Some(200.0)));
        assert!(!story.is_offered(at(day, "07:59"), "ibuprofen"), "{ingredient}");
        assert_eq!(chosen(story.fact(at(day, "07:59"), "medicines")), ["other_nsaid"]);
        assert!(story.is_offered(at(day, "08:00"), "ibuprofen"), "{ingredient}");
    }
}

#[test]
fn what_was_answered_about_medicines_stays_beside_what_was_taken() {
    let mut story = Story::plain();
    story.add(at(1, "07:00"), given(rows(&[("medicines", many_of(&["lithium"]))])));
    story.add(at(1, "08:00"), dose("naproxen_sodium", Some(220.0)));
    assert_eq!(chosen(story.fact(at(1, "09:00"), "medicines")), ["lithium", "other_nsaid"]);
    story.add(at(1, "09:30"), given(rows(&[("medicines", NotSure)])));
    let unsure = Answer::ManyOf { chosen: vec!["other_nsaid".to_owned()], not_sure: true };
    assert_eq!(story.fact(at(1, "10:00"), "medicines"), Some(unsure));
    story.add(at(1, "10:30"), given(rows(&[("medicines.lithium", YesNo(false))])));
    assert_eq!(story.fact(at(1, "11:00"), "medicines.other_nsaid"), Some(YesNo(true)));
    assert_eq!(story.fact(at(1, "11:00"), "medicines.lithium"), Some(YesNo(false)));
}

#[test]
fn what_is_in_use_and_on_the_skin_is_so_for_a_day() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), used("heat", 20));
    story.add(at(1, "09:00"), dose("ibuprofen", Some(200.0)));
    story.add(at(1, "10:00"), mixed(&[("capsaicin", None)], true));
    assert_eq!(chosen(story.fact(at(1, "12:00"), "using")), ["heat", "ibuprofen", "capsicum_topical"]);
    let facts = |instant| ["heat_on_skin_24h", "capsaicin_on_skin_24h"].map(|id| story.fact(instant, id));
    assert_eq!(facts(at(1, "12:00")), [Some(YesNo(true)), Some(YesNo(true))]);
    assert_eq!(facts(at(2, "08:00")), [Some(YesNo(false)), Some(YesNo(true))]);
    assert_eq!(facts(at(2, "10:00")), [Some(YesNo(false)), Some(YesNo(false))]);
    assert_eq!(chosen(story.fact(at(2, "08:30"), "using")), ["ibuprofen", "capsicum_topical"]);
}

#[test]
fn a_withdrawn_use_is_no_fact_any_more() {
    let mut story = Story::plain();
    let id = story.add(at(1, "08:00"), used("heat", 20));
    story.add(at(1, "09:00"), Event::EventWithdrawn { event: id, reason: None });
    assert_eq!(story.fact(at(1, "08:30"), "heat_on_skin_24h"), Some(YesNo(true)));
    assert_eq!(story.fact(at(1, "09:30"), "heat_on_skin_24h"), Some(YesNo(false)));
}

#[test]
fn rest_is_the_run_of_days_that_reaches_yesterday() {
    let mut story = Story::plain();
    let rested = |day, lying| Event::RestLogged { date: date(2026, 3, day), mostly_lying: lying };
    for day in [2, 3, 4] {
        story.add(at(i64::from(day) - 1, "20:00"), rested(day, true));
    }
    assert_eq!(story.fact(at(3, "21:00"), "rest_days"), Some(Number(3.0)));
    assert_eq!(story.fact(at(4, "08:00"), "rest_days"), Some(Number(3.0)), "today is not over");
    assert_eq!(story.fact(at(5, "08:00"), "rest_days"), Some(Number(0.0)), "yesterday was another day");
    story.add(at(4, "20:00"), rested(5, true));
    assert_eq!(story.fact(at(4, "21:00"), "rest_days"), Some(Number(4.0)));
    assert!(story.decision(at(4, "21:00")).1.contains(&"too_much_rest".to_owned()));
    // Told at a check-in instead: the run goes on from there.
    let mut story = Story::plain();
    story.add(at(3, "09:00"), checked_in(rows(&[("rest_days", Number(2.0))])));
    assert_eq!(story.fact(at(3, "10:00"), "rest_days"), Some(Number(2.0)));
    story.add(at(4, "20:00"), rested(5, true));
    assert_eq!(story.fact(at(4, "21:00"), "rest_days"), Some(Number(3.0)));
    assert_eq!(story.fact(at(7, "08:00"), "rest_days"), Some(Number(0.0)));
}

#[test]
fn how_long_it_has_lasted_grows_with_the_days() {
    let story = Story::plain();
    assert_eq!(story.fact(at(1, "07:00"), "duration_days"), Some(Number(2.0)));
    assert_eq!(story.fact(at(1, "23:59"), "duration_days"), Some(Number(2.0)));
    assert_eq!(story.fact(at(2, "00:00"), "duration_days"), Some(Number(3.0)));
    assert_eq!(story.decision(at(13, "08:00")).0, "home_care");
    // I-53: on day 15 with pain it is a visit; on day 21 with no doctor it is tomorrow.
    assert_eq!(story.decision(at(14, "08:00")).0, "see_doctor_soon 7");
    assert_eq!(story.decision(at(20, "08:00")).0, "see_doctor_soon 1");
    let mut story = story;
    story.add(at(9, "08:00"), given(rows(&[("duration_days", Number(2.0))])));
    assert_eq!(story.fact(at(9, "08:00"), "duration_days"), Some(Number(10.0)), "the same number is no new answer");
    story.add(at(9, "09:00"), given(rows(&[("duration_days", Number(5.0))])));
    assert_eq!(story.fact(at(10, "08:00"), "duration_days"), Some(Number(6.0)));
}

#[test]
fn low_pain_is_a_stretch_without_a_worse_reading() {
    let mut story = Story::plain();
    let felt = |pain| Event::PainFelt { pain, after: None };
    story.add(at(2, "08:00"), felt(2.0));
    story.add(at(5, "08:00"), felt(1.0));
    assert_eq!(story.fact(at(5, "09:00"), "low_pain_days"), Some(Number(4.0)));
    story.add(at(5, "20:00"), felt(3.0));
    assert_eq!(story.fact(at(5, "21:00"), "low_pain_days"), Some(Number(0.0)));
    for day in [6, 9, 12] {
        story.add(at(day, "08:00"), checked_in(rows(&[("pain_now", Number(1.0))])));
    }
    assert_eq!(story.fact(at(12, "09:00"), "low_pain_days"), Some(Number(7.0)));
    assert_eq!(story.fact(at(19, "09:00"), "low_pain_days"), Some(Number(7.0)), "a week later it still holds");
    assert_eq!(story.fact(at(20, "09:00"), "low_pain_days"), Some(Number(0.0)), "then nobody knows");
    story.add(at(20, "09:00"), felt(1.0));
    assert_eq!(story.fact(at(20, "10:00"), "low_pain_days"), Some(Number(1.0)), "recovery is never assumed");
}

#[test]
fn a_bad_reaction_stays_until_somebody_cleared_it_also_in_a_new_episode() {
    let mut story = Story::plain();
    let noticed = |reaction: &str| Event::HarmNoticed { reactions: vec![reaction.to_owned()], treatment: None };
    story.add(at(1, "08:00"), noticed("rash"));
    assert!(!story.is_offered(at(1, "08:00"), "ibuprofen"));
    story.add(at(9, "08:00"), Event::EpisodeStarted {});
    story.add(at(9, "08:00"), given(support::answers("plain_spasm")));
    story.add(at(9, "08:00"), given(rows(&[("wants", many_of(&["medicine"])), ("bad_reaction", many_of(&[]))])));
    assert_eq!(chosen(story.fact(at(9, "09:00"), "bad_reaction")), ["rash"], "I-61");
    assert!(!story.is_offered(at(9, "09:00"), "ibuprofen") && !story.is_offered(at(9, "09:00"), "heat"));
    story.add(at(9, "10:00"), Event::HarmCleared { reactions: vec!["rash".to_owned()] });
    assert!(story.is_offered(at(9, "10:00"), "ibuprofen"));
    // I-59: at once, and everything is withdrawn.
    story.add(at(9, "11:00"), noticed("face_swelling_or_wheeze"));
    assert_eq!(story.decision(at(9, "11:00")).0, "emergency_now");
    assert!(!story.is_offered(at(9, "11:00"), "ibuprofen"));
    // One that this guideline does not know is still one.
    story.add(at(9, "12:00"), Event::HarmCleared { reactions: vec!["face_swelling_or_wheeze".to_owned()] });
    story.add(at(9, "12:00"), noticed("grew_a_tail"));
    assert_eq!(chosen(story.fact(at(9, "12:00"), "bad_reaction")), ["other"]);
}

#[test]
fn a_doctor_has_looked_until_something_is_new_or_worse() {
    let mut story = Story::plain();
    story.add(at(1, "07:00"), given(rows(&[("leg_pain", YesNo(true)), ("pain_now", Number(5.0))])));
    assert_eq!(story.decision(at(1, "08:00")).0, "see_doctor_soon 7");
    story.add(at(2, "08:00"), seen("yes_home_care_ok"));
    assert_eq!(story.decision(at(2, "08:00")), ("home_care".to_owned(), vec![]));
    let after = |answers: &[(&str, Answer)]| {
        let mut story = story.clone();
        story.add(at(3, "08:00"), checked_in(rows(answers)));
        story.add(at(4, "08:00"), checked_in(rows(&[("pain_now", Number(5.0)), ("foot_numb", YesNo(false))])));
        story.fact(at(4, "09:00"), "doctor_seen").unwrap() == one_of("yes_home_care_ok")
    };
    assert!(after(&[("pain_now", Number(4.0))]), "better");
    assert!(after(&[("leg_pain", YesNo(true)), ("course", one_of("better"))]), "the same");
    assert!(after(&[("fever", NotSure)]), "not sure stands outside of the order");
    assert!(after(&[("mood_low", Number(9.0))]), "no red flag asks about it by itself");
    assert!(after(&[("duration_days", Number(30.0))]), "time goes by");
    assert!(!after(&[("pain_now", Number(6.0))]), "worse, though it went down again");
    assert!(!after(&[("foot_numb", YesNo(true))]), "new, though it went away again");
    assert!(!after(&[("course", one_of("worse"))]));
    assert!(!after(&[("pain_sites", many_of(&["low", "side"]))]));
    assert!(!after(&[("conditions.diabetes", YesNo(true))]));
    assert!(!after(&[("pregnancy", one_of("maybe"))]));

    let mut mistaken = story.clone();
    mistaken.add(at(3, "08:00"), checked_in(rows(&[("foot_numb", YesNo(true))])));
    assert_eq!(mistaken.fact(at(3, "09:00"), "doctor_seen"), Some(one_of("no")));
    mistaken.add(at(3, "10:00"), corrected(rows(&[("foot_numb", YesNo(false))])));
    assert_eq!(mistaken.fact(at(3, "11:00"), "doctor_seen"), Some(one_of("yes_home_care_ok")));
    mistaken.add(at(3, "12:00"), Event::HarmNoticed { reactions: vec!["rash".to_owned()], treatment: None });
    assert_eq!(mistaken.fact(at(3, "13:00"), "doctor_seen"), Some(one_of("no")));
}

#[test]
fn a_warning_sign_counts_for_two_days_though_it_has_gone() {
    let mut story = Story::plain();
    story.add(at(1, "12:00"), given(rows(&[("groin_numb", YesNo(true))])));
    story.shown(at(1, "12:00"));
    assert_eq!(story.fact(at(1, "12:30"), "latched"), None, "it holds by itself");
    story.add(at(1, "18:00"), given(rows(&[("groin_numb", YesNo(false))])));
    let expected = ("emergency_now".to_owned(), vec!["emergency_sign_before".to_owned()]);
    assert_eq!(story.decision(at(1, "18:00")), expected);
    story.shown(at(1, "18:00"));
    assert_eq!(story.decision(at(3, "17:59")), expected, "two days from when it was on the screen last");
    assert_eq!(story.decision(at(3, "18:00")).0, "home_care", "what is latched does not latch itself");

    let mut doctor = story.clone();
    doctor.add(at(1, "23:00"), seen("yes_home_care_ok"));
    assert_eq!(doctor.decision(at(2, "08:00")).0, "home_care");
    let mut nobody = story.clone();
    nobody.add(at(1, "23:00"), seen("no"));
    assert_eq!(nobody.decision(at(2, "08:00")).0, "emergency_now");
    let mut mistaken = story.clone();
    mistaken.add(at(1, "19:00"), corrected(rows(&[("groin_numb", YesNo(false))])));
    assert_eq!(mistaken.decision(at(1, "19:00")).0, "home_care");
    let mut other = story;
    other.add(at(1, "19:00"), corrected(rows(&[("fever", YesNo(false))])));
    assert_eq!(other.decision(at(1, "19:00")).0, "emergency_now", "that was about something else");
}

#[test]
fn a_sign_that_was_there_for_days_counts_for_two_days_from_its_end() {
    let mut story = Story::plain();
    story.add(at(1, "12:00"), given(rows(&[("fever", YesNo(true))])));
    story.shown(at(1, "12:00"));
    // The same is told again on each day; the same decision is written down once only.
    story.add(at(2, "12:00"), checked_in(rows(&[("fever", YesNo(true))])));
    story.add(at(3, "13:00"), checked_in(rows(&[("fever", YesNo(false))])));
    assert_eq!(story.decision(at(3, "13:00")), ("same_day".to_owned(), vec!["same_day_sign_before".to_owned()]));
    story.shown(at(3, "13:00"));
    assert_eq!(story.decision(at(5, "12:59")).0, "same_day");
    assert_eq!(story.decision(at(5, "13:00")).0, "home_care");
}

#[test]
fn asking_again_takes_nothing_back() {
    let mut story = Story::plain();
    story.add(at(1, "12:00"), given(rows(&[("bladder", one_of("leaking"))])));
    story.shown(at(1, "12:00"));
    story.add(at(1, "12:10"), Event::AnswersWithdrawn { rows: vec!["bladder".to_owned()] });
    story.add(at(1, "12:11"), given(rows(&[("bladder", one_of("normal"))])));
    assert_eq!(story.decision(at(1, "12:12")).1, ["emergency_sign_before"]);
    story.add(at(1, "12:13"), corrected(rows(&[("bladder", one_of("normal"))])));
    assert_eq!(story.decision(at(1, "12:14")).0, "home_care");
}

#[test]
fn a_check_begun_anew_wipes_no_sign_and_no_late_visit() {
    let again = |story: &mut Story, day, answers: &[(&str, Answer)]| {
        story.add(at(day, "12:00"), Event::EpisodeStarted {});
        story.add(at(day, "12:00"), given(support::answers("plain_spasm")));
        story.add(at(day, "12:00"), given(rows(answers)));
    };
    let mut sign = Story::plain();
    sign.add(at(1, "08:00"), given(rows(&[("groin_numb", YesNo(true))])));
    sign.shown(at(1, "08:00"));
    again(&mut sign, 1, &[]);
    assert_eq!(sign.decision(at(1, "13:00")).1, ["emergency_sign_before"]);
    let mut seen_then = sign.clone();
    seen_then.add(at(1, "14:00"), seen("yes_home_care_ok"));
    assert_eq!(seen_then.decision(at(1, "15:00")).0, "home_care");
    let mut mistaken = sign.clone();
    mistaken.add(at(1, "14:00"), corrected(rows(&[("groin_numb", YesNo(false))])));
    assert_eq!(mistaken.decision(at(1, "15:00")).0, "home_care");
    assert_eq!(sign.decision(at(3, "12:00")).0, "home_care", "two days are over");

    let mut late = Story::plain();
    late.add(at(1, "08:00"), given(rows(&[("nausea", YesNo(true)), ("duration_days", Number(0.0))])));
    late.shown(at(1, "08:00"));
    let (nausea, days) = (("nausea", YesNo(true)), |days| ("duration_days", Number(days)));
    let mut anew = late.clone();
    again(&mut anew, 5, &[nausea.clone(), days(4.0)]);
    assert_eq!(anew.decision(at(5, "13:00")).0, "see_doctor_soon 1", "the visit is late all the same");
    again(&mut anew, 7, &[nausea.clone(), days(6.0)]);
    assert_eq!(anew.decision(at(7, "13:00")).0, "same_day", "and twice is not better than once");
    // Pain that began later is another one, and so is one after a spasm that was closed.
    let mut other = late.clone();
    again(&mut other, 40, &[nausea.clone(), days(1.0)]);
    assert_eq!(other.decision(at(40, "13:00")).0, "see_doctor_soon 3");
    let mut closed = late.clone();
    closed.add(at(2, "12:00"), Event::EpisodeEnded {});
    again(&mut closed, 7, &[nausea, days(6.0)]);
    assert_eq!(closed.decision(at(7, "13:00")).0, "see_doctor_soon 3");
}

#[test]
fn a_check_begun_anew_does_not_wipe_that_a_visit_was_advised() {
    let again = |story: &mut Story, day, days| {
        story.add(at(day, "12:00"), Event::EpisodeStarted {});
        story.add(at(day, "12:00"), given(support::answers("plain_spasm")));
        story.add(at(day, "12:00"), given(rows(&[("duration_days", Number(days))])));
    };
    let advised = |story: &Story, day| story.fact(at(day, "13:00"), "visit_advised") == Some(YesNo(true));
    let mut story = Story::plain();
    story.add(at(1, "08:00"), given(rows(&[("nausea", YesNo(true)), ("duration_days", Number(0.0))])));
    story.shown(at(1, "08:00"));
    let mut anew = story.clone();
    again(&mut anew, 3, 2.0);
    assert_eq!(anew.decision(at(3, "13:00")).0, "home_care", "the reason is gone");
    assert!(advised(&anew, 3), "as it would without the new check");
    again(&mut anew, 4, 3.0);
    assert!(advised(&anew, 4), "and twice is not better than once");
    // It is what keeps prevention from starting.
    let prevention = |story: &Story, day| easeback_episode::in_prevention(&story.snapshot(at(day, "13:00")).now());
    for day in 5..=12 {
        anew.add(at(day, "12:00"), checked_in(rows(&[("pain_now", Number(1.0)), ("course", one_of("better"))])));
    }
    assert!(!prevention(&anew, 12));
    anew.add(at(12, "12:30"), seen("yes_home_care_ok"));
    assert!(prevention(&anew, 12));
    // A doctor who has looked, a mistake, pain that began later, and a spasm that was closed.
    let mut looked = story.clone();
    looked.add(at(2, "08:00"), seen("yes_home_care_ok"));
    looked.shown(at(2, "09:00"));
    let mut worse = looked.clone();
    again(&mut looked, 3, 2.0);
    assert!(!advised(&looked, 3));
    worse.add(at(2, "10:00"), checked_in(rows(&[("fever", YesNo(true))])));
    again(&mut worse, 3, 2.0);
    assert!(advised(&worse, 3), "the doctor does not know of it");
    let mut mistaken = story.clone();
    again(&mut mistaken, 3, 2.0);
    mistaken.add(at(3, "12:30"), corrected(rows(&[("nausea", YesNo(false))])));
    assert!(!advised(&mistaken, 3));
    let mut other = story.clone();
    again(&mut other, 40, 1.0);
    assert!(!advised(&other, 40));
    story.add(at(2, "12:00"), Event::EpisodeEnded {});
    again(&mut story, 3, 2.0);
    assert!(!advised(&story, 3));
}

#[test]
fn the_page_for_the_doctor_keeps_what_was_told_and_taken_before_a_check_begun_anew() {
    let mut story = Story::plain();
    story.add(at(0, "01:00"), dose("acetaminophen", Some(1300.0)));
    story.add(at(1, "08:00"), given(rows(&[("bladder", one_of("leaking"))])));
    story.shown(at(1, "08:00"));
    let mut slip = story.clone();
    story.add(at(2, "12:00"), Event::EpisodeStarted {});
    story.add(at(2, "12:00"), given(support::answers("plain_spasm")));
    let said = |story: &Story| {
        let snapshot = story.snapshot(at(2, "13:00"));
        let report = easeback_episode::report(&snapshot.now(), &[]);
        let earlier: Vec<_> = report.earlier.iter().map(|(flag, shown)| (flag.id.clone(), *shown)).collect();
        (earlier, report.doses.len(), report.advice.len())
    };
    let (earlier, doses, advice) = said(&story);
    assert_eq!(earlier, [("bladder_change".to_owned(), at(1, "08:00"))]);
    assert_eq!((doses, advice), (1, 1));
    // What was a slip was never told.
    slip.add(at(1, "08:10"), corrected(rows(&[("bladder", one_of("normal"))])));
    assert_eq!(said(&slip).0, []);
}

#[test]
fn worse_pain_that_is_felt_counts_until_it_is_asked_again() {
    let mut story = Story::plain();
    let felt = |pain| Event::PainFelt { pain, after: None };
    story.add(at(1, "08:00"), checked_in(rows(&[("pain_now", Number(5.0))])));
    story.add(at(1, "09:00"), felt(3.0));
    assert_eq!(story.fact(at(1, "09:00"), "pain_now"), Some(Number(5.0)), "the worst of the day was 5");
    story.add(at(1, "10:00"), felt(10.0));
    story.add(at(1, "11:00"), felt(4.0));
    assert_eq!(story.fact(at(1, "11:00"), "pain_now"), Some(Number(10.0)));
    assert_eq!(story.decision(at(1, "11:00")).0, "see_doctor_soon 1");
    story.add(at(2, "08:00"), checked_in(rows(&[("pain_now", Number(5.0))])));
    assert_eq!(story.decision(at(2, "08:00")).0, "home_care");
}

#[test]
fn a_sum_of_doses_is_no_symptom_and_does_not_latch() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), dose("acetaminophen", Some(5000.0)));
    story.shown(at(1, "08:00"));
    assert_eq!(story.decision(at(1, "08:00")).0, "emergency_now");
    assert_eq!(story.decision(at(2, "08:00")).0, "home_care");
}

#[test]
fn a_visit_that_is_late_becomes_urgent() {
    let mut story = Story::plain();
    story.add(at(1, "08:00"), given(rows(&[("nausea", YesNo(true))])));
    story.shown(at(1, "08:00"));
    for day in 2..=4 {
        story.shown(at(day, "08:00"));
        assert_eq!(story.decision(at(day, "09:00")).0, "see_doctor_soon 3", "day {day}");
    }
    assert_eq!(
        story.decision(at(5, "00:00")),
        ("see_doctor_soon 1".to_owned(), vec!["visit_late".into(), "nausea".into()])
    );
    assert_eq!(story.decision(at(6, "23:00")).0, "see_doctor_soon 1");
    assert_eq!(story.decision(at(7, "00:00")).0, "same_day");
    let mut doctor = story.clone();
    doctor.add(at(5, "08:00"), seen("yes_other_plan"));
    assert_eq!(doctor.decision(at(7, "08:00")).0, "see_doctor_soon 3");
    story.add(at(6, "08:00"), checked_in(rows(&[("nausea", YesNo(false))])));
    assert_eq!(story.decision(at(7, "08:00")).0, "home_care", "the reason is gone");
    assert_eq!(story.fact(at(7, "08:00"), "visit_advised"), Some(YesNo(true)));
}

#[test]
fn a_yes_holds_until_an_answer_or_a_medicine_changes() {
    let mut story = Story::plain();
    story.add(at(1, "07:00"), given(rows(&[("age_years", Number(64.0))])));
    let yes = Event::TreatmentAllowed { treatment: "ibuprofen".to_owned(), stop: "age_60_or_over".to_owned() };
    assert!(!story.is_offered(at(1, "08:00"), "ibuprofen"));
    story.add(at(1, "08:00"), yes);
    assert!(story.is_offered(at(1, "08:00"), "ibuprofen"));
    let offers = {
        let log = story.log(at(1, "08:00"));
        let decision = decision_at(&ENGINE, &log, at(1, "08:00"));
        decision.offer("ibuprofen").unwrap().allowed.iter().map(|stop| stop.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(offers, ["age_60_or_over"]);
    story.add(at(1, "09:00"), dose("ibuprofen", Some(200.0)));
    assert!(story.is_offered(at(1, "16:00"), "ibuprofen"), "taking it changes nothing");
    let mut answered = story.clone();
    answered.add(at(1, "15:00"), checked_in(rows(&[("course", one_of("same"))])));
    assert!(!answered.is_offered(at(1, "16:00"), "ibuprofen"));
    let mut taken = story.clone();
    taken.add(at(1, "15:00"), dose("guaifenesin", Some(200.0)));
    assert!(!taken.is_offered(at(1, "16:00"), "ibuprofen"), "another medicine came");
    story.add(at(1, "15:00"), checked_in(rows(&[("course", one_of("better"))])));
    assert!(story.is_offered(at(1, "16:00"), "ibuprofen"), "the same answer again is no change");
}

#[test]
fn a_new_warning_sign_at_a_check_in_overrides_home_care_at_once() {
    let mut story = Story::plain();
    assert_eq!(story.decision(at(2, "08:00")).0, "home_care");
    story.add(at(2, "08:00"), checked_in(rows(&[("bladder", one_of("cannot_go"))])));
    assert_eq!(story.decision(at(2, "08:00")).0, "emergency_now");
    let log = story.log(at(2, "08:00"));
    assert!(decision_at(&ENGINE, &log, at(2, "08:00")).offers.is_empty(), "I-51: the plan is withdrawn");
}

#[test]
fn outside_of_an_episode_only_the_log_is_known() {
    let instant = at(1, "08:00");
    let rows = rows_at(&ENGINE, &Log::default(), instant);
    assert_eq!(rows.get("using"), Some(&many_of(&[])));
    assert!(!rows.contains_key("duration_days") && !rows.contains_key("fever"));
    assert_eq!(decision_at(&ENGINE, &Log::default(), instant).disposition.level().word(), "incomplete");
}

#[test]
fn a_stored_answer_that_the_guideline_does_not_know_is_asked_again() {
    let answers = BTreeMap::from([
        ("no_such_finding".to_owned(), YesNo(true)),
        ("bladder".to_owned(), one_of("no_such_option")),
        ("groin_numb".to_owned(), YesNo(true)),
    ]);
    let known = BTreeMap::from([("groin_numb".to_owned(), YesNo(true))]);
    assert_eq!(facts(&ENGINE, &answers), ENGINE.facts(&known).unwrap());
}
