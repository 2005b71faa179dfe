//! Who does not get better: sent on step by step, and what does not help is stopped.

use crate::days::{Story, many};
use crate::set_off;
use easeback_episode::{Answer, Event, escalations, schedule, visits};

#[test]
fn who_does_not_get_better_is_sent_on_step_by_step() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 5.0);
    for _ in 0..7 {
        story.wait_hours(24);
        story.checks_in(5.0, "same", &[]);
    }
    // Day 7: not down by a fifth.
    assert_eq!(set_off(&story), ["not_down_enough"]);
    let visit = story.item("visit", |item| item.by.unwrap().to_string());
    assert_eq!(visit, Some("2026-02-16".to_owned()));
    for _ in 8..=14 {
        story.wait_hours(24);
        story.checks_in(5.0, "same", &[]);
        story.is_shown();
    }
    assert!(set_off(&story).contains(&"not_better".to_owned()));
    story.wait_hours(24);
    let mut nearly_there = story.clone();
    nearly_there.checks_in(2.0, "better", &[]);
    let routine = nearly_there.look(|now| escalations(now).iter().any(|one| one.escalation.routine));
    assert!(routine, "pain of 2 and better on day 15 is a routine visit");
    story.checks_in(5.0, "same", &[]);
    assert!(set_off(&story).contains(&"pain_after_two_weeks".to_owned()));
    assert!(!set_off(&story).contains(&"mild_and_better".to_owned()));
    for _ in 16..=21 {
        story.wait_hours(24);
        story.checks_in(5.0, "same", &[]);
    }
    let firm = story.look(|now| escalations(now).iter().any(|one| one.escalation.firm));
    assert!(firm, "day 21 without a doctor is said firmly");
    let tomorrow = story.look(|now| visits(now)[0].by);
    assert_eq!(tomorrow, Some(story.date().tomorrow().unwrap()));
}

#[test]
fn pain_that_went_up_for_two_days_leads_to_a_visit() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 3.0);
    story.wait_hours(24);
    story.checks_in(5.0, "same", &[]);
    story.wait_hours(24);
    assert!(set_off(&story).is_empty());
    story.checks_in(5.0, "better", &[]);
    assert_eq!(set_off(&story), ["pain_up"], "whatever was said about the course, and only once");
    story.is_shown();
    assert_eq!(story.item("visit", |item| item.by.unwrap().to_string()), Some("2026-02-07".to_owned()));
    // The last day for it does not move with the days.
    story.wait_hours(24);
    assert_eq!(story.item("visit", |item| item.by.unwrap().to_string()), Some("2026-02-07".to_owned()));
    let mut seen = story.clone();
    seen.tell(Event::DoctorSeen { said: "yes_home_care_ok".to_owned(), plan: None });
    assert!(set_off(&seen).is_empty(), "a doctor has looked");
    story.checks_in(3.0, "same", &[]);
    assert!(set_off(&story).is_empty());
}

#[test]
fn a_visit_has_no_day_any_more_once_a_doctor_has_looked() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 5.0);
    story.check(5.0, &[("leg_pain", Answer::YesNo(true))]);
    story.is_shown();
    let by = |story: &Story| story.look(|now| visits(now)[0].by.map(|by| by.to_string()));
    assert_eq!(by(&story).as_deref(), Some("2026-02-09"));
    story.wait_hours(72);
    story.tell(Event::DoctorSeen { said: "yes_other_plan".to_owned(), plan: None });
    story.wait_hours(24 * 10);
    assert_eq!(by(&story), None);
    let says = story.item("visit", |item| (item.is_done(), item.say().to_owned())).unwrap();
    assert!(says.0 && says.1.starts_with("A doctor has looked at your back. Go back if"), "{says:?}");
}

#[test]
fn a_medicine_that_does_not_help_by_day_3_leaves_the_plan() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.check(6.0, &[("wants", many(&["medicine"]))]);
    story.takes("ibuprofen", 200.0);
    story.wait_hours(48);
    story.checks_in_at(Some("hours_48"), 6.0, "same", &[], &[("medicine_helping", Answer::YesNo(false))]);
    assert!(set_off(&story).contains(&"medicine_not_helping_yet".to_owned()));
    assert!(story.lines().contains(&"ibuprofen".to_owned()));
    story.wait_hours(24);
    story.checks_in_at(Some("day_3"), 6.0, "same", &[], &[("medicine_helping", Answer::YesNo(false))]);
    assert!(set_off(&story).contains(&"medicine_not_helping".to_owned()));
    assert!(!set_off(&story).contains(&"medicine_not_helping_yet".to_owned()));
    assert!(!story.lines().contains(&"ibuprofen".to_owned()));
}

#[test]
fn warmth_that_is_not_known_to_help_ends_after_seven_days() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let mut helped_one = Story::begins("2026-02-02T09:00:00Z", 6.0);
    for _ in 0..7 {
        for (story, after) in [(&mut story, None), (&mut helped_one, Some(4.0))] {
            story.uses("heat", Some(6.0), after);
            story.wait_hours(24);
            story.checks_in(4.0, "better", &[]);
        }
    }
    assert!(set_off(&story).contains(&"heat_days".to_owned()));
    assert!(!story.lines().contains(&"warmth".to_owned()));
    assert!(!set_off(&helped_one).contains(&"heat_days".to_owned()));
    assert!(helped_one.lines().contains(&"warmth".to_owned()));
}

/// I-47.
#[test]
fn who_rests_too_long_is_told_to_get_up_and_then_to_see_a_doctor() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    for day in 1..=4 {
        story.rests(true);
        story.wait_hours(24);
        story.checks_in(6.0, "same", &[]);
        assert_eq!(story.lines().contains(&"rest".to_owned()), day < 3, "day {day}");
        assert!(story.lines().contains(&"get_up_and_walk".to_owned()));
        assert_eq!(set_off(&story).contains(&"three_rest_days".to_owned()), day == 3, "day {day}");
    }
    assert!(set_off(&story).contains(&"four_rest_days".to_owned()));
    assert!(story.lines().contains(&"visit".to_owned()));
}

#[test]
fn who_may_take_longer_checks_in_more_often_and_sees_a_physio_by_day_14() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 5.0);
    let days = |story: &Story| story.look(|now| schedule(now).ahead.iter().map(|slot| slot.day).collect::<Vec<_>>());
    assert!(!days(&story).contains(&9));
    story.check(5.0, &[("worry_persist", Answer::Number(8.0))]);
    assert!((1..=15).all(|day| days(&story).contains(&day)), "{:?}", days(&story));
    assert_eq!(story.item("visit", |item| item.by.unwrap().to_string()), Some("2026-02-16".to_owned()));
}
