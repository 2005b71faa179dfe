//! Days of people with a spasm, told in events: what the plan, the check-ins and the rest say on each.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers too")]
#![expect(clippy::redundant_closure_for_method_calls, reason = "a method alone is not general enough over lifetimes")]

mod days;

use days::{ENGINE, Story, many, one};
use easeback_episode::{
    Answer, Answered, Content, Event, Progress, Shown, Verdict, asked, calendar, escalations, expected, felt_worse,
    helped, milestones, nobody_did, phase, programme, reminders, report, running, schedule, session, spasms, visits,
    walking,
};
use easeback_guideline::{CalendarKind, Group, PartOfReport};

fn set_off(story: &Story) -> Vec<String> {
    story.look(|now| escalations(now).iter().map(|one| one.escalation.id.clone()).collect())
}

fn phase_of(story: &Story) -> String {
    story.look(|now| phase(now).unwrap().id.clone())
}

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

#[test]
fn check_ins_come_day_by_day_and_one_covers_those_before_it() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let next = story.look(|now| schedule(now).next.map(|slot| (slot.check_in.unwrap().id.clone(), slot.at)));
    assert_eq!(next, Some(("hours_24".to_owned(), "2026-02-03T09:00:00Z".parse().unwrap())));
    story.wait_hours(49);
    story.look(|now| {
        let schedule = schedule(now);
        assert_eq!(schedule.due.unwrap().check_in.unwrap().id, "hours_48");
        assert_eq!(schedule.missed.len(), 1);
        assert!(schedule.silent.unwrap().with_emergency_list);
    });
    story.checks_in(5.0, "better", &[]);
    story.look(|now| {
        let schedule = schedule(now);
        assert!(schedule.due.is_none() && schedule.missed.is_empty() && schedule.silent.is_none());
        assert_eq!(schedule.next.unwrap().check_in.unwrap().id, "day_3");
    });
}

/// I-51.
#[test]
fn every_check_in_asks_every_warning_sign_again_the_emergency_first() {
    let story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.look(|now| {
        for check_in in now.guideline().check_ins.iter().map(Some).chain([None]) {
            let asked = asked(now, check_in);
            let rows: Vec<_> = asked.warning_signs.iter().flat_map(|screen| &screen.rows).map(|row| row.id).collect();
            let first = asked.warning_signs.iter().position(|one| !one.screen.emergency).unwrap();
            assert!(asked.warning_signs[first..].iter().all(|one| !one.screen.emergency));
            for finding in &now.guideline().findings {
                let sign = matches!(finding.group, Group::Emergency | Group::Warning) && finding.asked_when.is_none();
                assert!(!sign || rows.contains(&finding.id.as_str()), "{} is not asked again", finding.id);
            }
            assert!(["night_pain", "cannot_function", "pain_constant"].iter().all(|id| rows.contains(id)));
            let others: Vec<_> = asked.findings.iter().map(|finding| finding.id.as_str()).collect();
            assert!(["pain_now", "course", "bad_reaction"].iter().all(|id| others.contains(id)));
        }
    });
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

/// I-52.
#[test]
fn a_plan_of_the_first_week_expires_after_two_days_and_a_check_in_renews_it() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.wait_hours(47);
    story.plan(|plan| assert_eq!(plan.shown, Shown::Yes));
    story.wait_hours(1);
    story.plan(|plan| {
        assert!(matches!(plan.shown, Shown::Expired(_)));
        assert!(plan.items.iter().all(|item| item.treatment.is_none()));
        assert!(plan.items.iter().any(|item| item.line.id == "check_in"));
    });
    // Silence is never taken for being well, however long it lasts.
    story.wait_hours(24 * 20);
    story.plan(|plan| assert!(matches!(plan.shown, Shown::Expired(_))));
    story.checks_in(3.0, "better", &[]);
    story.plan(|plan| assert_eq!(plan.shown, Shown::Yes));
}

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
fn a_plan_begun_late_in_the_pain_expires_in_its_own_first_days() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 5.0);
    story.check(5.0, &[("duration_days", Answer::Number(6.0))]);
    story.wait_hours(47);
    story.plan(|plan| assert_eq!(plan.shown, Shown::Yes));
    story.wait_hours(1);
    story.plan(|plan| assert!(matches!(plan.shown, Shown::Expired(_))));
    story.checks_in(4.0, "better", &[]);
    story.plan(|plan| assert_eq!(plan.shown, Shown::Yes));
}

#[test]
fn check_ins_that_nobody_did_stay_counted_once_one_was_done() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 5.0);
    story.wait_hours(24 * 4);
    // Days 1, 2 and 3; that of today is due.
    assert_eq!(story.look(nobody_did), 3);
    story.checks_in(4.0, "better", &[]);
    assert_eq!(story.look(nobody_did), 3);
    story.wait_hours(24);
    story.checks_in(4.0, "better", &[]);
    assert_eq!(story.look(nobody_did), 3);
    assert_eq!(story.look(|now| report(now, &[]).missed), 3);
}

#[test]
fn worse_pain_noted_between_check_ins_asks_to_look_again() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 5.0);
    let felt = |pain| Event::PainFelt { pain, after: None };
    story.wait_hours(2);
    story.tell(felt(6.0));
    assert!(!story.look(felt_worse));
    story.tell(felt(7.0));
    assert!(story.look(felt_worse));
    story.tell(felt(3.0));
    assert!(story.look(felt_worse), "it was so all the same");
    story.checks_in(7.0, "same", &[]);
    assert!(!story.look(felt_worse));
}

#[test]
fn low_pain_is_one_stretch_wherever_it_is_counted() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 1.0);
    for days in [6, 5] {
        story.wait_hours(24 * days);
        story.checks_in(1.0, "better", &[]);
    }
    let since = story.look(|now| easeback_episode::prevention_since(now).unwrap().to_string());
    assert_eq!(since, "2026-02-08");
    // Ten days without a word are no stretch.
    story.wait_hours(24 * 10);
    story.checks_in(1.0, "better", &[]);
    let since = story.look(|now| easeback_episode::prevention_since(now).unwrap().to_string());
    assert_eq!(since, "2026-03-01", "it begins anew on the day of the last word");
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
fn who_may_take_longer_checks_in_more_often_and_sees_a_physio_by_day_14() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 5.0);
    let days = |story: &Story| story.look(|now| schedule(now).ahead.iter().map(|slot| slot.day).collect::<Vec<_>>());
    assert!(!days(&story).contains(&9));
    story.check(5.0, &[("worry_persist", Answer::Number(8.0))]);
    assert!((1..=15).all(|day| days(&story).contains(&day)), "{:?}", days(&story));
    assert_eq!(story.item("visit", |item| item.by.unwrap().to_string()), Some("2026-02-16".to_owned()));
}

/// A plain spasm that goes: prevention, and then the pain comes back.
fn recovered() -> Story {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    for pain in [5.0, 4.0, 3.0, 2.0, 2.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0] {
        story.wait_hours(24);
        story.checks_in(pain, "better", &[]);
    }
    story
}

#[test]
fn prevention_starts_after_a_week_of_little_pain_and_brings_the_programme() {
    let mut story = recovered();
    assert_eq!(phase_of(&story), "prevention");
    let lines = story.lines();
    assert!(lines.contains(&"exercises".to_owned()) && lines.contains(&"walk".to_owned()), "{lines:?}");
    story.look(|now| {
        let programme = programme(now).unwrap();
        assert_eq!((programme.level.level, programme.half, programme.may_move_up), (1, false, None));
        assert_eq!(programme.next_on, now.today());
        assert!(programme.exercises.iter().any(|set| set.exercise.id == "bridge" && set.repeats == 8));
        let walk = now.guideline().treatment("walking_plan").unwrap();
        assert_eq!(walking(now, walk).unwrap().step.id, "weeks_1_2");
        let first = session(now, "prevention_exercise", None).unwrap();
        assert!(first.seconds <= 25 * 60 && first.cues.iter().is_sorted_by_key(|cue| cue.from));
    });
    story.tell(exercises(1, 4.0, 1.0));
    story.look(|now| {
        let programme = programme(now).unwrap();
        assert_eq!(
            (programme.done_this_week, programme.next_on),
            (1, now.today().tomorrow().unwrap().tomorrow().unwrap())
        );
    });
    assert_eq!(story.item("exercises", |item| item.is_done()), Some(true));
    // From then on the reminders come once a month.
    let days: Vec<i64> = story.look(|now| schedule(now).ahead.iter().map(|slot| slot.day).collect());
    assert_eq!(days, [14, 15, 21, 40, 42]);
}

fn exercises(level: u32, effort: f64, pain_during: f64) -> Event {
    Event::ExercisesDone { level, exercises: vec!["bridge".to_owned()], effort, pain_during }
}

#[test]
fn a_session_leads_through_every_exercise_of_its_level_to_the_end() {
    let mut story = recovered();
    for level in 1..=3 {
        story.tell(Event::LevelChosen { level });
        let (ids, seconds, start) = story.look(|now| {
            let session = session(now, "prevention_exercise", None).unwrap();
            let ids: Vec<_> = session.cues.iter().map(|cue| cue.id.to_owned()).collect();
            (ids, session.seconds, session.start(None))
        });
        story.look(|now| {
            let sets = programme(now).unwrap().exercises;
            assert!(!sets.is_empty() && sets.iter().all(|set| ids.contains(&set.exercise.id)));
        });
        let id = story.tell(start);
        story.look(|now| assert_eq!(running(now)[0].seconds, seconds, "level {level} is cut short"));
        story.tell(Event::SessionAbandoned { session: id });
        assert!(level > 1 || seconds <= 25 * 60);
    }
}

#[test]
fn moving_up_is_proposed_after_two_good_sessions_in_its_week_and_too_much_pain_steps_back() {
    let mut story = recovered();
    for _ in 0..15 {
        story.tell(exercises(1, 5.0, 1.0));
        story.wait_hours(24);
        story.checks_in(1.0, "better", &[]);
        story.wait_hours(24);
    }
    let may = |story: &Story| story.look(|now| programme(now).unwrap().may_move_up.map(|level| level.level));
    assert_eq!(may(&story), Some(2));
    story.tell(Event::LevelChosen { level: 2 });
    assert_eq!(may(&story), None, "a new level has to be got used to");
    story.tell(exercises(2, 9.0, 6.0));
    story.look(|now| {
        let programme = programme(now).unwrap();
        assert_eq!((programme.level.level, programme.chosen.level, programme.half), (1, 2, false));
    });
    story.wait_hours(24 * 8);
    assert_eq!(story.look(|now| programme(now).unwrap().level.level), 2);
    story.tell(Event::LevelChosen { level: 1 });
    story.tell(exercises(1, 9.0, 6.0));
    story.look(|now| {
        let programme = programme(now).unwrap();
        assert!(programme.half);
        assert!(programme.exercises.iter().any(|set| set.exercise.id == "bridge" && set.repeats == 4));
    });
}

#[test]
fn pain_that_comes_back_leads_to_a_whole_new_check() {
    let mut story = recovered();
    story.wait_hours(24);
    story.checks_in(6.0, "worse", &[]);
    story.plan(|plan| assert!(!matches!(plan.shown, Shown::Relapsed(_)), "one bad hour is no relapse"));
    story.wait_hours(25);
    story.checks_in(5.0, "same", &[]);
    story.plan(|plan| {
        assert!(matches!(plan.shown, Shown::Relapsed(_)));
        assert!(plan.items.iter().all(|item| item.treatment.is_none()));
        assert_eq!(plan.items[0].line.id, "new_check");
    });
    // A short check-in is not enough.
    story.wait_hours(1);
    story.checks_in(5.0, "same", &[]);
    story.plan(|plan| assert!(matches!(plan.shown, Shown::Relapsed(_))));
    story.check(5.0, &[]);
    story.plan(|plan| assert_eq!(plan.shown, Shown::Yes));
    assert_eq!(phase_of(&story), "acute");
}

#[test]
fn a_session_survives_anything_and_never_counts_for_longer_than_it_was_meant_to() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let start = story.look(|now| session(now, "heat", None).unwrap().start(Some(6.0)));
    story.tell(start);
    story.wait_minutes(6);
    story.look(|now| {
        let one = &running(now)[0];
        assert_eq!(one.progress, Progress::Going { left: 14 * 60 });
        assert_eq!(one.cue.unwrap().id, "skin_check_minutes");
    });
    story.wait_minutes(14);
    story.look(|now| assert_eq!(running(now)[0].progress, Progress::Over));
    story.wait_hours(9);
    let (at, event) = story.look(|now| {
        let one = &running(now)[0];
        assert_eq!(one.progress, Progress::Forgotten);
        assert!(one.ask.is_some());
        one.ended(now.at, Some(4.0))
    });
    assert_eq!(at, "2026-02-02T09:20:00Z".parse().unwrap());
    assert!(matches!(event, Event::TreatmentUsed { seconds: Some(1200), pain_after: Some(4.0), .. }));
    // A timer set too long by some other program is cut to the limit.
    let mut long = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let treatment = "heat".to_owned();
    long.tell(Event::SessionStarted { treatment, part: None, seconds: 8 * 3600, pain_before: None });
    long.look(|now| assert_eq!(running(now)[0].seconds, 30 * 60));
}

#[test]
fn letting_go_is_led_from_the_feet_to_five_slow_breaths() {
    let story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.look(|now| {
        let moves = session(now, "floor_moves", None).unwrap();
        assert_eq!(moves.cues[0].id, "knee_rock");
        assert!(session(now, "floor_moves", Some("pelvic_tilt")).unwrap().seconds < moves.seconds);
        let session = session(now, "progressive_relaxation", None).unwrap();
        assert!((10 * 60..=20 * 60).contains(&session.seconds));
        assert_eq!(session.cues[0].id, "settle");
        assert_eq!(session.cues.last().unwrap().id, "five_breaths");
        for pair in session.cues.windows(2) {
            assert_eq!(pair[0].from + pair[0].seconds, pair[1].from);
        }
    });
}

#[test]
fn what_helped_is_said_only_after_enough_times() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let verdict = |story: &Story, what: &str| {
        story.look(|now| {
            helped(now).into_iter().find(|one| one.what == what).map(|one| (one.times, one.pairs, one.verdict))
        })
    };
    for _ in 0..2 {
        story.uses("heat", Some(6.0), Some(3.0));
    }
    assert_eq!(verdict(&story, "heat"), Some((2, 2, Verdict::TooFew)));
    story.uses("heat", Some(6.0), None);
    assert_eq!(verdict(&story, "heat"), Some((3, 2, Verdict::TooFew)));
    let last = story.uses("heat", Some(6.0), None);
    story.tell(Event::PainFelt { pain: 5.0, after: Some(last) });
    assert_eq!(verdict(&story, "heat"), Some((4, 3, Verdict::Lower)));
}

#[test]
fn the_way_is_shown_beside_what_most_people_see() {
    let story = recovered();
    story.look(|now| {
        let (course, days) = expected(now, 42).unwrap();
        assert_eq!(course.id, "acute_2024");
        assert!((days[0].mean - 5.6).abs() < 1e-9 && (days[42].mean - 2.6).abs() < 1e-9);
        assert!((days[21].mean - 4.1).abs() < 1e-9);
        assert!(days[1..].iter().all(|day| day.low.unwrap() < day.mean && day.mean < day.high.unwrap()));
        let on =
            |id: &str| milestones(now).iter().find(|step| step.milestone.id == id).unwrap().on.map(|on| on.to_string());
        assert_eq!(on("half_the_pain").as_deref(), Some("2026-02-05"));
        assert_eq!(on("first_low_day").as_deref(), Some("2026-02-06"));
        assert_eq!(on("low_week").as_deref(), Some("2026-02-12"));
        assert_eq!(on("day_14"), None);
    });
}

#[test]
fn several_spasms_stand_side_by_side() {
    let mut story = recovered();
    story.tell(Event::EpisodeEnded {});
    story.wait_hours(24 * 60);
    story.tell(Event::EpisodeStarted {});
    story.check(8.0, &[]);
    story.takes("acetaminophen", 500.0);
    story.look(|now| {
        let spasms = spasms(now);
        assert_eq!(spasms.len(), 2);
        assert_eq!((spasms[0].worst, spasms[0].days_to_low, spasms[0].medicine_days), (Some(6.0), Some(4), 0));
        assert_eq!((spasms[1].worst, spasms[1].days_to_low, spasms[1].medicine_days), (Some(8.0), None, 1));
        assert!(spasms[0].to.is_some() && spasms[1].to.is_none());
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
fn the_doctors_page_tells_what_was_asked_what_was_not_and_what_was_taken() {
    let mut story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    story.check(6.0, &[("leg_pain", Answer::YesNo(true)), ("leg_numb", Answer::NotSure)]);
    story.is_shown();
    story.is_shown();
    for _ in 0..2 {
        story.takes("ibuprofen", 200.0);
        story.wait_hours(7);
    }
    story.look(|now| {
        let page = report(now, &[]);
        let said = |id: &str| &page.warning_signs.iter().find(|one| one.finding.id == id).unwrap().answered;
        assert!(matches!(said("leg_pain"), Answered::Yes(_)));
        assert_eq!((said("leg_numb"), said("fever")), (&Answered::NotSure, &Answered::No));
        assert_eq!(said("self_harm_thoughts"), &Answered::NotAsked);
        let intake = &page.medicines[0].intake[0];
        assert_eq!((intake.ingredient.as_str(), intake.times, intake.mg, intake.unknown), ("ibuprofen", 2, 400.0, 0));
        assert_eq!(page.advice.len(), 1, "the same advice stands there once");
        assert!(page.not_known.iter().any(|finding| finding.id == "leg_numb"));
        assert_eq!(page.parts.len(), 9);
        let less = report(now, &[PartOfReport::Medicines]);
        assert!(less.medicines.is_empty() && less.left_out[0].part == PartOfReport::Medicines);
    });
}

#[test]
fn a_calendar_tells_nothing_about_health_unless_asked_to() {
    let story = Story::begins("2026-02-02T09:00:00Z", 6.0);
    let entries = |health| story.look(|now| reminders(now, &|medicine: &str| story.next_dose(medicine), health));
    let (plain, told) = (entries(false), entries(true));
    assert!(!plain.is_empty());
    let words = ["back", "pain", "day 3", "ibuprofen"];
    assert!(plain.iter().all(|one| !words.iter().any(|word| one.title.to_lowercase().contains(word))));
    assert!(told.iter().any(|one| one.title.contains("Day 3")));
    let ids: std::collections::BTreeSet<_> = plain.iter().map(|one| &one.id).collect();
    assert_eq!(ids.len(), plain.len());
    assert!(plain.iter().zip(&told).all(|(a, b)| a.id == b.id && a.at == b.at));
    // Nowhere in the whole of it, whatever else it holds.
    let mut story = story;
    story.tell(Event::MedicineTaken {
        product: None,
        name: "Ibuprofen".to_owned(),
        units: None,
        contents: vec![Content { ingredient: "ibuprofen".to_owned(), mg: Some(200.0) }],
        on_skin: false,
        pain_before: None,
    });
    let (treatment, part) = ("heat".to_owned(), None);
    story.tell(Event::SessionStarted { treatment, part, seconds: 1200, pain_before: None });
    let entries = story.look(|now| reminders(now, &|medicine: &str| story.next_dose(medicine), false));
    let kinds: std::collections::BTreeSet<_> = entries.iter().map(|one| one.kind.word()).collect();
    assert!(kinds.contains("dose") && kinds.contains("session_end"), "{kinds:?}");
    let text = calendar(&entries, "2026-02-02T09:00:00Z".parse().unwrap()).replace("\r\n ", "").to_lowercase();
    let text = text.replace("easeback", "");
    let ids = ENGINE.guideline().treatments.iter().map(|treatment| treatment.id.to_lowercase());
    let names = ENGINE.guideline().treatments.iter().map(|treatment| treatment.name.to_lowercase());
    let told = ["back", "pain", "dose", "medicine", "doctor", "visit", "session", "health", "spasm", "drug", "pill"];
    for word in ids.chain(names).chain(told.map(str::to_owned)) {
        assert!(!text.contains(&word), "`{word}` in {text}");
    }
}

#[test]
fn nothing_is_planned_where_no_spasm_is_looked_after() {
    let mut story = recovered();
    story.tell(Event::EpisodeEnded {});
    story.plan(|plan| assert!(plan.shown == Shown::NoEpisode && plan.items.is_empty()));
    assert!(story.look(|now| schedule(now).next.is_none() && visits(now).is_empty()));
    assert_eq!(one("no"), Answer::OneOf("no".to_owned()));
}
