//! Recovered: the programme that keeps the next spasm away, and pain that comes back.

use crate::days::Story;
use crate::{phase_of, recovered};
use easeback_episode::{Event, Shown, programme, schedule, session, walking};

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
