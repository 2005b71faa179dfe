//! The plan of a day: what stands in it, what moves it, and what ends it.

use crate::days::{Story, many, one};
use crate::{phase_of, recovered, set_off};
use easeback_episode::{Answer, Event, Shown, reminders, schedule, visits};
use easeback_guideline::CalendarKind;

#[test]
fn a_plain_spasm_has_a_plan_from_the_first_minute() {
    let story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    assert_eq!(phase_of(&story), "acute");
    story.plan(|plan| assert_eq!(plan.shown, Shown::Yes));
    let lines = story.lines();
    for line in ["rest", "get_up_and_walk", "pillow_under_knees", "warmth", "let_go", "lift_very_little"] {
        assert!(lines.contains(&line.to_owned()), "{line} in {lines:?}");
    }
    for line in ["ibuprofen", "exercises", "lift_more", "visit", "ask_pharmacist", "chili_rub", "new_check"] {
        assert!(!lines.contains(&line.to_owned()), "{line} in {lines:?}");
    }
    // First a short rest, and then up.
    assert_eq!(story.item("rest", |item| (item.at, item.minutes)), Some((story.now, Some((20, 30)))));
    let after_rest = story.now + jiff::SignedDuration::from_mins(20);
    assert_eq!(story.item("get_up_and_walk", |item| item.at), Some(after_rest));
    // Every warmth says not to sleep on it (I-46).
    assert!(story.item("warmth", |item| item.say().contains("Do not fall asleep")).unwrap());
}

#[test]
fn what_was_done_moves_what_comes_next() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let done = story.uses("heat", Some(6.0), Some(5.0));
    let hour_later = story.now + jiff::SignedDuration::from_mins(60);
    assert_eq!(story.item("warmth", |item| (item.from, item.left_today)), Some((hour_later, Some(5))));
    assert_eq!(story.item("warmth", |item| item.done_by.clone()), Some(vec![done]));
    for _ in 0..5 {
        story.wait_minutes(80);
        story.uses("heat", None, None);
    }
    assert_eq!(story.item("warmth", |item| item.is_done()), Some(true));
    assert_eq!(story.item("warmth", |item| item.from), Some("2026-02-03T06:00:00Z".parse().unwrap()));
}

#[test]
fn a_session_that_no_longer_fits_before_bedtime_waits_for_the_morning() {
    let story = Story::begins("2026-02-02T20:50:00Z", 6.0);
    assert_eq!(story.item("warmth", |item| item.at), Some("2026-02-03T06:00:00Z".parse().unwrap()));
    // A restful position may be taken at any hour.
    let night = Story::begins("2026-02-03T01:00:00Z", 6.0);
    assert_eq!(night.item("pillow_under_knees", |item| item.from), Some(night.now));
}

#[test]
fn one_medicine_is_planned_and_it_comes_back_when_time_allows() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.check(6.0, &[("wants", many(&["medicine", "herb"]))]);
    let lines = story.lines();
    assert!(lines.contains(&"ibuprofen".to_owned()), "{lines:?}");
    assert!(!lines.iter().any(|line| ["acetaminophen", "willow_bark", "devils_claw"].contains(&line.as_str())));
    story.takes("ibuprofen", 200.0);
    story.wait_hours(2);
    assert!(!story.lines().contains(&"ibuprofen".to_owned()));
    let from =
        story.plan(|plan| plan.not_yet.iter().map(|one| (one.treatment.id.clone(), one.from)).collect::<Vec<_>>());
    assert_eq!(from, [("ibuprofen".to_owned(), "2026-02-02T15:00:00Z".parse().unwrap())]);
    let titles = story.look(|now| reminders(now, &|medicine: &str| story.next_dose(medicine), false));
    let dose = titles.iter().find(|one| one.kind == CalendarKind::Dose).unwrap();
    assert_eq!(dose.at, "2026-02-02T15:00:00Z".parse().unwrap());
    assert!(!dose.title.to_lowercase().contains("ibuprofen"));
    story.wait_hours(4);
    assert!(story.lines().contains(&"ibuprofen".to_owned()));
}

#[test]
fn chili_and_warmth_are_never_in_one_plan() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.check(6.0, &[("wants", many(&["skin_treatment"]))]);
    let lines = story.lines();
    assert!(lines.contains(&"chili_rub".to_owned()) && !lines.contains(&"warmth".to_owned()), "{lines:?}");
    story.uses("heat", None, None);
    let lines = story.lines();
    assert!(!lines.contains(&"chili_rub".to_owned()) && lines.contains(&"warmth".to_owned()), "{lines:?}");
}

/// I-51.
#[test]
fn a_new_warning_sign_withdraws_the_plan_at_once() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.is_shown();
    story.wait_hours(24);
    story.checks_in(6.0, "same", &[("groin_numb", Answer::YesNo(true))]);
    story.plan(|plan| {
        assert!(matches!(plan.shown, Shown::NotAtThisLevel(_)));
        assert!(plan.items.is_empty() && plan.not_yet.is_empty());
    });
    assert!(set_off(&story).contains(&"new_warning_sign".to_owned()));
}

/// I-47.
#[test]
fn where_walks_are_held_back_the_plan_says_to_stand_up_and_to_see_a_doctor() {
    let story = {
        let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
        story.check(6.0, &[("cannot_function", Answer::YesNo(true))]);
        story
    };
    let lines = story.lines();
    assert!(lines.contains(&"rest".to_owned()) && lines.contains(&"stand_up".to_owned()), "{lines:?}");
    assert!(!lines.contains(&"get_up_and_walk".to_owned()));
    assert!(lines.contains(&"visit".to_owned()));
}

#[test]
fn a_doctors_own_plan_goes_first() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.wait_hours(3);
    let plan = Some("Walk twice a day, no tablets.".to_owned());
    story.tell(Event::DoctorSeen { said: "yes_other_plan".to_owned(), plan });
    story.plan(|plan| {
        assert_eq!(plan.items[0].line.id, "doctors_plan");
        assert_eq!(plan.items[0].words, ["Walk twice a day, no tablets."]);
    });
}

#[test]
fn days_are_the_persons_also_in_the_nights_when_the_clock_changes() {
    for (start, next) in [
        // Forward on 29 March: the same time of day comes 23 hours later.
        ("2026-03-28T11:00:00Z", "2026-03-29T10:00:00Z"),
        // Back on 25 October: 25 hours later.
        ("2026-10-24T10:00:00Z", "2026-10-25T11:00:00Z"),
    ] {
        let mut story = Story::begins(start, 6.0);
        assert_eq!(story.look(|now| schedule(now).next.unwrap().at), next.parse().unwrap());
        story.now = next.parse().unwrap();
        assert_eq!(story.look(|now| now.day()), 1);
        assert_eq!(story.look(|now| schedule(now).due.unwrap().check_in.unwrap().id.clone()), "hours_24");
    }
    // Just before and after midnight of the long night.
    let mut story = Story::begins("2026-10-24T21:30:00Z", 6.0);
    assert_eq!(story.look(|now| now.day()), 0);
    story.wait_minutes(31);
    assert_eq!(story.look(|now| now.day()), 1);
    story.wait_hours(24);
    assert_eq!(story.look(|now| now.day()), 1);
}

#[test]
fn nothing_is_planned_where_no_spasm_is_looked_after() {
    let mut story = recovered();
    story.tell(Event::EpisodeEnded {});
    story.plan(|plan| assert!(plan.shown == Shown::NoEpisode && plan.items.is_empty()));
    assert!(story.look(|now| schedule(now).next.is_none() && visits(now).is_empty()));
    assert_eq!(one("no"), Answer::OneOf("no".to_owned()));
}
